package mqttlite.cli;

import bearssl.base.Codec;
import bearssl.ec.EcP256Wide;
import bearssl.rsa.RsaI28Private;
import bearssl.tls.ClientAuth;
import bearssl.tls.EcClientAuth;
import bearssl.tls.RsaClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.stream.ConnectError;
import java.util.Arrays;
import java.util.List;

/** Who we are to servers that ask: the certificates of --cert and the private key of --key. */
final class ClientIdentity {
    // More no server takes: OpenSSL's limit for the message, and ours for servers.
    private static final int MAX_CHAIN_LEN = 102400;

    private final byte[] certificate;
    private final ClientAuth auth;

    private ClientIdentity(byte[][] chain, PrivateKey key) {
        certificate = chain[0];
        auth = key.rsa() != null ? new RsaClientAuth(RsaI28Private.INSTANCE, key.rsa(), chain)
                : new EcClientAuth(EcP256Wide.INSTANCE, key.ec(), chain);
    }

    /** The identity of the options, null if they name none. A file of both, certificates and key, is enough. */
    static ClientIdentity of(Options options) throws UsageError, Failure {
        if (!options.has("cert")) {
            if (options.has("key")) {
                throw new UsageError("--key needs --cert FILE, the certificate that it belongs to");
            }
            return null;
        }
        for (String name : new String[] {"cert", "key"}) {
            if (options.text(name, "x").length() == 0) {
                throw new UsageError("--" + name + ": the file's name is empty");
            }
        }
        String certFile = options.text("cert", "");
        PemFile certificates = PemFile.read(certFile);
        byte[][] chain = certificates.requireCertificates().toArray(new byte[0][]);
        int len = 0;
        for (byte[] c : chain) {
            len += c.length;
        }
        if (len > MAX_CHAIN_LEN) {
            throw PemFile.bad(certFile, "its " + chain.length + " certificates have " + len + " bytes, servers take "
                    + MAX_CHAIN_LEN, "leave the client's own in it, and those between it and the root");
        }
        String keyFile = options.text("key", certFile);
        PemFile keys = options.has("key") ? PemFile.read(keyFile) : certificates;
        if (!options.has("key") && !keys.holdsKey()) {
            throw Failure.of(ConnectError.ERR_MISSING_EC_KEY, certFile + " holds no private key, and there is no --key",
                    "give the private key of the certificate by --key FILE");
        }
        PemBlock block = keys.requirePrivateKey();
        PrivateKey key = PrivateKey.of(block, keyFile);
        requirePair(chain, certFile, key, block.where(keyFile));
        return new ClientIdentity(chain, key);
    }

    private static void requirePair(byte[][] chain, String certFile, PrivateKey key, String where) throws Failure {
        byte[] wanted = fingerprint(SpkiDer.certificateAround(key.spki()), where);
        if (Arrays.equals(wanted, fingerprint(chain[0], certFile))) {
            return;
        }
        String cause = where + ": the private key does not belong to the first certificate in " + certFile + " ("
                + new CertificateFields(chain[0]).subject + ")";
        for (int i = 1; i < chain.length; i++) {
            if (Arrays.equals(wanted, ServerTrust.ofKey(chain[i]).receivedFingerprint())) {
                throw Failure.of(Codes.CLI_BAD_FILE, cause + " but to number " + (i + 1),
                        "put the client's own certificate first, then its issuer, and so on");
            }
        }
        throw Failure.of(Codes.CLI_BAD_FILE, cause, "give the key that the certificate was requested with");
    }

    // Of the numbers of the key, whatever form they are in.
    private static byte[] fingerprint(byte[] certificate, String where) throws Failure {
        return ServerTrust.requireKey(certificate, where).receivedFingerprint();
    }

    ClientAuth auth() {
        return auth;
    }

    /**
     * What a session depends on: the trust in the server, and who the server knows us to be.
     *
     * @param trust what decides whom to trust
     */
    byte[] criteria(byte[] trust) {
        byte[] all = Arrays.copyOf(trust, trust.length + certificate.length + 4);
        System.arraycopy(certificate, 0, all, trust.length, certificate.length);
        Codec.putBe32(all, trust.length + certificate.length, certificate.length);
        return all;
    }

    // ---- in words

    private String keyKind() {
        return auth.signature() == ClientAuth.RSA ? "an RSA key" : "an EC key";
    }

    /** Whether the server asked for a certificate, but not for one like this. */
    boolean isUnsuitable(TlsClient tls) {
        return tls.certificateRequested() && !tls.certificateSent();
    }

    /** Why nothing was sent to a server that asked for something else. */
    String unsuitable() {
        return "the server takes no client certificate with " + keyKind() + " that signs with SHA-256";
    }

    /** What to do about that, if the server insists. */
    String remedyForUnsuitable() {
        return unsuitable() + ": give it one with " + (auth.signature() == ClientAuth.RSA ? "a P-256" : "an RSA")
                + " key (--cert, --key), or allow that at the server";
    }

    /** The client's own certificate. */
    @Override
    public String toString() {
        CertificateFields c = new CertificateFields(certificate);
        return c.subject + " (" + c.key + ", until " + CertificateFields.text(c.notAfter) + ")";
    }
}
