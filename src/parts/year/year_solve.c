#include "parts/year/year_solve.h"

#include "base/text.h"
#include "base/vec.h"
#include "parts/year/year_count.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_valid.h"

enum {
	MOST_REMEDIES = 6,
	MOST_CONFLICTS = 5,
	MOST_COUNTED = 60,
	USUAL_CONFLICTS = 3,
	MOST_PROVED = 100000
};

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
	conflict->rules = rules;
	for (size_t i = 0; i < conflict->n_rules; i++)
		if (str_eq(rules[i], rule))
			return;
	if (conflict->n_rules < cap)
		rules[conflict->n_rules++] = arena_str(arena, rule);
}

static void put_remedies(struct solving *s, const struct year_finding *finding,
			 const struct year_core *core, struct year_conflict *conflict)
{
	struct year_remedies remedies = {arena_array(s->arena, struct year_remedy, MOST_REMEDIES),
					 0, MOST_REMEDIES};

	if (!s->options->remedies)
		return;
	if (finding != NULL)
		year_remedies(s->arena, s->problem, s->options, finding, core, &remedies);
	else
		year_remedies_of(s->arena, s->problem, s->options, conflict, &remedies);
	conflict->remedies = remedies.at;
	conflict->n_remedies = remedies.n;
}

/* What was counted, how many of the labs are too many already, and what closes the days. */
static struct str finding_words(struct solving *s, const struct year_finding *finding,
				const struct year_core *core)
{
	struct text text;

	text_init(&text, s->arena);
	text_put(&text, finding->sentence);
	if (core->n_labs < core->n_all && finding->from == ZONE_UNSET &&
	    finding->kind != YEAR_TOO_LARGE)
		text_printf(&text, " Already %zu of these %zu labs are too many.", core->n_labs,
			    core->n_all);
	for (size_t i = 0; i < core->closers.n; i++)
		text_printf(&text, "%s%.*s", i == 0 ? " What closes days: " : "; ",
			    STR_ARG(year_closer_words(s->arena, s->problem, core->closers.at[i])));
	if (core->closers.n > 0)
		text_put_char(&text, '.');
	return text_str(&text);
}

/* What was counted and is kept of it, until it is said. */
struct counted {
	const struct year_finding *finding;
	struct year_core core;
	struct text alike; /* names of the teams, schools or people of whom the same holds */
	size_t n_alike;
};

static bool same_closers(const struct year_core *a, const struct year_core *b)
{
	if (a->closers.n != b->closers.n)
		return false;
	for (size_t i = 0; i < a->closers.n; i++)
		if (a->closers.at[i].kind != b->closers.at[i].kind ||
		    a->closers.at[i].row != b->closers.at[i].row)
			return false;
	return true;
}

static struct str whose(const struct zone *zone, const struct year_finding *finding)
{
	if (finding->team != ZONE_NONE)
		return zone->teams.at[finding->team].name;
	if (finding->person != ZONE_NONE)
		return zone->people.at[finding->person].name;
	return finding->school != ZONE_NONE ? zone->schools.at[finding->school].name : STR("");
}

/* Does the finding say what another said already: the same of another team, or that a school or a
 * person has no day where its teams have none? */
static bool is_said(struct solving *s, struct counted *said, const struct year_finding *finding,
		    const struct year_core *core)
{
	if (!same_closers(&said->core, core))
		return false;
	if (finding->kind != said->finding->kind)
		return finding->supply == 0 && said->finding->supply == 0;
	if (finding->rule != said->finding->rule)
		return false;
	text_printf(&said->alike, "%s%.*s", said->n_alike++ == 0 ? "" : ", ",
		    STR_ARG(whose(s->problem->zone, finding)));
	return true;
}

