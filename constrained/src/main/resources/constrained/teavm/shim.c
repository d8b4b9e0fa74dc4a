/* The system beneath a Java program that TeaVM has made into C: a socket, random bytes, the time, some settings. */
#include "shim.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int connection = -1;

static int32_t number(const char *name) {
    const char *value = getenv(name);
    return value == NULL ? -1 : (int32_t) strtol(value, NULL, 10);
}

int32_t shim_heap(void) {
    return number("HEAP");
}

int32_t shim_file(void *to, int32_t len) {
    FILE *file = fopen(getenv("TRUST"), "rb");
    if (file == NULL) {
        return -1;
    }
    int32_t n = (int32_t) fread(to, 1, (size_t) len, file);
    fclose(file);
    return n;
}

int32_t shim_connect(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) number("PORT"))};
    int one = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connection = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return connect(connection, (struct sockaddr *) &address, sizeof address);
}

int32_t shim_read(void *to, int32_t len) {
    return (int32_t) read(connection, to, (size_t) len);
}

int32_t shim_write(void *from, int32_t len) {
    return (int32_t) write(connection, from, (size_t) len);
}

void shim_close(void) {
    close(connection);
}

int32_t shim_random(void *to, int32_t len) {
    return getrandom(to, (size_t) len, 0) == len ? 0 : -1;
}

int32_t shim_seconds(void) {
    return (int32_t) time(NULL);
}

void shim_report(int32_t what, int32_t value) {
    printf("%d %d\n", what, value);
    fflush(stdout);
}
