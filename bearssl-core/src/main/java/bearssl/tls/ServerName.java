package bearssl.tls;

/** The server's name as the caller gave it, and what of it goes into server_name (RFC 6066, section 3). */
final class ServerName {
    static final int MAX_LEN = 255;

    private ServerName() {
    }

    /** Whether a name can be used at all: at most 255 printable ASCII characters. Null and empty mean "no name". */
    static boolean acceptable(String name) {
        if (name == null) {
            return true;
        }
        if (name.length() > MAX_LEN) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * Length of the name to send.
     *
     * @return characters, without a trailing dot; 0 when there is no name or it is an address: RFC 6066, 3: "Literal
     *     IPv4 and IPv6 addresses are not permitted in "HostName"."
     */
    static int sniLength(String name) {
        if (name == null || isAddress(name)) {
            return 0;
        }
        int len = name.length();
        return len > 0 && name.charAt(len - 1) == '.' ? len - 1 : len;
    }

    /** A colon is in every IPv6 address and in no host name; a last label of digits only is in no host name either. */
    private static boolean isAddress(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == ':') {
                return true;
            }
        }
        int i = name.length();
        while (i > 0 && name.charAt(i - 1) >= '0' && name.charAt(i - 1) <= '9') {
            i--;
        }
        return i < name.length() && (i == 0 || name.charAt(i - 1) == '.');
    }
}
