package bearssl.x509;

import bearssl.base.Codec;
import bearssl.ec.EcPublicKey;
import bearssl.hash.HashFunction;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.X509Engine;

/**
 * Tasmota's fingerprint of a public key: SHA-1, 20 bytes, over fields that are each preceded by their length in four
 * big-endian bytes: for RSA {@code "ssh-rsa"}, exponent, modulus; for EC {@code "ecdsa-sha2-nistp256"} (or
 * {@code ...384}) and the uncompressed point.
 *
 * <p>It resembles the SSH fingerprint and differs from it: numbers have no leading zero byte, and EC has no field with
 * the curve's name. Tasmota has no P-384 form; ours follows from the P-256 one.
 *
 * <p>CT: nothing is secret here. Scratch: the hash state, the caller's.
 * Source: the Tasmota firmware's documentation of its fingerprint, version 2.
 */
public final class KeyFingerprint {
    /** Length of a fingerprint: a SHA-1 digest. */
    public static final int LEN = 20;

    private static final int LENGTH_LEN = 4;
    private static final String RSA_TAG;
    private static final String P256_TAG;
    private static final String P384_TAG;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        RSA_TAG = "ssh-rsa";
        P256_TAG = "ecdsa-sha2-nistp256";
        P384_TAG = "ecdsa-sha2-nistp384";
    }

    private KeyFingerprint() {
    }

    /**
     * Computes the fingerprint of the key that an engine has read.
     *
     * @param sha1   {@code Sha1.INSTANCE}
     * @param st     array for the hash state
     * @param stOff  first of {@link HashFunction#stateWords} words
     * @param x509   engine with a key
     * @param dst    destination
     * @param dstOff first of {@link #LEN} bytes
     */
    public static void compute(HashFunction sha1, int[] st, int stOff, X509Engine x509, byte[] dst, int dstOff) {
        sha1.init(st, stOff);
        if (x509.keyType() == X509Engine.KEYTYPE_RSA) {
            RsaPublicKey key = x509.rsaKey();
            tag(sha1, st, stOff, RSA_TAG, dst, dstOff);
            length(sha1, st, stOff, key.exponentLen(), dst, dstOff);
            sha1.update(st, stOff, key.array(), key.exponentOff(), key.exponentLen());
            length(sha1, st, stOff, key.modulusLen(), dst, dstOff);
            sha1.update(st, stOff, key.array(), key.modulusOff(), key.modulusLen());
        } else {
            EcPublicKey key = x509.ecKey();
            tag(sha1, st, stOff, key.curve() == SpkiDecoder.SECP384R1 ? P384_TAG : P256_TAG, dst, dstOff);
            length(sha1, st, stOff, key.len(), dst, dstOff);
            sha1.update(st, stOff, key.array(), key.off(), key.len());
        }
        sha1.finish(st, stOff, dst, dstOff);
    }

    /**
     * Computes version 1 of the fingerprint of an RSA key, for display beside the one that counts: the same fields
     * without their lengths. Different keys can be made to share it, so it is no pin.
     *
     * @param sha1   {@code Sha1.INSTANCE}
     * @param st     array for the hash state
     * @param stOff  first of {@link HashFunction#stateWords} words
     * @param key    the key
     * @param dst    destination
     * @param dstOff first of {@link #LEN} bytes
     */
    public static void computeLegacy(HashFunction sha1, int[] st, int stOff, RsaPublicKey key, byte[] dst, int dstOff) {
        sha1.init(st, stOff);
        text(sha1, st, stOff, RSA_TAG, dst, dstOff);
        sha1.update(st, stOff, key.array(), key.exponentOff(), key.exponentLen());
        sha1.update(st, stOff, key.array(), key.modulusOff(), key.modulusLen());
        sha1.finish(st, stOff, dst, dstOff);
    }

    // The destination is a pad until the digest is written to it.

    private static void tag(HashFunction sha1, int[] st, int stOff, String tag, byte[] pad, int off) {
        length(sha1, st, stOff, tag.length(), pad, off);
        text(sha1, st, stOff, tag, pad, off);
    }

    private static void length(HashFunction sha1, int[] st, int stOff, int length, byte[] pad, int off) {
        Codec.putBe32(pad, off, length);
        sha1.update(st, stOff, pad, off, LENGTH_LEN);
    }

    private static void text(HashFunction sha1, int[] st, int stOff, String text, byte[] pad, int off) {
        int n = text.length(); // at most 19, so it fits
        for (int i = 0; i < n; i++) {
            pad[off + i] = (byte) text.charAt(i);
        }
        sha1.update(st, stOff, pad, off, n);
    }
}
