package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fuzzer's target does what its inputs say: else the fuzzer would be busy with nothing. */
class EngineFuzzTargetTest {
    private static final Map<String, byte[]> SEEDS = EngineFuzzTarget.seeds(1499);

    @Test
    void whatItStartsFromIsGood() {
        assertTrue(SEEDS.size() >= 150, () -> SEEDS.size() + " inputs");
        SEEDS.forEach((name, input) -> assertEquals(0, EngineFuzzTarget.run(input, true), name));
    }

    @Test
    void whatIsCutOffOrAlteredIsFoundOut() {
        Set<Integer> codes = new HashSet<>();
        SEEDS.forEach((name, input) -> {
            byte[] cut = Bytes.first(input, Math.max(EngineFuzzTarget.HEADER_LEN, input.length * 2 / 3));
            codes.add(EngineFuzzTarget.run(cut, true));
            int at = EngineFuzzTarget.HEADER_LEN + (name.hashCode() & 31);
            codes.add(EngineFuzzTarget.run(Bytes.flip(input, Math.min(at, input.length - 1), 1), true));
        });
        assertTrue(codes.size() > 8, codes::toString);
    }

    @Test
    void bytesOnTheWireAreWhatTheClientGets() {
        byte[] header = Bytes.of(0, 0, EngineFuzzTarget.RAW, 0, 0);
        assertEquals(296, EngineFuzzTarget.run(Bytes.join(header, Bytes.of(21, 3, 3, 0, 2, 2, 40)), true));
        assertEquals(BrErr.BR_ERR_UNSUPPORTED_VERSION,
                EngineFuzzTarget.run(Bytes.join(header, Bytes.of('H', 'T', 'T', 'P', '/')), true));
        assertEquals(BrErr.BR_ERR_IO, EngineFuzzTarget.run(header, true));
    }
}
