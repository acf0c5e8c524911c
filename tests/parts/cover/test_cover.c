#include "../year/year_test.h"

#include "parts/cover/cover_needs.h"
#include "parts/cover/cover_owed.h"
#include "parts/cover/cover_simulate.h"

static struct year_plan quick_plan(struct zone_test *t, const struct year_problem *problem)
{
	struct year_options options = {.clock = &clock_system, .seed = 3, .steps = 60000};
	struct year_answer answer;

	assert_true(year_solve(t->arena, problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	return answer.plan;
}

static void the_ladder_completes_the_year_at_80_percent(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct cover_options options = cover_options_usual();
	struct cover_result with, without, again;

	with = cover_simulate(t->arena, &problem, &plan, &options);
	again = cover_simulate(t->arena, &problem, &plan, &options);
	assert_int_equal(with.failed, 0);
	assert_memory_equal(&with, &again, sizeof with);
	options.ladder = 0;
	without = cover_simulate(t->arena, &problem, &plan, &options);
	print_message("# without the ladder %lld of 144 fail\n", (long long)without.failed);
	assert_true(without.failed > 50 && without.failed < 100);
	assert_int_equal(without.as_planned + without.failed, 144);
	assert_int_equal(without.requests, 520);
	/* A fifth of 520 requests is 104. */
	assert_true(without.unfilled > 80 && without.unfilled < 130);
}

static void all_labs_take_place_when_every_request_is_filled(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct cover_options options = cover_options_usual();
	struct cover_result result;

	options.ladder = 0;
	options.fill_percent = 100;
	result = cover_simulate(t->arena, &problem, &plan, &options);
	assert_int_equal(result.as_planned, 144);
	options.fill_percent = 0;
	options.permanent = 8;
	result = cover_simulate(t->arena, &problem, &plan, &options);
	assert_int_equal(result.as_planned, 144);
	options.permanent = 0;
	result = cover_simulate(t->arena, &problem, &plan, &options);
	assert_int_equal(result.failed, 144);
}

static void permanent_substitutes_cost_the_same_and_save_labs(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct cover_options options = cover_options_usual();
	struct cover_comparison c;

	options.permanent = 4;
	options.ladder = 0;
	options.runs = 50;
	c = cover_compare(t->arena, &problem, &plan, &options);
	assert_int_equal(c.day_cents, 22785);
	assert_int_equal(c.per_diem_cents, 11848200);
	assert_int_equal(c.permanent_cents, 16405200);
	assert_int_equal(c.spare_days, 200);
	assert_int_equal(c.spare_cents, 4557000);
	assert_int_equal(c.net_cents, c.per_diem_cents);
	assert_int_equal(c.permanent_lab_days + c.still_per_diem_days, 520);
	assert_true(c.permanent.failed < c.per_diem.failed);
}

/* Somebody absent for the student day. */
static struct cover_need absent(struct zone_test *t, const char *section)
{
	uint32_t row = zone_find(t->zone, ZONE_T_SECTIONS, str_from(section));

	assert_int_not_equal(row, ZONE_NONE);
	return (struct cover_need){.why = COVER_ABSENCE,
				   .school = t->zone->sections.at[row].school,
				   .section = row,
				   .person = t->zone->sections.at[row].teacher,
				   .start = 530,
				   .end = 920};
}

static void each_choice_says_its_reasons(void **state)
{
	struct zone_test *t = *state;
	struct cover_need need;
	struct cover_day today = {
		.zone = zone_test_read(t), .date = day("2026-10-13"), .n_needs = 1};
	struct cover_picks none = {0};
	struct cover_candidates found;

	need = absent(t, "JF-KB");
	today.needs = &need;
	found = cover_suggest(t->arena, &today, &none, 0, need.start, need.end);
	assert_true(found.n > 20);
	/* The permanent substitute who prefers the school is first. */
	assert_true(str_eq(t->zone->substitutes.at[found.at[0].who.row].code, STR("SUB02")));
	for (size_t i = 0; i < found.n; i++) {
		assert_true(found.at[i].reasons.len > 0);
		assert_true(i == 0 || found.at[i].score >= found.at[i - 1].score);
	}
	/* Staff of the school come last, and say what waits. */
	assert_int_equal(found.at[found.n - 1].who.source, COVER_STAFF);
	assert_true(str_find(found.at[found.n - 1].reasons, STR("owed back"), NULL));
}

static void a_run_does_not_forget_itself(void **state)
{
	struct zone_test *t = *state;
	static struct cover_need needs[12];
	static const char *const classes[] = {"HH-KA", "HH-KB", "HH-KC", "HH-1A", "HH-1B", "HH-1C",
					      "HH-2A", "HH-2B", "HH-2C", "HH-3A", "HH-3B", "HH-3C"};
	struct cover_day today = {.zone = zone_test_read(t),
				  .date = day("2026-10-16"),
				  .needs = needs,
				  .n_needs = 12};
	struct cover_picks picks = {0};

	for (size_t i = 0; i < 12; i++)
		needs[i] = absent(t, classes[i]);
	assert_int_equal(cover_assign(t->arena, &today, &picks), 0);
	/* What was kept has no reasons: they are said again. */
	for (size_t i = 0; i < picks.n; i++)
		picks.at[i].reasons = STR("");
	cover_tell_reasons(t->arena, &today, &picks);
	for (size_t i = 0; i < picks.n; i++)
		assert_true(str_find(picks.at[i].reasons, STR("in the window"), NULL));
	assert_int_equal(picks.n, 12);
	for (size_t i = 0; i < picks.n; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(picks.at[i].who.source == picks.at[j].who.source &&
				     picks.at[i].who.row == picks.at[j].who.row);
	/* On a Friday four of the pool do not come. */
	for (size_t i = 0; i < picks.n; i++)
		if (picks.at[i].who.source == COVER_SUBSTITUTE)
			assert_true(zone_set_applies(
				t->zone->substitutes.at[picks.at[i].who.row].weekdays, FRIDAY));
}

static void cover_given_in_the_window_counts(void **state)
{
	struct zone_test *t = *state;
	struct cover_day today = {
		.zone = zone_test_read(t), .date = day("2026-10-13"), .n_needs = 1};
	int32_t *covers = arena_array(t->arena, int32_t, t->zone->substitutes.n);
	struct cover_need need = absent(t, "MC-1A");
	struct cover_picks none = {0};
	uint32_t first;

	today.needs = &need;
	today.substitute_covers = covers;
	first = cover_suggest(t->arena, &today, &none, 0, need.start, need.end).at[0].who.row;
	covers[first] = 9;
	assert_int_not_equal(
		cover_suggest(t->arena, &today, &none, 0, need.start, need.end).at[0].who.row,
		first);
}

static void cover_by_staff_is_owed_back(void **state)
{
	struct zone_test *t = *state;
	struct cover_day today = {
		.zone = zone_test_read(t), .date = day("2026-10-13"), .n_needs = 1};
	struct cover_need need = absent(t, "HH-4A");
	struct cover_picks picks = {0};
	struct cover_candidates found;
	struct week_losses costs;
	uint32_t who;

	today.needs = &need;
	found = cover_suggest(t->arena, &today, &picks, 0, 530, 620);
	who = found.at[found.n - 1].who.row;
	struct cover_pick pick = {
		.who = {COVER_STAFF, who}, .start = 530, .end = 620, .by_hand = true};
	picks = (struct cover_picks){&pick, 1, 1};
	costs = cover_costs_of(t->arena, &today, &picks);
	assert_int_equal(costs.n, 1);
	assert_int_equal(costs.at[0].person, who);
	assert_int_equal(costs.at[0].minutes, 90);
}

static void a_need_can_be_split_and_swapped(void **state)
{
	struct zone_test *t = *state;
	struct cover_need needs[2];
	struct cover_day today = {
		.zone = zone_test_read(t), .date = day("2026-10-13"), .needs = needs, .n_needs = 2};
	struct cover_pick pick[4] = {
		{.start = 530, .end = 720, .by_hand = true, .acknowledged = true}};
	struct cover_picks picks = {pick, 1, 4};
	struct cover_who other;

	needs[0] = absent(t, "HH-4A");
	needs[1] = absent(t, "HH-4B");
	assert_int_equal(cover_assign(t->arena, &today, &picks), 0);
	assert_int_equal(picks.n, 3);
	/* The afternoon of the first need goes to whom is there already. */
	assert_int_equal(picks.at[1].need, 0);
	assert_int_equal(picks.at[1].start, 720);
	/* That one is there in the morning and cannot take the other class for a whole day. */
	assert_false(cover_swap(t->arena, &today, &picks, 1, 2));
	picks.n = 0;
	assert_int_equal(cover_assign(t->arena, &today, &picks), 0);
	other = picks.at[1].who;
	assert_true(cover_swap(t->arena, &today, &picks, 0, 1));
	assert_true(picks.at[0].who.row == other.row && picks.at[0].who.source == other.source);
}

static void the_sheet_has_three_views(void **state)
{
	struct zone_test *t = *state;
	struct cover_need need;
	struct cover_day today = {
		.zone = zone_test_read(t), .date = day("2026-10-13"), .n_needs = 1};
	struct cover_picks picks = {0};

	need = absent(t, "JF-KB");
	today.needs = &need;
	assert_int_equal(cover_assign(t->arena, &today, &picks), 0);
	for (int view = COVER_BY_ABSENTEE; view <= COVER_BY_PERIOD; view++) {
		struct str sheet = cover_sheet(t->arena, &today, &picks, (enum cover_view)view,
					       ZONE_NONE);

		assert_true(str_find(sheet, STR("Tuesday, October 13, 2026"), NULL));
		assert_true(str_find(sheet, STR("Edda Rosales"), NULL));
		assert_true(str_find(sheet, STR("Elif Xiong"), NULL));
		assert_true(str_find(sheet, STR("8:50 am"), NULL));
	}
	assert_false(str_find(cover_sheet(t->arena, &today, &picks, COVER_BY_ABSENTEE, 0),
			      STR("Edda Rosales"), NULL));
}

static void substitutes_are_paid_by_half_days(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	struct cover_need need = absent(t, "HH-4A");
	struct cover_day today = {
		.zone = zone, .date = day("2026-10-13"), .needs = &need, .n_needs = 1};
	struct cover_pick pick[4] = {
		{.who = {COVER_SUBSTITUTE, 0}, .start = 530, .end = 700},
		{.who = {COVER_SUBSTITUTE, 0}, .start = 740, .end = 880},
		{.who = {COVER_SUBSTITUTE, 4}, .start = 740, .end = 920},
		{.who = {COVER_STAFF, 4}, .start = 530, .end = 920},
	};
	struct cover_picks picks = {pick, 4, 4};
	struct cover_pay pay = cover_pay_of(&today, &picks);

	/* 310 minutes are a day of 227.85, 180 half of one; staff are not paid by the day. */
	assert_int_equal(pay.half_days, 3);
	assert_int_equal(pay.cents, 22785 + 11393);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(the_ladder_completes_the_year_at_80_percent),
		zone_unit_test(all_labs_take_place_when_every_request_is_filled),
		zone_unit_test(permanent_substitutes_cost_the_same_and_save_labs),
		zone_unit_test(each_choice_says_its_reasons),
		zone_unit_test(a_run_does_not_forget_itself),
		zone_unit_test(cover_given_in_the_window_counts),
		zone_unit_test(cover_by_staff_is_owed_back),
		zone_unit_test(a_need_can_be_split_and_swapped),
		zone_unit_test(the_sheet_has_three_views),
		zone_unit_test(substitutes_are_paid_by_half_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
