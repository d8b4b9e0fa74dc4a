package bearssl.tls;

import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.ServerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fuzzer feeds: bytes that choose a connection and a state of it, and from there on what the server says. It
 * protects its records with the right keys, and its Finished covers what it has said, so that what is behind the
 * protection is reached, too. What must hold says {@link FuzzRun}.
 *
 * <pre>
 *   0  2  connection, see {@link FuzzScenario}
 *   2  1  flight, and flags: what is below
 *   3  1  how many records of the flight come as they should
 *   4  1  pieces in which the bytes come the second time
 *   5     records: a byte, and unless it says {@link #GENUINE} two of length, which may lie, and content
 *         0 to 3: ChangeCipherSpec, alert, handshake, application data;
 *         from 4 on: the body of a handshake message of this type - 4. Or, with {@link #RAW}, bytes on the wire
 * </pre>
 */
public final class EngineFuzzTarget {
    static final int HEADER_LEN = 5;
    /** Two bits: flight 1, 2, or 3. */
    static final int FLIGHT = 3;
    /** The server does not know that it says this. */
    static final int ON_PATH = 4;
    /** What follows are not records. */
    static final int RAW = 8;
    /** What is left of the flight comes behind. */
    static final int REST = 16;
    /** As the first byte of a record: here comes the next one of the flight. */
    static final int GENUINE = 0x80;

    private EngineFuzzTarget() {
    }

    /** Entry of the fuzzer, which makes objects of its own: allocations are not counted. @param data its choice */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length >= HEADER_LEN) {
            run(data, false);
        }
    }

    /** Makes the connection. @return its error */
    static int run(byte[] data, boolean measures) {
        FuzzScenario scenario = FuzzScenario.of(Bytes.u16(data, 0) % FuzzScenario.COUNT);
        int flight = 1 + (data[2] & FLIGHT) % 3;
        FuzzRun.Change change = (server, story) -> {
            if ((data[2] & ON_PATH) != 0) {
                server.onPath(flight, f -> replace(f, data));
            } else {
                server.onFlight(flight, f -> replace(f, data));
            }
        };
        return FuzzRun.of(scenario, change, data[4] & 0xFF, measures);
    }

    private static void replace(Flight f, byte[] data) {
        List<ServerRecord> genuine = new ArrayList<>(f.records());
        int next = (data[3] & 0xFF) % (genuine.size() + 1);
        f.records().subList(next, genuine.size()).clear();
        int p = HEADER_LEN;
        if ((data[2] & RAW) != 0) {
            f.add(ServerRecord.raw(Bytes.without(data, p)));
            p = data.length;
        }
        while (p < data.length) {
            int type = data[p++] & 0xFF;
            if (type >= GENUINE) {
                if (next < genuine.size()) {
                    f.add(genuine.get(next++));
                }
            } else if (p + 2 <= data.length) {
                int len = Math.min(Bytes.u16(data, p), data.length - p - 2);
                byte[] content = Bytes.first(Bytes.without(data, p + 2), len);
                f.add(type < 4 ? ServerRecord.of(ServerRecord.CHANGE_CIPHER_SPEC + type, content)
                        : ServerRecord.handshake(type - 4, content));
                p += 2 + len;
            }
        }
        if ((data[2] & REST) != 0) {
            f.records().addAll(genuine.subList(next, genuine.size()));
        }
    }

    /** Writes inputs to start from. @param args a folder, made if it is not there */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, byte[]> seed : seeds(167).entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue());
        }
        Files.write(folder.resolve("raw"), Bytes.of(0, 0, RAW, 0, 0, 0x15, 3, 3, 0, 2, 2, 40));
    }

    /**
     * Connections that go well, by name: a flight spelled out, or a warning before a genuine one.
     *
     * @param step one of so many connections; without a factor in common with their number there is some of everything
     */
    static Map<String, byte[]> seeds(int step) {
        Map<String, byte[]> seeds = new TreeMap<>();
        for (int number = 0; number < FuzzScenario.COUNT; number += step) {
            for (int flight = 1; flight <= 3; flight++) {
                byte[] header = Bytes.of(number >> 8, number, flight - 1, 0, number);
                String name = number + "-" + flight;
                seeds.put("said-" + name, Bytes.join(header, said(FuzzScenario.of(number), flight)));
                seeds.put("rest-" + name,
                        Bytes.join(Bytes.with(header, 2, flight - 1 + REST), Bytes.of(1, 0, 2, Alert.WARNING, 90)));
            }
        }
        return seeds;
    }

    /** A flight as it should be, in the form above. */
    private static byte[] said(FuzzScenario scenario, int flight) {
        List<byte[]> all = new ArrayList<>();
        FuzzRun.of(scenario, (server, story) -> server.onFlight(flight, f -> {
            for (ServerRecord r : f.records()) {
                all.add(Bytes.join(Bytes.of(r.type() - ServerRecord.CHANGE_CIPHER_SPEC), Bytes.vector16(r.payload())));
            }
        }), 0, false);
        return Bytes.join(all.toArray(byte[][]::new));
    }
}
