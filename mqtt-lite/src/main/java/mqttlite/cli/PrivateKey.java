package mqttlite.cli;

import bearssl.base.Workspace;
import bearssl.ec.EcP256Wide;
import bearssl.ec.EcPrivateKey;
import bearssl.rsa.RsaPrivateKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.PrivateKeyDecoder;
import java.math.BigInteger;
import java.util.Arrays;

/** A private key of a file: RSA with two primes up to 4096 bits, or P-256. */
final class PrivateKey {
    private static final int MAX_MODULUS_LEN = 512;
    private static final int POINT_LEN = 65;

    private final PrivateKeyDecoder decoder = new PrivateKeyDecoder(MAX_MODULUS_LEN);
    private final boolean isRsa;

    private PrivateKey(PemBlock block, String file) throws Failure {
        decoder.start(block.kind);
        decoder.append(block.der, 0, block.der.length);
        int type = decoder.end();
        if (type < 0) {
            throw Failure.of(-type, block.where(file) + ": the private key (" + block.label + ") " + cause(-type),
                    remedy(-type, block, file));
        }
        isRsa = type == X509Engine.KEYTYPE_RSA;
    }

    /** Reads a file with exactly one private key. */
    static PrivateKey read(String file) throws Failure {
        return of(PemFile.read(file).requirePrivateKey(), file);
    }

    /** Takes a block of a file. @param block one with {@link PemBlock#isPrivateKey} */
    static PrivateKey of(PemBlock block, String file) throws Failure {
        return new PrivateKey(block, file);
    }

    private static String cause(int code) {
        switch (code) {
            case BrErr.BR_ERR_X509_UNSUPPORTED: return "is neither RSA with two primes nor on P-256";
            case BrErr.BR_ERR_X509_LIMIT_EXCEEDED: return "is longer than " + 8 * MAX_MODULUS_LEN + " bits";
            case BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY: return "is shorter than 1024 bits";
            default: return "is malformed";
        }
    }

    private static String remedy(int code, PemBlock block, String file) {
        if (code == BrErr.BR_ERR_X509_UNSUPPORTED || code == BrErr.BR_ERR_X509_LIMIT_EXCEEDED
                || code == BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY) {
            return "use a P-256 key, or RSA with 2048 to " + 8 * MAX_MODULUS_LEN + " bits";
        }
        return "see what is wrong with: openssl pkey -in " + file + (block.line == 0 ? " -inform DER" : "")
                + " -check -noout";
    }

    /** The key if it is RSA, else null. */
    RsaPrivateKey rsa() {
        return isRsa ? decoder.rsaKey() : null;
    }

    /** The key if it is EC, else null. */
    EcPrivateKey ec() {
        return isRsa ? null : decoder.ecKey();
    }

    /** The public key that belongs to it, as SubjectPublicKeyInfo. */
    byte[] spki() {
        return isRsa ? rsaSpki(decoder.rsaKey()) : ecSpki(decoder.ecKey());
    }

    private static byte[] rsaSpki(RsaPrivateKey k) {
        BigInteger p = number(k.array(), k.pOff(), k.pLen());
        BigInteger q = number(k.array(), k.qOff(), k.qLen());
        return SpkiDer.rsa(p.multiply(q), number(k.array(), k.exponentOff(), k.exponentLen()));
    }

    private static BigInteger number(byte[] b, int off, int len) {
        return new BigInteger(1, Arrays.copyOfRange(b, off, off + len));
    }

    private static byte[] ecSpki(EcPrivateKey k) {
        byte[] point = new byte[POINT_LEN];
        Workspace ws = new Workspace(0, 0, 0, EcP256Wide.SCRATCH_LONGS);
        EcP256Wide.INSTANCE.mulGen(point, 0, k.array(), k.off(), ws);
        return SpkiDer.p256(point);
    }

    /** Overwrites the key. */
    void wipe() {
        decoder.wipe();
    }
}
