package mqttlite.interop;

/** What a server makes of a request for short records, and keeps to. */
enum Limit {
    FRAGMENT("agrees to `max_fragment_length`; no record is longer"),
    DATA_ONLY("agrees to `max_fragment_length`; records of the handshake before encryption are longer all the same"),
    RECORD_SIZE("agrees to `record_size_limit` instead; no record is longer");

    final String words;

    Limit(String words) {
        this.words = words;
    }
}
