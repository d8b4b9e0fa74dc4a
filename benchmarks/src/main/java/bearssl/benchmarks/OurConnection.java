package bearssl.benchmarks;

import bearssl.base.Transport;
import bearssl.base.Workspace;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.X509Engine;
import bearssl.tls.stream.SystemEntropy;

/** A TLS client of ours that connects again and again, always with the same objects. */
final class OurConnection implements TlsConnection {
    private static final int PLAINTEXT = 1024;

    private final X509Engine x509;
    private final Workspace ws;
    private final TlsSession session = new TlsSession(new byte[TlsSession.LEN], 0);
    private final TlsClient tls;
    private final TlsIo io;

    OurConnection(String contender, Transport transport) {
        TlsProfile profile = Profiles.create(contender);
        x509 = Profiles.trust(contender, Inputs.pki("ca.pem"));
        ws = profile.newWorkspace(x509);
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        rng.seed(new SystemEntropy(), ws);
        tls = new TlsClient(profile, rng, new byte[PLAINTEXT + TlsClient.IN_OVERHEAD],
                new byte[PLAINTEXT + TlsClient.OUT_OVERHEAD]);
        io = new TlsIo(tls, transport);
    }

    @Override
    public void open(boolean resumed) {
        io.reset();
        tls.reset("localhost", ws, x509, resumed ? session : null);
        check(io.handshake() == 1);
    }

    @Override
    public boolean isResumed() {
        return tls.resumed();
    }

    @Override
    public void send(byte[] plain) {
        check(io.write(plain, 0, plain.length) == plain.length && io.flush() == 1);
    }

    @Override
    public void receive(byte[] plain) {
        check(io.read(plain, 0, plain.length) == plain.length);
    }

    private void check(boolean ok) {
        if (!ok) {
            throw new IllegalStateException("error " + tls.error());
        }
    }
}
