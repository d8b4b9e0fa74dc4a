package bearssl.x509;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.ec.EcVerifyCurve;
import bearssl.ec.EcdsaVerify;
import bearssl.hash.HashFunction;
import bearssl.rsa.Pkcs1;
import bearssl.rsa.RsaPublic;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;

/**
 * The signature of the certificate read last, with the digest it is over: kept until a key comes that may have made it,
 * which is that of the next certificate or of an anchor.
 *
 * <p>Which hash function counts is said outside of what is hashed. With {@link X509Rules#FORM} the algorithm inside has
 * to be the same, so that one function runs: the few bytes before it wait. Without, all of them run.
 *
 * <p>CT: nothing is secret here. Scratch: what the signature takes. Source: RFC 5280, sections 4.1.1.2 and 4.1.1.3.
 */
final class CertificateSignature {
    private static final int MAX_DIGEST_LEN = 64;
    private static final int MAX_ECDSA_LEN = 139; // P-521: a SEQUENCE of two integers of 66 bytes and a zero
    private static final int COUNTED = -1;
    private static final int PREFIX_OFF = 128; // in the waiting room
    private static final int PREFIX_ROOM = DerWalker.PAD_LEN - PREFIX_OFF;

    private final HashFunction[] hashes;
    private final RsaPublic rsa;
    private final EcVerifyCurve[] curves;
    private final boolean onlyOne;
    private final byte[] waiting; // shared: what is gathered meanwhile lies before PREFIX_OFF, or is refused
    private final int[] states;
    private final byte[] digest = new byte[MAX_DIGEST_LEN];
    private final byte[] sig;

    private int first; // those that run, up to last
    private int last;
    private int prefixLen; // bytes that wait for the algorithm, COUNTED when none do
    private int algorithm;
    private int sigLen;

    /**
     * @param onlyOne whether the algorithm inside counts
     * @param waiting room for {@link DerWalker#PAD_LEN} bytes, where the walker gathers too
     */
    CertificateSignature(HashFunction[] hashes, RsaPublic rsa, EcVerifyCurve[] curves, int maxRsaLen, boolean onlyOne,
            byte[] waiting) {
        this.hashes = hashes;
        this.rsa = rsa;
        this.curves = curves;
        this.onlyOne = onlyOne;
        this.waiting = waiting;
        sig = new byte[maxRsaLen < MAX_ECDSA_LEN ? MAX_ECDSA_LEN : maxRsaLen];
        int all = 0;
        int most = 0;
        for (int i = 0; i < hashes.length; i++) {
            int n = hashes[i].stateWords();
            all += n;
            most = n > most ? n : most;
        }
        states = new int[onlyOne ? most : all];
    }

    int scratchBytes() {
        int most = rsa == null ? 0 : sig.length;
        for (int i = 0; i < curves.length; i++) {
            int n = EcdsaVerify.scratchBytes(curves[i]);
            most = n > most ? n : most;
        }
        return most;
    }

    int scratchShorts() {
        int most = rsa == null ? 0 : rsa.scratchShorts(8 * sig.length);
        for (int i = 0; i < curves.length; i++) {
            int n = curves[i].scratchShorts();
            most = n > most ? n : most;
        }
        return most;
    }

    int scratchLongs() {
        int most = rsa == null ? 0 : rsa.scratchLongs(8 * sig.length);
        for (int i = 0; i < curves.length; i++) {
            int n = curves[i].scratchLongs();
            most = n > most ? n : most;
        }
        return most;
    }

    int scratchInts() {
        int most = rsa == null ? 0 : rsa.scratchInts(8 * sig.length);
        for (int i = 0; i < curves.length; i++) {
            int n = curves[i].scratchInts();
            most = n > most ? n : most;
        }
        return most;
    }

    // ---- what is signed

    /** The TBSCertificate starts; the signature of the one before stays. */
    void start() {
        prefixLen = onlyOne ? 0 : COUNTED;
        if (!onlyOne) {
            run(0, hashes.length);
        }
    }

    private void run(int from, int to) {
        first = from;
        last = to;
        int at = 0;
        for (int i = from; i < to; i++) {
            hashes[i].init(states, at);
            at += hashes[i].stateWords();
        }
    }

