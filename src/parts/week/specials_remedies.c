/* Changes that would make the specials fit.
 *
 * Each is a small change of the zone's rows, made on a copy and tried by planning again:
 * a specialist who teaches the subject elsewhere comes too; a grade trades its block with
 * another; a class has one visit less; one more specialist for part of a week. Only what
 * was found to work is told. What it costs is counted in positions of the zone.
 */
#include "parts/week/specials_explain.h"

#include "base/vec.h"
#include "parts/week/specials_hall.h"

#include <string.h>

struct remedies {
	struct arena *arena;
	const struct specials *specials;
	const struct specials_shortage *shortage;
	struct deadline deadline;
	VEC(struct specials_remedy) found;
};

/* Would the changed task do? Not known counts as no. */
static bool task_would_do(struct remedies *r, const struct specials_task *task)
{
	struct weft_proof_options options;
	struct weft_proof *proof = NULL;
	struct specials specials;
	struct specials_hall refuted;
	struct err err;
	bool yes = false;

	if (deadline_passed(&r->deadline) || !specials_build(&specials, r->arena, task, &err))
		return false;
	options = specials_proof_options(&specials);
	if (specials_hall_find(r->arena, &specials, &refuted, 1) == 0 &&
	    weft_proof_create(&proof, specials.instance, &options, &err)) {
		yes = weft_proof_decide(proof, NULL, &r->deadline) == WEFT_FEASIBLE;
		weft_proof_destroy(proof);
	}
	specials_finish(&specials);
	return yes;
}

static bool would_do(struct remedies *r, const struct zone *changed)
{
	struct specials_task task = r->specials->task;

	task.zone = changed;
	return task_would_do(r, &task);
}

static void tell(struct remedies *r, const struct zone *changed, struct str sentence,
		 int64_t price_cents)
{
	struct zone *kept = arena_new(r->arena, struct zone);

	*kept = *changed;
	*vec_push(r->arena, &r->found) = (struct specials_remedy){sentence, price_cents, kept};
}

/* --- people ------------------------------------------------------------------- */

static struct zone with_assignment(struct remedies *r, const struct zone_assignment *more)
{
	struct zone zone = *r->specials->zone;
	struct zone_assignment *at = arena_array(r->arena, struct zone_assignment,
						 zone.assignments.n + 1);

	memcpy(at, zone.assignments.at, zone.assignments.n * sizeof *at);
	at[zone.assignments.n] = *more;
	zone.assignments.at = at;
	zone.assignments.n++;
	return zone;
}

static bool teaches_at(const struct zone *zone, uint32_t person, uint32_t school, uint32_t subject)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].subject == subject &&
		    zone->assignments.at[i].school == school)
			return true;
	return false;
}

/* The part of a position for the visits that are missing, in cents a year: a full
 * position gives the most visits a week that the contract allows. */
static int64_t price_of_visits(const struct remedies *r, int64_t visits)
{
	const struct zone *zone = r->specials->zone;
	int64_t full = 0;

	for (size_t i = 0; i < zone->rules.n; i++)
		if (zone->rules.at[i].kind == ZONE_VISITS_PER_WEEK &&
		    zone->rules.at[i].maximum != ZONE_UNSET)
			full = (int64_t)zone->rules.at[i].maximum * r->specials->n_days / 5;
	return full <= 0 ? 0 : zone->info.at[0].position_cents * visits / full;
}

static int64_t missing(const struct specials_shortage *shortage)
{
	return shortage->demand > shortage->supply ? shortage->demand - shortage->supply : 1;
}

/* Visits a week that a person's schools have them down for, in hundredths. */
static int64_t load_of(const struct zone *zone, uint32_t person)
{
	int64_t load = 0;

	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].visits_per_week_x100 != ZONE_UNSET)
			load += zone->assignments.at[i].visits_per_week_x100;
	return load;
}

static bool teaches(const struct zone *zone, uint32_t person, uint32_t subject)
{
	for (uint32_t s = 0; s < zone->schools.n; s++)
		if (teaches_at(zone, person, s, subject))
			return zone->people.at[person].status == ZONE_ACTIVE;
	return false;
}

/* Of those who teach the subject elsewhere, the one with the most visits free. */
static uint32_t freest(const struct zone *zone, const struct week_rule *need, const bool *asked)
{
	uint32_t best = ZONE_NONE;

	for (uint32_t person = 0; person < zone->people.n; person++)
		if (!asked[person] && teaches(zone, person, need->subject) &&
		    !teaches_at(zone, person, need->school, need->subject) &&
		    (best == ZONE_NONE || load_of(zone, person) < load_of(zone, best)))
			best = person;
	return best;
}

