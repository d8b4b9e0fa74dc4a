package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MqttSessionTest {
    private static final int ID_OFF = 14; // header 2, name 6, level, flags, keep-alive 2, length 2

    @Test
    void packetsOfOursOverTheLimitAreNamedWithTheOptionThatRaisesIt() throws Exception {
        byte[] connack = {0x20, 2, 0, 0};
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.answering(connack))) {
            String[] to = {"sub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a/".repeat(600)};
            Cli.run(to).failsWith("2040 MQTT_TOO_LARGE").says("SUBSCRIBE would exceed 1024").says("--max-packet");
            to[6] = "a";
            String[] longId = java.util.Arrays.copyOf(to, 9);
            longId[7] = "-i";
            longId[8] = "i".repeat(1100);
            Cli.run(longId).failsWith("2040 MQTT_TOO_LARGE").says("CONNECT would exceed 1024").says("--max-packet");
        }
    }

    @Test
    void theClientIdThatWeMakeIsOneThatEveryBrokerTakes_MQTT_3_1_3_5() throws Exception {
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        try (LoopbackServer server = new LoopbackServer(socket -> {
            byte[] connect = new byte[100];
            int n = socket.getInputStream().read(connect);
            heard.complete(java.util.Arrays.copyOf(connect, n));
            socket.getOutputStream().write(new byte[] {0x20, 2, 0, 5});
            LoopbackServer.silent().of(socket);
        })) {
            Cli.run("sub", "-h", "127.0.0.1", "-p", server.portText(), "-t", "a").exits(1);
        }
        byte[] connect = heard.get(30, TimeUnit.SECONDS);
        String id = new String(connect, ID_OFF, connect.length - ID_OFF, StandardCharsets.US_ASCII);
        assertTrue(id.matches("[0-9A-Za-z]{1,23}"), id);
    }
}
