/* What the tests of kit/auth share. */
#ifndef WEFT_TESTS_KIT_AUTH_AUTH_TEST_H
#define WEFT_TESTS_KIT_AUTH_AUTH_TEST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static inline int arena_setup(void **state)
{
	*state = arena_create(1U << 14);
	return 0;
}

static inline int arena_teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static inline void assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

#endif
