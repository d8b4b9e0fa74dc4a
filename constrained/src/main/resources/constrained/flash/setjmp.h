/* What the C library of these compilers lacks: enough to compile, nothing is linked. */
#pragma once
typedef int jmp_buf[32];
int setjmp(jmp_buf);
void longjmp(jmp_buf, int);
