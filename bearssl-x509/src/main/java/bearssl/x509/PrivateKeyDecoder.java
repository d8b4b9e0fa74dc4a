package bearssl.x509;

import bearssl.base.Ct;
import bearssl.ec.EcCurve;
import bearssl.ec.EcPrivateKey;
import bearssl.rsa.RsaPrivateKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * Decodes a private key whose DER is pushed in pieces of any size, and keeps it in an array of its own: RSA with two
 * primes, or a scalar on P-256; in PKCS#8, PKCS#1 or SEC 1 form.
 *
 * <pre>
 *   PKCS#8  SEQUENCE { version INTEGER (0..1), SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY },
 *                      OCTET STRING holding one of the others, [0] attributes OPTIONAL, [1] publicKey OPTIONAL }
 *   PKCS#1  SEQUENCE { version INTEGER (0), n, e, d, p, q, dp, dq, iq INTEGER }
 *   SEC 1   SEQUENCE { version INTEGER (1), privateKey OCTET STRING, [0] curve OPTIONAL, [1] publicKey OPTIONAL }
 * </pre>
 *
 * <p>Arithmetic may rely on what it yields: {@code p*q = n}, two different odd primes of about half the length of n;
 * dp, dq and iq above zero and below their primes; e odd, 3 or more; the scalar from 1 up to the order minus 1. That p
 * and q are primes and the other numbers fit them is not checked: see {@link RsaPrivateKey}.
 *
 * <p>Codes: {@link BrErr#BR_ERR_X509_UNSUPPORTED} for other algorithms and curves, explicit or missing curve
 * parameters, more than two primes, primes of unlike lengths; {@link BrErr#BR_ERR_X509_LIMIT_EXCEEDED} for a modulus
 * longer than asked for or an exponent over 64 bits; {@link BrErr#BR_ERR_X509_WEAK_PUBLIC_KEY} for a modulus under
 * 1024 bits; {@link BrErr#BR_ERR_X509_INVALID_VALUE} for numbers that no key has; {@link
 * BrErr#BR_ERR_X509_UNEXPECTED} for another form than asked for; {@link BrErr#BR_ERR_X509_TRUNCATED}; {@link
 * BrErr#BR_ERR_X509_EXTRA_ELEMENT} for bytes behind the key; those of {@link DerTokenizer}.
 *
 * <p>CT: not constant-time; for set-up only. Scratch: none.
 * Source: RFC 5208, RFC 5958 (PKCS#8); RFC 8017, A.1.2; RFC 5915.
 */
public final class PrivateKeyDecoder extends DerHandler {
    private static final int MIN_MODULUS_LEN = 128;
    private static final int MAX_EXPONENT_LEN = 8;
    private static final int PRIME_SLACK = 4; // that a prime may be longer than half of the modulus
    private static final int SCALAR_LEN = 32;
    private static final int SCALAR_OFF = DerWalker.PAD_LEN; // a curve's name is gathered below it
    private static final int MIN_ROOM = SCALAR_OFF + 2 * SCALAR_LEN; // scalar, order
    private static final int UNCOMPRESSED_LEN = 1 + 2 * SCALAR_LEN;
    private static final int COMPRESSED_LEN = 1 + SCALAR_LEN;

    // Actions of the grammars; gathered:
    private static final char VERSION = 0x01;
    private static final char FORM = 0x02; // what follows the version: its tag tells the three forms apart
    private static final char ALGORITHM = 0x03;
    private static final char PARAMETERS = 0x04;
    // in pieces:
    private static final char KEY = 0x40;
    private static final char SCALAR = 0x41;
    private static final char POINT = 0x42;
    private static final char MODULUS = 0x43; // and the other numbers, in the order of PKCS#1
    private static final char EXPONENT = 0x44;
    private static final char D = 0x45;
    private static final char P = 0x46;
    private static final char Q = 0x47;
    private static final char DP = 0x48;
    private static final char DQ = 0x49;
    private static final char IQ = 0x4A;

    private static final String ANY_FORM;
    private static final String PKCS8;
    private static final String PKCS1;
    private static final String SEC1;
    private static final int AT_FORM = 5; // position of what follows the version, in all of them
    // SP 800-186, 3.2.1.3: the order of P-256, two bytes to a character.
    private static final String P256_ORDER;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        final char none = DerWalker.NONE;
        final char sequence = DerTokenizer.SEQUENCE;
        final char integer = DerTokenizer.INTEGER;
        final char octets = DerTokenizer.OCTET_STRING;
        final char context0 = 0xA0; // constructed
        final char context1 = 0xA1;
        final char primitive1 = 0x81;
        final String start = "" + sequence + none + '(' + integer + VERSION;
        ANY_FORM = start + '.' + FORM + ')';
        PKCS8 = start + sequence + none + '(' + (char) DerTokenizer.OID + ALGORITHM + '.' + PARAMETERS + ')'
                + octets + KEY + '?' + context0 + none + '?' + primitive1 + none + ')';
        PKCS1 = start + integer + MODULUS + integer + EXPONENT + integer + D + integer + P + integer + Q
                + integer + DP + integer + DQ + integer + IQ + ')';
        SEC1 = start + octets + SCALAR + '?' + context0 + none + '(' + '.' + PARAMETERS + ')'
                + '?' + context1 + none + '(' + (char) DerTokenizer.BIT_STRING + POINT + ')' + ')';
        P256_ORDER = "\uFFFF\uFFFF\u0000\u0000\uFFFF\uFFFF\uFFFF\uFFFF\uBCE6\uFAAD\uA717\u9E84\uF3B9\uCAC2\uFC63\u2551";
    }

    private final DerTokenizer der = new DerTokenizer(5, true);
    private final DerWalker walker;
    private final RsaPrivateKey rsa = new RsaPrivateKey();
    private final EcPrivateKey ec = new EcPrivateKey();
    // RSA: first p, q; behind them the modulus, until p*q has been compared with it, then dp, dq, iq; e at the end.
    // EC: the scalar. Before that, what the walker gathers.
    private final byte[] key;
    private final int modulusOff;
    private final int exponentOff;

    private int form; // a PemDecoder constant: what is wanted or, once it is known, what is read
    private int version;
    private int curve;
    private int modulusLen;
    private int modulusBits;
    private int exponentLen;
    private int pLen;
    private int qLen;
    private int at; // where the next number goes
    private int limit; // and where it has to end
    private int seen; // of the contents being read, all bytes
    private int kept; // and those in key
    private int result;

    /**
     * Makes a decoder.
     *
     * @param maxModulusLen longest RSA modulus in bytes, 256 for 2048 bits, 0 for EC keys alone; it holds about
     *                      2.5 times as much
     */
    public PrivateKeyDecoder(int maxModulusLen) {
        modulusOff = maxModulusLen + 1; // p*q may have one byte less than p and q
        exponentOff = 2 * modulusOff + (maxModulusLen + 1) / 2 + PRIME_SLACK;
        int room = exponentOff + MAX_EXPONENT_LEN;
        key = new byte[room < MIN_ROOM ? MIN_ROOM : room];
        walker = new DerWalker(der, 5, key, this);
        start(PemDecoder.OTHER);
    }

    /**
     * Starts a key.
     *
     * @param kind its form: {@link PemDecoder#PRIVATE_KEY}, {@link PemDecoder#RSA_PRIVATE_KEY} or
     *             {@link PemDecoder#EC_PRIVATE_KEY}; {@link PemDecoder#OTHER} to find out
     */
    public void start(int kind) {
        wipe();
        form = kind;
        curve = 0;
        result = 0;
        walker.start(ANY_FORM, DerTokenizer.ONE_ELEMENT);
    }

    /** Takes in the next bytes. @param buf source, left unchanged @param off its first byte @param len their number */
    public void append(byte[] buf, int off, int len) {
        if (len > 0 && result == DerWalker.DONE) {
            result = -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
        }
        if (result != 0) {
            return;
        }
        der.input(buf, off, len);
        result = walker.run();
        if (result == DerWalker.DONE && der.pos() < off + len) {
            result = -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
        }
        der.release();
    }

    /**
     * Ends the key.
     *
     * @return its type, {@link X509Engine#KEYTYPE_RSA} or {@link X509Engine#KEYTYPE_EC}; or minus a
     *     {@code BR_ERR_X509_*} code, with everything wiped
     */
    public int end() {
        if (result == DerWalker.DONE) {
            if (form == PemDecoder.RSA_PRIVATE_KEY) {
                System.arraycopy(key, exponentOff, key, at, exponentLen);
                rsa.set(key, 0, modulusBits, pLen, qLen, exponentLen);
                return X509Engine.KEYTYPE_RSA;
            }
            if (curve != 0) {
                ec.set(curve, key, SCALAR_OFF, SCALAR_LEN);
                return X509Engine.KEYTYPE_EC;
            }
            result = -BrErr.BR_ERR_X509_UNSUPPORTED;
        }
        int code = result < 0 ? result : -BrErr.BR_ERR_X509_TRUNCATED;
        wipe();
        result = code;
        return code;
    }

    /** The key if it is RSA. @return a view on this decoder's array, good until {@link #wipe} or {@link #start} */
    public RsaPrivateKey rsaKey() {
        return rsa;
    }

    /** The key if it is EC. @return a view on this decoder's array, good until {@link #wipe} or {@link #start} */
    public EcPrivateKey ecKey() {
        return ec;
    }

    /** Overwrites the key; its views are unset. What comes next is {@link #start}. */
    public void wipe() {
        result = -BrErr.BR_ERR_X509_TRUNCATED;
        Ct.wipe(key, 0, key.length);
        rsa.set(key, 0, 0, 0, 0, 0);
        ec.set(0, key, 0, 0);
    }

    // ---- events

    int event(int action, int event) {
        switch (action) {
            case VERSION:
                version = walker.padLen() == 1 ? key[0] : -1;
                return 0;
            case FORM:
                return form(der.tag());
            case ALGORITHM:
                return algorithm(Oids.find(Oids.KEYS, key, 0, walker.padLen()));
            case PARAMETERS:
                return parameters(event == DerTokenizer.TAG);
            case KEY:
                if (event == DerTokenizer.OPEN) {
                    walker.enter(ANY_FORM);
                }
                return 0;
            case SCALAR:
                return scalar(event);
            case POINT:
                return point(event);
            default:
                return number(action, event);
        }
    }

    private int form(int tag) {
        boolean isPkcs8 = tag == DerTokenizer.SEQUENCE;
        boolean isSec1 = tag == DerTokenizer.OCTET_STRING;
        int found = isPkcs8 ? PemDecoder.PRIVATE_KEY : isSec1 ? PemDecoder.EC_PRIVATE_KEY : PemDecoder.RSA_PRIVATE_KEY;
        if (form != PemDecoder.OTHER && form != found) {
            return -BrErr.BR_ERR_X509_UNEXPECTED;
        }
        form = found;
        // RFC 5958, 2: version 0, or 1 with a public key; RFC 5915, 3: 1. RFC 8017, A.1.2: "It shall be 0 [...] unless
        // multi-prime is used, in which case it shall be 1."
        if (version != (isSec1 ? 1 : 0) && !(isPkcs8 && version == 1)) {
            return -BrErr.BR_ERR_X509_UNSUPPORTED;
        }
        return walker.turn(isPkcs8 ? PKCS8 : isSec1 ? SEC1 : PKCS1, AT_FORM);
    }

    private int algorithm(int number) {
        form = number == Oids.EC_PUBLIC_KEY ? PemDecoder.EC_PRIVATE_KEY : PemDecoder.RSA_PRIVATE_KEY;
        return number == Oids.EC_PUBLIC_KEY || number == Oids.RSA_ENCRYPTION ? 0 : -BrErr.BR_ERR_X509_UNSUPPORTED;
    }

    private int parameters(boolean atTag) {
        if (form == PemDecoder.RSA_PRIVATE_KEY) {
            return atTag ? der.expect(DerTokenizer.NULL) : walker.padLen() == 0 ? 0 : -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        // RFC 5480, 2.1.1: implicitCurve and specifiedCurve MUST NOT be used, namedCurve is an identifier.
        if (der.tag() == DerTokenizer.OID) {
            if (atTag) {
                return 0;
            }
            curve = Oids.curve(Oids.find(Oids.KEYS, key, 0, walker.padLen()));
        }
        return curve == EcCurve.SECP256R1 ? 0 : -BrErr.BR_ERR_X509_UNSUPPORTED;
    }

    private int scalar(int event) {
        if (event == DerTokenizer.OPEN) {
            at = SCALAR_OFF;
            // RFC 5915, 3: as long as the order; another length is that of another curve, whose name comes later.
            return der.length() == SCALAR_LEN ? 0 : -BrErr.BR_ERR_X509_UNSUPPORTED;
        }
        if (event == DerTokenizer.BYTES) {
            System.arraycopy(der.array(), der.off(), key, at, der.len());
            at += der.len();
        }
        if (event != DerTokenizer.CLOSE) {
            return 0;
        }
        for (int i = 0; i < SCALAR_LEN; i++) {
            key[at + i] = (byte) (P256_ORDER.charAt(i >> 1) >> ((i & 1) == 0 ? 8 : 0));
        }
        return Ct.inRange(key, SCALAR_OFF, key, at, SCALAR_LEN) != 0 ? 0 : -BrErr.BR_ERR_X509_INVALID_VALUE;
    }

    // The public key can be computed, so it is not kept. Its form is checked: 04 X Y, 02 X or 03 X (SEC 1, 2.3.3).
    private int point(int event) {
        int len = der.length() - 1;
        if (event == DerTokenizer.OPEN) {
            der.bits();
            return len == UNCOMPRESSED_LEN || len == COMPRESSED_LEN ? 0 : -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        if (event == DerTokenizer.BITS) {
            return der.unusedBits() == 0 ? 0 : -BrErr.BR_ERR_X509_PARTIAL_BYTE;
        }
        if (event == DerTokenizer.BYTES && der.left() + der.len() == len) {
            int first = der.array()[der.off()];
            boolean isGood = len == COMPRESSED_LEN ? (first & ~1) == 2 : first == 4;
            return isGood ? 0 : -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        return 0;
    }

    // ---- PKCS#1

    private int number(int action, int event) {
        if (event == DerTokenizer.OPEN) {
            seen = 0;
            kept = 0;
            if (action <= P) {
                at = 0; // d is not kept: p and q overwrite it
            }
            limit = action <= Q ? modulusOff : exponentOff;
            if (action == MODULUS) {
                at = modulusOff;
                limit = 2 * modulusOff - 1;
            } else if (action == EXPONENT) {
                at = exponentOff;
                limit = key.length;
            }
        }
        if (event == DerTokenizer.BYTES) {
            return digits();
        }
        return event == DerTokenizer.CLOSE ? numberKnown(action) : 0;
    }

    // A piece of a positive INTEGER, without leading zeros.
    private int digits() {
        byte[] src = der.array();
        int end = der.off() + der.len();
        for (int i = der.off(); i < end; i++) {
            byte b = src[i];
            if (seen == 0 && b < 0) {
                return -BrErr.BR_ERR_X509_OVERFLOW;
            }
            // X.690, 8.3.2: the first nine bits shall not all be zero.
            if (seen == 1 && kept == 0 && b >= 0) {
                return -BrErr.BR_ERR_X509_INVALID_VALUE;
            }
            seen++;
            if (kept == 0 && b == 0) {
                continue;
            }
            if (at + kept == limit) {
                return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            }
            key[at + kept++] = b;
        }
        return 0;
    }

    private int numberKnown(int action) {
        // All but iq are odd: p and q are primes, the exponents have inverses modulo even numbers.
        if (kept == 0 || action != IQ && (key[at + kept - 1] & 1) == 0) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        switch (action) {
            case MODULUS:
                modulusLen = kept;
                modulusBits = 8 * kept;
                for (int top = key[at] & 0xFF; top < 0x80; top <<= 1) {
                    modulusBits--;
                }
                return kept < MIN_MODULUS_LEN ? -BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY : 0;
            case EXPONENT:
                exponentLen = kept;
                return kept == 1 && key[at] == 1 ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
            case D:
                return 0;
            case P:
                pLen = kept;
                at = kept;
                return 0;
            case Q:
                qLen = kept;
                at += kept;
                return primesKnown();
            default:
                return action == DQ ? remainderKnown(pLen, qLen) : remainderKnown(0, pLen);
        }
    }

    private int primesKnown() {
        int longest = (modulusLen + 1) / 2 + PRIME_SLACK;
        if (pLen > longest || qLen > longest) {
            return -BrErr.BR_ERR_X509_UNSUPPORTED;
        }
        boolean isSquare = pLen == qLen && Ct.equal(key, 0, key, pLen, pLen) != 0;
        return isSquare || !isProduct() ? -BrErr.BR_ERR_X509_INVALID_VALUE : 0;
    }

    // p*q = n? Column by column from the last byte: a sum is below 2^31 for moduli below 2^15 bytes.
    private boolean isProduct() {
        int sum = 0;
        for (int k = 1; k <= pLen + qLen || k <= modulusLen; k++) {
            for (int i = k > qLen ? k - qLen + 1 : 1; i <= pLen && i <= k; i++) {
                sum += (key[pLen - i] & 0xFF) * (key[pLen + qLen - (k - i + 1)] & 0xFF);
            }
            int digit = k > modulusLen ? 0 : key[modulusOff + modulusLen - k];
            if ((byte) sum != digit) {
                return false;
            }
            sum >>>= 8;
        }
        return true;
    }

    // dp, dq, iq: below its prime, and filled up to its length.
    private int remainderKnown(int prime, int len) {
        int pad = len - kept;
        if (pad < 0) {
            return -BrErr.BR_ERR_X509_INVALID_VALUE;
        }
        System.arraycopy(key, at, key, at + pad, kept);
        Ct.wipe(key, at, pad);
        at += len;
        return Ct.inRange(key, at - len, key, prime, len) != 0 ? 0 : -BrErr.BR_ERR_X509_INVALID_VALUE;
    }
}
