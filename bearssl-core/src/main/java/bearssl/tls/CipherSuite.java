package bearssl.tls;

/** The cipher suites that this client knows, in IANA's numbers, and what they ask of the server's certificate. */
public final class CipherSuite {
    /** RSA key transport: no forward secrecy, so a profile has to ask for it (RFC 5288). */
    public static final int RSA_WITH_AES_128_GCM_SHA256 = 0x009C;
    /** Ephemeral P-256, signed by an EC key (RFC 5289). */
    public static final int ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 = 0xC02B;
    /** Ephemeral P-256, signed by an RSA key (RFC 5289). */
    public static final int ECDHE_RSA_WITH_AES_128_GCM_SHA256 = 0xC02F;

    private CipherSuite() {
    }

    /**
     * Names a suite as IANA does.
     *
     * @param suite two-byte number
     * @return the name, or null for a suite that is not one of the constants
     */
    public static String name(int suite) {
        switch (suite) {
            case RSA_WITH_AES_128_GCM_SHA256:
                return "TLS_RSA_WITH_AES_128_GCM_SHA256";
            case ECDHE_ECDSA_WITH_AES_128_GCM_SHA256:
                return "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
            case ECDHE_RSA_WITH_AES_128_GCM_SHA256:
                return "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
            default:
                return null;
        }
    }

    /** The certificate's key type that a suite needs, a {@code KEYTYPE_} constant. @param suite one of the constants */
    static int keyType(int suite) {
        return suite == ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ? X509Engine.KEYTYPE_EC : X509Engine.KEYTYPE_RSA;
    }

    /** What a suite uses the certificate's key for, a {@code USAGE_} constant. @param suite one of the constants */
    static int keyUsage(int suite) {
        return suite == RSA_WITH_AES_128_GCM_SHA256 ? X509Engine.USAGE_KEYX : X509Engine.USAGE_SIGN;
    }
}
