/* The search on small instances: what it promises, on every kind of constraint. */
#include "engine/search.h"

#include "random_instance.h"
#include "sanitized.h"
#include "slow_eval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct weft_instance *make(uint64_t seed)
{
	struct rng rng;

	rng_init(&rng, seed);
	return random_instance(&rng, &(struct random_size){20, 4, 8, 14, 24});
}

static struct weft_search_options counted(uint64_t iterations)
{
	return (struct weft_search_options){
		.clock = &clock_system,
		.iterations = iterations,
		.seed = 7,
		.threads = 1,
	};
}

static bool is_same(const struct weft_solution *a, const struct weft_solution *b)
{
	const struct weft_instance *in = weft_solution_instance(a);

	for (uint32_t e = 0; e < in->n_events; e++) {
		if (weft_solution_n_meets(a, e) != weft_solution_n_meets(b, e))
			return false;
		for (uint32_t k = 0; k < weft_solution_n_meets(a, e); k++) {
			uint32_t meet = in->events[e].first_meet + k;
			const struct weft_meet *x = weft_solution_meet(a, meet);
			const struct weft_meet *y = weft_solution_meet(b, meet);

			if (x->start != y->start || x->duration != y->duration)
				return false;
			for (uint32_t i = 0; i < in->events[e].n_resources; i++)
				if (weft_solution_resource(a, meet, i) !=
				    weft_solution_resource(b, meet, i))
					return false;
		}
	}
	return true;
}

static void finds_the_cost_that_the_slow_evaluator_finds(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(40); seed++) {
		struct weft_instance *in = make(seed);
		struct weft_solution *s = weft_solution_create(in);
		struct arena *arena = arena_create(4096);
		const struct weft_search_options options = counted(3000);
		struct weft_search_result result;
		struct weft_cost slow;

		weft_search_run(in, &options, s, &result);
		slow = slow_cost(s, arena);
		assert_int_equal(result.cost.hard, slow.hard);
		assert_int_equal(result.cost.soft, slow.soft);
		assert_false(weft_cost_less(result.cost, result.bound));
		arena_destroy(arena);
		weft_solution_destroy(s);
		weft_instance_destroy(in);
	}
}

static void repeats_itself_with_the_same_seed_and_moves(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(12); seed++) {
		struct weft_instance *in = make(seed);
		struct weft_solution *a = weft_solution_create(in), *b = weft_solution_create(in);
		const struct weft_search_options options = counted(20000);
		struct weft_search_result first, second;

		weft_search_run(in, &options, a, &first);
		weft_search_run(in, &options, b, &second);
		assert_true(is_same(a, b));
		assert_int_equal(first.iterations, second.iterations);
		weft_solution_destroy(a);
		weft_solution_destroy(b);
		weft_instance_destroy(in);
	}
}

static void is_never_worse_than_what_it_was_given(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(30); seed++) {
		struct weft_instance *in = make(seed);
		struct weft_solution *s = weft_solution_create(in);
		const struct weft_search_options longer = counted(20000), shorter = counted(300);
		struct weft_search_result before, after;

		weft_search_run(in, &longer, s, &before);
		weft_search_run(in, &shorter, s, &after);
		assert_false(weft_cost_less(before.cost, after.cost));
		assert_int_equal(after.cost.hard, weft_solution_cost(s).hard);
		weft_solution_destroy(s);
		weft_instance_destroy(in);
	}
}

static void gains_from_more_moves(void **state)
{
	struct weft_cost few = {0}, many = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct weft_instance *in = make(seed);
		struct weft_solution *a = weft_solution_create(in), *b = weft_solution_create(in);
		const struct weft_search_options shorter = counted(1), longer = counted(30000);
		struct weft_search_result result;

		weft_search_run(in, &shorter, a, &result);
		few.hard += result.cost.hard;
		few.soft += result.cost.soft;
		weft_search_run(in, &longer, b, &result);
		many.hard += result.cost.hard;
		many.soft += result.cost.soft;
		weft_solution_destroy(a);
		weft_solution_destroy(b);
		weft_instance_destroy(in);
	}
	assert_true(weft_cost_less(many, few));
}

