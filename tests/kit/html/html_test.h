/* html_test: what the tests of kit/html share. */
#ifndef WEFT_TESTS_HTML_TEST_H
#define WEFT_TESTS_HTML_TEST_H

#include "kit/html/html.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static inline int html_test_setup(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static inline int html_test_teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

#define html_unit_test(f) cmocka_unit_test_setup_teardown(f, html_test_setup, html_test_teardown)

/* What was written, as a C string. */
static inline const char *drawn(struct html *out)
{
	text_put_char(&out->text, '\0');
	out->text.len--;
	return out->text.ptr;
}

static inline size_t count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *p = strstr(text, what); p != NULL; p = strstr(p + 1, what))
		n++;
	return n;
}

#define assert_drawn(out, what)                                         \
	do {                                                            \
		if (strstr(drawn(out), what) == NULL)                   \
			fail_msg("%s is not in: %s", what, drawn(out)); \
	} while (0)
#define assert_not_drawn(out, what)                                 \
	do {                                                        \
		if (strstr(drawn(out), what) != NULL)               \
			fail_msg("%s is in: %s", what, drawn(out)); \
	} while (0)

#endif
