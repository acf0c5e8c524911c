/* Who could do what runs: the packing aside, and times sought with it. */
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
#include <string.h>

#include <cmocka.h>

/* --- in any school --------------------------------------------------------------- */

static const struct random_size small = {12, 3, 5, 14, 30};
static const uint32_t most_pressure = 10;

static bool is_required(const struct weft_instance *in, uint32_t event_resource)
{
	for (uint32_t p = 0; p < in->n_points; p++)
		if (in->points[p].subject == event_resource &&
		    in->constraints[in->points[p].constraint].kind == WEFT_ASSIGN_RESOURCE &&
		    in->constraints[in->points[p].constraint].required)
			return true;
	return false;
}

/* How many uses of each resource at each time are given. */
static void count_given(const struct weft_solution *s, uint32_t *ret)
{
	const struct weft_instance *in = s->instance;

	for (uint32_t e = 0; e < in->n_events; e++)
		for (uint32_t k = 0; k < s->n_meets[e]; k++) {
			const struct weft_meet *m = &s->meets[in->events[e].first_meet + k];

			for (uint32_t i = 0; i < in->events[e].n_resources; i++) {
				uint32_t r = in->event_resources[in->events[e].first_resource + i]
						     .resource;

				if (r == WEFT_NONE || m->start == WEFT_NONE)
					continue;
				for (uint32_t t = 0; t < (uint32_t)m->duration; t++)
					ret[(size_t)r * in->n_times + m->start + t]++;
			}
		}
}

/* All that the supply says, held against the solution. */
static void check(const struct one_worker *school, const struct search_supply *supply)
{
	const struct weft_instance *in = school->instance;
	const struct weft_solution *s = school->worker->solution;
	const struct search_structure *st = &school->structure;
	uint32_t *uses = arena_array(school->arena, uint32_t,
				     (size_t)in->n_resources * in->n_times + 1);
	uint32_t needed = 0, found = 0;

	count_given(s, uses);
	for (uint32_t i = 0; i < st->n_needs; i++) {
		const struct search_need *need = &st->needs[i];
		const struct weft_event *e = &in->events[need->event];
		bool required = is_required(in, e->first_resource + need->need);

		for (uint32_t k = 0; k < s->n_meets[need->event]; k++) {
			const struct weft_meet *m = &s->meets[e->first_meet + k];
			uint32_t r = search_supply_resource(supply, i, k);

			if (m->start == WEFT_NONE || !required) {
				assert_int_equal(r, WEFT_NONE);
				continue;
			}
			needed += (uint32_t)m->duration;
			if (r == WEFT_NONE)
				continue;
			found += (uint32_t)m->duration;
			assert_true(search_may_use(need, r));
			for (uint32_t t = m->start; t < m->start + (uint32_t)m->duration; t++) {
				assert_false(bits_has(
					&st->unavailable[(size_t)r * in->n_time_words], t));
				assert_int_equal(uses[(size_t)r * in->n_times + t]++, 0);
			}
		}
	}
	assert_int_equal(search_supply_needed(supply), needed);
	assert_int_equal(search_supply_missing(supply), needed - found);
	assert_true(search_supply_pressed(supply) >= (needed - found) * SUPPLY_UNIT);
	assert_true(search_supply_pressed(supply) <=
		    (needed - found) * SUPPLY_UNIT * most_pressure);
}

/* As many numbers as there can be meets with needs, and one more. */
static size_t length_of(const struct one_worker *school)
{
	const struct search_structure *st = &school->structure;
	size_t n = 1;

	for (uint32_t i = 0; i < st->n_needs; i++)
		n += (size_t)school->instance->events[st->needs[i].event].duration;
	return n;
}

/* Who has what, in one number a need and meet. */
static uint32_t *write_down(const struct one_worker *school, const struct search_supply *supply)
{
	const struct search_structure *st = &school->structure;
	uint32_t *list = arena_array(school->arena, uint32_t, length_of(school)), n = 0;

	for (uint32_t i = 0; i < st->n_needs; i++)
		for (uint32_t k = 0; k < school->worker->solution->n_meets[st->needs[i].event]; k++)
			list[n++] = search_supply_resource(supply, i, k);
	return list;
}

