#include "parts/week/specials_solve.h"

#include "base/vec.h"
#include "parts/week/specials_deal.h"
#include "parts/week/specials_explain.h"
#include "parts/week/specials_internal.h"
#include "parts/week/specials_keep.h"
#include "parts/week/week_choose.h"

#include <assert.h>

/* A visit found by the engine. */
struct found {
	uint32_t group, row, person;
	int32_t day, minute;
	bool dealt;
};

struct planning {
	struct arena *arena;
	const struct zone *zone;
	const struct specials *specials;
	const struct specials_options *options;
	VEC(struct found) found;
	VEC(struct specials_booking) bookings;
	VEC(struct week_given_up) given_up;
};

/* --- from a solution back to visits --------------------------------------- */

static void collect(struct planning *p, const struct weft_solution *solution)
{
	const struct weft_instance *instance = p->specials->instance;

	for (uint32_t e = 0; e < instance->n_events; e++) {
		const struct specials_event *event = &p->specials->events.at[e];
		uint32_t first = instance->events[e].first_meet;
		uint32_t need = instance->events[e].n_resources - 1; /* the teacher is last */

		if (event->row == ZONE_NONE)
			continue;
		for (uint32_t m = first; m < first + weft_solution_n_meets(solution, e); m++) {
			uint32_t start = weft_solution_meet(solution, m)->start;
			uint32_t resource = weft_solution_resource(solution, m, need);

			assert(start != WEFT_NONE && resource != WEFT_NONE);
			*vec_push(p->arena, &p->found) = (struct found){
				event->group,
				event->row,
				p->specials->person_of[resource],
				specials_day(p->specials, start),
				specials_minute(p->specials, start),
				false,
			};
		}
	}
}

/* A visit lasts as its row says, or fills the block that starts then. */
static int32_t end_of(const struct planning *p, const struct found *found)
{
	const struct zone *zone = p->zone;
	const struct zone_visit *row = &zone->visits.at[found->row];
	uint32_t school = p->specials->groups.at[found->group].school;
	uint32_t shape = zone_rotation_shape(zone, school, p->specials->rotation, found->day);
	int32_t run = row->pattern != ZONE_PAIR ? 1 : row->run == ZONE_UNSET ? 2 : row->run;

	for (uint32_t b = 0; row->minutes == ZONE_UNSET && b < zone->blocks.n; b++) {
		int32_t start, end;

		if (zone_block_time(zone, shape, b, &start, &end) && start == found->minute)
			return end;
	}
	return found->minute + (row->minutes == ZONE_UNSET ? 0 : row->minutes) * run;
}

static void book(struct planning *p, struct found *found, uint32_t section)
{
	found->dealt = true;
	*vec_push(p->arena, &p->bookings) = (struct specials_booking){
		.section = section,
		.row = found->row,
		.person = found->person,
		.day = found->day,
		.start = found->minute,
		.end = end_of(p, found),
	};
}

/* A visit of a row on a day that no class has yet: with a person, ZONE_NONE: with anybody. */
static struct found *next_of(struct planning *p, const struct found *like)
{
	for (size_t i = 0; i < p->found.n; i++) {
		struct found *found = &p->found.at[i];

		if (!found->dealt && found->group == like->group && found->row == like->row &&
		    found->day == like->day &&
		    (like->person == ZONE_NONE || found->person == like->person))
			return found;
	}
	return NULL;
}

/* The rows that the classes of a group had before, by class and day; NULL: there was no plan. */
static const uint32_t *rows_before(struct planning *p, const struct specials_group *group)
{
	size_t n_days = (size_t)p->specials->n_days;
	uint32_t *rows;

	if (p->options->previous.n == 0)
		return NULL;
	rows = arena_array(p->arena, uint32_t, group->sections.n * n_days);
	for (size_t i = 0; i < group->sections.n * n_days; i++) {
		const struct specials_booking *before = specials_before(
			p->options, group->sections.at[i / n_days], (int32_t)(i % n_days) + 1);

		rows[i] = UINT32_MAX;
		for (size_t r = 0; before != NULL && r < group->rows.n; r++)
			if (group->rows.at[r] == before->row)
				rows[i] = (uint32_t)r;
	}
	return rows;
}

