package bearssl.benchmarks.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class PageTest {
    private static final String VERIFY = "RSA-2048 verify";
    private static final String CPU = "QoS 0, 200 B";

    private static final List<Row> ROWS = List.of(
            new Row(Row.PRIMITIVE, "17", VERIFY, "fast", "us", 30),
            new Row(Row.PRIMITIVE, "17", VERIFY, "jdk", "us", 20),
            new Row(Row.PRIMITIVE, "17", VERIFY, "fast", "B", 0),
            new Row(Row.PRIMITIVE, "17", VERIFY, "jdk", "B", 1000),
            new Row(Row.PRIMITIVE, "25", VERIFY, "fast", "us", 20),
            new Row(Row.PRIMITIVE, "25", VERIFY, "jdk", "us", 25),
            new Row(Row.WARM, "17", CPU, "fast", "messages/s", 1000),
            new Row(Row.WARM, "17", CPU, "jdk", "messages/s", 2000),
            new Row(Row.WARM, "17", CPU, "paho", "messages/s", 250),
            new Row(Row.ABSENT, "", "JDK 42", "not on this machine", "", 0),
            new Row(Row.ABOUT, "", "machine", "a small one", "", 0));

    @Test
    void ratiosAreHeldToTheirTargets(@TempDir Path folder) throws Exception {
        Page.write(folder, ROWS);
        String page = Files.readString(folder.resolve(Page.FILE));
        assertTrue(page.contains("| RSA-2048 verify, ours, fast / JDK ≤ 1.2 | **1.50** | 0.80 |"), page);
        assertTrue(page.contains("| QoS 0, 200 B, ours, fast / JDK ≥ 1.0 | **0.50** |  |"), page);
        assertTrue(page.contains("| QoS 0, 200 B, ours, fast / Paho ≥ 4.0 | 4.00 |  |"), page);
        assertTrue(page.contains("| RSA-2048 verify | 0.67 | 30.0 | 20.0 |"), page);
        assertTrue(page.contains("Ratios: 2 meet their target, 2 miss it"), page);
        assertTrue(page.contains("| not measured: JDK 42 | not on this machine |"), page);
        assertTrue(page.contains("| machine | a small one |"), page);
        assertTrue(page.contains("| RSA-2048 verify | 0 | 1000 |"), page);
    }

    @Test
    void plotsAreWellFormedAndAlwaysTheSame(@TempDir Path folder) throws Exception {
        Page.write(folder, ROWS);
        byte[] plot = Files.readAllBytes(folder.resolve("operations-17.svg"));
        Page.write(folder, ROWS);
        assertArrayEquals(plot, Files.readAllBytes(folder.resolve("operations-17.svg")));
        assertEquals("svg", DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(new String(plot)))).getDocumentElement().getNodeName());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.01234,0.0123", "0.5,0.500", "1.5,1.50", "12.34,12.3", "123.4,123", "123456,123456"})
    void numbersHaveThreeDigits(double value, String text) {
        assertEquals(text, Row.number(value));
    }

    @Test
    void aLineOfTheFileIsReadBack() {
        for (Row row : ROWS) {
            assertEquals(row, Row.parse(row.toLine()));
        }
    }
}
