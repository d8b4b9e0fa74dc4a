package mqttlite.cli;

import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.KeyFingerprint;
import bearssl.x509.PinText;
import bearssl.x509.X509Fingerprint;
import bearssl.x509.X509SpkiPin;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whom the user trusts. Both kinds of pin see the certificate, so that both can be shown whatever the verdict is; the
 * one that was asked for decides, or the CAs do.
 */
final class ServerTrust implements X509Engine {
    private final X509Fingerprint fingerprint = new X509Fingerprint(Sha1.INSTANCE, X509Fingerprint.RSA_4096);
    private final X509SpkiPin spki = new X509SpkiPin(Sha256.INSTANCE, X509Fingerprint.SLOTS, X509Fingerprint.RSA_4096);
    private boolean bySpki;
    private boolean any;
    private boolean seen; // a chain has been judged
    private PinFile learnFile;
    private CaTrust cas; // null: trust by key

    /** Trusts nobody. */
    ServerTrust() {
    }

    /** Trusts whom the options name; without any, nobody. */
    static ServerTrust of(Options options, int maxRsa) throws UsageError, Failure {
        refuseTwoWays(options);
        ServerTrust trust = new ServerTrust();
        trust.cas = CaTrust.of(options, maxRsa);
        List<String> fingerprints = options.texts("fingerprint");
        for (int i = 0; i < fingerprints.size(); i++) {
            trust.fingerprint.pin(i, fingerprintOf(fingerprints.get(i)), 0);
        }
        List<String> pins = options.texts("pin-sha256");
        for (String text : pins) {
            trust.spki.addPin(pinOf(text), 0);
            trust.bySpki = true;
        }
        if (options.has("learn")) {
            trust.learnFrom(new PinFile(options.text("learn", "")));
        }
        if (options.has("insecure")) {
            trust.acceptAny();
        }
        return trust;
    }

    /** The value of --fingerprint. */
    static byte[] fingerprintOf(String text) throws UsageError {
        byte[] pin = new byte[KeyFingerprint.LEN];
        refuse("--fingerprint", text, "20 bytes in hexadecimal", PinText.parseFingerprint(text, pin, 0));
        return pin;
    }

    /** The value of --pin-sha256. */
    static byte[] pinOf(String text) throws UsageError {
        byte[] pin = new byte[X509SpkiPin.LEN];
        refuse("--pin-sha256", text, "32 bytes in base64 or hexadecimal", PinText.parseSpki(text, pin, 0));
        return pin;
    }

    private static void refuseTwoWays(Options options) throws UsageError {
        String first = options.has("cafile") ? "cafile" : options.has("capath") ? "capath" : null;
        for (String name : new String[] {"fingerprint", "pin-sha256", "learn", "insecure"}) {
            if (options.texts(name).size() > X509Fingerprint.SLOTS) {
                throw new UsageError("--" + name + " can be given twice at most");
            }
            if (options.has(name)) {
                if (first != null) {
                    throw new UsageError("--" + first + " and --" + name + " exclude each other");
                }
                first = name;
            }
        }
    }

    private static void refuse(String option, String text, String wanted, int reason) throws UsageError {
        switch (reason) {
            case PinText.OK:
                return;
            case PinText.ALL_ZERO:
                throw new UsageError(option + ": all zero is no key; to learn the server's key use --learn FILE");
            case PinText.ALL_FF:
                throw new UsageError(option + ": all FF is no key; to trust any server use --insecure");
            case PinText.BAD_LENGTH:
                throw new UsageError(option + ": '" + text + "' has the wrong length, " + wanted + " expected");
            case PinText.BAD_SEPARATOR:
                throw new UsageError(option + ": '" + text + "' has uneven separators, " + wanted
                        + " expected, with nothing, a space or a colon between all of them");
            default:
                throw new UsageError(option + ": '" + text + "' holds a character that does not belong there, "
                        + wanted + " expected");
        }
    }

    private void learnFrom(PinFile file) throws Failure {
        learnFile = file;
        byte[] pins = file.read();
        for (int off = 0; off < pins.length; off += KeyFingerprint.LEN) {
            fingerprint.pin(off / KeyFingerprint.LEN, pins, off);
        }
        if (pins.length == 0) {
            fingerprint.learnOnce();
        }
    }

