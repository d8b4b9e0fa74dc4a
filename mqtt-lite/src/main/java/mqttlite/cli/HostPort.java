package mqttlite.cli;

/** {@code HOST:PORT}, {@code [2001:db8::1]:PORT}. */
final class HostPort {
    final String host;
    final int port;

    HostPort(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Whether a text has this form. */
    static boolean matches(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || portOf(text.substring(colon + 1)) < 0) {
            return false;
        }
        String host = text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        return isBracketed || host.indexOf(':') < 0 && host.indexOf('/') < 0 && host.indexOf('[') < 0;
    }

    static HostPort parse(String text) throws UsageError {
        if (!matches(text)) {
            throw new UsageError("'" + text + "' is not HOST:PORT (an IPv6 address goes in brackets)");
        }
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new HostPort(host, portOf(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + " port " + port;
    }

    private static int portOf(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 1 && port <= 65535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
