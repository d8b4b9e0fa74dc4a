package mqttlite.cli;

import bearssl.base.Workspace;
import bearssl.ec.EcP256Wide;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha1;
import bearssl.hash.Sha224;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI28;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.TrustStore;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Minimal;
import bearssl.x509.X509Rules;
import java.util.List;

/** Judges a chain that lies in memory, by the engine that judges a server's. */
final class ChainCheck {
    // In the order of VerifySettings.HASHES.
    private static final HashFunction[] HASHES = {Sha1.INSTANCE, Sha224.INSTANCE, Sha256.INSTANCE, Sha384.INSTANCE,
        Sha512.INSTANCE};
    private static final int LEAST_LIMIT = 2048; // that the engine takes
    private static final EcVerifyCurve[] CURVES = {EcP256Wide.INSTANCE, EcP384I15.INSTANCE, EcP521I15.INSTANCE};

    private final X509Minimal engine;
    private final int maxModulusLen;
    private final String name;
    private final Workspace workspace;
    private int errorCert;

    ChainCheck(VerifySettings settings, TrustStore anchors) {
        X509Clock clock = new X509Clock();
        clock.set(settings.time == UtcTime.BAD ? System.currentTimeMillis() / 1000 : settings.time);
        maxModulusLen = (settings.maxRsa() + 7) / 8;
        engine = new X509Minimal(anchors, clock, Math.max(LEAST_LIMIT, 8 * maxModulusLen), rules(settings),
                hashes(settings.hashes()), RsaI28.INSTANCE, CURVES);
        engine.minRsaBits(settings.minRsa());
        // BearSSL takes an empty name for none.
        engine.acceptNoName(settings.name == null || settings.name.length() == 0 && settings.isLenient());
        name = settings.name;
        workspace = new Workspace(engine.scratchBytes(), engine.scratchShorts(), engine.scratchInts(),
                engine.scratchLongs());
    }

    /** What the settings ask for, as a sum of {@link X509Rules}. */
    static int rules(VerifySettings settings) {
        return settings.isLenient() ? X509Rules.LENIENT : settings.isStrict() ? X509Rules.STRICT : X509Rules.DEFAULT;
    }

    private static HashFunction[] hashes(int mask) {
        HashFunction[] list = new HashFunction[Integer.bitCount(mask)];
        int n = 0;
        for (int i = 0; i < HASHES.length; i++) {
            if ((mask >> i & 1) != 0) {
                list[n++] = HASHES[i];
            }
        }
        return list;
    }

    /** Judges. @return {@link BrErr#BR_ERR_OK} or the code of the first problem */
    int judge(List<byte[]> chain) {
        engine.startChain(name, workspace);
        for (byte[] certificate : chain) {
            engine.startCert(certificate.length);
            engine.append(certificate, 0, certificate.length);
            engine.endCert();
        }
        int code = engine.endChain();
        errorCert = engine.errorCert();
        return 8 * maxModulusLen < LEAST_LIMIT ? judgeLengths(chain, code) : code;
    }

    // A limit that is lower than any the engine takes: where an engine with it would have ended.
    private int judgeLengths(List<byte[]> chain, int code) {
        boolean isPastKey = code == BrErr.BR_ERR_OK || code == BrErr.BR_ERR_X509_BAD_SIGNATURE
                || code >= BrErr.BR_ERR_X509_BAD_SERVER_NAME;
        int end = Math.min(isPastKey ? errorCert + 1 : errorCert, chain.size());
        for (int i = 0; i < end; i++) {
            CertificateFields fields = new CertificateFields(chain.get(i));
            if (fields.modulusBits > 8 * maxModulusLen || fields.signatureLen > maxModulusLen) {
                errorCert = i;
                return BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
            }
        }
        return code;
    }

    /** Index of the certificate at which a chain was refused. */
    int errorCert() {
        return errorCert;
    }

    /** What the leaf's key may be used for: {@code keyx,sign}. */
    String usages() {
        boolean keyExchange = (engine.keyUsages() & X509Engine.USAGE_KEYX) != 0;
        boolean sign = (engine.keyUsages() & X509Engine.USAGE_SIGN) != 0;
        return keyExchange ? sign ? "keyx,sign" : "keyx" : sign ? "sign" : "-";
    }

    /** The leaf's key: {@code rsa:HEXN:HEXE} or {@code ec:23:HEXPOINT}. */
    String key() {
        if (engine.keyType() == X509Engine.KEYTYPE_RSA) {
            byte[] b = engine.rsaKey().array();
            return "rsa:" + Hex.of(b, engine.rsaKey().modulusOff(), engine.rsaKey().modulusLen()) + ":"
                    + Hex.of(b, engine.rsaKey().exponentOff(), engine.rsaKey().exponentLen());
        }
        return "ec:" + engine.ecKey().curve() + ":" + Hex.of(engine.ecKey().array(), engine.ecKey().off(),
                engine.ecKey().len());
    }
}
