package bearssl.tls;

/** Numbers of the hello extensions and of what stands in them. */
final class Extension {
    static final int SERVER_NAME = 0; // RFC 6066, 3
    static final int MAX_FRAGMENT_LENGTH = 1; // RFC 6066, 4
    static final int SUPPORTED_GROUPS = 10; // RFC 8422, 5.1.1
    static final int EC_POINT_FORMATS = 11; // RFC 8422, 5.1.2
    static final int SIGNATURE_ALGORITHMS = 13; // RFC 5246, 7.4.1.4.1
    static final int APPLICATION_PROTOCOLS = 16; // RFC 7301
    static final int EXTENDED_MASTER_SECRET = 23; // RFC 7627
    static final int RECORD_SIZE_LIMIT = 28; // RFC 8449
    static final int SIGNATURE_ALGORITHMS_CERT = 50; // RFC 8446, 4.2.3
    static final int RENEGOTIATION_INFO = 0xFF01; // RFC 5746

    static final int SIGNATURE_RSA = 1;
    static final int SIGNATURE_ECDSA = 3;
    static final int UNCOMPRESSED = 0;
    /** Least value of record_size_limit. */
    static final int MIN_RECORD_SIZE = 64;
    /** Greatest length of a record's plaintext, RFC 5246, 6.2.1. */
    static final int MAX_RECORD_SIZE = 16384;

    private Extension() {
    }

    /**
     * The code that asks for fragments of a length.
     *
     * @param len 512, 1024, 2048 or 4096
     * @return 1 to 4
     */
    static int maxFragmentCode(int len) {
        return len == 512 ? 1 : len == 1024 ? 2 : len == 2048 ? 3 : 4;
    }

    /**
     * The fragment length to ask for: the greatest that fits a buffer.
     *
     * @param capacity plaintext bytes of a protected record that fit, 512 or more
     * @return 512, 1024, 2048, 4096, or 0: any record fits and nothing is asked for
     */
    static int maxFragmentFor(int capacity) {
        if (capacity >= MAX_RECORD_SIZE) {
            return 0;
        }
        return capacity >= 4096 ? 4096 : capacity >= 2048 ? 2048 : capacity >= 1024 ? 1024 : 512;
    }
}
