package bearssl.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

class GcmTest {
    private final Gcm gcm = engine();

    Gcm engine() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }

    /** What it may retain, in bytes. */
    int retained() {
        return 450;
    }

    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] r = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, r, a.length, b.length);
        return r;
    }

    private static final String KEY_3 = "feffe9928665731c6d6a8f9467308308";
    private static final String PLAIN_3 = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
    private static final String PLAIN_4 = PLAIN_3.substring(0, 120);
    private static final String CIPHER_3 = "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
            + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985";
    private static final String AAD_4 = "feedfacedeadbeeffeedfacedeadbeefabaddad2";

    /** "The Galois/Counter Mode of Operation" (McGrew, Viega), test cases 1 to 6: IVs of 12, 8 and 60 bytes. */
    @Test
    void testCasesOfTheSpecification() {
        String zero = "00000000000000000000000000000000";
        check(zero, zero.substring(8), "", "", "", "58e2fccefa7e3061367f1d57a4e7455a");
        check(zero, zero.substring(8), "", zero, "0388dace60b6a392f328c2b971b2fe78",
                "ab6e47d42cec13bdf53a67b21257bddf");
        check(KEY_3, "cafebabefacedbaddecaf888", "", PLAIN_3, CIPHER_3, "4d5c2af327cd64a62cf35abd2ba6fab4");
        check(KEY_3, "cafebabefacedbaddecaf888", AAD_4, PLAIN_4, CIPHER_3.substring(0, 120),
                "5bc94fbc3221a5db94fae95ae7121a47");
        check(KEY_3, "cafebabefacedbad", AAD_4, PLAIN_4,
                "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c7423"
                        + "73806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598",
                "3612d2e79e3b0785561be14aaca2fccb");
        check(KEY_3, "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728"
                        + "c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b", AAD_4, PLAIN_4,
                "8ce24998625615b603a033aca13fb894be9112a5c3a211a8ba262a3cca7e2ca7"
                        + "01e4a9a4fba43c90ccdcb281d48c7c6fd62875d2aca417034c34aee5",
                "619cc5aefffe0bfa462af43c1699d050");
    }

    private void check(String key, String iv, String aad, String plain, String cipher, String tag) {
        byte[] a = hex(aad);
        byte[] v = hex(iv);
        byte[] data = Arrays.copyOf(hex(plain), plain.length() / 2 + Gcm.TAG_LEN);
        gcm.key(hex(key), 0);
        gcm.seal(v, 0, v.length, a, 0, a.length, data, 0, plain.length() / 2);
        assertEquals(cipher + tag, HexFormat.of().formatHex(data));
        assertTrue(gcm.open(v, 0, v.length, a, 0, a.length, data, 0, plain.length() / 2));
        assertEquals(plain + tag, HexFormat.of().formatHex(data));
    }

    /** As a TLS record lies: additional data just before the data, all in one array, at any offset. */
    @Property(tries = 400)
    void agreesWithTheJdkInPlace(@ForAll @Size(16) byte[] key, @ForAll @Size(min = 1, max = 40) byte[] iv,
            @ForAll @Size(max = 40) byte[] aad, @ForAll @Size(max = 130) byte[] plain,
            @ForAll @IntRange(max = 5) int at) throws Exception {
        Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
        jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        jdk.updateAAD(aad);
        byte[] sealed = jdk.doFinal(plain);

        byte[] movedKey = concat(new byte[at], key);
        int aadOff = at + iv.length;
        int off = aadOff + aad.length;
        byte[] buf = Arrays.copyOf(concat(concat(concat(new byte[at], iv), aad), plain), off + plain.length + 19);
        byte[] before = buf.clone();
        gcm.key(movedKey, at);
        gcm.seal(buf, at, iv.length, buf, aadOff, aad.length, buf, off, plain.length);
        byte[] expected = before.clone();
        System.arraycopy(sealed, 0, expected, off, sealed.length);
        assertArrayEquals(expected, buf);

        assertTrue(gcm.open(buf, at, iv.length, buf, aadOff, aad.length, buf, off, plain.length));
        System.arraycopy(plain, 0, expected, off, plain.length);
        assertArrayEquals(expected, buf);
    }

    @Property(tries = 50)
    void theIvMayStandWithinTheData(@ForAll @Size(min = 17, max = 60) byte[] plain, @ForAll @IntRange(max = 1) int at,
            @ForAll @IntRange(min = 1, max = 16) int ivLen) {
        byte[] iv = Arrays.copyOfRange(plain, at, at + ivLen);
        byte[] apart = Arrays.copyOf(plain, plain.length + 16);
        byte[] within = apart.clone();
        gcm.key(new byte[16], 0);
        gcm.seal(iv, 0, ivLen, iv, 0, 0, apart, 0, plain.length);
        gcm.seal(within, at, ivLen, iv, 0, 0, within, 0, plain.length);
        assertArrayEquals(apart, within);
    }

    /** One bit wrong anywhere: refused, and the array is what it was, so nothing has been decrypted. */
    @Test
    void refusesEveryFlippedBitAndReleasesNothing() {
        byte[] iv = hex("cafebabefacedbaddecaf888");
        byte[] aad = hex(AAD_4);
        byte[] sealed = concat(hex(PLAIN_4), new byte[16]);
        gcm.key(hex(KEY_3), 0);
        gcm.seal(iv, 0, 12, aad, 0, aad.length, sealed, 0, 60);
        for (byte[] changed : new byte[][] {iv, aad, sealed}) {
            for (int bit = 0; bit < 8 * changed.length; bit++) {
                changed[bit >> 3] ^= (byte) (1 << (bit & 7));
                byte[] before = sealed.clone();
                assertFalse(gcm.open(iv, 0, 12, aad, 0, aad.length, sealed, 0, 60));
                assertArrayEquals(before, sealed);
                changed[bit >> 3] ^= (byte) (1 << (bit & 7));
            }
        }
        assertFalse(gcm.open(iv, 0, 12, aad, 0, aad.length - 1, sealed, 0, 60));
        assertFalse(gcm.open(iv, 0, 12, aad, 0, aad.length, sealed, 0, 59));
        assertTrue(gcm.open(iv, 0, 12, aad, 0, aad.length, sealed, 0, 60));
    }

    @Test
    void refusesAnEmptyIv() {
        byte[] data = new byte[32];
        gcm.key(new byte[16], 0);
        assertThrows(IllegalArgumentException.class, () -> gcm.seal(data, 0, 0, data, 0, 0, data, 0, 16));
        assertThrows(IllegalArgumentException.class, () -> gcm.open(data, 0, 0, data, 0, 0, data, 0, 16));
        assertArrayEquals(new byte[32], data);
    }

    @Test
    void wipeLeavesNothing() throws Exception {
        byte[] data = hex(PLAIN_3);
        gcm.key(hex(KEY_3), 0);
        gcm.seal(data, 0, 12, data, 0, 0, data, 0, 48);
        gcm.wipe();
        Fields.assertAllZero(gcm);
    }

    /** It stays as long as the connection, once for each direction. */
    @Test
    void retainsNoMoreThanStated() {
        long size = GraphLayout.parseInstance(gcm).totalSize();
        assertTrue(size <= retained(), size + " bytes");
    }
}
