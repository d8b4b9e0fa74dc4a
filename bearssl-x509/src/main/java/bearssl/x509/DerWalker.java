package bearssl.x509;

import bearssl.tls.BrErr;

/**
 * Walks DER along a grammar: it checks that elements come as the grammar says, and calls a {@link DerHandler} for those
 * that have an action. The first problem in the order of the bytes is the one reported.
 *
 * <p>A grammar is a string, read much like ASN.1. For each element:
 * <pre>
 *   mark     nothing, or '?' may be missing, '~' may be missing and constructed or not,
 *            '*' any number, in any order with other '*' next to it
 *   tag      identifier byte, or '.' for any
 *   action   what it is to the handler, see below
 *   children '(' elements ')', if the element is constructed and what is in it matters
 * </pre>
 * Actions:
 * <pre>
 *   {@link #NONE}              without children the element is passed over
 *   below {@link #STREAM}      its contents are gathered in {@link #pad}; the handler is called at CLOSE, and
 *                     at TAG if the grammar takes any tag
 *   below {@link #FORWARD}     the handler is called at TAG, OPEN, BITS, BYTES and CLOSE
 *   from FORWARD on   the handler is called for all events of this element and of those in it
 * </pre>
 * An element with children has no BYTES of its own. At OPEN of a streamed element the handler may call {@link #enter}
 * to have its contents walked along another grammar.
 *
 * <p>Codes: {@link BrErr#BR_ERR_X509_UNEXPECTED} for another tag, {@link BrErr#BR_ERR_X509_NOT_CONSTRUCTED},
 * {@link BrErr#BR_ERR_X509_NOT_PRIMITIVE}, {@link BrErr#BR_ERR_X509_INNER_TRUNC} where an element is missing at the
 * end, {@link BrErr#BR_ERR_X509_EXTRA_ELEMENT} for bytes after the last, and those of {@link DerTokenizer}.
 */
final class DerWalker {
    /** No action. */
    static final char NONE = 0;
    /** First action that is told of its contents in pieces. */
    static final char STREAM = 0x40;
    /** First action that gets all events within its element. */
    static final char FORWARD = 0x60;

    /** Room for gathered contents; what is longer is counted, not kept. */
    static final int PAD_LEN = 256;

    /** Result of {@link #integer}: 2^31 or more. */
    static final int HUGE = Integer.MIN_VALUE;

    /** Result of {@link #run}: the announced length has been walked. */
    static final int DONE = 1;

    private static final int CONSTRUCTED = 0x20;
    private static final int NOWHERE = -1; // in place of a position: no grammar for what is in this element

    /** Gathered contents, {@link #padLen} bytes of them. */
    final byte[] pad;

    private final DerTokenizer der;
    private final DerHandler handler;
    private final int[] at; // for each level, where its next element stands in the grammar
    private final char[] actions; // of the element that holds each level

    private String base;
    private String inner; // the grammar entered, from innerDepth on
    private int innerDepth;
    private int forwardDepth; // of the level that the forwarded element stands in; -1 if there is none
    private int padLen;

    /** @param pad room for gathered contents, {@link #PAD_LEN} bytes or more */
    DerWalker(DerTokenizer der, int maxDepth, byte[] pad, DerHandler handler) {
        this.der = der;
        this.pad = pad;
        this.handler = handler;
        // one more than levels can open: a tag is told before its level is refused
        at = new int[maxDepth + 2];
        actions = new char[maxDepth + 2];
    }

    /** Starts anew. @param grammar of the whole input @param total announced length of the input in bytes */
    void start(String grammar, int total) {
        der.reset(total);
        base = grammar;
        innerDepth = at.length;
        forwardDepth = -1;
        at[0] = 0;
    }

    /** Lets go of the grammars; {@link #start} comes next. */
    void release() {
        base = null;
        inner = null;
    }

    /** Walks the contents of the streamed element that just opened along a grammar of their own. */
    void enter(String grammar) {
        inner = grammar;
        innerDepth = der.depth();
        at[innerDepth] = 0;
        der.nest();
    }

    /**
     * Walks on along another grammar from the element whose tag is told, to be called at TAG as the last thing.
     *
     * @param grammar  replaces the one that is walked; one element, and the one that is told is a child of it
     * @param position where in it the child stands
     * @return result for the handler to return
     */
    int turn(String grammar, int position) {
        int depth = der.depth();
        if (depth < innerDepth) {
            base = grammar;
        } else {
            inner = grammar;
        }
        at[depth - 1] = grammar.length();
        at[depth] = position;
        return tag(depth);
    }

    /** Passes over the element whose tag is told: its next event is CLOSE. */
    void skip() {
        at[der.depth() + 1] = NOWHERE;
        der.skip();
    }

    /** Length of what was gathered. @return bytes, {@link #PAD_LEN} or more if not all were kept */
    int padLen() {
        return padLen;
    }

    /**
     * What was gathered, as a small INTEGER.
     *
     * @return 0 or more; {@link #HUGE} for what BearSSL takes for a negative number from 2^31 on; or minus
     *     {@link BrErr#BR_ERR_X509_OVERFLOW} if it is negative, missing or still larger
     */
    int integer() {
        if (padLen == 0 || padLen > PAD_LEN || pad[0] < 0) {
            return -BrErr.BR_ERR_X509_OVERFLOW;
        }
        int x = 0;
        for (int i = 0; i < padLen; i++) {
            if (x >= 0xFFFFFF) {
                return -BrErr.BR_ERR_X509_OVERFLOW;
            }
            x = x << 8 | pad[i] & 0xFF;
        }
        return x < 0 ? HUGE : x;
    }

