package mqttlite.cli;

import bearssl.base.Workspace;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Default;
import bearssl.x509.X509Full;
import bearssl.x509.X509Minimal;
import bearssl.x509.X509Rules;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which ways to trust a server would pass with a chain: the CAs of the options or of the system, and the pins. */
final class ProbeTrust {
    // Where systems keep the CAs of the public web: Debian, Fedora, Alpine and macOS; then folders.
    private static final String[] SYSTEM_FILES = {"/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"};
    private static final String SYSTEM_FOLDER = "/etc/ssl/certs";
    private static final int MAX_RSA = 4096;
    private static final int DEFAULT_RSA = 2048;

    private final CaTrust cas; // null: none
    private final List<String> caFiles;
    private final String caFolder; // null: none
    private final List<byte[]> fingerprints = new ArrayList<byte[]>();
    private final List<byte[]> pins = new ArrayList<byte[]>();
    private final int rules;
    private final long time; // UtcTime.BAD: the machine's

    ProbeTrust(Options options) throws UsageError, Failure {
        boolean areGiven = CaTrust.isWanted(options);
        caFiles = areGiven ? options.texts("cafile") : systemFile();
        caFolder = areGiven ? options.text("capath", null)
                : caFiles.isEmpty() && new File(SYSTEM_FOLDER).isDirectory() ? SYSTEM_FOLDER : null;
        cas = caFiles.isEmpty() && caFolder == null ? null : CaTrust.of(options, MAX_RSA, caFiles, caFolder);
        rules = X509Rules.DEFAULT | (options.has("allow-cn") ? X509Rules.COMMON_NAME : 0);
        time = options.has("time") ? options.time("time") : UtcTime.BAD;
        for (String text : options.texts("fingerprint")) {
            fingerprints.add(ServerTrust.fingerprintOf(text));
        }
        for (String text : options.texts("pin-sha256")) {
            pins.add(ServerTrust.pinOf(text));
        }
    }

    private static List<String> systemFile() {
        List<String> found = new ArrayList<String>();
        for (String file : SYSTEM_FILES) {
            if (found.isEmpty() && new File(file).isFile()) {
                found.add(file);
            }
        }
        return found;
    }

    /** The options that name the CAs. */
    String caOptions() {
        StringBuilder s = new StringBuilder();
        for (String file : caFiles) {
            s.append(s.length() == 0 ? "" : " ").append("--cafile ").append(ProbeAdvice.quoted(file));
        }
        if (caFolder != null) {
            s.append(s.length() == 0 ? "" : " ").append("--capath ").append(ProbeAdvice.quoted(caFolder));
        }
        return s.toString();
    }

    /** When certificates are judged, in seconds since 1970. */
    long time() {
        return time == UtcTime.BAD ? System.currentTimeMillis() / 1000 : time;
    }

    // ---- CAs

    /** The verdict on a chain: 0 or a code; -1 if there are no CAs. */
    int judge(List<byte[]> chain, String name) {
        return cas == null ? -1 : judge(cas, chain, name);
    }

    /** The verdict in words: {@code yes (...)} or {@code no (...)}. */
    String caText(List<byte[]> chain, String name) {
        int code = judge(chain, name);
        if (code < 0) {
            return "no (no CAs: this system has none where they are looked for, name some by --cafile)";
        }
        if (code != BrErr.BR_ERR_OK) {
            return "no (" + code + " " + Codes.name(code) + ": " + cas.cause(code) + "; " + cas.remedy(code) + ")";
        }
        return "yes (" + caOptions() + (needsLongKeys(chain, name) ? " --max-rsa " + MAX_RSA : "") + "; in Java "
                + (isSmall(chain, name) ? "X509Default" : "X509Full") + ")";
    }

    /** Whether an RSA key in the chain, or of its CA, is longer than what is taken by default. */
    boolean needsLongKeys(List<byte[]> chain, String name) {
        return judge(X509Full.create(cas.anchors(), clock(), DEFAULT_RSA, rules), chain, name) != BrErr.BR_ERR_OK;
    }

    private boolean isSmall(List<byte[]> chain, String name) {
        return judge(X509Default.create(cas.anchors(), clock()), chain, name) == BrErr.BR_ERR_OK;
    }

    /** The smallest engine of X509Default and X509Full that takes the chain. */
    X509Engine engine(List<byte[]> chain, String name) {
        return isSmall(chain, name) ? X509Default.create(cas.anchors(), clock())
                : X509Full.create(cas.anchors(), clock(), MAX_RSA, rules);
    }

    private X509Clock clock() {
        X509Clock clock = new X509Clock();
        clock.set(time());
        return clock;
    }

    private static int judge(X509Engine engine, List<byte[]> chain, String name) {
        engine.startChain(name, new Workspace(engine.scratchBytes(), engine.scratchShorts(), engine.scratchInts(),
                engine.scratchLongs()));
        for (byte[] certificate : chain) {
            engine.startCert(certificate.length);
            engine.append(certificate, 0, certificate.length);
            engine.endCert();
        }
        return engine.endChain();
    }

    /**
     * Whether the first certificate is for a name, in words. The engine looks at dates, then at the name, then for a
     * CA: without any CA, and at a time when the certificate is valid, its verdict is about the name.
     */
    static String nameText(byte[] certificate, String name) {
        if (name == null) {
            return "no (no name was asked for)";
        }
        CertificateFields fields = new CertificateFields(certificate);
        if (nameVerdict(certificate, fields, name, X509Rules.DEFAULT) == BrErr.BR_ERR_X509_NOT_TRUSTED) {
            return "yes ('" + name + "')";
        }
        if (nameVerdict(certificate, fields, name, X509Rules.DEFAULT | X509Rules.COMMON_NAME)
                == BrErr.BR_ERR_X509_NOT_TRUSTED) {
            return "no ('" + name + "' is its common name alone: --allow-cn)";
        }
        int code = nameVerdict(certificate, fields, name, X509Rules.DEFAULT);
        return code == BrErr.BR_ERR_X509_BAD_SERVER_NAME
                ? "no ('" + name + "' is none of its names; choose one of them by --servername)"
                : "no (" + code + " " + Codes.name(code) + ": " + Codes.cause(code) + ")";
    }

    private static int nameVerdict(byte[] certificate, CertificateFields fields, String name, int rules) {
        X509Clock clock = new X509Clock();
        clock.set(fields.notBefore == UtcTime.BAD ? 0 : fields.notBefore);
        X509Minimal engine = X509Full.create(new Anchors().list(), clock, MAX_RSA, rules);
        return judge(engine, Arrays.asList(certificate), name);
    }

    // ---- pins

    /** Whether --fingerprint passes, in words; without it, which value would. */
    String fingerprintText(byte[] received) {
        return pinText(fingerprints, received, "--fingerprint " + ServerTrust.hex(received, 0));
    }

    /** Whether --pin-sha256 passes, in words; without it, which value would. */
    String pinText(byte[] received) {
        return pinText(pins, received, "--pin-sha256 " + ServerTrust.base64(received));
    }

    private static String pinText(List<byte[]> wanted, byte[] received, String option) {
        for (byte[] pin : wanted) {
            if (Arrays.equals(pin, received)) {
                return "yes (the one given)";
            }
        }
        return wanted.isEmpty() ? "yes (" + option + ")"
                : "no (1 BR_ERR_BAD_PARAM: the key is not the one given; it takes " + option + ")";
    }
}
