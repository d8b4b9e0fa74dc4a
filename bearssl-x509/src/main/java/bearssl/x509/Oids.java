package bearssl.x509;

import bearssl.ec.EcCurve;
import bearssl.hash.HashFunction;

/** Object identifiers of key types and curves, and how identifiers are gathered and looked up. */
final class Oids {
    /** Longest identifier that any of our tables holds; what is longer is unknown. */
    static final int MAX_LEN = 9;

    /** Numbers of {@link #KEYS}, in its order, from 1. */
    static final int RSA_ENCRYPTION = 1;
    static final int EC_PUBLIC_KEY = 2;
    static final int SECP256R1 = 3;
    static final int SECP384R1 = 4;
    static final int SECP521R1 = 5;

    // Each identifier: a length, then so many content bytes, as characters (a String constant takes less class file
    // than an array and its initialiser).
    static final String KEYS;

    static { // not as a constant: docs/ARCHITECTURE.md, "No literal in a method"
        KEYS =
                "\011\052\206\110\206\367\015\001\001\001" // 1.2.840.113549.1.1.1, RFC 3279: rsaEncryption
                + "\007\052\206\110\316\075\002\001"       // 1.2.840.10045.2.1, RFC 5480: id-ecPublicKey
                + "\010\052\206\110\316\075\003\001\007"   // 1.2.840.10045.3.1.7, RFC 5480: secp256r1
                + "\005\053\201\004\000\042"               // 1.3.132.0.34, RFC 5480: secp384r1
                + "\005\053\201\004\000\043";              // 1.3.132.0.35, RFC 5480: secp521r1
        SIGNATURES =
                "\011\052\206\110\206\367\015\001\001\005"  // 1.2.840.113549.1.1.5, sha1WithRSAEncryption
                + "\011\052\206\110\206\367\015\001\001\016"
                + "\011\052\206\110\206\367\015\001\001\013"
                + "\011\052\206\110\206\367\015\001\001\014"
                + "\011\052\206\110\206\367\015\001\001\015"
                + "\007\052\206\110\316\075\004\001"         // 1.2.840.10045.4.1, ecdsa-with-SHA1
                + "\010\052\206\110\316\075\004\003\001"     // 1.2.840.10045.4.3.1, ecdsa-with-SHA224
                + "\010\052\206\110\316\075\004\003\002"
                + "\010\052\206\110\316\075\004\003\003"
                + "\010\052\206\110\316\075\004\003\004";
        COMMON_NAME = "\003\125\004\003";                // 2.5.4.3
        PURPOSES = "\010\053\006\001\005\005\007\003\001"    // 1.3.6.1.5.5.7.3.1
                + "\004\125\035\045\000";                // 2.5.29.37.0
        PKIX_EXTENSIONS = "\053\006\001\005\005\007\001";
        CPS = "\010\053\006\001\005\005\007\002\001";        // 1.3.6.1.5.5.7.2.1
    }

    /**
     * Signature algorithms: five hash functions (SHA-1, 224, 256, 384, 512) with RSA (PKCS#1 version 1.5), then the
     * same with ECDSA. RFC 4055, section 5; RFC 5758, section 3.2.
     */
    static final String SIGNATURES;
    /** id-at-commonName. */
    static final String COMMON_NAME;
    /** What a key may serve for: id-kp-serverAuth, anyExtendedKeyUsage (RFC 5280, 4.2.1.12). */
    static final String PURPOSES;
    /** id-qt-cps: the one policy qualifier that asks for nothing (RFC 5280, 4.2.1.4). */
    static final String CPS;

    // 1.3.6.1.5.5.7.1
    private static final String PKIX_EXTENSIONS;
    private static final int HASHES = 5;


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

    /**
     * The number of an extension.
     *
     * @return the last byte of 2.5.29.n, or 0x80 and that of 1.3.6.1.5.5.7.1.n (RFC 5280, 4.2), else 0
     */
    static int extension(byte[] oid, int len) {
        if (len == 3 && oid[0] == 0x55 && oid[1] == 0x1D && oid[2] > 0) {
            return oid[2];
        }
        return len == 8 && matches(PKIX_EXTENSIONS, 0, oid, 0, 7) && oid[7] > 0 ? 0x80 | oid[7] : 0;
    }

    /** Whether a signature algorithm is RSA, or else ECDSA. @param number a result of {@link #find} from 1 */
    static boolean isRsaSignature(int number) {
        return number <= HASHES;
    }

    /** The hash function of a signature algorithm. @param number a result of {@link #find} from 1 @return its id */
    static int signatureHash(int number) {
        return HashFunction.SHA1 + (number - 1) % HASHES;
    }

    /**
     * The TLS number of a curve.
     *
     * @param number a result of {@link #find}
     * @return 23 to 25, or 0 for no curve of ours
     */
    static int curve(int number) {
        return number >= SECP256R1 ? EcCurve.SECP256R1 + number - SECP256R1 : 0;
    }
}