    /** Walks the piece that the tokenizer was given. @return 0 when it is used up, {@link #DONE}, or minus a code */
    int run() {
        for (;;) {
            int event = der.next();
            if (event <= DerTokenizer.MORE) {
                return event;
            }
            if (event == DerTokenizer.END) {
                return DONE;
            }
            int result = step(event);
            if (result < 0) {
                return result;
            }
        }
    }

    private int step(int event) {
        int depth = der.depth();
        if (forwardDepth >= 0) {
            int result = handler.event(actions[forwardDepth + 1], event);
            if (event != DerTokenizer.CLOSE || depth != forwardDepth || result < 0) {
                return result;
            }
            forwardDepth = -1;
            return closed(depth);
        }
        switch (event) {
            case DerTokenizer.TAG:
                return tag(depth);
            case DerTokenizer.OPEN:
                return open(depth);
            case DerTokenizer.CLOSE:
                return close(depth);
            default:
                return bytes(actions[depth], event);
        }
    }

    private String grammar(int depth) {
        return depth >= innerDepth ? inner : base;
    }

    private int tag(int depth) {
        String g = grammar(depth);
        int first = at[depth];
        int i = first;
        for (;;) {
            char mark = i < g.length() ? g.charAt(i) : ')';
            if (mark == ')') {
                return -BrErr.BR_ERR_X509_UNEXPECTED;
            }
            boolean marked = mark == '?' || mark == '*' || mark == '~';
            if (marked) {
                i++;
            }
            char wanted = g.charAt(i);
            char action = g.charAt(i + 1);
            i += 2;
            int children = i;
            i = behind(g, i);
            boolean any = wanted == '.';
            int result = any ? 0 : der.expect(wanted);
            if (result == -BrErr.BR_ERR_X509_UNEXPECTED && marked) {
                continue;
            }
            if (result < 0 && (mark != '~' || result == -BrErr.BR_ERR_X509_UNEXPECTED)) {
                return result;
            }
            at[depth] = mark == '*' ? many(g, first) : i;
            actions[depth + 1] = action;
            boolean hasChildren = children < i;
            at[depth + 1] = hasChildren ? children + 1 : NOWHERE;
            padLen = 0;
            if (action == NONE && !hasChildren) {
                der.skip();
                return 0;
            }
            if (action >= FORWARD) {
                forwardDepth = depth;
            }
            return any || action >= STREAM ? handler.event(action, DerTokenizer.TAG) : 0;
        }
    }

    // The first '*' of those next to each other, from i on.
    private static int many(String g, int i) {
        int j = i;
        while (g.charAt(j) != '*') {
            j = behind(g, j + (g.charAt(j) == '?' || g.charAt(j) == '~' ? 3 : 2));
        }
        return j;
    }

    // Where the grammar goes on after the children at i, if there are any there.
    private static int behind(String g, int i) {
        if (i == g.length() || g.charAt(i) != '(') {
            return i;
        }
        int level = 0;
        int j = i;
        do {
            char c = g.charAt(j++);
            if (c == '(') {
                level++;
            } else if (c == ')') {
                level--;
            }
        } while (level > 0);
        return j;
    }

    private int open(int depth) {
        if (at[depth] == NOWHERE) {
            der.raw();
        }
        return actions[depth] >= STREAM ? handler.event(actions[depth], DerTokenizer.OPEN) : 0;
    }

    private int bytes(char action, int event) {
        if (action >= STREAM) {
            return handler.event(action, event);
        }
        int room = PAD_LEN - padLen;
        if (room > 0) {
            System.arraycopy(der.array(), der.off(), pad, padLen, der.len() < room ? der.len() : room);
        }
        padLen += der.len();
        return 0;
    }

    private int close(int depth) {
        int missing = missing(depth + 1);
        if (depth + 1 == innerDepth) {
            innerDepth = at.length;
        }
        if (missing < 0) {
            return missing;
        }
        char action = actions[depth + 1];
        int result = action == NONE ? 0 : handler.event(action, DerTokenizer.CLOSE);
        return result < 0 ? result : closed(depth);
    }

    // An element of this level has ended: may bytes follow? Judged before they are read.
    private int closed(int depth) {
        String g = grammar(depth);
        int i = at[depth];
        boolean last = i == g.length() || g.charAt(i) == ')';
        return last && der.left() > 0 ? -BrErr.BR_ERR_X509_EXTRA_ELEMENT : 0;
    }

    // A level has ended: is an element missing that has to be there?
    private int missing(int depth) {
        int i = at[depth];
        if (i == NOWHERE) {
            return 0;
        }
        String g = grammar(depth);
        while (i < g.length() && g.charAt(i) != ')') {
            char mark = g.charAt(i);
            if (mark != '?' && mark != '*' && mark != '~') {
                return -BrErr.BR_ERR_X509_INNER_TRUNC;
            }
            i = behind(g, i + 3);
        }
        return 0;
    }
}
