package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of --learn, also when two processes learn at the same time. */
class PinFileTest {
    @TempDir
    Path folder;
    private Path path;
    private PinFile file;

    @BeforeEach
    void nameIt() throws UsageError {
        path = folder.resolve("pin");
        file = new PinFile(path.toString());
    }

    private static byte[] print(int b) {
        byte[] print = new byte[20];
        Arrays.fill(print, (byte) b);
        return print;
    }

    private static String line(int b) {
        return ServerTrust.hex(print(b), ' ') + "\n";
    }

    private void holdsNothingBut(String text) throws IOException {
        assertEquals(text, Files.readString(path));
        try (var all = Files.list(folder)) {
            assertEquals(1, all.count(), "no other file is left");
        }
    }

    @Test
    void keepsWhatWasLearned() throws Exception {
        assertEquals(0, file.read().length);
        file.write(print(1));
        holdsNothingBut(line(1));
        assertArrayEquals(print(1), file.read());
    }

    @Test
    void anEmptyFileIsFilled() throws Exception {
        Files.writeString(path, "\r\n");
        assertEquals(0, file.read().length);
        file.write(print(1));
        holdsNothingBut(line(1));
    }

    @Test
    void doesNotReplaceAKeyThatWasLearnedMeanwhile() throws Exception {
        assertEquals(0, file.read().length);
        Files.writeString(path, line(1) + line(2));
        Failure failure = assertThrows(Failure.class, () -> file.write(print(3)));
        assertTrue(failure.getMessage().startsWith("error=1 BR_ERR_BAD_PARAM "), failure::getMessage);
        holdsNothingBut(line(1) + line(2));
        file.write(print(2));
        holdsNothingBut(line(1) + line(2));
    }
}
