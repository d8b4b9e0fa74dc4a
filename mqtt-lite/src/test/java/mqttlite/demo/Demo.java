package mqttlite.demo;

import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.io.PrintStream;

/**
 * The main job in one command: a real broker in this process, our client with 1024-byte buffers against it over TLS
 * 1.2, once with ECDHE_RSA and once with RSA key exchange, trusted by its key and by its CA; then servers that must not
 * be trusted. Ends with 0, or with 1 and one line that says what went otherwise than promised.
 *
 * <p>Reading order: {@link Round} is what happens, {@link Device} the client, {@link Broker} the other side;
 * {@link Refusals} has the servers with bad certificates.
 */
public final class Demo {
    private Demo() {
    }

    /** Runs it; no arguments. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        int exit = 1;
        TestCa ca = new TestCa("Demo", TestCertificates.rsa(2048), TestCertificates.rsa(2048));
        try (Broker broker = new Broker(ca.server(TestCertificates.rsa2048()))) {
            out.println();
            out.println("A TLS 1.2 and MQTT client with 1024-byte buffers, and a broker: " + broker.name()
                    + " on 127.0.0.1:" + broker.port());
            out.println("Its RSA-2048 key, and the CA that certifies it, were made a moment ago. Java "
                    + System.getProperty("java.version") + ".");
            out.println();
            Round ecdhe = new Round(out, broker, ca.root(), EcdheProfile.create(), "ecdhe");
            ecdhe.run();
            Round rsa = new Round(out, broker, ca.root(), RsaGcmProfile.create(), "rsa");
            rsa.run();
            new Refusals(out, ca).run(broker.port());
            table(out, ecdhe, rsa);
            exit = 0;
        } catch (Deviation e) {
            out.println();
            out.println("The demo failed: " + e.getMessage());
        } catch (Exception e) {
            out.println();
            out.println("The demo failed: " + e);
        }
        out.flush();
        System.exit(exit);
    }

    private static void table(PrintStream out, Round ecdhe, Round rsa) {
        row(out, "cipher suite, each _WITH_AES_128_GCM_SHA256", key(ecdhe), key(rsa), "Tasmota");
        row(out, "record size agreed (MFLN), bytes", ecdhe.maxFragment, rsa.maxFragment, "");
        row(out, "TLS handshake, median, ms", String.format("%.1f", ecdhe.handshakeMillis),
                String.format("%.1f", rsa.handshakeMillis), "");
        row(out, "messages per second, QoS 1, there and back", ecdhe.messagesPerSecond, rsa.messagesPerSecond, "");
        row(out, "bytes allocated after set-up", ecdhe.allocated, rsa.allocated, "");
        row(out, "bytes retained by a live connection", ecdhe.liveBytes, rsa.liveBytes, "7.0 K");
        row(out, "  and more during the handshake, pinned key", ecdhe.handshakeBytes, rsa.handshakeBytes,
                "6.5 K / 4.8 K");
        row(out, "  and more during the handshake, CA", ecdhe.handshakeBytesByCa, rsa.handshakeBytesByCa,
                "8.4 K / 6.7 K");
        out.println();
        out.println("Tasmota's 8.4 K are with a client key.");
    }

    private static String key(Round round) {
        return round.suite.substring("TLS_".length(), round.suite.indexOf("_WITH_"));
    }

    private static void row(PrintStream out, String what, Object ecdhe, Object rsa, String tasmota) {
        out.printf("%-44s %9s %7s   %s%n", what, ecdhe, rsa, tasmota);
    }
}