/* Who was with a class before stays with it; then the others. */
static void book_group(struct planning *p, uint32_t g, uint32_t *dealt)
{
	const struct specials_group *group = &p->specials->groups.at[g];
	size_t n_days = (size_t)p->specials->n_days;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < group->sections.n * n_days; i++) {
			uint32_t section = group->sections.at[i / n_days];
			struct found like = {
				.group = g, .day = (int32_t)(i % n_days) + 1, .person = ZONE_NONE};
			const struct specials_booking *before = specials_before(p->options, section,
										like.day);
			struct found *found;

			if (dealt[i] == UINT32_MAX || (pass == 0 && before == NULL))
				continue;
			like.row = group->rows.at[dealt[i]];
			if (pass == 0)
				like.person = before->person;
			found = next_of(p, &like);
			if (found == NULL)
				continue;
			book(p, found, section);
			dealt[i] = UINT32_MAX;
		}
}

static bool deal_group(struct planning *p, uint32_t g, struct err *err)
{
	const struct specials_group *group = &p->specials->groups.at[g];
	size_t n_days = (size_t)p->specials->n_days;
	uint32_t *visits = arena_array(p->arena, uint32_t, group->rows.n);
	uint32_t *on_day = arena_array(p->arena, uint32_t, group->rows.n * n_days);
	uint32_t *dealt = arena_array(p->arena, uint32_t, group->sections.n * n_days);
	struct specials_deck deck = {n_days, group->rows.n, (uint32_t)group->sections.n,
				     visits, on_day,        rows_before(p, group)};

	for (size_t r = 0; r < group->rows.n; r++) {
		visits[r] = (uint32_t)p->zone->visits.at[group->rows.at[r]].visits;
		for (size_t i = 0; i < p->found.n; i++)
			if (p->found.at[i].group == g && p->found.at[i].row == group->rows.at[r])
				on_day[r * n_days + (size_t)p->found.at[i].day - 1]++;
	}
	if (!specials_deal(p->arena, &deck, dealt))
		return err_set(err, ERR_SYSTEM, "the visits of %.*s do not add up",
			       STR_ARG(p->zone->schools.at[group->school].name));
	book_group(p, g, dealt);
	return true;
}

static bool deal(struct planning *p, struct err *err)
{
	for (uint32_t g = 0; g < p->specials->groups.n; g++) {
		if (p->specials->groups.at[g].together) {
			if (!deal_group(p, g, err))
				return false;
			continue;
		}
		for (size_t i = 0; i < p->found.n; i++)
			if (p->found.at[i].group == g)
				book(p, &p->found.at[i], p->specials->groups.at[g].sections.at[0]);
	}
	return true;
}

/* --- one rotation ---------------------------------------------------------- */

/* The plan that is found first is any; the one that keeps the most of the plan before, and the
 * rules (NULL: all), is asked for next. If that takes too long, the first one stands. */
static void keep_before(struct weft_proof *proof, const struct planning *p,
			const struct weft_list *rules, const struct deadline *deadline,
			struct specials_plan *plan)
{
	struct weft_wishes wishes = specials_wishes(p->arena, p->specials, p->options);
	struct weft_repair repair = {0};

	if (wishes.n == 0)
		return;
	if (weft_proof_keep(proof, rules, &wishes, deadline, &repair) == WEFT_FEASIBLE) {
		plan->least = plan->least && repair.least;
		return;
	}
	plan->least = false;
	plan->verdict = weft_proof_decide(proof, rules, deadline);
}

/* The bookings of the proof's solution, in the place of those from first on. */
static bool take_solution(struct planning *p, struct weft_proof *proof, size_t first,
			  struct err *err)
{
	struct weft_solution *solution = weft_solution_create(p->specials->instance);

	p->found.n = 0;
	p->bookings.n = first;
	weft_proof_solution(proof, solution);
	collect(p, solution);
	weft_solution_destroy(solution);
	return deal(p, err);
}

static bool solve_rotation(struct planning *p, const struct specials *specials,
			   struct specials_plan *plan, struct err *err)
{
	const struct specials_options *options = p->options;
	bool rough = specials->has_room && specials->task.room_step > 0;
	const struct deadline deadline = deadline_in(options->clock, rough ? options->seconds / 3
									   : options->seconds);
	int64_t started = clock_monotonic_ns(options->clock);
	struct weft_proof_options proof_options = specials_proof_options(specials);
	struct weft_proof *proof = NULL;
	bool ok = true;

