package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so: its Java compiles, its numbers are those of docs/MEMORY.md, its links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final String IMPORTS = "import bearssl.base.*; import bearssl.hash.*; import bearssl.rand.*;"
            + "import bearssl.tls.*; import bearssl.tls.profile.*; import bearssl.tls.stream.*; import bearssl.x509.*;"
            + "import mqttlite.*; import static java.nio.charset.StandardCharsets.UTF_8;";

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String only(String regex) throws IOException {
        Matcher m = Pattern.compile(regex, Pattern.DOTALL).matcher(readme());
        assertTrue(m.find(), regex);
        return m.group(1);
    }

    @Test
    void theExampleCompiles(@TempDir Path out) throws IOException {
        String body = only("```java\n(.*?)```");
        String source = IMPORTS + "class Example { void run(byte[] pin) throws Exception {\n" + body + "} }";
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        boolean ok = javac.getTask(said, null, null,
                List.of("-cp", System.getProperty("java.class.path"), "-d", out.toString(), "-proc:none"), null,
                List.of(file)).call();
        assertTrue(ok, said::toString);
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
