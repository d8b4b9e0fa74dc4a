package bearssl.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.benchmarks.BearsslLibrary;
import bearssl.benchmarks.Suite;
import bearssl.benchmarks.page.Row;
import bearssl.testing.Ci;
import bearssl.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the program works, from the first JVM to the page; what it measures here means nothing. */
class BenchmarksTest {
    private static Set<String> contenders(List<Row> rows, String group, String what) {
        return rows.stream().filter(row -> row.group().equals(group) && row.what().equals(what))
                .map(Row::contender).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyContenderIsMeasuredAndIsOnThePage(@TempDir Path folder) throws Exception {
        Peers.require("mosquitto");
        if (BearsslLibrary.absence() != null) {
            throw Ci.missing(BearsslLibrary.absence());
        }
        Benchmarks.main(new String[] {"tiny", folder.toString()});
        List<Row> rows = Files.readAllLines(folder.resolve(Benchmarks.RESULTS)).stream().map(Row::parse).toList();
        Set<String> all = new TreeSet<>(Suite.CONTENDERS);
        assertEquals(all, contenders(rows, Row.PRIMITIVE, "RSA-2048 verify"));
        assertEquals(all, contenders(rows, Row.PRIMITIVE, "AES-GCM seal, 16 B"));
        all.removeAll(Set.of(Suite.C_FAST, Suite.C_SMALL));
        assertEquals(all, contenders(rows, Row.PRIMITIVE, "handshake, both ends"));
        all.remove(Suite.BOUNCY_CASTLE);
        assertEquals(all, contenders(rows, Row.WARM, "connect, ECDHE_RSA and CA"));
        assertEquals(all, contenders(rows, Row.WARM, "connect, resumed"));
        assertEquals(all, contenders(rows, Row.WARM, "heap of a connection"));
        all.add("paho");
        assertEquals(all, contenders(rows, Row.WARM, "QoS 0, 200 B"));
        all.add("hivemq");
        assertEquals(all, contenders(rows, Row.COLD, "wall"));
        assertTrue(contenders(rows, Row.JMH, "Sha256, size 64").contains(Suite.JDK));
        assertTrue(rows.stream().filter(row -> row.unit().equals("us")).allMatch(row -> row.value() >= 0));
        String page = Files.readString(folder.resolve("README.md"));
        String operations = "operations-" + Runtime.version().feature() + ".svg";
        for (String plot : List.of("cold.svg", "warm.svg", operations)) {
            assertTrue(page.contains("![](" + plot + ")"), plot);
            assertTrue(Files.readString(folder.resolve(plot)).contains(">JDK</text>"), plot);
        }
    }

    @Test
    void aChildThatFailsSaysWhy() throws Exception {
        Jvm jvm = Jvm.find(Runtime.version().feature(), Jvm.Mode.C1);
        try (Child child = new Child(jvm, Child.classPath("none"), List.of(), "bearssl.benchmarks.NoSuchClass")) {
            assertTrue(assertThrows(IOException.class, child::answer).getMessage().contains("NoSuchClass"));
        }
    }
}
