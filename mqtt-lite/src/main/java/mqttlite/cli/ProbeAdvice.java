package mqttlite.cli;

import bearssl.base.Workspace;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.Sha1;
import bearssl.tls.CipherSuite;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.profile.RsaGcmProfile;
import bearssl.x509.X509Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How to connect to a server that was looked at: profile, pins and sizes, as a command line and as Java. */
final class ProbeAdvice {
    /** Buffers that suffice for servers that keep to a record size; the first is the default. */
    static final int SIZED = 1024;
    /** Buffers for any record. */
    static final int UNSIZED = 16384;

    private static final int DEFAULT_RSA = 2048;
    private static final String[] SUITES = {"ECDHE_RSA", "ECDHE_ECDSA", "RSA"}; // in the order of ProbeCommand
    private static final String PLAIN = "+-./:=@_,%";

    private final ProbeTarget target;
    private final List<byte[]> pins = new ArrayList<byte[]>(); // of the keys that the suites below show
    private final boolean[] suites; // which of SUITES
    private final boolean isWide; // a key on P-384
    private final int rsaBits;
    private final boolean isFull; // the small profile does not do
    private boolean isSized = true; // asks for records of SIZED bytes
    private int buffer = SIZED;
    private boolean wantsCertificate;

    private ProbeAdvice(ProbeTarget target, boolean[] suites, List<byte[]> pins, boolean isWide, int rsaBits,
            boolean isFull) {
        this.target = target;
        this.suites = suites;
        this.pins.addAll(pins);
        this.isWide = isWide;
        this.rsaBits = rsaBits;
        this.isFull = isFull;
    }

    /**
     * Chooses a profile. Suites with forward secrecy come first; the keys that these show are pinned.
     *
     * @param works  which of ECDHE-RSA, ECDHE-ECDSA and RSA the server takes
     * @param chains what it sends with each
     * @param isWide whether ECDHE-ECDSA takes a curve beyond P-256
     */
    static ProbeAdvice of(ProbeTarget target, boolean[] works, ProbeChain[] chains, boolean isWide) {
        boolean[] suites = {works[0], works[1] && (!isWide || !works[0] && !works[2]), false};
        suites[2] = works[2] && !suites[0] && !suites[1];
        List<byte[]> pins = new ArrayList<byte[]>();
        int bits = DEFAULT_RSA;
        for (int i = 0; i < suites.length; i++) {
            byte[] print = suites[i] ? chains[i].fingerprint() : null;
            if (print != null) {
                if (pins.isEmpty() || !Arrays.equals(pins.get(0), print)) {
                    pins.add(print);
                }
                bits = Math.max(bits, (chains[i].rsaBits() + 1023) / 1024 * 1024);
            }
        }
        return new ProbeAdvice(target, suites, pins, isWide && suites[1], bits, isWide && suites[1]);
    }

    /** The same with a profile that takes signatures with more hash functions. */
    ProbeAdvice full() {
        return new ProbeAdvice(target, suites, pins, isWide, rsaBits, true);
    }

    /** Without asking for a record size. */
    ProbeAdvice unsized() {
        isSized = false;
        buffer = UNSIZED;
        return this;
    }

    boolean isSized() {
        return isSized;
    }

    /** The server makes records as it likes, whatever it is asked. */
    void recordsOfAnyLength() {
        buffer = UNSIZED;
    }

    /** The server asks for a client certificate. */
    void wantsCertificate(boolean is) {
        wantsCertificate = is;
    }

    TlsProfile createProfile() {
        if (isFull) {
            int[] numbers = {CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.RSA_WITH_AES_128_GCM_SHA256};
            int[] chosen = new int[count()];
            int n = 0;
            for (int i = 0; i < suites.length; i++) {
                if (suites[i]) {
                    chosen[n++] = numbers[i];
                }
            }
            return isWide ? FullProfile.create(rsaBits, chosen, new EcVerifyCurve[] {EcP384I15.INSTANCE})
                    : FullProfile.create(rsaBits, chosen);
        }
        return suites[2] ? RsaGcmProfile.create(rsaBits) : EcdheProfile.create(rsaBits);
    }