static void start_open(struct one_worker *school, uint64_t seed)
{
	struct search_worker *w;
	struct rng rng;

	rng_init(&rng, seed);
	one_worker_start(school, random_instance(&rng, &small), 1000);
	w = school->worker;
	search_construct(w);
	for (uint32_t i = 0; i < w->st->n_needs; i++)
		for (uint32_t k = 0; k < w->solution->n_meets[w->st->needs[i].event]; k++)
			worker_set_need(w, &w->st->needs[i], k, WEFT_NONE);
	w->supply = search_supply_create(school->arena, w->st, w->solution);
	search_moves_init(w);
}

static void follows_every_move_and_back(void **state)
{
	uint32_t kept = 0, missing = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		struct search_worker *w;

		start_open(&school, seed);
		w = school.worker;
		check(&school, w->supply);
		for (uint32_t i = 0; i < 60; i++) {
			weft_mark mark = weft_solution_mark(w->solution);
			uint32_t *before = write_down(&school, w->supply), kind;
			uint32_t was_missing = search_supply_missing(w->supply);
			uint32_t was_pressed = search_supply_pressed(w->supply);

			(void)search_move(w, &kind);
			search_supply_follow(w->supply, mark);
			check(&school, w->supply);
			missing += search_supply_missing(w->supply);
			if (worker_draw(w, 2) == 0) {
				weft_solution_keep(w->solution, mark);
				search_supply_keep(w->supply);
				kept++;
				search_supply_press(w->supply, most_pressure);
				continue;
			}
			weft_solution_undo(w->solution, mark);
			search_supply_undo(w->supply);
			check(&school, w->supply);
			assert_int_equal(search_supply_missing(w->supply), was_missing);
			assert_int_equal(search_supply_pressed(w->supply), was_pressed);
			assert_memory_equal(write_down(&school, w->supply), before,
					    sizeof *before * length_of(&school));
		}
		one_worker_stop(&school);
	}
	assert_true(kept > 0);
	assert_true(is_sanitized() || missing > 0);
}

static void shortages_are_of_meets_that_run(void **state)
{
	uint32_t any = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(30); seed++) {
		struct one_worker school;
		uint32_t meets[16], n;

		start_open(&school, seed);
		n = search_supply_short(school.worker->supply, meets, 16);
		assert_int_equal(n > 0, search_supply_missing(school.worker->supply) > 0);
		assert_true(n <= 16);
		for (uint32_t i = 0; i < n; i++)
			assert_int_not_equal(school.worker->solution->meets[meets[i]].start,
					     WEFT_NONE);
		any += n;
		one_worker_stop(&school);
	}
	assert_true(is_sanitized() || any > 0);
}

static void times_first_ends_with_a_whole_solution(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(30); seed++) {
		struct one_worker school;
		struct search_worker *w;
		struct weft_cost constructed, found, slow;
		struct rng rng;

		rng_init(&rng, seed);
		one_worker_start(&school, random_instance(&rng, &small), 8000);
		w = school.worker;
		search_construct(w);
		constructed = w->best.cost;
		weights_measure(w);
		search_times_first(w, 0.5, false);
		assert_null(w->supply);
		found = weft_solution_cost(w->solution);
		slow = slow_cost(w->solution, school.arena);
		assert_int_equal(found.hard, slow.hard);
		assert_int_equal(found.soft, slow.soft);
		assert_false(weft_cost_less(constructed, w->best.cost));
		assert_false(weft_cost_less(found, w->best.cost));
		one_worker_stop(&school);
	}
}

/* --- in schools made for it ---------------------------------------------------------- */

enum { TEACHERS = 2 };

static struct str id(const char *what, uint32_t number)
{
	static char text[32];

	(void)snprintf(text, sizeof text, "%s%u", what, number);
	return str_from(text);
}

/* Lessons at times 0, 1 ... of which each is given; some may have the first teacher only. */
struct lesson {
	uint32_t time;
	bool first_only;
};

static uint32_t rule(struct weft_builder *b, enum weft_kind kind, struct weft_limits limits)
{
	return weft_builder_add_constraint(b, &(struct weft_rule){.kind = kind,
								  .required = true,
								  .weight = 1,
								  .limits = limits,
								  .role = STR("teacher"),
								  .price = WEFT_NO_PRICE});
}

