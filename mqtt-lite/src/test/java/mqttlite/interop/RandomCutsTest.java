package mqttlite.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.tls.TlsSession;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.opentest4j.TestAbortedException;

/**
 * Cells with any sizes: of buffers, of messages, and of the pieces in which bytes pass the transport. Every trial is one
 * of all peers, with a connection that makes a session and one that resumes it. Another seed, and more trials, find more.
 */
class RandomCutsTest {
    private static final int MIN_PLAINTEXT = 512;
    private static final int MAX_PLAINTEXT = 16384;
    private static final int LONGEST_MESSAGE = 15_000;

    /**
     * What is left to chance.
     *
     * @param setup   of the server
     * @param client  what the client shows if asked
     * @param in      longest plaintext to receive
     * @param out     longest plaintext to send
     * @param message length of the data
     * @param cut     longest piece that the transport moves
     * @param seed    of the lengths of those pieces
     */
    record Trial(Setup setup, ClientKey client, int in, int out, int message, int cut, long seed) {
        Cell cell(boolean resumed) {
            int fragment = MIN_PLAINTEXT;
            while (fragment < 4096 && 2 * fragment <= in) {
                fragment *= 2;
            }
            return new Cell(setup, in == MAX_PLAINTEXT ? 0 : fragment, shown(), resumed);
        }

        /** What a peer sees of its longest record, ours: the send buffer cuts what the fragment length would allow. */
        Cell seen() {
            return new Cell(setup, Math.min(out, cell(false).plaintext()), shown(), false);
        }

        private ClientKey shown() {
            return setup.asks() ? client : ClientKey.NONE;
        }
    }

    @Provide
    Arbitrary<Trial> trials() {
        Arbitrary<Integer> buffers = Arbitraries.integers().between(MIN_PLAINTEXT, MAX_PLAINTEXT);
        return Combinators.combine(Arbitraries.of(Setup.all()), Arbitraries.of(ClientKey.EC, ClientKey.RSA), buffers,
                buffers, Arbitraries.integers().between(1, LONGEST_MESSAGE), Arbitraries.integers().between(1, 3000),
                Arbitraries.longs()).as(Trial::new);
    }

    @Property(tries = 16, seed = "8446")
    void dataPassesHoweverItIsCut(@ForAll("trials") Trial trial) throws Exception {
        int tried = 0;
        for (Peer peer : AllPeers.list()) {
            if (peer.gap(trial.seen()) == null && isThere(peer, trial)) {
                tried++;
            }
        }
        assertTrue(tried > 0);
    }

    // Data is exchanged with every peer that this machine has; CI has to have all of them.
    private static boolean isThere(Peer peer, Trial trial) throws Exception {
        try (Endpoint server = peer.start(trial.setup())) {
            TlsSession session = new TlsSession(new byte[TlsSession.LEN], 0);
            connects(peer, trial, trial.cell(false), server, session);
            connects(peer, trial, trial.cell(true), server, session);
            return true;
        } catch (TestAbortedException e) {
            return false;
        }
    }

    private static void connects(Peer peer, Trial trial, Cell cell, Endpoint server, TlsSession session)
            throws Exception {
        Random random = new Random(trial.seed());
        byte[] data = new byte[trial.message()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (' ' + random.nextInt(95));
        }
        try (OurClient client = new OurClient(OurClient.only(trial.setup().suite()),
                OurClient.identity(cell.client(), trial.setup().chain()), server, trial.in(), trial.out(), session,
                () -> 1 + random.nextInt(trial.cut()))) {
            assertEquals(1, client.handshake());
            assertEquals(cell.resumed(), client.tls.resumed());
            peer.talk(client, data);
            assertTrue(client.tap.longestProtected <= trial.in());
        } catch (AssertionError e) {
            throw new AssertionError(peer + ": " + cell + ": " + server.log(), e);
        }
    }
}
