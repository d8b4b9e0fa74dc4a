package bearssl.x509;

import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * Decodes a SubjectPublicKeyInfo (RFC 5280, section 4.1) from the events of a {@link DerTokenizer} and keeps the key:
 * RSA modulus and exponent, or an uncompressed point on P-256, P-384 or, in chains, P-521.
 *
 * <pre>
 *   SubjectPublicKeyInfo ::= SEQUENCE {
 *       algorithm        SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL },
 *       subjectPublicKey BIT STRING }       -- RSA: holds SEQUENCE { modulus INTEGER, publicExponent INTEGER }
 * </pre>
 *
 * <p>Strict, it refuses RSA parameters other than NULL, padded or zero numbers, and points of another length or form.
 * Whether a number is a sound RSA modulus and a point lies on its curve is for those who compute with them.
 *
 * <p>CT: nothing is secret here. Scratch: none. Source: RFC 3279, section 2.3; RFC 5480, section 2.
 */
final class SpkiDecoder {
    /** The element has been read whole: the key is there. */
    static final int DONE = 1;

    /** P-384 in TLS numbers (RFC 8422, section 5.1.1). */
    static final int SECP384R1 = 24;
    /** P-521. */
    static final int SECP521R1 = 25;
    /** Length of an uncompressed point on P-256. */
    static final int POINT_LEN_P256 = 65;
    /** Length of an uncompressed point on P-384. */
    static final int POINT_LEN_P384 = 97;

    /** Room beyond the longest modulus, for the exponent. */
    static final int EXPONENT_ROOM = 8;

    private static final int POINT_LEN_P521 = 133;
    private static final int UNCOMPRESSED = 0x04;

    // Where the reading stands, in the order of the bytes. AT: the next event is a TAG; IN: within that element;
    // END: nothing but the CLOSE of the element around.
    private static final int AT_SPKI = 0;
    private static final int AT_ALGORITHM = 1;
    private static final int AT_OID = 2;
    private static final int IN_OID = 3;
    private static final int AT_NULL = 4;
    private static final int IN_NULL = 5;
    private static final int AT_CURVE = 6;
    private static final int IN_CURVE = 7;
    private static final int ALGORITHM_END = 8;
    private static final int AT_KEY = 9;
    private static final int IN_KEY = 10;
    private static final int AT_RSA_KEY = 11;
    private static final int AT_MODULUS = 12;
    private static final int IN_MODULUS = 13;
    private static final int AT_EXPONENT = 14;
    private static final int IN_EXPONENT = 15;
    private static final int RSA_KEY_END = 16;
    private static final int KEY_END = 17;
    private static final int SPKI_END = 18;

    private final DerTokenizer der;
    private final byte[] key; // an identifier while it is compared; then modulus and exponent, or the point
    private final boolean strict;
    private final boolean takesP521;
    private int minModulusLen;

    private int state;
    private int keyType;
    private int curve;
    private int seen; // contents of the element being read, all bytes
    private int kept; // and those in key
    private int modulusLen;
    private int exponentLen;

    /**
     * Makes a decoder.
     *
     * @param der           the source of events
     * @param minModulusLen least length of an RSA modulus in bytes; below it is
     *                      {@link BrErr#BR_ERR_X509_WEAK_PUBLIC_KEY}
     * @param maxModulusLen greatest length; beyond it is {@link BrErr#BR_ERR_X509_LIMIT_EXCEEDED}
     * @param strict        see above
     */
    SpkiDecoder(DerTokenizer der, int minModulusLen, int maxModulusLen, boolean strict) {
        this(der, new byte[roomFor(maxModulusLen)], minModulusLen, strict, false);
    }

    /** The same on an array, as long as {@link #roomFor} says. @param takesP521 whether to take keys on P-521, too */
    SpkiDecoder(DerTokenizer der, byte[] key, int minModulusLen, boolean strict, boolean takesP521) {
        this.der = der;
        this.key = key;
        this.minModulusLen = minModulusLen;
        this.strict = strict;
        this.takesP521 = takesP521;
    }