    private int count() {
        return (suites[0] ? 1 : 0) + (suites[1] ? 1 : 0) + (suites[2] ? 1 : 0);
    }

    X509Engine createPins() {
        X509Fingerprint engine = new X509Fingerprint(Sha1.INSTANCE, rsaBits / 8);
        for (int i = 0; i < pins.size(); i++) {
            engine.pin(i, pins.get(i), 0);
        }
        return engine;
    }

    /** Bytes of the arrays that only a handshake needs. @param x509 what judges the server */
    int workspaceBytes(X509Engine x509) {
        Workspace ws = createProfile().newWorkspace(x509, target.identity == null ? null : target.identity.auth());
        return ws.bytes.length + 2 * ws.shorts.length + 4 * ws.ints.length;
    }

    int bufferBytes() {
        return 2 * buffer + TlsClient.IN_OVERHEAD + TlsClient.OUT_OVERHEAD;
    }

    // ---- as a command line

    /** Quotes a word for a shell where it needs it. */
    static String quoted(String word) {
        boolean isPlain = word.length() > 0;
        for (int i = 0; isPlain && i < word.length(); i++) {
            char c = word.charAt(i);
            isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
        }
        return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The options that trust the keys that were seen. */
    String pinOptions() {
        StringBuilder s = new StringBuilder();
        for (byte[] pin : pins) {
            s.append(s.length() == 0 ? "" : " ").append("--fingerprint ").append(ServerTrust.hex(pin, 0));
        }
        return s.toString();
    }

    /**
     * A command that subscribes to everything.
     *
     * @param trust      the options that make the server trusted
     * @param longKeys   whether they take RSA keys over 2048 bits, which a chain may have above the server's
     * @param identity   the options of the client certificate, empty for none
     * @param serverName the option, empty for none
     */
    String command(String trust, boolean longKeys, String identity, String serverName) {
        StringBuilder s = new StringBuilder("mqtt sub -h ").append(quoted(target.host)).append(" -p ")
                .append(target.port).append(' ').append(trust);
        if (longKeys || rsaBits > DEFAULT_RSA) {
            s.append(" --max-rsa ").append(longKeys ? 4096 : rsaBits);
        }
        s.append(suites[2] ? " --suites RSA" : "").append(buffer == SIZED ? "" : " --buffer " + buffer);
        s.append(isSized ? "" : " --no-mfln").append(identity).append(serverName);
        for (int i = 0; target.protocols != null && i < target.protocols.length; i++) {
            s.append(" --tls-alpn ").append(quoted(target.protocols[i]));
        }
        return s.append(" -t '#' -v").toString();
    }

    /** Whether the command line knows how: it offers no further curves. */
    boolean isForCommandLine() {
        return !isWide;
    }

    // ---- for the Java source

    ProbeTarget target() {
        return target;
    }

    List<byte[]> pins() {
        return pins;
    }

    int rsaBits() {
        return rsaBits;
    }

    int buffer() {
        return buffer;
    }

    boolean isFull() {
        return isFull;
    }

    boolean isWide() {
        return isWide;
    }

    boolean wantsCertificate() {
        return wantsCertificate;
    }

    /** The call that makes the profile. */
    String profileText() {
        String bits = rsaBits > DEFAULT_RSA ? Integer.toString(rsaBits) : "";
        if (!isFull) {
            return (suites[2] ? "RsaGcmProfile" : "EcdheProfile") + ".create(" + bits + ")";
        }
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < suites.length; i++) {
            if (suites[i]) {
                s.append(s.length() == 0 ? "" : ", ").append("CipherSuite.").append(SUITES[i])
                        .append("_WITH_AES_128_GCM_SHA256");
            }
        }
        return "FullProfile.create(" + rsaBits + ", new int[] {" + s + "}"
                + (isWide ? ", new EcVerifyCurve[] {EcP384I15.INSTANCE}" : "") + ")";
    }

    /** The name of the profile's class. */
    String profileName() {
        String text = profileText();
        return text.substring(0, text.indexOf('.'));
    }
}
