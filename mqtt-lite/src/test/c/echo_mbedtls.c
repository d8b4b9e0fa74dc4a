/* The echo server of echo.h with mbed TLS: cc -o echo_mbedtls echo_mbedtls.c -lmbedtls -lmbedx509 -lmbedcrypto */
#include "echo.h"

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_cache.h>

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context random_source;
static mbedtls_ssl_config config;
static mbedtls_ssl_cache_context cache;
static mbedtls_x509_crt certificates, ca;
static mbedtls_pk_context key;

static void set_up(const options *o) {
    static int suites[2]; /* its numbers are IANA's; zero ends the list */
    suites[0] = o->suite;
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&random_source);
    mbedtls_ssl_config_init(&config);
    mbedtls_ssl_cache_init(&cache);
    mbedtls_x509_crt_init(&certificates);
    mbedtls_x509_crt_init(&ca);
    mbedtls_pk_init(&key);
    need("seed", mbedtls_ctr_drbg_seed(&random_source, mbedtls_entropy_func, &entropy, NULL, 0));
    need("certificates", mbedtls_x509_crt_parse_file(&certificates, o->certificates));
    need("key", mbedtls_pk_parse_keyfile(&key, o->key, NULL));
    need("defaults", mbedtls_ssl_config_defaults(&config, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM,
                                                 MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_rng(&config, mbedtls_ctr_drbg_random, &random_source);
    mbedtls_ssl_conf_min_version(&config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    mbedtls_ssl_conf_ciphersuites(&config, suites);
    mbedtls_ssl_conf_session_cache(&config, &cache, mbedtls_ssl_cache_get, mbedtls_ssl_cache_set);
    need("own certificate", mbedtls_ssl_conf_own_cert(&config, &certificates, &key));
    if (o->ca != NULL) {
        need("ca", mbedtls_x509_crt_parse_file(&ca, o->ca));
        mbedtls_ssl_conf_ca_chain(&config, &ca, NULL);
        mbedtls_ssl_conf_authmode(&config, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
}

/* Handshake and echo. @return the number of the error that ended it */
static int talk(mbedtls_ssl_context *tls) {
    unsigned char buf[BUFFER_LEN];
    int n = mbedtls_ssl_handshake(tls);
    if (n != 0) {
        return n;
    }
    while ((n = mbedtls_ssl_read(tls, buf, sizeof buf)) > 0) {
        for (int sent = 0, more; sent < n; sent += more) {
            more = mbedtls_ssl_write(tls, buf + sent, (size_t) (n - sent));
            if (more < 0) {
                return more;
            }
        }
    }
    return n;
}

static void serve(int fd) {
    mbedtls_net_context net = { .fd = fd };
    mbedtls_ssl_context tls;
    mbedtls_ssl_init(&tls);
    need("setup", mbedtls_ssl_setup(&tls, &config));
    mbedtls_ssl_set_bio(&tls, &net, mbedtls_net_send, mbedtls_net_recv, NULL);
    int end = talk(&tls);
    if (end != MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) {
        fprintf(stderr, "mbed TLS: -0x%04x\n", (unsigned) -end);
    }
    mbedtls_ssl_close_notify(&tls);
    mbedtls_ssl_free(&tls);
}
