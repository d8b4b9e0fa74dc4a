/** A TLS 1.2 client engine in plain Java and the primitives under it. */
module bearssl.core {
    exports bearssl.aead;
    exports bearssl.base;
    exports bearssl.bigint;
    exports bearssl.ec;
    exports bearssl.hash;
    exports bearssl.rand;
    exports bearssl.rsa;
    exports bearssl.tls;
    exports bearssl.tls.profile;
    exports bearssl.tls.stream;
}
