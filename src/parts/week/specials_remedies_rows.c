/* Other times, other places, fewer visits. */
#include "parts/week/specials_remedies.h"

#include "parts/week/specials_internal.h"
#include "parts/week/specials_story.h"

#include <string.h>

static uint32_t block_row(const struct zone *zone, uint32_t school, uint32_t grade)
{
	for (uint32_t i = 0; i < zone->grade_blocks.n; i++)
		if (zone->grade_blocks.at[i].school == school &&
		    zone->grade_blocks.at[i].grade == grade &&
		    zone->grade_blocks.at[i].section == ZONE_NONE)
			return i;
	return ZONE_NONE;
}

/* The grade moves to a block, and what has it there moves to the grade's. */
static void try_block(struct remedies *r, const struct week_rule *need, uint32_t block)
{
	struct zone zone = *r->specials->zone;
	struct zone_grade_block *at = arena_array(r->arena, struct zone_grade_block,
						  zone.grade_blocks.n);
	uint32_t row = block_row(&zone, need->school, need->grade);
	uint32_t traded = ZONE_NONE;

	if (row == ZONE_NONE || zone.grade_blocks.at[row].block == block)
		return;
	memcpy(at, zone.grade_blocks.at, zone.grade_blocks.n * sizeof *at);
	for (uint32_t i = 0; i < zone.grade_blocks.n; i++)
		if (at[i].school == need->school && at[i].block == block &&
		    at[i].section == ZONE_NONE) {
			traded = at[i].grade;
			at[i].block = at[row].block;
		}
	at[row].block = block;
	zone.grade_blocks.at = at;
	if (!remedies_would_do(r, &zone))
		return;
	if (traded == ZONE_NONE)
		remedies_tell(r, &zone,
			      arena_printf(r->arena,
					   "%.*s: grade %.*s has its specials in block %.*s.",
					   STR_ARG(zone.schools.at[need->school].name),
					   STR_ARG(zone.grades.at[need->grade].code),
					   STR_ARG(zone.blocks.at[block].code)),
			      0);
	else
		remedies_tell(r, &zone,
			      arena_printf(r->arena,
					   "%.*s: grade %.*s and grade %.*s trade their blocks for "
					   "specials (grade %.*s then has %.*s).",
					   STR_ARG(zone.schools.at[need->school].name),
					   STR_ARG(zone.grades.at[need->grade].code),
					   STR_ARG(zone.grades.at[traded].code),
					   STR_ARG(zone.grades.at[need->grade].code),
					   STR_ARG(zone.blocks.at[block].code)),
			      0);
}

/* A block that nobody of the school uses, or else any other. */
void remedies_blocks(struct remedies *r, const struct week_rule *need)
{
	const struct zone *zone = r->specials->zone;
	size_t before = r->found.n;

	for (int pass = 0; pass < 2 && r->found.n == before; pass++)
		for (uint32_t b = 0; b < zone->blocks.n && r->found.n == before; b++) {
			bool used = false;

			for (size_t i = 0; i < zone->grade_blocks.n; i++)
				used = used || (zone->grade_blocks.at[i].school == need->school &&
						zone->grade_blocks.at[i].block == b);
			if (used == (pass == 1))
				try_block(r, need, b);
		}
}

/* --- rooms -------------------------------------------------------------------- */

/* One more room of the kind, or place in one, for each class that has none. */
void remedies_room(struct remedies *r, const struct week_rule *need)
{
	struct zone zone = *r->specials->zone;
	int32_t places = specials_places(&zone, need->subject, need->school);
	struct zone_room *at = arena_array(r->arena, struct zone_room, zone.rooms.n + 1);
	int64_t more = (remedies_missing(r->shortage) + r->specials->n_days - 1) /
		       r->specials->n_days;

	if (places < 0)
		return;
	memcpy(at, zone.rooms.at, zone.rooms.n * sizeof *at);
	at[zone.rooms.n] = (struct zone_room){
		.code = STR("new-room"),
		.name = STR("new room"),
		.school = need->school,
		.kind = (enum zone_room_kind)zone.subjects.at[need->subject].room_kind,
		.seats = ZONE_UNSET,
		.classes = (int32_t)more};
	zone.rooms.at = at;
	zone.rooms.n++;
	if (!remedies_would_do(r, &zone))
		return;
	remedies_tell(r, &zone,
		      arena_printf(r->arena,
				   "%.*s: %.*s has room for %d classes at once, %lld more.",
				   STR_ARG(zone.schools.at[need->school].name),
				   STR_ARG(specials_subject(r->arena, &zone, need->subject)),
				   places + (int32_t)more, (long long)more),
		      0);
	remedies_cost(r, STR("a room"));
}

