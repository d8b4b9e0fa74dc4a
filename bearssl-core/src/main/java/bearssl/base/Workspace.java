package bearssl.base;

/**
 * Scratch memory as an explicit stack: four typed arrays, each with a top.
 *
 * <p>A routine takes a frame with {@code int t = ws.pushShorts(n)}, works at {@code ws.shorts[t + i]}, and gives it
 * back with {@code ws.popShorts(t)}, which wipes it. Frames nest, so the memory in use is the greatest over the call
 * paths and not the sum, and the high-water marks measure it. A frame is zero when pushed: the arrays start as zero
 * and every pop wipes.
 *
 * <p>One connection at a time borrows a workspace ({@link #acquire}, {@link #release}); between two handshakes it
 * may serve another connection. Not for use by two threads at once.
 */
public final class Workspace {
    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String TOO_SMALL;
    private static final long[] NO_LONGS;

    static {
        TOO_SMALL = "workspace too small";
        NO_LONGS = new long[0];
    }

    /** Byte frames. Replaced never; use only between the bounds of a frame. */
    public final byte[] bytes;
    /** 16-bit limb frames. */
    public final short[] shorts;
    /** 32-bit word frames. */
    public final int[] ints;
    /** 64-bit limb frames, of the engines with wide limbs. */
    public final long[] longs;

    private int byteTop;
    private int shortTop;
    private int intTop;
    private int longTop;
    private int byteHigh;
    private int shortHigh;
    private int intHigh;
    private int longHigh;
    private Object owner;

    /**
     * Makes a workspace with arrays of its own, for the small engines: without longs.
     *
     * @param byteCount  capacity in bytes
     * @param shortCount capacity in shorts
     * @param intCount   capacity in ints
     */
    public Workspace(int byteCount, int shortCount, int intCount) {
        this(byteCount, shortCount, intCount, 0);
    }

    /**
     * Makes a workspace with arrays of its own.
     *
     * @param byteCount  capacity in bytes
     * @param shortCount capacity in shorts
     * @param intCount   capacity in ints
     * @param longCount  capacity in longs
     */
    public Workspace(int byteCount, int shortCount, int intCount, int longCount) {
        this(new byte[byteCount], new short[shortCount], new int[intCount],
                longCount == 0 ? NO_LONGS : new long[longCount]);
    }

    /**
     * Makes a workspace on the caller's arrays, for the small engines: without longs. The arrays must be zero and
     * belong to it alone from now on.
     *
     * @param bytes  byte frames
     * @param shorts short frames
     * @param ints   int frames
     */
    public Workspace(byte[] bytes, short[] shorts, int[] ints) {
        this(bytes, shorts, ints, NO_LONGS);
    }

    /**
     * Makes a workspace on the caller's arrays, which must be zero and belong to it alone from now on.
     *
     * @param bytes  byte frames
     * @param shorts short frames
     * @param ints   int frames
     * @param longs  long frames; the small engines need none
     */
    public Workspace(byte[] bytes, short[] shorts, int[] ints, long[] longs) {
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
        this.longs = longs;
    }

    /**
     * Takes a frame of zero bytes.
     *
     * @param n length in bytes, 0 or more
     * @return index of its first byte, which is also the mark for {@link #popBytes}
     */
    public int pushBytes(int n) {
        int mark = byteTop;
        byteTop = grown(mark, n, bytes.length);
        if (byteTop > byteHigh) {
            byteHigh = byteTop;
        }
        return mark;
    }

    /**
     * Wipes and gives back every byte frame taken since {@code mark}.
     *
     * @param mark a result of {@link #pushBytes}
     */
    public void popBytes(int mark) {
        for (int i = mark; i < byteTop; i++) {
            bytes[i] = 0;
        }
        byteTop = mark;
    }

    /**
     * Takes a frame of zero shorts.
     *
     * @param n length in shorts, 0 or more
     * @return index of its first element, the mark for {@link #popShorts}
     */
    public int pushShorts(int n) {
        int mark = shortTop;
        shortTop = grown(mark, n, shorts.length);
        if (shortTop > shortHigh) {
            shortHigh = shortTop;
        }
        return mark;
    }

    /**
     * Wipes and gives back every short frame taken since {@code mark}.
     *
     * @param mark a result of {@link #pushShorts}
     */
    public void popShorts(int mark) {
        for (int i = mark; i < shortTop; i++) {
            shorts[i] = 0;
        }
        shortTop = mark;
    }

    /**
     * Takes a frame of zero ints.
     *
     * @param n length in ints, 0 or more
     * @return index of its first element, the mark for {@link #popInts}
     */
    public int pushInts(int n) {
        int mark = intTop;
        intTop = grown(mark, n, ints.length);
        if (intTop > intHigh) {
            intHigh = intTop;
        }
        return mark;
    }

    /**
     * Wipes and gives back every int frame taken since {@code mark}.
     *
     * @param mark a result of {@link #pushInts}
     */
    public void popInts(int mark) {
        for (int i = mark; i < intTop; i++) {
            ints[i] = 0;
        }
        intTop = mark;
    }

    /**
     * Takes a frame of zero longs.
     *
     * @param n length in longs, 0 or more
     * @return index of its first element, the mark for {@link #popLongs}
     */
    public int pushLongs(int n) {
        int mark = longTop;
        longTop = grown(mark, n, longs.length);
        if (longTop > longHigh) {
            longHigh = longTop;
        }
        return mark;
    }

    /**
     * Wipes and gives back every long frame taken since {@code mark}.
     *
     * @param mark a result of {@link #pushLongs}
     */
    public void popLongs(int mark) {
        for (int i = mark; i < longTop; i++) {
            longs[i] = 0;
        }
        longTop = mark;
    }

    // A profile declares its sizes and a test holds them, so this cannot happen on behalf of a peer.
    private static int grown(int top, int n, int capacity) {
        if (n < 0 || n > capacity - top) {
            throw new IllegalArgumentException(TOO_SMALL);
        }
        return top + n;
    }

    /** Bytes still free. @return a count of elements */
    public int freeBytes() {
        return bytes.length - byteTop;
    }

    /** Shorts still free: what decides how long a key may be. @return a count of elements */
    public int freeShorts() {
        return shorts.length - shortTop;
    }

    /** Ints still free. @return a count of elements */
    public int freeInts() {
        return ints.length - intTop;
    }

    /** Longs still free. @return a count of elements */
    public int freeLongs() {
        return longs.length - longTop;
    }

    /**
     * Lends this workspace to a connection; a second borrower is refused until {@link #release}.
     *
     * @param borrower the connection
     * @return true if it is now the borrower's (also if it already was)
     */
    public boolean acquire(Object borrower) {
        if (owner != null && owner != borrower) {
            return false;
        }
        owner = borrower;
        return true;
    }

    /**
     * Wipes all frames and ends the loan; ignored when {@code borrower} does not hold it.
     *
     * @param borrower the connection that acquired it
     */
    public void release(Object borrower) {
        if (owner != borrower) {
            return;
        }
        popBytes(0);
        popShorts(0);
        popInts(0);
        popLongs(0);
        owner = null;
    }

    /** Greatest number of bytes ever in use at once. @return a count of elements */
    public int highWaterBytes() {
        return byteHigh;
    }

    /** Greatest number of shorts ever in use at once. @return a count of elements */
    public int highWaterShorts() {
        return shortHigh;
    }

    /** Greatest number of ints ever in use at once. @return a count of elements */
    public int highWaterInts() {
        return intHigh;
    }

    /** Greatest number of longs ever in use at once. @return a count of elements */
    public int highWaterLongs() {
        return longHigh;
    }
}
