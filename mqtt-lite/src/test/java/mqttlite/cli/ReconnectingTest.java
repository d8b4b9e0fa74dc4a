package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.Test;

/** What --reconnect and a second -h or -p do, against brokers that come and go. */
class ReconnectingTest {
    private static final int ACCEPTED = 0x20;
    private static final int PUBACK = 0x40;
    private static final int[] MESSAGE = {0x30, 4, 0, 1, 'b', 'x'};

    private static Cli.Result run(ScriptedBroker broker, String command, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(command, "-h", "127.0.0.1", "-p", broker.port(), "-W", "30"));
        args.addAll(List.of(more));
        Cli.Result r = Cli.run(args.toArray(new String[0]));
        assertEquals(List.of(), broker.failures);
        return r;
    }

    private static Cli.Result again(ScriptedBroker broker, String command, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("--reconnect", "--retry-delay", "1"));
        args.addAll(List.of(more));
        return run(broker, command, args.toArray(new String[0]));
    }

    @Test
    void subscribesAgainWhenTheSessionIsGone() throws IOException {
        ScriptedBroker.Script once = c -> {
            c.accept(false);
            c.grant(0);
            c.send(MESSAGE);
        };
        try (ScriptedBroker broker = new ScriptedBroker(once, once)) {
            Cli.Result r = again(broker, "sub", "-t", "b", "-C", "2").exits(0);
            assertEquals("x\nx\n", r.out());
            r.says("connected: 127.0.0.1 port " + broker.port() + ", MQTT session new\n")
                    .says("lost: error=2031 MQTT_BROKER_CLOSED the broker closed the connection (waiting for messages)")
                    .says("; soon after it was accepted; next attempt in ").says(" s at 127.0.0.1 port " + broker.port());
            assertEquals(3, r.err().lines().count(), r.err());
        }
    }

    @Test
    void doesNotSubscribeAgainWhenTheSessionIsThere() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.grant(0);
        }, c -> {
            c.accept(true);
            c.send(MESSAGE);
            assertEquals(0xE0, c.packet()[0] & 0xFF); // DISCONNECT, and no SUBSCRIBE before
        })) {
            again(broker, "sub", "-t", "b", "-C", "1", "-c", "-i", "there").exits(0).says("MQTT session present");
        }
    }

    @Test
    void aConnectionLostBeforeSubackIsNoSubscription() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.packet();
        }, c -> {
            c.accept(true);
            c.grant(0);
            c.send(MESSAGE);
            c.fallSilent();
        })) {
            again(broker, "sub", "-t", "b", "-C", "1", "-c", "-i", "suback").exits(0);
        }
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainWithItsIdentifier_MQTT_4_4_0_1() throws IOException {
        List<byte[]> published = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            published.add(c.packet());
        }, c -> {
            c.accept(true);
            published.add(c.packet());
            c.acknowledge(PUBACK, published.get(1), 5);
            c.fallSilent();
        })) {
            again(broker, "pub", "-t", "a", "-m", "x", "-q", "1", "-c", "-i", "again").exits(0);
        }
        byte[] expected = published.get(0).clone();
        assertEquals(0x32, expected[0]);
        expected[0] |= 8; // DUP
        assertArrayEquals(expected, published.get(1));
    }

    @Test
    void theFirstConnectionIsTriedAgainToo() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(ScriptedBroker.Connection::packet, c -> {
            c.packet();
            c.send(ACCEPTED, 2, 0, 3); // unavailable
        }, c -> {
            c.accept(false);
            c.fallSilent();
        })) {
            again(broker, "pub", "-t", "a", "-m", "x").exits(0).says("lost: error=2032 MQTT_CLOSED_BEFORE_CONNACK")
                    .says("lost: error=2003 MQTT_REFUSED_UNAVAILABLE").says("connected: ");
            assertEquals(3, broker.connections());
        }
    }

    @Test
    void whatLastsEndsItAtOnce() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.packet();
            c.send(ACCEPTED, 2, 0, 5);
            c.fallSilent();
        })) {
            Cli.Result r = again(broker, "sub", "-t", "a").failsWith("2005 MQTT_REFUSED_NOT_AUTHORIZED");
            assertEquals(1, r.err().lines().count(), r.err());
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void aRefusedSubscriptionEndsIt() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.grant(0x80);
            c.fallSilent();
        })) {
            again(broker, "sub", "-t", "a").failsWith("2037 MQTT_SUBSCRIPTION_REFUSED");
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void theTimeLimitEndsItWhateverItIsDoing() throws IOException {
        String dead = "" + MosquittoProcess.freePort();
        Cli.run("sub", "-h", "127.0.0.1", "-p", dead, "-t", "a", "--reconnect", "-W", "1").exits(27).says("lost: error=-1002");
        try (LoopbackServer silent = new LoopbackServer(LoopbackServer.silent())) {
            Cli.run("sub", "-h", "127.0.0.1", "-p", silent.portText(), "-t", "a", "--reconnect", "-W", "1").exits(27)
                    .says("waiting for CONNACK");
        }
    }

    // ---- two brokers

    @Test
    void aSecondBrokerStepsIn() throws IOException {
        String dead = "" + MosquittoProcess.freePort();
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.fallSilent();
        })) {
            Cli.run("pub", "-h", "127.0.0.1", "-p", dead, "-p", broker.port(), "-t", "a", "-m", "x").exits(0)
                    .says("lost: error=-1002 ERR_TCP_CONNECT").says("next attempt at 127.0.0.1 port " + broker.port());
            Cli.run("pub", "-h", "localhost", "-h", "127.0.0.1", "-p", dead, "-p", broker.port(), "-t", "a", "-m", "x",
                    "--reconnect", "--retry-delay", "1", "-W", "30").exits(0).says("connected: 127.0.0.1 port ");
            Cli.run("pub", "-h", "127.0.0.1", "-p", dead, "-p", dead, "-t", "a", "-m", "x")
                    .failsWith("-1002 ERR_TCP_CONNECT");
        }
    }

    @Test
    void whatLastsAtOneBrokerLeavesTheOther() throws IOException {
        try (ScriptedBroker refusing = new ScriptedBroker(c -> {
            c.packet();
            c.send(ACCEPTED, 2, 0, 4);
            c.fallSilent();
        }); ScriptedBroker good = new ScriptedBroker(c -> c.accept(false), c -> {
            c.accept(false);
            c.grant(0);
            c.send(MESSAGE);
            c.fallSilent();
        })) {
            Cli.run("sub", "-h", "127.0.0.1", "-p", refusing.port(), "-p", good.port(), "-t", "b", "-C", "1",
                    "--reconnect", "--retry-delay", "1", "-W", "30").exits(0).says("lost: error=2004");
            assertEquals(1, refusing.connections());
            assertEquals(2, good.connections());
        }
    }

    @Test
    void valuesBelongTogetherInTheirOrder() throws UsageError {
        assertEquals("[localhost port 7]", brokers());
        assertEquals("[a port 7]", brokers("-h", "a"));
        assertEquals("[a port 7, b port 7]", brokers("-h", "a", "-h", "b"));
        assertEquals("[a port 1, b port 1]", brokers("-h", "a", "-h", "b", "-p", "1"));
        assertEquals("[a port 1, a port 2]", brokers("-h", "a", "-p", "1", "-p", "2"));
        assertEquals("[a port 1, b port 2]", brokers("-p", "1", "-h", "a", "-h", "b", "-p", "2"));
        assertTrue(TlsSettings.areWanted(Options.parse("sub", new String[] {"sub", "-p", "1883", "-p", "8883"})));
    }

    private static String brokers(String... args) throws UsageError {
        String[] all = new String[args.length + 1];
        System.arraycopy(args, 0, all, 1, args.length);
        BrokerList list = new BrokerList(Options.parse("sub", all), 7);
        HostPort[] each = new HostPort[list.count()];
        for (int i = 0; i < each.length; i++) {
            each[i] = list.at(i);
        }
        return Arrays.toString(each);
    }
}
