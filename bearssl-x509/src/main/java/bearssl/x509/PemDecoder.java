package bearssl.x509;

/**
 * Reads PEM (RFC 7468) pushed in pieces of any size and yields the blocks' labels and decoded bytes. Text outside of
 * the blocks is passed over.
 *
 * <p>{@link #input} a piece, then {@link #next} until it says {@link #MORE}. For each block the events are
 * {@link #BEGIN} with {@link #label}, {@link #DATA} any number of times with {@link #data} and
 * {@link #dataLen}, and {@link #FINISH}. At the end of the file call {@link #end}. Negative results are reasons, and
 * stick: {@link #BAD_LABEL}, {@link #BAD_BASE64}, {@link #BAD_END}, {@link #ENCRYPTED}, {@link #UNTERMINATED}.
 *
 * <p>CT: not constant-time; private keys go through it at set-up only. Scratch: none; {@link #wipe} clears it.
 */
public final class PemDecoder {
    /** The input is used up. */
    public static final int MORE = 0;
    /** A block begins. */
    public static final int BEGIN = 1;
    /** Some decoded bytes. */
    public static final int DATA = 2;
    /** A block has ended. */
    public static final int FINISH = 3;

    /** A BEGIN line whose label is too long, or that does not end in five dashes. */
    public static final int BAD_LABEL = -1;
    /** A character that is not base64, or padding where it does not belong. */
    public static final int BAD_BASE64 = -2;
    /** An END line that does not repeat the label. */
    public static final int BAD_END = -3;
    /** A header line in the block ("Proc-Type: 4,ENCRYPTED"): an encrypted key in OpenSSL's traditional form. */
    public static final int ENCRYPTED = -4;
    /** The input ended within a block. */
    public static final int UNTERMINATED = -5;

    /** Certificate of X.509. */
    public static final int CERTIFICATE = 1;
    /** SubjectPublicKeyInfo. */
    public static final int PUBLIC_KEY = 2;
    /** PKCS#8. */
    public static final int PRIVATE_KEY = 3;
    /** PKCS#1 private key. */
    public static final int RSA_PRIVATE_KEY = 4;
    /** SEC 1 private key. */
    public static final int EC_PRIVATE_KEY = 5;
    /** PKCS#8, encrypted. */
    public static final int ENCRYPTED_PRIVATE_KEY = 6;
    /** Curve parameters, which OpenSSL writes before an EC key. */
    public static final int EC_PARAMETERS = 7;
    /** Any other label. */
    public static final int OTHER = 0;

    private static final String BEGIN_MARK = "-----BEGIN ";
    private static final String END_MARK = "-----END ";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL = 32;
    private static final int DATA_LEN = 48; // one line of 64 characters

    // what the next character belongs to
    private static final int OUTSIDE_LINE = 0; // not at its start
    private static final int BEGIN_LINE = 1; // as far as it looks like one
    private static final int LABEL = 2;
    private static final int LABEL_DASHES = 3;
    private static final int BODY = 4;
    private static final int END_LINE = 5;
    private static final int END_LABEL = 6;
    private static final int END_DASHES = 7;

    private final byte[] label = new byte[MAX_LABEL];
    private final byte[] data = new byte[DATA_LEN];

    private byte[] buf;
    private int pos;
    private int end;
    private int state;
    private int matched; // characters of the mark, label or dashes seen
    private int labelLen;
    private int kind;
    private int bits;
    private int bitChars; // characters of the group of four, padding included
    private int pads;
    private int dataLen;
    private int failure;

    /** Makes a decoder that stands at the start of a file. */
    public PemDecoder() {
        reset();
    }

    /** Starts a new file. */
    public void reset() {
        state = BEGIN_LINE;
        matched = 0;
        dataLen = 0;
        failure = 0;
        pos = 0;
        end = 0;
    }

    /** Clears what was decoded last. */
    public void wipe() {
        for (int i = 0; i < DATA_LEN; i++) {
            data[i] = 0;
        }
        bits = 0;
    }

    /**
     * Hands over a piece of the file, to stay unchanged until {@link #next} has said {@link #MORE}.
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

    /** Reads on to the next event. @return an event, or a negative reason */
    public int next() {
        if (failure != 0) {
            return failure;
        }
        dataLen = 0;
        while (pos < end) {
            int event = take(buf[pos] & 0xFF);
            if (event < 0) {
                failure = event;
            }
            if (event != MORE) {
                return event;
            }
        }
        return dataLen > 0 ? DATA : MORE;
    }

    /** Tells whether the file may end here. @return 0, or {@link #UNTERMINATED} or the reason that sticks */
    public int end() {
        if (failure != 0) {
            return failure;
        }
        return state <= BEGIN_LINE ? 0 : UNTERMINATED;
    }

    private int take(int c) {
        switch (state) {
            case BEGIN_LINE:
                pos++;
                return beginLine(c);
            case LABEL:
                pos++;
                return labelChar(c);
            case LABEL_DASHES:
                pos++;
                return dashes(c, BODY, BEGIN, BAD_LABEL);
            case BODY:
                return body(c);
            case END_LINE:
                pos++;
                if (c == END_MARK.charAt(matched)) {
                    return step(END_MARK, END_LABEL);
                }
                return matched == 1 ? ENCRYPTED : BAD_END; // one dash: "Proc-Type"
            case END_LABEL:
                pos++;
                return endLabel(c);
            case END_DASHES:
                pos++;
                return dashes(c, OUTSIDE_LINE, FINISH, BAD_END);
            default:
                pos++;
                if (c == '\n' || c == '\r') {
                    state = BEGIN_LINE;
                    matched = 0;
                }
                return MORE;
        }
    }

