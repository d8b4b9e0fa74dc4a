package bearssl.tls;

import bearssl.base.Codec;
import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcKeyGen;
import bearssl.ec.EcVerifyCurve;
import bearssl.ec.EcdsaVerify;
import bearssl.hash.HashFunction;
import bearssl.rsa.Pkcs1;
import bearssl.rsa.RsaPublic;

/**
 * Ephemeral elliptic-curve Diffie-Hellman (RFC 8422, sections 5.4 and 5.7), the server's part signed with the key in
 * its certificate: RSA, or EC on the same curve, and one hash function. {@link EcdheWideKeyExchange} has more of both.
 */
public class EcdheKeyExchange extends KeyExchange {
    private static final int NAMED_CURVE = 3;

    private final EcCurve curve;
    private final RsaPublic rsa;
    private final HashFunction hash;

    /**
     * Makes the exchange.
     *
     * @param curve the one group to offer, with points of at most 65 bytes
     * @param rsa   verifies the signatures of RSA keys
     * @param hash  hash of the signatures, SHA-256
     */
    public EcdheKeyExchange(EcCurve curve, RsaPublic rsa, HashFunction hash) {
        this.curve = curve;
        this.rsa = rsa;
        this.hash = hash;
    }

    boolean expectsServerKeyExchange() {
        return true;
    }

    int group(int i) {
        return i == 0 ? curve.namedCurve() : 0;
    }

    int hash(int i) {
        return i == 0 ? hash.id() : 0;
    }

    /** The hash function of a number. @return null if it is not offered */
    HashFunction signatureHash(int id) {
        return id == hash.id() ? hash : null;
    }

    /** The curve of a certificate's key, whose number is one that is offered. */
    EcVerifyCurve keyCurve(int named) {
        return curve;
    }

    int readServerKeyExchange(byte[] buf, int off, int len, HandshakeContext hs) {
        int pointLen = curve.pointLen();
        if (len < 4) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        int named = Codec.u16(buf, off + 1);
        if (buf[off] != NAMED_CURVE) {
            return BrErr.BR_ERR_INVALID_ALGORITHM;
        }
        if (named != curve.namedCurve()) {
            return hs.error(BrErr.BR_ERR_INVALID_ALGORITHM, named, curve.namedCurve());
        }
        int announced = buf[off + 3] & 0xFF;
        int paramsLen = 4 + announced;
        if (announced == 0 || len < paramsLen + 4) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        if (announced != pointLen) {
            return hs.error(BrErr.BR_ERR_INVALID_ALGORITHM, announced, pointLen);
        }
        System.arraycopy(buf, off + 4, hs.ws.bytes, hs.frame + HandshakeContext.SHARED, pointLen);
        int algorithms = off + paramsLen;
        // What ClientHello offers, with the key type of the suite.
        boolean isEc = CipherSuite.keyType(hs.suite) == X509Engine.KEYTYPE_EC;
        int signature = isEc ? Extension.SIGNATURE_ECDSA : Extension.SIGNATURE_RSA;
        HashFunction offered = signatureHash(buf[algorithms]);
        if (offered == null || buf[algorithms + 1] != signature) {
            return hs.error(BrErr.BR_ERR_INVALID_ALGORITHM, Codec.u16(buf, algorithms), hash(0) << 8 | signature);
        }
        int sigLen = Codec.u16(buf, algorithms + 2);
        if (sigLen != len - paramsLen - 4) {
            return BrErr.BR_ERR_BAD_HANDSHAKE;
        }
        return verify(offered, buf, off, paramsLen, algorithms + 4, sigLen, isEc, hs);
    }

    /** RFC 8422, 5.4: the signature covers both randoms and the parameters. */
    private int verify(HashFunction h, byte[] buf, int off, int paramsLen, int sigOff, int sigLen, boolean isEc,
            HandshakeContext hs) {
        Workspace ws = hs.ws;
        int state = ws.pushInts(h.stateWords());
        int digest = ws.pushBytes(h.digestLength());
        h.init(ws.ints, state);
        h.update(ws.ints, state, ws.bytes, hs.frame + HandshakeContext.CLIENT_RANDOM, 2 * KeySchedule.RANDOM_LEN);
        h.update(ws.ints, state, buf, off, paramsLen);
        h.finish(ws.ints, state, ws.bytes, digest);
        ws.popInts(state);
        boolean valid = isEc
                ? EcdsaVerify.verify(keyCurve(hs.x509.ecKey().curve()), hs.x509.ecKey(), ws.bytes, digest,
                        h.digestLength(), buf, sigOff, sigLen, ws)
                : Pkcs1.verify(rsa, hs.x509.rsaKey(), buf, sigOff, sigLen, h.id(), ws.bytes, digest, ws);
        ws.popBytes(digest);
        return valid ? BrErr.BR_ERR_OK : BrErr.BR_ERR_BAD_SIGNATURE;
    }

    int clientKeyExchangeLen(HandshakeContext hs) {
        return 1 + curve.pointLen();
    }

    int writeClientKeyExchange(byte[] dst, int off, HandshakeContext hs) {
        Workspace ws = hs.ws;
        int scalar = ws.pushBytes(curve.scalarLen());
        EcKeyGen.generate(curve, hs.rng, ws.bytes, scalar, ws);
        dst[off] = (byte) curve.pointLen();
        curve.mulGen(dst, off + 1, ws.bytes, scalar, ws);
        boolean valid = curve.mul(ws.bytes, hs.frame + HandshakeContext.SHARED, curve.pointLen(), ws.bytes, scalar, ws);
        ws.popBytes(scalar);
        // RFC 8422, 5.11: a point that is not on the curve is refused, with illegal_parameter.
        return valid ? BrErr.BR_ERR_OK : BrErr.BR_ERR_INVALID_ALGORITHM;
    }

    /** RFC 8422, 5.10: the premaster secret is the x-coordinate, which follows the first byte of the encoded point. */
    int premasterOff() {
        return HandshakeContext.SHARED + 1;
    }

    int premasterLen() {
        return curve.scalarLen();
    }
}
