/* sample_page: what the sample templates of these tests draw. */
#ifndef WEFT_TESTS_SAMPLE_PAGE_H
#define WEFT_TESTS_SAMPLE_PAGE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct sample_lesson {
	struct str subject;
	const char *room;
	int64_t begin;
	bool picked;
};

struct sample_page {
	struct str teacher, link;
	const struct sample_lesson *lesson;
	size_t n;
};

#endif
