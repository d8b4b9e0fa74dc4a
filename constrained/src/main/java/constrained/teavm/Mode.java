package constrained.teavm;

import constrained.teavm.program.TightExchange;

/** How {@link TightExchange} connects, and the heap it is promised to do with. */
enum Mode {
    RSA_PIN("RSA key exchange, pinned key", "AES128-GCM-SHA256", TightExchange.RSA_PIN, 24),
    ECDHE_PIN("ECDHE_RSA, pinned key", "ECDHE-RSA-AES128-GCM-SHA256", TightExchange.ECDHE_PIN, 24),
    ECDHE_CA("ECDHE_RSA, CA", "ECDHE-RSA-AES128-GCM-SHA256", TightExchange.ECDHE_CA, 32);

    final String title;
    final String cipherSuites;
    final int argument;
    final int promised; // KB

    Mode(String title, String cipherSuites, int argument, int promised) {
        this.title = title;
        this.cipherSuites = cipherSuites;
        this.argument = argument;
        this.promised = promised;
    }
}
