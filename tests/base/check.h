/* check: what the tests of src/base share. One arena a test, in *state. */
#ifndef WEFT_TESTS_BASE_CHECK_H
#define WEFT_TESTS_BASE_CHECK_H

#include "base/arena.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array)    (sizeof(array) / sizeof *(array))
#define ARENA_TEST(name) cmocka_unit_test_setup_teardown(name, arena_setup, arena_teardown)

static inline int arena_setup(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static inline int arena_teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

/* Both texts are shown when they differ. */
static inline void assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

#endif
