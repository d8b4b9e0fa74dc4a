package bearssl.x509;

import bearssl.tls.BrErr;

/**
 * Reads DER (ITU-T X.690) pushed in pieces of any size and tells the caller what comes past: tags, contents and ends.
 * It can stop at any byte and holds no input, only the number of bytes left at each level of nesting.
 *
 * <p>Call {@link #reset} with the announced length of the whole, then {@link #input} with a piece and {@link #next}
 * until it says {@link #MORE}; then the next piece. For each element the events are
 * <pre>
 *   TAG     tag() is known; the caller may call expect, and skip to be told of nothing but the end
 *   OPEN    length() is known; children follow for a constructed element, BYTES for a primitive one,
 *           unless the caller says nest (children inside a primitive one), raw (the reverse) or bits
 *   BYTES   a piece of contents: array(), off(), len()
 *   CLOSE   the element has ended
 * </pre>
 * and after the last element {@link #END}. The caller, who knows the grammar, checks {@link #left} where nothing may
 * follow. Negative results are minus a code, and stick:
 * {@link BrErr#BR_ERR_X509_BAD_TAG_CLASS} (application, private), {@link BrErr#BR_ERR_X509_BAD_TAG_VALUE} (a tag of
 * several bytes), {@link BrErr#BR_ERR_X509_INDEFINITE_LENGTH}, {@link BrErr#BR_ERR_X509_INNER_TRUNC} (an element
 * longer than what holds it; {@link BrErr#BR_ERR_X509_BAD_BOOLEAN} for a BOOLEAN that is not skipped), {@link
 * BrErr#BR_ERR_X509_LIMIT_EXCEEDED} (nesting deeper than asked for), {@link BrErr#BR_ERR_X509_INVALID_VALUE} (a
 * length not in its shortest form, unless lenient).
 *
 * <p>CT: nothing is secret here. Scratch: none. Source: X.690, sections 8.1 and 10.1.
 */
public final class DerTokenizer {
    /** The input is used up: call {@link #input} with more. */
    public static final int MORE = 0;
    /** A tag was read. */
    public static final int TAG = 1;
    /** A length was read; contents follow. */
    public static final int OPEN = 2;
    /** The count of unused bits of a BIT STRING was read, see {@link #bits}. */
    public static final int BITS = 3;
    /** A piece of contents. */
    public static final int BYTES = 4;
    /** An element has ended. */
    public static final int CLOSE = 5;
    /** The announced length has been read. */
    public static final int END = 6;

    /** In place of the length of the input: it is one element, whose header says the length. */
    public static final int ONE_ELEMENT = Integer.MAX_VALUE;

    /** Identifier byte of BOOLEAN. */
    public static final int BOOLEAN = 0x01;
    /** Identifier byte of INTEGER. */
    public static final int INTEGER = 0x02;
    /** Identifier byte of BIT STRING. */
    public static final int BIT_STRING = 0x03;
    /** Identifier byte of OCTET STRING. */
    public static final int OCTET_STRING = 0x04;
    /** Identifier byte of NULL. */
    public static final int NULL = 0x05;
    /** Identifier byte of OBJECT IDENTIFIER. */
    public static final int OID = 0x06;
    /** Identifier byte of SEQUENCE. */
    public static final int SEQUENCE = 0x30;
    /** Identifier byte of SET. */
    public static final int SET = 0x31;

    /** Bit of an identifier byte: the contents are elements. */
    static final int CONSTRUCTED = 0x20;
    private static final int MAX_HEADER = 1 + 1 + 127; // identifier, length of the length, length
    private static final int CLASS_BIT_6 = 0x40; // set for application and private
    private static final int MULTI_BYTE_TAG = 0x1F;

    // phases: what the next byte is
    private static final int AT_TAG = 0;
    private static final int AT_LENGTH = 1;
    private static final int IN_LENGTH = 2;
    private static final int AT_OPEN = 3;
    private static final int AT_BITS = 4;
    private static final int IN_BYTES = 5;
    private static final int AT_END = 6;
    private static final int FAILED = 7;

    private static final int AGAIN = 7; // not an event: the phase has changed, read on

    private final int[] left; // bytes left of each open level; a child's bytes are taken off when it opens
    private final boolean strict;

