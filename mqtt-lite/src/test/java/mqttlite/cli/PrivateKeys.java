package mqttlite.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;

/** Private keys as files, in the forms that OpenSSL writes. */
final class PrivateKeys {
    private PrivateKeys() {
    }

    /** PKCS#8: {@code PRIVATE KEY}. */
    static String pkcs8(Path file, PrivateKey key) throws IOException {
        return pem(file, "PRIVATE KEY", key.getEncoded());
    }

    /** PKCS#1 or SEC 1: {@code RSA PRIVATE KEY}, {@code EC PRIVATE KEY} on P-256. */
    static String traditional(Path file, PrivateKey key) throws IOException {
        if (key instanceof ECPrivateKey ec) {
            return pem(file, "EC PRIVATE KEY", new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(),
                    SECObjectIdentifiers.secp256r1).getEncoded());
        }
        return pem(file, "RSA PRIVATE KEY",
                PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey().toASN1Primitive().getEncoded());
    }

    static String pem(Path file, String label, byte[] der) throws IOException {
        return Files.write(file, ("-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII)).toString();
    }
}
