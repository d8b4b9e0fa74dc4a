package bearssl.ec;

import static bearssl.ec.EcVectors.N;
import static bearssl.ec.EcVectors.fixed;
import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EcKeyGenTest {
    private final Workspace ws = new Workspace(32 + HmacDrbg.SCRATCH_BYTES, 0, HmacDrbg.SCRATCH_INTS);
    private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);

    /**
     * RFC 6979, A.2.5, SHA-256 of "sample": its k is what this generator gives for this seed, and A.2.5's r is the X
     * coordinate of k times the generator.
     */
    @Test
    void rfc6979Nonce() {
        byte[] seed = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"
                + "AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF");
        rng.update(seed, 0, seed.length, ws);
        byte[] k = new byte[40];
        EcKeyGen.generate(EcP256M15.INSTANCE, rng, k, 5, ws);
        assertArrayEquals(hex("0000000000"
                + "A6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60" + "000000"), k);
        byte[] point = new byte[65];
        Workspace curveWs = new Workspace(0, EcP256M15.SCRATCH_SHORTS, EcP256M15.SCRATCH_INTS);
        EcP256M15.INSTANCE.mulGen(point, 0, k, 5, curveWs);
        assertArrayEquals(hex("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"),
                Arrays.copyOfRange(point, 1, 33));
        assertEquals(ws.bytes.length - 48, ws.highWaterBytes(), "all but the seed, which nobody drew");
        assertArrayEquals(new byte[ws.bytes.length], ws.bytes);
        assertArrayEquals(new int[ws.ints.length], ws.ints);
    }

    /** A curve with a small order makes rejections frequent: the scalar is the first candidate in range. */
    @Property(tries = 200)
    void takesTheFirstCandidateInRange(@ForAll @Size(32) byte[] seed) {
        BigInteger order = BigInteger.ONE.shiftLeft(253).add(BigInteger.valueOf(seed[0]));
        HmacDrbg same = new HmacDrbg(Sha256.INSTANCE);
        HmacDrbg other = new HmacDrbg(Sha256.INSTANCE);
        other.update(seed, 0, seed.length, ws);
        same.update(seed, 0, seed.length, ws);
        byte[] k = new byte[32];
        EcKeyGen.generate(new OtherOrder(fixed(order)), other, k, 0, ws);
        byte[] candidate = new byte[32];
        do {
            same.generate(candidate, 0, 32, ws);
        } while (new BigInteger(1, candidate).compareTo(order) >= 0);
        assertArrayEquals(candidate, k);
    }

    /** An order of one byte, 3, sees 0 and 3 among its candidates soon. */
    @Test
    void rangeIsOneToOrderMinusOne() {
        byte[] three = new byte[1];
        three[0] = 3;
        byte[] seed = new byte[32];
        rng.update(seed, 0, seed.length, ws);
        boolean[] seen = new boolean[4];
        for (int i = 0; i < 40; i++) {
            byte[] k = new byte[1];
            EcKeyGen.generate(new OtherOrder(three), rng, k, 0, ws);
            seen[k[0]] = true;
        }
        assertFalse(seen[0] || seen[3]);
        assertTrue(seen[1] && seen[2]);
    }

    @Test
    void scalarMayLieInTheWorkspace() {
        Workspace larger = new Workspace(64 + HmacDrbg.SCRATCH_BYTES, 0, HmacDrbg.SCRATCH_INTS);
        byte[] seed = new byte[32];
        rng.update(seed, 0, seed.length, larger);
        int frame = larger.pushBytes(32);
        EcKeyGen.generate(EcP256M15.INSTANCE, rng, larger.bytes, frame, larger);
        BigInteger k = new BigInteger(1, Arrays.copyOfRange(larger.bytes, frame, frame + 32));
        assertTrue(k.signum() > 0 && k.compareTo(N) < 0);
        larger.popBytes(frame);
        assertArrayEquals(new byte[larger.bytes.length], larger.bytes);
    }

    /** An order and nothing else. */
    private record OtherOrder(byte[] bytes) implements EcCurve {
        @Override
        public int namedCurve() {
            return 0;
        }

        @Override
        public int pointLen() {
            return 0;
        }

        @Override
        public int scalarLen() {
            return bytes.length;
        }

        @Override
        public void order(byte[] dst, int off) {
            System.arraycopy(bytes, 0, dst, off, bytes.length);
        }

        @Override
        public int scratchShorts() {
            return 0;
        }

        @Override
        public int scratchInts() {
            return 0;
        }

        @Override
        public int scratchLongs() {
            return 0;
        }

        @Override
        public boolean isOnCurve(byte[] point, int off, int len, Workspace ws) {
            throw new AssertionError();
        }

        @Override
        public boolean mul(byte[] point, int off, int len, byte[] scalar, int scalarOff, Workspace ws) {
            throw new AssertionError();
        }

        @Override
        public void mulGen(byte[] dst, int off, byte[] scalar, int scalarOff, Workspace ws) {
            throw new AssertionError();
        }

        @Override
        public boolean mulAdd(byte[] point, int off, int len, byte[] x, int xOff, byte[] y, int yOff, Workspace ws) {
            throw new AssertionError();
        }
    }
}