static void leaves_locked_meets_where_they_are(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(30); seed++) {
		struct weft_instance *in = make(seed);
		struct weft_solution *s = weft_solution_create(in);
		struct weft_search_options options = counted(2000);
		struct weft_search_result result;
		struct weft_meet was[64];
		uint32_t locked[64], resources[64], n = 0;

		weft_search_run(in, &options, s, &result);
		for (uint32_t e = 0; e < in->n_events; e += 2) {
			was[n] = *weft_solution_meet(s, in->events[e].first_meet);
			resources[n] = in->events[e].n_resources == 0
					       ? WEFT_NONE
					       : weft_solution_resource(s, in->events[e].first_meet,
									0);
			locked[n++] = in->events[e].first_meet;
		}
		options.locked = (struct weft_list){locked, n};
		options.seed = 99;
		options.iterations = 20000;
		weft_search_run(in, &options, s, &result);
		for (uint32_t i = 0; i < n; i++) {
			const struct weft_meet *now = weft_solution_meet(s, locked[i]);

			assert_int_equal(now->start, was[i].start);
			assert_int_equal(now->duration, was[i].duration);
			if (resources[i] != WEFT_NONE)
				assert_int_equal(weft_solution_resource(s, locked[i], 0),
						 resources[i]);
		}
		weft_solution_destroy(s);
		weft_instance_destroy(in);
	}
}

static void stops_at_once_when_told_to(void **state)
{
	struct weft_instance *in = make(3);
	struct weft_solution *s = weft_solution_create(in);
	atomic_bool stop = true;
	struct weft_search_options options = counted(0);
	struct weft_search_result result;

	(void)state;
	options.seconds = 1000;
	options.stop = &stop;
	weft_search_run(in, &options, s, &result);
	assert_true(result.seconds < 60);
	assert_true(result.iterations < 100000);
	weft_solution_destroy(s);
	weft_instance_destroy(in);
}

struct reports {
	unsigned n;
	struct weft_cost last;
	bool grew;
};

static bool count_reports(void *user, const struct weft_search_progress *progress)
{
	struct reports *reports = user;

	if (reports->n > 0 && weft_cost_less(reports->last, progress->cost))
		reports->grew = true;
	reports->last = progress->cost;
	return ++reports->n < 5;
}

static void reports_until_the_caller_has_enough(void **state)
{
	struct weft_instance *in = make(3);
	struct weft_solution *s = weft_solution_create(in);
	struct reports reports = {0};
	struct weft_search_options options = counted(0);
	struct weft_search_result result;

	(void)state;
	options.seconds = 1000;
	options.progress = count_reports;
	options.user = &reports;
	options.progress_seconds = 1e-6;
	weft_search_run(in, &options, s, &result);
	assert_true(result.proved || reports.n == 5);
	assert_false(reports.grew);
	weft_solution_destroy(s);
	weft_instance_destroy(in);
}

static void several_threads_agree_with_the_slow_evaluator(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(10); seed++) {
		struct weft_instance *in = make(seed);
		struct weft_solution *s = weft_solution_create(in);
		struct arena *arena = arena_create(4096);
		struct weft_search_options options = counted(20000);
		struct weft_search_result result;
		struct weft_cost slow;

		options.threads = 3;
		weft_search_run(in, &options, s, &result);
		slow = slow_cost(s, arena);
		assert_int_equal(result.cost.hard, slow.hard);
		assert_int_equal(result.cost.soft, slow.soft);
		arena_destroy(arena);
		weft_solution_destroy(s);
		weft_instance_destroy(in);
	}
}

static void gives_back_the_multipliers_it_found(void **state)
{
	struct weft_instance *in = make(5);
	struct weft_solution *s = weft_solution_create(in);
	const struct weft_search_options options = counted(2000);
	struct weft_search_result result;

	(void)state;
	weft_solution_set_point_multiplier(s, 0, 12345);
	weft_search_run(in, &options, s, &result);
	assert_int_equal(weft_solution_multiplier(s, 0), 12345);
	weft_solution_destroy(s);
	weft_instance_destroy(in);
}

enum { FAST = 40 };

/* Forty times as fast as time. */
static int64_t fast_ns(const struct clock *clock)
{
	(void)clock;
	return FAST * clock_monotonic_ns(&clock_system);
}

static int64_t fast_utc_ms(const struct clock *clock)
{
	(void)clock;
	return FAST * clock_utc_ms(&clock_system);
}

