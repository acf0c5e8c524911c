/* What must be at one time of day on days whose specials differ: decided for all of them at once.
 */
#include "parts/week/day.h"

#include "../school/zone_test.h"

struct span {
	int32_t day, start, end;
};

/* The first grade of Harbor Hill is in specials at these times, one a day; others are not. */
static struct days days_of(struct zone_test *t, const struct span *spans, size_t n)
{
	const struct zone *zone = t->zone;
	uint32_t school = zone_find(zone, ZONE_T_SCHOOLS, STR("HH"));
	VEC(struct week_visit) visits = {0};

	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (size_t i = 0; i < n; i++)
			if (zone->sections.at[s].school == school &&
			    zone_section_has_grade(&zone->sections.at[s],
						   zone_find(zone, ZONE_T_GRADES, STR("1"))))
				*vec_push(t->arena, &visits) = (struct week_visit){
					.section = s,
					.subject = zone_find(zone, ZONE_T_SUBJECTS, STR("PE")),
					.person = zone_find(zone, ZONE_T_PEOPLE, STR("PE1")),
					.rotation = zone_find(zone, ZONE_T_ROTATIONS, STR("TEN")),
					.day = spans[i].day,
					.block = ZONE_NONE,
					.start = spans[i].start,
					.end = spans[i].end,
				};
	return day_find(t->arena, zone, school, zone_find(zone, ZONE_T_SHAPES, STR("REG")),
			(struct week_visits){visits.at, visits.n, NULL});
}

static void add_rule(struct zone_test *t)
{
	t->files.file[ZONE_T_RULES] = arena_printf(t->arena,
						   "%.*ssame-literacy,same_time_each_day,must,HH,1,"
						   ",,,LT,,REG,,,,,,,,,,,,vote,,,no,,,\n",
						   STR_ARG(t->files.file[ZONE_T_RULES]));
	(void)zone_test_read(t);
}

static enum week_verdict decide(const struct days *days, struct day_findings *findings,
				struct day_helds *ret)
{
	const struct deadline guard = deadline_in(&clock_system, 600);
	enum week_verdict verdict;
	struct err err;

	assert_true(day_decide_jointly(days, &guard, findings, ret, &verdict, &err));
	return verdict;
}

/* Each day alone has room. */
static void assert_days_are_possible(const struct days *days)
{
	const struct deadline guard = deadline_in(&clock_system, 600);
	struct day_findings findings = {0};
	enum week_verdict verdict;
	struct err err;

	for (size_t d = 0; d < days->n; d++) {
		assert_true(day_refute(&days->at[d], &guard, &findings, &verdict, &err));
		assert_int_equal(verdict, WEEK_FEASIBLE);
	}
}

/* Between specials that are at another time each day there is no piece of 90 minutes that is free
 * on all of them: ten to nine, ten to ten, 10:55 to 11:45, 12:15 to 1, 1:50 to 2:20, ten past
 * three. */
static void no_common_time_is_a_conflict_of_all_days(void **state)
{
	static const struct span spans[] = {
		{1, 540, 590}, {2, 605, 655}, {3, 705, 735}, {4, 780, 830}, {6, 860, 910}};
	struct zone_test *t = *state;
	struct day_findings findings = {0};
	struct day_helds helds = {0};
	const struct week_conflict *conflict;
	struct days days;
	bool named = false, gives_up = false;

	add_rule(t);
	days = days_of(t, spans, sizeof spans / sizeof *spans);
	assert_int_equal(days.n, 6); /* and the days without specials */
	assert_days_are_possible(&days);
	assert_int_equal(decide(&days, &findings, &helds), WEEK_INFEASIBLE);
	assert_int_equal(findings.conflicts.n, 1);
	conflict = &findings.conflicts.at[0];
	for (size_t i = 0; i < conflict->n_rules; i++)
		named = named || str_eq(conflict->rules[i], STR("rules/same-literacy"));
	assert_true(named);
	assert_true(str_find(conflict->sentence, STR("is in specials from 1:00 pm"), NULL));
	assert_true(str_find(conflict->sentence, STR("is in specials from 2:20 pm"), NULL));
	for (size_t i = 0; i < conflict->n_remedies; i++)
		gives_up = gives_up ||
			   str_find(conflict->remedies[i].sentence, STR("same-literacy"), NULL);
	assert_true(gives_up);
}

/* Without the last of these days there is time from 2 o'clock on: all days have it then. */
static void a_common_time_is_found_for_all_days(void **state)
{
	static const struct span spans[] = {
		{1, 540, 590}, {2, 605, 655}, {3, 705, 735}, {4, 770, 820}};
	struct zone_test *t = *state;
	const struct deadline guard = deadline_in(&clock_system, 600);
	struct day_findings findings = {0};
	struct day_helds helds = {0};
	int32_t start = ZONE_UNSET;
	struct days days;

	add_rule(t);
	days = days_of(t, spans, sizeof spans / sizeof *spans);
	assert_int_equal(decide(&days, &findings, &helds), WEEK_FEASIBLE);
	assert_int_equal(findings.conflicts.n, 0);
	for (size_t h = 0; h < helds.n; h++)
		if (zone_section_has_grade(&t->zone->sections.at[helds.at[h].section],
					   zone_find(t->zone, ZONE_T_GRADES, STR("1"))) &&
		    t->zone->needs.at[helds.at[h].row].subject ==
			    zone_find(t->zone, ZONE_T_SUBJECTS, STR("LT")))
			start = helds.at[h].start;
	assert_true(start >= 820 && start + 90 <= 920);
	/* The days are laid out around it, each by itself. */
	for (size_t d = 0; d < days.n; d++) {
		enum week_verdict verdict;

		days.at[d].held = helds;
		assert_true(day_solve(&days.at[d], &guard, &findings, &verdict, &t->err));
		assert_int_equal(verdict, WEEK_FEASIBLE);
		for (size_t i = 0; i < days.at[d].items.n; i++) {
			const struct day_item *item = &days.at[d].items.at[i];

			if (item->kind == DAY_NEED &&
			    zone_section_has_grade(
				    &t->zone->sections
					     .at[days.at[d].units.at[item->unit].sections.at[0]],
				    zone_find(t->zone, ZONE_T_GRADES, STR("1"))) &&
			    t->zone->needs.at[item->row].subject ==
				    zone_find(t->zone, ZONE_T_SUBJECTS, STR("LT")))
				assert_int_equal(item->start, start);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(no_common_time_is_a_conflict_of_all_days),
		zone_unit_test(a_common_time_is_found_for_all_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
