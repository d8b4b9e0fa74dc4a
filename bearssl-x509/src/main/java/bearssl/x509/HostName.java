package bearssl.x509;

/**
 * The name that a server is expected to have, and whether a name in its certificate is that one.
 *
 * <p>By {@link X509Rules#NAMES}, from RFC 9525 and RFC 5280: an IPv4 or IPv6 address matches iPAddress only; a DNS name
 * matches dNSName regardless of ASCII case, a dot at its end is ignored; {@code *.} in front stands for exactly one
 * label, of a name that has two more at least. Without that rule, as BearSSL does it: no address, a wildcard anywhere.
 *
 * <p>Characters of the expected name are compared as bytes: beyond ASCII give the bytes of UTF-8, one a character.
 *
 * <p>CT: nothing is secret here.
 */
final class HostName {
    private static final int V4_LEN = 4;
    private static final int V6_LEN = 16;
    private static final int GROUPS = 8;

    private static final String SECOND_LEVEL;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        SECOND_LEVEL = "ac  co  com edu gov net org ";
    }

    private final byte[] address = new byte[V6_LEN];

    private String name;
    private int len;
    private int addressLen; // 0 if the name is no address
    private boolean isText; // what is none matches nothing
    private boolean strict;
    private boolean web;

    /** Takes in the expected name; null and empty mean there is none. */
    void start(String expected, boolean modern, boolean isWeb) {
        name = expected;
        strict = modern;
        web = isWeb;
        len = expected == null ? 0 : expected.length();
        addressLen = 0;
        isText = isUtf8();
        if (modern && len > 0) {
            if (len > 1 && name.charAt(len - 1) == '.') {
                len--;
            }
            if (!parseV4(0, 0) && !parseV6()) {
                addressLen = 0;
            }
        }
    }

    /** Lets go of the name. */
    void release() {
        name = null;
    }

    boolean isEmpty() {
        return len == 0;
    }

    /** Whether an iPAddress is the expected one. */
    boolean isAddress(byte[] b, int off, int length) {
        if (addressLen == 0 || length != addressLen) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (b[off + i] != address[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a DNS name in a certificate is the expected one or a wildcard for it. */
    boolean matches(byte[] b, int off, int length) {
        if (len == 0 || addressLen != 0 || !isText) {
            return false;
        }
        if (length == len && equal(b, off, 0)) {
            return true;
        }
        if (length < 2 || b[off] != '*' || b[off + 1] != '.') {
            return false;
        }
        int dot = 0;
        while (dot < len && name.charAt(dot) != '.') {
            dot++;
        }
        if (strict && (dot == 0 || isSuffix(b, off + 2, length - 2))) {
            return false;
        }
        return length - 2 == len - dot - 1 && equal(b, off + 2, dot + 1);
    }

    // RFC 3629: shortest forms, no surrogates, nothing beyond U+10FFFF. BearSSL takes no noncharacters either. dNSName
    // is an IA5String: by the rules all is ASCII.
    private boolean isUtf8() {
        int missing = 0;
        int c = 0;
        int least = 0;
        for (int i = 0; i < len; i++) {
            int b = name.charAt(i);
            if (missing > 0 && b >> 6 == 2) {
                c = c << 6 | b & 0x3F;
                missing--;
            } else if (missing == 0 && (b < 0x80 || b >= 0xC0 && b < 0xF8 && !strict)) {
                missing = b < 0x80 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
                least = missing == 0 ? 0 : missing == 1 ? 0x80 : missing == 2 ? 0x800 : 0x10000;
                c = missing == 0 ? b : b & 0x3F >> missing;
            } else {
                return false;
            }
            boolean isNone = c < least || c > 0x10FFFF || c >> 11 == 0xD800 >> 11
                    || c >= 0xFDD0 && c < 0xFDF0 || (c & 0xFFFE) == 0xFFFE;
            if (missing == 0 && isNone) {
                return false;
            }
        }
        return missing == 0;
    }

    private boolean equal(byte[] b, int off, int from) {
        for (int i = from; i < len; i++) {
            if (lower(b[off + i - from] & 0xFF) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    // A single label is a public suffix for certain, and on the web what registries of countries have below theirs.
    private boolean isSuffix(byte[] b, int off, int length) {
        int dot = 0;
        while (dot < length && b[off + dot] != '.') {
            dot++;
        }
        if (dot == 0 || dot >= length - 1) {
            return true;
        }
        if (!web || length - dot != 3 || dot > 3) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < dot; i++) {
            label = label << 8 | lower(b[off + i]);
        }
        for (int i = 0; i < SECOND_LEVEL.length(); i += 4) {
            int entry = 0;
            for (int j = i; j < i + 4; j++) {
                char c = SECOND_LEVEL.charAt(j);
                entry = c == ' ' ? entry : entry << 8 | c;
            }
            if (entry == label) {
                return true;
            }
        }
        return false;
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
    }

    // Four decimal numbers from character i on, the last thing in the name; to address[at].
    private boolean parseV4(int from, int at) {
        int i = from;
        for (int part = 0; part < V4_LEN; part++) {
            int value = 0;
            int start = i;
            while (i < len && i < start + 3 && name.charAt(i) >= '0' && name.charAt(i) <= '9') {
                value = 10 * value + name.charAt(i++) - '0';
            }
            boolean separated = part == V4_LEN - 1 ? i == len : i < len && name.charAt(i) == '.';
            if (i == start || value > 0xFF || i > start + 1 && name.charAt(start) == '0' || !separated) {
                return false;
            }
            address[at + part] = (byte) value;
            i++;
        }
        addressLen = at + V4_LEN;
        return true;
    }

    // RFC 4291, 2.2: groups of hexadecimal digits, "::" once for zeros, an IPv4 address at the end.
    private boolean parseV6() {
        int groups = 0;
        int gap = -1;
        int i = 0;
        if (len >= 2 && name.charAt(0) == ':' && name.charAt(1) == ':') {
            gap = 0;
            i = 2;
        }
        while (i < len && groups < GROUPS) {
            if (groups <= GROUPS - 2 && parseV4(i, 2 * groups)) {
                groups += 2;
                i = len;
                break;
            }
            int start = i;
            int value = 0;
            while (i < len && i < start + 4 && PinText.hexValue(name.charAt(i)) >= 0) {
                value = value << 4 | PinText.hexValue(name.charAt(i++));
            }
            if (i == start) {
                return false;
            }
            address[2 * groups] = (byte) (value >> 8);
            address[2 * groups + 1] = (byte) value;
            groups++;
            if (i == len) {
                break;
            }
            if (name.charAt(i++) != ':' || i == len) {
                return false;
            }
            if (name.charAt(i) == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = groups;
                i++;
            }
        }
        if (i != len || (gap < 0 ? groups != GROUPS : groups == GROUPS)) {
            return false;
        }
        spread(gap, groups);
        addressLen = V6_LEN;
        return true;
    }

    // Moves the groups behind the gap to the end.
    private void spread(int gap, int groups) {
        if (gap < 0) {
            return;
        }
        int tail = 2 * (groups - gap);
        for (int i = 1; i <= tail; i++) {
            address[V6_LEN - i] = address[2 * groups - i];
        }
        for (int i = 2 * gap; i < V6_LEN - tail; i++) {
            address[i] = 0;
        }
    }
}
