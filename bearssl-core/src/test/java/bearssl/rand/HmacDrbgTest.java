package bearssl.rand;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.hash.Sha256;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacDrbgTest {
    private final Workspace ws = new Workspace(HmacDrbg.SCRATCH_BYTES, 0, HmacDrbg.SCRATCH_INTS);
    private final HmacDrbg drbg = new HmacDrbg(Sha256.INSTANCE);

    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s);
    }

    private byte[] next(int len) {
        byte[] out = new byte[len];
        drbg.generate(out, 0, len, ws);
        return out;
    }

    /** RFC 6979, A.1.2: the generator is HMAC_DRBG, and three candidates are drawn before one is in range. */
    @Test
    void rfc6979DetailedExample() {
        byte[] seed = hex("009A4D6792295A7F730FC3F2B49CBC0F62E862272F" + "01795EDF0D54DB760F156D0DAC04C0322B3A204224");
        drbg.update(seed, 0, seed.length, ws);
        assertArrayEquals(hex("9305A46DE7FF8EB107194DEBD3FD48AA20D5E7656CBE0EA69D2A8D4E7C67"), next(30));
        assertArrayEquals(hex("C70C78608A3B5BE9289BE90EF6E81A9E2C1516D5751D2F75F50033E45F73"), next(30));
        assertArrayEquals(hex("475E80E992140567FCC3A50DAB90FE84BCD7BB03638E9C4656A06F37F650"), next(30));
    }

    /** RFC 6979, A.2.5, P-256 with SHA-256: private key, SHA-256 of the message, k. */
    @ParameterizedTest
    @CsvSource({
        "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf,"
            + "A6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08,"
            + "D16B6AE827F17175E040871A1C7EC3500192C4C92677336EC2537ACAEE0008E0"})
    void rfc6979P256(String hash, String k) {
        byte[] seed = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721" + hash);
        drbg.update(seed, 0, seed.length, ws);
        assertArrayEquals(hex(k), next(32));
    }

    /** CAVP DRBG vectors, HMAC_DRBG, no reseed, SHA-256, first case: the second of two requests is compared. */
    @Test
    void cavpNoReseed() {
        EntropySource source = (dst, off, len) -> {
            byte[] s = hex("ca851911349384bffe89de1cbdc46e6831e44d34a4fb935ee285dd14b71a7488"
                    + "659ba96c601dc69fc902940805ec0ca8");
            System.arraycopy(s, 0, dst, off, len);
            return len == s.length;
        };
        assertTrue(drbg.seed(source, ws));
        next(128);
        assertArrayEquals(hex("e528e9abf2dece54d47c7e75e5fe302149f817ea9fb4bee6f4199697d04d5b89"
                + "d54fbb978a15b5c443c9ec21036d2460b6f73ebad0dc2aba6e624abf07745bc1"
                + "07694bb7547bb0995f70de25d6b29e2d3011bb19d27676c07162c8b5ccde0668"
                + "961df86803482cb37ed6d5c0bb8d50cf1f50d476aa0458bdaba806f48be9dcb8"), next(128));
    }

    @Property(tries = 100)
    void agreesWithAModelOnTheJdkMac(@ForAll @Size(min = 1, max = 4) List<@Size(max = 100) byte[]> seeds,
            @ForAll @IntRange(max = 200) int len, @ForAll @IntRange(max = 5) int at) throws Exception {
        Model model = new Model();
        drbg.wipe();
        byte[] first = new byte[16];
        drbg.update(first, 0, 16, ws);
        model.update(first);
        for (byte[] seed : seeds) {
            byte[] moved = new byte[at + seed.length + 1];
            System.arraycopy(seed, 0, moved, at, seed.length);
            byte[] before = moved.clone();
            drbg.update(moved, at, seed.length, ws);
            model.update(seed);
            assertArrayEquals(before, moved);
            byte[] out = new byte[at + len + 1];
            drbg.generate(out, at, len, ws);
            assertArrayEquals(model.generate(len), Arrays.copyOfRange(out, at, at + len));
            assertEquals(0, out[at + len]);
        }
    }

    /** SP 800-90A, 10.1.2, word for word. */
    private static final class Model {
        private byte[] k = new byte[32];
        private byte[] v = new byte[32];

        Model() {
            Arrays.fill(v, (byte) 1);
        }

        void update(byte[] data) throws Exception {
            k = mac(v, new byte[] {0}, data);
            v = mac(v);
            if (data.length > 0) {
                k = mac(v, new byte[] {1}, data);
                v = mac(v);
            }
        }

        byte[] generate(int len) throws Exception {
            byte[] out = new byte[len + 31];
            for (int i = 0; i < len; i += 32) {
                v = mac(v);
                System.arraycopy(v, 0, out, i, Math.min(32, out.length - i));
            }
            update(new byte[0]);
            return Arrays.copyOf(out, len);
        }

        private byte[] mac(byte[]... parts) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(k, "HMAC"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        }
    }

    @Test
    void generatesNothingWithoutASeed() {
        byte[] dst = new byte[32];
        assertFalse(drbg.seeded());
        assertThrows(IllegalArgumentException.class, () -> drbg.generate(dst, 0, 32, ws));
        assertFalse(drbg.seed((b, off, len) -> false, ws));
        assertFalse(drbg.seeded());
        drbg.update(new byte[HmacDrbg.MIN_SEED_LEN - 1], 0, HmacDrbg.MIN_SEED_LEN - 1, ws);
        assertThrows(IllegalArgumentException.class, () -> drbg.generate(dst, 0, 32, ws));
        assertArrayEquals(new byte[32], dst);
        drbg.update(new byte[HmacDrbg.MIN_SEED_LEN], 0, HmacDrbg.MIN_SEED_LEN, ws);
        assertTrue(drbg.seeded());
    }

    @Test
    void refusesARequestAboveTheStandardsLimit() {
        drbg.update(new byte[32], 0, 32, ws);
        byte[] dst = new byte[HmacDrbg.MAX_REQUEST + 1];
        assertThrows(IllegalArgumentException.class, () -> drbg.generate(dst, 0, dst.length, ws));
        drbg.generate(dst, 0, HmacDrbg.MAX_REQUEST, ws);
        assertEquals(0, dst[HmacDrbg.MAX_REQUEST]);
    }

    @Test
    void aReseedChangesTheOutputAndAFailedOneDoesNot() {
        byte[] seed = new byte[32];
        HmacDrbg twin = new HmacDrbg(Sha256.INSTANCE);
        drbg.update(seed, 0, 32, ws);
        twin.update(seed, 0, 32, ws);
        byte[] other = new byte[32];
        assertFalse(drbg.seed((b, off, len) -> {
            Arrays.fill(b, off, off + len, (byte) 7);
            return false;
        }, ws));
        twin.generate(other, 0, 32, ws);
        assertArrayEquals(other, next(32));
        assertTrue(drbg.seed((b, off, len) -> true, ws));
        twin.generate(other, 0, 32, ws);
        assertFalse(Arrays.equals(other, next(32)));
    }

    @Test
    void scratchIsAsDeclaredAndLeftWiped() {
        drbg.seed((b, off, len) -> {
            Arrays.fill(b, off, off + len, (byte) 0x77);
            return true;
        }, ws);
        next(100);
        assertEquals(HmacDrbg.SCRATCH_BYTES, ws.highWaterBytes());
        assertEquals(HmacDrbg.SCRATCH_INTS, ws.highWaterInts());
        assertArrayEquals(new byte[HmacDrbg.SCRATCH_BYTES], ws.bytes);
        assertArrayEquals(new int[HmacDrbg.SCRATCH_INTS], ws.ints);
    }

    private List<byte[]> state() throws Exception {
        List<byte[]> arrays = new ArrayList<>();
        for (Field f : HmacDrbg.class.getDeclaredFields()) {
            if (f.getType() == byte[].class && !Modifier.isStatic(f.getModifiers())) {
                f.setAccessible(true);
                arrays.add(((byte[]) f.get(drbg)).clone());
            }
        }
        assertEquals(2, arrays.size());
        return arrays;
    }

    private static boolean anyHolds(List<byte[]> arrays, byte[] wanted) {
        HexFormat hex = HexFormat.of();
        return arrays.stream().anyMatch(a -> hex.formatHex(a).contains(hex.formatHex(wanted)));
    }

    /** What the caller drew itself, for {@code update}, is the caller's to wipe. */
    @Test
    void theSeedIsNowhereAfterwards() throws Exception {
        byte[] drawn = new byte[HmacDrbg.SEED_LEN];
        new Random(5).nextBytes(drawn);
        drbg.seed((b, off, len) -> {
            System.arraycopy(drawn, 0, b, off, len);
            return true;
        }, ws);
        List<byte[]> memory = new ArrayList<>(state());
        memory.add(ws.bytes);
        for (int i = 0; i + 4 <= drawn.length; i += 4) {
            assertFalse(anyHolds(memory, Arrays.copyOfRange(drawn, i, i + 4)), "bytes of the seed from " + i);
        }
        assertArrayEquals(new int[ws.ints.length], ws.ints);
    }

    /** SP 800-90A, 8.8: the state is another one as soon as something was put out, and holds none of it. */
    @Test
    void theStateDoesNotTellWhatWasPutOut() throws Exception {
        drbg.update(new byte[32], 0, 32, ws);
        List<byte[]> before = state();
        byte[] out = next(64);
        List<byte[]> after = state();
        assertFalse(anyHolds(after, Arrays.copyOf(out, 32)));
        assertFalse(anyHolds(after, Arrays.copyOfRange(out, 32, 64)));
        assertFalse(anyHolds(after, before.get(0)));
        assertFalse(anyHolds(after, before.get(1)));
    }

    @Test
    void wipeLeavesTheStateOfANewGenerator() throws Exception {
        drbg.update(new byte[32], 0, 32, ws);
        next(32);
        drbg.wipe();
        assertFalse(drbg.seeded());
        HmacDrbg fresh = new HmacDrbg(Sha256.INSTANCE);
        int arrays = 0;
        for (Field f : HmacDrbg.class.getDeclaredFields()) {
            if (f.getType() == byte[].class) {
                f.setAccessible(true);
                assertArrayEquals((byte[]) f.get(fresh), (byte[]) f.get(drbg), f.getName());
                arrays++;
            }
        }
        assertEquals(3, arrays);
    }

    @Test
    void seedAndStateDoNotShow() {
        assertTrue(CtCheck.assertConstantTime(Seeded.class).runs() >= 12);
    }

    /** The seed, and so everything after it, is secret. */
    public static final class Seeded implements Subject {
        private final Workspace ws = new Workspace(HmacDrbg.SCRATCH_BYTES, 0, HmacDrbg.SCRATCH_INTS);
        private final HmacDrbg drbg = new HmacDrbg(Sha256.INSTANCE);
        private byte[] secret;

        @Override
        public int secretLength() {
            return HmacDrbg.SEED_LEN;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
        }

        @Override
        public void run() {
            drbg.update(secret, 0, secret.length, ws);
            drbg.generate(secret, 0, 40, ws);
            drbg.wipe();
        }
    }
}
