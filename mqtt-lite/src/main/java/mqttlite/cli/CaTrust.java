package mqttlite.cli;

import bearssl.base.Codec;
import bearssl.base.Workspace;
import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.AnchorList;
import bearssl.x509.X509Clock;
import bearssl.x509.X509Fast;
import bearssl.x509.X509Minimal;
import bearssl.x509.X509Rules;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trust by certification authorities. It keeps what the server sends, to say in words why a chain was refused. */
final class CaTrust implements X509Engine {
    private static final String[] OWN_OPTIONS = {"time", "strict", "allow-cn"};
    private static final int ANCHOR_RSA_BITS = 4096;
    private static final int KEPT_CERTIFICATES = 16;
    private static final int KEPT_LEN = 1 << 16;

    private final X509Minimal engine;
    private final AnchorList anchors;
    private final X509Clock clock = new X509Clock();
    private final long time; // UtcTime.BAD: the machine's
    private final byte[] criteria;
    private final boolean allowsCommonName;
    private final int maxRsa;
    private final List<String> leftOut;
    private final List<byte[]> chain = new ArrayList<byte[]>();
    private final ByteArrayOutputStream certificate = new ByteArrayOutputStream();
    private String name;
    private int verdict = -1; // none yet

    private CaTrust(Options options, Anchors anchors, int maxRsa, int rules, List<String> leftOut) throws UsageError {
        this.maxRsa = maxRsa;
        this.leftOut = leftOut;
        allowsCommonName = options.has("allow-cn");
        time = options.has("time") ? options.time("time") : UtcTime.BAD;
        this.anchors = anchors.list();
        engine = X509Fast.createFull(this.anchors, clock, maxRsa, rules);
        byte[] list = anchors.toBytes();
        criteria = Arrays.copyOf(list, list.length + 4);
        Codec.putBe32(criteria, list.length, rules);
    }

    /** The CAs. */
    AnchorList anchors() {
        return anchors;
    }

    /** The clock of the last verdict. */
    X509Clock clock() {
        return clock;
    }

    /** What decides whom to trust: the CAs and the rules. */
    byte[] criteria() {
        return criteria;
    }

    /** Whether the options name a CA. */
    static boolean isWanted(Options options) {
        return options.has("cafile") || options.has("capath");
    }

    /** Trusts the CAs that the options name; null if they name none. */
    static CaTrust of(Options options, int maxRsa) throws UsageError, Failure {
        if (!isWanted(options)) {
            for (String name : OWN_OPTIONS) {
                if (options.has(name)) {
                    throw new UsageError("--" + name + " needs --cafile or --capath");
                }
            }
            return null;
        }
        return of(options, maxRsa, options.texts("cafile"), options.text("capath", null));
    }

    /** Trusts the CAs in files and in a folder, null for none, as the other options say. */
    static CaTrust of(Options options, int maxRsa, List<String> caFiles, String folder) throws UsageError, Failure {
        if (options.text("servername", "x").length() == 0) {
            throw new UsageError("--servername: without a name there is nothing to check a certificate against");
        }
        VerifySettings settings = new VerifySettings();
        String wrong = options.has("strict") ? settings.set("strict", options.text("strict", "")) : null;
        if (wrong != null) {
            throw new UsageError("--strict: " + wrong);
        }
        int rules = ChainCheck.rules(settings) | (options.has("allow-cn") ? X509Rules.COMMON_NAME : 0);
        Anchors anchors = new Anchors();
        CaFiles files = new CaFiles(anchors, ANCHOR_RSA_BITS, rules);
        for (String file : caFiles) {
            files.add(file);
        }
        if (folder != null) {
            files.addFolder(folder);
        }
        files.requireAny();
        return new CaTrust(options, anchors, maxRsa, rules, files.leftOut());
    }

    // ---- in words

    /** The cause of a refusal, null if the code is not the verdict. */
    String cause(int code) {
        if (code != verdict) {
            return null;
        }
        String cause = new ChainFault(code, engine.errorCert(), chain).cause(name, clock.time());
        if (code == BrErr.BR_ERR_X509_NOT_TRUSTED && !leftOut.isEmpty()) {
            cause += " (" + leftOut.size() + " of the CAs given could not be used, the first: " + leftOut.get(0) + ")";
        }
        return cause;
    }

    /** The remedy that goes with it. */
    String remedy(int code) {
        switch (code) {
            case BrErr.BR_ERR_X509_NOT_TRUSTED:
                return "check that the server sends its whole chain; if you trust that CA, name its file by --cafile";
            case BrErr.BR_ERR_X509_BAD_SERVER_NAME:
                return "connect to a name that the certificate has, or give it by --servername" + (allowsCommonName
                        ? "" : "; for old certificates without alternative names there is --allow-cn");
            case BrErr.BR_ERR_X509_LIMIT_EXCEEDED:
                return maxRsa < ANCHOR_RSA_BITS && engine.errorCert() < ChainFault.MAX_CERTS
                        ? "serve RSA keys up to 4096 bits by --max-rsa 4096" : Codes.remedy(code);
            default:
                return Codes.remedy(code);
        }
    }

    // ---- X509Engine

    @Override
    public int scratchBytes() {
        return engine.scratchBytes();
    }

    @Override
    public int scratchShorts() {
        return engine.scratchShorts();
    }

    @Override
    public int scratchInts() {
        return engine.scratchInts();
    }

    @Override
    public int scratchLongs() {
        return engine.scratchLongs();
    }

    @Override
    public void startChain(String serverName, Workspace ws) {
        verdict = -1;
        name = serverName;
        chain.clear();
        clock.set(time == UtcTime.BAD ? System.currentTimeMillis() / 1000 : time);
        engine.startChain(serverName, ws);
    }

    @Override
    public void startCert(int length) {
        certificate.reset();
        engine.startCert(length);
    }

    @Override
    public void append(byte[] buf, int off, int len) {
        if (chain.size() < KEPT_CERTIFICATES && certificate.size() + len <= KEPT_LEN) {
            certificate.write(buf, off, len);
        }
        engine.append(buf, off, len);
    }

    @Override
    public void endCert() {
        if (chain.size() < KEPT_CERTIFICATES) {
            chain.add(certificate.toByteArray());
        }
        engine.endCert();
    }

    @Override
    public int endChain() {
        verdict = engine.endChain();
        return verdict;
    }

    @Override
    public int keyType() {
        return engine.keyType();
    }

    @Override
    public int keyUsages() {
        return engine.keyUsages();
    }

    @Override
    public RsaPublicKey rsaKey() {
        return engine.rsaKey();
    }

    @Override
    public EcPublicKey ecKey() {
        return engine.ecKey();
    }
}
