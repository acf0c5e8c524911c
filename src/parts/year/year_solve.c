#include "parts/year/year_solve.h"

#include "base/vec.h"
#include "parts/year/year_count.h"
#include "parts/year/year_valid.h"

enum { MOST_REMEDIES = 4, MOST_CONFLICTS = 5, USUAL_CONFLICTS = 3, MOST_PROVED = 100000 };

struct solving {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_options *options;
	struct deadline deadline;
	struct year_answer answer;
	VEC(struct year_conflict) conflicts;
};

static struct year_plan start_of(struct solving *s)
{
	struct year_plan plan = year_plan_make(s->arena, s->problem);

	for (size_t i = 0; s->options->locks != NULL && i < plan.n; i++)
		if (s->options->locks->at[i].locked)
			plan.at[i] = s->options->locks->at[i];
	return plan;
}

static void put_rule(struct arena *arena, struct year_conflict *conflict, size_t cap,
		     struct str *rules, struct str rule)
{
	if (conflict->n_rules < cap)
		rules[conflict->n_rules++] = arena_str(arena, rule);
	conflict->rules = rules;
}

/* Which rules of the zone leave so few days: they belong to a counting argument too. */
static bool shapes_days(const struct zone_rule *rule)
{
	return (rule->kind == ZONE_LAB_WEEKDAYS || rule->kind == ZONE_LAB_SHAPES) &&
	       rule->strength == ZONE_MUST;
}

static void conflict_of_finding(struct solving *s, const struct year_finding *finding)
{
	const struct zone *zone = s->problem->zone;
	size_t cap = zone->rules.n + zone->lab_plans.n + 2;
	struct str *rules = arena_array(s->arena, struct str, cap);
	struct year_conflict conflict = {.demand = finding->demand,
					 .supply = finding->supply,
					 .sentence = finding->sentence};

	if (finding->rule != ZONE_NONE)
		put_rule(s->arena, &conflict, cap, rules, zone->rules.at[finding->rule].code);
	for (size_t r = 0; finding->kind != YEAR_TOO_LARGE && r < zone->rules.n; r++)
		if (shapes_days(&zone->rules.at[r]) && r != finding->rule)
			put_rule(s->arena, &conflict, cap, rules, zone->rules.at[r].code);
	if (finding->person != ZONE_NONE)
		put_rule(s->arena, &conflict, cap, rules,
			 arena_printf(s->arena, "people/%.*s",
				      STR_ARG(zone->people.at[finding->person].code)));
	for (size_t p = 0; p < zone->lab_plans.n; p++) {
		const struct zone_lab_plan *plan = &zone->lab_plans.at[p];

		if ((finding->team == ZONE_NONE || plan->team == finding->team) &&
		    (finding->school == ZONE_NONE ||
		     zone->teams.at[plan->team].school == finding->school))
			put_rule(s->arena, &conflict, cap, rules,
				 arena_printf(s->arena, "lab_plans/%.*s", STR_ARG(plan->code)));
	}
	if (s->options->remedies) {
		struct year_remedy *remedies = arena_array(s->arena, struct year_remedy,
							   MOST_REMEDIES);

		conflict.n_remedies = year_remedies(s->arena, s->problem, finding, s->options,
						    remedies, MOST_REMEDIES);
		conflict.remedies = remedies;
	}
	*vec_push(s->arena, &s->conflicts) = conflict;
}

/* A conflict that the engine found: its rules in words, with numbers where it counted, and the
 * changes of each that were tried with success. */
static void conflict_of_proof(struct solving *s, const struct weft_proof *proof,
			      const struct weft_conflict *found)
{
	const struct weft_rules rules = weft_proof_rules(proof);
	struct str *codes = arena_array(s->arena, struct str, found->rules.n);
	struct year_conflict conflict = {.demand = found->demand, .supply = found->supply};

	for (uint32_t i = 0; i < found->rules.n; i++)
		put_rule(s->arena, &conflict, found->rules.n, codes,
			 rules.at[found->rules.at[i]].tag_text);
	conflict.sentence = year_conflict_words(s->arena, s->problem, s->options->locks, &conflict,
						found->minimal);
	if (s->options->remedies) {
		struct year_remedy *remedies = arena_array(s->arena, struct year_remedy,
							   MOST_REMEDIES);

		conflict.n_remedies = year_remedies_of(s->arena, s->problem, &conflict, s->options,
						       remedies, MOST_REMEDIES);
		conflict.remedies = remedies;
	}
	*vec_push(s->arena, &s->conflicts) = conflict;
}

bool year_locks_are_odd(const struct year_problem *problem, const struct year_plan *locks)
{
	for (size_t i = 0; locks != NULL && i < problem->n_labs; i++)
		if (locks->at[i].locked && locks->at[i].date != ZONE_UNSET &&
		    !year_is_open(problem, i, locks->at[i].date))
			return true;
	return false;
}

