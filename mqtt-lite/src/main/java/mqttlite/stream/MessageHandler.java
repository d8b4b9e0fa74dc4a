package mqttlite.stream;

/** What to do with a message that has arrived. */
public interface MessageHandler {
    /**
     * Takes a message. It is acknowledged when this has returned. May publish.
     *
     * @param topic   the topic
     * @param payload a copy of the payload
     */
    void message(String topic, byte[] payload);
}
