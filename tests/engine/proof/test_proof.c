/* The proof against trying every timetable of small instances. */
#include "engine/proof.h"

#include "random_instance.h"

#include "base/bits.h"

#include "sanitized.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct deadline never = {&clock_system, INT64_MAX};

/* --- every timetable ----------------------------------------------------- */

struct trial {
	struct weft_solution *solution;
	const uint32_t *rule_of; /* by constraint, WEFT_NONE: not asked about */
	uint64_t *broken;        /* sets of rules broken by each timetable, without repetition */
	size_t n_broken, cap;
	uint64_t steps;
	bool too_many;
	/* How many meets of another timetable can be kept at most in one that breaks
	 * nothing. */
	const struct weft_solution *wished;
	uint64_t all;
	uint32_t most_kept;
};

/* Timetabled meets of a for which b has an equal one. */
static uint32_t count_kept(const struct weft_solution *a, const struct weft_solution *b)
{
	const struct weft_instance *instance = weft_solution_instance(a);
	bool taken[64] = {false};
	uint32_t kept = 0;

	assert_true(instance->n_meets <= 64);
	for (uint32_t e = 0; e < instance->n_events; e++) {
		uint32_t first = instance->events[e].first_meet;

		for (uint32_t i = first; i < first + weft_solution_n_meets(a, e); i++) {
			const struct weft_meet *x = weft_solution_meet(a, i);
			bool found = x->start == WEFT_NONE;

			for (uint32_t j = first; !found && j < first + weft_solution_n_meets(b, e);
			     j++) {
				const struct weft_meet *y = weft_solution_meet(b, j);

				found = !taken[j] && x->start == y->start &&
					x->duration == y->duration;
				if (found) {
					taken[j] = true;
					kept++;
				}
			}
		}
	}
	return kept;
}

static void note(struct trial *trial)
{
	struct weft_violation violation;
	uint32_t cursor = 0;
	uint64_t broken = 0;

	while (weft_solution_next_violation(trial->solution, &cursor, &violation))
		if (trial->rule_of[violation.constraint] != WEFT_NONE && violation.cost > 0)
			broken |= UINT64_C(1) << trial->rule_of[violation.constraint];
	if ((broken & trial->all) == 0 && trial->wished != NULL) {
		uint32_t kept = count_kept(trial->wished, trial->solution);

		trial->most_kept = kept > trial->most_kept ? kept : trial->most_kept;
	}
	for (size_t i = 0; i < trial->n_broken; i++)
		if ((trial->broken[i] & ~broken) == 0)
			return;
	assert_true(trial->n_broken < trial->cap);
	trial->broken[trial->n_broken++] = broken;
}

static void try_event(struct trial *trial, uint32_t event);

/* Resources of one meet, from the need-th on; then its next meet. */
static void try_needs(struct trial *trial, uint32_t event, uint32_t k, uint32_t need)
{
	const struct weft_instance *instance = weft_solution_instance(trial->solution);
	const struct weft_event *e = &instance->events[event];
	uint32_t meet = e->first_meet + k;

	if (trial->too_many)
		return;
	if (need < e->n_resources) {
		if (instance->event_resources[e->first_resource + need].resource != WEFT_NONE) {
			try_needs(trial, event, k, need + 1);
			return;
		}
		for (uint32_t r = 0; r <= instance->n_resources; r++) {
			uint32_t choice = r == instance->n_resources ? WEFT_NONE : r;

			if (choice != WEFT_NONE &&
			    !weft_solution_may_use(trial->solution, meet, need, choice))
				continue;
			weft_solution_set_resource(trial->solution, meet, need, choice);
			try_needs(trial, event, k, need + 1);
		}
		return;
	}
	if (k + 1 == weft_solution_n_meets(trial->solution, event)) {
		try_event(trial, event + 1);
		return;
	}
	for (uint32_t t = 0; t <= instance->n_times; t++) {
		uint32_t start = t == instance->n_times ? WEFT_NONE : t;

		if (!weft_solution_may_start(trial->solution, meet + 1, start))
			continue;
		weft_solution_set_time(trial->solution, meet + 1, start);
		try_needs(trial, event, k + 1, 0);
	}
}

static void try_meets(struct trial *trial, uint32_t event, const int32_t *durations, uint32_t n)
{
	const struct weft_instance *instance = weft_solution_instance(trial->solution);
	uint32_t meet = instance->events[event].first_meet;
	struct err err;

	for (uint32_t t = 0; t <= instance->n_times && !trial->too_many; t++) {
		uint32_t start = t == instance->n_times ? WEFT_NONE : t;

		assert_true(weft_solution_set_meets(trial->solution, event, durations, n, &err));
		if (!weft_solution_may_start(trial->solution, meet, start))
			continue;
		weft_solution_set_time(trial->solution, meet, start);
		try_needs(trial, event, 0, 0);
	}
}

