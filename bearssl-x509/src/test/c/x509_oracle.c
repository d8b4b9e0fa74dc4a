/*
 * Verdicts of BearSSL's own br_x509_minimal, for comparison: reads the lines of "verify -batch" on standard input and
 * answers in its format. A peer of the tests, never shipped; linked with the system's libbearssl:
 *
 *     cc -O2 -o x509_oracle x509_oracle.c -lbearssl
 *
 * One case a line, tokens key=value separated by single spaces; after id the order matters only among cert and among
 * anchors:
 *
 *     id=TOKEN                   first
 *     sni=NAME                   percent-encoded; absent or empty: no name check, which is what C makes of both
 *     time=YYYY-MM-DDThh:mm:ssZ  absent: the machine's clock, which is what C does
 *     hashes=sha1,sha256,...     hash functions for signatures; absent: SHA-1, 224, 256, 384, 512; MD5 is passed over
 *     min-rsa=BITS               br_x509_minimal_set_minrsa of BITS/8, rounded up. Below 1024 C refuses every RSA key,
 *                                as it keeps the difference from 128 bytes in 16 bits and reads it as unsigned
 *     max-rsa=BITS               as a library compiled with BR_X509_BUFSIZE_KEY = BITS/8 + 8 and BR_X509_BUFSIZE_SIG =
 *                                BITS/8 would answer; no effect from 4096 on
 *     strict=yes|no              no effect: C knows one mode
 *     ca=BASE64                  anchor made from a certificate as brssl does; one that C cannot decode is none
 *     anchor=ca|ee:BASE64DN:rsa:HEXN:HEXE or anchor=ca|ee:BASE64DN:ec:CURVE:HEXPOINT
 *     cert=BASE64                chain in order, leaf first; empty: announced with length zero
 *
 * Answers, one a line in the same order; usages are keyx, sign, keyx,sign or -, hexadecimal digits lower-case:
 *
 *     ID 0 OK keyx,sign rsa:HEXN:HEXE
 *     ID 0 OK sign ec:CURVE:HEXPOINT
 *     ID 52 BR_ERR_X509_BAD_SIGNATURE
 *     ID error TEXT
 *
 * Exit status 0 if no line was an error, else 3.
 */
#define _POSIX_C_SOURCE 200809L

#include <bearssl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_1970 719528 /* from 0000-01-01 in the Gregorian calendar, as BearSSL counts */

typedef struct {
    unsigned char *data;
    size_t len;
} bytes;

typedef struct {
    char *sni;
    int has_time;
    uint32_t days, seconds;
    int hashes; /* bit i: the hash function with BearSSL's number i */
    long min_rsa, max_rsa;
    bytes *certs;
    br_x509_trust_anchor *anchors;
    size_t cert_count, anchor_count;
} request;

static const br_hash_class *const HASHES[] = {
    NULL, NULL, &br_sha1_vtable, &br_sha224_vtable, &br_sha256_vtable, &br_sha384_vtable, &br_sha512_vtable
};
static const char *const HASH_NAMES[] = { "", "md5", "sha1", "sha224", "sha256", "sha384", "sha512" };
#define HASH_COUNT 7
#define ALL_HASHES 0x7C

static const char *
error_name(unsigned code)
{
    static const char *const names[] = { /* from 32, BR_ERR_X509_OK */
        "OK", "INVALID_VALUE", "TRUNCATED", "EMPTY_CHAIN", "INNER_TRUNC", "BAD_TAG_CLASS", "BAD_TAG_VALUE",
        "INDEFINITE_LENGTH", "EXTRA_ELEMENT", "UNEXPECTED", "NOT_CONSTRUCTED", "NOT_PRIMITIVE", "PARTIAL_BYTE",
        "BAD_BOOLEAN", "OVERFLOW", "BAD_DN", "BAD_TIME", "UNSUPPORTED", "LIMIT_EXCEEDED", "WRONG_KEY_TYPE",
        "BAD_SIGNATURE", "TIME_UNKNOWN", "EXPIRED", "DN_MISMATCH", "BAD_SERVER_NAME", "CRITICAL_EXTENSION", "NOT_CA",
        "FORBIDDEN_KEY_USAGE", "WEAK_PUBLIC_KEY", "?", "NOT_TRUSTED"
    };
    unsigned i = code - BR_ERR_X509_OK;

    return i < sizeof names / sizeof names[0] ? names[i] : "?";
}

