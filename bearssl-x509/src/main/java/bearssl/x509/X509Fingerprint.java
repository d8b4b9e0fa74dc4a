package bearssl.x509;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.tls.BrErr;

/**
 * Trusts a server by its public key's {@link KeyFingerprint}, as Tasmota does, with two slots so that a key can be
 * replaced. The rules, in this order, first match decides:
 * <ol>
 *   <li>a slot holds a pin: the key must match a pin, else {@link BrErr#BR_ERR_BAD_PARAM} (1, "bad fingerprint");
 *       learning and accept-any cannot widen that;</li>
 *   <li>{@link #acceptAny} was called: every key is accepted;</li>
 *   <li>{@link #learnOnce} was called before this chain: the key is accepted this once, and kept for
 *       {@link #pinReceived};</li>
 *   <li>nothing was configured: {@link BrErr#BR_ERR_X509_NOT_TRUSTED} (62).</li>
 * </ol>
 * A key of another type than RSA, P-256 and P-384 is refused whatever the mode
 * ({@link BrErr#BR_ERR_X509_UNSUPPORTED}), an RSA key too long for this object with
 * {@link BrErr#BR_ERR_X509_LIMIT_EXCEEDED}. After a verdict, also a refusal, {@link #received} tells what the server
 * sent.
 *
 * <p>Learning trusts whoever answers first: use it on a network that you trust. Call {@link #pinReceived} when the
 * application is satisfied that this is its server (for MQTT, after an accepted CONNACK), not before.
 *
 * <p>CT: nothing is secret here. Scratch: {@code sha1.stateWords()} ints, within {@link #endChain}.
 */
public final class X509Fingerprint extends PinnedLeaf {
    /** Number of slots. */
    public static final int SLOTS = 2;
    /** Longest RSA modulus by default, in bytes: 2048 bits. */
    public static final int RSA_2048 = 256;
    /** Longest RSA modulus by choice, in bytes: 4096 bits. */
    public static final int RSA_4096 = 512;

    private static final int RECEIVED = SLOTS * KeyFingerprint.LEN; // where the received one stands, after the slots

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String BAD_SLOT;

    static {
        BAD_SLOT = "slot";
    }

    private final HashFunction sha1;
    private final byte[] prints = new byte[RECEIVED + KeyFingerprint.LEN];

    private int pinned; // bit n: slot n holds a pin
    private boolean any;
    private boolean mayLearn; // permit for the next chain
    private boolean learning; // permit of the current chain
    private boolean learned;
    private boolean known; // the received fingerprint is there

    /**
     * Makes an engine for RSA keys up to 2048 bits that trusts nobody yet.
     *
     * @param sha1 {@code Sha1.INSTANCE}
     */
    public X509Fingerprint(HashFunction sha1) {
        this(sha1, RSA_2048);
    }

    /**
     * Makes an engine that trusts nobody yet.
     *
     * @param sha1          {@code Sha1.INSTANCE}
     * @param maxModulusLen longest RSA modulus in bytes
     */
    public X509Fingerprint(HashFunction sha1, int maxModulusLen) {
        super(maxModulusLen);
        this.sha1 = sha1;
    }

    /**
     * Sets a slot to a pin. Twenty zero bytes (Tasmota's mark for "learn") and twenty FF bytes (its mark for "accept
     * any") are no pins and are refused: say {@link #learnOnce} or {@link #acceptAny} if that is what you mean.
     *
     * @param slot        0 or 1
     * @param fingerprint array with the fingerprint
     * @param off         first of {@link KeyFingerprint#LEN} bytes
     * @return true if the slot holds it now; false, and nothing changed, if it is one of the two marks
     */
    public boolean pin(int slot, byte[] fingerprint, int off) {
        checkSlot(slot);
        if (PinText.isMark(fingerprint, off, KeyFingerprint.LEN)) {
            return false;
        }
        System.arraycopy(fingerprint, off, prints, slot * KeyFingerprint.LEN, KeyFingerprint.LEN);
        pinned |= 1 << slot;
        return true;
    }

    /** Empties a slot. @param slot 0 or 1 */
    public void clear(int slot) {
        checkSlot(slot);
        pinned &= ~(1 << slot);
        Ct.wipe(prints, slot * KeyFingerprint.LEN, KeyFingerprint.LEN);
    }

    /** Tells whether a slot holds a pin. @param slot 0 or 1 @return true if so */
    public boolean isPinned(int slot) {
        checkSlot(slot);
        return (pinned >> slot & 1) != 0;
    }

    private static void checkSlot(int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException(BAD_SLOT);
        }
    }

    /**
     * Switches the acceptance of every key on or off: no protection against an impostor. It has no effect while a slot
     * holds a pin.
     *
     * @param on true to accept any key from now on
     */
    public void acceptAny(boolean on) {
        any = on;
    }

    /** Permits the next chain, and only that one, to bring any key if no slot holds a pin by then. */
    public void learnOnce() {
        mayLearn = true;
    }

    /** Tells whether the last verdict was "accepted" by the permit to learn. @return true if so */
    public boolean learned() {
        return learned;
    }

    /**
     * Stores the received fingerprint in a slot; for a server that the application has come to trust.
     *
     * @param slot 0 or 1
     * @return true if done; false if nothing was received
     */
    public boolean pinReceived(int slot) {
        return known && pin(slot, prints, RECEIVED);
    }

    /**
     * Copies the fingerprint of the server's key.
     *
     * @param dst destination
     * @param off first of {@link KeyFingerprint#LEN} bytes
     * @return true if done; false if the last chain brought no key that could be read
     */
    public boolean received(byte[] dst, int off) {
        if (known) {
            System.arraycopy(prints, RECEIVED, dst, off, KeyFingerprint.LEN);
        }
        return known;
    }

    /**
     * Copies the pin of a slot.
     *
     * @param slot 0 or 1
     * @param dst  destination
     * @param off  first of {@link KeyFingerprint#LEN} bytes
     * @return true if done; false if the slot is empty
     */
    public boolean expected(int slot, byte[] dst, int off) {
        boolean set = isPinned(slot);
        if (set) {
            System.arraycopy(prints, slot * KeyFingerprint.LEN, dst, off, KeyFingerprint.LEN);
        }
        return set;
    }

    public int scratchInts() {
        return sha1.stateWords();
    }

    void begin() {
        learning = mayLearn;
        mayLearn = false;
        learned = false;
        known = false;
    }

    void spkiBytes(byte[] buf, int off, int len) {
        // the fingerprint is made from the key, not from its encoding
    }

    int verdict(Workspace ws) {
        int state = ws.pushInts(sha1.stateWords());
        KeyFingerprint.compute(sha1, ws.ints, state, this, prints, RECEIVED);
        ws.popInts(state);
        known = true;
        if (pinned != 0) {
            return matches(0) || matches(1) ? BrErr.BR_ERR_OK : BrErr.BR_ERR_BAD_PARAM;
        }
        if (any) {
            return BrErr.BR_ERR_OK;
        }
        learned = learning;
        return learning ? BrErr.BR_ERR_OK : BrErr.BR_ERR_X509_NOT_TRUSTED;
    }

    private boolean matches(int slot) {
        return isPinned(slot)
                && Ct.equal(prints, slot * KeyFingerprint.LEN, prints, RECEIVED, KeyFingerprint.LEN) != 0;
    }
}
