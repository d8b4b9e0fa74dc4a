package bearssl.tls;

import static bearssl.testing.ScriptedServer.SERVER_HELLO;

import bearssl.testing.Bytes;
import bearssl.testing.ScriptedServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every length that a server writes, a little too short or too long, with all that follows as it was. */
class HostileLengthTest extends HostileServer {
    private static final int ALPN = 16;

    private void answering(boolean withMaxFragment) {
        protocols = new String[] {"mqtt"};
        server = ScriptedServer.ecdheRsa().requestCertificate()
                .onHello(h -> h.extension(ALPN, 0, 5, 4, 'm', 'q', 't', 't'));
        if (!withMaxFragment) {
            server.recordSizeLimit(1024);
        }
    }

    private static byte[] add(byte[] b, int off, int difference) {
        // the lengths here change in their last two bytes, or in the only one
        int low = (b[off] & 0xFF) + difference;
        return low >= 0 && low < 256 ? Bytes.with(b, off, low)
                : Bytes.with(Bytes.with(b, off, low & 0xFF), off - 1, b[off - 1] + (low >> 8));
    }

    /** The type of the message, the last byte of the length in it (0..3 is its header), and what must come of it. */
    @ParameterizedTest
    @CsvSource({
        " 2,  3, -1, 14, 50", " 2,  3,  1, 14, 50", // ServerHello
        " 2, 38,  1, 14, 50", " 2, 38, 32, 14, 50", " 2, 38, 33, 15, 50", // session id
        " 2, 43, -1, 14, 50", " 2, 43,  1, 14, 50", " 2, 43, -4, 14, 50", // extensions
        "11,  3, -1, 14, 50", "11,  3,  1, 14, 50", // Certificate
        "11,  6, -1, 14, 50", "11,  6,  1, 14, 50", "11,  6, -3, 14, 50", // its list
        "11,  9, -1, 14, 50", "11,  9,  1, 14, 50", "11,  9,  3, 14, 50", // its certificate
        "12,  3, -1, 14, 50", "12,  3,  1, 14, 50", // ServerKeyExchange
        "12,  7, -1, 26, 47", "12,  7,  1, 26, 47", "12,  7, -65, 14, 50", // its point
        "12, 76, -1, 14, 50", "12, 76,  1, 14, 50", "12, 76, -256, 14, 50", // its signature
        "13,  3, -1, 14, 50", "13,  3,  1, 14, 50", // CertificateRequest
        "13,  4, -1, 14, 50", "13,  4,  1, 14, 50", "13,  4, -2, 14, 50", // its types
        "13,  8, -1, 14, 50", "13,  8,  1, 14, 50", "13,  8,  2, 14, 50", "13,  8, -4, 14, 50", // its algorithms
        "13, 14,  1, 14, 50", // its names
        "14,  3,  1, 22, 50", // ServerHelloDone
        "20,  3, -1, 24, 50", "20,  3,  1, 24, 50", "20, 3, -12, 24, 50", // Finished
    })
    void ofAMessage(int type, int off, int difference, int code, int alert) {
        answering(true);
        server.onFlight(type == ScriptedServer.FINISHED ? 2 : 1, f -> f.edit(type, m -> add(m, off, difference)));
        refused(code, alert);
    }

    /** The type of the extension and what must come of it when its length is changed, its content not. */
    @ParameterizedTest
    @CsvSource({
        "0xFF01, -1, 19, 50", "0xFF01,  1, 19, 50", // the next byte would be its second
        "23,  1, 14, 50", "23,  2, 14, 50",
        " 0,  1, 21, 50", " 0,  4, 21, 50",
        " 1, -1, 18, 50", " 1,  1, 18, 50",
        "28, -1, 14, 50", "28, -2, 14, 50", "28,  1, 14, 50",
        "11, -1, 14, 50", "11, -2, 14, 50", "11,  1, 14, 50",
        "16, -1, 14, 50", "16, -7, 14, 50", "16,  1, 14, 50", // the last one: it runs past the list
    })
    void ofAnExtension(String type, int difference, int code, int alert) {
        int number = Integer.decode(type.trim());
        answering(number != ScriptedServer.RECORD_SIZE_LIMIT);
        server.onFlight(1, f -> f.editBody(SERVER_HELLO, b -> {
            int p = 40;
            while (Bytes.u16(b, p) != number) {
                p += 4 + Bytes.u16(b, p + 2);
            }
            return add(b, p + 3, difference);
        }));
        refused(code, alert);
    }
}
