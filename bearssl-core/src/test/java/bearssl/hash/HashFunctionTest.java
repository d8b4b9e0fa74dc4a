package bearssl.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Codec;
import bearssl.testing.Cavp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashFunctionTest {
    private static final int CANARY = 0x5EA1ED;

    /** In the order of their TLS numbers, which begin with 2; then other forms of one of them. */
    static final List<HashFunction> ALL = List.of(Sha1.INSTANCE, Sha224.INSTANCE, Sha256.INSTANCE, Sha384.INSTANCE,
            Sha512.INSTANCE, Sha256Unrolled.INSTANCE);
    private static final List<String> NAMES =
            List.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA256-unrolled");

    static HashFunction named(String name) {
        return ALL.get(NAMES.indexOf(name));
    }

    static String name(HashFunction h) {
        return NAMES.get(h.id() - 2);
    }

    private static MessageDigest jdk(HashFunction h) throws Exception {
        return MessageDigest.getInstance(name(h).replace("SHA", "SHA-"));
    }

    static byte[] digest(HashFunction h, byte[] data) {
        int[] st = new int[h.stateWords()];
        byte[] out = new byte[h.digestLength()];
        h.init(st, 0);
        h.update(st, 0, data, 0, data.length);
        h.finish(st, 0, out, 0);
        return out;
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 2, 20, 64, 23", "SHA224, 3, 28, 64, 26", "SHA256, 4, 32, 64, 26", "SHA384, 5, 48, 128, 50",
        "SHA512, 6, 64, 128, 50", "SHA256-unrolled, 4, 32, 64, 26"})
    void numbersOfTlsAndSizes(String name, int id, int digestLength, int blockLength, int stateWords) {
        HashFunction h = named(name);
        assertEquals(id, h.id());
        assertEquals(digestLength, h.digestLength());
        assertEquals(blockLength, h.blockLength());
        assertEquals(stateWords, h.stateWords());
    }

    // FIPS 180-2, appendices A.1, A.2, B.1, B.2, C.1, C.2, D.1, D.2, and change notice 1 (SHA-224); the empty message as
    // in CAVP ShortMsg.
    @ParameterizedTest
    @CsvSource({
        "SHA1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA1, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        "SHA1, '', da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "SHA224, abc, 23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        "SHA224, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
            + "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525",
        "SHA384, abc, cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        "SHA384, abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqr"
            + "stnopqrstu, 09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
            + "fcc7c71a557e2db966c3e9fa91746039",
        "SHA512, abc, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "SHA512, abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqr"
            + "stnopqrstu, 8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
            + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
        "SHA256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA256, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
            + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "SHA256, '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "SHA256-unrolled, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA256-unrolled, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
            + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "SHA256-unrolled, '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void examplesOfFips180(String name, String message, String digest) {
        byte[] out = digest(named(name), message.getBytes(StandardCharsets.US_ASCII));
        assertEquals(digest, HexFormat.of().formatHex(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA256-unrolled"})
    void cavpMessages(String name) {
        HashFunction h = named(name);
        for (String kind : new String[] {"ShortMsg", "LongMsg"}) {
            List<Cavp.Case> cases = Cavp.cases("cavp/sha/" + name(h) + kind + ".rsp");
            assertTrue(cases.size() >= h.blockLength());
            for (Cavp.Case c : cases) {
                byte[] message = Arrays.copyOf(c.hex("Msg"), c.number("Len") / 8);
                assertArrayEquals(c.hex("MD"), digest(h, message), "Len = " + c.text("Len"));
            }
        }
    }

    // SHAVS, section 6.4: each step hashes the last three digests a thousand times.
    @ParameterizedTest
    @ValueSource(strings = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA256-unrolled"})
    void cavpMonteCarlo(String name) {
        HashFunction h = named(name);
        int n = h.digestLength();
        List<Cavp.Case> cases = Cavp.cases("cavp/sha/" + name(h) + "Monte.rsp");
        byte[] md = cases.get(0).hex("Seed");
        assertEquals(101, cases.size());
        for (Cavp.Case c : cases.subList(1, 101)) {
            byte[] window = new byte[3 * n];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(md, 0, window, i * n, n);
            }
            for (int i = 0; i < 1000; i++) {
                md = digest(h, window);
                System.arraycopy(window, n, window, 0, 2 * n);
                System.arraycopy(md, 0, window, 2 * n, n);
            }
            assertArrayEquals(c.hex("MD"), md, "COUNT = " + c.text("COUNT"));
        }
    }

    @Property(tries = 500)
    void agreesWithTheJdkHoweverSplit(@ForAll("functions") HashFunction h, @ForAll @Size(max = 400) byte[] data,
            @ForAll @IntRange(max = 400) int cut1, @ForAll @IntRange(max = 400) int cut2,
            @ForAll @IntRange(max = 9) int at) throws Exception {
        int a = Math.min(Math.min(cut1, cut2), data.length);
        int b = Math.min(Math.max(cut1, cut2), data.length);
        int[] st = new int[at + h.stateWords() + 1];
        Arrays.fill(st, CANARY);
        byte[] moved = new byte[at + data.length + 3];
        System.arraycopy(data, 0, moved, at, data.length);
        byte[] before = moved.clone();
        byte[] out = new byte[at + h.digestLength() + 1];
        h.init(st, at);
        h.update(st, at, moved, at, a);
        h.update(st, at, moved, at + a, b - a);
        h.update(st, at, moved, at + b, data.length - b);
        h.finish(st, at, out, at);
        assertArrayEquals(jdk(h).digest(data), Arrays.copyOfRange(out, at, at + h.digestLength()));
        assertArrayEquals(before, moved);
        assertEquals(0, out[out.length - 1]);
        assertEquals(CANARY, st[st.length - 1]);
        for (int i = 0; i < at; i++) {
            assertEquals(CANARY, st[i]);
            assertEquals(0, out[i]);
        }
    }

    @Property(tries = 100)
    void aRunningHashIsCopiedByItsWords(@ForAll("functions") HashFunction h, @ForAll @Size(max = 200) byte[] data,
            @ForAll @Size(max = 200) byte[] more) throws Exception {
        int n = h.stateWords();
        int[] st = new int[2 * n];
        byte[] out = new byte[h.digestLength()];
        h.init(st, 0);
        h.update(st, 0, data, 0, data.length);
        System.arraycopy(st, 0, st, n, n);
        h.finish(st, n, out, 0);
        assertArrayEquals(jdk(h).digest(data), out);
        h.update(st, 0, more, 0, more.length);
        h.finish(st, 0, out, 0);
        MessageDigest jdk = jdk(h);
        jdk.update(data);
        assertArrayEquals(jdk.digest(more), out);
    }

    /** Every length about the end of a block, where the padding takes one block or two. */
    @Test
    void agreesWithTheJdkAtEveryLength() throws Exception {
        for (HashFunction h : ALL) {
            for (int len = 0; len <= 2 * h.blockLength() + 1; len++) {
                byte[] data = new byte[len];
                Arrays.fill(data, (byte) 0xA5);
                assertArrayEquals(jdk(h).digest(data), digest(h, data), name(h) + " of " + len);
            }
        }
    }

    /** Lengths that no test can feed: the count starts as if that many bytes had gone by (a multiple of a block). */
    @ParameterizedTest
    @CsvSource({"SHA1, 0x1FFFFFC0", "SHA1, 0x7FFFFFC0", "SHA1, 0xFFFFFFC0", "SHA1, 0x1FFFFFFFFFFFFF00",
        "SHA256, 0x1FFFFFC0", "SHA256, 0x7FFFFFC0", "SHA256, 0xFFFFFFC0", "SHA256, 0x1FFFFFFFFFFFFF00",
        "SHA256-unrolled, 0x1FFFFFC0", "SHA256-unrolled, 0xFFFFFFC0",
        "SHA512, 0x1FFFFF80", "SHA512, 0x7FFFFF80", "SHA512, 0xFFFFFF80", "SHA512, 0x1FFFFFFFFFFFFF00"})
    void countsBeyondFourGigabytes(String name, String gone) {
        HashFunction h = named(name);
        long before = Long.decode(gone);
        int chain = h.digestLength() / 4;
        int blockLen = h.blockLength();
        byte[] data = new byte[2 * blockLen - 1];
        Arrays.fill(data, (byte) 0xA5);
        int[] st = new int[h.stateWords()];
        byte[] out = new byte[h.digestLength()];
        h.init(st, 0);
        st[chain] = (int) (before >>> 32);
        st[chain + 1] = (int) before;
        h.update(st, 0, data, 0, data.length);
        h.finish(st, 0, out, 0);

        // The same blocks, padded here by hand, then read from the chaining words.
        byte[] padded = Arrays.copyOf(data, 3 * blockLen);
        padded[data.length] = (byte) 0x80;
        long bits = (before + data.length) * 8;
        Codec.putBe32(padded, padded.length - 8, (int) (bits >>> 32));
        Codec.putBe32(padded, padded.length - 4, (int) bits);
        int[] model = new int[h.stateWords()];
        h.init(model, 0);
        h.update(model, 0, padded, 0, padded.length);
        for (int i = 0; i < chain; i++) {
            assertEquals(model[i], Codec.be32(out, 4 * i));
        }
    }

    /** One form may go on where the other has begun. */
    @Property(tries = 100)
    void formsShareTheirState(@ForAll byte[] begin, @ForAll byte[] end) throws Exception {
        int[] st = new int[26];
        byte[] out = new byte[32];
        Sha256Unrolled.INSTANCE.init(st, 0);
        Sha256Unrolled.INSTANCE.update(st, 0, begin, 0, begin.length);
        Sha256.INSTANCE.update(st, 0, end, 0, end.length);
        Sha256Unrolled.INSTANCE.finish(st, 0, out, 0);
        MessageDigest jdk = jdk(Sha256.INSTANCE);
        jdk.update(begin);
        assertArrayEquals(jdk.digest(end), out);
    }

    @Provide
    Arbitrary<HashFunction> functions() {
        return Arbitraries.of(ALL);
    }
}