	p->specials = specials;
	if (specials_explain_counts(p->arena, specials, options, plan)) {
		plan->verdict = WEFT_INFEASIBLE;
		return true;
	}
	if (!weft_proof_create(&proof, specials->instance, &proof_options, err))
		return false;
	plan->verdict = weft_proof_decide(proof, NULL, &deadline);
	plan->seconds += (double)(clock_monotonic_ns(options->clock) - started) / 1e9;
	if (plan->verdict == WEFT_FEASIBLE)
		keep_before(proof, p, NULL, &deadline, plan);
	if (plan->verdict == WEFT_FEASIBLE) {
		ok = take_solution(p, proof, p->bookings.n, err);
	} else if (plan->verdict == WEFT_INFEASIBLE) {
		if (!rough)
			specials_explain(p->arena, specials, proof, options, plan);
	}
	weft_proof_destroy(proof);
	return ok;
}

/* --- strong and nice rules -------------------------------------------------- */

/* Of counted work, for an attempt to keep some of them more. */
enum { ATTEMPT_SECONDS = 3 };

static const struct week_rule *rule_of(const struct specials *specials,
				       const struct weft_rule_info *info)
{
	return info->tag <= 0 ? NULL : &specials->rules.at[info->tag - 1];
}

/* Does the instance ask for anything that is not a must? */
static bool has_wishes(const struct specials *specials)
{
	for (size_t i = 0; i < specials->rules.n; i++)
		if (specials_strength(specials, &specials->rules.at[i]) != ZONE_MUST)
			return true;
	return false;
}

static const struct week_weight *weigh(const struct planning *p, const struct weft_proof *proof)
{
	const struct zone *zone = p->zone;
	struct weft_rules rules = weft_proof_rules(proof);
	struct week_weight *weights = arena_array(p->arena, struct week_weight, rules.n);

	for (uint32_t r = 0; r < rules.n; r++) {
		const struct week_rule *rule = rule_of(p->specials, &rules.at[r]);

		weights[r] = (struct week_weight){.strength = ZONE_MUST};
		if (rule == NULL || rule->rule == ZONE_NONE)
			continue;
		weights[r].strength = specials_strength(p->specials, rule);
		weights[r].rank = week_rank(zone, zone->rules.at[rule->rule].commitment,
					    rule->rule);
	}
	return weights;
}

/* Why a rule is given up: first what other rules of the zone say, then the rows of visits. */
static struct str reason_of(struct planning *p, const struct weft_rules *rules,
			    const struct week_loss *loss)
{
	struct str *words = arena_array(p->arena, struct str, loss->against.n);
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (uint32_t k = 0; k < loss->against.n; k++) {
			const struct week_rule *other = rule_of(p->specials,
								&rules->at[loss->against.at[k]]);

			if (other != NULL && (other->rule == ZONE_NONE) == (pass == 1))
				words[n++] = specials_rule_words(p->specials, other, p->arena);
		}
	return week_loss_reason(p->arena, loss, words, n);
}

/* A loss is proved only where the room for core time was not asked for roughly. */
static void say_given_up(struct planning *p, const struct week_chooser *chooser, bool rough)
{
	struct weft_rules rules = weft_proof_rules(chooser->proof);

	for (size_t i = 0; i < chooser->lost.n; i++) {
		struct week_loss loss = chooser->lost.at[i];
		const struct week_rule *rule = rule_of(p->specials, &rules.at[loss.rule]);

		if (rule == NULL)
			continue; /* a must: never lost */
		loss.proved = loss.proved && !rough;
		*vec_push(p->arena, &p->given_up) = (struct week_given_up){
			rule->school, specials_rule_id(p->specials, rule, p->arena),
			specials_strength(p->specials, rule),
			arena_printf(p->arena, "Specials: %.*s does not hold%.*s",
				     STR_ARG(specials_rule_words(p->specials, rule, p->arena)),
				     STR_ARG(reason_of(p, &rules, &loss)))};
	}
}

/* With the musts there is a plan, from first on; one that keeps more takes its place. */
static bool keep_more(struct planning *p, const struct specials *specials,
		      struct specials_plan *plan, size_t first, struct err *err)
{
	const struct specials_options *options = p->options;
	const struct deadline deadline = deadline_in(options->clock, options->seconds / 3);
	struct weft_proof_options proof_options = specials_proof_options(specials);
	struct week_chooser chooser = {
		.arena = p->arena, .deadline = &deadline, .seconds = ATTEMPT_SECONDS};
	bool ok = true;