/* A lesson of one time that must have a teacher. */
static void add_lesson(struct weft_builder *b, uint32_t e)
{
	uint32_t c;

	(void)weft_builder_add_event(b, id("e", e), STR(""), 1);
	(void)weft_builder_add_need(
		b, e,
		&(struct weft_need){.role = STR("teacher"), .type = 0, .resource = WEFT_NONE});
	c = rule(b, WEFT_ASSIGN_RESOURCE, (struct weft_limits){0});
	weft_builder_apply_to_event(b, c, e);
}

/* A week of some times with teachers, without lessons. */
static struct weft_builder *start_week(uint32_t times, uint32_t teachers)
{
	struct weft_builder *b = weft_builder_create(STR("teachers"));

	for (uint32_t t = 0; t < times; t++)
		(void)weft_builder_add_time(b, id("t", t), STR(""));
	(void)weft_builder_add_resource_type(b, STR("Teacher"), STR(""));
	for (uint32_t r = 0; r < teachers; r++)
		(void)weft_builder_add_resource(b, id("r", r), STR(""), 0);
	return b;
}

static struct weft_instance *finish(struct weft_builder *b)
{
	struct weft_instance *in;
	struct err err;

	if (!weft_builder_finish(b, &in, &err))
		fail_msg("%s", err.text);
	weft_builder_destroy(b);
	return in;
}

/* How many lessons are left over, where the first teacher may do so many. */
static uint32_t left_over(const struct lesson *lessons, uint32_t n, int32_t most)
{
	struct weft_builder *b = start_week(n, TEACHERS);
	struct one_worker school;
	struct search_supply *supply;
	uint32_t c, missing;

	for (uint32_t e = 0; e < n; e++) {
		add_lesson(b, e);
		weft_builder_set_event_time(b, e, lessons[e].time);
		if (!lessons[e].first_only)
			continue;
		c = rule(b, WEFT_PREFER_RESOURCES, (struct weft_limits){0});
		weft_builder_apply_to_event(b, c, e);
		weft_builder_name_resource(b, c, 0);
	}
	c = rule(b, WEFT_LIMIT_WORKLOAD, (struct weft_limits){.minimum = 0, .maximum = most});
	weft_builder_apply_to_resource(b, c, 0);
	one_worker_start(&school, finish(b), 1000);
	supply = search_supply_create(school.arena, &school.structure, school.worker->solution);
	check(&school, supply);
	missing = search_supply_missing(supply);
	one_worker_stop(&school);
	return missing;
}

static void who_is_in_the_way_goes_elsewhere(void **state)
{
	/* In both orders, so that one of them is in the other's way. */
	static const struct lesson a[] = {{0, false}, {0, true}}, b[] = {{0, true}, {0, false}};
	static const struct lesson many[] = {{0, false}, {0, true}, {0, false}};

	(void)state;
	assert_int_equal(left_over(a, 2, 9), 0);
	assert_int_equal(left_over(b, 2, 9), 0);
	assert_int_equal(left_over(many, 3, 9), 1);
}

static void workload_is_kept_by_handing_on(void **state)
{
	static const struct lesson a[] = {{0, false}, {1, true}}, b[] = {{0, true}, {1, false}};
	static const struct lesson bound[] = {{0, true}, {1, true}, {2, false}};

	(void)state;
	assert_int_equal(left_over(a, 2, 1), 0);
	assert_int_equal(left_over(b, 2, 1), 0);
	assert_int_equal(left_over(bound, 3, 1), 1);
	assert_int_equal(left_over(bound, 3, 0), 2);
}

/* Three lessons at one time for two teachers: the one left over weighs more at each look, and what
 * weighed more is forgotten once it is served. */
