package mqttlite;

import bearssl.base.Codec;

/**
 * Packet identifiers of received messages at QoS 2 between PUBLISH and PUBREL: while one is here, a PUBLISH with it is
 * a repetition. A set in a part of the caller's array, two bytes an identifier, zero when free.
 */
final class OpenIds {
    private final byte[] buf;
    private final int off;
    private int end;

    OpenIds(byte[] buf, int off, int count) {
        this.buf = buf;
        this.off = off;
        end = off + 2 * count;
    }

    /** Changes the number of places: new ones are free, those left out have to be. */
    void resize(int count) {
        int newEnd = off + 2 * count;
        for (int i = end; i < newEnd; i++) {
            buf[i] = 0;
        }
        end = newEnd;
    }

    /** Takes over places as they were stored. */
    void load(int count) {
        end = off + 2 * count;
    }

    /** Number of places. */
    int places() {
        return (end - off) / 2;
    }

    boolean isEmpty() {
        for (int i = off; i < end; i++) {
            if (buf[i] != 0) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        for (int i = off; i < end; i++) {
            buf[i] = 0;
        }
    }

    boolean contains(int id) {
        return find(id) >= 0;
    }

    /** Takes in an identifier that is not here yet. @return false if there is no room */
    boolean add(int id) {
        int free = find(0);
        if (free < 0) {
            return false;
        }
        Codec.putU16(buf, free, id);
        return true;
    }

    /** @return whether the identifier was here */
    boolean remove(int id) {
        int i = find(id);
        if (i < 0) {
            return false;
        }
        Codec.putU16(buf, i, 0);
        return true;
    }

    /** Whether each identifier is here only once: what a stored state has to be checked for. */
    boolean isSet() {
        for (int i = off; i < end; i += 2) {
            int id = Codec.u16(buf, i);
            if (id != 0 && find(id) != i) {
                return false;
            }
        }
        return true;
    }

    private int find(int id) {
        for (int i = off; i < end; i += 2) {
            if (Codec.u16(buf, i) == id) {
                return i;
            }
        }
        return -1;
    }
}
