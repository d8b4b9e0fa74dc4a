package bearssl.base;

/** Integers in byte arrays, big-endian as TLS, X.509 and MQTT write them. CT: nothing but offsets leaks. */
public final class Codec {
    private Codec() {
    }

    /** Reads an unsigned 16-bit big-endian integer. @param b array @param off its first byte @return 0..65535 */
    public static int u16(byte[] b, int off) {
        return (b[off] & 0xFF) << 8 | b[off + 1] & 0xFF;
    }

    /** Reads an unsigned 24-bit big-endian integer. @param b array @param off its first byte @return 0..2^24-1 */
    public static int u24(byte[] b, int off) {
        return (b[off] & 0xFF) << 16 | u16(b, off + 1);
    }

    /** Reads a 32-bit big-endian integer. @param b array @param off its first byte @return all 32 bits */
    public static int be32(byte[] b, int off) {
        return u16(b, off) << 16 | u16(b, off + 2);
    }

    /** Writes the low 16 bits of {@code v}, big-endian. @param b array @param off first index written @param v value */
    public static void putU16(byte[] b, int off, int v) {
        b[off] = (byte) (v >>> 8);
        b[off + 1] = (byte) v;
    }

    /** Writes the low 24 bits of {@code v}, big-endian. @param b array @param off first index written @param v value */
    public static void putU24(byte[] b, int off, int v) {
        b[off] = (byte) (v >>> 16);
        putU16(b, off + 1, v);
    }

    /** Writes {@code v} big-endian. @param b array @param off first index written @param v value */
    public static void putBe32(byte[] b, int off, int v) {
        putU16(b, off, v >>> 16);
        putU16(b, off + 2, v);
    }
}
