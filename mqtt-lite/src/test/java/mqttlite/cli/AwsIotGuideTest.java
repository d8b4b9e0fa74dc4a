package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Ci;
import bearssl.testing.DocTable;
import bearssl.testing.Peers;
import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/AWS-IOT.md, done as it is written: its commands in a shell, its Java compiled and run, its errors provoked. AWS
 * and the programs {@code aws} and {@code curl} are stood in for; {@code mqtt} is told where the look-alike listens.
 */
class AwsIotGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final String IMPORTS = "import bearssl.base.*; import bearssl.hash.*; import bearssl.rand.*;"
            + "import bearssl.tls.*; import bearssl.tls.profile.*; import bearssl.tls.stream.*; import bearssl.x509.*;"
            + "import mqttlite.*; import static java.nio.charset.StandardCharsets.UTF_8;";
    // What they print is what the guide asks for by --query.
    private static final String AWS = """
            #!/bin/sh
            verb="$1 $2"; shift 2
            for a; do case $a in file://*) test -s "${a#file://}" || exit 1;; esac; done
            value() { want=$1; shift; while [ $# -gt 0 ]; do [ "$1" = "$want" ] && echo "${2#file://}"; shift; done; }
            echo "$verb" >> aws.log
            case $verb in
            "iot create-certificate-from-csr")
                openssl x509 -req -in "$(value --certificate-signing-request "$@")" -CA aws/devices.pem \\
                    -CAkey aws/devices.key -CAcreateserial -days 30 -sha256 \\
                    -out "$(value --certificate-pem-outfile "$@")" 2>/dev/null || exit 1
                echo arn:aws:iot:eu-central-1:123456789012:cert/0123456789abcdef;;
            "iot attach-thing-principal") test "$(value --principal "$@")" = "$(cat lamp.arn)";;
            "iot attach-policy") test "$(value --target "$@")" = "$(cat lamp.arn)";;
            "iot describe-endpoint") echo ENDPOINT;;
            "iot create-thing"|"iot create-policy") ;;
            *) exit 1;;
            esac
            """.replace("ENDPOINT", AwsLookAlike.ENDPOINT);
    private static final String CURL = """
            #!/bin/sh
            for a; do case $a in https://www.amazontrust.com/repository/*) cp "aws/${a##*/}" .;; esac; done
            """;

    private static final String[] ROOTS = {"--cafile", "AmazonRootCA1.pem", "--cafile", "AmazonRootCA3.pem"};
    private static final String[] LAMP = {"--cert", "lamp.pem", "--key", "lamp.key", "-i", "lamp"};

    @TempDir
    static Path folder;

    private static CertifiedMosquitto broker;
    private static AwsLookAlike aws;
    private static final List<String> done = new ArrayList<>(); // what the guide's mqtt commands printed

    @BeforeAll
    static void followTheGuide() throws Exception {
        Peers.require("openssl");
        Path behind = Files.createDirectory(folder.resolve("behind"));
        broker = new CertifiedMosquitto(behind, TestCertificates.chain(TestCertificates.p256(), 1),
                new TestPki("Nobody", 1).root());
        aws = new AwsLookAlike(broker.plain);
        Path amazon = Files.createDirectory(folder.resolve("aws"));
        AwsLookAlike.writeRoots(amazon);
        AwsLookAlike.writeDevicesCa(amazon);
        program("aws", AWS);
        program("curl", CURL);
        StringBuilder assignments = new StringBuilder();
        for (String part : parts()) {
            if (part.startsWith("mqtt ")) {
                done.add(mqtt(assignments, part));
            } else {
                sh(assignments + part + "\nprintf '%s\\n' \"ENDPOINT=$ENDPOINT\" > variables");
                assignments.setLength(0);
                assignments.append(Files.readString(folder.resolve("variables")));
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (aws != null) {
            aws.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static void program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        assertTrue(Files.writeString(bin.resolve(name), script).toFile().setExecutable(true));
    }

    // ---- commands

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/AWS-IOT.md"));
    }

    private static String only(String regex) throws IOException {
        Matcher m = Pattern.compile(regex, Pattern.DOTALL).matcher(guide());
        assertTrue(m.find(), regex);
        return m.group(1);
    }

    /** All its shell blocks in order: each mqtt command by itself, whatever is between them as it is. */
    private static List<String> parts() throws IOException {
        List<String> parts = new ArrayList<>();
        Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(guide());
        while (block.find()) {
            StringBuilder other = new StringBuilder();
            for (String command : block.group(1).split("(?<!\\\\)\n")) {
                if (command.startsWith("mqtt ")) {
                    if (other.length() > 0) {
                        parts.add(other.toString());
                        other.setLength(0);
                    }
                    parts.add(command);
                } else {
                    other.append(command).append('\n');
                }
            }
            if (other.length() > 0) {
                parts.add(other.toString());
            }
        }
        assertTrue(parts.size() >= 8, parts::toString);
        return parts;
    }

    private static void sh(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-u", "-c", "ENDPOINT=; " + script)
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> script + ": " + said);
    }

    /** Runs an mqtt command, its words as the shell finds them. @return what it printed */
    private static String mqtt(CharSequence assignments, String command) throws Exception {
        sh(assignments + "mqtt() { printf '%s\\0' \"$@\" >&3; }\nexec 3> words\n" + command);
        String[] words = Files.readString(folder.resolve("words")).split("\0");
        Cli.Result r = Cli.run(atLookAlike(words)).exits(0);
        Matcher redirected = Pattern.compile(" > (\\S+)$").matcher(command);
        if (redirected.find()) {
            Files.write(folder.resolve(redirected.group(1)), r.bytes());
        }
        return r.out() + r.err();
    }

    /** The endpoint is this machine, and files are in the folder. */
    private static String[] atLookAlike(String... words) {
        List<String> args = new ArrayList<>();
        boolean isAlpn = false;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("-p") && words[i + 1].equals("443")) {
                isAlpn = true;
                i++;
            } else if (words[i].equals(AwsLookAlike.ENDPOINT)) {
                args.addAll(List.of("localhost", "--servername", AwsLookAlike.ENDPOINT));
            } else {
                args.add(words[i].matches(".*\\.(pem|key)") ? folder.resolve(words[i]).toString() : words[i]);
            }
        }
        if (args.contains("-h")) {
            args.addAll(List.of("-p", Integer.toString(isAlpn ? aws.alpnPort() : aws.port())));
        }
        return args.toArray(new String[0]);
    }

    @Test
    void itsCommandsDoWhatItSays() throws Exception {
        assertEquals(List.of("iot create-certificate-from-csr", "iot create-thing", "iot attach-thing-principal",
                "iot create-policy", "iot attach-policy", "iot describe-endpoint"),
                Files.readAllLines(folder.resolve("aws.log")));
        assertTrue(done.get(0).contains("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, maximum fragment length 1024 (agreed)"),
                done.get(0));
        assertTrue(done.get(0).contains("info: client certificate sent: CN=lamp (EC, P-256"), done.get(0));
        assertEquals("{\"power\":\"on\"}\n", done.get(1));
        assertEquals("{\"power\":\"on\"}\n", done.get(2));
        assertEquals("", done.get(3));
        assertTrue(done.get(4).contains("class AmazonRoots"), done.get(4));
        assertEquals(5, done.size());
    }

    // ---- Java

    @Test
    void itsJavaRuns() throws Exception {
        String body = only("```java\n(.*?)```");
        String connect = "SocketTransport.connect(endpoint, AwsIotProfile.ALPN_PORT, 10000)";
        assertTrue(body.contains(connect) && body.contains('"' + AwsLookAlike.ENDPOINT + '"'), body);
        String here = body.replace(connect, "SocketTransport.connect(\"127.0.0.1\", port, 10000)");
        Files.writeString(folder.resolve("Example.java"), IMPORTS + "public class Example { public static void run("
                + "byte[] key, byte[] certificate, int port) throws Exception {\n" + here
                + "\nwhile (mqtt.inFlight() > 0 && r >= 0) { r = mqtt.poll(System.currentTimeMillis()); }"
                + "\nif (r < 0) { throw new Exception(\"error \" + r); } mqtt.disconnect(); io.close(); } }");
        compile("Example.java", "AmazonRoots.java");
        byte[] key = Files.readAllBytes(folder.resolve("lamp.key.der"));
        byte[] certificate = Files.readAllBytes(folder.resolve("lamp.der"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass("Example").getMethod("run", byte[].class, byte[].class, int.class)
                    .invoke(null, key, certificate, aws.alpnPort());
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
        assertEquals("{\"power\":\"off\"}\n", lamp("sub", "-t", "lamp/state", "-C", "1", "-W", "20").exits(0).out());
    }

    private static void compile(String... names) throws Exception {
        StringWriter said = new StringWriter();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            Path[] sources = Arrays.stream(names).map(folder::resolve).toArray(Path[]::new);
            boolean ok = javac.getTask(said, files, null,
                    List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString(), "-proc:none"), null,
                    files.getJavaFileObjects(sources)).call();
            assertTrue(ok, said::toString);
        }
    }

    // ---- what goes wrong

    private static String[] join(String[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static Cli.Result at(String[]... parts) {
        return Cli.run(atLookAlike(join(parts)));
    }

    private static String[] pub(String... more) {
        return pubTo("lamp/state", more);
    }

    private static String[] pubTo(String topic, String... more) {
        return join(new String[] {"pub", "-h", AwsLookAlike.ENDPOINT, "-t", topic, "-m", "x", "-q", "1"}, more);
    }

    private static Cli.Result lamp(String command, String... more) {
        return at(new String[] {command, "-h", AwsLookAlike.ENDPOINT}, ROOTS, LAMP, more);
    }

    private static String[] identity(TestPki pki, String name) throws Exception {
        KeyPair key = TestCertificates.p256();
        X509Certificate leaf = pki.leaf(key, "CN=lamp", TestPki.FROM, TestPki.TO);
        String cert = TestPki.pemFile(folder.resolve(name + ".pem"), leaf);
        return new String[] {"--cert", cert, "--key", PrivateKeys.pkcs8(folder.resolve(name + ".key"), key.getPrivate()),
            "-i", "lamp"};
    }

    @Test
    void whatItSaysOfErrorsOfTheConnectionIsSo() throws Exception {
        tell(-1001, Cli.run("pub", "-h", "a1b2c3d4e5f6g7-ats.iot.invalid", "-t", "a", "-m", "x", "--tls"));
        String dead;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = Integer.toString(free.getLocalPort());
        }
        tell(-1002, Cli.run("pub", "-h", "127.0.0.1", "-p", dead, "-t", "a", "-m", "x", "--tls"));
        tell(-1003, at(pub(), ROOTS, new String[] {"--cert", "lamp.pem"}));
        tell(3004, at(pub(), ROOTS, new String[] {"--cert", "lamp.pem", "--key",
            PrivateKeys.pkcs8(folder.resolve("other.key"), TestCertificates.p256().getPrivate())}));
        tell(54, at(pub("--time", "2040-01-01"), ROOTS, LAMP));
        tell(62, at(pub(), new String[] {"--cafile", "AmazonRootCA1.pem"}, LAMP));
        at(pub("--suites", "ECDHE-RSA"), new String[] {"--cafile", "AmazonRootCA1.pem"}, LAMP).exits(0);
        tell(62, at(pub(), LAMP));
        tell(368, at(new String[] {"pub", "-h", "localhost", "--insecure", "-t", "a", "-m", "x"}, LAMP));
        Cli.Result nobody = at(pub(), ROOTS, new String[] {"-i", "lamp"});
        tell(nobody.err().startsWith("error=296") ? 296 : 298, nobody.says("asked for, none was sent")); // JDK 25, 17
        tell(302, at(pub(), ROOTS, identity(new TestPki("Elsewhere", 1), "elsewhere")));
        tell(376, at(pub("-p", "443", "--tls-alpn", "h2"), ROOTS, LAMP));
    }

    @Test
    void whatItSaysOfErrorsOfMqttIsSo() {
        tell(2032, at(pub(), ROOTS, new String[] {"--cert", "lamp.pem", "--key", "lamp.key", "-i", "switch"}));
        tell(2032, at(pub("-p", "443"), ROOTS, LAMP));
        tell(2031, at(pubTo("switch/state"), ROOTS, LAMP));
        tell(2031, at(pubTo("lamp/1/2/3/4/5/6/7/8"), ROOTS, LAMP));
        tell(2037, lamp("sub", "-t", "+/state", "-W", "20"));
        aws.deactivate("lamp");
        try {
            tell(2032, at(pub(), ROOTS, LAMP));
        } finally {
            aws.activate("lamp");
        }
    }

    /** The command ends with the code, and the guide has a row of it. */
    private static void tell(int code, Cli.Result r) {
        r.failsWith(code + " " + Codes.name(code));
        List<String> codes = DocTable.rows("AWS-IOT.md", "## What goes wrong").stream()
                .flatMap(row -> Arrays.stream(row.split("\\|")[1].trim().split(", "))).collect(Collectors.toList());
        assertTrue(codes.contains(Integer.toString(code)), code + " is not among " + codes);
    }

    // ---- facts

    /** Those that the JVM brings along are the real ones. */
    @Test
    void whatItSaysOfAmazonsRootsIsSo() throws Exception {
        KeyStore store = KeyStore.getInstance(Path.of(System.getProperty("java.home"), "lib/security/cacerts").toFile(),
                "changeit".toCharArray());
        List<String> keys = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            X509Certificate root = root(store, "CN=Amazon Root CA " + i + ",");
            String file = TestPki.pemFile(folder.resolve("root" + i + ".pem"), root);
            Cli.Result ta = Cli.run("ta", file).exits(0);
            assertTrue(ta.out().contains("until 20"), ta.out());
            keys.add(ta.out().replaceAll("(?s).*CN=Amazon Root CA (\\d).*?; (.*?); .*", "$1 $2"));
        }
        assertEquals(List.of("1 RSA, 2048 bits", "2 RSA, 4096 bits", "3 EC, P-256", "4 EC, P-384"), keys);
    }

    private static X509Certificate root(KeyStore store, String subject) throws Exception {
        for (String alias : Collections.list(store.aliases())) {
            X509Certificate c = (X509Certificate) store.getCertificate(alias);
            if (c.getSubjectX500Principal().getName("RFC1779").startsWith(subject)) {
                return c;
            }
        }
        throw Ci.missing("no " + subject + " in this JVM's cacerts");
    }
}
