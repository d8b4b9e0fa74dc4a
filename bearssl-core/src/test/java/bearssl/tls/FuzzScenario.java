package bearssl.tls;

import bearssl.testing.Bytes;
import bearssl.testing.Flight;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.testing.TestCertificates;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a client and a well-behaved server do, before anything is changed about it.
 *
 * @param suite        cipher suite
 * @param resumption   whether a session is offered and what comes of it
 * @param sizes        how the length of records is negotiated
 * @param request      whether the server asks for a certificate
 * @param authenticates whether the client has one
 * @param extendedMasterSecret whether the server knows of it
 * @param protocols    whether the client offers application protocols
 * @param layout       how the server puts messages in records
 * @param closesFirst  whether it is the client that closes, or the server
 * @param buffer       longest plaintext of a record that fits the client's buffers
 */
record FuzzScenario(int suite, Resumption resumption, Sizes sizes, boolean request, boolean authenticates,
        boolean extendedMasterSecret, boolean protocols, Layout layout, boolean closesFirst, int buffer) {
    enum Resumption {
        /** No session is offered, and none is kept. */
        NONE,
        /** None is offered, but one is kept. */
        FIRST,
        /** A session goes on. */
        RESUMED,
        /** A session is offered and the server does not know it. */
        DECLINED
    }

    enum Sizes {
        FRAGMENT, IGNORED, LIMIT, NOT_OFFERED
    }

    enum Layout {
        ONE_EACH, MERGED, SPLIT
    }

    private static final int[] SUITES = {
        CipherSuite.RSA_WITH_AES_128_GCM_SHA256, CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    };
    private static final int[] BUFFERS = {512, 700, 1500, 4096};
    private static final int LIMIT = 500;
    /** How many there are. */
    static final int COUNT = 3 * 4 * 4 * 2 * 2 * 2 * 2 * 3 * 4 * 4;

    static final KeyPair RSA = TestCertificates.rsa2048(1);
    static final KeyPair EC = TestCertificates.p256(1);
    private static final Map<FuzzScenario, Kept> KEPT = new HashMap<>();

    /** A server that knows a session, and the session. */
    record Kept(ScriptedServer server, byte[] session) {
    }

    /** One of them; 0 is the plainest. */
    static FuzzScenario of(int number) {
        int[] n = {number};
        return new FuzzScenario(SUITES[digit(n, 3)], Resumption.values()[digit(n, 4)], Sizes.values()[digit(n, 4)],
                digit(n, 2) == 1, digit(n, 2) == 1, digit(n, 2) == 0, digit(n, 2) == 1, Layout.values()[digit(n, 3)],
                digit(n, 4) == 3, BUFFERS[digit(n, 4)]);
    }

    private static int digit(int[] number, int base) {
        int digit = number[0] % base;
        number[0] /= base;
        return digit;
    }

    KeyPair key() {
        return suite == CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ? EC : RSA;
    }

    /** A server for one connection. It sends the same bytes each time. */
    ScriptedServer server() {
        ScriptedServer server = resumption == Resumption.RESUMED ? kept().server.next(2) : fresh();
        server.echoNothing().endWhenDrained().endWhenUnreadable().meansWhatItSays();
        return server.onFlight(1, this::lay).onFlight(2, this::lay);
    }

    private ScriptedServer fresh() {
        // another seed gives another session id
        ScriptedServer server = ScriptedServer.of(suite, key(), 1, resumption == Resumption.DECLINED ? 4 : 3);
        byte[] certificate = new byte[400];
        new Random(1).nextBytes(certificate);
        server.chain(List.of(certificate, Bytes.first(certificate, 90)));
        if (resumption != Resumption.NONE) {
            server.keepSessions();
        }
        if (sizes == Sizes.IGNORED) {
            server.ignoreMaxFragment();
        } else if (sizes == Sizes.LIMIT) {
            server.recordSizeLimit(LIMIT);
        }
        if (!extendedMasterSecret) {
            server.ignoreExtendedMasterSecret();
        }
        if (protocols) {
            server.onHello(h -> h.extension(16, 0, 3, 2, 'h', '2'));
        }
        if (request) {
            server.requestCertificate(Bytes.join(Bytes.vector8(Bytes.of(1, 64, 2)),
                    Bytes.vector16(Bytes.of(4, 1, 4, 3, 5, 1)),
                    Bytes.vector16(Bytes.join(Bytes.vector16(new byte[30]), Bytes.vector16(new byte[3])))));
        }
        return server;
    }

    private void lay(Flight f) {
        if (layout == Layout.MERGED) {
            f.merge();
        } else if (layout == Layout.SPLIT) {
            int record = Math.min(2, f.records().size() - 1);
            ServerRecord r = f.records().get(record);
            int half = r.payload().length / 2;
            if (half > 0) {
                f.records().add(record, r.copy(Bytes.first(r.payload(), half)));
                f.records().set(record + 1, r.copy(Bytes.without(r.payload(), half)));
            }
        }
    }

    /** What the client has stored, empty if it offers no session. */
    byte[] session() {
        return resumption == Resumption.RESUMED || resumption == Resumption.DECLINED ? kept().session.clone()
                : new byte[TlsSession.LEN];
    }

    private Kept kept() {
        FuzzScenario first = new FuzzScenario(suite, Resumption.FIRST, sizes, false, false, extendedMasterSecret, false,
                Layout.ONE_EACH, false, buffer);
        Kept kept = KEPT.get(first);
        if (kept == null) {
            ScriptedServer server = first.fresh();
            byte[] stored = FuzzClient.firstConnection(first, server);
            kept = new Kept(server, stored);
            KEPT.put(first, kept);
        }
        return kept;
    }

    boolean offersSession() {
        return resumption == Resumption.RESUMED || resumption == Resumption.DECLINED;
    }

    /** What the server says when the session is open. */
    ServerRecord[] applicationData() {
        if (closesFirst) {
            return new ServerRecord[] {ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY)};
        }
        byte[] text = new byte[Math.min(buffer, 1500)];
        Arrays.fill(text, (byte) 'x');
        return new ServerRecord[] {
            ServerRecord.applicationData(Bytes.of('h', 'e', 'l', 'l', 'o')), ServerRecord.applicationData(text),
            ServerRecord.applicationData(new byte[0]), ServerRecord.applicationData(Bytes.of('e', 'n', 'd')),
            ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY),
        };
    }
}
