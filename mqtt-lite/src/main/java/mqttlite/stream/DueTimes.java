package mqttlite.stream;

/** One time for each of some members, and whose is the first: a heap on arrays, that nothing is allocated for. */
final class DueTimes {
    private static final int NOT_IN = -1;

    private final long[] due;
    private final int[] heap; // members; none is due before the one at (i - 1) / 2
    private final int[] at; // where a member stands in it, or NOT_IN
    private int size;

    DueTimes(int members) {
        due = new long[members];
        heap = new int[members];
        at = new int[members];
        for (int i = 0; i < members; i++) {
            at[i] = NOT_IN;
        }
    }

    /** The member whose time comes first. @return its number, -1 if nobody has a time */
    int first() {
        return size == 0 ? -1 : heap[0];
    }

    /** When that is. @return its time, {@link Long#MAX_VALUE} if nobody has one */
    long firstTime() {
        return size == 0 ? Long.MAX_VALUE : due[heap[0]];
    }

    /** Gives a member a time, in place of the one it had. */
    void set(int member, long time) {
        due[member] = time;
        if (at[member] == NOT_IN) {
            put(member, size++);
        }
        rise(at[member]);
        sink(at[member]);
    }

    /** Takes a member's time away, if it has one. */
    void clear(int member) {
        int hole = at[member];
        if (hole == NOT_IN) {
            return;
        }
        at[member] = NOT_IN;
        int last = heap[--size];
        if (last != member) {
            put(last, hole);
            rise(hole);
            sink(at[last]);
        }
    }

    private void put(int member, int i) {
        heap[i] = member;
        at[member] = i;
    }

    private void rise(int start) {
        int i = start;
        int member = heap[i];
        while (i > 0 && due[heap[(i - 1) / 2]] > due[member]) {
            put(heap[(i - 1) / 2], i);
            i = (i - 1) / 2;
        }
        put(member, i);
    }

    private void sink(int start) {
        int i = start;
        int member = heap[i];
        for (;;) {
            int child = 2 * i + 1;
            if (child + 1 < size && due[heap[child + 1]] < due[heap[child]]) {
                child++;
            }
            if (child >= size || due[heap[child]] >= due[member]) {
                break;
            }
            put(heap[child], i);
            i = child;
        }
        put(member, i);
    }
}
