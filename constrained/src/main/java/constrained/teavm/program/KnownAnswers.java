package constrained.teavm.program;

import bearssl.aead.AesCt;
import bearssl.aead.AesCt64;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.aead.GhashCtmul64;
import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcP256Wide;
import bearssl.ec.EcPublicKey;
import bearssl.ec.EcdsaVerify;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha256Unrolled;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaI15;
import bearssl.rsa.RsaI28;
import bearssl.rsa.RsaPublic;
import bearssl.rsa.RsaPublicKey;

/** Prints what the primitives compute, small and fast form, a line each; the same lines on whatever runs it. */
public final class KnownAnswers {
    private static final Workspace WS = new Workspace(2048, 4096, 1024, 1024);
    private static final int SECP256R1 = 23;

    private KnownAnswers() {
    }

    /** Prints the lines. @param args none */
    public static void main(String[] args) {
        sha256(Sha256.INSTANCE);
        sha256(Sha256Unrolled.INSTANCE);
        drbg();
        gcm(new Gcm(new AesCt(), new GhashCtmul32()));
        gcm(new Gcm(new AesCt64(), new GhashCtmul64()));
        rsa(RsaI15.INSTANCE);
        rsa(RsaI28.INSTANCE);
        p256(EcP256M15.INSTANCE);
        p256(EcP256Wide.INSTANCE);
    }

    private static void print(String name, byte[] b, int len) {
        StringBuilder line = new StringBuilder(name);
        for (int i = 0; i < len; i++) {
            line.append("0123456789ABCDEF".charAt(b[i] >> 4 & 15)).append("0123456789ABCDEF".charAt(b[i] & 15));
        }
        System.out.println(line.toString());
    }

    private static byte[] hex(String text) {
        byte[] b = new byte[text.length() / 2];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) (Character.digit(text.charAt(2 * i), 16) << 4 | Character.digit(text.charAt(2 * i + 1), 16));
        }
        return b;
    }

    private static byte[] counting(int len) {
        byte[] b = new byte[len];
        for (int i = 0; i < len; i++) {
            b[i] = (byte) (7 * i + 3);
        }
        return b;
    }

    private static void sha256(HashFunction hash) {
        int[] st = new int[hash.stateWords()];
        byte[] d = new byte[hash.digestLength()];
        hash.init(st, 0);
        hash.update(st, 0, new byte[] {'a', 'b', 'c'}, 0, 3);
        hash.finish(st, 0, d, 0);
        print("SHA-256 abc ", d, d.length);
        hash.init(st, 0);
        hash.update(st, 0, counting(1000), 0, 1000);
        hash.finish(st, 0, d, 0);
        print("SHA-256 1000 ", d, d.length);
    }

    private static void drbg() {
        HmacDrbg drbg = new HmacDrbg(Sha256.INSTANCE);
        drbg.update(counting(48), 0, 48, WS);
        byte[] b = new byte[80];
        drbg.generate(b, 0, b.length, WS);
        print("HMAC-DRBG ", b, b.length);
    }

    // Case 4 of McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)".
    private static void gcm(Gcm gcm) {
        byte[] iv = hex("cafebabefacedbaddecaf888");
        byte[] aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] text = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                + "b16aedf5aa0de657ba637b39");
        byte[] buf = new byte[text.length + Gcm.TAG_LEN];
        System.arraycopy(text, 0, buf, 0, text.length);
        gcm.key(hex("feffe9928665731c6d6a8f9467308308"), 0);
        gcm.seal(iv, 0, iv.length, aad, 0, aad.length, buf, 0, text.length);
        print("AES-128-GCM ", buf, buf.length);
    }

    private static void rsa(RsaPublic rsa) {
        byte[] key = counting(259);
        key[0] |= 0x80;
        key[255] |= 1;
        key[256] = 1;
        key[257] = 0;
        key[258] = 1;
        RsaPublicKey publicKey = new RsaPublicKey();
        publicKey.set(key, 0, 256, 256, 3);
        byte[] x = counting(256);
        x[0] = 1;
        rsa.modPow(x, 0, x.length, publicKey, WS);
        print("RSA ", x, x.length);
    }

    // RFC 6979, A.2.5, SHA-256, message "sample".
    private static void p256(EcCurve curve) {
        byte[] point = new byte[65];
        byte[] scalar = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        curve.mulGen(point, 0, scalar, 0, WS);
        print("P-256 public ", point, point.length);
        EcPublicKey key = new EcPublicKey();
        key.set(SECP256R1, point, 0, point.length);
        byte[] hash = hex("AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF");
        byte[] signature = hex("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        boolean right = EcdsaVerify.verifyRaw(curve, key, hash, 0, hash.length, signature, 0, signature.length, WS);
        signature[40] ^= 1;
        boolean wrong = EcdsaVerify.verifyRaw(curve, key, hash, 0, hash.length, signature, 0, signature.length, WS);
        System.out.println(right && !wrong ? "ECDSA right" : "ECDSA wrong");
        curve.mul(point, 0, point.length, scalar, 0, WS);
        print("P-256 product ", point, point.length);
    }
}