    private int step(String mark, int next) {
        matched++;
        if (matched == mark.length()) {
            matched = 0;
            state = next;
        }
        return MORE;
    }

    private int beginLine(int c) {
        if (c == BEGIN_MARK.charAt(matched)) {
            labelLen = 0;
            return step(BEGIN_MARK, LABEL);
        }
        matched = 0;
        if (c != '\n' && c != '\r') {
            state = OUTSIDE_LINE;
        }
        return MORE;
    }

    private int labelChar(int c) {
        if (c == '-') {
            matched = 1;
            state = LABEL_DASHES;
            return MORE;
        }
        if (labelLen == MAX_LABEL || c < ' ' || c > '~') {
            return BAD_LABEL;
        }
        label[labelLen++] = (byte) c;
        return MORE;
    }

    private int dashes(int c, int next, int event, int reason) {
        if (c != '-') {
            return reason;
        }
        if (++matched < DASHES.length()) {
            return MORE;
        }
        state = next;
        matched = 0;
        if (event == BEGIN) {
            bits = 0;
            bitChars = 0;
            pads = 0;
            kind = kindOfLabel();
        }
        return event;
    }

    private int body(int c) {
        if (c == '-') {
            // the END line gets an event of its own: hand over what is decoded first
            if (bitChars != 0) {
                return BAD_BASE64;
            }
            if (dataLen > 0) {
                return DATA;
            }
            state = END_LINE;
            matched = 0;
            return MORE;
        }
        if (dataLen > DATA_LEN - 3) {
            return DATA;
        }
        pos++;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            return MORE;
        }
        if (c == ':') {
            return ENCRYPTED;
        }
        if (c == '=') {
            return pad();
        }
        int v = Base64.value(c);
        if (v < 0 || pads != 0) {
            return BAD_BASE64;
        }
        bits = bits << 6 | v;
        if (++bitChars == 4) {
            data[dataLen++] = (byte) (bits >> 16);
            data[dataLen++] = (byte) (bits >> 8);
            data[dataLen++] = (byte) bits;
            bitChars = 0;
        }
        return MORE;
    }

    // RFC 4648, 3.5: unused bits of the last character are zero.
    private int pad() {
        pads++;
        if (bitChars == 2 && pads == 1 && (bits & 15) == 0) {
            data[dataLen++] = (byte) (bits >> 4);
            bitChars = 3;
            return MORE;
        }
        if (bitChars == 3 && pads == 2) {
            bitChars = 0;
            return MORE;
        }
        if (bitChars == 3 && pads == 1 && (bits & 3) == 0) {
            data[dataLen++] = (byte) (bits >> 10);
            data[dataLen++] = (byte) (bits >> 2);
            bitChars = 0;
            return MORE;
        }
        return BAD_BASE64;
    }

    private int endLabel(int c) {
        if (matched == labelLen) {
            matched = 1;
            state = END_DASHES;
            return c == '-' ? MORE : BAD_END;
        }
        return c == (label[matched++] & 0xFF) ? MORE : BAD_END;
    }

    private int kindOfLabel() {
        if (labelIs("CERTIFICATE") || labelIs("X509 CERTIFICATE")) {
            return CERTIFICATE;
        }
        if (labelIs("PUBLIC KEY")) {
            return PUBLIC_KEY;
        }
        if (labelIs("PRIVATE KEY")) {
            return PRIVATE_KEY;
        }
        if (labelIs("RSA PRIVATE KEY")) {
            return RSA_PRIVATE_KEY;
        }
        if (labelIs("EC PRIVATE KEY")) {
            return EC_PRIVATE_KEY;
        }
        if (labelIs("ENCRYPTED PRIVATE KEY")) {
            return ENCRYPTED_PRIVATE_KEY;
        }
        return labelIs("EC PARAMETERS") ? EC_PARAMETERS : OTHER;
    }

    /** Compares the label of the block at hand. @param text a label @return true if equal */
    public boolean labelIs(String text) {
        if (text.length() != labelLen) {
            return false;
        }
        for (int i = 0; i < labelLen; i++) {
            if (text.charAt(i) != label[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the block at hand is. @return {@link #CERTIFICATE}, another of these constants, or {@link #OTHER} */
    public int kind() {
        return kind;
    }

    /** The label as ASCII. @return an array of this object's, {@link #labelLen} bytes of it */
    public byte[] label() {
        return label;
    }

    /** Length of the label. @return bytes */
    public int labelLen() {
        return labelLen;
    }

    /** The bytes decoded last, from index 0; defined at {@link #DATA}. @return an array of this object's */
    public byte[] data() {
        return data;
    }

    /** Number of bytes decoded; defined at {@link #DATA}. @return 1..48 */
    public int dataLen() {
        return dataLen;
    }
}
