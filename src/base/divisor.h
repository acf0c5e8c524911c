/* divisor: what two whole numbers can both be divided by. */
#ifndef WEFT_BASE_DIVISOR_H
#define WEFT_BASE_DIVISOR_H

#include <stdint.h>

/* The greatest common divisor of two numbers, neither negative. That of n and 0 is n. */
int64_t divisor_greatest(int64_t a, int64_t b);

#endif
