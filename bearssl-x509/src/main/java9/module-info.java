/** Certificates for bearssl.core: public-key pins and chain validation. */
@SuppressWarnings("module") // lint advises against digits at the end of a name; X.509 ends in three
module bearssl.x509 {
    requires transitive bearssl.core;
    exports bearssl.x509;
}
