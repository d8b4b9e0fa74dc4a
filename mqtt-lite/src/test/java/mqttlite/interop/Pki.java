package mqttlite.interop;

import bearssl.testing.OurClientAuth;
import bearssl.testing.TestCa;
import bearssl.testing.TestCertificates;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Certificates of the matrix: servers' and clients', of two roots, in chains of one to four without the root. EC and
 * RSA keys take turns on the way up.
 */
final class Pki {
    static final int LONGEST_CHAIN = 4;

    private static final KeyPair EC = TestCertificates.p256();
    private static final KeyPair RSA = TestCertificates.rsa2048();
    // Each with a key of its own: wolfSSL tells CAs by their keys.
    private static final TestCa[] SERVERS = authorities("Servers", TestCertificates.rsa(2048), TestCertificates.p256(),
            TestCertificates.rsa(2048), TestCertificates.p256());
    private static final TestCa[] CLIENTS = authorities("Clients", TestCertificates.p256(), TestCertificates.rsa(2048),
            TestCertificates.p256(), TestCertificates.rsa(2048));

    private static final Map<String, KeyStore> MADE = new HashMap<>();

    private Pki() {
    }

    /** Those with one CA, two, and so on; the root is the same. */
    private static TestCa[] authorities(String name, KeyPair... keys) {
        TestCa[] all = new TestCa[keys.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new TestCa(name, Arrays.copyOf(keys, i + 1));
        }
        return all;
    }

    /** Key and chain of a server. */
    static KeyStore server(Suite suite, int chain, String host) {
        return SERVERS[chain - 1].server(suite == Suite.ECDHE_ECDSA ? EC : RSA, host);
    }

    /** Key and chain of a client. */
    static KeyStore client(ClientKey kind, int chain) {
        return MADE.computeIfAbsent(kind + " " + chain,
                k -> CLIENTS[chain - 1].client(kind == ClientKey.EC ? EC : RSA));
    }

    /** Key and chain of a client under a root of the same name that no server trusts. */
    static KeyStore stranger() {
        return new TestCa("Clients", TestCertificates.p256()).client(RSA);
    }

    /** Length of the Certificate message that shows it. */
    static int messageLen(ClientKey kind, int chain) {
        int len = 4 + 3; // the message's header, and the list's
        for (byte[] certificate : OurClientAuth.chain(client(kind, chain))) {
            len += 3 + certificate.length;
        }
        return len;
    }

    static X509Certificate serverRoot() {
        return SERVERS[0].root();
    }

    static X509Certificate clientRoot() {
        return CLIENTS[0].root();
    }
}