/* The block p, moved and not smaller than len bytes; p may be NULL. */
static void *
grown(void *p, size_t len)
{
    p = realloc(p, len + 1);
    if (p == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

static void *
room(size_t len)
{
    return grown(NULL, len);
}

/* ---- tokens ---- */

static int
base64_value(int c)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *p = c == 0 ? NULL : strchr(alphabet, c);

    return p == NULL ? -1 : (int)(p - alphabet);
}

/* Decodes all of the text, padded to a multiple of four characters. 1 on success. */
static int
from_base64(const char *text, size_t len, bytes *out)
{
    size_t i, pad = 0;
    uint32_t acc = 0;

    if (len % 4 != 0) {
        return 0;
    }
    while (pad < 2 && len > 0 && text[len - 1] == '=') {
        pad++;
        len--;
    }
    out->data = room(len);
    out->len = 0;
    for (i = 0; i < len; i++) {
        int v = base64_value((unsigned char)text[i]);

        if (v < 0) {
            return 0;
        }
        acc = (acc << 6) | (uint32_t)v;
        if (i % 4 != 0) {
            out->data[out->len++] = (unsigned char)(acc >> (6 - 2 * (i % 4)));
        }
    }
    return 1;
}

static int
hex_value(int c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
        : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int
from_hex(const char *text, size_t len, bytes *out)
{
    size_t i;

    if (len % 2 != 0) {
        return 0;
    }
    out->data = room(len / 2);
    out->len = len / 2;
    for (i = 0; i < len; i += 2) {
        int high = hex_value(text[i]), low = hex_value(text[i + 1]);

        if (high < 0 || low < 0) {
            return 0;
        }
        out->data[i / 2] = (unsigned char)(high << 4 | low);
    }
    return 1;
}

/* Decodes %XX in place. 1 on success; a zero byte is none, as C's names end there. */
static int
percent_decode(char *s)
{
    char *to = s;

    while (*s != 0) {
        if (*s == '%') {
            int high = hex_value(s[1]), low = high < 0 ? -1 : hex_value(s[2]);

            if (low < 0 || (high | low) == 0) {
                return 0;
            }
            *to++ = (char)(high << 4 | low);
            s += 3;
        } else {
            *to++ = *s++;
        }
    }
    *to = 0;
    return 1;
}

/* The number that the next digits spell, or -1. */
static long
digits(const char *s, int count)
{
    long v = 0;

    while (count-- > 0) {
        if (*s < '0' || *s > '9') {
            return -1;
        }
        v = 10 * v + (*s++ - '0');
    }
    return v;
}

static long
number(const char *s)
{
    size_t len = strlen(s);

    return len == 0 || len > 6 ? -1 : digits(s, (int)len);
}

static int
parse_time(const char *s, request *r)
{
    static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    long y, mo, d, h, mi, sec;

    if (strlen(s) != 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != 'Z') {
        return 0;
    }
    y = digits(s, 4);
    mo = digits(s + 5, 2);
    d = digits(s + 8, 2);
    h = digits(s + 11, 2);
    mi = digits(s + 14, 2);
    sec = digits(s + 17, 2);
    if (y < 0 || mo < 1 || mo > 12 || d < 1 || d > 31 || h < 0 || h > 23 || mi < 0 || mi > 59 || sec < 0 || sec > 60) {
        return 0;
    }
    /* days of the years before, with a leap day in each year before that has one; year 0 has */
    r->days = (uint32_t)(365 * y + (y + 3) / 4 - (y + 99) / 100 + (y + 399) / 400 + before[mo - 1] + d - 1);
    if (mo > 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) {
        r->days++;
    }
    r->seconds = (uint32_t)(h * 3600 + mi * 60 + sec);
    r->has_time = 1;
    return 1;
}

static int
parse_hashes(char *s, request *r)
{
    char *name;

    r->hashes = 0;
    for (name = strtok(s, ","); name != NULL; name = strtok(NULL, ",")) {
        int i = 1;

        while (i < HASH_COUNT && strcmp(name, HASH_NAMES[i]) != 0) {
            i++;
        }
        if (i == HASH_COUNT) {
            return 0;
        }
        r->hashes |= 1 << i;
    }
    r->hashes &= ALL_HASHES;
    return 1;
}

/* ---- anchors ---- */

static bytes dn;

static void
append_dn(void *context, const void *data, size_t len)
{
    (void)context;
    dn.data = grown(dn.data, dn.len + len);
    memcpy(dn.data + dn.len, data, len);
    dn.len += len;
}

static unsigned char *
copy(const unsigned char *data, size_t len)
{
    return memcpy(room(len), data, len);
}

/* As brssl's certificate_to_trust_anchor: name, key, and the CA flag of basicConstraints. */
static void
anchor_from_certificate(const bytes *cert, request *r)
{
    static br_x509_decoder_context dc;
    br_x509_trust_anchor *ta = &r->anchors[r->anchor_count];
    const br_x509_pkey *pk;

    dn.data = NULL;
    dn.len = 0;
    br_x509_decoder_init(&dc, append_dn, NULL);
    br_x509_decoder_push(&dc, cert->data, cert->len);
    pk = br_x509_decoder_get_pkey(&dc);
    if (pk == NULL) {
        free(dn.data);
        return;
    }
    ta->dn.data = dn.data;
    ta->dn.len = dn.len;
    ta->flags = br_x509_decoder_isCA(&dc) ? BR_X509_TA_CA : 0;
    ta->pkey = *pk;
    if (pk->key_type == BR_KEYTYPE_RSA) {
        ta->pkey.key.rsa.n = copy(pk->key.rsa.n, pk->key.rsa.nlen);
        ta->pkey.key.rsa.e = copy(pk->key.rsa.e, pk->key.rsa.elen);
    } else {
        ta->pkey.key.ec.q = copy(pk->key.ec.q, pk->key.ec.qlen);
    }
    r->anchor_count++;
}

static int
parse_anchor(char *s, request *r)
{
    br_x509_trust_anchor *ta = &r->anchors[r->anchor_count];
    char *field[5];
    bytes name, first, second;
    int i;

    for (i = 0; i < 5; i++) {
        field[i] = s;
        s = i < 4 ? strchr(s, ':') : s;
        if (s == NULL) {
            return 0;
        }
        if (i < 4) {
            *s++ = 0;
        }
    }
    memset(ta, 0, sizeof *ta);
    if (strcmp(field[0], "ca") == 0) {
        ta->flags = BR_X509_TA_CA;
    } else if (strcmp(field[0], "ee") != 0) {
        return 0;
    }
    if (!from_base64(field[1], strlen(field[1]), &name)) {
        return 0;
    }
    ta->dn.data = name.data;
    ta->dn.len = name.len;
    if (strcmp(field[2], "rsa") == 0) {
        if (!from_hex(field[3], strlen(field[3]), &first) || !from_hex(field[4], strlen(field[4]), &second)) {
            return 0;
        }
        ta->pkey.key_type = BR_KEYTYPE_RSA;
        ta->pkey.key.rsa.n = first.data;
        ta->pkey.key.rsa.nlen = first.len;
        ta->pkey.key.rsa.e = second.data;
        ta->pkey.key.rsa.elen = second.len;
    } else if (strcmp(field[2], "ec") == 0) {
        long curve = number(field[3]);

        if (curve < 0 || !from_hex(field[4], strlen(field[4]), &first)) {
            return 0;
        }
        ta->pkey.key_type = BR_KEYTYPE_EC;
        ta->pkey.key.ec.curve = (int)curve;
        ta->pkey.key.ec.q = first.data;
        ta->pkey.key.ec.qlen = first.len;
    } else {
        return 0;
    }
    r->anchor_count++;
    return 1;
}

/* ---- max-rsa: where a library with smaller buffers would have stopped ---- */

/* Enters (content) or passes the element at *pos; 0 if it runs past end. The engine judges the bytes, not this. */
static int
element(const unsigned char *d, size_t *pos, size_t end, size_t *content, size_t *content_end)
{
    size_t p = *pos, len = 0;
    int n;

    if (end - p < 2) {
        return 0;
    }
    n = d[++p];
    p++;
    if (n < 0x80) {
        len = (size_t)n;
    } else {
        for (n &= 0x7F; n > 0; n--) {
            if (p >= end || len > 0xFFFFFF) {
                return 0;
            }
            len = len << 8 | d[p++];
        }
    }
    if (len > end - p) {
        return 0;
    }
    *content = p;
    *content_end = p + len;
    *pos = p + len;
    return 1;
}

/* Number of bytes that fit: the engine gets these, and if it has found nothing wrong by then, a limit is exceeded. */
static size_t
bytes_within_limit(const bytes *cert, size_t max)
{
    const unsigned char *d = cert->data;
    size_t pos = 0, c, e, tbs, tbs_end, spki, spki_end, key, key_end, used;
    int i;

    if (!element(d, &pos, cert->len, &c, &e)) {
        return cert->len;
    }
    tbs = c;
    if (!element(d, &tbs, e, &c, &tbs_end)) {
        return cert->len;
    }
    pos = c;
    if (pos < tbs_end && (d[pos] & 0xDF) == 0x80 && !element(d, &pos, tbs_end, &c, &spki)) {
        return cert->len;
    }
    for (i = 0; i < 6; i++) { /* serial, algorithm, issuer, dates, subject, key */
        if (!element(d, &pos, tbs_end, &spki, &spki_end)) {
            return cert->len;
        }
    }
    if (!element(d, &spki, spki_end, &c, &key_end) || !element(d, &spki, spki_end, &key, &key_end) || key == key_end) {
        return cert->len;
    }
    if (memcmp(d + c, "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01", 9) == 0) {
        if (key_end - key - 1 > max + 8) {
            return key + 1;
        }
    } else {
        key++;
        if (!element(d, &key, key_end, &c, &key_end)) {
            return cert->len;
        }
        for (i = 0, used = 0, pos = c; i < 2; i++) { /* modulus and exponent share the buffer */
            if (!element(d, &pos, key_end, &c, &e)) {
                return cert->len;
            }
            while (c < e && d[c] == 0) {
                c++;
            }
            if (e - c > max + 8 - used) {
                return c + max + 8 - used + 1;
            }
            used += e - c;
        }
    }
    pos = tbs;
    if (!element(d, &pos, cert->len, &c, &e) || !element(d, &pos, cert->len, &c, &e) || c == e) {
        return cert->len;
    }
    return e - c - 1 > max ? c + 1 : cert->len;
}

/* ---- one case ---- */

static void
print_hex(const unsigned char *data, size_t len)
{
    while (len-- > 0) {
        printf("%02x", *data++);
    }
}

static void
judge(const char *id, const request *r)
{
    static br_x509_minimal_context mc;
    const br_x509_class **xc = &mc.vtable;
    const br_x509_pkey *pk;
    unsigned code, usages;
    size_t i;
    int h;

    br_x509_minimal_init(&mc, &br_sha256_vtable, r->anchors, r->anchor_count);
    br_x509_minimal_set_rsa(&mc, br_rsa_pkcs1_vrfy_get_default());
    br_x509_minimal_set_ecdsa(&mc, br_ec_get_default(), br_ecdsa_vrfy_asn1_get_default());
    for (h = 0; h < HASH_COUNT; h++) {
        if (r->hashes >> h & 1) {
            br_x509_minimal_set_hash(&mc, h, HASHES[h]);
        }
    }
    if (r->min_rsa >= 0) {
        br_x509_minimal_set_minrsa(&mc, (int)(r->min_rsa + 7) / 8);
    }
    if (r->has_time) {
        br_x509_minimal_set_time(&mc, r->days, r->seconds);
    }
    mc.vtable->start_chain(xc, r->sni);
    for (i = 0; i < r->cert_count; i++) {
        const bytes *cert = &r->certs[i];
        size_t fed = cert->len;

        mc.vtable->start_cert(xc, (uint32_t)cert->len);
        if (r->max_rsa >= 0 && r->max_rsa < 4096) {
            fed = bytes_within_limit(cert, (size_t)(r->max_rsa + 7) / 8);
        }
        if (fed > 0) {
            mc.vtable->append(xc, cert->data, fed);
        }
        if (fed < cert->len && mc.err == 0) {
            mc.err = BR_ERR_X509_LIMIT_EXCEEDED;
        }
        mc.vtable->end_cert(xc);
    }
    code = mc.vtable->end_chain(xc);
    if (code != 0) {
        printf("%s %u BR_ERR_X509_%s\n", id, code, error_name(code));
        return;
    }
    pk = mc.vtable->get_pkey(xc, &usages);
    printf("%s 0 OK %s ", id, usages == (BR_KEYTYPE_KEYX | BR_KEYTYPE_SIGN) ? "keyx,sign"
        : usages == BR_KEYTYPE_KEYX ? "keyx" : usages == BR_KEYTYPE_SIGN ? "sign" : "-");
    if (pk->key_type == BR_KEYTYPE_RSA) {
        printf("rsa:");
        print_hex(pk->key.rsa.n, pk->key.rsa.nlen);
        printf(":");
        print_hex(pk->key.rsa.e, pk->key.rsa.elen);
    } else {
        printf("ec:%d:", pk->key.ec.curve);
        print_hex(pk->key.ec.q, pk->key.ec.qlen);
    }
    printf("\n");
}

/* Takes one token in. NULL, or what is wrong with it. */
static const char *
token(char *key, char *value, request *r)
{
    bytes cert;

    if (strcmp(key, "sni") == 0) {
        r->sni = value;
        return percent_decode(value) ? NULL : "bad sni";
    }
    if (strcmp(key, "time") == 0) {
        return parse_time(value, r) ? NULL : "bad time";
    }
    if (strcmp(key, "hashes") == 0) {
        return parse_hashes(value, r) ? NULL : "bad hashes";
    }
    if (strcmp(key, "min-rsa") == 0) {
        r->min_rsa = number(value);
        return r->min_rsa >= 0 ? NULL : "bad min-rsa";
    }
    if (strcmp(key, "max-rsa") == 0) {
        r->max_rsa = number(value);
        return r->max_rsa >= 0 ? NULL : "bad max-rsa";
    }
    if (strcmp(key, "strict") == 0) {
        return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 ? NULL : "bad strict";
    }
    if (strcmp(key, "ca") == 0 || strcmp(key, "anchor") == 0) {
        r->anchors = grown(r->anchors, (r->anchor_count + 1) * sizeof *r->anchors);
        if (key[0] == 'a') {
            return parse_anchor(value, r) ? NULL : "bad anchor";
        }
        if (!from_base64(value, strlen(value), &cert)) {
            return "bad ca";
        }
        anchor_from_certificate(&cert, r);
        return NULL;
    }
    if (strcmp(key, "cert") == 0) {
        r->certs = grown(r->certs, (r->cert_count + 1) * sizeof *r->certs);
        return from_base64(value, strlen(value), &r->certs[r->cert_count++]) ? NULL : "bad cert";
    }
    return "unknown key";
}

static int
answer(char *line)
{
    static request r;
    char *next = line, *id = NULL;

    memset(&r, 0, sizeof r);
    r.hashes = ALL_HASHES;
    r.min_rsa = r.max_rsa = -1;
    while (next != NULL) {
        char *key = next, *value;
        const char *wrong;

        next = strchr(key, ' ');
        if (next != NULL) {
            *next++ = 0;
        }
        value = strchr(key, '=');
        if (value != NULL) {
            *value++ = 0;
        }
        if (id == NULL) {
            if (value == NULL || *value == 0 || strcmp(key, "id") != 0) {
                printf("? error no id\n");
                return 0;
            }
            id = value;
            continue;
        }
        wrong = value == NULL ? "token without =" : token(key, value, &r);
        if (wrong != NULL) {
            printf("%s error %s\n", id, wrong);
            return 0;
        }
    }
    judge(id, &r);
    return 1; /* the arrays of a case are left to the end of the process */
}

int
main(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    int all = 1;

    while ((len = getline(&line, &size, stdin)) >= 0) {
        while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r')) {
            line[--len] = 0;
        }
        all &= answer(line);
        fflush(stdout);
    }
    free(line);
    return all ? 0 : 3;
}
