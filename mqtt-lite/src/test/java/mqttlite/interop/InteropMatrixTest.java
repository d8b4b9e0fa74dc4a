package mqttlite.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import bearssl.testing.OurClientAuth;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other implementations of TLS as servers, in every combination of suite, maximum fragment length, client certificate,
 * length of the chains, and full or resumed handshake: connections with data both ways. What a peer cannot do is tried
 * too, and has to fail as expected. All that happened is written to {@code target/interop.tsv}.
 */
class InteropMatrixTest {
    private static final List<String> RESULTS = new ArrayList<>();
    private static final int LONG = 15_000;

    static List<Peer> peers() throws Exception {
        return AllPeers.list();
    }

    static List<Arguments> servers() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (Peer peer : AllPeers.list()) {
            Setup.all().forEach(setup -> all.add(Arguments.of(peer, setup)));
        }
        return all;
    }

    @AfterAll
    static void write() throws Exception {
        RESULTS.add(0, "peer\tsuite\tfragment\tclient\thandshake\tchain\tresult\tlongest clear\tlongest protected");
        Files.write(Path.of("target/interop.tsv"), RESULTS);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("servers")
    void cells(Peer peer, Setup setup) throws Exception {
        try (Endpoint server = peer.start(setup)) {
            TlsSession session = null;
            for (Cell cell : Cell.of(setup)) {
                session = cell.resumed() ? session : new TlsSession(new byte[TlsSession.LEN], 0);
                Gap gap = peer.gap(cell);
                try (OurClient client = OurClient.of(cell, peer.takesAllSuites() || gap != null, server, session)) {
                    if (gap == null) {
                        connects(peer, cell, client);
                    } else {
                        assertEquals(-gap.error(), client.handshake());
                    }
                    RESULTS.add(peer + "\t" + cell + "\t" + (gap == null ? "data both ways" : "cannot: " + gap.what())
                            + "\t" + client.tap.longestClear + "\t" + client.tap.longestProtected);
                } catch (AssertionError e) {
                    throw new AssertionError(peer + ": " + cell + ": " + server.log(), e);
                }
            }
        }
    }

    private static void connects(Peer peer, Cell cell, OurClient client) {
        TlsClient tls = client.tls;
        assertEquals(1, client.handshake());
        assertEquals(cell.setup().suite().number, tls.cipherSuite());
        assertEquals(cell.resumed(), tls.resumed(), "resumed");
        // in a resumed session the server knows the client from the first connection
        assertEquals(cell.setup().asks() && !cell.resumed(), tls.certificateRequested(), "certificate requested");
        assertEquals(tls.certificateRequested(), tls.certificateSent(), "certificate sent");
        assertEquals(peer.bindsMasterSecret(), tls.extendedMasterSecret(), "extended master secret");
        byte[] data = new byte[cell.fragment() == 0 ? LONG : 3 * cell.fragment() + 1];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) ('a' + i % 26);
        }
        peer.talk(client, data);
        holds(peer.limit(), cell, client);
    }

    private static void holds(Limit limit, Cell cell, OurClient client) {
        boolean isSizeLimit = limit == Limit.RECORD_SIZE;
        assertEquals(isSizeLimit ? 0 : cell.fragment(), client.tls.maxFragment());
        assertEquals(isSizeLimit ? 16384 : 0, client.tls.recordSizeLimit());
        assertTrue(client.tap.longestProtected <= cell.plaintext(), "protected " + client.tap.longestProtected);
        // ServerHello with the Certificate message of the shortest chain is longer than 512 bytes
        boolean isLonger = limit == Limit.DATA_ONLY && !cell.resumed() && (cell.fragment() == 512
                || cell.fragment() == 1024 && cell.setup().chain() > 1);
        assertEquals(isLonger, client.tap.longestClear > cell.plaintext(), "record of " + client.tap.longestClear);
    }

    /** The control of all cells with a client's certificate: without one, or with a stranger's, there is no session. */
    @ParameterizedTest
    @MethodSource("peers")
    void aServerThatAsksLooksAtTheAnswer(Peer peer) throws Exception {
        Setup setup = new Setup(Suite.ECDHE_RSA, 1, true);
        ClientAuth stranger = OurClientAuth.of(Pki.stranger());
        try (Endpoint server = peer.start(setup)) {
            for (ClientAuth auth : new ClientAuth[] {OurClient.identity(ClientKey.RSA, 1), null, stranger}) {
                try (OurClient client = new OurClient(OurClient.only(setup.suite()), auth, server, 1024, 1024, null,
                        () -> Integer.MAX_VALUE)) {
                    boolean isKnown = auth != null && auth != stranger;
                    assertEquals(isKnown, client.handshake() == 1, server.log());
                    assertTrue(client.tls.certificateRequested());
                    assertEquals(auth != null, client.tls.certificateSent());
                }
            }
        }
    }

    @Test
    void theDocumentHasTheTables() throws Exception {
        List<String> counts = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (Peer peer : AllPeers.list()) {
            counts.add(InteropTable.counts(peer));
            gaps.addAll(InteropTable.gaps(peer));
            answers.add(InteropTable.answers(peer));
        }
        compare(counts, "## Cells");
        compare(gaps, "## What a peer cannot do");
        compare(answers, "## What they make of our extensions");
    }

    private static void compare(List<String> expected, String heading) {
        assertEquals(String.join("\n", expected), String.join("\n", DocTable.rows("INTEROP.md", heading)));
    }
}
