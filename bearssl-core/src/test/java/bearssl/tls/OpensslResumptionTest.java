package bearssl.tls;

import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of {@code openssl s_server} and the fragment length. */
class OpensslResumptionTest extends ResumptionInterop {
    @TempDir
    Path folder;

    @Override
    protected byte[] answer(byte[] sent) {
        byte[] reversed = sent.clone();
        for (int i = 0; i < sent.length - 1; i++) {
            reversed[i] = sent[sent.length - 2 - i];
        }
        return reversed;
    }

    /** OpenSSL would answer with the fragment length of the session, whatever the client asks for. */
    @ParameterizedTest
    @CsvSource({"512, 1024", "512, 0", "1024, 512", "1024, 0", "0, 1024"})
    void aSessionOfAnotherFragmentLengthIsNotOffered(int first, int second) throws Exception {
        try (OpensslServer server = new OpensslServer(folder, TestCertificates.chain(TestCertificates.rsa2048(), 1),
                "-rev")) {
            client(first);
            connects(server.port(), "localhost", false);
            client(second);
            connects(server.port(), "localhost", false);
            connects(server.port(), "localhost", true);
        }
    }
}
