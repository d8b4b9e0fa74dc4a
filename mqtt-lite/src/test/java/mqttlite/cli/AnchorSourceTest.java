package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorSourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {4, 1000, 16384, 16385, 150_000})
    void comesBackAsItWas(int length) throws Exception {
        byte[] packed = new byte[length];
        new Random(length).nextBytes(packed);
        // What may be mistaken for escapes: a backslash before a u, and a digit behind an octal escape.
        System.arraycopy("\\u0".getBytes(), 0, packed, 0, 3);
        packed[3] = 0;
        String source = AnchorSource.of("a.b", "Roots_1", packed, List.of("CN=\\u000a int x; */ \u00E4\n: CA"));
        assertTrue(source.lines().allMatch(line -> line.length() <= 110));
        Class<?> made = SourceCompiler.compile(folder, "a.b.Roots_1", source);
        assertEquals(length, made.getField("LENGTH").getInt(null));
        assertArrayEquals(packed, (byte[]) made.getMethod("create").invoke(null));
    }

    @Test
    void theDefaultPackageIsPossible() throws Exception {
        Class<?> made = SourceCompiler.compile(folder, "T", AnchorSource.of(null, "T", new byte[] {7}, List.of()));
        assertArrayEquals(new byte[] {7}, (byte[]) made.getMethod("create").invoke(null));
    }

    @Test
    void namesThatJavaDoesNotTake() {
        assertTrue(AnchorSource.isName("a.b_c.D1", true));
        for (String bad : new String[] {"", "a..b", ".a", "a.", "1a", "a-b", "a.class", "a b", "\u00E4", "a;b"}) {
            assertFalse(AnchorSource.isName(bad, true), bad);
        }
        assertFalse(AnchorSource.isName("a.b", false));
    }
}
