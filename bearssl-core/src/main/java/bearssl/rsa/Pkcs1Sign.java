package bearssl.rsa;

import bearssl.base.Ct;
import bearssl.base.Workspace;

/** Makes PKCS#1 version 1.5 signatures (RFC 8017). Apart from {@link Pkcs1}, which clients without a key need too. */
public final class Pkcs1Sign {
    private Pkcs1Sign() {
    }

    /**
     * Makes the RSASSA-PKCS1-v1_5 signature of a message with this hash.
     *
     * <p>Refused: a key with a modulus that is too short for the hash (below 62 bytes for SHA-256), another
     * {@code hashId}, and what {@link RsaPrivate#modPow} refuses, so no signature leaves that is not valid.
     *
     * <p>CT: lengths, the hash function and the hash may leak, and what {@code rsa} leaks. Scratch: what it takes.
     * Source: RFC 8017, sections 8.2.1 and 9.2.
     *
     * @param rsa     the RSA operation
     * @param key     the signer's key
     * @param hashId  hash function, a constant of {@link bearssl.hash.HashFunction}: SHA-1, 224, 256, 384 or 512
     * @param hash    array with the message's digest, as long as that function's; may be {@code dst}
     * @param hashOff its first byte
     * @param dst     destination, with room for as many bytes as the modulus has
     * @param off     first index written
     * @param ws      scratch, wiped afterwards
     * @return length of the signature, that of the modulus; 0 if refused, nothing written then but zeros
     */
    public static int sign(RsaPrivate rsa, RsaPrivateKey key, int hashId, byte[] hash, int hashOff, byte[] dst, int off,
            Workspace ws) {
        int len = (key.modulusBits() + 7) / 8;
        int hashLen = Pkcs1.digestLength(hashId);
        int prefixLen = Pkcs1.prefixLength(hashId);
        int info = off + len - hashLen - prefixLen;
        if (hashLen == 0 || info - off < Pkcs1.OVERHEAD) {
            return 0;
        }
        // 00 01, at least eight FF, 00, DigestInfo. The digest first: it may be where the others go.
        System.arraycopy(hash, hashOff, dst, info + prefixLen, hashLen);
        for (int i = 0; i < prefixLen; i++) {
            dst[info + i] = (byte) Pkcs1.prefixByte(hashId, i);
        }
        for (int i = off + 2; i < info - 1; i++) {
            dst[i] = (byte) 0xFF;
        }
        dst[off] = 0;
        dst[off + 1] = 1;
        dst[info - 1] = 0;
        if (rsa.modPow(dst, off, len, key, ws)) {
            return len;
        }
        Ct.wipe(dst, off, len);
        return 0;
    }
}
