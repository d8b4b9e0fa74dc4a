package bearssl.tls;

/**
 * What a handshake is doing: the value of {@link TlsClient#step}, and of {@link TlsClient#detail1} when a connection
 * broke off. The constants are inlined where they are used; the texts are loaded only by those who ask.
 */
public final class HandshakeStep {
    /** No handshake runs: the session is open, or has ended, or was never begun. */
    public static final int OPEN = 0;
    /** ClientHello is to be sent. */
    public static final int SEND_CLIENT_HELLO = 1;
    /** ServerHello is awaited. */
    public static final int EXPECT_SERVER_HELLO = 2;
    /** The server's Certificate is awaited. */
    public static final int EXPECT_CERTIFICATE = 3;
    /** ServerKeyExchange is awaited. */
    public static final int EXPECT_SERVER_KEY_EXCHANGE = 4;
    /** CertificateRequest or ServerHelloDone is awaited. */
    public static final int EXPECT_REQUEST_OR_DONE = 5;
    /** ServerHelloDone is awaited. */
    public static final int EXPECT_DONE = 6;
    /** The client's Certificate is to be sent. */
    public static final int SEND_CERTIFICATE = 7;
    /** ClientKeyExchange is to be sent. */
    public static final int SEND_CLIENT_KEY_EXCHANGE = 8;
    /** CertificateVerify is to be sent. */
    public static final int SEND_CERTIFICATE_VERIFY = 9;
    /** ChangeCipherSpec and Finished are to be sent, or have not left yet. */
    public static final int SEND_FINISHED = 10;
    /** The server's ChangeCipherSpec is awaited. */
    public static final int EXPECT_CHANGE_CIPHER_SPEC = 11;
    /** The server's Finished is awaited. */
    public static final int EXPECT_FINISHED = 12;

    private HandshakeStep() {
    }

    /**
     * Says what the client is doing in a step, for sentences like "no answer in time while ...".
     *
     * @param step one of the constants
     * @return static text, null for other numbers
     */
    public static String text(int step) {
        switch (step) {
            case OPEN: return "exchanging data";
            case SEND_CLIENT_HELLO: return "sending ClientHello";
            case EXPECT_SERVER_HELLO: return "waiting for ServerHello";
            case EXPECT_CERTIFICATE: return "waiting for the server's Certificate";
            case EXPECT_SERVER_KEY_EXCHANGE: return "waiting for ServerKeyExchange";
            case EXPECT_REQUEST_OR_DONE: return "waiting for CertificateRequest or ServerHelloDone";
            case EXPECT_DONE: return "waiting for ServerHelloDone";
            case SEND_CERTIFICATE: return "sending the client's Certificate";
            case SEND_CLIENT_KEY_EXCHANGE: return "sending ClientKeyExchange";
            case SEND_CERTIFICATE_VERIFY: return "sending CertificateVerify";
            case SEND_FINISHED: return "sending Finished";
            case EXPECT_CHANGE_CIPHER_SPEC: return "waiting for the server's ChangeCipherSpec";
            case EXPECT_FINISHED: return "waiting for the server's Finished";
            default: return null;
        }
    }
}
