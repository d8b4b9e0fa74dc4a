package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.tls.ResumptionInterop;
import bearssl.tls.TlsClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions that {@code gnutls-serv} keeps and takes up again. It agrees to record_size_limit each time anew, and keeps to
 * it: what it echoes comes in records that fit.
 */
class GnutlsResumptionTest extends ResumptionInterop {
    private static OpensslPki pki;

    @TempDir
    static Path folder;

    private int theirs = 16384;

    GnutlsResumptionTest() {
        super(5000);
    }

    @Override
    protected void assertAgreed(TlsClient client, int asked) {
        assertEquals(0, client.maxFragment());
        assertEquals(theirs, client.recordSizeLimit());
    }

    @BeforeAll
    static void make() throws Exception {
        pki = new OpensslPki(folder);
        pki.key("root", "P-256");
        pki.root("root", "Root");
        pki.key("ec", "P-256");
        pki.server("for-ec", "ec", "root", "localhost", OpensslPki.FOR_LONG);
    }

    @ParameterizedTest
    @CsvSource({"512, 1500", "1024, 512", "700, 0"})
    void theServersLimitIsItsOwn(int limit, int mine) throws Exception {
        theirs = limit;
        try (GnutlsServer server = new GnutlsServer(pki.server("for-ec", "ec", List.of()), "--recordsize=" + limit)) {
            client(mine);
            connects(server.port(), "localhost", false);
            connects(server.port(), "localhost", true);
        }
    }
}
