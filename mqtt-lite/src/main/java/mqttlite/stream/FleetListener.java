package mqttlite.stream;

import mqttlite.MqttConnect;

/**
 * What {@link MqttFleet#poll} has to tell of its members, who are numbered from 0. Override what you need; the methods
 * here do nothing.
 *
 * <p>A callback may publish and subscribe, for any member; it must not call {@link MqttFleet#poll}, and should not throw.
 */
public abstract class FleetListener {
    /**
     * An attempt to connect begins. The client identifier is set; change it, name and password where members differ.
     * What is set here stays set for the attempts of the others.
     *
     * @param member  who connects
     * @param options what CONNECT will say, the fleet's
     */
    public void connecting(int member, MqttConnect options) {
    }

    /**
     * The broker has accepted a member. Subscribe here.
     *
     * @param member         whom
     * @param sessionPresent the broker still holds the session, subscriptions included
     */
    public void connected(int member, boolean sessionPresent) {
    }

    /**
     * A message has arrived. At QoS 1 and 2 it is acknowledged after this returns.
     *
     * @param member     for whom
     * @param buf        holds topic and payload; read it during the call, copy what shall outlive it
     * @param topicOff   first byte of the topic, well-formed UTF-8
     * @param topicLen   its length
     * @param payloadOff first byte of the payload
     * @param payloadLen its length, may be 0
     * @param qos        0, 1 or 2
     * @param retain     a stored message, sent because of a new subscription
     */
    public void message(int member, byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos,
            boolean retain) {
    }

    /**
     * A message was too large for the receive buffer and passed by; the connection lives on.
     *
     * @param member   for whom
     * @param totalLen length of its packet
     */
    public void oversize(int member, int totalLen) {
    }

    /**
     * The broker has taken over a message sent at QoS 1 or 2.
     *
     * @param member   whose
     * @param packetId what {@code publish} returned
     */
    public void published(int member, int packetId) {
    }

    /**
     * The broker has answered a SUBSCRIBE.
     *
     * @param member   whose
     * @param packetId what {@code subscribe} returned
     * @param granted  the QoS, or less than 0 if it was refused
     */
    public void subscribed(int member, int packetId, int granted) {
    }

    /**
     * An attempt to connect has failed, or a connection is lost.
     *
     * @param member who
     * @param code   what it was: a code of MQTT, TLS or connecting
     * @param kind   {@link mqttlite.Reconnect#LASTING} if the member is given up for good, else it comes back
     */
    public void lost(int member, int code, int kind) {
    }
}
