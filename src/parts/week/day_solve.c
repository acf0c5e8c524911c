/* Musts first, then as many of the others as can be, in the order of their rank.
 *
 * One proof object answers all questions: may these rules hold together? All rules are asked
 * first, which is the usual end. Otherwise the musts are asked; if they cannot hold, a second
 * instance with nothing but musts gives the smallest conflicts. If they can, the others are added
 * in runs: a run that fits is kept, one that does not is halved, and a single rule that does
 * not fit is given up. So a rule is only given up for rules that count at least as much. */
#include "parts/week/day_internal.h"

#include <stdlib.h>

static void make_classes(struct day_maker *maker)
{
	struct day *day = maker->day;
	static const struct day_rule structure = {.kind = DAY_RULE_STRUCTURE};

	maker->clash_classes = day_constraint(maker, WEFT_AVOID_CLASHES, &structure, NULL);
	maker->clash_people = day_constraint(maker, WEFT_AVOID_CLASHES, &structure, NULL);
	maker->unit_resource = arena_array(day->arena, uint32_t, day->units.n);
	for (uint32_t u = 0; u < day->units.n; u++) {
		struct str id = day_id(maker, arena_printf(day->arena, "unit %u", u));

		maker->unit_resource[u] = weft_builder_add_resource(maker->builder, id, id,
								    maker->class_type);
		weft_builder_apply_to_resource(maker->builder, maker->clash_classes,
					       maker->unit_resource[u]);
	}
	maker->person_resource = arena_array(day->arena, uint32_t, day->zone->people.n);
	for (size_t p = 0; p < day->zone->people.n; p++)
		maker->person_resource[p] = WEFT_NONE;
}

struct day_maker day_maker_of(const struct day *day, bool musts_only)
{
	const struct zone_shape *shape = &day->zone->shapes.at[day->shape];
	struct day_maker maker = {.builder = weft_builder_create(shape->code),
				  .first_minute = shape->student_start,
				  .tick = day->zone->info.at[0].tick_minutes,
				  .musts_only = musts_only};

	maker.ticks = (shape->student_end - shape->student_start) / maker.tick;
	maker.class_type = weft_builder_add_resource_type(maker.builder, STR("class"),
							  STR("class"));
	maker.person_type = weft_builder_add_resource_type(maker.builder, STR("person"),
							   STR("person"));
	maker.pair_type = weft_builder_add_resource_type(maker.builder, STR("pair"), STR("pair"));
	return maker;
}

void day_make(struct day_maker *maker)
{
	struct day *day = maker->day;
	struct str name = day_id(maker, STR("day"));
	uint32_t group = weft_builder_add_time_group(maker->builder, name, name, WEFT_DAY);

	for (int32_t t = 0; t < maker->ticks; t++) {
		struct str id = day_id(maker, arena_printf(day->arena, "%d", t));

		weft_builder_put_time(maker->builder, group,
				      weft_builder_add_time(maker->builder, id, id));
	}
	make_classes(maker);
	day_make_needs(maker);
	day_make_waves(maker);
	day_make_rules(maker);
	day_make_services(maker);
	day_make_locks(maker);
}

bool day_build(struct day *day, bool musts_only, struct weft_instance **ret, struct err *err)
{
	struct day_maker maker = day_maker_of(day, musts_only);
	bool ok;

	day->items.n = 0;
	day->rules.n = 0;
	maker.day = day;
	day_make(&maker);
	ok = weft_builder_finish(maker.builder, ret, err);
	weft_builder_destroy(maker.builder);
	return ok;
}

/* ---- Which rules hold ---- */

struct chooser {
	struct day *day;
	struct weft_proof *proof;
	const struct deadline *deadline;
	struct weft_rules rules;
	VEC(uint32_t) kept; /* rule indexes */
	VEC(uint32_t) given_up;
};

static const struct day_rule *rule_of(const struct chooser *chooser, uint32_t rule)
{
	return &chooser->day->rules.at[chooser->rules.at[rule].tag - 1];
}

