package bearssl.tls;

import bearssl.testing.OpensslServer;
import bearssl.testing.TestCertificates;
import bearssl.tls.profile.FullProfile;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that {@code openssl s_server} keeps and takes up again. */
class OpensslResumptionTest extends ResumptionInterop {
    @TempDir
    Path folder;

    private OpensslServer server(KeyPair key) throws Exception {
        return new OpensslServer(folder, TestCertificates.chain(key, 1), "-rev", "-no_ticket");
    }

    @Override
    protected byte[] answer(byte[] sent) {
        byte[] reversed = sent.clone();
        for (int i = 0; i < sent.length - 1; i++) {
            reversed[i] = sent[sent.length - 2 - i];
        }
        return reversed;
    }

    @ParameterizedTest
    @CsvSource({"C02F, 512", "C02F, 1024", "C02F, 0", "C02B, 512", "C02B, 1024", "C02B, 0", "009C, 512", "009C, 1024",
        "009C, 0"})
    void aStoredSessionIsResumed(String suite, int maxFragment) throws Exception {
        profile = FullProfile.create(2048, new int[] {Integer.parseInt(suite, 16)});
        KeyPair key = suite.equals("C02B") ? TestCertificates.p256() : TestCertificates.rsa2048();
        try (OpensslServer server = server(key)) {
            client(maxFragment);
            connects(server.port(), "localhost", false);
            connects(server.port(), "localhost", true);
            connects(server.port(), "localhost", true);
        }
    }

    /** OpenSSL would answer with the fragment length of the session, whatever the client asks for. */
    @ParameterizedTest
    @CsvSource({"512, 1024", "512, 0", "1024, 512", "1024, 0", "0, 1024"})
    void aSessionOfAnotherFragmentLengthIsNotOffered(int first, int second) throws Exception {
        try (OpensslServer server = server(TestCertificates.rsa2048())) {
            client(first);
            connects(server.port(), "localhost", false);
            client(second);
            connects(server.port(), "localhost", false);
            connects(server.port(), "localhost", true);
        }
    }
}
