package mqttlite;

import bearssl.base.Codec;

/**
 * What this client has sent or will send and that is not fully acknowledged, in the order it was asked for, in the rest
 * of the caller's array. No packet identifier is given out while it is in here [MQTT-2.3.1-2], [MQTT-2.3.1-4].
 *
 * <p>An entry: its whole length in three bytes; a byte with the stage in the upper half and the flags of PUBLISH in the
 * lower one; the packet identifier in two; then, of a message that is kept, the length of the topic in two bytes, topic
 * and payload; of a SUBSCRIBE the number of its filters in two bytes. Messages of which only the PUBREL is left stand in
 * front, in the order of their PUBREC [MQTT-4.6.0-4], and keep nothing but the identifier.
 */
final class Outbox {
    /** Stage: PUBLISH not sent on this connection; with the flag DUP it was on an earlier one. */
    static final int QUEUED = 0;
    /** Stage: PUBLISH sent on this connection, PUBACK or PUBREC to come. */
    static final int SENT = 1;
    /** Stage: PUBREC has come, PUBREL not sent on this connection. */
    static final int TO_RELEASE = 2;
    /** Stage: PUBREL sent on this connection, PUBCOMP to come. */
    static final int RELEASED = 3;
    /** Stage: SUBSCRIBE sent, SUBACK to come. */
    static final int SUBSCRIBE = 4;
    /** Stage: UNSUBSCRIBE sent, UNSUBACK to come. */
    static final int UNSUBSCRIBE = 5;

    /** Length of an entry without content. */
    static final int ENTRY_LEN = 6;

    private static final int STAGE = 3; // offset in an entry
    private static final int ID = 4;
    private static final int NONE = -1;

    final byte[] buf;
    private int start;
    private int end;
    private int lastId;

    Outbox(byte[] buf, int start) {
        this.buf = buf;
        this.start = start;
        end = start;
    }

    void clear() {
        end = start;
    }

    /** Moves the entries, to make room in front of them or to take it back. There has to be room. */
    void moveTo(int newStart) {
        System.arraycopy(buf, start, buf, newStart, end - start);
        int newEnd = end + newStart - start;
        for (int i = newEnd; i < end; i++) {
            buf[i] = 0;
        }
        start = newStart;
        end = newEnd;
    }

    /** Where the entries will be loaded. */
    void startAt(int newStart) {
        start = newStart;
        end = newStart;
    }

    // ---- entries

    int first() {
        return start;
    }

    int next(int entry) {
        return entry + Codec.u24(buf, entry);
    }

    int end() {
        return end;
    }

    int lastId() {
        return lastId;
    }

    /** Takes over what was stored. @return whether it is what this class writes */
    boolean load(int newEnd, int id) {
        lastId = id;
        end = start;
        int e = start;
        boolean released = true;
        while (e < newEnd) {
            int len = newEnd - e < ENTRY_LEN ? 0 : Codec.u24(buf, e);
            if (len < ENTRY_LEN || len > newEnd - e || id(e) == 0 || find(id(e)) != NONE || !isSound(e, len)) {
                return false;
            }
            if (stage(e) == TO_RELEASE || stage(e) == RELEASED) {
                if (!released) {
                    return false;
                }
            } else {
                released = false;
            }
            e += len;
            end = e;
        }
        return e == newEnd;
    }

    private boolean isSound(int e, int len) {
        int qos = qos(e);
        switch (stage(e)) {
            case QUEUED:
            case SENT:
                return (qos == 1 || qos == 2) && (len == ENTRY_LEN || len >= ENTRY_LEN + 2
                        && topicLen(e) <= len - ENTRY_LEN - 2 && TopicFilter.checkTopic(buf, topicOff(e), topicLen(e)) == 0);
            case TO_RELEASE:
            case RELEASED:
                return len == ENTRY_LEN;
            case SUBSCRIBE:
            case UNSUBSCRIBE:
                return len == ENTRY_LEN + 2;
            default:
                return false;
        }
    }

    int stage(int entry) {
        return (buf[entry + STAGE] & 0xFF) >> 4;
    }

    void stage(int entry, int stage) {
        buf[entry + STAGE] = (byte) (buf[entry + STAGE] & 15 | stage << 4);
    }

    int flags(int entry) {
        return buf[entry + STAGE] & 15;
    }

    void flags(int entry, int flags) {
        buf[entry + STAGE] = (byte) (buf[entry + STAGE] & 0xF0 | flags);
    }

    int qos(int entry) {
        return flags(entry) >> MqttPacket.QOS_SHIFT & 3;
    }

    int id(int entry) {
        return Codec.u16(buf, entry + ID);
    }

    boolean hasContent(int entry) {
        return Codec.u24(buf, entry) > ENTRY_LEN;
    }

    /** Number of filters of a SUBSCRIBE. */
    int filters(int entry) {
        return Codec.u16(buf, entry + ENTRY_LEN);
    }

    void filters(int entry, int count) {
        Codec.putU16(buf, entry + ENTRY_LEN, count);
    }

    int topicOff(int entry) {
        return entry + ENTRY_LEN + 2;
    }

    int topicLen(int entry) {
        return Codec.u16(buf, entry + ENTRY_LEN);
    }

    int payloadOff(int entry) {
        return topicOff(entry) + topicLen(entry);
    }

    int payloadLen(int entry) {
        return next(entry) - payloadOff(entry);
    }

