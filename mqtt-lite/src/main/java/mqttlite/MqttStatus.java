package mqttlite;

/**
 * What went wrong with MQTT, in numbers from 2000 that no TLS code uses. Calls answer minus such a number. The
 * constants are inlined where they are used; the texts are loaded only by those who ask.
 */
public final class MqttStatus {
    /** Nothing wrong. */
    public static final int MQTT_OK = 0;

    /** {@code MQTT_REFUSED + n} is return code n of CONNACK. */
    public static final int MQTT_REFUSED = 2000;
    /** CONNACK 1: the broker does not speak MQTT 3.1.1. */
    public static final int MQTT_REFUSED_PROTOCOL = 2001;
    /** CONNACK 2: the client identifier is not allowed. */
    public static final int MQTT_REFUSED_CLIENT_ID = 2002;
    /** CONNACK 3: the MQTT service is unavailable. */
    public static final int MQTT_REFUSED_UNAVAILABLE = 2003;
    /** CONNACK 4: user name or password are malformed (many brokers: wrong). */
    public static final int MQTT_REFUSED_CREDENTIALS = 2004;
    /** CONNACK 5: not authorised. */
    public static final int MQTT_REFUSED_NOT_AUTHORIZED = 2005;

    /** Violation: a packet type that a broker may not send. */
    public static final int MQTT_BAD_TYPE = 2010;
    /** Violation: reserved flag bits with the wrong value. */
    public static final int MQTT_BAD_FLAGS = 2011;
    /** Violation: a length that does not fit the packet. */
    public static final int MQTT_BAD_LENGTH = 2012;
    /** Violation: PUBLISH with QoS 3. */
    public static final int MQTT_BAD_QOS = 2013;
    /** Violation: PUBLISH with DUP at QoS 0. */
    public static final int MQTT_BAD_DUP = 2014;
    /** Violation: packet identifier 0. */
    public static final int MQTT_BAD_PACKET_ID = 2015;
    /** Violation: a topic that is not well-formed UTF-8. */
    public static final int MQTT_BAD_UTF8 = 2016;
    /** Violation: an empty topic, or one with wildcards. */
    public static final int MQTT_BAD_TOPIC = 2017;
    /** Violation: a malformed CONNACK. */
    public static final int MQTT_BAD_CONNACK = 2018;
    /** Violation: another packet before CONNACK. */
    public static final int MQTT_NO_CONNACK = 2019;
    /** Violation: a second CONNACK. */
    public static final int MQTT_SECOND_CONNACK = 2020;
    /** Violation: an acknowledgement of nothing that is in flight. */
    public static final int MQTT_UNEXPECTED_ACK = 2021;
    /** Violation: a SUBACK with another number of codes than filters, or with a reserved code. */
    public static final int MQTT_BAD_SUBACK = 2022;
    /** More messages at QoS 2 are open than the {@link SessionState} has room for. */
    public static final int MQTT_TOO_MANY_OPEN = 2024;

    /** No connection: not opened yet, or ended by {@code disconnect}. */
    public static final int MQTT_NOT_CONNECTED = 2030;
    /** The broker closed the connection. */
    public static final int MQTT_BROKER_CLOSED = 2031;
    /** The broker closed the connection before it sent CONNACK. */
    public static final int MQTT_CLOSED_BEFORE_CONNACK = 2032;
    /** No CONNACK in time. */
    public static final int MQTT_CONNACK_TIMEOUT = 2033;
    /** No PINGRESP in time, and nothing else. */
    public static final int MQTT_PING_TIMEOUT = 2034;
    /** A received packet exceeds the receive buffer, and the policy is to disconnect. */
    public static final int MQTT_RECEIVED_TOO_LARGE = 2035;
    /** No acknowledgement in time, though the broker lives. The engine waits for ever; callers may not. */
    public static final int MQTT_ACK_TIMEOUT = 2036;
    /** SUBACK 0x80: a subscription is refused. The engine reports it as an event; callers may end with it. */
    public static final int MQTT_SUBSCRIPTION_REFUSED = 2037;

