/*
 * One operation of BearSSL, timed: the C side of a benchmark suite. Linked with the system's libbearssl or another one:
 *
 *     cc -O2 -o bearssl_operations bearssl_operations.c -lbearssl
 *     bearssl_operations small|fast OPERATION HEX...
 *
 * small is i15, m15, ct and ctmul32; fast is i62, m64 (m31 if the library has no m64), ct64 and ctmul64. It answers the
 * names of what it uses; then to each line with a number of calls a line with the nanoseconds that they took, a space,
 * and the last result in hexadecimal. Results are the same as those of the suites in Java, which compare them.
 */
#define _POSIX_C_SOURCE 199309L
#include <bearssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_ARGS 8
#define MAX_RESULT 17000

typedef struct {
    unsigned char *buf;
    size_t len;
} bytes;

/* Absent from releases up to 0.6. */
extern const br_ec_impl *br_ec_p256_m64_get(void) __attribute__((weak));

static bytes in[MAX_ARGS]; /* the inputs, in the order of the command line */
static unsigned char result[MAX_RESULT];
static size_t result_len;
static uint32_t count;

static const br_block_ctr_class *ctr;
static br_ghash ghash;
static const br_ec_impl *p256;
static br_ecdsa_sign ecdsa_sign;
static br_ecdsa_vrfy ecdsa_verify;
static br_rsa_pkcs1_vrfy rsa_verify;
static br_rsa_pkcs1_sign rsa_sign;

static br_hmac_key_context hmac_key;
static br_aes_gen_ctr_keys aes;
static br_gcm_context gcm;

static const char *choose(int fast) {
    int m64 = br_ec_p256_m64_get != NULL && br_ec_p256_m64_get() != NULL;
    ctr = fast ? &br_aes_ct64_ctr_vtable : &br_aes_ct_ctr_vtable;
    ghash = fast ? br_ghash_ctmul64 : br_ghash_ctmul32;
    p256 = !fast ? &br_ec_p256_m15 : m64 ? br_ec_p256_m64_get() : &br_ec_p256_m31;
    ecdsa_sign = fast ? br_ecdsa_i31_sign_raw : br_ecdsa_i15_sign_raw;
    ecdsa_verify = fast ? br_ecdsa_i31_vrfy_asn1 : br_ecdsa_i15_vrfy_asn1;
    rsa_verify = fast ? br_rsa_i62_pkcs1_vrfy_get() : br_rsa_i15_pkcs1_vrfy;
    rsa_sign = fast ? br_rsa_i62_pkcs1_sign_get() : br_rsa_i15_pkcs1_sign;
    if (rsa_verify == NULL || rsa_sign == NULL) {
        fprintf(stderr, "this libbearssl has no 64-bit code\n");
        exit(1);
    }
    return !fast ? "i15 m15 ct ctmul32" : m64 ? "i62 m64 ct64 ctmul64" : "i62 m31 ct64 ctmul64";
}

static void hash(unsigned char *dst, bytes message) {
    br_sha256_context sha;
    br_sha256_init(&sha);
    br_sha256_update(&sha, message.buf, message.len);
    br_sha256_out(&sha, dst);
}

static void run_sha256(void) {
    hash(result, in[0]);
    result_len = 32;
}

static void run_hmac(void) {
    br_hmac_context hmac;
    br_hmac_init(&hmac, &hmac_key, 0);
    br_hmac_update(&hmac, in[1].buf, in[1].len);
    result_len = br_hmac_out(&hmac, result);
}

/* key, plaintext, additional data; the nonce counts */
static void run_gcm_seal(void) {
    unsigned char nonce[12] = {0};
    nonce[8] = (unsigned char) (count >> 24);
    nonce[9] = (unsigned char) (count >> 16);
    nonce[10] = (unsigned char) (count >> 8);
    nonce[11] = (unsigned char) count;
    count++;
    memcpy(result, in[1].buf, in[1].len);
    br_gcm_reset(&gcm, nonce, sizeof nonce);
    br_gcm_aad_inject(&gcm, in[2].buf, in[2].len);
    br_gcm_flip(&gcm);
    br_gcm_run(&gcm, 1, result, in[1].len);
    br_gcm_get_tag(&gcm, result + in[1].len);
    result_len = in[1].len + 16;
}

/* key, ciphertext with tag, additional data, nonce */
static void run_gcm_open(void) {
    result_len = in[1].len - 16;
    memcpy(result, in[1].buf, result_len);
    br_gcm_reset(&gcm, in[3].buf, in[3].len);
    br_gcm_aad_inject(&gcm, in[2].buf, in[2].len);
    br_gcm_flip(&gcm);
    br_gcm_run(&gcm, 0, result, result_len);
    if (!br_gcm_check_tag(&gcm, in[1].buf + result_len)) {
        result_len = 0;
    }
}

