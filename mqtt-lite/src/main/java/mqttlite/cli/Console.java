package mqttlite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The three standard streams: bytes in, bytes out, and lines for people on the error stream. */
final class Console {
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;

    Console(InputStream in, OutputStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    InputStream in() {
        return in;
    }

    /** Writes bytes to standard output. */
    void write(byte[] b, int off, int len) throws Failure {
        try {
            out.write(b, off, len);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Writes a line to standard output. */
    void line(String text) throws Failure {
        text(text + "\n");
    }

    /** Writes one line to standard output, whatever the text holds. */
    void plainLine(String text) throws Failure {
        line(plain(text));
    }

    /** Writes text to standard output. */
    void text(String text) throws Failure {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        write(b, 0, b.length);
    }

    /** Writes one line to standard output, of characters that stand for a byte each. */
    void latin1Line(String text) throws Failure {
        byte[] b = (text.replace('\n', ' ') + "\n").getBytes(StandardCharsets.ISO_8859_1);
        write(b, 0, b.length);
    }

    void flush() throws Failure {
        try {
            out.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static Failure cannotWrite(IOException e) {
        return Failure.of(Codes.CLI_CANNOT_WRITE, "standard output: " + e.getMessage());
    }

    /** Writes one line to the error stream, whatever the text holds. */
    void error(String text) {
        byte[] b = (plain(text) + "\n").getBytes(StandardCharsets.UTF_8);
        err.write(b, 0, b.length);
        err.flush();
    }

    private static String plain(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Also what some terminals obey or take for a line's end: C1 controls, U+2028, U+2029.
            boolean isPlain = !Character.isISOControl(c) && c != 0x2028 && c != 0x2029;
            line.append(isPlain ? c : '?');
        }
        return line.toString();
    }
}
