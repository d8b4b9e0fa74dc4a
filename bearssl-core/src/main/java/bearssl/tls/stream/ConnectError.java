package bearssl.tls.stream;

/**
 * Numbers for what fails outside of the TLS engine, the same as those in Tasmota's log. They are negative there too and
 * never meet minus a {@code BR_ERR_*} code.
 */
public final class ConnectError {
    /** No memory. */
    public static final int ERR_OOM = -1000;
    /** The host name has no address. */
    public static final int ERR_CANT_RESOLVE_IP = -1001;
    /** No TCP connection. */
    public static final int ERR_TCP_CONNECT = -1002;
    /** No private key for the client certificate: found out by the command line, not by the engine. */
    public static final int ERR_MISSING_EC_KEY = -1003;
    /** No trust anchor configured. Not used here: without any trust the handshake ends with 62. */
    public static final int ERR_MISSING_CA = -1004;

    private ConnectError() {
    }

    /** Names a code as its constant is named. @param code -1004 to -1000 @return static text, null for others */
    public static String name(int code) {
        switch (code) {
            case ERR_OOM: return "ERR_OOM";
            case ERR_CANT_RESOLVE_IP: return "ERR_CANT_RESOLVE_IP";
            case ERR_TCP_CONNECT: return "ERR_TCP_CONNECT";
            case ERR_MISSING_EC_KEY: return "ERR_MISSING_EC_KEY";
            case ERR_MISSING_CA: return "ERR_MISSING_CA";
            default: return null;
        }
    }

    /** Says what happened, in one clause. @param code -1004 to -1000 @return static text, null for others */
    public static String cause(int code) {
        switch (code) {
            case ERR_OOM: return "out of memory";
            case ERR_CANT_RESOLVE_IP: return "the host name has no address";
            case ERR_TCP_CONNECT: return "no TCP connection";
            case ERR_MISSING_EC_KEY: return "the private key of the client certificate is missing";
            case ERR_MISSING_CA: return "no trust anchor is configured";
            default: return null;
        }
    }

    /** Says what to do about it, in one clause. @param code -1004 to -1000 @return static text, null for others */
    public static String remedy(int code) {
        switch (code) {
            case ERR_OOM: return "give the JVM more heap, or use smaller buffers";
            case ERR_CANT_RESOLVE_IP: return "check the host name and the name server, or use an address";
            case ERR_TCP_CONNECT: return "check host, port and firewall, and that the server is running";
            case ERR_MISSING_EC_KEY: return "configure the private key beside the certificate";
            case ERR_MISSING_CA: return "configure a pin or a trust anchor";
            default: return null;
        }
    }
}
