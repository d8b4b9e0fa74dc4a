package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExactArgumentsTest {
    private static byte[] line(String... args) {
        return (String.join("\0", args) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void areTheLastOfTheLine() {
        String[] args = {"pub", "-t", "\u00E4/\uD83D\uDE00", "", "-m", "\uFEFF"};
        byte[] line = line("java", "-cp", "x", "Main", "pub", "-t", "\u00E4/\uD83D\uDE00", "", "-m", "\uFEFF");
        assertArrayEquals(args, ExactArguments.last(line, args.length));
    }

    @Test
    void bytesThatAreNoUtf8StandOutAndComeBack() {
        byte[] line = {'a', 0, 'x', (byte) 0xC3, (byte) 0x28, 0};
        String[] args = ExactArguments.last(line, 1);
        assertArrayEquals(new String[] {"x\uDCC3("}, args);
        assertArrayEquals(new byte[] {'x', (byte) 0xC3, '('}, Options.bytesOf(args[0]));
    }

    @Test
    void aLineThatIsTooShortIsNotUsed() {
        assertNull(ExactArguments.last(line("a"), 2));
        assertNull(ExactArguments.last(new byte[] {'a'}, 1));
        assertNull(ExactArguments.last(new byte[0], 1));
    }

    @Test
    void plainAsciiNeedsNoHelp() {
        String[] args = {"sub", "-t", "a/#"};
        assertSame(args, ExactArguments.of(args));
    }
}
