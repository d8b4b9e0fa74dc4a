/** An MQTT 3.1.1 client over any {@code bearssl.base.Transport}. */
module mqttlite {
    requires transitive bearssl.core;

    exports mqttlite;
}