static void try_colleagues(struct remedies *r, const struct week_rule *need)
{
	enum { MOST_ASKED = 3 };
	const struct zone *zone = r->specials->zone;
	bool *asked = arena_array(r->arena, bool, zone->people.n);

	for (int k = 0; k < MOST_ASKED; k++) {
		uint32_t person = freest(zone, need, asked);
		struct zone changed;

		if (person == ZONE_NONE)
			return;
		asked[person] = true;
		changed = with_assignment(r, &(struct zone_assignment){
						     .person = person,
						     .school = need->school,
						     .role = ZONE_SPECIALIST,
						     .subject = need->subject,
						     .visits_per_week_x100 = ZONE_UNSET,
						     .room = ZONE_NONE,
						     .from = ZONE_UNSET,
						     .to = ZONE_UNSET,
					     });
		if (!would_do(r, &changed))
			continue;
		tell(r, &changed,
		     arena_printf(r->arena, "%.*s (%.*s) teaches %.*s at %.*s too.",
				  STR_ARG(zone->people.at[person].code),
				  STR_ARG(zone->people.at[person].name),
				  STR_ARG(zone->subjects.at[need->subject].code),
				  STR_ARG(zone->schools.at[need->school].name)),
		     price_of_visits(r, missing(r->shortage)));
		return;
	}
}

static void try_position(struct remedies *r, const struct week_rule *need)
{
	struct zone zone = *r->specials->zone;
	struct zone_person *people = arena_array(r->arena, struct zone_person, zone.people.n + 1);
	struct zone changed;
	int64_t visits = missing(r->shortage);

	memcpy(people, zone.people.at, zone.people.n * sizeof *people);
	people[zone.people.n] = (struct zone_person){.code = STR("new specialist"),
						     .name = STR("new specialist"),
						     .status = ZONE_ACTIVE,
						     .home = need->school,
						     .started = ZONE_UNSET};
	changed = with_assignment(r, &(struct zone_assignment){
					     .person = (uint32_t)zone.people.n,
					     .school = need->school,
					     .role = ZONE_SPECIALIST,
					     .subject = need->subject,
					     .visits_per_week_x100 = ZONE_UNSET,
					     .room = ZONE_NONE,
					     .from = ZONE_UNSET,
					     .to = ZONE_UNSET,
				     });
	changed.people.at = people;
	changed.people.n = zone.people.n + 1;
	if (would_do(r, &changed))
		tell(r, &changed,
		     arena_printf(r->arena,
				  "One more %.*s teacher comes to %.*s for at least %lld visits in "
				  "%d days.",
				  STR_ARG(zone.subjects.at[need->subject].code),
				  STR_ARG(zone.schools.at[need->school].name), (long long)visits,
				  r->specials->n_days),
		     price_of_visits(r, visits));
}

/* --- blocks ------------------------------------------------------------------- */

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
	if (!would_do(r, &zone))
		return;
	if (traded == ZONE_NONE)
		tell(r, &zone,
		     arena_printf(r->arena, "%.*s: grade %.*s has its specials in block %.*s.",
				  STR_ARG(zone.schools.at[need->school].name),
				  STR_ARG(zone.grades.at[need->grade].code),
				  STR_ARG(zone.blocks.at[block].code)),
		     0);
	else
		tell(r, &zone,
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
static void try_blocks(struct remedies *r, const struct week_rule *need)
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

/* --- fewer visits --------------------------------------------------------------- */

/* One visit less of the subject at the school, one more of another special: the classes
 * still have a special each day. */
static void try_fewer(struct remedies *r, const struct week_rule *need)
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
	if (would_do(r, &zone))
		tell(r, &zone,
		     arena_printf(
			     r->arena,
			     "%.*s: each class has %d %.*s visits in %d days instead of %d, and "
			     "one more of %.*s.",
			     STR_ARG(zone.schools.at[need->school].name),
			     at[need->visit].visits - 1,
			     STR_ARG(zone.subjects.at[need->subject].code), r->specials->n_days,
			     at[need->visit].visits,
			     STR_ARG(zone.subjects.at[at[other].subject].code)),
		     0);
}

/* --- locks ---------------------------------------------------------------------- */

static void try_lock(struct remedies *r, uint32_t lock)
{
	struct specials_task task = r->specials->task;
	struct specials_lock *at = arena_array(r->arena, struct specials_lock, task.locks.n);
	size_t n = 0;

	for (size_t i = 0; i < task.locks.n; i++)
		if (i != lock)
			at[n++] = task.locks.at[i];
	task.locks.at = at;
	task.locks.n = n;
	if (task_would_do(r, &task))
		tell(r, r->specials->zone,
		     arena_printf(r->arena, "Take the lock off: %.*s.",
				  STR_ARG(r->specials->task.locks.at[lock].words)),
		     0);
}

void specials_find_remedies(struct arena *arena, const struct specials *specials,
			    const struct specials_shortage *shortage,
			    const struct deadline *deadline, struct specials_conflict *conflict)
{
	enum { MOST_NEEDS = 2 };
	struct remedies r = {
		.arena = arena,
		.specials = specials,
		.shortage = shortage,
		.deadline = *deadline,
	};

	for (size_t i = 0; i < shortage->locks.n; i++)
		try_lock(&r, shortage->locks.at[i]);
	for (size_t i = 0; i < shortage->needs.n && i < MOST_NEEDS; i++) {
		const struct week_rule *need = &specials->rules.at[shortage->needs.at[i]];

		if (!shortage->capped)
			try_blocks(&r, need);
		if (i == 0) {
			try_colleagues(&r, need);
			try_position(&r, need);
			try_fewer(&r, need);
		}
	}
	conflict->remedies.at = r.found.at;
	conflict->remedies.n = r.found.n;
}