/* Every way to split a duration of at most 4. */
static void try_event(struct trial *trial, uint32_t event)
{
	static const int32_t ways[][4] = {
		{1}, {2},    {1, 1}, {3},       {2, 1},       {1, 1, 1},
		{4}, {3, 1}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1},
	};
	static const int32_t total[] = {1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4};
	static const uint32_t parts[] = {1, 1, 2, 1, 2, 3, 1, 2, 2, 3, 4};
	const struct weft_instance *instance = weft_solution_instance(trial->solution);

	if (event == instance->n_events) {
		note(trial);
		trial->too_many = trial->too_many || ++trial->steps > 40000;
		return;
	}
	for (size_t i = 0; i < sizeof total / sizeof *total; i++)
		if (total[i] == instance->events[event].duration)
			try_meets(trial, event, ways[i], parts[i]);
}

/* --- against the proof --------------------------------------------------- */

static uint64_t set_of(struct weft_list list)
{
	uint64_t set = 0;

	for (uint32_t i = 0; i < list.n; i++)
		set |= UINT64_C(1) << list.at[i];
	return set;
}

/* Can the rules hold, with the facts? */
static bool can_hold(const struct trial *trial, uint64_t rules, uint64_t facts)
{
	for (size_t i = 0; i < trial->n_broken; i++)
		if ((trial->broken[i] & (rules | facts)) == 0)
			return true;
	return false;
}

static void check_conflicts(struct weft_proof *proof, const struct trial *trial, uint64_t facts,
			    struct arena *arena)
{
	struct weft_rules rules = weft_proof_rules(proof);
	struct weft_conflicts conflicts = weft_proof_conflicts(proof, 50, &never, arena);
	uint64_t n_minimal = 0;

	assert_true(conflicts.n > 0);
	assert_true(conflicts.complete);
	for (size_t i = 0; i < conflicts.n; i++) {
		uint64_t set = set_of(conflicts.at[i].rules);

		assert_true(conflicts.at[i].minimal);
		assert_false(can_hold(trial, set, facts));
		for (uint32_t r = 0; r < rules.n; r++)
			if ((set >> r & 1) != 0)
				assert_true(can_hold(trial, set & ~(UINT64_C(1) << r), facts));
	}
	/* Count the minimal conflicts by trying all sets, where there are few rules. */
	if (rules.n > 10)
		return;
	for (uint64_t set = 0; set < UINT64_C(1) << rules.n; set++) {
		bool minimal = !can_hold(trial, set, facts);

		for (uint32_t r = 0; minimal && r < rules.n; r++)
			minimal = (set >> r & 1) == 0 ||
				  can_hold(trial, set & ~(UINT64_C(1) << r), facts);
		n_minimal += minimal;
	}
	assert_int_equal(n_minimal, conflicts.n);
}

static void check_relaxations(struct weft_proof *proof, const struct trial *trial, uint64_t facts,
			      struct arena *arena)
{
	struct weft_rules rules = weft_proof_rules(proof);
	struct weft_relaxations relaxations = weft_proof_relaxations(proof, 3, 1, &never, arena);
	uint64_t all = (UINT64_C(1) << rules.n) - 1;
	int64_t cheapest = INT64_MAX;

	if (!can_hold(trial, 0, facts))
		return;
	for (uint64_t set = 0; rules.n <= 10 && set <= all; set++) {
		int64_t price = 0;

		for (uint32_t r = 0; r < rules.n; r++)
			if ((set >> r & 1) != 0)
				price += rules.at[r].price == WEFT_NO_PRICE ? 1 : rules.at[r].price;
		if (price < cheapest && can_hold(trial, all & ~set, facts))
			cheapest = price;
	}
	assert_true(relaxations.n > 0);
	if (rules.n <= 10)
		assert_int_equal(relaxations.at[0].price, cheapest);
	for (size_t i = 0; i < relaxations.n; i++)
		if (relaxations.at[i].number_by == 0)
			assert_true(can_hold(trial, all & ~set_of(relaxations.at[i].rules), facts));
}

static uint32_t count_timetabled(const struct weft_solution *solution)
{
	return count_kept(solution, solution);
}

/* Wishes that name nobody are the meets of a timetable: as many can be kept. */
static void check_keep(struct weft_proof *proof, const struct weft_solution *before, uint32_t moved)
{
	const struct weft_instance *instance = weft_solution_instance(before);
	struct weft_wish wish[64];
	struct weft_wishes wishes = {wish, 0};
	struct weft_repair repair = {0};

	for (uint32_t e = 0; e < instance->n_events; e++) {
		uint32_t first = instance->events[e].first_meet;

		for (uint32_t m = first; m < first + weft_solution_n_meets(before, e); m++) {
			const struct weft_meet *meet = weft_solution_meet(before, m);

			if (meet->start != WEFT_NONE && wishes.n < 64)
				wish[wishes.n++] = (struct weft_wish){e, meet->start,
								      meet->duration, 0, WEFT_NONE};
		}
	}
	assert_int_equal(weft_proof_keep(proof, NULL, &wishes, &never, &repair), WEFT_FEASIBLE);
	assert_true(repair.least);
	assert_int_equal(repair.moved, moved);
}