    /** The state of the session cannot be stored. The engine does not store; callers may end with it. */
    public static final int MQTT_NOT_STORED = 2038;

    /** Refused before sending: the packet exceeds the send buffer. */
    public static final int MQTT_TOO_LARGE = 2040;
    /** Refused: an argument out of range. */
    public static final int MQTT_INVALID_ARGUMENT = 2041;
    /** Refused: a string that is not well-formed UTF-8 or holds U+0000. */
    public static final int MQTT_INVALID_UTF8 = 2042;
    /** Refused: a topic that is empty, too long or holds a wildcard. */
    public static final int MQTT_INVALID_TOPIC = 2043;
    /** Refused: a topic filter that is empty, too long or has a wildcard in the wrong place. */
    public static final int MQTT_INVALID_FILTER = 2044;
    /** Refused: a quality of service that is none. */
    public static final int MQTT_INVALID_QOS = 2045;
    /** Refused: an empty client identifier without clean session. */
    public static final int MQTT_EMPTY_CLIENT_ID = 2046;
    /** Refused: a password without a user name. */
    public static final int MQTT_PASSWORD_WITHOUT_USER = 2047;
    /** Refused: a call that does not fit the state (connected already, or from inside a callback). */
    public static final int MQTT_BAD_STATE = 2048;

    private static final String VIOLATION =
            "report it to the broker's maintainers; check that the port speaks MQTT and not HTTP or WebSocket";

    private MqttStatus() {
    }

    /**
     * Tells whether a code is one of this class.
     *
     * @param code positive number
     * @return true if it has a name here
     */
    public static boolean isMqtt(int code) {
        return name(code) != null;
    }

    /**
     * Name of a code, the same as its constant.
     *
     * @param code positive number
     * @return the name, or null if unknown
     */
    public static String name(int code) {
        switch (code) {
            case MQTT_REFUSED_PROTOCOL: return "MQTT_REFUSED_PROTOCOL";
            case MQTT_REFUSED_CLIENT_ID: return "MQTT_REFUSED_CLIENT_ID";
            case MQTT_REFUSED_UNAVAILABLE: return "MQTT_REFUSED_UNAVAILABLE";
            case MQTT_REFUSED_CREDENTIALS: return "MQTT_REFUSED_CREDENTIALS";
            case MQTT_REFUSED_NOT_AUTHORIZED: return "MQTT_REFUSED_NOT_AUTHORIZED";
            case MQTT_BAD_TYPE: return "MQTT_BAD_TYPE";
            case MQTT_BAD_FLAGS: return "MQTT_BAD_FLAGS";
            case MQTT_BAD_LENGTH: return "MQTT_BAD_LENGTH";
            case MQTT_BAD_QOS: return "MQTT_BAD_QOS";
            case MQTT_BAD_DUP: return "MQTT_BAD_DUP";
            case MQTT_BAD_PACKET_ID: return "MQTT_BAD_PACKET_ID";
            case MQTT_BAD_UTF8: return "MQTT_BAD_UTF8";
            case MQTT_BAD_TOPIC: return "MQTT_BAD_TOPIC";
            case MQTT_BAD_CONNACK: return "MQTT_BAD_CONNACK";
            case MQTT_NO_CONNACK: return "MQTT_NO_CONNACK";
            case MQTT_SECOND_CONNACK: return "MQTT_SECOND_CONNACK";
            case MQTT_UNEXPECTED_ACK: return "MQTT_UNEXPECTED_ACK";
            case MQTT_BAD_SUBACK: return "MQTT_BAD_SUBACK";
            case MQTT_TOO_MANY_OPEN: return "MQTT_TOO_MANY_OPEN";
            case MQTT_NOT_CONNECTED: return "MQTT_NOT_CONNECTED";
            case MQTT_BROKER_CLOSED: return "MQTT_BROKER_CLOSED";
            case MQTT_CLOSED_BEFORE_CONNACK: return "MQTT_CLOSED_BEFORE_CONNACK";
            case MQTT_CONNACK_TIMEOUT: return "MQTT_CONNACK_TIMEOUT";
            case MQTT_PING_TIMEOUT: return "MQTT_PING_TIMEOUT";
            case MQTT_RECEIVED_TOO_LARGE: return "MQTT_RECEIVED_TOO_LARGE";
            case MQTT_ACK_TIMEOUT: return "MQTT_ACK_TIMEOUT";
            case MQTT_SUBSCRIPTION_REFUSED: return "MQTT_SUBSCRIPTION_REFUSED";
            case MQTT_NOT_STORED: return "MQTT_NOT_STORED";
            case MQTT_TOO_LARGE: return "MQTT_TOO_LARGE";
            case MQTT_INVALID_ARGUMENT: return "MQTT_INVALID_ARGUMENT";
            case MQTT_INVALID_UTF8: return "MQTT_INVALID_UTF8";
            case MQTT_INVALID_TOPIC: return "MQTT_INVALID_TOPIC";
            case MQTT_INVALID_FILTER: return "MQTT_INVALID_FILTER";
            case MQTT_INVALID_QOS: return "MQTT_INVALID_QOS";
            case MQTT_EMPTY_CLIENT_ID: return "MQTT_EMPTY_CLIENT_ID";
            case MQTT_PASSWORD_WITHOUT_USER: return "MQTT_PASSWORD_WITHOUT_USER";
            case MQTT_BAD_STATE: return "MQTT_BAD_STATE";
            default: return null;
        }
    }

