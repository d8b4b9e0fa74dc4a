package bearssl.x509;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.tls.BrErr;

/**
 * Trusts a server by the SHA-256 of its SubjectPublicKeyInfo, as HPKP (RFC 7469) and curl's {@code --pinnedpubkey} do:
 * {@code sha256//} and the digest in base64. Any number of pins; one must match.
 *
 * <p>Without a pin the verdict is {@link BrErr#BR_ERR_X509_NOT_TRUSTED} (62), with pins that do not match
 * {@link BrErr#BR_ERR_BAD_PARAM} (1), as for {@link X509Fingerprint}; so are the other refusals. After a verdict
 * {@link #received} tells what the server sent.
 *
 * <p>CT: nothing is secret here. Scratch: none; the hash state is this object's.
 */
public final class X509SpkiPin extends PinnedLeaf {
    /** Length of a pin: a SHA-256 digest. */
    public static final int LEN = 32;

    private final HashFunction sha256;
    private final int[] hash;
    private final byte[] pins; // the received one, then those that were added

    private int count;
    private boolean known;

    /**
     * Makes an engine that trusts nobody yet, for one or two pins and RSA keys up to 2048 bits.
     *
     * @param sha256 {@code Sha256.INSTANCE}
     */
    public X509SpkiPin(HashFunction sha256) {
        this(sha256, X509Fingerprint.SLOTS, X509Fingerprint.RSA_2048);
    }

    /**
     * Makes an engine that trusts nobody yet.
     *
     * @param sha256        {@code Sha256.INSTANCE}
     * @param maxPins       number of pins it has room for
     * @param maxModulusLen longest RSA modulus in bytes
     */
    public X509SpkiPin(HashFunction sha256, int maxPins, int maxModulusLen) {
        super(maxModulusLen);
        this.sha256 = sha256;
        this.hash = new int[sha256.stateWords()];
        this.pins = new byte[(1 + maxPins) * LEN];
    }

    /**
     * Adds a pin.
     *
     * @param digest array with the digest
     * @param off    first of {@link #LEN} bytes
     * @return true if added; false if there is no room, or it is all zero or all FF and so no digest
     */
    public boolean addPin(byte[] digest, int off) {
        int at = (1 + count) * LEN;
        if (at == pins.length || PinText.isMark(digest, off, LEN)) {
            return false;
        }
        System.arraycopy(digest, off, pins, at, LEN);
        count++;
        return true;
    }

    /** Forgets all pins. */
    public void clear() {
        count = 0;
    }

    /** Number of pins. @return 0 up to the room given at construction */
    public int count() {
        return count;
    }

    /**
     * Copies a pin.
     *
     * @param index 0 up to {@link #count} minus 1
     * @param dst   destination
     * @param off   first of {@link #LEN} bytes
     * @return true if done; false if there is no such pin
     */
    public boolean expected(int index, byte[] dst, int off) {
        if (index < 0 || index >= count) {
            return false;
        }
        System.arraycopy(pins, (1 + index) * LEN, dst, off, LEN);
        return true;
    }

    /**
     * Copies the digest of the server's key.
     *
     * @param dst destination
     * @param off first of {@link #LEN} bytes
     * @return true if done; false if the last chain brought no key that could be read
     */
    public boolean received(byte[] dst, int off) {
        if (known) {
            System.arraycopy(pins, 0, dst, off, LEN);
        }
        return known;
    }

    public int scratchInts() {
        return 0;
    }

    void begin() {
        known = false;
        sha256.init(hash, 0);
    }

    void spkiBytes(byte[] buf, int off, int len) {
        sha256.update(hash, 0, buf, off, len);
    }

    int verdict(Workspace ws) {
        sha256.finish(hash, 0, pins, 0);
        known = true;
        for (int i = 1; i <= count; i++) {
            if (Ct.equal(pins, i * LEN, pins, 0, LEN) != 0) {
                return BrErr.BR_ERR_OK;
            }
        }
        return count == 0 ? BrErr.BR_ERR_X509_NOT_TRUSTED : BrErr.BR_ERR_BAD_PARAM;
    }
}
