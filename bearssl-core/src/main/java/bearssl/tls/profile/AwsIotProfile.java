package bearssl.tls.profile;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcPrivateKey;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;
import bearssl.tls.CipherSuite;
import bearssl.tls.ClientAuth;
import bearssl.tls.EcClientAuth;
import bearssl.tls.EcdheKeyExchange;
import bearssl.tls.TlsProfile;

/**
 * AWS IoT Core: a device with a certificate on a P-256 key, and AWS's servers with theirs on an RSA key of 2048 bits
 * (up to Amazon Root CA 1) or on P-256 (CA 3); ECDHE on P-256 with SHA-256, all in the small forms. A guide is
 * docs/AWS-IOT.md.
 *
 * <p>Anchors are both of these roots, as the server chooses the suite and so the chain; {@code X509Default} verifies
 * either. The other two roots, with RSA-4096 and P-384 keys, AWS keeps for later: they take {@link FullProfile} and
 * {@code X509Full}.
 */
public final class AwsIotProfile extends TlsProfile {
    /** Port of MQTT with a client certificate, without application protocols. */
    public static final int PORT = 8883;
    /** Port that MQTT shares with HTTPS: {@link #createProtocols} tells them apart. */
    public static final int ALPN_PORT = 443;

    private static final int RSA_BITS = 2048;

    // Not as constants: docs/ARCHITECTURE.md, "No literal in a method"
    private static final String WITH_CERTIFICATE;
    private static final String WITH_PASSWORD;

    static {
        WITH_CERTIFICATE = "x-amzn-mqtt-ca";
        WITH_PASSWORD = "mqtt";
    }

    // The scratch of ECDHE with a server's RSA signature is more than a P-256 signature takes.
    private AwsIotProfile() {
        super(Sha256.INSTANCE, RSA_BITS, HandshakeSizes.ecdheMessageLen(RSA_BITS), HandshakeSizes.ecdheBytes(RSA_BITS),
                SmallSizes.ecdheShorts(RSA_BITS), HandshakeSizes.INTS, 0);
    }

    /** Makes the profile; its workspace has room for a P-256 signature. @return a new profile */
    public static AwsIotProfile create() {
        AwsIotProfile profile = new AwsIotProfile();
        EcdheKeyExchange ecdhe = new EcdheKeyExchange(EcP256M15.INSTANCE, RsaI15.INSTANCE, Sha256.INSTANCE);
        profile.with(CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, ecdhe);
        profile.with(CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ecdhe);
        return profile;
    }

    /**
     * Makes what to hand to {@code TlsClient.clientAuth}; nothing is copied.
     *
     * @param key   the device's private key, on P-256
     * @param chain certificates in DER, the device's own first; those that AWS made have no others behind them
     * @return chain and signer
     */
    public static ClientAuth createAuth(EcPrivateKey key, byte[][] chain) {
        return new EcClientAuth(EcP256M15.INSTANCE, key, chain);
    }

    /**
     * Makes what to hand to {@code TlsClient.offerProtocols} for {@link #ALPN_PORT}; for {@link #PORT} it is null.
     *
     * @param hasCertificate whether the device has a certificate; otherwise it needs a custom authorizer, and sends a
     *                       user name or password in CONNECT
     * @return the one application protocol
     */
    public static String[] createProtocols(boolean hasCertificate) {
        return new String[] {hasCertificate ? WITH_CERTIFICATE : WITH_PASSWORD};
    }

    protected Gcm newGcm() {
        return new Gcm(new AesCt(), new GhashCtmul32());
    }
}