static void timed_runs_with_windows_agree_with_the_slow_evaluator(void **state)
{
	const struct clock fast = {.monotonic_ns = fast_ns, .utc_ms = fast_utc_ms};
	uint64_t windows = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(4); seed++) {
		struct weft_instance *in = make(seed + 50);
		struct weft_solution *s = weft_solution_create(in);
		struct arena *arena = arena_create(4096);
		struct weft_search_options options = counted(0);
		struct weft_search_result result;
		struct weft_cost slow;

		options.clock = &fast;
		options.seconds = 20;
		weft_search_run(in, &options, s, &result);
		for (uint32_t i = 0; i < result.n_moves; i++)
			if (strcmp(result.moves[i].name, "window") == 0)
				windows += result.moves[i].tried;
		slow = slow_cost(s, arena);
		assert_int_equal(result.cost.hard, slow.hard);
		assert_int_equal(result.cost.soft, slow.soft);
		assert_true(result.proved || result.seconds >= 20);
		assert_true(result.seconds < 30 * FAST);
		arena_destroy(arena);
		weft_solution_destroy(s);
		weft_instance_destroy(in);
	}
	assert_true(windows > 0);
}

/* A teacher with eight times for six lessons in two days of four, of which each day may
 * have two without cost: at least two are too many. */
static struct weft_instance *full_days(void)
{
	struct weft_builder *b = weft_builder_create(STR("full"));
	uint32_t type = weft_builder_add_resource_type(b, STR("T"), STR("T"));
	uint32_t teacher = weft_builder_add_resource(b, STR("lee"), STR("lee"), type);
	uint32_t lesson, clashes, assign, limit, days[2];
	struct weft_instance *in;
	struct err err;

	for (uint32_t d = 0; d < 2; d++) {
		days[d] = weft_builder_add_time_group(b, d == 0 ? STR("d0") : STR("d1"), STR("d"),
						      WEFT_DAY);
		for (uint32_t t = 0; t < 4; t++) {
			char id[8] = {'t', (char)('0' + d), (char)('0' + t), 0};

			weft_builder_put_time(b, days[d],
					      weft_builder_add_time(b, str_from(id), STR("")));
		}
	}
	assign = weft_builder_add_constraint(
		b, &(struct weft_rule){.kind = WEFT_ASSIGN_TIME, .required = true, .weight = 1});
	clashes = weft_builder_add_constraint(
		b, &(struct weft_rule){.kind = WEFT_AVOID_CLASHES, .required = true, .weight = 1});
	limit = weft_builder_add_constraint(b, &(struct weft_rule){.kind = WEFT_LIMIT_BUSY_TIMES,
								   .weight = 3,
								   .limits = {.maximum = 2}});
	for (uint32_t i = 0; i < 6; i++) {
		char id[4] = {'e', (char)('0' + i), 0};

		lesson = weft_builder_add_event(b, str_from(id), STR(""), 1);
		(void)weft_builder_add_need(b, lesson,
					    &(struct weft_need){.type = type, .resource = teacher});
		weft_builder_apply_to_event(b, assign, lesson);
	}
	weft_builder_apply_to_resource(b, clashes, teacher);
	weft_builder_apply_to_resource(b, limit, teacher);
	weft_builder_name_time_group(b, limit, days[0]);
	weft_builder_name_time_group(b, limit, days[1]);
	assert_true(weft_builder_finish(b, &in, &err));
	weft_builder_destroy(b);
	return in;
}

static void proves_what_full_days_must_cost(void **state)
{
	struct weft_instance *in = full_days();
	struct weft_solution *s = weft_solution_create(in);
	const struct weft_search_options options = counted(20000);
	struct weft_search_result result;

	(void)state;
	assert_int_equal(weft_search_bound(in).hard, 0);
	assert_int_equal(weft_search_bound(in).soft, 6);
	weft_search_run(in, &options, s, &result);
	assert_int_equal(result.cost.soft, 6);
	assert_true(result.proved);
	assert_true(result.iterations < 20000);
	weft_solution_destroy(s);
	weft_instance_destroy(in);
}

static void has_what_can_be_left_out(void **state)
{
	static const char *const names[] = {"time", "cut", "window", "times-first"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_true(weft_search_has(names[i]));
	assert_false(weft_search_has("tim"));
	assert_false(weft_search_has(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_cost_that_the_slow_evaluator_finds),
		cmocka_unit_test(repeats_itself_with_the_same_seed_and_moves),
		cmocka_unit_test(is_never_worse_than_what_it_was_given),
		cmocka_unit_test(gains_from_more_moves),
		cmocka_unit_test(leaves_locked_meets_where_they_are),
		cmocka_unit_test(stops_at_once_when_told_to),
		cmocka_unit_test(reports_until_the_caller_has_enough),
		cmocka_unit_test(several_threads_agree_with_the_slow_evaluator),
		cmocka_unit_test(gives_back_the_multipliers_it_found),
		cmocka_unit_test(timed_runs_with_windows_agree_with_the_slow_evaluator),
		cmocka_unit_test(proves_what_full_days_must_cost),
		cmocka_unit_test(has_what_can_be_left_out),
	};

	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
