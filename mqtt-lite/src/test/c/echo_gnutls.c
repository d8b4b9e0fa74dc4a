/* The echo server of echo.h with GnuTLS: cc -o echo_gnutls echo_gnutls.c -lgnutls */
#include "echo.h"

#include <gnutls/gnutls.h>

#define SESSIONS 16

static gnutls_certificate_credentials_t credentials;
static gnutls_priority_t priority;
static int ask;

/* The last sessions, by id: GnuTLS has no cache of its own, only these three functions. */
static gnutls_datum_t ids[SESSIONS], sessions[SESSIONS];
static int next;

static gnutls_datum_t copy(gnutls_datum_t d) {
    gnutls_datum_t c = { gnutls_malloc(d.size), d.size };
    memcpy(c.data, d.data, d.size);
    return c;
}

static int store(void *unused, gnutls_datum_t id, gnutls_datum_t session) {
    (void) unused;
    gnutls_free(ids[next].data);
    gnutls_free(sessions[next].data);
    ids[next] = copy(id);
    sessions[next] = copy(session);
    next = (next + 1) % SESSIONS;
    return 0;
}

static gnutls_datum_t retrieve(void *unused, gnutls_datum_t id) {
    (void) unused;
    for (int i = 0; i < SESSIONS; i++) {
        if (ids[i].size == id.size && id.size > 0 && memcmp(ids[i].data, id.data, id.size) == 0) {
            return copy(sessions[i]);
        }
    }
    gnutls_datum_t none = { NULL, 0 };
    return none;
}

static int forget(void *unused, gnutls_datum_t id) {
    (void) unused;
    for (int i = 0; i < SESSIONS; i++) {
        if (ids[i].size == id.size && memcmp(ids[i].data, id.data, id.size) == 0) {
            ids[i].size = 0;
        }
    }
    return 0;
}

static void set_up(const options *o) {
    char text[200];
    snprintf(text, sizeof text, "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-GCM:-KX-ALL:+%s",
             o->suite == SUITE_ECDHE_ECDSA ? "ECDHE-ECDSA" : o->suite == SUITE_ECDHE_RSA ? "ECDHE-RSA" : "RSA");
    need("priority", gnutls_priority_init(&priority, text, NULL));
    need("credentials", gnutls_certificate_allocate_credentials(&credentials));
    need("key", gnutls_certificate_set_x509_key_file(credentials, o->certificates, o->key, GNUTLS_X509_FMT_PEM));
    ask = o->ca != NULL;
    if (ask) {
        need("ca", gnutls_certificate_set_x509_trust_file(credentials, o->ca, GNUTLS_X509_FMT_PEM) != 1);
    }
}

/* Handshake and echo. @return the number of the error that ended it, 0 for a client that was done */
static ssize_t talk(gnutls_session_t tls) {
    char buf[BUFFER_LEN];
    ssize_t n;
    do {
        n = gnutls_handshake(tls);
    } while (n < 0 && !gnutls_error_is_fatal((int) n));
    if (n < 0) {
        gnutls_alert_send_appropriate(tls, (int) n);
        return n;
    }
    while ((n = gnutls_record_recv(tls, buf, sizeof buf)) > 0) {
        for (ssize_t sent = 0, more; sent < n; sent += more) {
            more = gnutls_record_send(tls, buf + sent, (size_t) (n - sent));
            if (more < 0) {
                return more;
            }
        }
    }
    return n;
}

static void serve(int fd) {
    gnutls_session_t tls;
    need("session", gnutls_init(&tls, GNUTLS_SERVER));
    need("priority", gnutls_priority_set(tls, priority));
    need("credentials", gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, credentials));
    if (ask) {
        gnutls_certificate_server_set_request(tls, GNUTLS_CERT_REQUIRE);
        gnutls_session_set_verify_cert(tls, NULL, 0);
    }
    gnutls_db_set_store_function(tls, store);
    gnutls_db_set_retrieve_function(tls, retrieve);
    gnutls_db_set_remove_function(tls, forget);
    gnutls_db_set_ptr(tls, ids); /* not used, but there is no cache without one */
    gnutls_transport_set_int(tls, fd);
    ssize_t end = talk(tls);
    if (end != 0) {
        fprintf(stderr, "GnuTLS: %s\n", gnutls_strerror((int) end));
    }
    gnutls_bye(tls, GNUTLS_SHUT_WR);
    gnutls_deinit(tls);
}