static void check_repair(struct weft_proof *proof, struct trial *trial, uint64_t seed)
{
	const struct weft_instance *instance = weft_solution_instance(trial->solution);
	struct weft_solution *before = weft_solution_create(instance);
	struct weft_solution *after = weft_solution_create(instance);
	struct weft_repair repair;
	struct rng rng;

	rng_init(&rng, seed);
	for (size_t i = 0; i < 40; i++)
		random_change(&rng, before);
	trial->wished = before;
	trial->steps = 0;
	trial->most_kept = 0;
	try_event(trial, 0);
	weft_solution_copy(after, before);
	assert_int_equal(weft_proof_repair(proof, after, NULL, &never, &repair), WEFT_FEASIBLE);
	assert_int_equal(weft_solution_cost(after).hard, 0);
	assert_true(repair.least);
	assert_int_equal(count_kept(before, after), trial->most_kept);
	assert_int_equal(repair.moved, count_timetabled(before) - trial->most_kept);
	check_keep(proof, before, repair.moved);
	weft_solution_destroy(after);
	weft_solution_destroy(before);
}

struct tally {
	size_t feasible, infeasible, skipped;
};

static void check_instance(const struct weft_instance *instance, uint64_t seed, struct tally *tally)
{
	static uint64_t broken[40000];
	struct arena *arena = arena_create(1U << 14);
	struct weft_solution *solution = weft_solution_create(instance);
	uint32_t *rule_of = arena_array(arena, uint32_t, instance->n_constraints);
	struct trial trial = {
		.solution = solution, .rule_of = rule_of, .broken = broken, .cap = 10000};
	struct weft_proof *proof = NULL;
	struct weft_rules rules;
	struct err err;
	uint64_t facts = 0;
	bool possible;

	assert_true(weft_proof_create(&proof, instance, NULL, &err));
	rules = weft_proof_rules(proof);
	assert_true(rules.n < 60);
	for (uint32_t c = 0; c < instance->n_constraints; c++) {
		const struct weft_constraint *constraint = &instance->constraints[c];

		rule_of[c] = WEFT_NONE;
		if (constraint->required && constraint->weight > 0 &&
		    constraint->kind == WEFT_SPLIT_EVENTS)
			rule_of[c] = 60; /* the facts */
	}
	facts = UINT64_C(1) << 60;
	for (uint32_t r = 0; r < rules.n; r++)
		for (uint32_t i = 0; i < rules.at[r].constraints.n; i++)
			rule_of[rules.at[r].constraints.at[i]] = r;
	if (weft_proof_not_covered(proof).n == 0)
		try_event(&trial, 0);
	if (trial.too_many || weft_proof_not_covered(proof).n > 0) {
		tally->skipped++;
		goto done;
	}
	possible = can_hold(&trial, (UINT64_C(1) << rules.n) - 1, facts);
	if (weft_proof_decide(proof, NULL, &never) == WEFT_FEASIBLE) {
		assert_true(possible);
		weft_proof_solution(proof, solution);
		assert_int_equal(weft_solution_cost(solution).hard, 0);
		trial.all = ((UINT64_C(1) << rules.n) - 1) | facts;
		check_repair(proof, &trial, seed);
		tally->feasible++;
	} else {
		assert_false(possible);
		check_conflicts(proof, &trial, facts, arena);
		check_relaxations(proof, &trial, facts, arena);
		tally->infeasible++;
	}
done:
	weft_proof_destroy(proof);
	weft_solution_destroy(solution);
	arena_destroy(arena);
}

static void agrees_with_trying_every_timetable(void **state)
{
	const uint64_t cases = rounds(1500);
	static const struct random_size size = {
		.times = 4, .days = 2, .resources = 2, .events = 2, .constraints = WEFT_N_KINDS};
	struct tally tally = {0};

	(void)state;
	for (uint64_t seed = 0; seed < cases; seed++) {

		struct weft_instance *instance;
		struct rng rng;

		rng_init(&rng, seed);
		instance = random_instance(&rng, &size);
		check_instance(instance, seed, &tally);
		weft_instance_destroy(instance);
	}
	print_message("# %zu feasible, %zu infeasible, %zu too large\n", tally.feasible,
		      tally.infeasible, tally.skipped);
	assert_true(tally.feasible > rounds(20) && tally.infeasible > rounds(80));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_trying_every_timetable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
