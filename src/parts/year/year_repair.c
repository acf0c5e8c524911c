#include "parts/year/year_repair.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/vec.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_valid.h"

#include <string.h>

struct mending {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_options *options;
	const struct year_plan *old;
	struct year_plan plan;
	int32_t today;
	struct str *why; /* of each lab, what is wrong with its date; ptr NULL: nothing */
	bool all_forced; /* each lab that moves could not have stayed */
};

static bool is_fixed(const struct mending *m, size_t lab)
{
	return m->old->at[lab].locked ||
	       (m->old->at[lab].date != ZONE_UNSET && m->old->at[lab].date < m->today);
}

/* A lab on that day that may move, the last in the order of the problem. */
static size_t movable_on(const struct mending *m, const struct year_fault *fault)
{
	const struct zone_rule *rule = fault->rule == ZONE_NONE
					       ? NULL
					       : &m->problem->zone->rules.at[fault->rule];

	for (size_t i = m->plan.n; i-- > 0;)
		for (uint32_t d = 0; d < m->problem->labs[i].days; d++)
			if (year_day_of(m->problem, &m->plan, i, d) == fault->date &&
			    !is_fixed(m, i) &&
			    (rule == NULL || year_rule_applies(m->problem, rule, i)))
				return i;
	return SIZE_MAX;
}

/* Take the labs off that cannot stay, until no fault is left that a move could mend. */
static void take_off(struct mending *m)
{
	bool again = true;

	while (again) {
		struct year_faults faults = year_valid(m->arena, m->problem, &m->plan);

		again = false;
		for (size_t i = 0; i < faults.n && !again; i++) {
			const struct year_fault *fault = &faults.at[i];
			size_t lab = fault->lab;

			if (!fault->must || fault->date == ZONE_UNSET)
				continue;
			if (lab == SIZE_MAX || is_fixed(m, lab)) {
				lab = movable_on(m, fault);
				m->all_forced = false;
			}
			if (lab == SIZE_MAX || m->plan.at[lab].date == ZONE_UNSET)
				continue;
			if (year_is_open(m->problem, lab, m->plan.at[lab].date))
				m->all_forced = false;
			m->why[lab] = fault->sentence;
			m->plan.at[lab].date = ZONE_UNSET;
			memset(m->plan.at[lab].host, 0xff, sizeof m->plan.at[lab].host);
			again = true;
		}
	}
}

/* The nearest date, from today on, that adds nothing to the hard cost. */
static bool put_back(struct mending *m, const struct year_instance *instance,
		     struct weft_solution *solution, size_t lab)
{
	int32_t old = m->old->at[lab].date == ZONE_UNSET ? m->today : m->old->at[lab].date;
	int32_t span = (int32_t)m->problem->n_dates;
	struct weft_cost before = weft_solution_cost(solution);
	uint32_t event = instance->event[lab], days = m->problem->labs[lab].days;
	int64_t less = days; /* hard cost of a lab without dates */

	for (int32_t away = 1; away < 2 * span; away++) {
		int32_t date = old + (away % 2 == 1 ? 1 : -1) * ((away + 1) / 2);
		weft_mark mark;

		if (date < m->today || !year_is_open(m->problem, lab, date))
			continue;
		mark = weft_solution_mark(solution);
		for (uint32_t d = 0; d < days; d++)
			weft_solution_set_time(
				solution, instance->engine->events[event + d].first_meet,
				year_time_of_date(m->problem, date + 7 * (int32_t)d));
		if (weft_solution_cost(solution).hard <= before.hard - less) {
			weft_solution_keep(solution, mark);
			m->plan.at[lab].date = date;
			return true;
		}
		weft_solution_undo(solution, mark);
	}
	return false;
}

/* Labs of history may break today's rules; the engine is told that they stand. */
static void lock_history(struct mending *m)
{
	for (size_t i = 0; i < m->plan.n; i++)
		m->plan.at[i].locked = is_fixed(m, i) && m->plan.at[i].date != ZONE_UNSET;
}

static bool history_has_faults(const struct mending *m)
{
	struct year_faults faults = year_valid(m->arena, m->problem, m->old);

	for (size_t i = 0; i < faults.n; i++)
		if (faults.at[i].must && faults.at[i].date != ZONE_UNSET &&
		    faults.at[i].date < m->today)
			return true;
	return false;
}

/* Fewest moves, by proof. */
static bool prove_repair(struct mending *m, const struct year_instance *instance,
			 struct year_repair *repair, struct err *err)
{
	struct weft_proof_options options = {.facts_without_price = true};
	struct deadline deadline = deadline_in(m->options->clock,
					       m->options->seconds > 0 ? m->options->seconds : 30);
	struct weft_solution *solution = weft_solution_create(instance->engine);
	VEC(uint32_t) locked = {0};
	struct weft_repair least = {0};
	struct weft_proof *proof;
	bool ok = weft_proof_create(&proof, instance->engine, &options, err);

