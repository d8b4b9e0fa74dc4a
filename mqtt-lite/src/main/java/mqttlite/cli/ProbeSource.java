package mqttlite.cli;

import java.util.ArrayList;
import java.util.List;

/** Writes a {@link ProbeAdvice} as Java source: a class with a method that opens the TLS connection, for Java 8. */
final class ProbeSource {
    private static final int DEFAULT_RSA = 2048;

    private final ProbeAdvice advice;
    private final ProbeTarget target;
    private final List<String> lines = new ArrayList<String>();

    private ProbeSource(ProbeAdvice advice) {
        this.advice = advice;
        target = advice.target();
    }

    /** The lines of a compilation unit. */
    static List<String> of(ProbeAdvice advice) {
        ProbeSource source = new ProbeSource(advice);
        source.addImports();
        source.addMethod();
        return source.lines;
    }

    private void addImports() {
        add("bearssl.base.Workspace", true);
        add("bearssl.ec.EcP384I15", advice.isWide());
        add("bearssl.ec.EcVerifyCurve", advice.isWide());
        add("bearssl.hash.Sha1", true);
        add("bearssl.hash.Sha256", true);
        add("bearssl.rand.HmacDrbg", true);
        add("bearssl.tls.CipherSuite", advice.isFull());
        add("bearssl.tls.ClientAuth", advice.wantsCertificate());
        add("bearssl.tls.TlsClient", true);
        add("bearssl.tls.TlsIo", true);
        add("bearssl.tls.TlsProfile", true);
        add("bearssl.tls.profile." + advice.profileName(), true);
        add("bearssl.tls.stream.SocketTransport", true);
        add("bearssl.tls.stream.SystemEntropy", true);
        add("bearssl.tls.stream.TlsException", true);
        add("bearssl.x509.KeyFingerprint", true);
        add("bearssl.x509.PinText", true);
        add("bearssl.x509.X509Fingerprint", true);
        add("java.io.IOException", true);
    }

    private void add(String name, boolean isUsed) {
        if (isUsed) {
            lines.add("import " + name + ";");
        }
    }

    private void addMethod() {
        lines.add("");
        lines.add("final class Broker {");
        lines.add("    static TlsIo connect(" + (advice.wantsCertificate() ? "ClientAuth auth" : "")
                + ") throws IOException {");
        addPins();
        add("TlsProfile profile = " + advice.profileText() + ";");
        add("Workspace workspace = profile.newWorkspace(pins" + (advice.wantsCertificate() ? ", auth" : "") + ");");
        add("HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);");
        add("rng.seed(new SystemEntropy(), workspace);");
        add("TlsClient tls = new TlsClient(profile, rng, new byte[" + advice.buffer() + " + TlsClient.IN_OVERHEAD],");
        add("        new byte[" + advice.buffer() + " + TlsClient.OUT_OVERHEAD]);");
        addSettings();
        add("TlsIo io = new TlsIo(tls, SocketTransport.connect(" + literal(target.host) + ", " + target.port
                + ", 10000));");
        add("if (tls.reset(" + literal(target.name) + ", workspace, pins) < 0 || io.handshake() <= 0) {");
        add("    throw TlsException.of(tls);");
        add("}");
        add("return io; // for MqttClient.connect");
        lines.add("    }");
        lines.add("}");
    }

    private void add(String statement) {
        lines.add("        " + statement);
    }

    private void addPins() {
        add("X509Fingerprint pins = new X509Fingerprint(Sha1.INSTANCE"
                + (advice.rsaBits() > DEFAULT_RSA ? ", " + advice.rsaBits() / 8 : "") + ");");
        add("byte[] pin = new byte[KeyFingerprint.LEN];");
        for (int i = 0; i < advice.pins().size(); i++) {
            add("PinText.parseFingerprint(\"" + ServerTrust.hex(advice.pins().get(i), 0) + "\", pin, 0);");
            add("pins.pin(" + i + ", pin, 0);");
        }
    }

    private void addSettings() {
        if (!advice.isSized()) {
            add("tls.offerMaxFragment(false);");
        }
        if (advice.wantsCertificate()) {
            add("tls.clientAuth(auth);");
        }
        if (target.protocols != null) {
            StringBuilder names = new StringBuilder();
            for (String name : target.protocols) {
                names.append(names.length() == 0 ? "" : ", ").append(literal(name));
            }
            add("tls.offerProtocols(new String[] {" + names + "});");
        }
    }

    private static String literal(String text) {
        return text == null ? "null" : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
