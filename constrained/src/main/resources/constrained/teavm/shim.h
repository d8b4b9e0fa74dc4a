#pragma once
#include <stdint.h>

/* Bytes that the Java heap has. */
extern int32_t shim_heap(void);
extern int32_t shim_file(void *to, int32_t len);
extern int32_t shim_connect(void);
extern int32_t shim_read(void *to, int32_t len);
extern int32_t shim_write(void *from, int32_t len);
extern void shim_close(void);
extern int32_t shim_random(void *to, int32_t len);
extern int32_t shim_seconds(void);
extern void shim_report(int32_t what, int32_t value);