/* --- fewer visits --------------------------------------------------------------- */

/* One visit less of the subject at the school, one more of another special: the classes
 * still have a special each day. */
void remedies_fewer(struct remedies *r, const struct week_rule *need)
{
	struct zone zone = *r->specials->zone;
	struct zone_visit *at = arena_array(r->arena, struct zone_visit, zone.visits.n + 2);
	uint32_t *school = arena_new(r->arena, uint32_t), other = ZONE_NONE;
	uint32_t *rest = arena_array(r->arena, uint32_t, zone.schools.n);
	size_t n_rest = 0;

	*school = need->school;
	memcpy(at, zone.visits.at, zone.visits.n * sizeof *at);
	for (uint32_t s = 0; s < zone.schools.n; s++)
		if (s != need->school && zone_applies(at[need->visit].schools, s))
			rest[n_rest++] = s;
	for (uint32_t i = 0; i < zone.visits.n; i++)
		if (i != need->visit && at[i].rotation == at[need->visit].rotation &&
		    zone_applies(at[i].schools, need->school) && at[i].grades.n == 0)
			other = other == ZONE_NONE || at[i].visits < at[other].visits ? i : other;
	if (other == ZONE_NONE || n_rest == 0 || at[need->visit].visits < 2 ||
	    at[need->visit].schools.n != 0 || at[other].schools.n != 0)
		return;
	at[zone.visits.n] = at[need->visit];
	at[zone.visits.n + 1] = at[other];
	at[need->visit].schools = at[other].schools = (struct zone_list){rest, n_rest};
	at[zone.visits.n].schools = at[zone.visits.n + 1].schools = (struct zone_list){school, 1};
	at[zone.visits.n].visits--;
	at[zone.visits.n + 1].visits++;
	zone.visits.at = at;
	zone.visits.n += 2;
	if (!remedies_would_do(r, &zone))
		return;
	remedies_tell(
		r, &zone,
		arena_printf(r->arena,
			     "%.*s: each class has %d %.*s visits in %d days instead of %d, and "
			     "one more of %.*s.",
			     STR_ARG(zone.schools.at[need->school].name),
			     at[need->visit].visits - 1,
			     STR_ARG(specials_subject(r->arena, &zone, need->subject)),
			     r->specials->n_days, at[need->visit].visits,
			     STR_ARG(specials_subject(r->arena, &zone, at[other].subject))),
		0);
	remedies_cost(r, arena_printf(r->arena, "a visit of %.*s for each class in %d days",
				      STR_ARG(specials_subject(r->arena, &zone, need->subject)),
				      r->specials->n_days));
}

/* One visit less of the special, where a class has more visits than its block has days. */
void remedies_one_less(struct remedies *r, const struct week_rule *need)
{
	struct zone zone = *r->specials->zone;
	struct zone_visit *at = arena_array(r->arena, struct zone_visit, zone.visits.n);

	if (zone.visits.at[need->visit].visits < 2)
		return;
	memcpy(at, zone.visits.at, zone.visits.n * sizeof *at);
	at[need->visit].visits--;
	zone.visits.at = at;
	if (!remedies_would_do(r, &zone))
		return;
	remedies_tell(r, &zone,
		      arena_printf(r->arena,
				   "Each class has %d %.*s visits in %d days instead of %d.",
				   at[need->visit].visits,
				   STR_ARG(specials_subject(r->arena, &zone, need->subject)),
				   r->specials->n_days, at[need->visit].visits + 1),
		      0);
	remedies_cost(r, STR("a visit of each class"));
}

/* --- locks ---------------------------------------------------------------------- */

void remedies_lock(struct remedies *r, uint32_t lock)
{
	struct specials_task task = r->specials->task;
	struct specials_lock *at = arena_array(r->arena, struct specials_lock, task.locks.n);
	size_t n = 0;

	for (size_t i = 0; i < task.locks.n; i++)
		if (i != lock)
			at[n++] = task.locks.at[i];
	task.locks.at = at;
	task.locks.n = n;
	if (remedies_task_would_do(r, &task))
		remedies_tell(r, r->specials->zone,
			      arena_printf(r->arena, "Take the lock off: %.*s.",
					   STR_ARG(r->specials->task.locks.at[lock].words)),
			      0);
}
