/* Which schools have to be planned together. */
#include "parts/week/week_groups.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { SCHOOLS = 5 };

static void expect_group(const struct zone_list *group, uint32_t first, size_t n)
{
	assert_int_equal(group->n, n);
	assert_int_equal(group->at[0], first);
}

/* Five schools, and seven people of whom each is at home at one of them, the last two at none. */
static struct zone five_schools(void)
{
	static const struct zone_school schools[SCHOOLS];
	static const struct zone_person people[] = {
		{.home = 0}, {.home = 1}, {.home = 2}, {.home = 3}, {.home = 4}, {.home = ZONE_NONE},
		{.home = ZONE_NONE}};

	return (struct zone){.schools = {schools, SCHOOLS},
			     .people = {people, sizeof people / sizeof *people}};
}

static void leaves_schools_apart_that_share_nobody(void **state)
{
	struct zone zone = five_schools();
	struct arena *arena = arena_create(1 << 12);
	struct week_groups groups = week_groups_of(arena, &zone);

	(void)state;
	assert_int_equal(groups.n, SCHOOLS);
	for (uint32_t s = 0; s < SCHOOLS; s++)
		expect_group(&groups.at[s], s, 1);
	arena_destroy(arena);
}

/* Person 3 works at school 1 too; person 5 at schools 1 and 4: 1, 3 and 4 belong together. */
static void joins_schools_over_others(void **state)
{
	static const struct zone_assignment assignments[] = {
		{.person = 3, .school = 1}, {.person = 5, .school = 4}, {.person = 5, .school = 1}};
	struct zone zone = five_schools();
	struct arena *arena = arena_create(1 << 12);
	struct week_groups groups;

	(void)state;
	zone.assignments.at = assignments;
	zone.assignments.n = sizeof assignments / sizeof *assignments;
	groups = week_groups_of(arena, &zone);
	assert_int_equal(groups.n, 3);
	expect_group(&groups.at[0], 0, 1);
	expect_group(&groups.at[1], 1, 3);
	assert_int_equal(groups.at[1].at[1], 3);
	assert_int_equal(groups.at[1].at[2], 4);
	expect_group(&groups.at[2], 2, 1);
	arena_destroy(arena);
}

/* A team of school 4 with somebody of school 0, and one across schools of 2 and 3, in which a
 * person of no school changes nothing. */
static void joins_schools_of_a_team(void **state)
{
	static const struct zone_team teams[] = {{.school = 4}, {.school = ZONE_NONE}};
	static const struct zone_member members[] = {{.team = 1, .person = 6},
						     {.team = 1, .person = 3},
						     {.team = 0, .person = 0},
						     {.team = 1, .person = 2}};
	struct zone zone = five_schools();
	struct arena *arena = arena_create(1 << 12);
	struct week_groups groups;

	(void)state;
	zone.teams.at = teams;
	zone.teams.n = sizeof teams / sizeof *teams;
	zone.members.at = members;
	zone.members.n = sizeof members / sizeof *members;
	groups = week_groups_of(arena, &zone);
	assert_int_equal(groups.n, 3);
	expect_group(&groups.at[0], 0, 2);
	expect_group(&groups.at[1], 1, 1);
	expect_group(&groups.at[2], 2, 2);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_schools_apart_that_share_nobody),
		cmocka_unit_test(joins_schools_over_others),
		cmocka_unit_test(joins_schools_of_a_team),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
