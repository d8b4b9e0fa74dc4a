package bearssl.tls;

import bearssl.aead.Gcm;
import bearssl.base.Workspace;
import bearssl.hash.HashFunction;

/**
 * The set of implementations a client is made of, and the scratch they need. A subclass names them, one class a file
 * in {@code bearssl.tls.profile}; what no profile names is not reachable and can be dropped by a shrinker.
 *
 * <p>A profile is immutable after its set-up and may serve any number of clients.
 */
public abstract class TlsProfile {
    /** Most suites that a profile may hold. */
    static final int MAX_SUITES = 3;

    private final HashFunction hash;
    private final int[] suites = new int[MAX_SUITES];
    private final KeyExchange[] exchanges = new KeyExchange[MAX_SUITES];
    private int suiteCount;
    private final int maxRsaLen;
    private final int messageLen;
    private final int bytes;
    private final int shorts;
    private final int ints;
    private final int longs;

    /**
     * Starts a profile without suites.
     *
     * @param hash       SHA-256: the transcript's and the PRF's hash
     * @param rsaBits    longest RSA key of a server that the sizes below serve
     * @param messageLen longest ServerKeyExchange (or other gathered message) to serve, in bytes, at least 512
     * @param bytes      byte frames nested in the handshake's own, in bytes
     * @param shorts     short frames, in elements
     * @param ints       int frames nested in the transcript's, in elements
     * @param longs      long frames, in elements; none with the small engines
     */
    protected TlsProfile(HashFunction hash, int rsaBits, int messageLen, int bytes, int shorts, int ints, int longs) {
        this.hash = hash;
        maxRsaLen = rsaBits / 8;
        this.messageLen = messageLen;
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
        this.longs = longs;
    }

    /**
     * Adds a suite; the first one added is the most preferred.
     *
     * @param suite    a constant of {@link CipherSuite}
     * @param exchange its key exchange
     * @return this profile
     */
    protected final TlsProfile with(int suite, KeyExchange exchange) {
        if (exchange(suite) != null || CipherSuite.name(suite) == null) {
            throw new IllegalArgumentException("cipher suite unknown or named twice");
        }
        suites[suiteCount] = suite;
        exchanges[suiteCount] = exchange;
        suiteCount++;
        return this;
    }

    /** Makes the AEAD for one direction of a new connection. @return an object of its own at each call */
    protected abstract Gcm newGcm();

    /** Makes a workspace for handshakes with pins. @return a workspace nobody borrows yet */
    public final Workspace newWorkspace() {
        return new Workspace(workspaceBytes(), shorts, workspaceInts(), longs);
    }

    /**
     * Makes a workspace for handshakes in which an X.509 engine takes more scratch than the handshake itself: chains
     * of certificates with longer keys, or other kinds of keys, than the profile's.
     *
     * @param x509 the engine, or one like it
     * @return a workspace nobody borrows yet
     */
    public final Workspace newWorkspace(X509Engine x509) {
        return newWorkspace(x509, null);
    }

    /**
     * Makes a workspace for handshakes with a client certificate.
     *
     * @param x509 the engine, or one like it
     * @param auth what signs, or one like it; null for none
     * @return a workspace nobody borrows yet
     */
    public final Workspace newWorkspace(X509Engine x509, ClientAuth auth) {
        return new Workspace(bytesFor(x509, auth), shortsFor(x509, auth), intsFor(x509, auth),
                longsFor(x509, auth));
    }

    private int bytesFor(X509Engine x509, ClientAuth auth) {
        // The signature is made over a hash that lies below.
        int signer = auth == null ? 0 : auth.scratchBytes() + hash.digestLength();
        return workspaceBytes() - bytes + most(bytes, x509.scratchBytes(), signer);
    }

    private int shortsFor(X509Engine x509, ClientAuth auth) {
        int signer = auth == null ? 0 : auth.scratchShorts();
        return most(shorts, x509.scratchShorts(), signer);
    }

    private int intsFor(X509Engine x509, ClientAuth auth) {
        int signer = auth == null ? 0 : auth.scratchInts();
        return workspaceInts() - ints + most(ints, x509.scratchInts(), signer);
    }

    private int longsFor(X509Engine x509, ClientAuth auth) {
        int signer = auth == null ? 0 : auth.scratchLongs();
        return most(longs, x509.scratchLongs(), signer);
    }

    private static int most(int a, int b, int c) {
        int ab = a > b ? a : b;
        return ab > c ? ab : c;
    }

    /** Bytes that a workspace for this profile must have. @return elements */
    public final int workspaceBytes() {
        return HandshakeContext.frameLength(messageLen) + bytes;
    }

    /** Shorts that a workspace for this profile must have. @return elements */
    public final int workspaceShorts() {
        return shorts;
    }

    /** Ints that a workspace for this profile must have. @return elements */
    public final int workspaceInts() {
        return hash.stateWords() + ints;
    }

    /** Longs that a workspace for this profile must have. @return elements */
    public final int workspaceLongs() {
        return longs;
    }

    /** Whether a workspace and an engine are there, and the one is large enough for the other and for a signer. */
    final boolean fits(Workspace ws, X509Engine x509, ClientAuth auth) {
        return ws != null && x509 != null && ws.bytes.length >= bytesFor(x509, auth)
                && ws.shorts.length >= shortsFor(x509, auth) && ws.ints.length >= intsFor(x509, auth)
                && ws.longs.length >= longsFor(x509, auth);
    }

    /** How many suites this profile offers. @return 1 to 3 */
    public final int suiteCount() {
        return suiteCount;
    }

    /** A suite in order of preference. @param index 0 up to {@link #suiteCount} - 1 @return IANA's number */
    public final int suite(int index) {
        return suites[index];
    }

    /** The key exchange of a suite. @return null if the suite is not offered */
    final KeyExchange exchange(int suite) {
        for (int i = 0; i < suiteCount; i++) {
            if (suites[i] == suite) {
                return exchanges[i];
            }
        }
        return null;
    }

    /** Whose groups and signatures to offer: those of the first exchange that has a group, if any has. */
    final KeyExchange offer() {
        for (int i = 0; i < suiteCount; i++) {
            if (exchanges[i].group(0) != 0) {
                return exchanges[i];
            }
        }
        return exchanges[0];
    }

    final HashFunction hash() {
        return hash;
    }

    /** The longest modulus of a server's key, in bytes. */
    final int maxRsaLen() {
        return maxRsaLen;
    }

    final int messageLen() {
        return messageLen;
    }
}
