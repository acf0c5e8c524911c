/* More people, or more of them. */
#include "parts/week/specials_remedies.h"

#include "parts/week/specials_internal.h"
#include "parts/week/specials_story.h"

#include <string.h>

static struct zone_assignment teaching(uint32_t person, const struct week_rule *need)
{
	return (struct zone_assignment){
		.person = person,
		.school = need->school,
		.role = ZONE_SPECIALIST,
		.subject = need->subject,
		.fte_x100 = ZONE_UNSET,
		.visits_per_week_x100 = ZONE_UNSET,
		.room = ZONE_NONE,
		.from = ZONE_UNSET,
		.to = ZONE_UNSET,
	};
}

static struct zone with_assignment(struct remedies *r, uint32_t person,
				   const struct week_rule *need)
{
	struct zone zone = *r->specials->zone;
	struct zone_assignment *at = arena_array(r->arena, struct zone_assignment,
						 zone.assignments.n + 1);

	memcpy(at, zone.assignments.at, zone.assignments.n * sizeof *at);
	at[zone.assignments.n] = teaching(person, need);
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

/* What all schools of a person have them down for, in hundredths. */
struct load {
	int64_t positions, visits_per_week;
};

static struct load load_of(const struct zone *zone, uint32_t person)
{
	struct load load = {0, 0};

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];

		if (at->person != person)
			continue;
		load.positions += at->fte_x100 != ZONE_UNSET ? at->fte_x100 : 0;
		load.visits_per_week += at->visits_per_week_x100 != ZONE_UNSET
						? at->visits_per_week_x100
						: 0;
	}
	return load;
}

/* What a position costs a year: its parts, or a whole one. */
static int64_t price_of_position(const struct zone *zone, uint32_t person)
{
	int64_t parts = load_of(zone, person).positions;

	return zone->info.at[0].position_cents * (parts == 0 ? 100 : parts) / 100;
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
		    (best == ZONE_NONE ||
		     load_of(zone, person).visits_per_week < load_of(zone, best).visits_per_week))
			best = person;
	return best;
}

void remedies_colleagues(struct remedies *r, const struct week_rule *need)
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
		changed = with_assignment(r, person, need);
		if (!remedies_would_do(r, &changed))
			continue;
		remedies_tell(r, &changed,
			      arena_printf(r->arena, "%.*s (%.*s) teaches %.*s at %.*s too.",
					   STR_ARG(zone->people.at[person].code),
					   STR_ARG(zone->people.at[person].name),
					   STR_ARG(specials_subject(r->arena, zone, need->subject)),
					   STR_ARG(zone->schools.at[need->school].name)),
			      price_of_visits(r, remedies_missing(r->shortage)));
		return;
	}
}

/* Fill a position that is vacant, of somebody who would teach it there. */
void remedies_vacancies(struct remedies *r, const struct week_rule *need)
{
	const struct zone *zone = r->specials->zone;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];
		struct zone_person *people;
		struct zone changed = *zone;

		if (at->school != need->school || at->subject != need->subject ||
		    at->role != ZONE_SPECIALIST ||
		    zone->people.at[at->person].status == ZONE_ACTIVE)
			continue;
		people = arena_array(r->arena, struct zone_person, zone->people.n);
		memcpy(people, zone->people.at, zone->people.n * sizeof *people);
		people[at->person].status = ZONE_ACTIVE;
		changed.people.at = people;
		if (remedies_would_do(r, &changed))
			remedies_tell(r, &changed,
				      arena_printf(r->arena, "Somebody fills the position %.*s%s.",
						   STR_ARG(zone->people.at[at->person].code),
						   zone->people.at[at->person].status == ZONE_VACANT
							   ? ", which is vacant"
							   : ", whose holder is on leave"),
				      price_of_position(zone, at->person));
	}
}

/* By how much a weekly limit is too low for what is missing, shared by all whom it holds. */
static int32_t least_more(const struct remedies *r, const struct zone_rule *row)
{
	int64_t share = (int64_t)r->shortage->people.n * r->specials->n_days;
	int64_t more = (remedies_missing(r->shortage) * 5 + share - 1) / share;

	return more > row->maximum ? row->maximum : (int32_t)more;
}

/* The weekly limit of a rule that one meets: as high as it must be. */
void remedies_limit(struct remedies *r)
{
	const struct zone *zone = r->specials->zone;
	struct zone_rule *rules = arena_array(r->arena, struct zone_rule, zone->rules.n);
	struct zone changed = *zone;

	for (uint32_t i = 0; i < r->specials->rules.n; i++) {
		const struct week_rule *limit = &r->specials->rules.at[i];
		const struct zone_rule *row;
		int32_t more;

		if (limit->kind != WEEK_RULE_VISITS_PER_WEEK || limit->rule == ZONE_NONE ||
		    r->shortage->people.n == 0 || !zone_applies(r->shortage->people, limit->person))
			continue;
		row = &zone->rules.at[limit->rule];
		more = least_more(r, row);
		memcpy(rules, zone->rules.at, zone->rules.n * sizeof *rules);
		rules[limit->rule].maximum += more;
		changed.rules.at = rules;
		if (!remedies_would_do(r, &changed))
			return;
		remedies_tell(r, &changed,
			      arena_printf(r->arena,
					   "The rule %.*s allows %d visits a week instead of %d.",
					   STR_ARG(row->code), row->maximum + more, row->maximum),
			      row->price_cents);
		remedies_cost(r,
			      row->price_note.len > 0 ? row->price_note : STR("has to be agreed"));
		return;
	}
}

/* New people, as many as are missing at once. */
void remedies_position(struct remedies *r, const struct week_rule *need)
{
	struct zone zone = *r->specials->zone;
	size_t more = r->shortage->short_of > 1 ? (size_t)r->shortage->short_of : 1;
	struct zone_person *people = arena_array(r->arena, struct zone_person,
						 zone.people.n + more);
	struct zone_assignment *assignments = arena_array(r->arena, struct zone_assignment,
							  zone.assignments.n + more);
	int64_t visits = remedies_missing(r->shortage);

	memcpy(people, zone.people.at, zone.people.n * sizeof *people);
	memcpy(assignments, zone.assignments.at, zone.assignments.n * sizeof *assignments);
	for (size_t i = 0; i < more; i++) {
		struct str code = arena_printf(r->arena, "new-specialist-%zu", i + 1);

		people[zone.people.n + i] = (struct zone_person){.code = code,
								 .name = STR("new specialist"),
								 .status = ZONE_ACTIVE,
								 .home = need->school,
								 .started = ZONE_UNSET};
		assignments[zone.assignments.n + i] = teaching((uint32_t)(zone.people.n + i), need);
	}
	zone.people.at = people;
	zone.people.n += more;
	zone.assignments.at = assignments;
	zone.assignments.n += more;
	if (!remedies_would_do(r, &zone))
		return;
	remedies_tell(
		r, &zone,
		arena_printf(
			r->arena,
			"%.*s more %.*s teacher%s to %.*s for at least %lld visit%s in %d days.",
			STR_ARG(more == 1 ? STR("One") : arena_printf(r->arena, "%zu", more)),
			STR_ARG(specials_subject(r->arena, &zone, need->subject)),
			more == 1 ? " comes" : "s come",
			STR_ARG(zone.schools.at[need->school].name), (long long)visits,
			visits == 1 ? "" : "s", r->specials->n_days),
		price_of_visits(r, visits));
}