	p->specials = specials;
	if (!weft_proof_create(&chooser.proof, specials->instance, &proof_options, err))
		return false;
	chooser.weights = weigh(p, chooser.proof);
	if (week_choose(&chooser) == WEFT_FEASIBLE) {
		struct specials_plan more = {.verdict = WEFT_FEASIBLE, .least = true};
		struct weft_list kept = week_kept(&chooser);

		keep_before(chooser.proof, p, &kept, &deadline, &more);
		if (more.verdict == WEFT_FEASIBLE) {
			plan->least = plan->least && more.least;
			say_given_up(p, &chooser,
				     specials->has_room && specials->task.room_step > 0);
			ok = take_solution(p, chooser.proof, first, err);
		}
	}
	weft_proof_destroy(chooser.proof);
	return ok;
}

static bool trade_wishes(struct planning *p, const struct specials_task *task,
			 struct specials_plan *plan, size_t first, struct err *err)
{
	struct specials_task with = *task;
	struct specials specials;
	bool ok;

	with.all_strengths = true;
	if (!specials_build(&specials, p->arena, &with, err))
		return false;
	ok = !has_wishes(&specials) || keep_more(p, &specials, plan, first, err);
	p->specials = NULL;
	specials_finish(&specials);
	return ok;
}

/* --- rotations --------------------------------------------------------------- */

/* With half hours for core time first, where that is in question; then exactly. */
static bool plan_rotation(struct planning *p, struct specials_task *task,
			  struct specials_plan *plan, struct err *err)
{
	enum { STEP = 30 };
	struct specials_plan before = *plan;
	size_t n_bookings = p->bookings.n;
	struct specials specials;
	bool ok, rough;

	task->room_step = STEP;
	do {
		*plan = before;
		p->bookings.n = n_bookings;
		if (!specials_build(&specials, p->arena, task, err))
			return false;
		rough = specials.has_room && task->room_step > 0;
		ok = solve_rotation(p, &specials, plan, err);
		p->specials = NULL;
		plan->least = plan->least && !rough;
		specials_finish(&specials);
		before.seconds = plan->seconds;
		if (ok && plan->verdict == WEFT_FEASIBLE)
			return trade_wishes(p, task, plan, n_bookings, err);
		task->room_step = 0;
	} while (ok && rough);
	return ok;
}

bool specials_count(struct arena *arena, const struct zone *zone, struct zone_list schools,
		    const struct specials_options *options, struct specials_plan *ret,
		    struct err *err)
{
	struct zone_list rotations = specials_rotations(arena, zone, schools);
	VEC(struct specials_conflict) conflicts = {0};

	*ret = (struct specials_plan){.verdict = WEFT_UNKNOWN};
	for (size_t i = 0; i < rotations.n; i++) {
		const struct specials_task task = {.zone = zone,
						   .rotation = rotations.at[i],
						   .schools = schools,
						   .room_step = SPECIALS_NO_ROOM};
		struct specials specials;
		struct specials_plan one = {0};

		if (!specials_build(&specials, arena, &task, err))
			return false;
		if (specials_explain_counts(arena, &specials, options, &one))
			ret->verdict = WEFT_INFEASIBLE;
		specials_finish(&specials);
		for (size_t c = 0; c < one.conflicts.n; c++)
			*vec_push(arena, &conflicts) = one.conflicts.at[c];
	}
	ret->conflicts.at = conflicts.at;
	ret->conflicts.n = conflicts.n;
	return true;
}

bool specials_solve(struct arena *arena, const struct zone *zone, struct zone_list schools,
		    const struct specials_options *options, struct specials_plan *ret,
		    struct err *err)
{
	struct zone_list rotations = specials_rotations(arena, zone, schools);
	struct planning planning = {.arena = arena, .zone = zone, .options = options};

	*ret = (struct specials_plan){.verdict = WEFT_FEASIBLE, .least = true};
	for (size_t i = 0; i < rotations.n && ret->verdict == WEFT_FEASIBLE; i++) {
		struct specials_task task = {
			.zone = zone, .rotation = rotations.at[i], .schools = schools};

		task.locks.at = options->locks.at;
		task.locks.n = options->locks.n;
		if (!plan_rotation(&planning, &task, ret, err))
			return false;
	}
	ret->bookings.at = planning.bookings.at;
	ret->bookings.n = planning.bookings.n;
	ret->given_up.at = planning.given_up.at;
	ret->given_up.n = planning.given_up.n;
	return true;
}