static int compare_u32(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static enum weft_verdict decide(struct chooser *chooser, const uint32_t *more, size_t n)
{
	uint32_t *at = arena_array(chooser->day->arena, uint32_t, chooser->kept.n + n);
	struct weft_list list = {at, (uint32_t)(chooser->kept.n + n)};

	for (size_t i = 0; i < chooser->kept.n; i++)
		at[i] = chooser->kept.at[i];
	for (size_t i = 0; i < n; i++)
		at[chooser->kept.n + i] = more[i];
	qsort(at, list.n, sizeof *at, compare_u32);
	return weft_proof_decide(chooser->proof, &list, chooser->deadline);
}

static void keep(struct chooser *chooser, const uint32_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*vec_push(chooser->day->arena, &chooser->kept) = at[i];
}

/* The runs are halved with a list of those left, as calls may not nest without bound. */
static void add_others(struct chooser *chooser, const uint32_t *at, size_t n)
{
	struct run {
		size_t from, to;
	};
	VEC(struct run) left = {0};

	*vec_push(chooser->day->arena, &left) = (struct run){0, n};
	while (left.n > 0) {
		struct run run = left.at[--left.n];
		size_t middle = run.from + (run.to - run.from) / 2;

		if (run.from == run.to)
			continue;
		if (decide(chooser, at + run.from, run.to - run.from) == WEFT_FEASIBLE) {
			keep(chooser, at + run.from, run.to - run.from);
		} else if (run.to - run.from == 1) {
			*vec_push(chooser->day->arena, &chooser->given_up) = at[run.from];
		} else {
			*vec_push(chooser->day->arena, &left) = (struct run){middle, run.to};
			*vec_push(chooser->day->arena, &left) = (struct run){run.from, middle};
		}
	}
}

/* By strength, then rank: an insertion sort of some dozens. */
static void sort_rules(const struct chooser *chooser, uint32_t *at, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0; j--) {
			const struct day_rule *a = rule_of(chooser, at[j - 1]);
			const struct day_rule *b = rule_of(chooser, at[j]);
			uint32_t other = at[j];

			if (a->strength < b->strength ||
			    (a->strength == b->strength && a->rank <= b->rank))
				break;
			at[j] = at[j - 1];
			at[j - 1] = other;
		}
}

static enum weft_verdict choose(struct chooser *chooser)
{
	struct arena *arena = chooser->day->arena;
	uint32_t *others = arena_array(arena, uint32_t, chooser->rules.n);
	enum weft_verdict verdict = weft_proof_decide(chooser->proof, NULL, chooser->deadline);
	size_t n = 0;

	if (verdict == WEFT_FEASIBLE)
		return verdict;
	for (uint32_t r = 0; r < chooser->rules.n; r++)
		if (rule_of(chooser, r)->strength == ZONE_MUST)
			*vec_push(arena, &chooser->kept) = r;
		else
			others[n++] = r;
	if (n > 0)
		verdict = decide(chooser, NULL, 0);
	if (verdict != WEFT_FEASIBLE)
		return verdict;
	sort_rules(chooser, others, n);
	add_others(chooser, others, n);
	return decide(chooser, NULL, 0);
}

/* ---- The plan before ---- */

/* The rules that were kept stay; within them as much as can be stays as it was. */
static enum weft_verdict keep_before(struct chooser *chooser, const struct weft_instance *instance)
{
	struct weft_wishes wishes = day_wishes(chooser->day, instance);
	struct weft_list kept = {chooser->kept.at, (uint32_t)chooser->kept.n};
	const struct weft_list *rules = chooser->kept.n > 0 ? &kept : NULL;
	struct weft_repair repair;

	if (wishes.n == 0)
		return WEFT_FEASIBLE;
	if (chooser->kept.n > 1)
		qsort(chooser->kept.at, chooser->kept.n, sizeof *chooser->kept.at, compare_u32);
	if (weft_proof_keep(chooser->proof, rules, &wishes, chooser->deadline, &repair) ==
	    WEFT_FEASIBLE)
		return WEFT_FEASIBLE;
	return weft_proof_decide(chooser->proof, rules, chooser->deadline);
}

