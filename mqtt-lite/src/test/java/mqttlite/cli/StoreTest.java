package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mqttlite.testing.MosquittoProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The session in the file of --store, across runs, with scripted brokers. */
class StoreTest {
    private static final String DEAD = "" + MosquittoProcess.freePort();

    @TempDir
    private Path folder;

    private String store() {
        return folder.resolve("session").toString();
    }

    private Cli.Result run(byte[] stdin, String command, String port, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "-h", "127.0.0.1", "-p", port, "-W", "30", "-c", "-i", "me",
                "--store", store()));
        args.addAll(List.of(more));
        return Cli.run(stdin, args.toArray(new String[0]));
    }

    private Cli.Result run(String command, String port, String... more) {
        return run(new byte[0], command, port, more);
    }

    /** Accepts, acknowledges messages at QoS 1 and 2, and remembers their payloads. */
    private static ScriptedBroker.Script taking(boolean present, List<String> payloads) {
        return c -> {
            c.accept(present);
            for (byte[] p = c.packet(); p[0] != (byte) 0xE0; p = c.packet()) {
                if (p[0] == 0x62) {
                    c.acknowledge(0x70, p, 2);
                } else if (p[0] >> 4 == 3) {
                    boolean dup = (p[0] & 8) != 0;
                    payloads.add(new String(p, 7, p.length - 7, StandardCharsets.UTF_8) + (dup ? " again" : ""));
                    c.acknowledge((p[0] & 6) == 2 ? 0x40 : 0x50, p, 5);
                }
            }
            c.fallSilent();
        };
    }

    @Test
    void whatCouldNotBeDeliveredIsKeptAndDeliveredFirst() throws IOException {
        run("pub", DEAD, "-t", "a", "-m", "one", "-q", "2").failsWith("-1002 ERR_TCP_CONNECT")
                .says("kept: 1 message waits in " + store());
        run("pub", DEAD, "-t", "a", "-m", "two", "-q", "1", "--repeat", "2").failsWith("-1002 ERR_TCP_CONNECT")
                .says("kept: 3 messages wait in ");
        List<String> payloads = new ArrayList<>();
        try (ScriptedBroker broker = new ScriptedBroker(taking(false, payloads))) {
            assertEquals("", run("pub", broker.port(), "-t", "a", "-m", "three", "-q", "1").exits(0).err());
            assertEquals(List.of(), broker.failures);
        }
        assertEquals(List.of("one", "two", "two", "three"), payloads);
    }

    @Test
    void linesAreKeptToTheEndOfTheInput() throws IOException {
        byte[] lines = "1\n2\n3\n".getBytes(StandardCharsets.UTF_8);
        run(lines, "pub", DEAD, "-t", "a", "-l", "-q", "1").failsWith("-1002 ERR_TCP_CONNECT").says("kept: 3 messages");
        List<String> payloads = new ArrayList<>();
        try (ScriptedBroker broker = new ScriptedBroker(taking(false, payloads))) {
            run("pub", broker.port(), "-t", "a", "-l").exits(0);
            run("pub", broker.port(), "-t", "a", "-l").exits(0); // nothing is left
        }
        assertEquals(List.of("1", "2", "3"), payloads);
    }

    @Test
    void whatWasInFlightIsSentAgainBySubToo() throws IOException {
        List<String> payloads = new ArrayList<>();
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.packet();
        }, taking(true, payloads))) {
            run("pub", broker.port(), "-t", "a", "-m", "x", "-q", "2").failsWith("2031 MQTT_BROKER_CLOSED")
                    .says("kept: 1 message");
            Cli.run("sub", "-h", "127.0.0.1", "-p", broker.port(), "-W", "1", "-c", "-i", "me", "--store", store(),
                    "-t", "b").exits(27).says("waiting for SUBACK");
        }
        assertEquals(List.of("x again"), payloads);
    }

    @Test
    void atQos2WhatWasPrintedInAnEarlierRunIsNotPrintedAgain_MQTT_4_3_3_2() throws IOException {
        int[] message = {0x34, 6, 0, 1, 'b', 0, 9, 'x'};
        int[] again = message.clone();
        again[0] |= 8;
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.grant(2);
            c.send(message);
            assertArrayEquals(new byte[] {0x50, 2, 0, 9}, c.packet());
            c.fallSilent();
        }, c -> {
            c.accept(true); // PUBREC was lost
            byte[] subscribe = c.packet();
            c.send(0x90, 3, subscribe[2], subscribe[3], 2);
            c.send(again);
            assertArrayEquals(new byte[] {0x50, 2, 0, 9}, c.packet());
            c.send(0x62, 2, 0, 9);
            assertArrayEquals(new byte[] {0x70, 2, 0, 9}, c.packet());
            c.send(0x34, 6, 0, 1, 'b', 0, 9, 'y');
            c.fallSilent();
        })) {
            assertEquals("x\n", run("sub", broker.port(), "-t", "b", "-q", "2", "-C", "1").exits(0).out());
            assertEquals("y\n", run("sub", broker.port(), "-t", "b", "-q", "2", "-C", "1").exits(0).out());
            assertEquals(List.of(), broker.failures);
        }
    }

    @Test
    void pubLeavesMessagesToSub_andGoesOn() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(true);
            byte[] p = c.packet();
            c.send(0x32, 6, 0, 1, 'b', 0, 7, 'x');
            c.send(0x34, 6, 0, 1, 'b', 0, 8, 'x');
            c.acknowledge(0x40, p, 5);
            assertArrayEquals(new byte[] {(byte) 0xE0, 0}, c.packet());
        })) {
            run("pub", broker.port(), "-t", "a", "-m", "x", "-q", "1").exits(0);
            assertEquals(List.of(), broker.failures);
        }
    }

    @Test
    void aFullFileTakesNoMore() {
        byte[] lines = ("x".repeat(900) + "\n").repeat(80).getBytes(StandardCharsets.UTF_8);
        run(lines, "pub", DEAD, "-t", "a", "-l", "-q", "1").failsWith("2038 MQTT_NOT_STORED")
                .says("session is full: 71 messages in 65536 bytes").says("lost: error=-1002").says("kept: 71 messages");
    }

    @Test
    void aFileThatIsNoneOrDamagedOrAnothersSendsNothing() throws IOException {
        Path file = Path.of(store());
        try (ScriptedBroker broker = new ScriptedBroker(ScriptedBroker.Connection::fallSilent)) {
            Files.writeString(file, "something else");
            run("sub", broker.port(), "-t", "a").failsWith("3004 CLI_BAD_FILE").says("does not hold a session");
            assertEquals("something else", Files.readString(file));
            Files.delete(file);
            run("pub", DEAD, "-t", "a", "-m", "x", "-q", "1").exits(1);
            byte[] sound = Files.readAllBytes(file);
            for (int i : new int[] {0, 10, sound.length - 1}) {
                byte[] damaged = sound.clone();
                damaged[i] ^= 4;
                Files.write(file, damaged);
                run("pub", broker.port(), "-t", "a", "-m", "y", "-q", "1").failsWith("3004 CLI_BAD_FILE");
                Files.write(file, Arrays.copyOf(sound, i));
                if (i > 0) {
                    run("pub", broker.port(), "-t", "a", "-m", "y", "-q", "1").failsWith("3004 CLI_BAD_FILE");
                }
            }
            Files.write(file, sound);
            Cli.run("pub", "-h", "127.0.0.1", "-p", broker.port(), "-t", "a", "-m", "y", "-c", "-i", "you", "--store",
                    store()).failsWith("3004 CLI_BAD_FILE").says("another client identifier");
            assertArrayEquals(sound, Files.readAllBytes(file));
            assertEquals(0, broker.connections());
        }
    }

    @Test
    void aSecondProcessIsRefusedAndTheFirstGoesOn() throws Exception {
        ReadySubscriber first = new ReadySubscriber();
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.accept(false);
            c.grant(0);
            c.fallSilent();
        })) {
            java.util.concurrent.CompletableFuture<Cli.Result> running = Cli.start(() -> first.run("sub", "-h",
                    "127.0.0.1", "-p", broker.port(), "-t", "a", "-c", "-i", "me", "--store", store(), "--info", "-W", "3"));
            first.awaitSubscribed();
            run("pub", broker.port(), "-t", "a", "-m", "x").failsWith("3002 CLI_CANNOT_WRITE").says("in use by another process");
            Cli.await(running).exits(27);
            assertEquals(1, broker.connections());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeStoredIsNotSent() throws Exception {
        Path readOnly = Files.createDirectory(folder.resolve("gone"));
        List<String> payloads = new ArrayList<>();
        String file = readOnly.resolve("session").toString();
        try (ScriptedBroker broker = new ScriptedBroker(c -> {
            c.packet();
            Files.move(readOnly, folder.resolve("elsewhere"));
            c.send(0x20, 2, 0, 0);
            payloads.add("" + c.packet()[0]);
        })) {
            Cli.run("pub", "-h", "127.0.0.1", "-p", broker.port(), "-t", "a", "-m", "x", "-q", "1", "-c", "-i", "me",
                    "--store", file, "-W", "30", "--reconnect").failsWith("2038 MQTT_NOT_STORED");
        }
        assertEquals(List.of(), payloads);
        Cli.run("pub", "-h", "127.0.0.1", "-p", DEAD, "-t", "a", "-m", "x", "-q", "1", "-c", "-i", "me", "--store", file)
                .failsWith("3002 CLI_CANNOT_WRITE");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFileIsItsOwnersAndWhatKillingLeftIsRemoved() throws IOException {
        Path part = Files.writeString(folder.resolve("session.123.part"), "half");
        Path other = Files.writeString(folder.resolve("session2.123.part"), "another's");
        run("pub", DEAD, "-t", "a", "-m", "x", "-q", "1").exits(1);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(store()))));
        assertFalse(Files.exists(part));
        assertTrue(Files.exists(other));
    }
}
