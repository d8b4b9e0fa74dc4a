package mqttlite.cli;

import bearssl.ec.EcP384I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.tls.Alert;
import bearssl.tls.BrErr;
import bearssl.tls.CipherSuite;
import bearssl.tls.ClientAuth;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsProfile;
import bearssl.tls.TlsSession;
import bearssl.tls.profile.FastProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code probe}: what a server does in TLS, what one could trust it by, and how to connect to it. It makes a connection
 * for each suite, whatever the certificate is, and some more with the configuration that it then prints; none carries
 * application data.
 */
final class ProbeCommand {
    // Those with forward secrecy first, as the options have them.
    private static final int[] SUITES = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256};
    private static final String[] NAMES = {"ecdhe-rsa", "ecdhe-ecdsa", "rsa"};
    private static final int ECDHE_ECDSA = 1;
    private static final int MAX_RSA = 4096;
    private static final int SMALLEST = TlsClient.MIN_PLAINTEXT;
    private static final int RSA_KEY = 1; // RFC 5246, 7.4.4: rsa_sign
    private static final int EC_KEY = 64; // RFC 8422, 5.5: ecdsa_sign
    private static final int WRONG_VERSION = BrErr.BR_ERR_RECV_FATAL_ALERT + Alert.PROTOCOL_VERSION;

    private final Options options;
    private final Console console;
    private final ProbeTarget target;
    private final ProbeTrust trust;
    private final ProbeLook[] looks = new ProbeLook[SUITES.length];
    private final ProbeChain[] sent = new ProbeChain[SUITES.length];
    private final List<ProbeChain> chains = new ArrayList<ProbeChain>();
    private boolean isWide; // ECDHE-ECDSA works with a curve beyond P-256
    private int best = -1; // first suite that works

    private ProbeCommand(Options options, Console console) throws UsageError, Failure {
        this.options = options;
        this.console = console;
        target = new ProbeTarget(options);
        trust = new ProbeTrust(options);
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        ProbeCommand probe = new ProbeCommand(options, console);
        try {
            probe.run();
        } finally {
            console.flush();
        }
    }

    private void run() throws Failure {
        target.resolve();
        for (int i = 0; i < SUITES.length; i++) {
            lookAt(i);
        }
        if (best >= 0) {
            printHello(looks[best]);
        }
        ProbeAdvice advice = best < 0 ? null : tryOut();
        for (int i = 0; i < chains.size(); i++) {
            chains.get(i).print(i == 0 ? "chain" : "chain" + (i + 1), trust, target.name, console);
        }
        if (best < 0) {
            throw furthest().failure();
        }
        if (advice != null) {
            advise(advice);
        }
    }

    private void line(String key, String value) throws Failure {
        console.plainLine(key + ": " + value);
    }

    // ---- suites

    private void lookAt(int i) throws Failure {
        ProbeLook look = lookWith(i, curves(i), auth());
        if (i == 0) {
            stopIfHopeless(look);
            line("server", target.host + " " + target.port + " (" + target.addressText() + ")");
        }
        if (i == ECDHE_ECDSA && !look.works()) {
            isWide = true;
            ProbeLook wide = lookWith(i, curves(i), auth());
            isWide = wide.works();
            look = wide.progress() > look.progress() || isWide ? wide : look;
        }
        looks[i] = look;
        best = best < 0 && look.works() ? i : best;
        line("suite." + NAMES[i], !look.works() ? "no (" + look.why() + ")" : i == ECDHE_ECDSA && isWide
                ? "yes (with a key on P-384, which the program has to offer)" : "yes");
        if (look.progress() > 1) {
            keepChain(i, look.flight().chain());
        }
    }

    private ClientAuth auth() {
        return target.identity == null ? null : target.identity.auth();
    }

    // Any certificate is good for looking at it; records of any length fit.
    private ProbeLook lookWith(int i, EcVerifyCurve[] curves, ClientAuth auth) throws Failure {
        ServerTrust any = new ServerTrust();
        any.acceptAny();
        TlsProfile profile = FastProfile.create(MAX_RSA, new int[] {SUITES[i]}, curves);
        return new ProbeLook(target, profile, any, auth).run(ProbeAdvice.UNSIZED, false, null);
    }

    private void stopIfHopeless(ProbeLook look) throws Failure {
        boolean isSilent = look.code() == BrErr.BR_ERR_IO && look.progress() == 0;
        if (isSilent && target.speaksPlainMqtt()) {
            throw Failure.of(BrErr.BR_ERR_IO, "the port speaks MQTT without TLS",
                    "look for the broker's TLS port, 8883 by custom, or connect without TLS options");
        }
        if (look.code() < 0 || look.code() == WRONG_VERSION || look.code() == BrErr.BR_ERR_UNSUPPORTED_VERSION) {
            throw look.failure();
        }
    }

    private void keepChain(int i, List<byte[]> certificates) {
        for (ProbeChain chain : chains) {
            if (chain.isOf(certificates)) {
                sent[i] = chain;
            }
        }
        if (sent[i] == null) {
            sent[i] = new ProbeChain(certificates);
            chains.add(sent[i]);
        }
        sent[i].sentWith(NAMES[i]);
    }

    private ProbeLook furthest() {
        ProbeLook furthest = looks[0];
        for (ProbeLook look : looks) {
            furthest = look.progress() > furthest.progress() ? look : furthest;
        }
        return furthest;
    }

    // ---- what ServerHello and CertificateRequest say

    private void printHello(ProbeLook look) throws Failure {
        line("extended-master-secret", yesNo(look.tls().extendedMasterSecret()));
        line("secure-renegotiation", yesNo(look.flight().hasExtension(ServerFlight.RENEGOTIATION_INFO)));
        line("tls-1.3", look.flight().marksTls13() ? "yes (this client speaks 1.2)" : "no");
        if (target.protocols != null) {
            line("alpn", look.tls().protocol() == null ? "none chosen" : look.tls().protocol());
        }
        printClientCertificate(look);
    }

    private static String yesNo(boolean is) {
        return is ? "yes" : "no";
    }

    private void printClientCertificate(ProbeLook look) throws Failure {
        if (!look.tls().certificateRequested()) {
            line("client-certificate", "not asked for");
            return;
        }
        ProbeLook without = target.identity == null ? look : lookWith(best, curves(best), null);
        line("client-certificate", without.lacksCertificate() ? "required"
                : without.code() == 0 ? "optional" : "asked for (without one: " + without.why() + ")");
        boolean rsa = look.flight().takesClientKey(RSA_KEY);
        boolean ec = look.flight().takesClientKey(EC_KEY);
        line("client-certificate.keys", rsa ? ec ? "RSA, EC" : "RSA" : ec ? "EC" : "none that can be used");
        for (String name : look.flight().authorities()) {
            line("client-certificate.ca", name);
        }
        if (target.identity != null) {
            line("client-certificate.given", look.tls().certificateSent() ? "accepted"
                    : "not sent: " + target.identity.unsuitable());
        }
    }

    private EcVerifyCurve[] curves(int i) {
        return i == ECDHE_ECDSA && isWide ? new EcVerifyCurve[] {EcP384I15.INSTANCE} : new EcVerifyCurve[0];
    }

    // ---- trying out what will be printed

    private ProbeAdvice tryOut() throws Failure {
        boolean[] works = new boolean[SUITES.length];
        for (int i = 0; i < works.length; i++) {
            works[i] = looks[i].works();
        }
        TlsSession session = new TlsSession(new byte[TlsSession.LEN], 0);
        ProbeLook last = null;
        // In this order: small profile, larger profile; both without asking for a record size.
        for (int i = 0; i < 4; i++) {
            ProbeAdvice advice = ProbeAdvice.of(target, works, sent, isWide);
            advice = i % 2 == 0 ? advice : advice.full();
            advice = i < 2 ? advice : advice.unsized();
            session.clear();
            last = lookBy(advice).run(advice.buffer(), advice.isSized(), session);
            if (last.works()) {
                advice.wantsCertificate(last.tls().certificateRequested());
                printSizes(advice, last);
                printResumption(advice, last, session);
                return advice;
            }
        }
        line("warning", "no configuration opens a session that is to be trusted by a pin: " + last.why());
        return null;
    }

    private ProbeLook lookBy(ProbeAdvice advice) {
        return new ProbeLook(target, advice.createProfile(), advice.createPins(), auth());
    }

    private void printSizes(ProbeAdvice advice, ProbeLook usual) throws Failure {
        int longest = 0;
        for (ProbeLook look : looks) {
            longest = Math.max(longest, look.flight() == null ? 0 : look.flight().longestRecord());
        }
        line("longest-record", longest + " (of the handshake, in the clear, unasked)");
        ProbeLook small = lookBy(advice).run(SMALLEST, true, null);
        line("record-size." + SMALLEST, sizeText(small, SMALLEST));
        line("record-size." + ProbeAdvice.SIZED, advice.isSized() ? sizeText(usual, ProbeAdvice.SIZED)
                : "no (the handshake fails when it is asked for)");
        boolean keepsSmall = keepsSize(small);
        boolean keepsUsual = advice.isSized() && keepsSize(usual);
        if (!keepsUsual) {
            advice.recordsOfAnyLength();
        }
        line("buffer", keepsSmall ? SMALLEST + "" : keepsUsual ? ProbeAdvice.SIZED + "" : ProbeAdvice.UNSIZED
                + " (records may have any length; less suffices if the longest that the broker makes is known)");
    }

    private static boolean keepsSize(ProbeLook look) {
        return look.works() && (look.tls().maxFragment() > 0 || look.tls().recordSizeLimit() > 0);
    }

    private static String sizeText(ProbeLook look, int size) {
        if (!look.works()) {
            return "no (" + look.why() + ")";
        }
        if (!keepsSize(look)) {
            return "no (ignored)";
        }
        int longest = look.flight().longestRecord();
        return "yes (" + (look.tls().maxFragment() > 0 ? "max_fragment_length"
                : "record_size_limit, the server's own is " + look.tls().recordSizeLimit())
                + (longest <= size ? ")" : "; yet a handshake record of " + longest + " bytes came, which does no harm)");
    }

    private void printResumption(ProbeAdvice advice, ProbeLook first, TlsSession session) throws Failure {
        if (first.code() != 0) {
            line("session-resumption", "unknown (a client certificate is required)");
        } else if (!session.isSet()) {
            line("session-resumption", "no (the server gives no session id)");
        } else {
            ProbeLook again = lookBy(advice).run(advice.isSized() ? ProbeAdvice.SIZED : ProbeAdvice.UNSIZED,
                    advice.isSized(), session);
            line("session-resumption", again.code() == 0 && again.tls().resumed()
                    ? "yes (" + bytes(again) + " bytes both ways instead of " + bytes(first) + ")"
                    : again.code() == 0 ? "no (the server has forgotten it)" : "no (" + again.why() + ")");
        }
    }

    private static int bytes(ProbeLook look) {
        return look.flight().received() + look.flight().sent();
    }

    // ---- advice

    private void advise(ProbeAdvice advice) throws Failure {
        ProbeChain chain = sent[best];
        boolean byCa = trust.judge(chain.certificates(), target.name) == BrErr.BR_ERR_OK;
        line("profile", advice.profileText());
        line("buffers", advice.bufferBytes() + " (bytes of both TLS buffers, as below)");
        line("workspace", advice.workspaceBytes(advice.createPins()) + " (bytes during a handshake, with pins)");
        if (byCa) {
            line("workspace.ca", advice.workspaceBytes(trust.engine(chain.certificates(), target.name))
                    + " (bytes during a handshake, with a CA)");
        } else {
            line("warning", "nothing vouches for the pins below: compare them with what the server's owner says");
        }
        if (advice.isForCommandLine()) {
            line("command", advice.command(advice.pinOptions(), false, identityOptions(), nameOption()));
            if (byCa) {
                boolean longKeys = trust.needsLongKeys(chain.certificates(), target.name);
                line("command.ca", advice.command(trust.caOptions(), longKeys, identityOptions(), nameOption()));
            }
        } else {
            line("command", "none (the command line offers no curve but P-256)");
        }
        console.line("java:");
        for (String text : ProbeSource.of(advice)) {
            console.line(text.length() == 0 ? "" : "    " + text);
        }
    }

    private String identityOptions() {
        StringBuilder s = new StringBuilder();
        for (String name : new String[] {"cert", "key"}) {
            s.append(options.has(name) ? " --" + name + " " + ProbeAdvice.quoted(options.text(name, "")) : "");
        }
        return s.toString();
    }

    private String nameOption() {
        return options.has("servername") ? " --servername " + ProbeAdvice.quoted(options.text("servername", "")) : "";
    }
}