    private byte[] buf;
    private int pos;
    private int end;
    private int depth;
    private int phase;
    private int tag;
    private int length;
    private int lengthBytes; // of a long length, those to come
    private boolean skip;
    private int pieceOff;
    private int result; // the error that sticks, or the count of unused bits

    /**
     * Makes a tokenizer.
     *
     * @param maxDepth levels of nesting it has room for
     * @param strict   true to refuse lengths that are not in the shortest form (DER), false to take them (BER)
     */
    public DerTokenizer(int maxDepth, boolean strict) {
        this.left = new int[maxDepth + 1];
        this.strict = strict;
    }

    /** Starts anew. @param total announced length of the input in bytes, or {@link #ONE_ELEMENT} */
    public void reset(int total) {
        buf = null;
        pos = 0;
        end = 0;
        depth = 0;
        left[0] = total;
        phase = AT_TAG;
        skip = false;
    }

    /**
     * Hands over a piece of input, which must stay unchanged until {@link #next} has said {@link #MORE}.
     *
     * @param array source
     * @param off   its first byte
     * @param len   number of bytes
     */
    public void input(byte[] array, int off, int len) {
        buf = array;
        pos = off;
        end = off + len;
    }

    /** Lets go of the piece, so that its array is not kept alive; the next {@link #input} gives another. */
    public void release() {
        buf = null;
        pos = 0;
        end = 0;
    }

    /** Reads on to the next event. @return an event, or minus a {@code BR_ERR_X509_*} code */
    public int next() {
        for (;;) {
            int event;
            switch (phase) {
                case AT_TAG:
                    event = readTag();
                    break;
                case AT_LENGTH:
                case IN_LENGTH:
                    event = readLength();
                    break;
                case AT_OPEN:
                    event = open();
                    break;
                case AT_BITS:
                    event = readBits();
                    break;
                case IN_BYTES:
                    event = readBytes();
                    break;
                case AT_END:
                    return END;
                default:
                    return result;
            }
            if (event != AGAIN) {
                return event;
            }
        }
    }

    private int readTag() {
        if (left[depth] == 0) {
            return close();
        }
        if (pos == end) {
            return MORE;
        }
        left[depth]--;
        tag = buf[pos++] & 0xFF;
        if ((tag & CLASS_BIT_6) != 0) {
            return fail(BrErr.BR_ERR_X509_BAD_TAG_CLASS);
        }
        if ((tag & MULTI_BYTE_TAG) == MULTI_BYTE_TAG) {
            return fail(BrErr.BR_ERR_X509_BAD_TAG_VALUE);
        }
        phase = AT_LENGTH;
        return TAG;
    }

    private int readLength() {
        for (;;) {
            if (left[depth] == 0) {
                return fail(BrErr.BR_ERR_X509_INNER_TRUNC);
            }
            if (pos == end) {
                return MORE;
            }
            left[depth]--;
            int b = buf[pos++] & 0xFF;
            if (phase == AT_LENGTH && b < 0x80) {
                length = b;
                phase = AT_OPEN;
                return AGAIN;
            }
            if (phase == AT_LENGTH) {
                if (b == 0x80) {
                    return fail(BrErr.BR_ERR_X509_INDEFINITE_LENGTH);
                }
                lengthBytes = b - 0x80;
                length = 0;
                phase = IN_LENGTH;
                continue;
            }
            if (length > 0x7FFFFF) {
                return fail(BrErr.BR_ERR_X509_INNER_TRUNC);
            }
            // X.690, 10.1: "The definite form of length encoding shall be used, encoded in the minimum number of octets."
            if (strict && length == 0 && (b == 0 || lengthBytes == 1 && b < 0x80)) {
                return fail(BrErr.BR_ERR_X509_INVALID_VALUE);
            }
            length = length << 8 | b;
            if (--lengthBytes == 0) {
                phase = AT_OPEN;
                return AGAIN;
            }
        }
    }