    /** Bytes that a key takes. @param maxModulusLen longest RSA modulus */
    static int roomFor(int maxModulusLen) {
        int room = maxModulusLen + EXPONENT_ROOM;
        return room < POINT_LEN_P384 ? POINT_LEN_P384 : room;
    }

    /** Sets the least length of an RSA modulus in bytes. */
    void minModulusLen(int len) {
        minModulusLen = len;
    }

    /** Gets ready for the TAG event of a SubjectPublicKeyInfo. */
    void start() {
        state = AT_SPKI;
        keyType = 0;
        curve = 0;
        modulusLen = 0;
        exponentLen = 0;
        kept = 0;
    }

    /**
     * Takes in an event, from the TAG of the SubjectPublicKeyInfo up to its CLOSE.
     *
     * @param event TAG, OPEN, BITS, BYTES or CLOSE
     * @return {@link #DONE} at the last, 0 before, or minus a {@code BR_ERR_X509_*} code
     */
    int event(int event) {
        switch (event) {
            case DerTokenizer.TAG:
                return tag();
            case DerTokenizer.OPEN:
                if (state == IN_KEY) {
                    der.bits();
                }
                return state == IN_NULL && der.length() != 0 ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            case DerTokenizer.BITS:
                return bits();
            case DerTokenizer.BYTES:
                return bytes();
            default:
                return close();
        }
    }

    private int tag() {
        seen = 0;
        switch (state) {
            case AT_SPKI:
                return to(AT_ALGORITHM, DerTokenizer.SEQUENCE);
            case AT_ALGORITHM:
                return to(AT_OID, DerTokenizer.SEQUENCE);
            case AT_OID:
                return to(IN_OID, DerTokenizer.OID);
            case AT_NULL:
                // RFC 3279, 2.3.1: "The parameters field MUST have ASN.1 type NULL for this algorithm identifier."
                return to(IN_NULL, DerTokenizer.NULL);
            case AT_CURVE:
                // RFC 5480, 2.1.1: specifiedCurve and implicitCurve MUST NOT be used, namedCurve is an identifier.
                return to(IN_CURVE, DerTokenizer.OID);
            case AT_KEY:
                return to(IN_KEY, DerTokenizer.BIT_STRING);
            case AT_RSA_KEY:
                return to(AT_MODULUS, DerTokenizer.SEQUENCE);
            case AT_MODULUS:
                return to(IN_MODULUS, DerTokenizer.INTEGER);
            case AT_EXPONENT:
                return to(IN_EXPONENT, DerTokenizer.INTEGER);
            default:
                return -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
        }
    }

    private int to(int next, int identifier) {
        state = next;
        return der.expect(identifier);
    }

