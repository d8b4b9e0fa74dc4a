package bearssl.rsa;

import bearssl.base.Codec;
import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.rand.HmacDrbg;

/**
 * PKCS#1 version 1.5 (RFC 8017): signatures checked, and blocks padded for encryption. Both refuse what does not fit;
 * nothing is thrown. Signatures are made by {@link Pkcs1Sign}.
 */
public final class Pkcs1 {
    private static final int MIN_PADDING = 8;
    /** Bytes of a block that are not message, at the least: 00, block type, padding, 00. */
    public static final int OVERHEAD = 3 + MIN_PADDING;

    private static final int DRAWS = 16;           // padding bytes made from one request to the generator
    private static final int DRAW_LEN = 4;         // random bytes behind each of them

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

    /**
     * Makes the block to encrypt: {@code 00 02 padding 00 message}, the padding random and without a zero byte.
     *
     * <p>RFC 8017 leaves open how the zeros are kept out. Drawing again would show in the time taken; here each padding
     * byte is a random 32-bit number scaled to 1..255. As 2^32 = 255*16843009 + 1, one of the values is likelier than
     * the others by one in 16843009, and a block of 256 bytes is less than 2^-24 from uniform (statistical distance).
     *
     * <p>CT: only the lengths leak. Scratch: 64 bytes, and what {@code rng} takes.
     * Source: RFC 8017, section 7.2.1, step 2.
     *
     * @param dst    destination
     * @param off    first index written
     * @param len    length of the block, that of the modulus
     * @param msg    array with the message; may be {@code dst}, its place there is then overwritten
     * @param msgOff its first byte
     * @param msgLen its length in bytes
     * @param rng    a generator that has been seeded
     * @param ws     scratch
     * @return false, nothing written, if {@code len} is below {@code msgLen + OVERHEAD}
     */
    public static boolean padType2(byte[] dst, int off, int len, byte[] msg, int msgOff, int msgLen,
            HmacDrbg rng, Workspace ws) {
        int paddingLen = len - 3 - msgLen;
        if (paddingLen < MIN_PADDING) {
            return false;
        }
        int padding = off + 2;
        System.arraycopy(msg, msgOff, dst, padding + paddingLen + 1, msgLen);
        dst[off] = 0;
        dst[off + 1] = 2;
        dst[padding + paddingLen] = 0;
        int t = ws.pushBytes(DRAWS * DRAW_LEN);
        for (int i = 0; i < paddingLen; i++) {
            if (i % DRAWS == 0) {
                rng.generate(ws.bytes, t, DRAWS * DRAW_LEN, ws);
            }
            int draw = t + i % DRAWS * DRAW_LEN;
            // 1 + floor(v*255 / 2^32) for the 32-bit number v, by its halves
            int high = Codec.u16(ws.bytes, draw) * 255 + (Codec.u16(ws.bytes, draw + 2) * 255 >>> 16);
            dst[padding + i] = (byte) (1 + (high >>> 16));
        }
        ws.popBytes(t);
        return true;
    }

    // RFC 8017, 9.2: EM = 0x00 || 0x01 || PS || 0x00 || T, PS at least eight 0xFF, T the DigestInfo.
    private static boolean isType1(byte[] block, int off, int len, int hashId, byte[] hash, int hashOff) {
        int hashLen = digestLength(hashId);
        int prefixLen = prefixLength(hashId);
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

    static int prefixLength(int hashId) {
        return hashId == HashFunction.SHA1 ? SHA1_PREFIX.length : SHA2_PREFIX.length;
    }

    static int prefixByte(int hashId, int i) {
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

    /** Length of a digest. @return bytes, 0 for another hash function than SHA-1, 224, 256, 384 and 512 */
    static int digestLength(int hashId) {
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
