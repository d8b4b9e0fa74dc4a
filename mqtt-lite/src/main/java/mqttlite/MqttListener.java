package mqttlite;

/**
 * What {@link MqttClient#poll} has to tell. Override what you need; the methods here do nothing (a class and not an
 * interface, so that an event added later breaks nobody).
 *
 * <p>A {@code buf} is the client's receive buffer: read it during the call, copy what shall outlive it, do not write.
 * A callback may call {@code publish}, {@code subscribe}, {@code unsubscribe}, {@code ping} and {@code disconnect};
 * these may answer 0 (no room now), then try again after {@code poll} has returned. It must not call {@code poll} or
 * {@code connect} (refused with {@link MqttStatus#MQTT_BAD_STATE}) and should not throw: a message whose callback
 * throws counts as not received and is not acknowledged.
 */
public abstract class MqttListener {
    /**
     * The broker has accepted the connection.
     *
     * @param sessionPresent the broker still holds the session, subscriptions included
     */
    public void connected(boolean sessionPresent) {
    }

    /**
     * A message has arrived. At QoS 1 and 2 it is acknowledged after this returns; at QoS 2 it comes once,
     * however often the broker sends it.
     *
     * @param buf        holds topic and payload
     * @param topicOff   first byte of the topic, well-formed UTF-8 without wildcards
     * @param topicLen   its length, at least 1
     * @param payloadOff first byte of the payload
     * @param payloadLen its length, may be 0
     * @param qos        0, 1 or 2
     * @param retain     a stored message, sent because of a new subscription
     * @param dup        an earlier attempt may have been delivered
     */
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
            int qos, boolean retain, boolean dup) {
    }

    /**
     * A PUBLISH too large for the receive buffer went by without being stored; the connection lives on.
     *
     * @param buf          holds the start of the topic
     * @param topicOff     its first byte
     * @param topicLen     bytes of the topic kept, whole characters
     * @param topicFullLen length of the whole topic
     * @param totalLen     length of the whole packet, fixed header included
     * @param qos          0, 1 or 2
     * @param packetId     1..65535, or 0 at QoS 0
     * @param acknowledged the broker is told that it was received, and will not send it again
     */
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen,
            int qos, int packetId, boolean acknowledged) {
    }

    /**
     * The broker has taken over a message sent at QoS 1 or 2.
     *
     * @param packetId what {@code publish} returned
     */
    public void published(int packetId) {
    }

    /**
     * A message that was never sent has made room for a newer one, {@link SessionState#whenFull}.
     *
     * @param packetId what {@code publish} returned
     */
    public void dropped(int packetId) {
    }

    /**
     * The broker should have kept the session and has not: subscribe again. Comes after {@link #connected}. Messages
     * that were not acknowledged are sent anew; if one at QoS 2 had arrived already, it arrives a second time.
     */
    public void sessionLost() {
    }

    /**
     * The state of the session has changed: store it now if it shall outlive the process. Bytes that depend on it leave
     * when this has returned, and not at all if it throws; acknowledgements are among them, also at QoS 1. What
     * {@link #message} delivered since the last call belongs to this change: who stores both in one transaction loses no
     * message at QoS 1 and gets each at QoS 2 exactly once, even if the process dies at any time. Must not call the
     * client.
     *
     * @param state of this client; {@link SessionState#seal} completes its array
     */
    public void stateChanged(SessionState state) {
    }

    /**
     * The broker has answered a SUBSCRIBE: a code for each filter, in their order.
     *
     * @param packetId what {@code subscribe} returned
     * @param buf      holds the codes: 0, 1 or 2 is the QoS granted, 0x80 (negative as a byte) a refusal
     * @param off      the first code
     * @param count    number of codes, the same as that of the filters
     */
    public void subscribed(int packetId, byte[] buf, int off, int count) {
    }

    /**
     * The broker has answered an UNSUBSCRIBE.
     *
     * @param packetId what {@code unsubscribe} returned
     */
    public void unsubscribed(int packetId) {
    }
}
