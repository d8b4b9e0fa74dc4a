package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Workspace;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PrfTest {
    private static final int INTS = 78;
    private static final int BYTES = 128;

    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s);
    }

    /** P_SHA256 vector of the IETF TLS list, "test vectors for TLS 1.2 PRF" (msg03416, 2009). */
    @Test
    void vectorOfTheTlsList() {
        Workspace ws = new Workspace(BYTES, 0, INTS);
        byte[] secret = hex("9bbe436ba940f017b17652849a71db35");
        byte[] seed = hex("a0ba9f936cda311827a6f796ffd5198c");
        byte[] out = new byte[100];
        Prf.compute(Sha256.INSTANCE, secret, 0, 16, "test label", seed, 0, 16, seed, 0, 0, out, 0, 100, ws);
        assertArrayEquals(hex("e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a"
                + "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab"
                + "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
                + "87347b66"), out);
    }

    @Property(tries = 150)
    void agreesWithAModelOnTheJdkMac(@ForAll boolean sha1, @ForAll @Size(max = 80) byte[] secret,
            @ForAll @AlphaChars @StringLength(max = 20) String label, @ForAll @Size(max = 80) byte[] seed1,
            @ForAll @Size(max = 40) byte[] seed2, @ForAll @IntRange(max = 120) int len,
            @ForAll @IntRange(max = 5) int at) throws Exception {
        HashFunction h = sha1 ? Sha1.INSTANCE : Sha256.INSTANCE;
        Workspace ws = new Workspace(BYTES, 0, INTS);
        int o1 = at + secret.length;
        int o2 = o1 + seed1.length;
        byte[] in = new byte[o2 + seed2.length + 1];
        System.arraycopy(secret, 0, in, at, secret.length);
        System.arraycopy(seed1, 0, in, o1, seed1.length);
        System.arraycopy(seed2, 0, in, o2, seed2.length);
        byte[] before = in.clone();
        byte[] out = new byte[at + len + 1];
        Prf.compute(h, in, at, secret.length, label, in, o1, seed1.length, in, o2, seed2.length, out, at, len, ws);
        byte[] expected = model(sha1 ? "HmacSHA1" : "HmacSHA256", secret, label, seed1, seed2, len);
        assertArrayEquals(expected, Arrays.copyOfRange(out, at, at + len));
        assertEquals(0, out[at + len]);
        assertArrayEquals(before, in);
    }

    // RFC 5246, 5: P_hash(secret, label + seed)
    private static byte[] model(String name, byte[] secret, String label, byte[] seed1, byte[] seed2, int len)
            throws Exception {
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, name));
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        seed.writeBytes(seed1);
        seed.writeBytes(seed2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] a = seed.toByteArray();
        while (out.size() < len) {
            a = mac.doFinal(a);
            mac.update(a);
            out.writeBytes(mac.doFinal(seed.toByteArray()));
        }
        return Arrays.copyOf(out.toByteArray(), len);
    }

    /** The master secret may replace the premaster secret. */
    @Test
    void theResultMayOverlapTheSecret() {
        Workspace ws = new Workspace(BYTES, 0, INTS);
        byte[] seed = new byte[64];
        byte[] secret = new byte[60];
        Arrays.fill(secret, (byte) 3);
        byte[] apart = new byte[48];
        Prf.compute(Sha256.INSTANCE, secret, 2, 48, "master secret", seed, 0, 32, seed, 32, 32, apart, 0, 48, ws);
        Prf.compute(Sha256.INSTANCE, secret, 2, 48, "master secret", seed, 0, 32, seed, 32, 32, secret, 7, 48, ws);
        assertArrayEquals(apart, Arrays.copyOfRange(secret, 7, 55));
    }

    @Test
    void scratchIsAsDeclaredAndLeftWiped() {
        Workspace ws = new Workspace(200, 0, 200);
        byte[] b = new byte[48];
        Prf.compute(Sha256.INSTANCE, b, 0, 48, "key expansion", b, 0, 48, b, 0, 0, new byte[104], 0, 104, ws);
        assertEquals(INTS, ws.highWaterInts());
        assertEquals(BYTES, ws.highWaterBytes());
        assertArrayEquals(new byte[200], ws.bytes);
        assertArrayEquals(new int[200], ws.ints);
    }

    @Test
    void secretAndSeedDoNotShow() {
        CtCheck.of(Secrets.class).allowForeign("java.lang.String.charAt", "java.lang.String.length").assertConstant();
    }

    /** Secret of 48 bytes and seed of 32. */
    public static final class Secrets implements Subject {
        private final Workspace ws = new Workspace(BYTES, 0, INTS);
        private byte[] secret;

        @Override
        public int secretLength() {
            return 48 + 32;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
        }

        @Override
        public void run() {
            Prf.compute(Sha256.INSTANCE, secret, 0, 48, "key expansion", secret, 48, 16, secret, 64, 16,
                    secret, 0, 40, ws);
        }
    }
}
