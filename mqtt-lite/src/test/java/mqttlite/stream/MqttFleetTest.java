package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.BrErr;
import bearssl.tls.stream.ConnectError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.BitSet;
import java.util.regex.Pattern;
import mqttlite.MqttConnect;
import mqttlite.Reconnect;
import mqttlite.testing.MosquittoProcess;
import mqttlite.testing.TlsMosquitto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many connections of one thread to mosquitto over TLS. */
@Timeout(60)
class MqttFleetTest {
    private static final int MEMBERS = 50;
    private static final int AT_ONCE = 4;

    @TempDir
    static Path folder;

    private static TlsMosquitto broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new TlsMosquitto(folder, "");
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    /** Everybody says something to himself, again after each connection. */
    private static final class Echoes extends FleetListener {
        private final byte[][] topics = new byte[MEMBERS][];
        private final BitSet heard = new BitSet();
        private final StringBuilder wrong = new StringBuilder();
        private MqttFleet fleet;
        private int lost;
        private int given;
        private int code;

        private Echoes() {
            for (int i = 0; i < MEMBERS; i++) {
                topics[i] = ("fleet/" + i).getBytes(StandardCharsets.US_ASCII);
            }
        }

        @Override
        public void connecting(int member, MqttConnect options) {
            if (fleet.connecting() > AT_ONCE) {
                wrong.append(fleet.connecting()).append(" attempts at once; ");
            }
        }

        @Override
        public void connected(int member, boolean sessionPresent) {
            if (fleet.subscribe(member, topics[member], 1) <= 0) {
                wrong.append("subscribe; ");
            }
        }

        @Override
        public void subscribed(int member, int packetId, int granted) {
            if (granted != 1 || fleet.publish(member, topics[member], topics[member], 1, false) <= 0) {
                wrong.append("publish; ");
            }
        }

        @Override
        public void message(int member, byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
                int qos, boolean retain) {
            String payload = new String(buf, payloadOff, payloadLen, StandardCharsets.US_ASCII);
            if (!payload.equals("fleet/" + member)) {
                wrong.append(member).append(" heard ").append(payload).append("; ");
            }
            heard.set(member);
        }

        @Override
        public void lost(int member, int why, int kind) {
            lost++;
            given += kind == Reconnect.LASTING ? 1 : 0;
            code = why;
        }
    }

    private static MqttFleet fleet(int port, byte[] ca, String prefix, Echoes echoes) {
        MqttFleet fleet = new MqttFleet("localhost", port, () -> Trust.ca(ca), prefix, MEMBERS, echoes);
        echoes.fleet = fleet;
        return fleet.handshakes(AT_ONCE).delays(50, 1000);
    }

    private static Echoes echoes() {
        return new Echoes();
    }

    @Test
    void allTalkAndComeBackWhenTheBrokerWasAway() throws Exception {
        Echoes echoes = echoes();
        try (MqttFleet fleet = fleet(broker.port, broker.ca, "back-", echoes)) {
            while (echoes.heard.cardinality() < MEMBERS) {
                fleet.poll(1000);
            }
            assertEquals(MEMBERS, fleet.connected());
            assertEquals(MEMBERS, fleet.attempts());
            assertTrue(broker.process().log().contains("as back-07 "), "numbers of one width");
            broker.process().stop();
            while (fleet.connected() > 0 || fleet.attempts() < MEMBERS + 3) {
                fleet.poll(1000);
            }
            assertEquals(MEMBERS, fleet.losses());
            fleet.run(1500);
            // 50 members want to come back by now, and would have tried several times each.
            long vain = fleet.attempts() - MEMBERS;
            assertTrue(vain < 15, () -> "attempts while the broker was away: " + vain);
            assertEquals(ConnectError.ERR_TCP_CONNECT, echoes.code);
            echoes.heard.clear();
            broker.process().start();
            while (echoes.heard.cardinality() < MEMBERS) {
                fleet.poll(1000);
            }
            assertEquals(2 * MEMBERS, fleet.connects());
            assertEquals(MEMBERS, fleet.connected());
            assertEquals("", echoes.wrong.toString());
        }
    }