/* What the search did not find may not exist. */
static bool prove(struct solving *s, const struct year_instance *instance, struct err *err)
{
	struct weft_proof_options options = {.facts_without_price = true};
	struct weft_proof *proof;

	if (!weft_proof_create(&proof, instance->engine, &options, err))
		return false;
	s->answer.verdict = weft_proof_decide(proof, NULL, &s->deadline);
	if (s->answer.verdict == WEFT_FEASIBLE) {
		struct weft_solution *solution = weft_solution_create(instance->engine);

		weft_proof_solution(proof, solution);
		year_from_solution(instance, solution, &s->answer.plan);
		s->answer.cost = weft_solution_cost(solution);
		weft_solution_destroy(solution);
	} else if (s->answer.verdict == WEFT_INFEASIBLE) {
		size_t most = s->options->conflicts > 0 ? s->options->conflicts : USUAL_CONFLICTS;
		struct weft_conflicts conflicts = weft_proof_conflicts(proof, most, &s->deadline,
								       s->arena);

		for (size_t i = 0; i < conflicts.n; i++)
			conflict_of_proof(s, proof, &conflicts.at[i]);
	}
	weft_proof_destroy(proof);
	return true;
}

static void list_given_up(struct solving *s)
{
	struct year_faults faults = year_valid(s->arena, s->problem, &s->answer.plan);
	struct str *given_up = arena_array(s->arena, struct str, faults.n);

	for (size_t i = 0; i < faults.n; i++)
		if (!faults.at[i].must)
			given_up[s->answer.n_given_up++] = faults.at[i].sentence;
	s->answer.given_up = given_up;
	/* Locks and a broken engine apart this cannot be: what is feasible has no fault. */
	if (s->answer.verdict == WEFT_FEASIBLE && faults.n_must > 0)
		s->answer.verdict = WEFT_UNKNOWN;
}

static void bound(struct solving *s)
{
	const struct zone *zone = s->problem->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		int64_t need, open;

		if (zone->rules.at[r].kind != ZONE_LAB_SUBSTITUTES ||
		    zone->rules.at[r].strength != ZONE_MUST || zone->rules.at[r].maximum <= 0)
			continue;
		year_cap_days(s->problem, r, zone->rules.at[r].maximum, &need, &open);
		if (need >= s->answer.days_needed) {
			s->answer.days_needed = need;
			s->answer.days_open = open;
		}
	}
}

/* The engine's proof has a variable for each lab and open date; making it for many schools takes
 * longer than anybody waits. */
static bool can_prove(const struct solving *s)
{
	return s->problem->n_labs * year_open_dates(s->problem) <= MOST_PROVED;
}

static bool search(struct solving *s, struct err *err)
{
	struct year_search_options search = {.seed = s->options->seed, .steps = s->options->steps};
	struct year_wishes wishes = {.locks = s->options->locks};
	struct year_instance instance;
	bool ok = true;

	if (!year_instance_make(s->arena, s->problem, &wishes, &instance, err))
		return false;
	/* A quarter of the time at least stays for the proof, where one can be hoped for. */
	search.deadline = deadline_in(s->options->clock,
				      deadline_left(&s->deadline) * (can_prove(s) ? 0.75 : 0.95));
	s->answer.cost = year_search(&instance, &search, &s->answer.plan);
	s->answer.verdict = WEFT_FEASIBLE;
	if (s->answer.cost.hard > 0 && can_prove(s))
		ok = prove(s, &instance, err);
	else if (s->answer.cost.hard > 0)
		s->answer.verdict = WEFT_UNKNOWN;
	year_instance_finish(&instance);
	return ok;
}

bool year_solve(struct arena *arena, const struct year_problem *problem,
		const struct year_options *options, struct year_answer *ret, struct err *err)
{
	struct solving s = {.arena = arena, .problem = problem, .options = options};
	int64_t began = clock_monotonic_ns(options->clock);
	struct year_findings findings = year_count(arena, problem);

	s.deadline = deadline_in(options->clock, options->seconds > 0 ? options->seconds : 60);
	s.answer.plan = start_of(&s);
	s.answer.verdict = WEFT_INFEASIBLE;
	if (year_locks_are_odd(problem, options->locks))
		findings.n = 0;
	bound(&s);
	if (findings.n == 0 && !search(&s, err))
		return false;
	if (s.answer.verdict == WEFT_FEASIBLE) {
		year_plan_sort(problem, &s.answer.plan);
		list_given_up(&s);
	}
	s.answer.seconds = (double)(clock_monotonic_ns(options->clock) - began) / 1e9;
	for (size_t i = 0; i < findings.n && i < MOST_CONFLICTS; i++)
		conflict_of_finding(&s, &findings.at[i]);
	s.answer.conflicts = s.conflicts.at;
	s.answer.n_conflicts = s.conflicts.n;
	*ret = s.answer;
	return true;
}