/* A counting argument, with the smallest set of rules and plans for which it holds. */
static void say_counted(struct solving *s, struct counted *counted)
{
	const struct zone *zone = s->problem->zone;
	const struct year_finding *finding = counted->finding;
	const struct year_core *core = &counted->core;
	size_t cap = zone->rules.n + zone->lab_plans.n + core->closers.n + 2;
	struct str *rules = arena_array(s->arena, struct str, cap);
	struct year_conflict conflict = {.demand = finding->demand,
					 .supply = finding->supply,
					 .sentence = finding_words(s, finding, core)};

	for (size_t r = 0; r < zone->rules.n; r++)
		if (core->is_rule[r])
			put_rule(s->arena, &conflict, cap, rules, zone->rules.at[r].code);
	for (size_t i = 0; i < core->closers.n; i++)
		put_rule(s->arena, &conflict, cap, rules,
			 year_closer_code(s->arena, s->problem, core->closers.at[i]));
	if (finding->person != ZONE_NONE)
		put_rule(s->arena, &conflict, cap, rules,
			 arena_printf(s->arena, "people/%.*s",
				      STR_ARG(zone->people.at[finding->person].code)));
	for (size_t p = 0; p < zone->lab_plans.n; p++)
		if (core->is_plan[p])
			put_rule(s->arena, &conflict, cap, rules,
				 arena_printf(s->arena, "lab_plans/%.*s",
					      STR_ARG(zone->lab_plans.at[p].code)));
	if (counted->n_alike > 0)
		conflict.sentence = arena_printf(s->arena, "%.*s It is likewise for: %.*s.",
						 STR_ARG(conflict.sentence),
						 STR_ARG(text_str(&counted->alike)));
	put_remedies(s, finding, core, &conflict);
	*vec_push(s->arena, &s->conflicts) = conflict;
}

static void say_findings(struct solving *s, const struct year_findings *findings)
{
	struct counted counted[MOST_CONFLICTS];
	size_t n = 0;

	for (size_t i = 0; i < findings->n; i++) {
		struct year_core core;
		bool said = false;

		if (i >= MOST_COUNTED)
			break;
		core = year_core_of(s->arena, s->problem, &findings->at[i]);
		for (size_t k = 0; k < n && !said; k++)
			said = is_said(s, &counted[k], &findings->at[i], &core);
		if (said || n == MOST_CONFLICTS)
			continue;
		counted[n] = (struct counted){.finding = &findings->at[i], .core = core};
		text_init(&counted[n++].alike, s->arena);
	}
	for (size_t k = 0; k < n; k++)
		say_counted(s, &counted[k]);
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
	put_remedies(s, NULL, NULL, &conflict);
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
	struct year_given_up *given_up = arena_array(s->arena, struct year_given_up, faults.n + 1);

	for (size_t i = 0; i < faults.n; i++) {
		const struct zone_rule *rule = faults.at[i].rule == ZONE_NONE
						       ? NULL
						       : &s->problem->zone->rules
								  .at[faults.at[i].rule];

		if (!faults.at[i].must)
			given_up[s->answer.n_given_up++] = (struct year_given_up){
				rule == NULL ? STR("") : rule->code,
				rule == NULL ? ZONE_NICE : rule->strength, faults.at[i].sentence};
	}
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
		    zone->rules.at[r].strength != ZONE_MUST || zone->rules.at[r].maximum <= 0 ||
		    zone->rules.at[r].from != ZONE_UNSET || zone->rules.at[r].to != ZONE_UNSET)
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
		year_choose_hosts(arena, problem, &s.answer.plan);
		list_given_up(&s);
	}
	s.answer.seconds = (double)(clock_monotonic_ns(options->clock) - began) / 1e9;
	say_findings(&s, &findings);
	s.answer.conflicts = s.conflicts.at;
	s.answer.n_conflicts = s.conflicts.n;
	*ret = s.answer;
	return true;
}

void year_counted(struct arena *arena, const struct year_problem *problem,
		  const struct clock *clock, struct year_answer *ret)
{
	const struct year_options options = {.clock = clock};
	struct solving s = {.arena = arena, .problem = problem, .options = &options};
	int64_t began = clock_monotonic_ns(clock);
	struct year_findings findings = year_count(arena, problem);

	s.answer.plan = year_plan_make(arena, problem);
	s.answer.verdict = findings.n > 0 ? WEFT_INFEASIBLE : WEFT_UNKNOWN;
	bound(&s);
	say_findings(&s, &findings);
	s.answer.conflicts = s.conflicts.at;
	s.answer.n_conflicts = s.conflicts.n;
	s.answer.seconds = (double)(clock_monotonic_ns(clock) - began) / 1e9;
	*ret = s.answer;
}