    /** Bytes of it. */
    void update(byte[] buf, int off, int len) {
        if (prefixLen != COUNTED) {
            int room = PREFIX_ROOM - prefixLen;
            if (room > 0) {
                System.arraycopy(buf, off, waiting, PREFIX_OFF + prefixLen, len < room ? len : room);
            }
            prefixLen += len;
            return;
        }
        int at = 0;
        for (int i = first; i < last; i++) {
            hashes[i].update(states, at, buf, off, len);
            at += hashes[i].stateWords();
        }
    }

    /** The algorithm inside is known. @param number in {@link Oids#SIGNATURES}, or 0 @return 0 or minus a code */
    int innerKnown(int number) {
        int len = prefixLen;
        if (len > PREFIX_ROOM) {
            return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED; // a serial number beyond all measure
        }
        prefixLen = COUNTED;
        int i = number == 0 ? hashes.length : hash(Oids.signatureHash(number));
        run(i, i < hashes.length ? i + 1 : i);
        update(waiting, PREFIX_OFF, len);
        return 0;
    }

    // Index of a hash function, hashes.length if it is not there.
    private int hash(int id) {
        int i = 0;
        while (i < hashes.length && hashes[i].id() != id) {
            i++;
        }
        return i;
    }

    /** The algorithm outside is known, behind what is signed. @return 0, or minus a code: the hash is not there */
    int algorithmKnown(int number) {
        int at = 0;
        algorithm = number;
        for (int i = first; i < last && number != 0; i++) {
            if (hashes[i].id() == Oids.signatureHash(number)) {
                hashes[i].finish(states, at, digest, 0);
                return 0;
            }
            at += hashes[i].stateWords();
        }
        return -BrErr.BR_ERR_X509_UNSUPPORTED;
    }

    // ---- the signature

    /** An event of its BIT STRING. @return 0 or minus a code */
    int event(int event, DerTokenizer der) {
        switch (event) {
            case DerTokenizer.OPEN:
                der.bits();
                return 0;
            case DerTokenizer.BITS:
                sigLen = 0;
                if (der.unusedBits() != 0) {
                    return -BrErr.BR_ERR_X509_PARTIAL_BYTE;
                }
                return der.left() > sig.length ? -BrErr.BR_ERR_X509_LIMIT_EXCEEDED : 0;
            case DerTokenizer.BYTES:
                System.arraycopy(der.array(), der.off(), sig, sigLen, der.len());
                sigLen += der.len();
                return 0;
            default:
                return 0;
        }
    }

    /** The arithmetic of a curve. @return null if it is not there */
    EcVerifyCurve curve(int namedCurve) {
        for (int i = 0; i < curves.length; i++) {
            if (curves[i].namedCurve() == namedCurve) {
                return curves[i];
            }
        }
        return null;
    }

    /** Verifies it with a key: that of the two that the type says. @return 0 or minus a code */
    int verify(int keyType, RsaPublicKey rsaKey, EcPublicKey ecKey, Workspace ws) {
        boolean isRsa = Oids.isRsaSignature(algorithm);
        if (isRsa != (keyType == X509Engine.KEYTYPE_RSA)) {
            return -BrErr.BR_ERR_X509_WRONG_KEY_TYPE;
        }
        int hashId = Oids.signatureHash(algorithm);
        boolean valid;
        if (isRsa) {
            if (rsa == null) {
                return -BrErr.BR_ERR_X509_UNSUPPORTED;
            }
            if (rsaKey.modulusLen() > sig.length) {
                return -BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            }
            valid = Pkcs1.verify(rsa, rsaKey, sig, 0, sigLen, hashId, digest, 0, ws);
        } else {
            EcVerifyCurve curve = curve(ecKey.curve());
            if (curve == null) {
                return -BrErr.BR_ERR_X509_UNSUPPORTED;
            }
            int len = hashes[hash(hashId)].digestLength();
            valid = EcdsaVerify.verify(curve, ecKey, digest, 0, len, sig, 0, sigLen, ws);
        }
        return valid ? 0 : -BrErr.BR_ERR_X509_BAD_SIGNATURE;
    }
}
