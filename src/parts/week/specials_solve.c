#include "parts/week/specials_solve.h"

#include "base/vec.h"
#include "parts/week/specials_deal.h"
#include "parts/week/specials_explain.h"

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
	VEC(struct found) found;
	VEC(struct specials_booking) bookings;
};

/* --- from a solution back to visits --------------------------------------- */

static void collect(struct planning *p, const struct weft_solution *solution)
{
	const struct weft_instance *instance = p->specials->instance;

	for (uint32_t e = 0; e < instance->n_events; e++) {
		const struct specials_event *event = &p->specials->events.at[e];
		uint32_t first = instance->events[e].first_meet;
		uint32_t need = instance->events[e].n_resources - 1; /* the teacher is last */

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

static struct found *next_of(struct planning *p, uint32_t group, uint32_t row, int32_t day)
{
	for (size_t i = 0; i < p->found.n; i++) {
		struct found *found = &p->found.at[i];

		if (!found->dealt && found->group == group && found->row == row &&
		    found->day == day)
			return found;
	}
	return NULL;
}

static bool deal_group(struct planning *p, uint32_t g, struct err *err)
{
	const struct specials_group *group = &p->specials->groups.at[g];
	size_t n_days = (size_t)p->specials->n_days;
	uint32_t *visits = arena_array(p->arena, uint32_t, group->rows.n);
	uint32_t *on_day = arena_array(p->arena, uint32_t, group->rows.n * n_days);
	uint32_t *dealt = arena_array(p->arena, uint32_t, group->sections.n * n_days);
	struct specials_deck deck = {n_days, group->rows.n, (uint32_t)group->sections.n, visits,
				     on_day};

	for (size_t r = 0; r < group->rows.n; r++) {
		visits[r] = (uint32_t)p->zone->visits.at[group->rows.at[r]].visits;
		for (size_t i = 0; i < p->found.n; i++)
			if (p->found.at[i].group == g && p->found.at[i].row == group->rows.at[r])
				on_day[r * n_days + (size_t)p->found.at[i].day - 1]++;
	}
	if (!specials_deal(p->arena, &deck, dealt))
		return err_set(err, ERR_SYSTEM, "the visits of %.*s do not add up",
			       STR_ARG(p->zone->schools.at[group->school].name));
	for (size_t s = 0; s < group->sections.n; s++)
		for (size_t day = 0; day < n_days; day++) {
			uint32_t row = dealt[s * n_days + day];

			if (row != UINT32_MAX)
				book(p, next_of(p, g, group->rows.at[row], (int32_t)day + 1),
				     group->sections.at[s]);
		}
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

static bool solve_rotation(struct planning *p, const struct specials *specials,
			   const struct specials_options *options, struct specials_plan *plan,
			   struct err *err)
{
	const struct deadline deadline = deadline_in(options->clock, options->seconds);
	int64_t started = clock_monotonic_ns(options->clock);
	struct weft_proof_options proof_options = specials_proof_options(specials);
	struct weft_proof *proof = NULL;
	bool ok = true;

	p->specials = specials;
	p->found.n = 0;
	if (specials_explain_counts(p->arena, specials, options, plan)) {
		plan->verdict = WEFT_INFEASIBLE;
		return true;
	}
	if (!weft_proof_create(&proof, specials->instance, &proof_options, err))
		return false;
	plan->verdict = weft_proof_decide(proof, NULL, &deadline);
	plan->seconds += (double)(clock_monotonic_ns(options->clock) - started) / 1e9;
	if (plan->verdict == WEFT_FEASIBLE) {
		struct weft_solution *solution = weft_solution_create(specials->instance);

		weft_proof_solution(proof, solution);
		collect(p, solution);
		weft_solution_destroy(solution);
		ok = deal(p, err);
	} else if (plan->verdict == WEFT_INFEASIBLE) {
		specials_explain(p->arena, specials, proof, options, plan);
	}
	weft_proof_destroy(proof);
	return ok;
}

bool specials_solve(struct arena *arena, const struct zone *zone, struct zone_list schools,
		    const struct specials_options *options, struct specials_plan *ret,
		    struct err *err)
{
	struct zone_list rotations = specials_rotations(arena, zone, schools);
	struct planning planning = {.arena = arena, .zone = zone};

	*ret = (struct specials_plan){.verdict = WEFT_FEASIBLE};
	for (size_t i = 0; i < rotations.n && ret->verdict == WEFT_FEASIBLE; i++) {
		struct specials specials;
		bool ok;

		if (!specials_build(&specials, arena, zone, rotations.at[i], schools, err))
			return false;
		ok = solve_rotation(&planning, &specials, options, ret, err);
		specials_finish(&specials);
		if (!ok)
			return false;
	}
	ret->bookings.at = planning.bookings.at;
	ret->bookings.n = planning.bookings.n;
	return true;
}
