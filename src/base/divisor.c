#include "base/divisor.h"

#include <assert.h>

/* By Euclid's algorithm. */
int64_t divisor_greatest(int64_t a, int64_t b)
{
	assert(a >= 0 && b >= 0);
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}
