package bearssl.x509;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One line of {@code verify -batch}, put together token by token; see {@code x509_oracle.c} for the format. */
final class BatchCase {
    private final String id;
    private final StringBuilder options = new StringBuilder();
    private final List<String> chain = new ArrayList<>();

    BatchCase(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** The line, in lenient mode. */
    String line() {
        return "id=" + id + " strict=no" + options + String.join("", chain);
    }

    /** The chain's certificates, leaf first. */
    List<byte[]> certs() {
        List<byte[]> result = new ArrayList<>();
        chain.forEach(token -> result.add(Base64.getDecoder().decode(token.substring(" cert=".length()))));
        return result;
    }

    BatchCase sni(String name) {
        return sni(name.getBytes(StandardCharsets.UTF_8));
    }

    /** An expected name of any bytes but 0. */
    BatchCase sni(byte[] name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name) {
            boolean plain = b > ' ' && b != '%' && b < 0x7F;
            encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xFF));
        }
        return option("sni", encoded.toString());
    }

    /** Any token but those below. */
    BatchCase option(String key, String value) {
        options.append(' ').append(key).append('=').append(value);
        return this;
    }

    /** @param when YYYY-MM-DDThh:mm:ssZ */
    BatchCase time(String when) {
        return option("time", when);
    }

    /** Name, time and anchors as there, and this chain. */
    BatchCase like(BatchCase other, List<byte[]> certs) {
        options.append(other.options);
        certs.forEach(this::cert);
        return this;
    }

    /** An anchor made from a certificate. */
    BatchCase ca(byte[] cert) {
        return option("ca", Base64.getEncoder().encodeToString(cert));
    }

    BatchCase cert(byte[] cert) {
        chain.add(" cert=" + Base64.getEncoder().encodeToString(cert));
        return this;
    }
}
