package mqttlite.cli;

import bearssl.tls.CipherSuite;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsProfile;
import bearssl.tls.profile.FastProfile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the options say of TLS, checked before anything is opened. */
final class TlsSettings {
    /** Port of MQTT over TLS; whoever names it gets TLS without asking. */
    static final int MQTTS_PORT = 8883;

    private static final String[] TLS_OPTIONS = {"tls", "fingerprint", "learn", "pin-sha256", "insecure", "cafile",
        "capath", "time", "strict", "allow-cn", "servername", "suites", "no-mfln", "buffer", "max-rsa", "session",
        "tls-alpn", "cert", "key"};
    private static final int MAX_NAME_LEN = 255;
    private static final int MAX_PLAINTEXT = 16384;

    final TlsProfile profile;
    final int buffer;
    final int maxRsa; // bits
    final boolean offerMaxFragment;
    final String serverName; // null: that of the host
    final String[] protocols; // null: none are offered

    TlsSettings(Options options) throws UsageError {
        maxRsa = options.number("max-rsa", 2048, 2048, 4096);
        profile = FastProfile.create(maxRsa, suites(options.text("suites", "ECDHE-RSA,ECDHE-ECDSA")));
        buffer = options.number("buffer", 1024, TlsClient.MIN_PLAINTEXT, MAX_PLAINTEXT);
        offerMaxFragment = !options.has("no-mfln");
        protocols = protocols(options.texts("tls-alpn"));
        serverName = options.text("servername", null);
        if (serverName != null && !isName(serverName)) {
            throw new UsageError("--servername: '" + serverName + "' is no host name: ASCII, at most 255 characters");
        }
    }

    private static String[] protocols(List<String> names) throws UsageError {
        int len = 0;
        for (String name : names) {
            if (name.length() == 0 || !isName(name)) {
                throw new UsageError("--tls-alpn: '" + name + "' is no protocol name: ASCII, without spaces");
            }
            len += 1 + name.length();
        }
        if (len > TlsClient.MAX_PROTOCOLS_LEN) {
            throw new UsageError("--tls-alpn: the names are too long, " + TlsClient.MAX_PROTOCOLS_LEN
                    + " bytes with one more for each");
        }
        return names.isEmpty() ? null : names.toArray(new String[0]);
    }

    /** Whether the options, or the port, ask for TLS. */
    static boolean areWanted(Options options) throws UsageError {
        for (String name : TLS_OPTIONS) {
            if (options.has(name)) {
                return true;
            }
        }
        for (int port : options.numbers("port", 1, 65535)) {
            if (port == MQTTS_PORT) {
                return true;
            }
        }
        return false;
    }

    /** A host as the name to ask for, null if it is none; of an IPv6 address not what the zone is. */
    static String nameOf(String host) {
        int zone = host.indexOf(':') < 0 ? -1 : host.indexOf('%');
        return !isName(host) ? null : zone < 0 ? host : host.substring(0, zone);
    }

    static boolean isName(String name) {
        Charset ascii = StandardCharsets.US_ASCII;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) == 0x7F) {
                return false;
            }
        }
        return name.length() <= MAX_NAME_LEN && ascii.newEncoder().canEncode(name);
    }

    /** Reads names as IANA or OpenSSL write them, short ones, or numbers, separated by commas or colons. */
    static int[] suites(String list) throws UsageError {
        String[] names = list.split("[,:]");
        int[] suites = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            suites[i] = suite(names[i].trim());
            for (int k = 0; k < i; k++) {
                if (suites[k] == suites[i]) {
                    throw new UsageError("--suites: '" + names[i] + "' is named twice");
                }
            }
        }
        return suites;
    }

    private static int suite(String name) throws UsageError {
        String plain = name.toUpperCase(java.util.Locale.ROOT).replace('_', '-');
        if (plain.startsWith("TLS-")) {
            plain = plain.substring(4);
        }
        if (isOneOf(plain, "ECDHE-RSA", "ECDHE-RSA-WITH-AES-128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "0XC02F")) {
            return CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256;
        }
        if (isOneOf(plain, "ECDHE-ECDSA", "ECDHE-ECDSA-WITH-AES-128-GCM-SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256",
                "0XC02B")) {
            return CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
        }
        if (isOneOf(plain, "RSA", "RSA-WITH-AES-128-GCM-SHA256", "AES128-GCM-SHA256", "0X009C")) {
            return CipherSuite.RSA_WITH_AES_128_GCM_SHA256;
        }
        throw new UsageError("--suites: '" + name + "' is not one of ECDHE-RSA, ECDHE-ECDSA, RSA"
                + " (each with AES_128_GCM_SHA256)");
    }

    private static boolean isOneOf(String name, String a, String b, String c, String d) {
        return name.equals(a) || name.equals(b) || name.equals(c) || name.equals(d);
    }
}
