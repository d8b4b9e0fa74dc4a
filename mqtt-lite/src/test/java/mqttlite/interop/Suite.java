package mqttlite.interop;

import bearssl.tls.CipherSuite;

/** The cipher suites of this library. */
enum Suite {
    ECDHE_ECDSA(CipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "ECDHE-ECDSA-AES128-GCM-SHA256"),
    ECDHE_RSA(CipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, "ECDHE-RSA-AES128-GCM-SHA256"),
    RSA(CipherSuite.RSA_WITH_AES_128_GCM_SHA256, "AES128-GCM-SHA256");

    final int number;
    final String openssl;

    Suite(int number, String openssl) {
        this.number = number;
        this.openssl = openssl;
    }

    /** As in RFC 5246 and its like. */
    String fullName() {
        return CipherSuite.name(number);
    }
}