    @Test
    void aMemberThatWasThrownOutResumesItsSession() throws Exception {
        Echoes echoes = echoes();
        try (MqttFleet fleet = fleet(broker.port, broker.ca, "kicked-", echoes)) {
            while (echoes.heard.cardinality() < MEMBERS) {
                fleet.poll(1000);
            }
            assertEquals(0, fleet.resumed());
            try (BlockingMqttClient other = new BlockingMqttClient("localhost", broker.port, Trust.ca(broker.ca),
                    new MqttConnect("kicked-11"))) {
                other.connect();
                while (fleet.losses() == 0) {
                    fleet.poll(1000);
                }
            }
            while (fleet.connected() < MEMBERS) {
                fleet.poll(1000);
            }
            assertEquals(1, fleet.resumed());
            assertEquals(MEMBERS + 1, fleet.connects());
            assertEquals("", echoes.wrong.toString());
        }
    }

    @Test
    void theEndIsOrderly() throws Exception {
        Echoes echoes = echoes();
        try (MqttFleet fleet = fleet(broker.port, broker.ca, "orderly-", echoes)) {
            fleet.options().will("will/fleet", "gone", 0, false);
            while (fleet.connected() < MEMBERS) {
                fleet.poll(1000);
            }
        }
        Pattern end = Pattern.compile("Client orderly-[0-9]* (disconnected|closed its connection)");
        while (end.matcher(broker.process().log()).results().count() < MEMBERS) {
            assertFalse(Thread.interrupted(), "the broker has not told of all"); // by the timeout
        }
        assertFalse(broker.process().log().matches("(?s).*Client orderly-[0-9]* closed its connection.*"));
        assertEquals(0, echoes.lost);
    }

    @Test
    void anUnknownCaEndsAllAtOnce() throws Exception {
        TestCa stranger = new TestCa("Stranger", TestCertificates.p256());
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(stranger.root().getEncoded()) + "\n-----END CERTIFICATE-----\n";
        Echoes echoes = echoes();
        try (MqttFleet fleet = fleet(broker.port, pem.getBytes(StandardCharsets.US_ASCII), "stranger-", echoes)) {
            fleet.run(20000);
            assertEquals(1, fleet.attempts());
            assertEquals(MEMBERS, fleet.ended());
            assertEquals(MEMBERS, echoes.given);
            assertEquals(BrErr.BR_ERR_X509_NOT_TRUSTED, echoes.code);
        }
    }

    @Test
    void aDeadPortIsTriedAgainAndAgain() throws Exception {
        Echoes echoes = echoes();
        try (MqttFleet fleet = fleet(MosquittoProcess.freePort(), broker.ca, "dead-", echoes)) {
            while (fleet.attempts() < 4) {
                fleet.poll(1000);
            }
            assertEquals(ConnectError.ERR_TCP_CONNECT, echoes.code);
            assertEquals(0, fleet.ended());
            assertTrue(fleet.failure().contains("refused"), fleet.failure());
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAtTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Echoes echoes = echoes();
            try (MqttFleet fleet = fleet(silent.getLocalPort(), broker.ca, "silent-", echoes).deadline(100)) {
                while (echoes.lost < 3) {
                    fleet.poll(1000);
                }
                assertEquals(BrErr.BR_ERR_IO, echoes.code);
                assertEquals(3, fleet.attempts(), "one at a time");
            }
        }
    }

    @Test
    void whatDoesNotLeaveAtOnceLeavesLater() throws Exception {
        byte[] payload = new byte[400];
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                MqttFleet fleet = new MqttFleet("localhost", server.getLocalPort(), null, "slow-", 1, new FleetListener() { })) {
            fleet.poll(0);
            try (Socket socket = server.accept()) {
                fleet.poll(100);
                byte[] connect = new byte[100];
                int connectLen = socket.getInputStream().read(connect);
                socket.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
                while (fleet.connected() == 0) {
                    fleet.poll(1000);
                }
                // until both sockets' buffers and the member's are full
                while (fleet.publish(0, new byte[] {'t'}, payload, 0, false) > 0) {
                    fleet.poll(0);
                }
                assertTrue(connectLen > 0 && fleet.sent() > 100);
                long packets = fleet.sent();
                long left = packets * (3 + 3 + payload.length);
                byte[] piece = new byte[65536];
                while (left > 0) {
                    fleet.poll(0);
                    int n = socket.getInputStream().read(piece, 0, (int) Math.min(left, piece.length));
                    left -= n;
                }
                assertEquals(1, fleet.publish(0, new byte[] {'t'}, payload, 0, false));
            }
        }
    }
}
