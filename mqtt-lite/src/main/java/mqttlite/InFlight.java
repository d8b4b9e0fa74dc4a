package mqttlite;

/**
 * What was sent and is not acknowledged yet: packet identifiers with the packet type they belong to. No identifier is
 * given out while it is in flight [MQTT-2.3.1-2].
 *
 * <p>The table is the caller's array, one int an entry, 0 when free: identifier in bits 0-15, packet type in bits
 * 16-19, number of filters (SUBSCRIBE) in bits 20-31.
 */
final class InFlight {
    /** Greatest number of filters of one SUBSCRIBE. */
    static final int MAX_FILTERS = 4095;

    private final int[] entries;
    private int lastId;

    InFlight(int[] entries) {
        this.entries = entries;
    }

    void clear() {
        for (int i = 0; i < entries.length; i++) {
            entries[i] = 0;
        }
    }

    /** Number of entries in use. */
    int count() {
        int n = 0;
        for (int i = 0; i < entries.length; i++) {
            n += entries[i] == 0 ? 0 : 1;
        }
        return n;
    }

    /**
     * Takes a free identifier.
     *
     * @param type    packet type that waits for its acknowledgement
     * @param filters number of filters, 0 if none
     * @return 1..65535, or 0 if the table is full
     */
    int add(int type, int filters) {
        int free = find(0);
        if (free < 0) {
            return 0;
        }
        // Ends: there are more identifiers than entries.
        do {
            lastId = lastId == 0xFFFF ? 1 : lastId + 1;
        } while (find(lastId) >= 0);
        entries[free] = lastId | type << 16 | filters << 20;
        return lastId;
    }

    /**
     * Frees an identifier.
     *
     * @return its number of filters, or -1 if it is not in flight for this packet type
     */
    int remove(int id, int type) {
        int i = find(id);
        if (i < 0 || (entries[i] >> 16 & 15) != type) {
            return -1;
        }
        int filters = entries[i] >>> 20;
        entries[i] = 0;
        return filters;
    }

    // Index of an identifier (0: of a free entry), or -1.
    private int find(int id) {
        for (int i = 0; i < entries.length; i++) {
            if ((entries[i] & 0xFFFF) == id) {
                return i;
            }
        }
        return -1;
    }
}
