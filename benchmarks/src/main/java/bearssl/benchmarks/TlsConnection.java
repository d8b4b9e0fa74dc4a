package bearssl.benchmarks;

/** A client whose server is in memory. What fails ends the run with an exception. */
interface TlsConnection {
    /** The handshake. @param resumed whether it resumes the session of the one before, if there was one */
    void open(boolean resumed);

    /** Whether the last handshake resumed a session. */
    boolean isResumed();

    /** Sends bytes in one record. */
    void send(byte[] plain);

    /** Receives so many bytes, which are one record. */
    void receive(byte[] plain);

    /** A contender that does a handshake, and sends and receives a byte. */
    static Contender handshake(MemoryServer server, TlsConnection connection, boolean resumed) {
        byte[] sent = {1};
        byte[] received = new byte[1];
        boolean[] again = new boolean[1];
        return () -> {
            server.accept();
            connection.open(resumed);
            if (connection.isResumed() != again[0]) {
                throw new IllegalStateException("resumed: " + connection.isResumed());
            }
            again[0] = resumed;
            connection.send(sent);
            connection.receive(received);
            return received;
        };
    }
}