    /**
     * What happened, in one clause.
     *
     * @param code positive number
     * @return static text, or null if unknown
     */
    public static String cause(int code) {
        switch (code) {
            case MQTT_REFUSED_PROTOCOL: return "the broker refused the connection: MQTT 3.1.1 not supported";
            case MQTT_REFUSED_CLIENT_ID: return "the broker refused the connection: client identifier not allowed";
            case MQTT_REFUSED_UNAVAILABLE: return "the broker refused the connection: service unavailable";
            case MQTT_REFUSED_CREDENTIALS: return "the broker refused the connection: bad user name or password";
            case MQTT_REFUSED_NOT_AUTHORIZED: return "the broker refused the connection: not authorised";
            case MQTT_BAD_TYPE: return "the broker sent a packet of a type that only clients send, or none at all";
            case MQTT_BAD_FLAGS: return "the broker sent reserved flag bits with the wrong value";
            case MQTT_BAD_LENGTH: return "the broker sent a packet whose length does not fit its type or content";
            case MQTT_BAD_QOS: return "the broker sent a message with QoS 3";
            case MQTT_BAD_DUP: return "the broker sent a message at QoS 0 marked as a repetition";
            case MQTT_BAD_PACKET_ID: return "the broker sent packet identifier 0";
            case MQTT_BAD_UTF8: return "the broker sent a topic that is not valid UTF-8 or holds U+0000";
            case MQTT_BAD_TOPIC: return "the broker sent a message with an empty topic or a wildcard in it";
            case MQTT_BAD_CONNACK: return "the broker sent a malformed CONNACK";
            case MQTT_NO_CONNACK: return "the broker's first packet was not CONNACK";
            case MQTT_SECOND_CONNACK: return "the broker sent a second CONNACK";
            case MQTT_UNEXPECTED_ACK: return "the broker acknowledged a packet identifier that is not in flight";
            case MQTT_BAD_SUBACK: return "the broker's SUBACK has a wrong number of return codes, or a reserved one";
            case MQTT_TOO_MANY_OPEN: return "the broker has more messages at QoS 2 open, between PUBLISH and PUBREL, than there is room for";
            case MQTT_NOT_CONNECTED: return "there is no connection: not opened yet, or ended by this side";
            case MQTT_BROKER_CLOSED: return "the broker closed the connection";
            case MQTT_CLOSED_BEFORE_CONNACK: return "the broker closed the connection without answering CONNECT";
            case MQTT_CONNACK_TIMEOUT: return "the broker did not answer CONNECT in time";
            case MQTT_PING_TIMEOUT: return "the broker fell silent: no answer to PINGREQ in time";
            case MQTT_RECEIVED_TOO_LARGE: return "a received packet exceeds the receive buffer";
            case MQTT_ACK_TIMEOUT: return "the broker did not acknowledge in time";
            case MQTT_SUBSCRIPTION_REFUSED: return "the broker refused a subscription (SUBACK 0x80)";
            case MQTT_NOT_STORED: return "the state of the session cannot be stored, and nothing is sent that depends on it";
            case MQTT_TOO_LARGE: return "the packet exceeds the send buffer, nothing was sent";
            case MQTT_INVALID_ARGUMENT: return "an argument is missing or out of range";
            case MQTT_INVALID_UTF8: return "a string is not valid UTF-8 or holds U+0000";
            case MQTT_INVALID_TOPIC: return "the topic is empty, longer than 65535 bytes, or holds + or #";
            case MQTT_INVALID_FILTER: return "the topic filter is empty, too long, or has + or # in the wrong place";
            case MQTT_INVALID_QOS: return "there is no such quality of service";
            case MQTT_EMPTY_CLIENT_ID: return "an empty client identifier needs a clean session";
            case MQTT_PASSWORD_WITHOUT_USER: return "a password needs a user name";
            case MQTT_BAD_STATE: return "the call does not fit the state of the client";
            default: return null;
        }
    }

