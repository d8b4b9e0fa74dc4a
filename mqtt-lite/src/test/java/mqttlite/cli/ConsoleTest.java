package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static String shown(String text) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), new PrintStream(err)).error(text);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatABrokerNamesNeitherEndsTheLineNorCommandsTheTerminal() {
        assertEquals("a?b?c?d?e\n", shown("a\nb\rc\u001Bd\u007Fe"));
        assertEquals("a?31mb?c\n", shown("a\u009B31mb\u0085c"));
        assertEquals("a?b?c\n", shown("a\u2028b\u2029c"));
        assertEquals("\u00A0\u00E4\uD83D\uDE00\uFEFF\n", shown("\u00A0\u00E4\uD83D\uDE00\uFEFF"));
    }
}
