/* The plan of specials as visits of the week. */
#include "parts/week/week_internal.h"

#include "parts/school/zone_calendar.h"
#include "parts/week/specials_solve.h"

/* The block in which a visit is, by its times on the planned shape of its day. */
static uint32_t find_block(const struct zone *zone, uint32_t shape, int32_t start, int32_t end)
{
	for (size_t i = 0; i < zone->block_times.n; i++)
		if (zone->block_times.at[i].shape == shape &&
		    zone->block_times.at[i].start == start && zone->block_times.at[i].end <= end)
			return zone->block_times.at[i].block;
	return ZONE_NONE;
}

static void take_visits(struct week_maker *maker, const struct specials_plan *plan)
{
	const struct zone *zone = maker->zone;
	VEC(struct week_visit) found = {0};

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct specials_booking *b = &plan->bookings.at[i];
		uint32_t rotation = zone->visits.at[b->row].rotation;
		uint32_t shape = zone_rotation_shape(zone, zone->sections.at[b->section].school,
						     rotation, b->day);

		*vec_push(maker->arena, &found) = (struct week_visit){
			.section = b->section,
			.subject = zone->visits.at[b->row].subject,
			.person = b->person,
			.row = b->row,
			.rotation = rotation,
			.day = b->day,
			.block = find_block(zone, shape, b->start, b->end),
			.start = b->start,
			.end = b->end,
		};
	}
	maker->visits = (struct week_visits){found.at, found.n, maker->apart};
}

static struct str price_text(struct arena *arena, const struct specials_remedy *remedy)
{
	if (remedy->price_cents <= 0)
		return remedy->price.len > 0 ? remedy->price : STR("no money");
	return arena_printf(arena, "$%lld a year", (long long)((remedy->price_cents + 50) / 100));
}

static void take_conflict(struct arena *arena, const struct specials_conflict *conflict,
			  struct day_findings *findings)
{
	struct week_remedy *remedies = arena_array(arena, struct week_remedy, conflict->remedies.n);
	const struct zone **tried = arena_array(arena, const struct zone *, conflict->remedies.n);

	for (size_t i = 0; i < conflict->remedies.n; i++)
		remedies[i] = (struct week_remedy){conflict->remedies.at[i].sentence,
						   price_text(arena, &conflict->remedies.at[i])};
	for (size_t i = 0; i < conflict->remedies.n; i++)
		tried[i] = conflict->remedies.at[i].zone;
	*vec_push(arena, &findings->conflicts) = (struct week_conflict){
		.school = ZONE_NONE,
		.rules = conflict->rules.at,
		.n_rules = conflict->rules.n,
		.sentence = conflict->sentence,
		.remedies = remedies,
		.n_remedies = conflict->remedies.n,
		.tried = tried,
	};
}

/* The verdict is there at once; remedies are looked for a little longer: so many seconds of counted
 * work. Where no time is given, a minute is more than that takes anywhere. */
enum { REMEDY_SECONDS = 1, GUARD_SECONDS = 60 };

bool week_count_visits(struct arena *arena, const struct zone *zone, struct zone_list schools,
		       const struct week_options *options, struct day_findings *findings,
		       struct err *err)
{
	struct specials_options specials = {.clock = &clock_system, .seconds = GUARD_SECONDS};
	struct specials_plan plan;

	if (options != NULL) {
		specials.clock = options->clock;
		specials.seconds = options->seconds > 0 ? options->seconds : GUARD_SECONDS;
		specials.remedy_seconds = options->remedy_seconds > 0 ? options->remedy_seconds
								      : REMEDY_SECONDS;
	}
	if (!specials_count(arena, zone, schools, &specials, &plan, err))
		return false;
	for (size_t i = 0; i < plan.conflicts.n; i++)
		take_conflict(arena, &plan.conflicts.at[i], findings);
	return true;
}

bool week_find_visits(struct week_maker *maker, enum week_verdict *ret, double *ret_seconds,
		      struct err *err)
{
	struct specials_options options = {
		.clock = maker->options->clock,
		.seconds = deadline_left(&maker->deadline),
		.remedy_seconds = maker->options->remedy_seconds > 0
					  ? maker->options->remedy_seconds
					  : REMEDY_SECONDS};
	struct specials_plan plan;

	options.seed = maker->options->seed;
	options.locks.at = maker->locks.at;
	options.locks.n = maker->locks.n;
	options.previous.at = maker->before.at;
	options.previous.n = maker->before.n;
	if (!specials_solve(maker->arena, maker->zone, maker->options->schools, &options, &plan,
			    err))
		return false;
	take_visits(maker, &plan);
	for (size_t i = 0; i < plan.conflicts.n; i++)
		take_conflict(maker->arena, &plan.conflicts.at[i], &maker->findings);
	for (size_t i = 0; i < plan.given_up.n; i++)
		*vec_push(maker->arena, &maker->findings.given_up) = plan.given_up.at[i];
	maker->least = plan.least;
	*ret_seconds = plan.seconds;
	*ret = plan.verdict == WEFT_FEASIBLE     ? WEEK_FEASIBLE
	       : plan.verdict == WEFT_INFEASIBLE ? WEEK_INFEASIBLE
						 : WEEK_UNKNOWN;
	return true;
}
