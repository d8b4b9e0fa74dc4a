package mqttlite;

/** Packet types, flag bits and limits of MQTT 3.1.1. Source: OASIS MQTT 3.1.1, 2.2. */
public final class MqttPacket {
    /** Client to server: opens the session. */
    public static final int CONNECT = 1;
    /** Server to client: the answer to CONNECT. */
    public static final int CONNACK = 2;
    /** Both ways: an application message. */
    public static final int PUBLISH = 3;
    /** Both ways: answers a PUBLISH at QoS 1. */
    public static final int PUBACK = 4;
    /** Both ways: first answer to a PUBLISH at QoS 2. */
    public static final int PUBREC = 5;
    /** Both ways: answers PUBREC. */
    public static final int PUBREL = 6;
    /** Both ways: answers PUBREL, ends QoS 2. */
    public static final int PUBCOMP = 7;
    /** Client to server: asks for topic filters. */
    public static final int SUBSCRIBE = 8;
    /** Server to client: one return code for each filter. */
    public static final int SUBACK = 9;
    /** Client to server: gives topic filters back. */
    public static final int UNSUBSCRIBE = 10;
    /** Server to client: answers UNSUBSCRIBE. */
    public static final int UNSUBACK = 11;
    /** Client to server: are you there? */
    public static final int PINGREQ = 12;
    /** Server to client: answers PINGREQ. */
    public static final int PINGRESP = 13;
    /** Client to server: the last packet of an orderly end. */
    public static final int DISCONNECT = 14;

    /** Flag bit of PUBLISH: keep as the last value of the topic. */
    public static final int FLAG_RETAIN = 0x01;
    /** Flag bit of PUBLISH: an earlier attempt may have arrived. */
    public static final int FLAG_DUP = 0x08;
    /** The two QoS bits of PUBLISH start here. */
    public static final int QOS_SHIFT = 1;
    /** The fixed flags of PUBREL, SUBSCRIBE and UNSUBSCRIBE [MQTT-2.2.2-1]. */
    public static final int FLAGS_RESERVED = 0x02;

    /** Return code of SUBACK: this filter was refused. */
    public static final int SUBACK_FAILURE = 0x80;

    /** Greatest length of a string or of a binary field. */
    public static final int MAX_FIELD = 65535;
    /** Greatest remaining length that four length bytes can say. */
    public static final int MAX_REMAINING = 268435455;

    private MqttPacket() {
    }
}