    private int bits() {
        if (der.unusedBits() != 0) {
            return -BrErr.BR_ERR_X509_PARTIAL_BYTE;
        }
        if (keyType == X509Engine.KEYTYPE_RSA) {
            der.nest();
            state = AT_RSA_KEY;
            return 0;
        }
        if (der.left() > key.length) {
            return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
        }
        int pointLen = curve == SECP384R1 ? POINT_LEN_P384 : curve == SECP521R1 ? POINT_LEN_P521 : POINT_LEN_P256;
        return strict && der.left() != pointLen ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    private int bytes() {
        switch (state) {
            case IN_OID:
            case IN_CURVE:
                seen = Oids.collect(der, key, 0, seen);
                return 0;
            case IN_MODULUS:
                return number(0, strict ? key.length - EXPONENT_ROOM : key.length);
            case IN_EXPONENT:
                return number(modulusLen, key.length);
            case IN_KEY:
                System.arraycopy(der.array(), der.off(), key, kept, der.len());
                kept += der.len();
                // RFC 5480, 2.2: "The first octet of the OCTET STRING indicates whether the key is compressed or
                // uncompressed"; TLS has dropped all but the latter (RFC 8422, 5.1.2).
                return strict && key[0] != UNCOMPRESSED ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            default:
                return 0;
        }
    }

    // A piece of a positive INTEGER, into key[start...limit), without leading zeros.
    private int number(int start, int limit) {
        byte[] src = der.array();
        int end = der.off() + der.len();
        for (int i = der.off(); i < end; i++) {
            byte b = src[i];
            if (seen == 0 && b < 0) {
                return -BrErr.BR_ERR_X509_OVERFLOW;
            }
            // X.690, 8.3.2: the first nine bits shall not all be zero.
            if (strict && seen == 1 && kept == 0 && b >= 0) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
            seen++;
            if (kept == 0 && b == 0) {
                continue;
            }
            if (start + kept == limit) {
                return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            }
            key[start + kept++] = b;
        }
        return 0;
    }

    private int close() {
        switch (state) {
            case IN_OID:
                return algorithmKnown();
            case IN_NULL:
                return last(ALGORITHM_END);
            case IN_CURVE:
                curve = Oids.curve(Oids.find(Oids.KEYS, key, 0, seen));
                return curve == 0 || curve == SECP521R1 && !takesP521 ? -BrErr.BR_ERR_X509_UNSUPPORTED
                        : last(ALGORITHM_END);
            case ALGORITHM_END:
                state = AT_KEY;
                return 0;
            case IN_MODULUS:
                modulusLen = kept;
                kept = 0;
                state = AT_EXPONENT;
                return seen == 0 ? -BrErr.BR_ERR_X509_INNER_TRUNC : 0;
            case IN_EXPONENT:
                exponentLen = kept;
                return seen == 0 ? -BrErr.BR_ERR_X509_INNER_TRUNC : last(RSA_KEY_END);
            case RSA_KEY_END:
                if (modulusLen < minModulusLen || strict && (modulusLen == 0 || exponentLen == 0)) {
                    return -BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY;
                }
                return last(KEY_END);
            case IN_KEY:
            case KEY_END:
                return last(SPKI_END);
            case SPKI_END:
                return DONE;
            default:
                return -BrErr.BR_ERR_X509_INNER_TRUNC;
        }
    }

    private int algorithmKnown() {
        int algorithm = Oids.find(Oids.KEYS, key, 0, seen);
        if (algorithm == Oids.EC_PUBLIC_KEY) {
            keyType = X509Engine.KEYTYPE_EC;
            state = AT_CURVE;
            return 0;
        }
        if (algorithm != Oids.RSA_ENCRYPTION) {
            return -BrErr.BR_ERR_X509_UNSUPPORTED;
        }
        keyType = X509Engine.KEYTYPE_RSA;
        state = AT_NULL;
        if (!strict) {
            state = ALGORITHM_END;
            der.skipRest();
        }
        return 0;
    }

    // What has just closed was the last element of the one around it.
    private int last(int next) {
        state = next;
        return der.left() == 0 ? 0 : -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
    }

    /** Kind of the key; defined after {@link #DONE}. @return a {@code KEYTYPE_} constant */
    int keyType() {
        return keyType;
    }

    /** Shows the key in its array: no bytes are copied. @param rsa set if it is RSA @param ec set if it is EC */
    void view(RsaPublicKey rsa, EcPublicKey ec) {
        view(key, rsa, ec);
    }

    /** Copies the key and shows it there. @param dst as long as this decoder's array */
    void copy(byte[] dst, RsaPublicKey rsa, EcPublicKey ec) {
        System.arraycopy(key, 0, dst, 0, key.length);
        view(dst, rsa, ec);
    }

    private void view(byte[] array, RsaPublicKey rsa, EcPublicKey ec) {
        if (keyType == X509Engine.KEYTYPE_RSA) {
            rsa.set(array, 0, modulusLen, modulusLen, exponentLen);
        } else {
            ec.set(curve, array, 0, kept);
        }
    }
}
