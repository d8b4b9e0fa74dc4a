package mqttlite.cli;

import bearssl.base.Codec;
import bearssl.base.Ct;
import bearssl.hash.Sha256;
import bearssl.tls.TlsSession;
import java.io.File;
import java.io.IOException;
import mqttlite.stream.StateFile;

/**
 * A session for the next connection, in the file of --session or in memory alone. It is good for a day, and only as long
 * as the same servers are trusted: a resumed connection shows no certificate that could be judged again.
 * <pre>
 *    0 88  TlsSession
 *   88  8  when its certificate was judged, seconds since 1970
 *   96 32  SHA-256 of what decides whom to trust, and of the above
 * </pre>
 */
final class SessionFile {
    private static final int TIME_OFF = TlsSession.LEN;
    private static final int HASH_OFF = TIME_OFF + 8;
    private static final int HASH_LEN = 32;
    private static final int LEN = HASH_OFF + HASH_LEN;
    // RFC 5246, F.1.4: "An upper limit of 24 hours is suggested for session ID lifetimes".
    private static final long MAX_AGE = 24 * 3600;

    private final File file; // null: in memory
    private final byte[] content = new byte[LEN];
    private final TlsSession session = new TlsSession(content, 0);

    /** A session in memory. */
    SessionFile() {
        file = null;
    }

    /** The session in a file, none if it is absent or empty. */
    SessionFile(String name) throws UsageError, Failure {
        if (name.length() == 0) {
            throw new UsageError("--session: the file's name is empty");
        }
        file = new File(name);
        byte[] bytes = file.exists() ? Files.read(name, LEN + 1) : new byte[0];
        if (bytes.length != LEN && bytes.length != 0) {
            throw Failure.of(Codes.CLI_BAD_FILE, name + ": is no stored session, which has " + LEN + " bytes",
                    "check the file's name; if it is a session that was damaged, remove it");
        }
        System.arraycopy(bytes, 0, content, 0, bytes.length);
    }

    /** The session of the options, null if they want none. */
    static SessionFile of(Options options) throws UsageError, Failure {
        return options.has("session") ? new SessionFile(options.text("session", ""))
                : options.has("reconnect") ? new SessionFile() : null;
    }

    /** Whether it outlives the process. */
    boolean isInFile() {
        return file != null;
    }

    /**
     * What to hand to the client. What was altered, is too old, or was made under other criteria has been forgotten.
     *
     * @param criteria what decides whom to trust
     */
    TlsSession offer(byte[] criteria) {
        long age = now() - time();
        if (age < 0 || age > MAX_AGE || Ct.equal(hash(criteria), 0, content, HASH_OFF, HASH_LEN) == 0) {
            session.clear();
        }
        return session;
    }

    /**
     * Keeps what the client made of it, once the connection is open.
     *
     * @param resumed whether it is as it was
     */
    void keep(byte[] criteria, boolean resumed) throws Failure {
        if (resumed) {
            return;
        }
        if (!session.isSet()) {
            dropIfCleared();
            return;
        }
        Codec.putBe32(content, TIME_OFF, (int) (now() >>> 32));
        Codec.putBe32(content, TIME_OFF + 4, (int) now());
        System.arraycopy(hash(criteria), 0, content, HASH_OFF, HASH_LEN);
        if (file != null) {
            write();
        }
    }

    /** Removes the file if the session has been cleared, as it is by a fatal alert. */
    void dropIfCleared() {
        if (session.isSet() || file == null || !file.exists()) {
            return;
        }
        try {
            Files.write(file.getPath(), new byte[LEN]);
        } catch (Failure e) {
            // not to be written, but maybe to be removed
        }
        file.delete(); // if that fails, too, there is nothing more to be done
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private long time() {
        return (long) Codec.be32(content, TIME_OFF) << 32 | Codec.be32(content, TIME_OFF + 4) & 0xFFFFFFFFL;
    }

    private byte[] hash(byte[] criteria) {
        byte[] hash = new byte[HASH_LEN];
        int[] state = new int[Sha256.INSTANCE.stateWords()];
        Sha256.INSTANCE.init(state, 0);
        Sha256.INSTANCE.update(state, 0, content, 0, HASH_OFF);
        Sha256.INSTANCE.update(state, 0, criteria, 0, criteria.length);
        Sha256.INSTANCE.finish(state, 0, hash, 0);
        return hash;
    }

    // Whole or not at all, and nobody else's to read from the start.
    private void write() throws Failure {
        try {
            new StateFile(file.getPath()).write(content, content.length);
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_CANNOT_WRITE, "the session cannot be kept in " + file + ": " + e.getMessage());
        }
    }
}
