package bearssl.x509;

import bearssl.ec.EcCurve;

/** Object identifiers of key types and curves, and how identifiers are gathered and looked up. */
final class Oids {
    /** Longest identifier that any of our tables holds; what is longer is unknown. */
    static final int MAX_LEN = 9;

    /** Numbers of {@link #KEYS}, in its order, from 1. */
    static final int RSA_ENCRYPTION = 1;
    static final int EC_PUBLIC_KEY = 2;
    static final int SECP256R1 = 3;
    static final int SECP384R1 = 4;

    // Each identifier: a length, then so many content bytes, as characters (a String constant takes less class file
    // than an array and its initialiser).
    static final String KEYS;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        KEYS =
                "\011\052\206\110\206\367\015\001\001\001" // 1.2.840.113549.1.1.1, RFC 3279: rsaEncryption
                + "\007\052\206\110\316\075\002\001"       // 1.2.840.10045.2.1, RFC 5480: id-ecPublicKey
                + "\010\052\206\110\316\075\003\001\007"   // 1.2.840.10045.3.1.7, RFC 5480: secp256r1
                + "\005\053\201\004\000\042";              // 1.3.132.0.34, RFC 5480: secp384r1
    }

    private Oids() {
    }

    /**
     * Adds the current piece of contents to an identifier; bytes beyond {@link #MAX_LEN} are counted, not kept.
     *
     * @param der  at a BYTES event
     * @param dst  destination with room for {@link #MAX_LEN} bytes
     * @param off  first byte of the identifier in it
     * @param have number of bytes gathered so far
     * @return number of bytes gathered now
     */
    static int collect(DerTokenizer der, byte[] dst, int off, int have) {
        int n = der.len();
        for (int i = 0; i < n && have + i < MAX_LEN; i++) {
            dst[off + have + i] = der.array()[der.off() + i];
        }
        return have + n;
    }

    /**
     * Looks an identifier up.
     *
     * @param table {@link #KEYS} or another string of that form
     * @param oid   array with the identifier
     * @param off   its first byte
     * @param len   its length
     * @return its number in the table, from 1, or 0
     */
    static int find(String table, byte[] oid, int off, int len) {
        int number = 1;
        for (int at = 0; at < table.length(); at += 1 + table.charAt(at)) {
            if (table.charAt(at) == len && matches(table, at + 1, oid, off, len)) {
                return number;
            }
            number++;
        }
        return 0;
    }

    private static boolean matches(String table, int at, byte[] oid, int off, int len) {
        for (int i = 0; i < len; i++) {
            if (table.charAt(at + i) != (oid[off + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** The TLS number of a curve. @param number a result of {@link #find} @return 23, 24, or 0 for no curve of ours */
    static int curve(int number) {
        if (number == SECP256R1) {
            return EcCurve.SECP256R1;
        }
        return number == SECP384R1 ? SpkiDecoder.SECP384R1 : 0;
    }
}
