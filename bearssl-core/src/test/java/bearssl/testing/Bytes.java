package bearssl.testing;

import java.util.Arrays;

/** Byte arrays in the ways that tests of wire formats put them together; every result is a new array. */
public final class Bytes {
    private Bytes() {
    }

    /** Bytes from ints: {@code of(0xFF, 1)}. */
    public static byte[] of(int... values) {
        byte[] result = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (byte) values[i];
        }
        return result;
    }

    public static byte[] join(byte[]... parts) {
        int len = 0;
        for (byte[] part : parts) {
            len += part.length;
        }
        byte[] result = new byte[len];
        int off = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, result, off, part.length);
            off += part.length;
        }
        return result;
    }

    /** The first {@code len} bytes, or zeros behind all of them if there are fewer. */
    public static byte[] first(byte[] b, int len) {
        return Arrays.copyOf(b, len);
    }

    /** What is left without the first {@code n} bytes. */
    public static byte[] without(byte[] b, int n) {
        return Arrays.copyOfRange(b, n, b.length);
    }

    /** The same with one byte xored; a negative index counts from the end. */
    public static byte[] flip(byte[] b, int index, int mask) {
        byte[] result = b.clone();
        result[index < 0 ? b.length + index : index] ^= (byte) mask;
        return result;
    }

    public static byte[] with(byte[] b, int index, int value) {
        byte[] result = b.clone();
        result[index < 0 ? b.length + index : index] = (byte) value;
        return result;
    }

    public static byte[] u16(int v) {
        return of(v >>> 8, v);
    }

    public static byte[] u24(int v) {
        return of(v >>> 16, v >>> 8, v);
    }

    public static byte[] u64(long v) {
        return join(u16((int) (v >>> 48)), u16((int) (v >>> 32)), u16((int) (v >>> 16)), u16((int) v));
    }

    public static int u16(byte[] b, int off) {
        return (b[off] & 0xFF) << 8 | b[off + 1] & 0xFF;
    }

    /** A TLS vector with a length of one byte. */
    public static byte[] vector8(byte[] b) {
        return join(of(b.length), b);
    }

    /** A TLS vector with a length of two bytes. */
    public static byte[] vector16(byte[] b) {
        return join(u16(b.length), b);
    }

    /** A TLS vector with a length of three bytes. */
    public static byte[] vector24(byte[] b) {
        return join(u24(b.length), b);
    }
}
