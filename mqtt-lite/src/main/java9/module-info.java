/** An MQTT 3.1.1 client over any {@code bearssl.base.Transport}, and one that waits on sockets. */
module mqttlite {
    requires transitive bearssl.core;
    /* for mqttlite.stream.Trust only */
    requires static bearssl.x509;

    exports mqttlite;
    exports mqttlite.stream;
}
