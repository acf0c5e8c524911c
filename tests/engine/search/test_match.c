/* Resources for all that runs at one time, against trying every way. */
#include "engine/builder.h"
#include "engine/search/moves.h"

#include "one_worker.h"
#include "random_instance.h"
#include "sanitized.h"
#include "slow_eval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { LESSONS = 4, ROOMS = 4 };

static struct str id(const char *what, uint32_t number)
{
	static char text[32];

	(void)snprintf(text, sizeof text, "%s%u", what, number);
	return str_from(text);
}

static uint32_t rule(struct weft_builder *b, enum weft_kind kind, bool required, int32_t weight,
		     uint32_t event)
{
	uint32_t c = weft_builder_add_constraint(b, &(struct weft_rule){.kind = kind,
									.required = required,
									.weight = weight,
									.role = STR("room"),
									.price = WEFT_NO_PRICE});

	if (event != WEFT_NONE)
		weft_builder_apply_to_event(b, c, event);
	return c;
}

/* Lessons at one time, and for each room by how much a lesson would rather be elsewhere. */
static struct weft_instance *make(uint64_t seed)
{
	struct weft_builder *b = weft_builder_create(STR("rooms"));
	uint32_t time = weft_builder_add_time(b, STR("1"), STR("")), clashes;
	struct weft_instance *in;
	struct rng rng;
	struct err err;

	rng_init(&rng, seed);
	(void)weft_builder_add_resource_type(b, STR("Room"), STR(""));
	(void)weft_builder_add_resource_group(b, STR("all"), STR(""), 0);
	for (uint32_t r = 0; r < ROOMS; r++)
		weft_builder_put_resource(b, 0,
					  weft_builder_add_resource(b, id("r", r), STR(""), 0));
	for (uint32_t e = 0; e < LESSONS; e++) {
		(void)weft_builder_add_event(b, id("e", e), STR(""), 1);
		weft_builder_set_event_time(b, e, time);
		(void)weft_builder_add_need(
			b, e,
			&(struct weft_need){.role = STR("room"), .type = 0, .resource = WEFT_NONE});
		(void)rule(b, WEFT_ASSIGN_RESOURCE, false, 12, e);
		for (uint32_t r = 0; r < ROOMS; r++) {
			uint32_t c = rule(b, WEFT_PREFER_RESOURCES, false,
					  1 + (int32_t)rng_below(&rng, 20), e);

			for (uint32_t other = 0; other < ROOMS; other++)
				if (other != r)
					weft_builder_name_resource(b, c, other);
		}
	}
	clashes = rule(b, WEFT_AVOID_CLASHES, true, 1, WEFT_NONE);
	weft_builder_apply_to_resource_group(b, clashes, 0);
	if (!weft_builder_finish(b, &in, &err))
		fail_msg("%s", err.text);
	weft_builder_destroy(b);
	return in;
}

/* The least cost there is, of all ways to give each lesson a room or none. */
static struct weft_cost least_of_all(struct weft_solution *s, uint32_t event, struct arena *arena)
{
	struct weft_cost least, cost;

	if (event == LESSONS)
		return slow_cost(s, arena);
	weft_solution_set_resource(s, event, 0, WEFT_NONE);
	least = least_of_all(s, event + 1, arena);
	for (uint32_t r = 0; r < ROOMS; r++) {
		weft_solution_set_resource(s, event, 0, r);
		cost = least_of_all(s, event + 1, arena);
		if (weft_cost_less(cost, least))
			least = cost;
	}
	return least;
}

static void no_way_costs_less(void **state)
{
	uint32_t without = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(50); seed++) {
		struct one_worker school;
		struct weft_solution *other;
		struct weft_cost least, found;

		one_worker_start(&school, make(seed), 1000);
		other = weft_solution_create(school.instance);
		least = least_of_all(other, 0, school.arena);
		search_match_resources(school.worker);
		found = weft_solution_cost(school.worker->solution);
		assert_int_equal(found.hard, least.hard);
		assert_int_equal(found.soft, least.soft);
		for (uint32_t e = 0; e < LESSONS; e++)
			without += weft_solution_resource(school.worker->solution, e, 0) ==
				   WEFT_NONE;
		weft_solution_destroy(other);
		one_worker_stop(&school);
	}
	/* Some lesson had better go without. */
	assert_true(is_sanitized() || without > 0);
}

static void nothing_gets_worse_in_any_school(void **state)
{
	uint32_t better = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(60); seed++) {
		struct one_worker school;
		struct weft_cost before, after, slow;
		struct rng rng;

		rng_init(&rng, seed);
		one_worker_start(&school,
				 random_instance(&rng, &(struct random_size){20, 4, 8, 14, 24}),
				 1000);
		search_construct(school.worker);
		before = weft_solution_cost(school.worker->solution);
		search_match_resources(school.worker);
		after = weft_solution_cost(school.worker->solution);
		slow = slow_cost(school.worker->solution, school.arena);
		assert_false(weft_cost_less(before, after));
		assert_int_equal(after.hard, slow.hard);
		assert_int_equal(after.soft, slow.soft);
		better += weft_cost_less(after, before);
		one_worker_stop(&school);
	}
	assert_true(is_sanitized() || better > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_way_costs_less),
		cmocka_unit_test(nothing_gets_worse_in_any_school),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