/* modulus, exponent, message, signature */
static void run_rsa_verify(void) {
    br_rsa_public_key key = {in[0].buf, in[0].len, in[1].buf, in[1].len};
    unsigned char is[32], was[32];
    hash(is, in[2]);
    result[0] = rsa_verify(in[3].buf, in[3].len, BR_HASH_OID_SHA256, 32, &key, was) && memcmp(is, was, 32) == 0;
    result_len = 1;
}

/* p, q, dp, dq, iq, message */
static void run_rsa_sign(void) {
    br_rsa_private_key key = {2048, in[0].buf, in[0].len, in[1].buf, in[1].len, in[2].buf, in[2].len,
        in[3].buf, in[3].len, in[4].buf, in[4].len};
    unsigned char digest[32];
    hash(digest, in[5]);
    result_len = rsa_sign(BR_HASH_OID_SHA256, digest, 32, &key, result) ? 256 : 0;
}

/* scalar */
static void run_ec_keygen(void) {
    result_len = p256->mulgen(result, in[0].buf, in[0].len, BR_EC_secp256r1);
}

/* point, scalar */
static void run_ecdh(void) {
    unsigned char point[65];
    memcpy(point, in[0].buf, sizeof point);
    result_len = p256->mul(point, sizeof point, in[1].buf, in[1].len, BR_EC_secp256r1) ? 32 : 0;
    memcpy(result, point + 1, 32);
}

/* scalar, digest */
static void run_ecdsa_sign(void) {
    br_ec_private_key key = {BR_EC_secp256r1, in[0].buf, in[0].len};
    result_len = ecdsa_sign(p256, &br_sha256_vtable, in[1].buf, &key, result);
}

/* point, digest, signature in DER */
static void run_ecdsa_verify(void) {
    br_ec_public_key key = {BR_EC_secp256r1, in[0].buf, in[0].len};
    result[0] = (unsigned char) ecdsa_verify(p256, in[1].buf, in[1].len, &key, in[2].buf, in[2].len);
    result_len = 1;
}

static const struct {
    const char *name;
    int inputs;
    void (*run)(void);
} operations[] = {
    {"sha256", 1, run_sha256}, {"hmac", 2, run_hmac}, {"gcm-seal", 3, run_gcm_seal}, {"gcm-open", 4, run_gcm_open},
    {"rsa-verify", 4, run_rsa_verify}, {"rsa-sign", 6, run_rsa_sign}, {"ec-keygen", 1, run_ec_keygen},
    {"ecdh", 2, run_ecdh}, {"ecdsa-sign", 2, run_ecdsa_sign}, {"ecdsa-verify", 3, run_ecdsa_verify},
};

static void (*find(const char *name, int inputs))(void) {
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(operations[i].name, name) == 0 && operations[i].inputs == inputs) {
            return operations[i].run;
        }
    }
    return NULL;
}

static bytes decode(const char *hex) {
    bytes b = {malloc(strlen(hex) / 2 + 1), strlen(hex) / 2};
    for (size_t i = 0; b.buf != NULL && i < b.len; i++) {
        unsigned int v;
        sscanf(hex + 2 * i, "%2x", &v);
        b.buf[i] = (unsigned char) v;
    }
    return b;
}

static void serve(void (*run)(void)) {
    long calls;
    while (scanf("%ld", &calls) == 1) {
        struct timespec from, to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        for (long i = 0; i < calls; i++) {
            run();
        }
        clock_gettime(CLOCK_MONOTONIC, &to);
        printf("%lld ", (to.tv_sec - from.tv_sec) * 1000000000LL + (to.tv_nsec - from.tv_nsec));
        for (size_t i = 0; i < result_len; i++) {
            printf("%02x", result[i]);
        }
        printf("\n");
        fflush(stdout);
    }
}

int main(int argc, char **argv) {
    void (*run)(void) = argc < 3 || argc - 3 > MAX_ARGS ? NULL : find(argv[2], argc - 3);
    if (run == NULL) {
        fprintf(stderr, "usage: bearssl_operations small|fast OPERATION HEX...\n");
        return 1;
    }
    for (int i = 3; i < argc; i++) {
        in[i - 3] = decode(argv[i]);
    }
    const char *names = choose(strcmp(argv[1], "fast") == 0);
    if (run == run_hmac) {
        br_hmac_key_init(&hmac_key, &br_sha256_vtable, in[0].buf, in[0].len);
    } else if (run == run_gcm_seal || run == run_gcm_open) {
        ctr->init((const br_block_ctr_class **) &aes, in[0].buf, in[0].len);
        br_gcm_init(&gcm, (const br_block_ctr_class **) &aes, ghash);
    }
    printf("%s\n", names);
    fflush(stdout);
    serve(run);
    return 0;
}
