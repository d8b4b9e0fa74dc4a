package bearssl.ec;

import static bearssl.ec.EcVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha1;
import bearssl.hash.Sha224;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcdsaSignTest {
    private static final EcCurve CURVE = EcP256M15.INSTANCE;
    private static final byte[] RFC_KEY = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    private static final List<HashFunction> HASHES = List.of(Sha1.INSTANCE, Sha224.INSTANCE, Sha256.INSTANCE,
            Sha384.INSTANCE, Sha512.INSTANCE);

    private static HashFunction function(String name) {
        return HASHES.get(List.of("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512").indexOf(name));
    }

    private static Workspace workspace(HashFunction hf) {
        return new Workspace(EcdsaSign.scratchBytes(CURVE, hf), EcdsaSign.scratchShorts(CURVE),
                EcdsaSign.scratchInts(CURVE, hf));
    }

    /** At offsets other than 0, between guards; nothing of the caller's changes, and the scratch is left wiped. */
    private static byte[] sign(boolean raw, HashFunction hf, byte[] scalar, byte[] hash) {
        Workspace ws = workspace(hf);
        byte[] s = shifted(scalar, 1);
        byte[] h = shifted(hash, 2);
        byte[] dst = new byte[80];
        Arrays.fill(dst, (byte) 0x55);
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, s, 1, scalar.length);
        int len = raw ? EcdsaSign.signRaw(CURVE, hf, key, h, 2, dst, 3, ws)
                : EcdsaSign.sign(CURVE, hf, key, h, 2, dst, 3, ws);
        assertArrayEquals(shifted(scalar, 1), s);
        assertArrayEquals(shifted(hash, 2), h);
        for (int i = 0; i < dst.length; i++) {
            assertTrue(i >= 3 && i < 3 + len || dst[i] == 0x55, "index " + i);
        }
        assertArrayEquals(new byte[ws.bytes.length], ws.bytes);
        assertArrayEquals(new short[ws.shorts.length], ws.shorts);
        assertArrayEquals(new int[ws.ints.length], ws.ints);
        return Arrays.copyOfRange(dst, 3, 3 + len);
    }

    private static byte[] shifted(byte[] b, int off) {
        byte[] r = new byte[b.length + 2 * off];
        Arrays.fill(r, (byte) 0x99);
        System.arraycopy(b, 0, r, off, b.length);
        return r;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "SHA-1,   sample, 61340C88C3AAEBEB4F6D667F672CA9759A6CCAA9FA8811313039EE4A35471D32,"
            + "6D7F147DAC089441BB2E2FE8F7A3FA264B9C475098FDCF6E00D7C996E1B8B7EB",
        "SHA-224, sample, 53B2FFF5D1752B2C689DF257C04C40A587FABABB3F6FC2702F1343AF7CA9AA3F,"
            + "B9AFB64FDC03DC1A131C7D2386D11E349F070AA432A4ACC918BEA988BF75C74C",
        "SHA-256, sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
            + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "SHA-384, sample, 0EAFEA039B20E9B42309FB1D89E213057CBF973DC0CFC8F129EDDDC800EF7719,"
            + "4861F0491E6998B9455193E34E7B0D284DDD7149A74B95B9261F13ABDE940954",
        "SHA-512, sample, 8496A60B5E9B47C825488827E0495B0E3FA109EC4568FD3F8D1097678EB97F00,"
            + "2362AB1ADBE2B8ADF9CB9EDAB740EA6049C028114F2460F96554F61FAE3302FE",
        "SHA-1,   test, 0CBCC86FD6ABD1D99E703E1EC50069EE5C0B4BA4B9AC60E409E8EC5910D81A89,"
            + "01B9D7B73DFAA60D5651EC4591A0136F87653E0FD780C3B1BC872FFDEAE479B1",
        "SHA-224, test, C37EDB6F0AE79D47C3C27E962FA269BB4F441770357E114EE511F662EC34A692,"
            + "C820053A05791E521FCAAD6042D40AEA1D6B1A540138558F47D0719800E18F2D",
        "SHA-256, test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
            + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
        "SHA-384, test, 83910E8B48BB0C74244EBDF7F07A1C5413D61472BD941EF3920E623FBCCEBEB6,"
            + "8DDBEC54CF8CD5874883841D712142A56A8D0F218F5003CB0296B6B509619F2C",
        "SHA-512, test, 461D93F31B6540894788FD206C07CFA0CC35F46FA3C91816FFF1040AD1581A04,"
            + "39AF9F15DE0DB8D97E72719C74820D304CE5226E32DEDAE67519E840D1194E55"})
    void rfc6979A25(String algorithm, String message, String r, String s) throws Exception {
        byte[] hash = MessageDigest.getInstance(algorithm).digest(message.getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(hex(r + s), sign(true, function(algorithm), RFC_KEY, hash));
    }
}
