package bearssl.tls;

import bearssl.aead.Gcm;
import bearssl.base.Codec;

/**
 * Protects the records of one direction with AES-GCM (RFC 5288): key, fixed part of the nonce and sequence number.
 *
 * <p>A protected record is header (5), explicit nonce (8), ciphertext, tag (16). The explicit nonce that we send is
 * the sequence number. Header and explicit nonce are 13 bytes together, just as many as the additional data (sequence
 * number 8, type 1, version 2, length 2), so these are formed in their place and need no room of their own.
 */
final class GcmRecord {
    static final int HEADER_LEN = 5;
    static final int EXPLICIT_NONCE_LEN = 8;
    /** From the start of a protected record to its payload. */
    static final int PAYLOAD_OFF = HEADER_LEN + EXPLICIT_NONCE_LEN;
    /** What protection adds to a fragment. */
    static final int EXPANSION = EXPLICIT_NONCE_LEN + Gcm.TAG_LEN;
    /** Length of the part of the nonce that comes from the key block. */
    static final int SALT_LEN = 4;

    private static final int TLS12 = 0x0303;

    private final Gcm gcm;
    private final byte[] nonce = new byte[Gcm.IV_LEN];
    private long sequence;

    GcmRecord(Gcm gcm) {
        this.gcm = gcm;
    }

    void key(byte[] block, int keyOff, int saltOff) {
        gcm.key(block, keyOff);
        System.arraycopy(block, saltOff, nonce, 0, SALT_LEN);
        sequence = 0;
    }

    /** RFC 5246, 6.1: "Sequence numbers do not wrap." Tells whether the last one has been used. */
    boolean exhausted() {
        return sequence == -1;
    }

    /** For tests: pretends that this many records went by. */
    void sequence(long used) {
        sequence = used;
    }

    /**
     * Protects a record in place and writes its header.
     *
     * @param rec the record's array: {@code len} bytes of payload stand at {@code off + PAYLOAD_OFF}
     * @return length of the record with header
     */
    int seal(int type, byte[] rec, int off, int len) {
        putSequence(nonce, SALT_LEN);
        putAdditionalData(type, rec, off, len);
        gcm.seal(nonce, 0, Gcm.IV_LEN, rec, off, PAYLOAD_OFF, rec, off + PAYLOAD_OFF, len);
        putHeader(type, rec, off, len + EXPANSION);
        putSequence(rec, off + HEADER_LEN);
        sequence++;
        return HEADER_LEN + len + EXPANSION;
    }

    /**
     * Verifies and decrypts a record in place; header and explicit nonce are used up.
     *
     * @param fragmentLen length of what follows the header, at least {@link #EXPANSION}
     * @return true if it is authentic: the payload then stands at {@code off + PAYLOAD_OFF}
     */
    boolean open(int type, byte[] rec, int off, int fragmentLen) {
        int len = fragmentLen - EXPANSION;
        System.arraycopy(rec, off + HEADER_LEN, nonce, SALT_LEN, EXPLICIT_NONCE_LEN);
        putAdditionalData(type, rec, off, len);
        sequence++;
        return gcm.open(nonce, 0, Gcm.IV_LEN, rec, off, PAYLOAD_OFF, rec, off + PAYLOAD_OFF, len);
    }

    /** Writes the header of any record, protected or not. */
    static void putHeader(int type, byte[] rec, int off, int fragmentLen) {
        rec[off] = (byte) type;
        Codec.putU16(rec, off + 1, TLS12);
        Codec.putU16(rec, off + 3, fragmentLen);
    }

    private void putAdditionalData(int type, byte[] rec, int off, int len) {
        putSequence(rec, off);
        putHeader(type, rec, off + 8, len);
    }

    private void putSequence(byte[] b, int off) {
        Codec.putBe32(b, off, (int) (sequence >>> 32));
        Codec.putBe32(b, off + 4, (int) sequence);
    }

    void wipe() {
        gcm.wipe();
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = 0;
        }
        sequence = 0;
    }
}