static void who_is_left_over_is_pressed(void **state)
{
	struct weft_builder *b = start_week(2, 2);
	struct one_worker school;
	struct search_supply *supply;
	uint32_t before = SUPPLY_UNIT, lesson = 0;
	weft_mark mark;

	(void)state;
	for (uint32_t e = 0; e < 3; e++) {
		add_lesson(b, e);
		weft_builder_set_event_time(b, e, 0);
	}
	one_worker_start(&school, finish(b), 1000);
	supply = search_supply_create(school.arena, &school.structure, school.worker->solution);
	assert_int_equal(search_supply_pressed(supply), SUPPLY_UNIT);
	for (uint32_t i = 0; i < 20; i++) {
		search_supply_press(supply, most_pressure);
		assert_true(search_supply_pressed(supply) > before || before == 10 * SUPPLY_UNIT);
		before = search_supply_pressed(supply);
	}
	assert_int_equal(before, 10 * SUPPLY_UNIT);
	while (search_supply_resource(supply, lesson, 0) != WEFT_NONE)
		lesson++;
	mark = weft_solution_mark(school.worker->solution);
	worker_set_start(school.worker, school.structure.needs[lesson].event, 1);
	search_supply_follow(supply, mark);
	assert_int_equal(search_supply_pressed(supply), 0);
	search_supply_undo(supply);
	assert_int_equal(search_supply_pressed(supply), before);
	search_supply_follow(supply, mark);
	search_supply_keep(supply);
	for (uint32_t i = 0; i < 40; i++)
		search_supply_press(supply, most_pressure);
	weft_solution_keep(school.worker->solution, mark);
	mark = weft_solution_mark(school.worker->solution);
	worker_set_start(school.worker, school.structure.needs[lesson].event, 0);
	search_supply_follow(supply, mark);
	assert_int_equal(search_supply_pressed(supply), SUPPLY_UNIT);
	one_worker_stop(&school);
}

/* One teacher, one lesson that goes to and fro: who leaves a time is free there again. */
static void who_leaves_is_free_again(void **state)
{
	struct weft_builder *b = start_week(2, 1);
	struct one_worker school;
	struct search_worker *w;

	(void)state;
	add_lesson(b, 0);
	one_worker_start(&school, finish(b), 1000);
	w = school.worker;
	w->supply = search_supply_create(school.arena, w->st, w->solution);
	for (uint32_t i = 0; i < 6; i++) {
		weft_mark mark = weft_solution_mark(w->solution);

		worker_set_start(w, 0, i % 2);
		search_supply_follow(w->supply, mark);
		weft_solution_keep(w->solution, mark);
		search_supply_keep(w->supply);
		check(&school, w->supply);
		assert_int_equal(search_supply_needed(w->supply), 1);
		assert_int_equal(search_supply_missing(w->supply), 0);
	}
	one_worker_stop(&school);
}

/* Two lessons at one time; one is locked with the second teacher. */
static void who_is_locked_is_not_looked_for(void **state)
{
	struct weft_builder *b = start_week(1, 2);
	struct one_worker school;
	struct search_supply *supply;
	const struct weft_event *events;

	(void)state;
	for (uint32_t e = 0; e < 2; e++) {
		add_lesson(b, e);
		weft_builder_set_event_time(b, e, 0);
	}
	one_worker_start(&school, finish(b), 1000);
	events = school.instance->events;
	weft_solution_set_resource(school.worker->solution, events[0].first_meet, 0, 1);
	school.structure.locked[events[0].first_meet] = 1;
	supply = search_supply_create(school.arena, &school.structure, school.worker->solution);
	assert_int_equal(search_supply_needed(supply), 1);
	assert_int_equal(search_supply_missing(supply), 0);
	for (uint32_t i = 0; i < school.structure.n_needs; i++)
		assert_int_equal(search_supply_resource(supply, i, 0),
				 school.structure.needs[i].event == 0 ? WEFT_NONE : 0);
	one_worker_stop(&school);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_every_move_and_back),
		cmocka_unit_test(shortages_are_of_meets_that_run),
		cmocka_unit_test(times_first_ends_with_a_whole_solution),
		cmocka_unit_test(who_is_in_the_way_goes_elsewhere),
		cmocka_unit_test(workload_is_kept_by_handing_on),
		cmocka_unit_test(who_is_left_over_is_pressed),
		cmocka_unit_test(who_leaves_is_free_again),
		cmocka_unit_test(who_is_locked_is_not_looked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