    /**
     * What to do about it, in one clause.
     *
     * @param code positive number
     * @return static text, or null if unknown
     */
    public static String remedy(int code) {
        switch (code) {
            case MQTT_REFUSED_PROTOCOL: return "enable protocol level 4 at the broker";
            case MQTT_REFUSED_CLIENT_ID: return "set another client identifier of 1 to 23 letters and digits";
            case MQTT_REFUSED_UNAVAILABLE: return "try again later, look at the broker's log";
            case MQTT_REFUSED_CREDENTIALS:
            case MQTT_REFUSED_NOT_AUTHORIZED: return "check user name, password and the broker's access rules";
            case MQTT_TOO_MANY_OPEN: return "limit the broker's messages in flight, enlarge the session's array, or subscribe at QoS 1";
            case MQTT_NOT_CONNECTED: return "connect first";
            case MQTT_BROKER_CLOSED: return "look at the broker's log: client identifier used twice, rules, limits";
            case MQTT_CLOSED_BEFORE_CONNACK: return "look at the broker's log; check port, TLS and credentials";
            case MQTT_CONNACK_TIMEOUT: return "check that the port speaks MQTT and matches the TLS setting";
            case MQTT_PING_TIMEOUT: return "connect again; check the network";
            case MQTT_RECEIVED_TOO_LARGE: return "enlarge the receive buffer, or choose a drain policy";
            case MQTT_ACK_TIMEOUT: return "look at the broker's log: quota, access rules, load";
            case MQTT_SUBSCRIPTION_REFUSED: return "check the broker's access rules for this filter and user";
            case MQTT_NOT_STORED: return "check the file, its folder, permissions and free space";
            case MQTT_TOO_LARGE: return "shorten the message or enlarge the send buffer";
            case MQTT_INVALID_ARGUMENT: return "check arguments and options against their documented ranges";
            case MQTT_INVALID_UTF8: return "encode the string as UTF-8, without U+0000 or lone surrogates";
            case MQTT_INVALID_TOPIC: return "publish to a complete topic name";
            case MQTT_INVALID_FILTER: return "write + as a whole level and # as the whole last level";
            case MQTT_INVALID_QOS: return "use QoS 0, 1 or 2";
            case MQTT_EMPTY_CLIENT_ID: return "set a client identifier, or ask for a clean session";
            case MQTT_PASSWORD_WITHOUT_USER: return "set a user name too";
            case MQTT_BAD_STATE: return "disconnect before connecting again; do not poll or connect from a callback";
            default: return code >= MQTT_BAD_TYPE && code <= MQTT_BAD_SUBACK ? VIOLATION : null;
        }
    }
}
