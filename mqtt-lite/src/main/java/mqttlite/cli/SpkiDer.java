package mqttlite.cli;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Writes public keys as SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). */
final class SpkiDer {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;

    // RFC 3279, 2.3.1: rsaEncryption with NULL; RFC 5480, 2.1.1: id-ecPublicKey with secp256r1
    private static final byte[] RSA = {SEQUENCE, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1,
        1, 5, 0};
    private static final byte[] P256 = {SEQUENCE, 19, 6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1, 6, 8, 0x2A,
        (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 3, 1, 7};

    private SpkiDer() {
    }

    /** An RSA key. @param pkcs1 RSAPublicKey (RFC 8017, A.1.1) */
    static byte[] rsa(byte[] pkcs1) {
        return element(SEQUENCE, RSA, element(BIT_STRING, new byte[1], pkcs1));
    }

    static byte[] rsa(BigInteger modulus, BigInteger exponent) {
        return rsa(element(SEQUENCE, element(INTEGER, modulus.toByteArray()), element(INTEGER, exponent.toByteArray())));
    }

    /** A key on P-256. @param point uncompressed */
    static byte[] p256(byte[] point) {
        return element(SEQUENCE, P256, element(BIT_STRING, new byte[1], point));
    }

    /** An empty certificate around a key, for an engine that reads keys from certificates. */
    static byte[] certificateAround(byte[] spki) {
        byte[] empty = {SEQUENCE, 0};
        byte[] tbs = element(SEQUENCE, new byte[] {INTEGER, 1, 1}, empty, empty, empty, empty, spki);
        return element(SEQUENCE, tbs, empty, new byte[] {BIT_STRING, 1, 0});
    }

    private static byte[] element(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] c : contents) {
            length += c.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int lengthBytes = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
        if (lengthBytes > 0) {
            out.write(0x80 | lengthBytes);
        }
        for (int shift = lengthBytes == 0 ? 0 : 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
        for (byte[] c : contents) {
            out.write(c, 0, c.length);
        }
        return out.toByteArray();
    }
}
