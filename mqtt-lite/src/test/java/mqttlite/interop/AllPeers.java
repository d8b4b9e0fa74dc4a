package mqttlite.interop;

import bearssl.tls.BrErr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** The peers of the matrix, one of each in this JVM. */
final class AllPeers {
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int CLOSE_NOTIFY = 0;

    /** Of Bouncy Castle, which tells of each connection; held here, or its level would be forgotten. */
    private static final Logger TALKATIVE = Logger.getLogger("org.bouncycastle.jsse");

    private static List<Peer> peers;

    private AllPeers() {
    }

    /** All of them; the slow one begins to start. They end with the JVM. */
    static synchronized List<Peer> list() throws Exception {
        if (peers == null) {
            Path folder = Path.of("target/interop");
            delete(folder);
            TALKATIVE.setLevel(Level.OFF);
            peers = create(Files.createDirectories(folder));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> peers.forEach(Peer::stop)));
            for (Peer peer : peers) {
                peer.prepare();
            }
        }
        return peers;
    }

    private static List<Peer> create(Path folder) throws NoSuchAlgorithmException {
        Provider jdk = SSLContext.getInstance("TLSv1.2").getProvider();
        Provider bouncyCastle = new BouncyCastleJsseProvider(new BouncyCastleProvider());
        return List.of(
                new OpensslPeer(folder),
                new EchoPeer("GnuTLS", folder, "echo_gnutls", "gnutls/gnutls.h", "gnutls")
                        .limits(Limit.RECORD_SIZE),
                new EchoPeer("mbed TLS", folder, "echo_mbedtls", "mbedtls/ssl.h", "mbedtls", "mbedx509", "mbedcrypto")
                        .limits(Limit.DATA_ONLY)
                        .cannot("client certificates longer than a record",
                                "2.28 does not put handshake messages together again, and hangs up",
                                BrErr.BR_ERR_IO,
                                c -> c.client() != ClientKey.NONE
                                        && Pki.messageLen(c.client(), c.setup().chain()) > c.plaintext()),
                new EchoPeer("wolfSSL", folder, "echo_wolfssl", "wolfssl/options.h", "wolfssl")
                        .cannot("RSA key exchange", "Debian's library is made without it (`WOLFSSL_STATIC_RSA`)",
                                BrErr.BR_ERR_RECV_FATAL_ALERT + HANDSHAKE_FAILURE,
                                c -> c.setup().suite() == Suite.RSA)
                        .cannot("a client's key of another kind than the server's",
                                "5.5 asks for the suite's kind of signature only, and hangs up when none comes",
                                BrErr.BR_ERR_RECV_FATAL_ALERT + CLOSE_NOTIFY,
                                c -> c.client() != ClientKey.NONE
                                        && (c.client() == ClientKey.EC) != (c.setup().suite() == Suite.ECDHE_ECDSA)),
                new JssePeer("JSSE", folder, jdk),
                new JssePeer("Bouncy Castle", folder, bouncyCastle),
                new MosquittoPeer(folder),
                new RabbitPeer(folder));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(each);
            }
        }
    }
}