    /** A new connection: it may bring the key to be learned, as long as none was kept. */
    void newConnection() {
        seen = false;
        if (learnFile != null && !fingerprint.isPinned(0)) {
            fingerprint.learnOnce();
        }
    }

    /** The key of a certificate, to be shown or compared; it may be none. */
    static ServerTrust ofKey(byte[] certificate) {
        ServerTrust key = new ServerTrust();
        key.judge(certificate);
        return key;
    }

    /** The same, or an error if no key can be read. @param where the certificate stands */
    static ServerTrust requireKey(byte[] certificate, String where) throws Failure {
        ServerTrust key = new ServerTrust();
        int code = key.judge(certificate);
        if (key.receivedFingerprint() == null) {
            throw Failure.of(code, where + ": " + Codes.cause(code));
        }
        return key;
    }

    // Trusts nobody, so the verdict is "not trusted" for whatever is well-formed.
    private int judge(byte[] certificate) {
        startChain(null, new Workspace(0, 0, Sha1.INSTANCE.stateWords()));
        startCert(certificate.length);
        append(certificate, 0, certificate.length);
        endCert();
        return endChain();
    }

    /** Trusts anybody. */
    void acceptAny() {
        any = true;
        fingerprint.acceptAny(true);
    }

    /** What decides whom to trust: the same bytes if it is the same. */
    byte[] criteria() {
        if (cas != null) {
            return cas.criteria();
        }
        StringBuilder s = new StringBuilder(any ? "any" : "keys");
        for (int i = 0; i < X509Fingerprint.SLOTS; i++) {
            s.append(' ').append(bySpki ? expectedPin(i) : expectedFingerprint(i));
        }
        return s.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the key that it trusts was learned on this connection and is not kept yet. */
    boolean hasLearned() {
        return fingerprint.learned() && !fingerprint.isPinned(0);
    }

    /** Writes the key to the file of --learn if it was learned on this connection. @return whether it was */
    boolean keepLearned() throws Failure {
        if (!hasLearned()) {
            return false;
        }
        learnFile.write(receivedFingerprint());
        fingerprint.pinReceived(0);
        return true;
    }

    String learnFile() {
        return learnFile.toString();
    }

    // ---- in words

    /** The cause of a refusal with what was received and what was expected; null for other codes. */
    String cause(int code) {
        if (cas != null) {
            return cas.cause(code);
        }
        String received = bySpki ? receivedPin() : hexOf(receivedFingerprint());
        if (received == null || code != BrErr.BR_ERR_BAD_PARAM && code != BrErr.BR_ERR_X509_NOT_TRUSTED) {
            return null;
        }
        String kind = bySpki ? "pin " : "fingerprint ";
        if (code == BrErr.BR_ERR_X509_NOT_TRUSTED) {
            return "nothing makes this server trusted, its key has " + kind + received;
        }
        StringBuilder s = new StringBuilder("the server's key has ");
        s.append(kind).append(received).append(", expected ");
        for (int i = 0; i < X509Fingerprint.SLOTS; i++) {
            String expected = bySpki ? expectedPin(i) : expectedFingerprint(i);
            if (expected != null) {
                s.append(i == 0 ? "" : " or ").append(expected);
            }
        }
        return s.toString();
    }

    /** The remedy that goes with it; null for other codes. */
    String remedy(int code) {
        if (cas != null) {
            return cas.remedy(code);
        }
        if (code == BrErr.BR_ERR_X509_NOT_TRUSTED) {
            return "name its CA by --cafile FILE; or, if that is your server, pin it by --fingerprint, or learn it by "
                    + "--learn FILE";
        }
        if (code != BrErr.BR_ERR_BAD_PARAM) {
            return null;
        }
        return learnFile != null ? "if the key was changed on purpose, remove " + learnFile + " to learn it again"
                : "if the key was changed on purpose, pin the new one; a server with two certificates needs --suites";
    }

    private String expectedFingerprint(int slot) {
        byte[] pin = new byte[KeyFingerprint.LEN];
        return fingerprint.expected(slot, pin, 0) ? hex(pin, ' ') : null;
    }

    private String expectedPin(int index) {
        byte[] pin = new byte[X509SpkiPin.LEN];
        return spki.expected(index, pin, 0) ? base64(pin) : null;
    }

    /** Tasmota's fingerprint of the server's key, null if no key was read. */
    byte[] receivedFingerprint() {
        byte[] print = new byte[KeyFingerprint.LEN];
        return seen && fingerprint.received(print, 0) ? print : null;
    }

    /** SHA-256 of the server's SubjectPublicKeyInfo, null if no key was read. */
    byte[] receivedSpki() {
        byte[] digest = new byte[X509SpkiPin.LEN];
        return seen && spki.received(digest, 0) ? digest : null;
    }

    private String receivedPin() {
        byte[] digest = receivedSpki();
        return digest == null ? null : base64(digest);
    }

    /** What kind of key the server has: "RSA, 2048 bits". */
    String keyText() {
        if (keyType() == KEYTYPE_RSA) {
            return "RSA, " + 8 * rsaKey().modulusLen() + " bits";
        }
        return "EC, P-" + (ecKey().len() == 65 ? 256 : 384);
    }

    private static String hexOf(byte[] b) {
        return b == null ? null : hex(b, ' ');
    }

    static String hex(byte[] b, int separator) {
        byte[] text = new byte[3 * b.length];
        int n = PinText.formatHex(b, 0, b.length, separator, text, 0);
        return new String(text, 0, n, StandardCharsets.US_ASCII);
    }

    static String base64(byte[] b) {
        byte[] text = new byte[64];
        int n = PinText.formatBase64(b, 0, b.length, text, 0);
        return "sha256//" + new String(text, 0, n, StandardCharsets.US_ASCII);
    }

    // ---- X509Engine

    // Those who see the chain, the one who decides last.
    private X509Engine[] engines() {
        return cas != null ? new X509Engine[] {fingerprint, spki, cas}
                : bySpki ? new X509Engine[] {fingerprint, spki} : new X509Engine[] {spki, fingerprint};
    }

    private X509Engine decider() {
        return cas != null ? cas : fingerprint;
    }

    @Override
    public int scratchBytes() {
        int most = 0;
        for (X509Engine engine : engines()) {
            most = Math.max(most, engine.scratchBytes());
        }
        return most;
    }

    @Override
    public int scratchShorts() {
        int most = 0;
        for (X509Engine engine : engines()) {
            most = Math.max(most, engine.scratchShorts());
        }
        return most;
    }

    @Override
    public int scratchInts() {
        int most = 0;
        for (X509Engine engine : engines()) {
            most = Math.max(most, engine.scratchInts());
        }
        return most;
    }

    @Override
    public int scratchLongs() {
        int most = 0;
        for (X509Engine engine : engines()) {
            most = Math.max(most, engine.scratchLongs());
        }
        return most;
    }

    @Override
    public void startChain(String serverName, Workspace ws) {
        seen = false;
        for (X509Engine engine : engines()) {
            engine.startChain(serverName, ws);
        }
    }

    @Override
    public void startCert(int length) {
        for (X509Engine engine : engines()) {
            engine.startCert(length);
        }
    }

    @Override
    public void append(byte[] buf, int off, int len) {
        for (X509Engine engine : engines()) {
            engine.append(buf, off, len);
        }
    }

    @Override
    public void endCert() {
        for (X509Engine engine : engines()) {
            engine.endCert();
        }
    }

    @Override
    public int endChain() {
        int verdict = BrErr.BR_ERR_X509_NOT_TRUSTED;
        for (X509Engine engine : engines()) {
            verdict = engine.endChain();
        }
        seen = true;
        return verdict;
    }

    @Override
    public int keyType() {
        return decider().keyType();
    }

    @Override
    public int keyUsages() {
        return decider().keyUsages();
    }

    @Override
    public RsaPublicKey rsaKey() {
        return decider().rsaKey();
    }

    @Override
    public EcPublicKey ecKey() {
        return decider().ecKey();
    }
}
