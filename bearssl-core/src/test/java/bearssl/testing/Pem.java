package bearssl.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Certificates and keys as the files that servers read. */
public final class Pem {
    private Pem() {
    }

    /** One or more certificates. */
    public static String of(Certificate... certificates) {
        StringBuilder s = new StringBuilder();
        for (Certificate certificate : certificates) {
            try {
                s.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return s.toString();
    }

    /**
     * A private key in PKCS#8, from a key store of {@link TestCertificates} or {@link TestCa}. An EC key contains the
     * public key, without which GnuTLS does not read it; the JDK leaves it out.
     */
    public static String key(KeyStore keys) {
        byte[] encoded = OurClientAuth.key(keys);
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(encoded);
            if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                ECPublicKey publicKey = (ECPublicKey) keys.getCertificate("server").getPublicKey();
                int bits = publicKey.getParams().getOrder().bitLength();
                encoded = new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), new ECPrivateKey(bits,
                        ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
                        SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getPublicKeyData(),
                        info.getPrivateKeyAlgorithm().getParameters())).getEncoded();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return block("PRIVATE KEY", encoded);
    }

    /**
     * Writes what {@link OpensslServer} and others take: {@code leaf.pem}, {@code issuers.pem} unless there are none,
     * {@code chain.pem} with all of them, {@code key.pem}.
     *
     * @param folder is made if need be
     * @return the folder
     */
    public static Path write(Path folder, KeyStore keys) {
        try {
            Certificate[] chain = keys.getCertificateChain("server");
            Certificate[] issuers = Arrays.copyOfRange(chain, 1, chain.length);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("leaf.pem"), of(chain[0]));
            Files.deleteIfExists(folder.resolve("issuers.pem"));
            if (issuers.length > 0) {
                Files.writeString(folder.resolve("issuers.pem"), of(issuers));
            }
            Files.writeString(folder.resolve("chain.pem"), of(chain));
            Files.writeString(folder.resolve("key.pem"), key(keys));
            return folder;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
