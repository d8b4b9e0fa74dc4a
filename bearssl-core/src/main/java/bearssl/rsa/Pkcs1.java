package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;

/**
 * PKCS#1 version 1.5 (RFC 8017): signatures checked, and blocks padded for encryption. Both refuse what does not fit;
 * nothing is thrown.
 */
public final class Pkcs1 {
    private static final int MIN_PADDING = 8;
    private static final int OVERHEAD = 3 + MIN_PADDING;    // 00, block type, padding, 00

    private Pkcs1() {
    }

    /**
     * Tells whether a signature is valid: an RSASSA-PKCS1-v1_5 signature by the key over a message with this hash.
     *
     * <p>The whole block is compared with the only right one, so nothing in it is parsed. A DigestInfo without the NULL
     * parameters is refused (RFC 8017, appendix A.2.4: "MUST be present in the encoding"; BearSSL accepts it), so is a
     * signature whose length is not that of the modulus, and a key that {@link RsaPublic} refuses.
     *
     * <p>CT: everything may leak, it is public. Scratch: {@code len} bytes, and what {@code rsa} takes.
     * Source: RFC 8017, section 8.2.2.
     *
     * @param rsa     the RSA operation
     * @param key     the signer's key
     * @param sig     array with the signature, left unchanged
     * @param off     its first byte
     * @param len     its length in bytes
     * @param hashId  hash function, a constant of {@link HashFunction}: SHA-1, 224, 256, 384 or 512
     * @param hash    array with the message's digest, as long as that function's
     * @param hashOff its first byte
     * @param ws      scratch
     * @return true if it is valid; false if not, or for another {@code hashId}
     */
    public static boolean verify(RsaPublic rsa, RsaPublicKey key, byte[] sig, int off, int len,
            int hashId, byte[] hash, int hashOff, Workspace ws) {
        // A peer chooses these lengths: they must not decide about scratch.
        if (len != key.modulusLen() || len > rsa.maxModulusLen(ws) || len > ws.freeBytes()) {
            return false;
        }
        byte[] block = ws.bytes;
        int t = ws.pushBytes(len);
        System.arraycopy(sig, off, block, t, len);
        boolean valid = rsa.modPow(block, t, len, key, ws) && isType1(block, t, len, hashId, hash, hashOff);
        ws.popBytes(t);
        return valid;
    }

    // RFC 8017, 9.2: EM = 0x00 || 0x01 || PS || 0x00 || T, PS at least eight 0xFF, T the DigestInfo.
    private static boolean isType1(byte[] block, int off, int len, int hashId, byte[] hash, int hashOff) {
        int hashLen = digestLength(hashId);
        int prefixLen = hashId == HashFunction.SHA1 ? SHA1_PREFIX.length : SHA2_PREFIX.length;
        int digest = off + len - hashLen;
        int info = digest - prefixLen;
        if (hashLen == 0 || info - off < OVERHEAD) {
            return false;
        }
        int bad = block[off] | block[off + 1] ^ 0x01 | block[info - 1];
        for (int i = off + 2; i < info - 1; i++) {
            bad |= block[i] ^ -1;    // 0xFF, signed
        }
        for (int i = 0; i < prefixLen; i++) {
            bad |= block[info + i] ^ prefixByte(hashId, i);
        }
        for (int i = 0; i < hashLen; i++) {
            bad |= block[digest + i] ^ hash[hashOff + i];
        }
        return bad == 0;
    }

    /*
     * RFC 8017, 9.2, note 1: the DER of DigestInfo up to the digest. Those of the SHA-2 functions differ in three
     * bytes, 0 here: length of the whole, last arc of the object identifier, length of the digest.
     */
    private static final byte[] SHA1_PREFIX = {
        0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14
    };
    private static final byte[] SHA2_PREFIX = {
        0x30, 0, 0x30, 0x0D, 0x06, 0x09, 0x60, (byte) 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0, 0x05, 0x00, 0x04, 0
    };

    private static int prefixByte(int hashId, int i) {
        if (hashId == HashFunction.SHA1) {
            return SHA1_PREFIX[i];
        }
        switch (i) {
            case 1:
                return SHA2_PREFIX.length - 2 + digestLength(hashId);
            case 14:
                // 2.16.840.1.101.3.4.2: SHA-256 is 1, SHA-384 2, SHA-512 3, SHA-224 4
                return hashId == HashFunction.SHA224 ? 4 : hashId - HashFunction.SHA256 + 1;
            case 18:
                return digestLength(hashId);
            default:
                return SHA2_PREFIX[i];
        }
    }

    private static int digestLength(int hashId) {
        switch (hashId) {
            case HashFunction.SHA1:
                return 20;
            case HashFunction.SHA224:
                return 28;
            case HashFunction.SHA256:
                return 32;
            case HashFunction.SHA384:
                return 48;
            case HashFunction.SHA512:
                return 64;
            default:
                return 0;
        }
    }
}
