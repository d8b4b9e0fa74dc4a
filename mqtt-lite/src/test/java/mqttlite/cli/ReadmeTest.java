package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so: Java compiles, commands exist, numbers are those of docs/MEMORY.md, links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final String IMPORTS = "import bearssl.base.*; import bearssl.hash.*; import bearssl.rand.*;"
            + "import bearssl.tls.*; import bearssl.tls.profile.*; import bearssl.tls.stream.*; import bearssl.x509.*;"
            + "import mqttlite.*; import mqttlite.stream.*; import java.nio.file.*; import static java.nio.charset.StandardCharsets.UTF_8;";

    private static final String ENGINES = "```java\n(X509Clock.*?)```";

    @TempDir
    private Path folder;

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String only(String regex) throws IOException {
        Matcher m = Pattern.compile(regex, Pattern.DOTALL).matcher(readme());
        assertTrue(m.find(), regex);
        return m.group(1);
    }

    @Test
    void theExampleCompiles() throws Exception {
        assertCompiles(only(ENGINES));
    }

    @Test
    void theShortExampleCompiles() throws Exception {
        assertCompiles(only("```java\n(X509Engine.*?)```"));
    }

    @Test
    void theExampleOfAFleetCompiles() throws Exception {
        assertCompiles(only("```java\n(byte\\[\\] ca.*?)```"));
    }

    @Test
    void theExampleCompilesWithAPinInsteadOfACa() throws Exception {
        String pin = only("With a pin instead of a CA:\\s+```java\n(.*?)```");
        String ca = only("```java\n(X509Clock.*?)TlsProfile");
        assertCompiles(only(ENGINES).replace(ca, pin));
    }

    private void assertCompiles(String body) throws Exception {
        Path example = folder.resolve("Example.java");
        Files.writeString(example, IMPORTS + "class Example { void run(byte[] pin) throws Exception {\n" + body + "} }");
        String ca = TestPki.pemFile(folder.resolve("root.pem"), new TestCa("Readme", TestCertificates.p256()).root());
        Path roots = folder.resolve("Roots.java");
        Files.write(roots, Cli.run("ta", "--class", "Roots", ca).exits(0).bytes());
        StringWriter said = new StringWriter();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean ok = javac.getTask(said, files, null,
                    List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString(), "-proc:none"), null,
                    files.getJavaFileObjects(example, roots)).call();
            assertTrue(ok, said::toString);
        }
    }

    @Test
    void itsCommandsHaveTheOptionsThatItNames() throws Exception {
        int commands = 0;
        for (Path file : List.of(ROOT.resolve("README.md"), ROOT.resolve("docs/COMMAND-LINE.md"))) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("mqtt ")) {
                    String[] words = line.replaceFirst(" >.*", "").split(" ");
                    assertTrue(List.of(Help.COMMANDS.split(", ")).contains(words[1]), line);
                    Options.parse(words[1], List.of(words).subList(1, words.length).toArray(new String[0]));
                    commands++;
                }
            }
        }
        assertTrue(commands >= 7);
    }

    @Test
    void itsMemoryTableIsThatOfTheDocument() throws IOException {
        List<String> measured = new ArrayList<>(DocTable.rows("MEMORY.md", "## Measured"));
        measured.addAll(DocTable.rows("MEMORY.md", "## Measured, with a CA"));
        for (String what : new String[] {"**a live connection**", "**more during the handshake, pinned key**",
            "**more during the handshake, CA**"}) {
            String row = measured.stream().filter(r -> r.contains(what)).findFirst().orElseThrow();
            String numbers = row.substring(row.indexOf(what) + what.length());
            String plain = what.replace("*", "");
            assertEquals(numbers.trim(), only("\\| " + plain + " (\\| \\d+ \\| \\d+ \\|)"));
        }
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        Matcher m = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(readme());
        int links = 0;
        while (m.find()) {
            links++;
            assertTrue(m.group(1).startsWith("https://") || Files.exists(ROOT.resolve(m.group(1))), m.group(1));
        }
        assertTrue(links >= 5);
    }
}
