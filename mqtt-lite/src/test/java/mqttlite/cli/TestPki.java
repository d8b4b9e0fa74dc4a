package mqttlite.cli;

import bearssl.testing.TestCertificates;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA with CAs below it, and servers' chains of any length made by them. RSA and EC keys take turns. */
final class TestPki {
    static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2035-01-01T00:00:00Z");

    private static final KeyPair RSA_CA = TestCertificates.rsa(2048);
    private static long serial = 1;

    private final String name;
    private final List<KeyPair> keys = new ArrayList<>();
    private final List<X509Certificate> cas = new ArrayList<>(); // the root first

    /** Makes a root. @param depth number of CAs, the root included */
    TestPki(String name, int depth) {
        this(name, depth, TestCertificates.p256());
    }

    TestPki(String name, int depth, KeyPair rootKey) {
        this.name = name;
        for (int i = 0; i < depth; i++) {
            keys.add(i == 0 ? rootKey : i % 2 == 1 ? RSA_CA : TestCertificates.p256());
            int issuer = Math.max(0, i - 1);
            cas.add(sign(ca(i), keys.get(i), ca(issuer), keys.get(issuer), true, FROM, TO));
        }
    }

    /** A key that no anchor can have. */
    static KeyPair ed25519() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private String ca(int level) {
        return "CN=" + name + " " + level + ",O=Test";
    }

    X509Certificate root() {
        return cas.get(0);
    }

    /** The root as a PEM file. */
    String rootFile(Path folder) throws Exception {
        return pemFile(folder.resolve(name.replace(' ', '-') + ".pem"), root());
    }

    /** A server's chain without the root: the server, then CAs from the lowest up. */
    KeyStore chain(KeyPair key, X509Certificate leaf) throws GeneralSecurityException, IOException {
        List<X509Certificate> chain = new ArrayList<>(cas.subList(1, cas.size()));
        Collections.reverse(chain);
        chain.add(0, leaf);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, TestCertificates.PASSWORD);
        store.setKeyEntry("server", key.getPrivate(), TestCertificates.PASSWORD, chain.toArray(new X509Certificate[0]));
        return store;
    }

    /** A server's chain for localhost and 127.0.0.1. */
    KeyStore chain(KeyPair key) throws GeneralSecurityException, IOException {
        return chain(key, leaf(key, "CN=localhost", FROM, TO, new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    }

    X509Certificate leaf(KeyPair key, String subject, Instant from, Instant to, GeneralName... names) {
        int issuer = cas.size() - 1;
        return sign(subject, key, ca(issuer), keys.get(issuer), false, from, to, names);
    }

    static X509Certificate sign(String subject, KeyPair key, String issuer, KeyPair signer, boolean isCa, Instant from,
            Instant to, GeneralName... names) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(issuer),
                    BigInteger.valueOf(serial++), Date.from(from), Date.from(to), new X500Name(subject),
                    key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
            if (isCa) {
                // Most CAs have it, and it only has to be well-formed.
                GeneralName list = new GeneralName(GeneralName.uniformResourceIdentifier, "http://crl.example/");
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(new DistributionPointName(new GeneralNames(list)), null, null)}));
            }
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            String kind = signer.getPrivate().getAlgorithm();
            String algorithm = kind.equals("RSA") ? "SHA256withRSA" : kind.equals("EC") ? "SHA256withECDSA" : "Ed25519";
            return new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(X509Certificate... certificates) throws GeneralSecurityException {
        StringBuilder s = new StringBuilder();
        for (X509Certificate c : certificates) {
            s.append("-----BEGIN CERTIFICATE-----\n").append(Base64.getMimeEncoder().encodeToString(c.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return s.toString();
    }

    static String pemFile(Path file, X509Certificate... certificates) throws Exception {
        return Files.write(file, pem(certificates).getBytes(StandardCharsets.US_ASCII)).toString();
    }

    /** The certificates of a key store's entry as a PEM file. */
    static String chainFile(Path file, KeyStore store) throws Exception {
        X509Certificate[] chain = java.util.Arrays.stream(store.getCertificateChain("server"))
                .map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        return pemFile(file, chain);
    }
}
