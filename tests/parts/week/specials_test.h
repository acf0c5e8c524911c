/* What tests of the specials share: the sample with changed rows, solved and looked at. */
#ifndef WEFT_TESTS_PARTS_WEEK_SPECIALS_TEST_H
#define WEFT_TESTS_PARTS_WEEK_SPECIALS_TEST_H

#include "parts/week/specials_solve.h"

#include "base/text.h"
#include "parts/school/zone_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static inline int setup(void **state)
{
	(void)state;
	arena = arena_create(1U << 20);
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

/* --- the sample with changed rows --------------------------------------------- */

/* A row that begins so is taken out, and another put in ("": none). */
struct edit {
	enum zone_table table;
	const char *begins, *becomes;
};

static inline struct str apply_edit(struct str text, const struct edit *edit)
{
	struct text out;
	bool found = edit->begins[0] == '\0';

	text_init(&out, arena);
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = (size_t)(end - text.ptr) + 1, n = strlen(edit->begins);

		if (n > 0 && len > n && memcmp(text.ptr, edit->begins, n) == 0)
			found = true;
		else
			text_put(&out, (struct str){text.ptr, len});
		text = str_slice(text, len, text.len);
	}
	assert_true(found);
	text_put(&out, str_from(edit->becomes));
	return text_str(&out);
}

static inline const struct zone *edited_sample(const char *folder, const struct edit *edits,
					       size_t n)
{
	struct zone_files files;
	const struct zone *zone;
	struct err err = {0};

	assert_true(zone_read_files(arena, folder, &files, &err));
	for (size_t i = 0; i < n; i++)
		files.file[edits[i].table] = apply_edit(files.file[edits[i].table], &edits[i]);
	if (!zone_read_texts(arena, &files, &zone, NULL, &err))
		fail_msg("%s", err.text);
	return zone;
}

static inline const struct zone *edited(const struct edit *edits, size_t n)
{
	return edited_sample(SAMPLE, edits, n);
}

/* The specials of some schools (none: of all). Remedies are tried for two seconds of work. */
static inline struct specials_plan solve_at(const struct zone *zone, struct zone_list schools,
					    bool with_remedies)
{
	struct specials_options options = {
		.clock = &clock_system, .seconds = 600, .remedy_seconds = with_remedies ? 2 : 0};
	struct specials_plan plan;
	struct err err = {0};

	if (!specials_solve(arena, zone, schools, &options, &plan, &err))
		fail_msg("%s", err.text);
	return plan;
}

static inline struct specials_plan solve(const struct zone *zone, bool with_remedies)
{
	return solve_at(zone, (struct zone_list){0}, with_remedies);
}

/* --- an independent look at a plan ----------------------------------------------- */

static inline bool overlap(const struct specials_booking *a, const struct specials_booking *b)
{
	return a->day == b->day && a->start < b->end && b->start < a->end;
}

static inline void check_pairs(const struct zone *zone, const struct specials_plan *plan)
{
	for (size_t i = 0; i < plan->bookings.n; i++)
		for (size_t k = i + 1; k < plan->bookings.n; k++) {
			const struct specials_booking *a = &plan->bookings.at[i];
			const struct specials_booking *b = &plan->bookings.at[k];
			uint32_t school_a = zone->sections.at[a->section].school;
			uint32_t school_b = zone->sections.at[b->section].school;

			if (a->section == b->section)
				assert_int_not_equal(a->day, b->day);
			if (a->person != b->person || a->day != b->day)
				continue;
			assert_false(overlap(a, b));
			/* One school in each half of a day: the first three blocks are before
			 * noon, on Fridays before 11:20. */
			if (school_a != school_b) {
				int32_t noon = a->day % 5 == 0 ? 680 : 720;

				assert_true((a->start < noon) != (b->start < noon));
			}
		}
}

static inline void check_classes(const struct zone *zone, const struct specials_plan *plan)
{
	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (uint32_t row = 0; row < zone->visits.n; row++) {
			int32_t n = 0;

			for (size_t i = 0; i < plan->bookings.n; i++)
				n += plan->bookings.at[i].section == s &&
				     plan->bookings.at[i].row == row;
			assert_int_equal(n, zone->visits.at[row].visits);
		}
}

/* --- what its conflicts say ------------------------------------------------------------ */

static inline bool says(const struct specials_plan *plan, const char *words)
{
	for (size_t i = 0; i < plan->conflicts.n; i++) {
		struct str sentence = plan->conflicts.at[i].sentence;

		if (memmem(sentence.ptr, sentence.len, words, strlen(words)) != NULL)
			return true;
	}
	return false;
}

static inline bool names(const struct specials_plan *plan, const char *rule)
{
	for (size_t i = 0; i < plan->conflicts.n; i++)
		for (size_t k = 0; k < plan->conflicts.at[i].rules.n; k++)
			if (str_eq(plan->conflicts.at[i].rules.at[k], str_from(rule)))
				return true;
	return false;
}

#define specials_unit_test(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