    // Whether a message, of those that are kept, was never sent: what may still be dropped.
    private boolean isUnsent(int entry) {
        return hasContent(entry) && stage(entry) == QUEUED && (flags(entry) & MqttPacket.FLAG_DUP) == 0;
    }

    /** @return the entry with an identifier, or -1 */
    int find(int id) {
        for (int e = start; e < end; e = next(e)) {
            if (id(e) == id) {
                return e;
            }
        }
        return NONE;
    }

    /** @return number of entries */
    int count() {
        int n = 0;
        for (int e = start; e < end; e = next(e)) {
            n++;
        }
        return n;
    }

    /** Takes away an entry. @return its packet identifier */
    int take(int entry) {
        int id = id(entry);
        remove(entry);
        return id;
    }

    /** @return number of entries in a stage */
    int count(int stage) {
        int n = 0;
        for (int e = start; e < end; e = next(e)) {
            n += stage(e) == stage ? 1 : 0;
        }
        return n;
    }

    // ---- adding and taking away

    boolean hasRoom(int contentLen) {
        return contentLen <= buf.length - end - ENTRY_LEN;
    }

    /** Appends an entry with a new identifier; its content is the caller's to write. There has to be room. */
    int add(int stage, int flags, int contentLen) {
        // Ends: the array has fewer entries than there are identifiers, as SessionState sees to.
        do {
            lastId = lastId == 0xFFFF ? 1 : lastId + 1;
        } while (find(lastId) != NONE);
        int e = end;
        Codec.putU24(buf, e, ENTRY_LEN + contentLen);
        buf[e + STAGE] = (byte) (stage << 4 | flags);
        Codec.putU16(buf, e + ID, lastId);
        end = e + ENTRY_LEN + contentLen;
        return e;
    }

    /** Appends a message that is kept. */
    int addMessage(int flags, byte[] topic, int topicOff, int topicLen, byte[] payload, int payloadOff, int payloadLen) {
        int e = add(QUEUED, flags, 2 + topicLen + payloadLen);
        Codec.putU16(buf, e + ENTRY_LEN, topicLen);
        System.arraycopy(topic, topicOff, buf, topicOff(e), topicLen);
        if (payloadLen > 0) {
            System.arraycopy(payload, payloadOff, buf, topicOff(e) + topicLen, payloadLen);
        }
        return e;
    }

    /** Takes an entry away; what follows moves up. */
    void remove(int entry) {
        cut(entry, next(entry));
    }

    private void cut(int from, int to) {
        System.arraycopy(buf, to, buf, from, end - to);
        int newEnd = end - (to - from);
        for (int i = newEnd; i < end; i++) {
            buf[i] = 0; // a message that was delivered need not stay readable
        }
        end = newEnd;
    }

    /** PUBREC has come: of the message only the identifier is left, behind the others in this stage. */
    void toRelease(int entry) {
        int id = id(entry);
        int place = start;
        while (stage(place) == TO_RELEASE || stage(place) == RELEASED) {
            place = next(place);
        }
        // At or before the entry, which is none of them. What lies between moves back by one empty entry.
        int rest = next(entry);
        System.arraycopy(buf, place, buf, place + ENTRY_LEN, entry - place);
        Codec.putU24(buf, place, ENTRY_LEN);
        buf[place + STAGE] = (byte) (TO_RELEASE << 4);
        Codec.putU16(buf, place + ID, id);
        cut(entry + ENTRY_LEN, rest);
    }

    // ---- connections

    /** A new connection: everything is to be sent again, but requests are forgotten, and messages that are not kept. */
    void newConnection() {
        int e = start;
        while (e < end) {
            switch (stage(e)) {
                case QUEUED:
                case SENT:
                    if (!hasContent(e)) {
                        remove(e);
                        continue;
                    }
                    if (stage(e) == SENT) {
                        stage(e, QUEUED);
                        // [MQTT-3.3.1-1] "The DUP flag MUST be set to 1 ... when it attempts to re-deliver a PUBLISH"
                        flags(e, flags(e) | MqttPacket.FLAG_DUP);
                    }
                    break;
                case TO_RELEASE:
                case RELEASED:
                    stage(e, TO_RELEASE);
                    break;
                default:
                    remove(e);
                    continue;
            }
            e = next(e);
        }
    }

    /** The broker knows nothing of what was sent before: messages are new to it. */
    void newSession() {
        for (int e = start; e < end; e = next(e)) {
            flags(e, flags(e) & ~MqttPacket.FLAG_DUP);
        }
    }

    /** The oldest message that was never sent. @return the entry, or -1 */
    int oldestUnsent() {
        for (int e = start; e < end; e = next(e)) {
            if (isUnsent(e)) {
                return e;
            }
        }
        return NONE;
    }

    /** The message of a topic that was never sent. @return the entry, or -1 */
    int unsentOf(byte[] topic, int off, int len) {
        for (int e = start; e < end; e = next(e)) {
            if (isUnsent(e) && topicLen(e) == len && equal(topicOff(e), topic, off, len)) {
                return e;
            }
        }
        return NONE;
    }

    /** Bytes of all messages that were never sent. */
    int unsentBytes() {
        int n = 0;
        for (int e = start; e < end; e = next(e)) {
            n += isUnsent(e) ? next(e) - e : 0;
        }
        return n;
    }

    private boolean equal(int at, byte[] other, int off, int len) {
        for (int i = 0; i < len; i++) {
            if (buf[at + i] != other[off + i]) {
                return false;
            }
        }
        return true;
    }
}
