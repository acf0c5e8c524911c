/* sanitized.h: is this a build with sanitizers? A step costs ten times as much there, and
 * what is looked for (a bad access, an overflow) needs no large numbers, so property tests
 * take a tenth of their rounds. */
#ifndef WEFT_TESTS_SANITIZED_H
#define WEFT_TESTS_SANITIZED_H

#include <stdbool.h>
#include <stdint.h>

static inline bool is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
	return true;
#else
	return false;
#endif
#else
	return false;
#endif
}

/* n rounds of a property test, or a tenth (at least one) with sanitizers. */
static inline uint64_t rounds(uint64_t n)
{
	return is_sanitized() ? (n + 9) / 10 : n;
}

#endif