    private int open() {
        if (depth == 0 && left[0] >= ONE_ELEMENT - MAX_HEADER) {
            left[0] = length;
        }
        if (length > left[depth]) {
            // A BOOLEAN has one byte: any other length is wrong before it is too long.
            return fail(tag == BOOLEAN && length != 1 && !skip ? BrErr.BR_ERR_X509_BAD_BOOLEAN : BrErr.BR_ERR_X509_INNER_TRUNC);
        }
        if (depth + 1 == left.length) {
            return fail(BrErr.BR_ERR_X509_LIMIT_EXCEEDED);
        }
        left[depth] -= length;
        left[++depth] = length;
        phase = skip || (tag & CONSTRUCTED) == 0 ? IN_BYTES : AT_TAG;
        return skip ? AGAIN : OPEN;
    }

    private int readBits() {
        if (left[depth] == 0) {
            return fail(BrErr.BR_ERR_X509_INNER_TRUNC);
        }
        if (pos == end) {
            return MORE;
        }
        left[depth]--;
        result = buf[pos++] & 0xFF;
        phase = IN_BYTES;
        return BITS;
    }

    private int readBytes() {
        if (left[depth] == 0) {
            return close();
        }
        int n = end - pos < left[depth] ? end - pos : left[depth];
        pieceOff = pos;
        pos += n;
        left[depth] -= n;
        if (skip && left[depth] == 0) {
            return close();
        }
        return skip || n == 0 ? MORE : BYTES;
    }

    private int close() {
        skip = false;
        if (depth == 0) {
            phase = AT_END;
            return END;
        }
        depth--;
        phase = AT_TAG;
        return CLOSE;
    }

    private int fail(int code) {
        phase = FAILED;
        result = -code;
        return result;
    }

    /** The identifier byte that was read last: class, constructed bit and number. @return a byte, 0..255 */
    public int tag() {
        return tag;
    }

    /**
     * Compares the tag with the one that the grammar asks for; for use at {@link #TAG}.
     *
     * @param identifier identifier byte, constructed bit included
     * @return 0 if they are equal; minus {@link BrErr#BR_ERR_X509_UNEXPECTED},
     *     {@link BrErr#BR_ERR_X509_NOT_CONSTRUCTED} or {@link BrErr#BR_ERR_X509_NOT_PRIMITIVE} if not
     */
    public int expect(int identifier) {
        int diff = tag ^ identifier;
        if (diff == 0) {
            return 0;
        }
        if (diff != CONSTRUCTED) {
            return -BrErr.BR_ERR_X509_UNEXPECTED;
        }
        return -((identifier & CONSTRUCTED) != 0 ? BrErr.BR_ERR_X509_NOT_CONSTRUCTED : BrErr.BR_ERR_X509_NOT_PRIMITIVE);
    }

    /** Passes over the element whose tag was just read: its next event is {@link #CLOSE}. */
    public void skip() {
        skip = true;
    }

    /** Treats the contents of the element that just opened as elements. */
    public void nest() {
        phase = AT_TAG;
    }

    /** Treats the contents of the element that just opened as bytes. */
    public void raw() {
        phase = IN_BYTES;
    }

    /** Treats the element that just opened as a BIT STRING: next comes {@link #BITS}, then bytes, or {@link #nest}. */
    public void bits() {
        phase = AT_BITS;
    }

    /** Passes over the rest of the element that is open: its next event is {@link #CLOSE}. */
    public void skipRest() {
        skip = true;
        phase = IN_BYTES;
    }

    /** Number of unused bits; defined at {@link #BITS}. @return 0..255, of which 0..7 make sense */
    public int unusedBits() {
        return result;
    }

    /** Length of the contents of the element that opened last. @return bytes */
    public int length() {
        return length;
    }

    /** What is left of the innermost open element, or at depth 0 of the whole. @return bytes */
    public int left() {
        return left[depth];
    }

    /** Number of open elements. @return 0 outside all of them */
    public int depth() {
        return depth;
    }

    /** The array of the current piece. @return the one given to {@link #input} */
    public byte[] array() {
        return buf;
    }

    /** First byte of contents at {@link #BYTES}. @return an index into {@link #array} */
    public int off() {
        return pieceOff;
    }

    /** Number of bytes of contents at {@link #BYTES}. @return 1 or more */
    public int len() {
        return pos - pieceOff;
    }

    /** Where reading stands: just behind the byte that led to the last event. @return an index into {@link #array} */
    public int pos() {
        return pos;
    }
}
