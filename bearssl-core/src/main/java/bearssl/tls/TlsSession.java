package bearssl.tls;

import bearssl.base.Codec;
import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.hash.HashFunction;

/**
 * What a later connection to the same server needs to go on without a public-key operation: a session in the sense of
 * RFC 5246, section 7.4.1.2, in {@link #LEN} bytes of the caller's array. Hand it to {@link TlsClient#reset}: if it is
 * set it is offered, and when a session opens that the server is ready to resume, it is stored here.
 * <pre>
 *    0  1  0x80 if set, 0x01 with extended master secret, 0x0E fragment length asked for and 0x10 if it was agreed to
 *    1  2  cipher suite
 *    3  1  length of the session id
 *    4 32  session id
 *   36 48  master secret
 *   84  4  checksum: the beginning of the SHA-256 of the above and the server's name
 * </pre>
 * The array may be copied to where it outlives a restart and back. It holds a secret: whoever reads it can read the
 * connections of that session and take over the next, and whoever writes it decides who the server is: the checksum
 * finds accidents. Contents that were altered, or are for another server name, are not offered, nor are those of a
 * suite or a fragment length that this client does not offer. A fatal alert, sent or received, clears it.
 *
 * <p>A resumed connection brings no certificate: the verdict of the first one stands. Clear the session when a pin, a
 * trust anchor or the client's certificate changes, and after a day (RFC 5246, F.1.4); there is no clock here.
 */
public final class TlsSession {
    /** Bytes of the caller's array. */
    public static final int LEN = 88;

    static final int MAX_ID_LEN = 32;

    private static final int SET = 0x80;
    private static final int EXTENDED = 0x01;
    private static final int FRAGMENT_SHIFT = 1;
    private static final int FRAGMENT_AGREED = 0x10;
    private static final int SUITE_OFF = 1;
    private static final int ID_LEN_OFF = 3;
    private static final int ID_OFF = 4;
    private static final int MASTER_OFF = ID_OFF + MAX_ID_LEN;
    private static final int CHECKSUM_OFF = MASTER_OFF + KeySchedule.MASTER_SECRET_LEN;

    private final byte[] buf;
    private final int start;

    /**
     * Makes a session on the caller's array: all zero is an empty one.
     *
     * @param array holds it
     * @param off   first of {@link #LEN} bytes
     */
    public TlsSession(byte[] array, int off) {
        buf = array;
        start = off;
    }

    /** Whether there is something to offer. @return true if so; whether the server takes it is another matter */
    public boolean isSet() {
        return (buf[start] & SET) != 0;
    }

    /** Forgets the session; all its bytes become zero. */
    public void clear() {
        Ct.wipe(buf, start, LEN);
    }

    /** Whether it is intact, for this server, and of a suite and a fragment length that are offered. */
    boolean fits(HandshakeContext hs) {
        int idLen = idLen();
        if ((buf[start] & 0xFF & ~EXTENDED & ~FRAGMENT_AGREED) != flags(hs) || idLen == 0 || idLen > MAX_ID_LEN
                || hs.profile.exchange(suite()) == null) {
            return false;
        }
        Workspace ws = hs.ws;
        int digest = checksum(hs);
        boolean intact = Ct.equal(ws.bytes, digest, buf, start + CHECKSUM_OFF, LEN - CHECKSUM_OFF) != 0;
        ws.popBytes(digest);
        return intact;
    }

    // RFC 6066, 4: "The negotiated length applies for the duration of the session including session resumptions."
    // What is asked for then has no effect, or with OpenSSL a fatal one unless it is the same.
    private static int flags(HandshakeContext hs) {
        int offer = hs.maxFragmentOffer;
        return SET | (offer == 0 ? 0 : Extension.maxFragmentCode(offer) << FRAGMENT_SHIFT);
    }

    // Pushes the hash and returns where it is.
    private int checksum(HandshakeContext hs) {
        HashFunction hash = hs.profile.hash();
        Workspace ws = hs.ws;
        int digest = ws.pushBytes(hash.digestLength());
        int state = ws.pushInts(hash.stateWords());
        hash.init(ws.ints, state);
        hash.update(ws.ints, state, buf, start, CHECKSUM_OFF);
        int nameLen = hs.serverName == null ? 0 : hs.serverName.length();
        for (int i = 0; i < nameLen; i++) {
            ws.bytes[digest] = (byte) hs.serverName.charAt(i);
            hash.update(ws.ints, state, ws.bytes, digest, 1);
        }
        hash.finish(ws.ints, state, ws.bytes, digest);
        ws.popInts(state);
        return digest;
    }

    int idLen() {
        return buf[start + ID_LEN_OFF];
    }

    int suite() {
        return Codec.u16(buf, start + SUITE_OFF);
    }

    boolean extendedMasterSecret() {
        return (buf[start] & EXTENDED) != 0;
    }

    /** Whether the server agreed to the fragment length, which then applies. */
    boolean fragmentAgreed() {
        return (buf[start] & FRAGMENT_AGREED) != 0;
    }

    /** Writes the session id. @return index behind it */
    int putId(byte[] dst, int off) {
        System.arraycopy(buf, start + ID_OFF, dst, off, idLen());
        return off + idLen();
    }

    /** Whether a session id is this one's. */
    boolean isId(byte[] b, int off, int len) {
        return len == idLen() && Ct.equal(b, off, buf, start + ID_OFF, len) != 0;
    }

    void putMaster(byte[] dst, int off) {
        System.arraycopy(buf, start + MASTER_OFF, dst, off, KeySchedule.MASTER_SECRET_LEN);
    }

    /** A new session begins: its id is kept, nothing is set yet. */
    void begin(byte[] b, int off, int len) {
        clear();
        buf[start + ID_LEN_OFF] = (byte) len;
        System.arraycopy(b, off, buf, start + ID_OFF, len);
    }

    /** The session that began is open. */
    void set(HandshakeContext hs) {
        if (idLen() == 0) {
            return; // RFC 5246, 7.4.1.3: "The server may return an empty session_id to indicate that" it is not kept
        }
        buf[start] = (byte) (flags(hs) | (hs.extendedMasterSecret ? EXTENDED : 0)
                | (hs.maxFragment != 0 ? FRAGMENT_AGREED : 0));
        Codec.putU16(buf, start + SUITE_OFF, hs.suite);
        System.arraycopy(hs.ws.bytes, hs.frame + HandshakeContext.MASTER_SECRET, buf, start + MASTER_OFF,
                KeySchedule.MASTER_SECRET_LEN);
        int digest = checksum(hs);
        System.arraycopy(hs.ws.bytes, digest, buf, start + CHECKSUM_OFF, LEN - CHECKSUM_OFF);
        hs.ws.popBytes(digest);
    }
}
