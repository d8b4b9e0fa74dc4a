package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.TestCertificates;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.stream.ChannelTransport;
import bearssl.tls.stream.SystemEntropy;
import bearssl.x509.X509Fingerprint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same engines in an event loop: many TLS connections, one thread, one workspace for their handshakes. */
@Timeout(60)
class SelectorTest {
    private static final int CONNECTIONS = 12;
    private static final int MESSAGES = 20;
    private static final TlsProfile PROFILE = EcdheProfile.create();
    private static final byte[] TOPIC = Wire.utf8("t");

    /** One connection, driven by whoever sees that its channel is ready. */
    private static final class Member extends MqttListener {
        private final SocketChannel channel;
        private final TlsClient tls;
        private final TlsIo io;
        private final MqttClient mqtt = new MqttClient(new byte[256], new byte[256], this);
        private final X509Fingerprint trust = new X509Fingerprint(Sha1.INSTANCE);
        private boolean open;
        private int sent;
        private int received;

        Member(InetSocketAddress address, Selector selector, ByteBuffer shared, HmacDrbg rng) throws IOException {
            channel = SocketChannel.open(address);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            tls = new TlsClient(PROFILE, rng, new byte[1024 + TlsClient.IN_OVERHEAD],
                    new byte[1024 + TlsClient.OUT_OVERHEAD]);
            io = new TlsIo(tls, new ChannelTransport(channel, shared));
            trust.acceptAny(true);
        }

        void start(Workspace workspace) {
            assertEquals(0, tls.reset("localhost", workspace, trust));
        }

        /** Goes on as far as bytes allow. @return whether the handshake is over */
        boolean advance(long now) {
            if (!open) {
                int r = io.handshake();
                assertTrue(r >= 0, () -> "the handshake ended with " + r);
                if (r == 0) {
                    return false;
                }
                open = true;
                assertEquals(1, mqtt.connect(io, new MqttConnect("m"), now));
            }
            int r;
            do {
                r = mqtt.poll(now);
                assertTrue(r >= 0, "the connection ended with " + r);
            } while (r > 0);
            return true;
        }

        private void publish() {
            if (sent < MESSAGES) {
                sent++;
                assertTrue(mqtt.publish(TOPIC, new byte[sent], 1, false) > 0);
            }
        }

        @Override
        public void connected(boolean sessionPresent) {
            publish();
        }

        @Override
        public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
                boolean retain, boolean dup) {
            assertEquals(++received, payloadLen);
            publish();
        }
    }

    @Test
    void manyConnectionsShareAThreadAndAWorkspace() throws Exception {
        try (EchoBroker broker = new EchoBroker(TestCertificates.chain(TestCertificates.p256(), 1));
                Selector selector = Selector.open()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port());
            HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
            ByteBuffer shared = ByteBuffer.allocateDirect(2048);
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                members.add(new Member(address, selector, shared, rng));
            }
            Workspace workspace = PROFILE.newWorkspace(members.get(0).trust);
            assertTrue(rng.seed(new SystemEntropy(), workspace));
            int shaking = 0; // the one that has the workspace
            members.get(0).start(workspace);
            members.get(0).advance(0);
            while (members.stream().anyMatch(m -> m.received < MESSAGES)) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    Member member = (Member) key.attachment();
                    boolean done = member.advance(0);
                    if (done && member == members.get(shaking) && shaking < CONNECTIONS - 1) {
                        shaking++;
                        members.get(shaking).start(workspace);
                        members.get(shaking).advance(0);
                    }
                }
                selector.selectedKeys().clear();
            }
            for (Member member : members) {
                assertEquals(1, member.mqtt.disconnect());
                member.channel.close();
            }
        }
    }
}
