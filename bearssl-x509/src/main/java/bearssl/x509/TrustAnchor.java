package bearssl.x509;

import bearssl.base.Codec;
import bearssl.base.Ct;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.X509Engine;

/**
 * A name and a public key that are trusted from the outset, as a view on a packed record in the caller's array:
 * <pre>
 *    0  4  length of the record, these bytes included
 *    4  1  1 for a CA, whose key verifies certificates; 0 for a server, which is trusted by itself
 *    5  1  0 for an RSA key, else the TLS number of the curve (23 for P-256)
 *    6  2  length of the modulus, or of the point
 *    8  2  length of the public exponent, 0 for a point
 *   10 32  SHA-256 of the subject name, encoded as in certificates
 *   42     modulus and exponent, or the point
 *    .     NameConstraints (RFC 5280, 4.2.1.10) of the anchor's certificate in DER; may be missing
 * </pre>
 * All numbers are unsigned big-endian. Dates are no part of an anchor: it is trusted until it is taken away.
 */
public final class TrustAnchor {
    /** Length of a hashed name. */
    static final int DN_LEN = 32;
    static final int FLAGS_OFF = 4;
    static final int CURVE_OFF = 5;
    static final int LEN_OFF = 6;
    static final int EXPONENT_OFF = 8;
    static final int DN_OFF = 10;
    static final int KEY_OFF = DN_OFF + DN_LEN;
    static final int CA = 1;

    private final RsaPublicKey rsa = new RsaPublicKey();
    private final EcPublicKey ec = new EcPublicKey();

    private byte[] buf;
    private int start;
    private int constraints;
    private int end;

    /** Makes a view of nothing yet. */
    public TrustAnchor() {
        // see set
    }

    /**
     * Tells whether a record is well-formed, so that {@link #set} may be called.
     *
     * @param array holds it
     * @param off   its first byte
     * @param limit where the array's bytes end
     * @return its length, or 0 if it is not well-formed or runs past {@code limit}
     */
    public static int check(byte[] array, int off, int limit) {
        if (limit - off < KEY_OFF) {
            return 0;
        }
        int len = Codec.be32(array, off);
        int keyLen = Codec.u16(array, off + LEN_OFF) + Codec.u16(array, off + EXPONENT_OFF);
        return keyLen == 0 || len < KEY_OFF + keyLen || len > limit - off ? 0 : len;
    }

    /**
     * Points this view at a record.
     *
     * @param array holds it, well-formed (see {@link #check})
     * @param off   its first byte
     */
    public void set(byte[] array, int off) {
        buf = array;
        start = off;
        int key = off + KEY_OFF;
        int len = Codec.u16(array, off + LEN_OFF);
        int exponentLen = Codec.u16(array, off + EXPONENT_OFF);
        constraints = key + len + exponentLen;
        end = off + Codec.be32(array, off);
        if (keyType() == X509Engine.KEYTYPE_RSA) {
            rsa.set(array, key, len, key + len, exponentLen);
        } else {
            ec.set(array[off + CURVE_OFF] & 0xFF, array, key, len);
        }
    }

    /** Whether the key verifies certificates. @return true for a CA, false for a server */
    public boolean isCa() {
        return (buf[start + FLAGS_OFF] & CA) != 0;
    }

    /** Kind of the key. @return {@link X509Engine#KEYTYPE_RSA} or {@link X509Engine#KEYTYPE_EC} */
    public int keyType() {
        return buf[start + CURVE_OFF] == 0 ? X509Engine.KEYTYPE_RSA : X509Engine.KEYTYPE_EC;
    }

    /** The key, if it is an RSA key. @return a view of this object's */
    public RsaPublicKey rsaKey() {
        return rsa;
    }

    /** The key, if it is a point on a curve. @return a view of this object's */
    public EcPublicKey ecKey() {
        return ec;
    }

    /** Whether this anchor's key is the given one: that of the two that the type says. */
    boolean isKey(int type, RsaPublicKey rsaKey, EcPublicKey ecKey) {
        if (type != keyType()) {
            return false;
        }
        if (type == X509Engine.KEYTYPE_EC) {
            return ec.curve() == ecKey.curve() && equal(ec.off(), ec.len(), ecKey.array(), ecKey.off(), ecKey.len());
        }
        return equal(rsa.modulusOff(), rsa.modulusLen(), rsaKey.array(), rsaKey.modulusOff(), rsaKey.modulusLen())
                && equal(rsa.exponentOff(), rsa.exponentLen(), rsaKey.array(), rsaKey.exponentOff(), rsaKey.exponentLen());
    }

    private boolean equal(int off, int len, byte[] b, int bOff, int bLen) {
        return len == bLen && Ct.equal(buf, off, b, bOff, len) != 0;
    }

    /** The array with the record. @return the caller's */
    public byte[] array() {
        return buf;
    }

    /** First byte of the hashed subject name. @return an index */
    public int dnHashOff() {
        return start + DN_OFF;
    }

    /** First byte of the name constraints. @return an index */
    public int constraintsOff() {
        return constraints;
    }

    /** Length of the name constraints. @return bytes, 0 if there are none */
    public int constraintsLen() {
        return end - constraints;
    }

    /** Length of the record. @return bytes */
    public int length() {
        return end - start;
    }
}
