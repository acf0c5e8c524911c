/* What tests of the zone share: the sample zone, and changing a row of it. */
#ifndef WEFT_TESTS_PARTS_SCHOOL_ZONE_TEST_H
#define WEFT_TESTS_PARTS_SCHOOL_ZONE_TEST_H

#include "base/text.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_folder.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#ifndef ZONE_SAMPLES
#error "meson.build says where share/ is"
#endif

struct zone_test {
	struct arena *arena;
	struct zone_files files; /* of the sample zone */
	struct zone_problems problems;
	const struct zone *zone;
	struct err err;
};

static inline int zone_test_setup_of(void **state, const char *dir)
{
	static struct zone_test test;
	struct err err = {0};

	test = (struct zone_test){.arena = arena_create(1 << 16)};
	*state = &test;
	return zone_read_files(test.arena, dir, &test.files, &err) ? 0 : -1;
}

static inline int zone_test_setup(void **state)
{
	return zone_test_setup_of(state, ZONE_SAMPLES "/alder-sound");
}

static inline int zone_test_teardown(void **state)
{
	arena_destroy(((struct zone_test *)*state)->arena);
	return 0;
}

/* Replace one piece of a file's text, which must be there once. */
static inline void zone_edit(struct zone_test *t, enum zone_table table, const char *old,
			     const char *new)
{
	struct str file = t->files.file[table], rest;
	struct text text;
	size_t at;

	if (!str_find(file, str_from(old), &at))
		fail_msg("%s is not in %.*s.csv", old, STR_ARG(zone_file_name(table)));
	rest = str_slice(file, at + strlen(old), file.len);
	assert_false(str_find(rest, str_from(old), NULL));
	text_init(&text, t->arena);
	text_put(&text, str_slice(file, 0, at));
	text_put(&text, str_from(new));
	text_put(&text, rest);
	t->files.file[table] = text_str(&text);
}

/* Read the files; they must be valid. */
static inline const struct zone *zone_test_read(struct zone_test *t)
{
	t->problems = (struct zone_problems){0};
	t->err = (struct err){0};
	if (!zone_read_texts(t->arena, &t->files, &t->zone, &t->problems, &t->err))
		fail_msg("%s", t->err.text);
	return t->zone;
}

/* Read the files; the first problem must be at this place, with this text. */
static inline void assert_problem(struct zone_test *t, enum zone_table table, unsigned line,
				  const char *column, const char *words)
{
	const struct zone_problem *p;

	t->problems = (struct zone_problems){0};
	(void)zone_read_texts(t->arena, &t->files, &t->zone, &t->problems, &t->err);
	for (size_t i = 0; i < t->problems.n; i++) {
		p = &t->problems.at[i];
		if (p->table == table && (line == 0 || p->line == line) &&
		    str_eq(p->column, str_from(column)) &&
		    str_find(p->text, str_from(words), NULL)) {
			assert_true(p->remedy.len > 0);
			return;
		}
	}
	for (size_t i = 0; i < t->problems.n; i++)
		print_message("%.*s\n", STR_ARG(zone_problem_text(t->arena, STR("zone"),
								  &t->problems.at[i])));
	fail_msg("no problem \"%s\" at %.*s.csv:%u %s", words, STR_ARG(zone_file_name(table)), line,
		 column);
}

#define zone_unit_test(f) cmocka_unit_test_setup_teardown(f, zone_test_setup, zone_test_teardown)

#endif
