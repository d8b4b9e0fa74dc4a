/* The echo server of echo.h with wolfSSL: cc -o echo_wolfssl echo_wolfssl.c -lwolfssl */
#include "echo.h"

#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

static WOLFSSL_CTX *context;

static void set_up(const options *o) {
    const char *suite = o->suite == SUITE_ECDHE_ECDSA ? "ECDHE-ECDSA-AES128-GCM-SHA256"
        : o->suite == SUITE_ECDHE_RSA ? "ECDHE-RSA-AES128-GCM-SHA256" : "AES128-GCM-SHA256";
    need("init", wolfSSL_Init() != WOLFSSL_SUCCESS);
    context = wolfSSL_CTX_new(wolfTLSv1_2_server_method());
    need("context", context == NULL);
    if (wolfSSL_CTX_set_cipher_list(context, suite) != WOLFSSL_SUCCESS) {
        fprintf(stderr, "no %s in this library: every suite that it has\n", suite);
    }
    need("certificates", wolfSSL_CTX_use_certificate_chain_file(context, o->certificates) != WOLFSSL_SUCCESS);
    need("key", wolfSSL_CTX_use_PrivateKey_file(context, o->key, WOLFSSL_FILETYPE_PEM) != WOLFSSL_SUCCESS);
    if (o->ca != NULL) {
        need("ca", wolfSSL_CTX_load_verify_locations(context, o->ca, NULL) != WOLFSSL_SUCCESS);
        wolfSSL_CTX_set_verify(context, WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    }
}

/* Handshake and echo. @return 0 for a client that was done, else less */
static int talk(WOLFSSL *tls) {
    char buf[BUFFER_LEN];
    int n;
    if (wolfSSL_accept(tls) != WOLFSSL_SUCCESS) {
        return -1;
    }
    while ((n = wolfSSL_read(tls, buf, sizeof buf)) > 0) {
        if (wolfSSL_write(tls, buf, n) != n) {
            return -1;
        }
    }
    return wolfSSL_get_error(tls, n) == WOLFSSL_ERROR_ZERO_RETURN ? 0 : -1;
}

static void serve(int fd) {
    WOLFSSL *tls = wolfSSL_new(context);
    need("session", tls == NULL || wolfSSL_set_fd(tls, fd) != WOLFSSL_SUCCESS);
    if (talk(tls) != 0) {
        fprintf(stderr, "wolfSSL: %d\n", wolfSSL_get_error(tls, -1));
    }
    wolfSSL_shutdown(tls);
    wolfSSL_free(tls);
}
