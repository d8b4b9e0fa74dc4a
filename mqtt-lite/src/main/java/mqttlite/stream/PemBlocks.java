package mqttlite.stream;

import bearssl.tls.BrErr;
import bearssl.x509.PemDecoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a PEM file, decoded. */
final class PemBlocks {
    /** One block. */
    static final class Block {
        final int kind; // of PemDecoder
        final byte[] der;

        Block(int kind, byte[] der) {
            this.kind = kind;
            this.der = der;
        }
    }

    private PemBlocks() {
    }

    /** Reads all blocks. @throws MqttException if one is malformed or encrypted */
    static List<Block> of(byte[] pem) throws MqttException {
        List<Block> blocks = new ArrayList<Block>();
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        PemDecoder decoder = new PemDecoder();
        decoder.input(pem, 0, pem.length);
        int event = decoder.next();
        while (event > PemDecoder.MORE) {
            if (event == PemDecoder.BEGIN) {
                der.reset();
            } else if (event == PemDecoder.DATA) {
                der.write(decoder.data(), 0, decoder.dataLen());
            } else if (decoder.kind() == PemDecoder.ENCRYPTED_PRIVATE_KEY) {
                throw malformed(true);
            } else {
                blocks.add(new Block(decoder.kind(), der.toByteArray()));
            }
            event = decoder.next();
        }
        if (event == PemDecoder.MORE) {
            event = decoder.end();
        }
        if (event < 0) {
            throw malformed(event == PemDecoder.ENCRYPTED);
        }
        return blocks;
    }

    private static MqttException malformed(boolean isEncrypted) {
        return new MqttException(BrErr.BR_ERR_X509_INVALID_VALUE,
                isEncrypted ? "a private key is encrypted" : "a PEM block is malformed or cut off",
                isEncrypted ? "decrypt it: openssl pkey -in FILE -out OTHER" : "check the file");
    }
}
