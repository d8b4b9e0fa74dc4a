package mqttlite.cli;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import mqttlite.MqttStatus;
import mqttlite.SessionState;
import mqttlite.stream.StateFile;

/**
 * The MQTT session in the file of --store: messages that are not acknowledged, and the identifiers of those received at
 * QoS 2. It is one process's at a time, by a lock on FILE.lock, which stays: removing it would let two processes lock
 * different files of that name.
 */
final class SessionStore {
    /** Room for the session, unless packets may be so long that fewer than two would fit. */
    static final int CAPACITY = 65536;

    private static final int MAX_PACKET = SessionState.MAX_LEN / 2;

    private final String name;
    private final StateFile file;
    private final RandomAccessFile lock;
    private final SessionState state;

    private SessionStore(String name, byte[] clientId, int maxPacket) throws Failure {
        this.name = name;
        file = new StateFile(name);
        lock = lock();
        boolean isSound = false;
        try {
            file.removeParts();
            // A longer file was written where packets could be longer.
            long len = Math.max(new File(name).length(), Math.max(CAPACITY, 2 * maxPacket));
            state = load((int) Math.min(len, SessionState.MAX_LEN), clientId);
            isSound = true;
        } finally {
            if (!isSound) {
                close();
            }
        }
    }

    /** The file of the options, null if they name none. */
    static SessionStore of(Options options, byte[] clientId, int maxPacket) throws UsageError, Failure {
        if (!options.has("store")) {
            return null;
        }
        if (options.text("store", "").length() == 0) {
            throw new UsageError("--store: the file's name is empty");
        }
        if (!options.has("id") || !options.has("disable-clean-session")) {
            throw new UsageError("--store needs -c and -i: it is half of a session, the broker keeps the other");
        }
        if (maxPacket > MAX_PACKET) {
            throw new UsageError("--max-packet over " + MAX_PACKET + " and --store exclude each other");
        }
        return new SessionStore(options.text("store", ""), clientId, maxPacket);
    }

    private RandomAccessFile lock() throws Failure {
        String path = name + ".lock";
        try {
            RandomAccessFile opened = new RandomAccessFile(path, "rw");
            FileLock held = null;
            try {
                held = opened.getChannel().tryLock();
            } catch (OverlappingFileLockException e) {
                held = null; // this process's
            } finally {
                if (held == null) {
                    opened.close();
                }
            }
            if (held != null) {
                return opened;
            }
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_CANNOT_WRITE, path + " cannot be locked: " + e.getMessage());
        }
        throw Failure.of(Codes.CLI_CANNOT_WRITE, name + " is in use by another process, which has locked " + path,
                "wait for its end, or name another file and client identifier");
    }

    private SessionState load(int capacity, byte[] clientId) throws Failure {
        byte[] array = new byte[capacity];
        SessionState loaded = new SessionState(array, true);
        int len;
        try {
            len = file.read(array);
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_CANNOT_READ, name + ": " + e.getMessage());
        }
        if (len > 0 && !loaded.load(len)) {
            throw Failure.of(Codes.CLI_BAD_FILE, name + " does not hold a session, or was damaged",
                    "check the file's name; if it was damaged, remove it, and what it held is lost");
        }
        if (!loaded.claim(clientId)) {
            throw Failure.of(Codes.CLI_BAD_FILE, name + " holds the session of another client identifier",
                    "name the file of this one, or -i of that one");
        }
        return loaded;
    }

    SessionState state() {
        return state;
    }

    /** Writes the session, whole or not at all, and returns when it is on the disk. */
    void write() throws Failure {
        try {
            file.write(state.array(), state.seal());
        } catch (IOException e) {
            throw Failure.of(MqttStatus.MQTT_NOT_STORED, "the session cannot be stored in " + name + ": "
                    + e.getMessage() + "; nothing that depends on it was sent");
        }
    }

    /** There is no room for another message. */
    Failure full() {
        return Failure.of(MqttStatus.MQTT_NOT_STORED, name + " is full: " + state.messages() + " messages in "
                + state.array().length + " bytes wait for the broker", "send them first, by pub -l with empty input");
    }

    /** Lets the next process have it. */
    void close() {
        try {
            lock.close();
        } catch (IOException e) {
            return; // it ends with the process
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
