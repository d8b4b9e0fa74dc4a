package bearssl.x509;

import java.util.List;

/**
 * A row of the table in docs/X509.md.
 *
 * @param rule  first cell of the row
 * @param what  second cell: what is special about the chain
 * @param host  the expected name
 * @param root  certificate of the only anchor
 * @param chain what the server sends
 */
record TableCase(String rule, String what, String host, byte[] root, List<byte[]> chain) {
    static final String TIME = "2025-06-15T12:00:00Z";

    /** The case as a line of {@code verify -batch}. @param options more tokens of it: keys and values in turn */
    String line(int number, String... options) {
        BatchCase c = new BatchCase(Integer.toString(number)).sni(host).time(TIME).ca(root);
        for (int i = 0; i < options.length; i += 2) {
            c.option(options[i], options[i + 1]);
        }
        chain.forEach(c::cert);
        return c.line();
    }
}
