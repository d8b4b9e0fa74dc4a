package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(InputStream in, int limit) throws IOException {
        LineReader reader = new LineReader(in, limit);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(new String(reader.line(), 0, reader.len(), StandardCharsets.ISO_8859_1)
                    + (reader.isCut() ? "..." : ""));
        }
        return lines;
    }

    private static InputStream of(String text, int piece) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, piece));
            }
        };
    }

    @Test
    void splitsAtLineFeeds() throws IOException {
        for (int piece = 1; piece < 12; piece++) {
            assertEquals(List.of("a", "", "bc", "d\u00FF"), lines(of("a\n\nbc\r\nd\u00FF", piece), 100));
            assertEquals(List.of("a", ""), lines(of("a\n\n", piece), 100));
        }
        assertEquals(List.of(), lines(of("", 1), 100));
    }

    @Test
    void longLinesAreWholeUpToTheLimitAndTheNextOneIsNotHarmed() throws IOException {
        String line = "x".repeat(300_000);
        assertEquals(List.of(line, "y"), lines(of(line + "\ny", 70_000), 300_000));
        assertEquals(List.of("x".repeat(299_999) + "...", "y"), lines(of(line + "\ny", 70_000), 299_999));
    }

    @Test
    void aLineIsThereAsSoonAsItIsSent() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(out)) {
            LineReader reader = new LineReader(in, 100);
            for (int i = 0; i < 3; i++) {
                out.write(new byte[] {'a', (byte) ('0' + i), '\n'});
                out.flush();
                assertEquals(true, reader.next());
                assertEquals("a" + i, new String(reader.line(), 0, reader.len(), StandardCharsets.US_ASCII));
            }
        }
    }
}