	if (ok) {
		struct weft_list list;

		year_to_solution(instance, m->old, solution);
		for (size_t i = 0; i < m->plan.n; i++)
			if (is_fixed(m, i))
				*vec_push(m->arena, &locked) =
					instance->engine->events[instance->event[i]].first_meet;
		list = (struct weft_list){locked.at, (uint32_t)locked.n};
		repair->verdict = weft_proof_repair(proof, solution, &list, &deadline, &least);
		if (repair->verdict == WEFT_FEASIBLE)
			year_from_solution(instance, solution, &m->plan);
		repair->least = repair->verdict == WEFT_FEASIBLE && least.least;
		/* History may break a rule of today: then nothing is proved about the rest. */
		if (repair->verdict == WEFT_INFEASIBLE && history_has_faults(m))
			repair->verdict = WEFT_UNKNOWN;
		weft_proof_destroy(proof);
	}
	weft_solution_destroy(solution);
	return ok;
}

static bool place_again(struct mending *m, struct year_repair *repair, struct err *err)
{
	struct year_wishes wishes = {&m->plan, m->old};
	struct year_search_options search = {.mend = true, .seed = m->options->seed};
	struct weft_solution *solution;
	struct year_instance instance;
	bool ok = true, all = true;

	if (!year_instance_make(m->arena, m->problem, &wishes, &instance, err))
		return false;
	solution = weft_solution_create(instance.engine);
	year_to_solution(&instance, &m->plan, solution);
	for (size_t i = 0; i < m->plan.n && all; i++)
		if (m->plan.at[i].date == ZONE_UNSET)
			all = put_back(m, &instance, solution, i);
	weft_solution_destroy(solution);
	if (all) {
		repair->verdict = WEFT_FEASIBLE;
		repair->least = m->all_forced;
	} else {
		search.steps = m->options->steps;
		search.deadline = deadline_in(
			m->options->clock, m->options->seconds > 0 ? m->options->seconds / 2 : 20);
		if (year_search(&instance, &search, &m->plan).hard == 0)
			repair->verdict = WEFT_FEASIBLE;
		else
			ok = prove_repair(m, &instance, repair, err);
	}
	year_instance_finish(&instance);
	return ok;
}

static void list_changes(struct mending *m, struct year_repair *repair)
{
	VEC(struct year_change) changes = {0};

	for (size_t i = 0; i < m->plan.n; i++) {
		if (m->plan.at[i].date == m->old->at[i].date)
			continue;
		*vec_push(m->arena, &changes) = (struct year_change){
			i, m->old->at[i].date, m->plan.at[i].date,
			m->why[i].ptr != NULL ? m->why[i] : STR("It made room for another lab.")};
	}
	repair->changes = changes.at;
	repair->n_changes = changes.n;
}

bool year_repair(struct arena *arena, const struct year_problem *problem, int32_t today,
		 const struct year_options *options, struct year_plan *plan,
		 struct year_repair *ret, struct err *err)
{
	struct mending m = {.arena = arena,
			    .problem = problem,
			    .options = options,
			    .old = plan,
			    .plan = year_plan_copy(arena, plan),
			    .today = today,
			    .why = arena_array(arena, struct str, problem->n_labs),
			    .all_forced = true};
	struct year_repair repair = {.verdict = WEFT_UNKNOWN};

	take_off(&m);
	lock_history(&m);
	if (!place_again(&m, &repair, err))
		return false;
	if (repair.verdict == WEFT_FEASIBLE) {
		list_changes(&m, &repair);
		for (size_t i = 0; i < plan->n; i++) {
			m.plan.at[i].locked = plan->at[i].locked;
			if (m.plan.at[i].date != plan->at[i].date)
				memset(m.plan.at[i].host, 0xff, sizeof m.plan.at[i].host);
			plan->at[i] = m.plan.at[i];
		}
		year_choose_hosts(arena, problem, plan);
	}
	*ret = repair;
	return true;
}

struct str year_changes_csv(struct arena *arena, const struct year_problem *problem,
			    const struct year_repair *repair)
{
	static const char *const columns[] = {"plan",     "number",   "team",
					      "old_date", "new_date", "why"};
	struct csv_writer csv;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&csv, &text);
	csv.lf = true;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csv_put(&csv, str_from(columns[i]));
	csv_end(&csv);
	for (size_t i = 0; i < repair->n_changes; i++) {
		const struct year_change *change = &repair->changes[i];
		const struct year_lab *lab = &problem->labs[change->lab];

		csv_put(&csv, problem->zone->lab_plans.at[lab->plan].code);
		csv_put_i64(&csv, lab->number);
		csv_put(&csv, problem->zone->teams.at[lab->team].code);
		csv_put(&csv, change->old_date == ZONE_UNSET ? STR("")
							     : date_text(arena, change->old_date));
		csv_put(&csv, change->new_date == ZONE_UNSET ? STR("")
							     : date_text(arena, change->new_date));
		csv_put(&csv, change->why);
		csv_end(&csv);
	}
	return text_str(&text);
}
