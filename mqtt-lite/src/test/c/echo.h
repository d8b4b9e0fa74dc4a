/*
 * An echo server for TLS 1.2 around a TLS library: a peer of the tests, never shipped. One C file per library defines
 * what is declared here and includes this:
 *
 *     echo_LIBRARY SUITE CERTIFICATES KEY [CA]
 *
 * SUITE is one of C02B, C02F and 009C, the other arguments are PEM files: the server's chain, leaf first; its key; and
 * the CA that may certify clients, who then have to show a certificate. The server listens on a loopback port, which
 * it prints, serves one connection after another and keeps their sessions by id. It ends when its standard input does.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define SUITE_ECDHE_ECDSA 0xC02B
#define SUITE_ECDHE_RSA 0xC02F
#define SUITE_RSA 0x009C

#define PATIENCE_SECONDS 20
#define BUFFER_LEN 16384

typedef struct {
    int suite;
    const char *certificates, *key, *ca; /* ca: NULL if clients need no certificate */
} options;

/* Sets the library up; does not return if that fails. */
static void set_up(const options *o);

/* A handshake, and then whatever comes is sent back, until the client says that it is done. */
static void serve(int fd);

/* For set-up: what has to be zero, or the program ends. */
static void need(const char *what, long result) {
    if (result != 0) {
        fprintf(stderr, "%s: %ld\n", what, result);
        exit(1);
    }
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 5) {
        fprintf(stderr, "usage: SUITE CERTIFICATES KEY [CA]\n");
        return 2;
    }
    options o = { (int) strtol(argv[1], NULL, 16), argv[2], argv[3], argc == 5 ? argv[4] : NULL };
    signal(SIGPIPE, SIG_IGN);
    set_up(&o);

    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    need("bind", bind(listener, (struct sockaddr *) &address, len));
    need("listen", listen(listener, 8));
    need("getsockname", getsockname(listener, (struct sockaddr *) &address, &len));
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    struct pollfd wait[2] = { { .fd = 0, .events = POLLIN }, { .fd = listener, .events = POLLIN } };
    while (poll(wait, 2, -1) >= 0 && wait[0].revents == 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0) {
            struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
            setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
            int at_once = 1; /* or the second of two records would wait for the client's acknowledgement */
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
            serve(fd);
            close(fd);
        }
    }
    return 0;
}
