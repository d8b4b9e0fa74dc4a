package mqttlite.stream;

import bearssl.hash.Sha1;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.AnchorDecoder;
import bearssl.x509.AnchorList;
import bearssl.x509.PemDecoder;
import bearssl.x509.PinText;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Fast;
import bearssl.x509.X509Fingerprint;
import bearssl.x509.X509Rules;
import java.io.ByteArrayOutputStream;

/** Whom to believe that it is the broker: a CA, or one key. */
public final class Trust {
    private static final int MAX_MODULUS_LEN = 512;
    private static final int RECORD_ROOM = 64;

    private Trust() {
    }

    /**
     * Trusts a server whose certificate one of these CAs has issued for its name; by the system's clock.
     *
     * @param pem the CAs' certificates in PEM, any number
     * @return an engine for one client
     * @throws MqttException if there is none that could be used
     */
    public static X509Engine ca(byte[] pem) throws MqttException {
        byte[] packed = anchors(pem);
        X509Clock clock = new X509Clock();
        clock.set(System.currentTimeMillis() / 1000);
        return X509Fast.create(new AnchorList(packed, 0, packed.length), clock);
    }

    /**
     * Trusts a server by the fingerprint of its public key, as {@code mqtt fingerprint HOST:PORT} prints it.
     *
     * @param fingerprint 20 bytes in hexadecimal, with or without separators
     * @return an engine for one client
     * @throws MqttException if it is malformed
     */
    public static X509Engine fingerprint(String fingerprint) throws MqttException {
        byte[] pin = new byte[20];
        X509Fingerprint engine = new X509Fingerprint(Sha1.INSTANCE);
        if (PinText.parseFingerprint(fingerprint, pin, 0) != PinText.OK || !engine.pin(0, pin, 0)) {
            throw new MqttException(BrErr.BR_ERR_BAD_PARAM, "'" + fingerprint + "' is no fingerprint of a key",
                    "it takes 20 bytes in hexadecimal, as the command fingerprint prints them");
        }
        return engine;
    }

    private static byte[] anchors(byte[] pem) throws MqttException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] header = new byte[AnchorList.HEADER_LEN];
        AnchorList.writeHeader(header, 0);
        packed.write(header, 0, header.length);
        int reason = BrErr.BR_ERR_X509_NOT_TRUSTED;
        for (PemBlocks.Block block : PemBlocks.of(pem)) {
            if (block.kind == PemDecoder.CERTIFICATE) {
                int result = add(block.der, packed);
                reason = result < 0 ? -result : reason;
            }
        }
        if (packed.size() == header.length) {
            throw new MqttException(reason, "there is no certificate of a CA that could be used",
                    "give its certificate in PEM, with an RSA key up to 4096 bits or one on P-256, P-384 or P-521");
        }
        return packed.toByteArray();
    }

    private static int add(byte[] der, ByteArrayOutputStream packed) {
        byte[] record = new byte[der.length + RECORD_ROOM];
        AnchorDecoder decoder = new AnchorDecoder(MAX_MODULUS_LEN, X509Rules.DEFAULT);
        decoder.start(der.length, record, 0, record.length);
        decoder.append(der, 0, der.length);
        int result = decoder.end();
        if (result > 0) {
            packed.write(record, 0, result);
        }
        return result;
    }
}
