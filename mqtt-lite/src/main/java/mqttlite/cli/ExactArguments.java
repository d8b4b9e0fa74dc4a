package mqttlite.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The arguments as they were typed. A JVM in the C locale turns every byte above 7F into a question mark, so that a
 * topic with an umlaut would silently become another; Linux still knows the bytes. They are read as UTF-8 whatever the
 * locale; bytes that are no UTF-8 become the characters U+DC00 + byte, which {@link Options#bytesOf} turns back.
 */
final class ExactArguments {
    private static final int MAX_LEN = 1 << 21; // Linux's limit for all arguments

    private ExactArguments() {
    }

    /** The arguments of this process. @param args what the JVM made of them, the result if nothing better is known */
    static String[] of(String[] args) {
        if (isAscii(args)) {
            return args;
        }
        byte[] line;
        try {
            InputStream in = new FileInputStream("/proc/self/cmdline");
            try {
                line = Files.read(in, MAX_LEN);
            } finally {
                in.close();
            }
        } catch (IOException e) {
            return args;
        }
        String[] exact = last(line, args.length);
        return exact == null ? args : exact;
    }

    private static boolean isAscii(String[] args) {
        for (String arg : args) {
            for (int i = 0; i < arg.length(); i++) {
                // A lost byte is a '?' or U+FFFD.
                if (arg.charAt(i) >= 0x7F || arg.charAt(i) == '?') {
                    return false;
                }
            }
        }
        return true;
    }

    /** The last arguments of a line in which each ends with a zero byte; null if there are fewer. */
    static String[] last(byte[] line, int count) {
        String[] found = new String[count];
        int end = line.length;
        for (int k = count - 1; k >= 0; k--) {
            if (end == 0 || line[end - 1] != 0) {
                return null;
            }
            int start = end - 1;
            while (start > 0 && line[start - 1] != 0) {
                start--;
            }
            found[k] = decode(line, start, end - 1 - start);
            end = start;
        }
        return found;
    }

    private static String decode(byte[] b, int off, int len) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b, off, len)).toString();
        } catch (CharacterCodingException e) {
            StringBuilder s = new StringBuilder();
            for (int i = off; i < off + len; i++) {
                s.append((char) (b[i] >= 0 ? b[i] : 0xDC00 + (b[i] & 0xFF)));
            }
            return s.toString();
        }
    }
}
