package bearssl.benchmarks;

import bearssl.base.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A TLS client of BouncyCastle's lightweight API that connects again and again. */
final class BcConnection implements TlsConnection {
    private static final int ROOM = 40000; // more than two records of the greatest length

    private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
    private final BcClient client = new BcClient(crypto, Inputs.certificate("ca.pem").getPublicKey());
    private final Transport transport;
    private final byte[] buffer = new byte[ROOM];
    private TlsClientProtocol protocol;

    BcConnection(Transport transport) throws GeneralSecurityException {
        this.transport = transport;
    }

    @Override
    public void open(boolean resumed) {
        protocol = new TlsClientProtocol();
        client.start(resumed);
        try {
            protocol.connect(client);
            while (!client.isConnected()) {
                send();
                if (!client.isConnected()) {
                    receive();
                }
            }
            send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isResumed() {
        return client.isResumed();
    }

    @Override
    public void send(byte[] bytes) {
        try {
            protocol.writeApplicationData(bytes, 0, bytes.length);
            send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void receive(byte[] bytes) {
        try {
            receive();
            protocol.readInput(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send() {
        int n = protocol.readOutput(buffer, 0, buffer.length);
        if (n > 0) {
            transport.write(buffer, 0, n);
        }
    }

    private void receive() throws IOException {
        int n = transport.read(buffer, 0, buffer.length);
        protocol.offerInput(buffer, 0, n);
    }
}
