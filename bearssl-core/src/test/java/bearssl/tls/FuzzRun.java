package bearssl.tls;

import bearssl.base.Transport;
import bearssl.testing.ReferenceClient;
import bearssl.testing.ReferenceClient.End;
import bearssl.testing.ReferenceClient.Opinion;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One connection with a server that may do anything, and what must hold however it ends:
 * <ul>
 * <li>no exception; a code with a name; after it nothing is read, written or left in any array
 * <li>an error of ours is told by one fatal alert, the last record, and one that this code may have
 * <li>the session opens only if both sides have seen the same handshake
 * <li>opened or not, the data delivered, the end and the alert are what {@link ReferenceClient} makes of the same bytes
 * <li>the same bytes in other pieces come to the same, and no object is made meanwhile
 * </ul>
 */
final class FuzzRun {
    private static final int WINDOWS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FuzzScenario scenario;
    private final boolean measures;
    private final FuzzClient client;
    private final ScriptedServer server;
    private final byte[] before;
    private final List<String> story = new ArrayList<>();
    private Opinion opinion;

    private FuzzRun(FuzzScenario scenario, boolean measures) {
        this.scenario = scenario;
        this.measures = measures;
        client = FuzzClient.of(scenario);
        server = scenario.server();
        before = scenario.session();
    }

    /**
     * Makes the connection and checks all of that.
     *
     * @param change what is done to the server; it may write down what it does
     * @param pieces decides how the bytes come the second time
     * @return the error, 0 for an orderly end of an open session
     */
    static int of(FuzzScenario scenario, Change change, int pieces) {
        return of(scenario, change, pieces, true);
    }

