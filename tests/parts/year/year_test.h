/* What tests of the year share: the sample zone with changes, its problem, its answer. */
#ifndef WEFT_TESTS_PARTS_YEAR_YEAR_TEST_H
#define WEFT_TESTS_PARTS_YEAR_YEAR_TEST_H

#include "../school/zone_test.h"
#include "base/date.h"
#include "parts/year/year_solve.h"

static inline int32_t day(const char *s)
{
	struct err err = {0};
	int32_t date = 0;

	if (!date_parse(str_from(s), &date, &err))
		fail_msg("%s", err.text);
	return date;
}

static inline struct year_problem year_test_problem(struct zone_test *t)
{
	struct year_problem problem;

	if (!year_problem_make(t->arena, zone_test_read(t), INT32_MAX, &problem, &t->err))
		fail_msg("%s", t->err.text);
	return problem;
}

static inline struct year_answer year_test_solve(struct zone_test *t,
						 const struct year_problem *problem, bool remedies)
{
	struct year_options options = {
		.clock = &clock_system, .seconds = 600, .seed = 1, .remedies = remedies};
	struct year_answer answer;

	if (!year_solve(t->arena, problem, &options, &answer, &t->err))
		fail_msg("%s", t->err.text);
	return answer;
}

/* The rules as they are written in the sample, for changes. */
#define MON_TO_THU ",,,Mon;Tue;Wed;Thu,,,,,,,,,,C2,Zone plan 2026-27,"
#define CAP_8      "lab-cap,lab_substitutes,must,,,,,,,,,,,8,"

#endif
