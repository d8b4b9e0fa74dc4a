package bearssl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.ClassClosure;
import bearssl.testing.DocTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How much code a client carries, by the way it trusts its server: the classes that can be reached by name from TLS
 * engine, profile, trust and MQTT, sockets and the texts of errors left out. docs/SIZE.md tells the same.
 */
class SizeReportIT {
    /** A table that is a few commits old still informs; one that is further off has to be made anew. */
    private static final double TOLERANCE = 0.03;

    private static final Map<String, byte[]> CLASSES = new HashMap<>();
    private static final Map<String, Long> IN_JAR = new HashMap<>();

    private record Row(String what, String profile, String trust, String... more) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("RSA key exchange, fingerprint", "RsaGcmProfile", "X509Fingerprint"),
            new Row("ECDHE, fingerprint", "EcdheProfile", "X509Fingerprint"),
            new Row("ECDHE, SHA-256 pin", "EcdheProfile", "X509SpkiPin"),
            new Row("RSA key exchange, CA by `X509Rsa`", "RsaGcmProfile", "X509Rsa"),
            new Row("ECDHE, CA by `X509Default`", "EcdheProfile", "X509Default"),
            new Row("all suites, CA by `X509Full`", "FullProfile", "X509Full"),
            new Row("ECDHE, SHA-256 pin, `EcClientAuth`", "EcdheProfile", "X509SpkiPin", "bearssl/tls/EcClientAuth"),
            new Row("ECDHE, SHA-256 pin, `RsaClientAuth`", "EcdheProfile", "X509SpkiPin",
                    "bearssl/tls/RsaClientAuth", "bearssl/rsa/RsaI15Private"),
            new Row("AWS IoT: ECDHE, CA by `X509Default`, P-256 client key", "AwsIotProfile", "X509Default"),
            new Row("fast forms, SHA-256 pin", "FastProfile", "X509SpkiPin"),
            new Row("fast forms, CA by `X509Fast`", "FastProfile", "X509Fast"));

    @BeforeAll
    static void readJars() throws IOException {
        for (String module : new String[] {"bearssl-core", "bearssl-x509", "mqtt-lite"}) {
            String file = module + "-" + System.getProperty("project.version") + ".jar";
            try (JarFile jar = new JarFile(Path.of(System.getProperty("root.dir"), module, "target", file).toFile())) {
                for (JarEntry entry : jar.stream().filter(e -> e.getName().matches("(bearssl|mqttlite)/.*class")).toList()) {
                    String name = entry.getName().replace(".class", "");
                    try (InputStream in = jar.getInputStream(entry)) {
                        CLASSES.put(name, in.readAllBytes());
                    }
                    // the local header and the one in the directory, each with the name
                    IN_JAR.put(name, entry.getCompressedSize() + 30 + 46 + 2L * entry.getName().length());
                }
            }
        }
    }

    private static Set<String> closure(Row row) {
        Set<String> reached = new TreeSet<>();
        List<String> roots = new ArrayList<>(List.of("bearssl/tls/TlsIo", "bearssl/rand/HmacDrbg",
                "mqttlite/MqttClient", "bearssl/tls/profile/" + row.profile, "bearssl/x509/" + row.trust));
        roots.addAll(List.of(row.more));
        for (String root : roots) {
            assertTrue(CLASSES.containsKey(root), root);
            reached.addAll(ClassClosure.of(CLASSES, root));
        }
        return reached;
    }

    private static long[] sizes(Set<String> names) {
        long[] sum = {names.size(), 0, 0, 0};
        for (String name : names) {
            sum[1] += ClassClosure.codeBytes(CLASSES.get(name));
            sum[2] += CLASSES.get(name).length;
            sum[3] += IN_JAR.get(name);
        }
        return sum;
    }

    @Test
    void theDocumentTellsWhatIsMeasured() {
        List<String> told = DocTable.rows("SIZE.md", "## Measured");
        List<String> measured = new ArrayList<>();
        for (Row row : ROWS) {
            long[] s = sizes(closure(row));
            measured.add("| " + row.what + " | " + s[0] + " | " + s[1] + " | " + s[2] + " | " + s[3] + " |");
        }
        System.out.println("Code a client carries (classes, bytecode, class files, in the jar):\n"
                + String.join("\n", measured));
        assertEquals(measured.size(), told.size());
        for (int i = 0; i < told.size(); i++) {
            String[] is = measured.get(i).split(" \\| ");
            String[] was = told.get(i).split(" \\| ");
            assertEquals(is[0], was[0]);
            for (int j = 1; j < is.length; j++) {
                double now = Double.parseDouble(is[j].replace("|", ""));
                double then = Double.parseDouble(was[j].replace("|", ""));
                assertTrue(Math.abs(now - then) <= TOLERANCE * then, "make the table anew: " + String.join("\n", measured));
            }
        }
    }

    @Test
    void pinsCarryNoChainValidation() {
        Set<String> pinned = closure(ROWS.get(1));
        for (String name : List.of("bearssl/x509/X509Minimal", "bearssl/x509/DerWalker", "bearssl/hash/Sha512")) {
            assertTrue(CLASSES.containsKey(name), name);
            assertTrue(!pinned.contains(name) && closure(ROWS.get(4)).contains(name), name);
        }
    }

    @Test
    void noClientCarriesMoreThanItsCeiling() {
        int[] ceilings = {100, 113, 111, 127, 140, 147, 116, 118, 145, 125, 157}; // KB, in the order of the rows
        for (int i = 0; i < ceilings.length; i++) {
            long inJar = sizes(closure(ROWS.get(i)))[3];
            assertTrue(inJar <= ceilings[i] * 1024, ROWS.get(i).what + ": " + inJar);
        }
    }
}
