package mqttlite.stream;

import bearssl.ec.EcP256Wide;
import bearssl.rsa.RsaI28Private;
import bearssl.tls.BrErr;
import bearssl.tls.ClientAuth;
import bearssl.tls.EcClientAuth;
import bearssl.tls.RsaClientAuth;
import bearssl.tls.X509Engine;
import bearssl.tls.stream.ConnectError;
import bearssl.x509.PemDecoder;
import bearssl.x509.PrivateKeyDecoder;
import java.util.ArrayList;
import java.util.List;

/** Who this client is to brokers that ask for a certificate. */
public final class Identity {
    private static final int MAX_MODULUS_LEN = 512;

    private Identity() {
    }

    /**
     * A certificate chain and its private key, RSA up to 4096 bits or P-256. That the key belongs to the certificate is
     * not checked: the broker does.
     *
     * @param certificates in PEM, the client's own first
     * @param key          in PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted; may be the same array
     * @return what {@link BlockingMqttClient#clientAuth} takes
     * @throws MqttException if one of the two is missing, malformed or of another kind
     */
    public static ClientAuth pem(byte[] certificates, byte[] key) throws MqttException {
        List<byte[]> chain = new ArrayList<byte[]>();
        for (PemBlocks.Block block : PemBlocks.of(certificates)) {
            if (block.kind == PemDecoder.CERTIFICATE) {
                chain.add(block.der);
            }
        }
        if (chain.isEmpty()) {
            throw new MqttException(BrErr.BR_ERR_X509_EMPTY_CHAIN, "there is no certificate of the client",
                    "give it in PEM, with those between it and the root behind it");
        }
        for (PemBlocks.Block block : PemBlocks.of(key)) {
            if (block.kind == PemDecoder.PRIVATE_KEY || block.kind == PemDecoder.RSA_PRIVATE_KEY
                    || block.kind == PemDecoder.EC_PRIVATE_KEY) {
                return auth(block, chain.toArray(new byte[0][]));
            }
        }
        throw new MqttException(ConnectError.ERR_MISSING_EC_KEY);
    }

    private static ClientAuth auth(PemBlocks.Block block, byte[][] chain) throws MqttException {
        PrivateKeyDecoder decoder = new PrivateKeyDecoder(MAX_MODULUS_LEN);
        decoder.start(block.kind);
        decoder.append(block.der, 0, block.der.length);
        int type = decoder.end();
        if (type < 0) {
            throw new MqttException(-type, "the client's private key cannot be used",
                    "use a P-256 key, or RSA with 2048 to 4096 bits");
        }
        return type == X509Engine.KEYTYPE_RSA ? new RsaClientAuth(RsaI28Private.INSTANCE, decoder.rsaKey(), chain)
                : new EcClientAuth(EcP256Wide.INSTANCE, decoder.ecKey(), chain);
    }
}