/* ---- Back ---- */

static void read_solution(struct day *day, const struct weft_instance *instance,
			  struct weft_proof *proof)
{
	struct weft_solution *solution = weft_solution_create(instance);
	const struct zone_shape *shape = &day->zone->shapes.at[day->shape];

	weft_proof_solution(proof, solution);
	for (uint32_t i = 0; i < day->items.n; i++) {
		struct day_item *item = &day->items.at[i];
		uint32_t meet = instance->events[i].first_meet;
		uint32_t time = weft_solution_meet(solution, meet)->start;

		item->start = ZONE_UNSET;
		if (time == WEFT_NONE)
			continue;
		item->start = shape->student_start +
			      (int32_t)time * day->zone->info.at[0].tick_minutes;
		for (uint32_t n = 0;
		     item->kind == DAY_SERVICE && n < instance->events[i].n_resources; n++) {
			uint32_t at = weft_solution_resource(solution, meet, n);

			if (at != WEFT_NONE)
				item->person = zone_find(day->zone, ZONE_T_PEOPLE,
							 instance->resources[at].id);
			if (item->person != ZONE_NONE)
				break;
		}
		if (item->kind == DAY_SERVICE && item->person == ZONE_NONE)
			item->start = ZONE_UNSET;
	}
	weft_solution_destroy(solution);
}

static bool is_said(const struct day_findings *findings, struct str sentence)
{
	for (size_t i = 0; i < findings->given_up.n; i++)
		if (str_eq(findings->given_up.at[i].sentence, sentence))
			return true;
	return false;
}

/* The same of several days of a shape is said once. */
static void say_given_up(struct chooser *chooser, struct day_findings *findings)
{
	struct day *day = chooser->day;

	for (size_t i = 0; i < chooser->given_up.n; i++) {
		const struct day_rule *rule = rule_of(chooser, chooser->given_up.at[i]);
		struct str sentence = arena_printf(
			day->arena,
			"%.*s, %.*s: %.*s does not hold; rules that count more leave no room.",
			STR_ARG(day->zone->schools.at[day->school].name),
			STR_ARG(day->zone->shapes.at[day->shape].name),
			STR_ARG(day_rule_sentence(day, rule)));

		if (is_said(findings, sentence))
			continue;
		*vec_push(day->arena, &findings->given_up) = (struct week_given_up){
			day->school, day_rule_id(day, rule), rule->strength, sentence};
	}
}

bool day_solve(struct day *day, const struct deadline *deadline, struct day_findings *findings,
	       enum week_verdict *ret, struct err *err)
{
	struct weft_proof_options options = {.clauses_only = true};
	struct weft_instance *instance;
	struct weft_proof *proof = NULL;
	struct chooser chooser = {.day = day, .deadline = deadline};
	enum weft_verdict verdict = WEFT_UNKNOWN;
	bool ok = false;

	if (!day_build(day, false, &instance, err))
		return false;
	if (!weft_proof_create(&proof, instance, &options, err))
		goto destroy;
	chooser.proof = proof;
	chooser.rules = weft_proof_rules(proof);
	verdict = choose(&chooser);
	if (verdict == WEFT_FEASIBLE && day->before.n > 0)
		verdict = keep_before(&chooser, instance);
	if (verdict == WEFT_FEASIBLE) {
		read_solution(day, instance, proof);
		say_given_up(&chooser, findings);
	}
	ok = true;
destroy:
	weft_proof_destroy(proof);
	weft_instance_destroy(instance);
	if (ok && verdict == WEFT_INFEASIBLE)
		ok = day_refute(day, deadline, findings, ret, err);
	if (ok)
		*ret = verdict == WEFT_FEASIBLE     ? WEEK_FEASIBLE
		       : verdict == WEFT_INFEASIBLE ? WEEK_INFEASIBLE
						    : WEEK_UNKNOWN;
	return ok;
}
