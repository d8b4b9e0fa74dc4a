package bearssl.testing;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One thing that a server, or somebody between it and the client, does wrong, or at least in another way: a field or a
 * length of a message, the order of messages, a record, or a byte on the wire. The same numbers do the same.
 *
 * @param kind         what
 * @param onPath       whether the server does not know of it: what it has said is in its transcript as it was
 * @param flight       1 to 3, see {@link ScriptedServer#onFlight}
 * @param record       which of its records, modulo their number
 * @param field        which field of the message, modulo their number
 * @param keepsLengths whether lengths around a changed field stay what they were
 * @param value        decides the rest
 */
public record Mutation(Kind kind, boolean onPath, int flight, int record, int field, boolean keepsLengths, int value) {
    /** What is done; the first ones are those of {@link FieldMutation}. */
    public enum Kind {
        FLIP, SET, INSERT, DELETE, REPLACE, LENGTH, REMOVE, DOUBLE, SWAP, EMPTY, GROW,
        NOTHING, HELLO, EXCHANGE,
        DROP_RECORD, DOUBLE_RECORD, SWAP_RECORDS, INSERT_MESSAGE, INSERT_RECORD, INSERT_ALERT, INSERT_EMPTY,
        INSERT_HELLO_REQUEST, INSERT_LONG, SPLIT, SPLIT_ALL, MERGE, INTERRUPT,
        RECORD_TYPE, RECORD_VERSION, RECORD_LENGTH, CLEAR, WHOLE,
        WIRE_FLIP, WIRE_INSERT, WIRE_DELETE, WIRE_TWICE, WIRE_SWAP, SHORTEN, CUT, EXTRA
    }

    private static final int[] MESSAGES = {
        1, 2, 3, 4, 5, 8, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 67, 254, 255,
    };
    private static final int[] TYPES = {20, 21, 22, 23, 24, 19, 0, 0x80, 0xFF, 'H'};
    static final int[] VERSIONS = {
        0x0300, 0x0301, 0x0302, 0x0304, 0x0305, 0x0002, 0x0403, 0x7F1C, 0xFEFD, 0xFFFF,
    };
    private static final int[] ALERTS = {0, 10, 20, 40, 47, 70, 90, 100, 112, 255};
    private static final int[] COUNTS = {1, 2, 4, 5, 31, 32, 33, 40};
    private static final int[] LENGTHS = {
        0, 1, 2, 5, 12, 40, 512, 513, 600, 601, 1024, 1025, 2000, 4096, 4097, 16384, 16385, 18432, 18433,
    };
    private static final int[] LONG = {511, 512, 513, 700, 701, 1024, 1025, 1500, 1501, 4096, 4097, 16384, 16385};

    /** Makes it happen. @param story is told what was done, when it is */
    public void arrange(ScriptedServer server, List<String> story) {
        Random random = new Random(value);
        if (kind == Kind.HELLO) {
            server.onHello(h -> story.add(ValueMutation.hello(h, random)));
        } else if (kind == Kind.EXCHANGE) {
            server.onKeyExchange(k -> story.add(ValueMutation.exchange(k, random)));
        } else if (kind != Kind.NOTHING && onPath) {
            server.onPath(flight, f -> story.add("on the path, " + change(f, server, random)));
        } else if (kind != Kind.NOTHING) {
            server.onFlight(flight, f -> story.add(change(f, server, random)));
        }
    }

    static int any(int[] numbers, Random random) {
        return numbers[random.nextInt(numbers.length)];
    }

    static byte[] bytes(int len, Random random) {
        byte[] b = new byte[len];
        if (random.nextBoolean()) {
            random.nextBytes(b);
        }
        return b;
    }

    private String change(Flight f, ScriptedServer server, Random random) {
        List<ServerRecord> records = f.records();
        if (records.isEmpty()) {
            return "nothing in flight " + flight;
        }
        int i = record % records.size();
        ServerRecord r = records.get(i);
        String where = "flight " + flight + ", record " + i + " (type " + r.type + ", message " + r.messageType()
                + "): " + kind + " ";
        if (kind.ordinal() < Kind.NOTHING.ordinal()) {
            WireField tree = WireMessages.parse(r);
            FieldMutation change = new FieldMutation(FieldMutation.Kind.valueOf(kind.name()), keepsLengths, value);
            String what = change.change(tree, field);
            records.set(i, r.copy(tree.bytes()));
            return where + what;
        }
        return where + (kind.ordinal() < Kind.RECORD_TYPE.ordinal() ? order(records, i, r, random)
                : record(records, i, r, server, random));
    }

    // ---- records, their order and content

    private String order(List<ServerRecord> records, int i, ServerRecord r, Random random) {
        switch (kind) {
            case DROP_RECORD:
                records.remove(i);
                return "";
            case DOUBLE_RECORD:
                records.add(random.nextBoolean() ? i : random.nextInt(records.size() + 1), r.copy(r.payload));
                return "";
            case SWAP_RECORDS:
                int other = random.nextInt(records.size());
                Collections.swap(records, i, other);
                return "with " + other;
            case SPLIT:
                return split(records, i, r, 1 + random.nextInt(Math.max(1, r.payload.length - 1)));
            case SPLIT_ALL:
                return splitAll(records, any(new int[] {1, 2, 3, 5, 50, 300}, random));
            case MERGE:
                return merge(records, i, r);
            case INTERRUPT:
                split(records, i, r, 1 + random.nextInt(Math.min(20, Math.max(1, r.payload.length - 1))));
                ServerRecord between = any(random);
                records.add(i + 1, between);
                return "by type " + between.type + ", " + between.payload.length + " bytes";
            default:
                return insert(records, random.nextBoolean() ? i : i + 1, random);
        }
    }

    private String insert(List<ServerRecord> records, int at, Random random) {
        int count = 1;
        ServerRecord r;
        switch (kind) {
            case INSERT_MESSAGE:
                int type = any(MESSAGES, random);
                r = ServerRecord.handshake(type, bytes(any(new int[] {0, 1, 12, 40, 300}, random), random));
                break;
            case INSERT_ALERT:
                count = random.nextInt(4) == 0 ? any(COUNTS, random) : 1;
                int level = random.nextInt(5) == 0 ? any(TYPES, random) : 1 + random.nextInt(2);
                r = ServerRecord.alert(level, any(ALERTS, random));
                r.payload(Bytes.first(r.payload, random.nextInt(4) == 0 ? 1 : 2));
                break;
            case INSERT_EMPTY:
                count = any(COUNTS, random);
                r = ServerRecord.of(20 + random.nextInt(4), new byte[0]);
                break;
            case INSERT_HELLO_REQUEST:
                count = any(COUNTS, random);
                r = ServerRecord.helloRequest();
                if (random.nextBoolean()) {
                    // that is what a HelloRequest is, or a part of one
                    r.payload(new byte[4 * count - random.nextInt(4)]);
                    count = 1;
                }
                break;
            case INSERT_LONG:
                int content = any(new int[] {20, 21, 22, 23, 23, 23}, random);
                r = ServerRecord.of(content, bytes(any(LONG, random), random)).whole();
                break;
            default:
                r = any(random);
                break;
        }
        for (int k = 0; k < count; k++) {
            records.add(at, r.copy(r.payload));
        }
        return count + " of type " + r.type + ", " + r.payload.length + " bytes, the first "
                + (r.payload.length == 0 ? "missing" : r.payload[0] & 0xFF);
    }

    private static ServerRecord any(Random random) {
        switch (random.nextInt(7)) {
            case 0:
                return ServerRecord.alert(1, 90);
            case 3:
                return ServerRecord.of(ServerRecord.HANDSHAKE, new byte[1 + random.nextInt(3)]); // half a HelloRequest
            case 1:
                return ServerRecord.changeCipherSpec();
            case 2:
                return ServerRecord.helloRequest();
            default:
                return ServerRecord.of(any(TYPES, random), bytes(any(LENGTHS, random), random));
        }
    }

    private static String split(List<ServerRecord> records, int i, ServerRecord r, int at) {
        if (r.payload.length > at) {
            records.set(i, r.copy(Bytes.without(r.payload, at)));
            records.add(i, r.copy(Bytes.first(r.payload, at)));
        }
        return "at " + at;
    }

    private static String splitAll(List<ServerRecord> records, int len) {
        for (int i = 0; i < records.size(); i++) {
            split(records, i, records.get(i), len);
        }
        return "into " + len;
    }

    private static String merge(List<ServerRecord> records, int i, ServerRecord r) {
        if (i + 1 < records.size()) {
            records.set(i, r.copy(Bytes.join(r.payload, records.remove(i + 1).payload)));
        }
        return "with the next";
    }

    // ---- headers, and what leaves

    private String record(List<ServerRecord> records, int i, ServerRecord r, ScriptedServer server, Random random) {
        switch (kind) {
            case RECORD_TYPE:
                int type = any(TYPES, random);
                ServerRecord other = ServerRecord.of(type, r.payload);
                records.set(i, random.nextBoolean() ? other : r.onWire(w -> Bytes.with(w, 0, type)));
                return "" + type;
            case RECORD_VERSION:
                r.version(any(VERSIONS, random));
                return Integer.toHexString(r.version);
            case RECORD_LENGTH:
                int by = random.nextInt(6);
                r.onWire(w -> length(w, by));
                return "" + by;
            case CLEAR:
                r.inTheClear();
                return "";
            case WHOLE:
                records.forEach(ServerRecord::whole);
                return "and all others";
            case WIRE_SWAP:
                ServerRecord next = records.get((i + 1) % records.size());
                byte[][] kept = new byte[1][0];
                r.onWire(w -> {
                    kept[0] = w;
                    return new byte[0];
                });
                next.onWire(w -> Bytes.join(w, kept[0]));
                return "with the next";
            case CUT:
                int at = random.nextInt(5000);
                r.onWire(w -> {
                    server.endAt(server.sentLen() + at % w.length);
                    return w;
                });
                return "at " + at;
            case EXTRA:
                records.add(random.nextBoolean() ? i : i + 1, ServerRecord.raw(bytes(any(LENGTHS, random), random)));
                return "";
            default:
                int draw = random.nextInt(1 << 20);
                r.onWire(w -> onWire(w, draw));
                return "" + draw;
        }
    }

    private static byte[] length(byte[] w, int by) {
        int len = Bytes.u16(w, 3);
        int lie = by == 0 ? 0 : by == 1 ? len + 1 : by == 2 ? len - 1 : by == 3 ? 0xFFFF : by == 4 ? 16385 + 24 : 23;
        return Bytes.with(Bytes.with(w, 3, lie >> 8), 4, lie);
    }

    private byte[] onWire(byte[] w, int draw) {
        int at = draw % w.length;
        switch (kind) {
            case WIRE_FLIP:
                return Bytes.flip(w, at, 1 << (draw >> 17));
            case WIRE_INSERT:
                return Bytes.join(Bytes.first(w, at), Bytes.of(draw >> 4), Bytes.without(w, at));
            case WIRE_DELETE:
                return Bytes.join(Bytes.first(w, at), Bytes.without(w, at + 1));
            case WIRE_TWICE:
                return Bytes.join(w, w);
            default: // SHORTEN, with a true length
                byte[] less = Arrays.copyOf(w, Math.max(5, w.length - 1 - draw % 40));
                return Bytes.with(Bytes.with(less, 3, less.length - 5 >> 8), 4, less.length - 5);
        }
    }
}
