package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.tls.BrErr;
import bearssl.tls.TlsClient;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mqttlite.demo.Device;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/**
 * Chains against {@code gnutls-serv}, which sorts the certificates of its file and sends those that fit together. It
 * asks for a client certificate, gets none, and goes on; it agrees to record_size_limit.
 */
class GnutlsChainTest extends ChainInterop {
    private static final Pattern ALERT = Pattern.compile("Received alert '([0-9]+)'");
    private static final int UNKNOWN_CA = 48;

    @Override
    Server start(Path files) throws Exception {
        return new GnutlsServer(files);
    }

    @Override
    void talk(Device device) {
        exchange(device, "bearssl\n", "bearssl\n");
    }

    @Override
    void assertAgreed(TlsClient tls) {
        assertEquals(0, tls.maxFragment());
        assertEquals(16384, tls.recordSizeLimit());
    }

    @Override
    int alert(String log) {
        Matcher m = ALERT.matcher(log);
        return m.find() ? Integer.parseInt(m.group(1)) : -1;
    }

    @Test
    @Override
    void wrongOrder() throws Exception {
        connects(files("ec3", "ec", "ca1", "ca2"));
    }

    @Test
    @Override
    void intermediateMissingInTheMiddle() throws Exception {
        refuses(files("ec3", "ec", "ca1"), "root", BrErr.BR_ERR_X509_NOT_TRUSTED, UNKNOWN_CA);
    }

    @Test
    @Disabled("the key has four primes, and GnuTLS computes with two")
    @Override
    void serverKeyOf4096Bits() {
        // see OpensslChainTest
    }
}
