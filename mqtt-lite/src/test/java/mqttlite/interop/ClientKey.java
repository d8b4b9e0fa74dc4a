package mqttlite.interop;

/** What a client shows. */
enum ClientKey {
    NONE, EC, RSA
}
