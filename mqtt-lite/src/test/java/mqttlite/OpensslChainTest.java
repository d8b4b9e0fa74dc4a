package mqttlite;

import bearssl.testing.OpensslServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mqttlite.demo.Device;

/** Chains against {@code openssl s_server}. */
class OpensslChainTest extends ChainInterop {
    // "error:0A000418:SSL routines::tlsv1 alert unknown ca": a thousand more than the alert's number
    private static final Pattern ALERT = Pattern.compile("error:0A000([0-9A-F]{3}):[^\n]* alert ");
    private static final int FIRST_ALERT = 1000;

    @Override
    Server start(Path files) throws Exception {
        OpensslServer server = new OpensslServer(files, "-rev");
        return new Server() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public String log() throws IOException {
                return server.log();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    @Override
    void talk(Device device) {
        exchange(device, "bearssl\n", "lssraeb\n");
    }

    @Override
    int alert(String log) {
        return alertOfOpenssl(log);
    }

    /** The alert in OpenSSL's error queue. */
    static int alertOfOpenssl(String log) {
        Matcher m = ALERT.matcher(log);
        return m.find() ? Integer.parseInt(m.group(1), 16) - FIRST_ALERT : -1;
    }
}
