package bearssl.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a {@link ScriptedServer} sends in one go: records that hold one message each until a test changes that. Records
 * are found by the type of the handshake message that begins in them; ChangeCipherSpec by {@link #CCS}.
 */
public final class Flight {
    /** Stands for ChangeCipherSpec where a message type is asked for: no handshake message has this number. */
    public static final int CCS = 256;

    private final List<ServerRecord> records = new ArrayList<>();

    Flight(ServerRecord... initial) {
        records.addAll(List.of(initial));
    }

    public List<ServerRecord> records() {
        return records;
    }

    public int size() {
        return records.size();
    }

    /** Where a message begins. */
    public int index(int messageType) {
        for (int i = 0; i < records.size(); i++) {
            ServerRecord r = records.get(i);
            int type = r.type == ServerRecord.CHANGE_CIPHER_SPEC ? CCS : r.messageType();
            if (type == messageType) {
                return i;
            }
        }
        throw new IllegalArgumentException("no message " + messageType + " in this flight");
    }

    public boolean has(int messageType) {
        return records.stream().anyMatch(r -> r.messageType() == messageType);
    }

    public ServerRecord record(int messageType) {
        return records.get(index(messageType));
    }

    public void add(ServerRecord r) {
        records.add(r);
    }

    public void before(int messageType, ServerRecord r) {
        records.add(index(messageType), r);
    }

    public void after(int messageType, ServerRecord r) {
        records.add(index(messageType) + 1, r);
    }

    public void drop(int messageType) {
        records.remove(index(messageType));
    }

    public void duplicate(int messageType) {
        ServerRecord r = record(messageType);
        after(messageType, r.copy(r.payload));
    }

    public void swap(int one, int other) {
        int i = index(one);
        int j = index(other);
        ServerRecord r = records.get(i);
        records.set(i, records.get(j));
        records.set(j, r);
    }

    /** Changes a message, header and all. */
    public void edit(int messageType, UnaryOperator<byte[]> change) {
        ServerRecord r = record(messageType);
        r.payload = change.apply(r.payload);
    }

    /** Changes a message's body; its header is made true again. */
    public void editBody(int messageType, UnaryOperator<byte[]> change) {
        edit(messageType, m -> ServerRecord.message(messageType, change.apply(Bytes.without(m, 4))));
    }

    /** Bytes behind a message in the same record. */
    public void append(int messageType, byte[] bytes) {
        edit(messageType, m -> Bytes.join(m, bytes));
    }

    /** Cuts a message into records of {@code len} bytes. */
    public void split(int messageType, int len) {
        int i = index(messageType);
        ServerRecord r = records.remove(i);
        for (int off = 0; off < r.payload.length; off += len) {
            int n = Math.min(len, r.payload.length - off);
            records.add(i++, r.copy(Bytes.first(Bytes.without(r.payload, off), n)));
        }
    }

    /** Cuts a message in two records and puts others between them. */
    public void interrupt(int messageType, int at, ServerRecord... between) {
        int i = index(messageType);
        ServerRecord r = records.remove(i);
        records.add(i, r.copy(Bytes.without(r.payload, at)));
        records.addAll(i, List.of(between));
        records.add(i, r.copy(Bytes.first(r.payload, at)));
    }

    /** Puts all neighbouring handshake messages into one record. */
    public void merge() {
        for (int i = records.size() - 1; i > 0; i--) {
            ServerRecord r = records.get(i);
            ServerRecord previous = records.get(i - 1);
            if (r.type == ServerRecord.HANDSHAKE && previous.type == ServerRecord.HANDSHAKE) {
                previous.payload = Bytes.join(previous.payload, r.payload);
                records.remove(i);
            }
        }
    }
}
