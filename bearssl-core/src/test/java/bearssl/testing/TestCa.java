package bearssl.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority made on the spot: a root, CAs in a row below it, and servers' and clients' chains. */
public final class TestCa {
    private static final Instant TODAY = Instant.now();
    private static final Instant FROM = TODAY.minus(Duration.ofDays(2));
    private static final Instant TOMORROW = TODAY.plus(Duration.ofDays(1));
    private static final int CA_USAGE = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private static final int SERVER_USAGE = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private static final String CLIENT = ""; // instead of a host

    private final String name;
    private final KeyPair[] keys;
    private final X509Certificate[] cas;

    /**
     * Makes the CAs.
     *
     * @param name of the root; those below it are numbered
     * @param keys of the root and of the CAs below it, downwards
     */
    public TestCa(String name, KeyPair... keys) {
        this.name = name;
        this.keys = keys;
        cas = new X509Certificate[keys.length];
        for (int i = 0; i < keys.length; i++) {
            cas[i] = sign(name(i), keys[i], Math.max(0, i - 1), TOMORROW, null);
        }
    }

    public String name() {
        return name;
    }

    private String name(int depth) {
        return "CN=" + name + (depth == 0 ? " Root" : " CA " + depth) + ", O=Made a moment ago, C=XX";
    }

    /** The root's certificate, which servers do not send. */
    public X509Certificate root() {
        return cas[0];
    }

    /** The chain of a server at localhost and 127.0.0.1 that is valid till tomorrow. */
    public KeyStore server(KeyPair key) {
        return server(key, "localhost", TOMORROW);
    }

    /** The chain of a server at a name that is valid till tomorrow. */
    public KeyStore server(KeyPair key, String host) {
        return server(key, host, TOMORROW);
    }

    /** The chain of a server that was, or will be, valid until the given time; leaf first, without the root. */
    public KeyStore server(KeyPair key, String host, Instant until) {
        return chain(key, sign("CN=" + host, key, cas.length - 1, until, host));
    }

    /** The chain of a client that is valid till tomorrow, in a key store of the same form. */
    public KeyStore client(KeyPair key) {
        return chain(key, sign("CN=client", key, cas.length - 1, TOMORROW, CLIENT));
    }

    private KeyStore chain(KeyPair key, X509Certificate leaf) {
        X509Certificate[] chain = new X509Certificate[cas.length];
        chain[0] = leaf;
        for (int i = 1; i < cas.length; i++) {
            chain[i] = cas[cas.length - i];
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, TestCertificates.PASSWORD);
            store.setKeyEntry("server", key.getPrivate(), TestCertificates.PASSWORD, chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(String subject, KeyPair key, int issuer, Instant until, String host) {
        boolean isCa = host == null;
        KeyPair signer = keys[issuer];
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(name(issuer)),
                BigInteger.valueOf(System.nanoTime()).abs().setBit(62), Date.from(FROM), Date.from(until),
                new X500Name(subject), key.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(isCa ? CA_USAGE : SERVER_USAGE));
            if (!isCa) {
                boolean isClient = host.equals(CLIENT);
                builder.addExtension(Extension.extendedKeyUsage, false,
                        new ExtendedKeyUsage(isClient ? KeyPurposeId.id_kp_clientAuth : KeyPurposeId.id_kp_serverAuth));
                if (!isClient) {
                    builder.addExtension(Extension.subjectAlternativeName, false, names(host));
                }
            }
            String algorithm = signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames names(String host) {
        GeneralName dns = new GeneralName(GeneralName.dNSName, host);
        return host.equals("localhost")
                ? new GeneralNames(new GeneralName[] {dns, new GeneralName(GeneralName.iPAddress, "127.0.0.1")})
                : new GeneralNames(dns);
    }
}
