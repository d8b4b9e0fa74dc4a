package mqttlite;

/**
 * What a CONNECT says, and the time-outs that go with it. Filled once, usable for any number of connections.
 *
 * <p>Strings are encoded to UTF-8 here (set-up may allocate); arrays are the caller's and not copied. Nothing is
 * refused by a setter: {@link #check} tells what is wrong, and {@link MqttClient#connect} asks it.
 *
 * <pre>
 *     MqttConnect options = new MqttConnect("kitchen-7");
 *     options.user("sensor").password(secret).keepAlive(60);
 *     options.will("tele/kitchen-7/LWT", "Offline", 1, true);
 * </pre>
 */
public final class MqttConnect {
    /** Default of {@link #keepAlive(int)}, in seconds. */
    public static final int KEEP_ALIVE = 60;
    /** Default of {@link #connackTimeout(int)}, in milliseconds. */
    public static final int CONNACK_TIMEOUT = 30000;
    /** Greatest default of {@link #pingTimeout(int)}, in milliseconds. */
    public static final int PING_TIMEOUT = 10000;

    byte[] clientId;
    byte[] user;
    byte[] password;
    byte[] willTopic;
    byte[] willPayload;
    int willQos;
    boolean willRetain;
    boolean cleanSession = true;
    int keepAlive = KEEP_ALIVE;
    int connackTimeout = CONNACK_TIMEOUT;
    private int pingTimeout;

    /**
     * Starts with a clean session and a keep-alive of 60 s, nothing else.
     *
     * @param clientId name of this client, unique at the broker; empty lets the broker choose
     */
    public MqttConnect(String clientId) {
        this(Utf8.createBytes(clientId));
    }

    /**
     * Starts with a clean session and a keep-alive of 60 s, nothing else.
     *
     * @param clientId name of this client in UTF-8; empty lets the broker choose
     */
    public MqttConnect(byte[] clientId) {
        this.clientId = clientId;
    }

    /**
     * Sets the client identifier, for many clients that share these options.
     *
     * @param id name of the client in UTF-8; not copied
     * @return this
     */
    public MqttConnect clientId(byte[] id) {
        clientId = id;
        return this;
    }

    /**
     * Sets the user name.
     *
     * @param name the name, or null for none
     * @return this
     */
    public MqttConnect user(String name) {
        return user(name == null ? null : Utf8.createBytes(name));
    }

    /**
     * Sets the user name.
     *
     * @param name the name in UTF-8, or null for none
     * @return this
     */
    public MqttConnect user(byte[] name) {
        user = name;
        return this;
    }

    /**
     * Sets the password, any bytes.
     *
     * @param secret the password, or null for none
     * @return this
     */
    public MqttConnect password(byte[] secret) {
        password = secret;
        return this;
    }

    /**
     * Sets the message that the broker publishes when this client is gone without DISCONNECT.
     *
     * @param topic   where to
     * @param payload what, encoded as UTF-8
     * @param qos     0, 1 or 2
     * @param retain  true to keep it as the last value
     * @return this
     */
    public MqttConnect will(String topic, String payload, int qos, boolean retain) {
        return will(Utf8.createBytes(topic), Utf8.createBytes(payload), qos, retain);
    }

    /**
     * Sets the message that the broker publishes when this client is gone without DISCONNECT.
     *
     * @param topic   where to, in UTF-8, or null for no will
     * @param payload what, any bytes; null is the same as empty
     * @param qos     0, 1 or 2
     * @param retain  true to keep it as the last value
     * @return this
     */
    public MqttConnect will(byte[] topic, byte[] payload, int qos, boolean retain) {
        willTopic = topic;
        willPayload = payload;
        willQos = qos;
        willRetain = retain;
        return this;
    }

    /**
     * Chooses between a session that ends with the connection and one that the broker keeps.
     *
     * @param clean true: ends with the connection
     * @return this
     */
    public MqttConnect cleanSession(boolean clean) {
        cleanSession = clean;
        return this;
    }

    /**
     * Sets the greatest silence.
     *
     * @param seconds 1..65535, or 0 for no keep-alive
     * @return this
     */
    public MqttConnect keepAlive(int seconds) {
        keepAlive = seconds;
        return this;
    }

    /**
     * Sets how long to wait for CONNACK.
     *
     * @param millis above 0
     * @return this
     */
    public MqttConnect connackTimeout(int millis) {
        connackTimeout = millis;
        return this;
    }

    /**
     * Sets how long to wait for PINGRESP, counted from the PINGREQ or the last byte received, whichever is later. A
     * broker that sends other packets and no PINGRESP has one and a half keep-alives and 4 s, if that is more.
     *
     * @param millis above 0, or 0 for the default: 4 s and half the keep-alive, at most 10 s
     * @return this
     */
    public MqttConnect pingTimeout(int millis) {
        pingTimeout = millis;
        return this;
    }

    /** The client's identifier. @return the array given or made, in UTF-8 */
    public byte[] clientId() {
        return clientId;
    }

    int pingTimeout() {
        if (pingTimeout > 0) {
            return pingTimeout;
        }
        int millis = 4000 + keepAlive * 500;
        return millis < PING_TIMEOUT ? millis : PING_TIMEOUT;
    }

    /**
     * Tells what is wrong with these options.
     *
     * @return 0, {@link MqttStatus#MQTT_INVALID_UTF8}, {@link MqttStatus#MQTT_INVALID_TOPIC},
     *     {@link MqttStatus#MQTT_INVALID_QOS}, {@link MqttStatus#MQTT_EMPTY_CLIENT_ID},
     *     {@link MqttStatus#MQTT_PASSWORD_WITHOUT_USER} or {@link MqttStatus#MQTT_INVALID_ARGUMENT}
     */
    public int check() {
        if (clientId == null || tooLong(clientId) || tooLong(user) || tooLong(password) || tooLong(willPayload)
                || keepAlive < 0 || keepAlive > 65535 || connackTimeout <= 0 || pingTimeout < 0) {
            return MqttStatus.MQTT_INVALID_ARGUMENT;
        }
        if (!Utf8.isValid(clientId, 0, clientId.length) || user != null && !Utf8.isValid(user, 0, user.length)) {
            return MqttStatus.MQTT_INVALID_UTF8;
        }
        // [MQTT-3.1.3-7] "If the Client supplies a zero-byte ClientId, the Client MUST also set CleanSession to 1."
        if (clientId.length == 0 && !cleanSession) {
            return MqttStatus.MQTT_EMPTY_CLIENT_ID;
        }
        // [MQTT-3.1.2-22] "If the User Name Flag is set to 0, the Password Flag MUST be set to 0."
        if (password != null && user == null) {
            return MqttStatus.MQTT_PASSWORD_WITHOUT_USER;
        }
        if (willTopic == null) {
            return MqttStatus.MQTT_OK;
        }
        // [MQTT-3.1.2-14] the will QoS "MUST NOT be 3".
        if (willQos < 0 || willQos > 2) {
            return MqttStatus.MQTT_INVALID_QOS;
        }
        return TopicFilter.checkTopic(willTopic, 0, willTopic.length);
    }

    private static boolean tooLong(byte[] field) {
        return field != null && field.length > MqttPacket.MAX_FIELD;
    }
}
