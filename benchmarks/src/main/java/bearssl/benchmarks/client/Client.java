package bearssl.benchmarks.client;

/**
 * An MQTT client that is measured as a whole: over TLS 1.2, with ECDHE_RSA on P-256 and a CA, to a broker at localhost,
 * which gives it its identifier.
 * Implementations have no lambda and join no strings, which would cost a cold JVM more than a handshake.
 */
public interface Client {
    /** Connects, and returns when CONNACK has come. */
    void connect() throws Exception;

    /** Publishes a message at QoS 1 and returns when PUBACK has come. */
    void publishAcknowledged() throws Exception;

    /** Publishes so many messages at QoS 0, each in a record of its own. */
    void publish(int messages, byte[] payload) throws Exception;

    /** Whether the connection resumed a session. @return false also when that is not known */
    boolean isResumed();

    /** Ends the connection; another may be made. */
    void disconnect() throws Exception;
}
