package bearssl.tls;

/**
 * Where things lie in the byte frame that lasts as long as the handshake; offsets from its start. The two randoms
 * stand side by side because ServerKeyExchange signs them so.
 */
final class HandshakeFrame {
    static final int CLIENT_RANDOM = 0;
    static final int SERVER_RANDOM = CLIENT_RANDOM + KeySchedule.RANDOM_LEN;
    static final int MASTER_SECRET = SERVER_RANDOM + KeySchedule.RANDOM_LEN;
    /** The server's ephemeral point, then the product with our scalar; or the premaster secret of 48 bytes. */
    static final int SHARED = MASTER_SECRET + KeySchedule.MASTER_SECRET_LEN;
    private static final int SHARED_LEN = 65;
    /** The message being gathered: its header of 4 bytes, then its body. */
    static final int MESSAGE = SHARED + SHARED_LEN;

    private HandshakeFrame() {
    }

    /** Length of the frame. @param messageLen the longest body that is gathered */
    static int length(int messageLen) {
        return MESSAGE + HandshakeReader.HEADER_LEN + messageLen;
    }
}