    /** The same. @param measures whether objects count */
    static int of(FuzzScenario scenario, Change change, int pieces, boolean measures) {
        FuzzRun run = new FuzzRun(scenario, measures);
        change.arrange(run.server, run.story);
        try {
            run.check(pieces);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n  " + scenario + "\n  " + run.story + "\n  " + run.outcome()
                    + "\n  expected: " + run.opinion, e);
        }
        return run.client.tls.error();
    }

    /** Arranges what a server does, and writes it down when it is done. */
    interface Change {
        void arrange(ScriptedServer server, List<String> story);
    }

    private String outcome() {
        TlsClient tls = client.tls;
        return (client.opened ? "opened, " : "not opened, ") + client.dataLen + " bytes, error " + tls.error() + " ("
                + tls.detail1() + ", " + tls.detail2() + "), alert " + tls.alertSent() + ", the server got "
                + server.clientMessages() + " and alerts " + server.alerts();
    }

    private void check(int pieces) {
        client.connect(scenario, before, server, () -> {
            check(!client.tls.needsWorkspace() && Traces.count(client.ws) == 0, "open, and handshake secrets left");
            server.say(scenario.applicationData());
        });
        checkEnd();
        checkAlerts();
        checkAgreement();
        checkOpinion();
        checkSession();
        checkOnceMore(pieces);
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }

    private void checkEnd() {
        TlsClient tls = client.tls;
        check(tls.state() == TlsClient.CLOSED && !tls.needsWorkspace(), "not closed");
        check(BrErr.name(tls.error()) != null && BrErr.cause(tls.error()) != null, "no code");
        check(client.result == (tls.error() == 0 ? Transport.END : -tls.error()), "the pump says something else");
        check(client.ws.acquire(this), "workspace not given back");
        client.ws.release(this);
        check(Traces.count(client.ws) == 0, "workspace not wiped");
        check(Traces.count(tls) == 0, "engine not wiped");
    }

    private boolean isOurs() {
        int error = client.tls.error();
        return error != 0 && error != BrErr.BR_ERR_IO && error < BrErr.BR_ERR_RECV_FATAL_ALERT;
    }

    /** Whether close_notify was the client's last word, whatever it found wrong afterwards. */
    private boolean closed() {
        return client.opened && scenario.closesFirst();
    }

    /** Alerts that a code may have besides its usual one, where it has several causes. */
    private static List<Integer> other(int code) {
        switch (code) {
            case BrErr.BR_ERR_BAD_LENGTH: // too short for a tag
                return List.of(Alert.BAD_RECORD_MAC);
            case BrErr.BR_ERR_BAD_CCS: // of another length
            case BrErr.BR_ERR_BAD_FINISHED:
            case BrErr.BR_ERR_BAD_SECRENEG:
            case BrErr.BR_ERR_BAD_FRAGLEN:
            case BrErr.BR_ERR_LIMIT_EXCEEDED: // of a message
                return List.of(Alert.DECODE_ERROR);
            case BrErr.BR_ERR_EXTRA_EXTENSION: // offered, but here twice, or a protocol that was not
            case BrErr.BR_ERR_BAD_ALERT: // a level that does not exist
            case BrErr.BR_ERR_X509_WRONG_KEY_TYPE: // of the suite
                return List.of(Alert.ILLEGAL_PARAMETER);
            case BrErr.BR_ERR_RESUME_MISMATCH: // RFC 7627, 5.3
                return List.of(Alert.HANDSHAKE_FAILURE);
            default:
                return List.of();
        }
    }

    private void checkAlerts() {
        TlsClient tls = client.tls;
        int last = tls.alertSent();
        if (closed()) {
            check(last == Alert.CLOSE_NOTIFY, "an alert after close_notify");
        } else if (isOurs()) {
            check(Alert.forError(tls.error()) == last || other(tls.error()).contains(last),
                    "alert " + last + " for error " + tls.error());
        } else {
            // close_notify is answered, but not one that says it is fatal
            boolean answered = tls.error() == 0 || tls.error() == BrErr.BR_ERR_RECV_FATAL_ALERT;
            check(last == -1 && tls.error() != 0 || last == 0 && answered, "alert without an error");
        }
        if (!server.unreadable()) {
            List<Integer> alerts = new ArrayList<>(server.alerts());
            alerts.removeIf(a -> a == (Alert.WARNING << 8 | Alert.NO_RENEGOTIATION));
            int expected = (isOurs() && !closed() ? Alert.FATAL : Alert.WARNING) << 8 | last;
            check(alerts.equals(last < 0 ? List.of() : List.of(expected)), "the server got other alerts");
            List<ScriptedServer.Received> all = server.received();
            check(last < 0 || all.get(all.size() - 1).type() == ServerRecord.ALERT, "something behind the alert");
        }
    }

    private void checkAgreement() {
        // of a resumed session it is the server that says the last word
        check(!client.opened || client.resumed || server.clientFinishedRight(), "opened, and the transcripts differ");
        byte[] sent = server.applicationData();
        byte[] wanted = client.opened ? FuzzClient.message() : new byte[0];
        // what the server cuts off, it need not get
        check(Arrays.equals(sent, wanted) || sent.length == 0 && client.tls.error() != 0, "data of ours");
    }

    private Opinion opinion() {
        if (opinion == null) {
            opinion = new ReferenceClient(server, scenario.key().getPublic(),
                    scenario.offersSession() ? before : null, scenario.buffer(), FuzzClient.MESSAGE_LEN,
                    scenario.closesFirst()).opinion();
        }
        return opinion;
    }

    private void checkOpinion() {
        TlsClient tls = client.tls;
        Opinion o = opinion();
        check(o.opened() == client.opened, "opened");
        check(Arrays.equals(o.data(), Arrays.copyOf(client.data, client.dataLen)), "data");
        if (o.early() && isOurs()) {
            return; // the message was wrong before it was complete
        }
        switch (o.end()) {
            case IN_ORDER:
                check(tls.error() == 0, "no orderly end");
                break;
            case TOLD:
                check(tls.error() == BrErr.BR_ERR_RECV_FATAL_ALERT + o.alerts().get(0), "the server's alert");
                break;
            case BROKEN_OFF:
                check(tls.error() == BrErr.BR_ERR_IO, "broken off");
                break;
            default:
                check(isOurs() && (o.alerts().contains(tls.alertSent()) || closed()),
                        "another alert");
                break;
        }
    }

    private void checkSession() {
        boolean isSet = new TlsSession(client.stored, 0).isSet();
        // an error of ours that can no more be told is not fatal to the session
        boolean fatal = isOurs() && !closed() || client.tls.error() > BrErr.BR_ERR_RECV_FATAL_ALERT;
        boolean keeps = scenario.resumption() != FuzzScenario.Resumption.NONE;
        byte[] forgotten = new byte[TlsSession.LEN];
        check(!fatal || !keeps || Arrays.equals(client.stored, forgotten), "session after a fatal alert");
        check(!isSet || client.opened || Arrays.equals(client.stored, before), "a session that never opened");
        check(keeps || Arrays.equals(client.stored, before), "a session that nobody asked for");
    }

    private void checkOnceMore(int pieces) {
        int error = client.tls.error();
        int detail1 = client.tls.detail1();
        int detail2 = client.tls.detail2();
        int alert = client.tls.alertSent();
        boolean opened = client.opened;
        byte[] data = Arrays.copyOf(client.data, client.dataLen);
        byte[] stored = client.stored.clone();
        byte[] recording = server.delivered();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < (measures ? WINDOWS : 1) && least > 0; i++) {
            long start = THREADS.getThreadAllocatedBytes(thread);
            client.replay(scenario, before, recording, 1 << pieces % 12, pieces);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - start);
        }
        String now = " in other pieces: " + outcome();
        check(error == client.tls.error() && alert == client.tls.alertSent(), "another error" + now);
        check(opened == client.opened, "opened or not" + now);
        check(Arrays.equals(data, Arrays.copyOf(client.data, client.dataLen)), "other data" + now);
        check(Arrays.equals(stored, client.stored), "another session" + now);
        check(detail1 == client.tls.detail1() && detail2 == client.tls.detail2(),
                "not the details " + detail1 + ", " + detail2 + now);
        check(!measures || least == 0, "allocates " + least + " bytes");
    }
}
