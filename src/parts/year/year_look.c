#include "parts/year/year_look.h"

#include "base/date.h"
#include "base/vec.h"

#include <stdlib.h>

enum { GUEST_AGAIN_DAYS = 28 };

const char *year_part_name(enum year_part part)
{
	static const char *const names[] = {"member",  "partner", "coach", "leader",
					    "attends", "visitor", "guest"};

	return names[part];
}

static bool attends(const struct year_problem *problem, size_t lab, uint32_t person)
{
	struct zone_list attend = problem->zone->lab_plans.at[problem->labs[lab].plan].attend;

	return attend.n > 0 && zone_applies(attend, person);
}

bool year_is_in(const struct year_problem *problem, size_t lab, uint32_t person)
{
	const struct zone *zone = problem->zone;

	for (size_t m = 0; m < zone->members.n; m++)
		if (zone->members.at[m].team == problem->labs[lab].team &&
		    zone->members.at[m].person == person)
			return true;
	return attends(problem, lab, person);
}

/* ---- Who is in a lab ---- */

struct dealing {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
	struct year_lab_days days;
	struct year_attendees attendees;
};

static void add(struct dealing *d, size_t lab, uint32_t person, enum year_part part)
{
	for (size_t i = d->attendees.n; i-- > 0 && d->attendees.at[i].lab == lab;)
		if (d->attendees.at[i].person == person)
			return;
	*vec_push(d->arena, &d->attendees) = (struct year_attendee){lab, person, part};
}

static enum year_part part_of(const struct zone *zone, uint32_t person)
{
	for (size_t i = 0; i < zone->assignments.n; i++) {
		if (zone->assignments.at[i].person != person)
			continue;
		if (zone->assignments.at[i].role == ZONE_COACH)
			return YEAR_COACH;
		if (zone->assignments.at[i].role == ZONE_PRINCIPAL ||
		    zone->assignments.at[i].role == ZONE_ASSISTANT_PRINCIPAL)
			return YEAR_LEADER;
	}
	return YEAR_ATTENDS;
}

static void add_own(struct dealing *d, size_t lab)
{
	const struct zone *zone = d->problem->zone;
	struct zone_list attend = zone->lab_plans.at[d->problem->labs[lab].plan].attend;

	for (size_t m = 0; m < zone->members.n; m++)
		if (zone->members.at[m].team == d->problem->labs[lab].team &&
		    zone_is_on(zone->members.at[m].from, zone->members.at[m].to,
			       d->plan->at[lab].date))
			add(d, lab, zone->members.at[m].person,
			    zone->members.at[m].partner ? YEAR_PARTNER : YEAR_MEMBER);
	for (size_t i = 0; i < attend.n; i++)
		add(d, lab, attend.at[i], part_of(zone, attend.at[i]));
}

static int32_t week_of(int32_t date)
{
	return date - (int32_t)(date_weekday(date) - MONDAY);
}

static uint32_t school_of(const struct dealing *d, size_t lab)
{
	uint32_t school = d->problem->labs[lab].school;

	return school == ZONE_NONE ? 0 : school;
}

/* The days of one week, [from, to): the visitor takes those of the schools and teams seen least. */
static void deal_week(struct dealing *d, const struct zone_rule *rule, uint32_t person, size_t from,
		      size_t to, int32_t *schools, int32_t *teams)
{
	for (int32_t left = rule->maximum; left > 0; left--) {
		size_t best = SIZE_MAX;
		int32_t least = INT32_MAX;

		for (size_t i = from; i < to; i++) {
			size_t lab = d->days.at[i].lab;
			int32_t seen = 100 * schools[school_of(d, lab)] +
				       teams[d->problem->labs[lab].team];
			bool taken = false;

			for (size_t a = 0; a < d->attendees.n && !taken; a++)
				taken = d->attendees.at[a].person == person &&
					d->plan->at[d->attendees.at[a].lab].date ==
						d->days.at[i].date;
			if (!taken && seen < least && d->days.at[i].day == 0 &&
			    year_rule_applies(d->problem, rule, lab)) {
				least = seen;
				best = lab;
			}
		}
		if (best == SIZE_MAX)
			return;
		add(d, best, person, YEAR_VISITOR);
		schools[school_of(d, best)]++;
		teams[d->problem->labs[best].team]++;
	}
}

static void deal_visitors(struct dealing *d, const struct zone_rule *rule, uint32_t person)
{
	const struct zone *zone = d->problem->zone;
	int32_t *schools = arena_array(d->arena, int32_t, zone->schools.n);
	int32_t *teams = arena_array(d->arena, int32_t, zone->teams.n);

	for (size_t from = 0, to = 0; from < d->days.n; from = to) {
		while (to < d->days.n &&
		       week_of(d->days.at[to].date) == week_of(d->days.at[from].date))
			to++;
		deal_week(d, rule, person, from, to, schools, teams);
	}
}

/* A guest is free when no lab of theirs is that day, at any school. */
static bool is_free(const struct dealing *d, uint32_t person, int32_t date)
{
	for (size_t i = 0; i < d->days.n; i++)
		if (d->days.at[i].date == date && attends(d->problem, d->days.at[i].lab, person))
			return false;
	for (size_t a = 0; a < d->attendees.n; a++)
		if (d->attendees.at[a].part == YEAR_GUEST && d->attendees.at[a].person == person &&
		    abs(d->plan->at[d->attendees.at[a].lab].date - date) < GUEST_AGAIN_DAYS)
			return false;
	return true;
}

/* The coach who comes: of the subject, from another school, not there before this year. */
static uint32_t guest_of(const struct dealing *d, size_t lab, const bool *was_there)
{
	const struct zone *zone = d->problem->zone;
	const struct year_lab *l = &d->problem->labs[lab];

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (row->role == ZONE_COACH && row->subject == l->subject &&
		    row->school != l->school &&
		    zone->people.at[row->person].status == ZONE_ACTIVE &&
		    !was_there[row->person * zone->schools.n + school_of(d, lab)] &&
		    !attends(d->problem, lab, row->person) &&
		    is_free(d, row->person, d->plan->at[lab].date))
			return row->person;
	}
	return ZONE_NONE;
}

static void deal_guests(struct dealing *d, const struct zone_rule *rule)
{
	const struct zone *zone = d->problem->zone;
	bool *was_there = arena_array(d->arena, bool, zone->people.n * zone->schools.n);

	for (size_t i = 0; i < zone->assignments.n; i++)
		was_there[zone->assignments.at[i].person * zone->schools.n +
			  zone->assignments.at[i].school] = true;
	for (size_t i = 0; i < d->days.n; i++) {
		size_t lab = d->days.at[i].lab;

		if (d->days.at[i].day != 0 || !year_rule_applies(d->problem, rule, lab))
			continue;
		for (int32_t n = 0; n < rule->maximum; n++) {
			uint32_t person = guest_of(d, lab, was_there);

			if (person == ZONE_NONE)
				break;
			add(d, lab, person, YEAR_GUEST);
			was_there[person * zone->schools.n + school_of(d, lab)] = true;
		}
	}
}

static int by_lab(const void *a, const void *b)
{
	const struct year_attendee *x = a, *y = b;

	if (x->lab != y->lab)
		return x->lab < y->lab ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

struct year_attendees year_attendees_of(struct arena *arena, const struct year_problem *problem,
					const struct year_plan *plan)
{
	const struct year_filter all = year_filter_all();
	const struct zone *zone = problem->zone;
	struct dealing d = {.arena = arena,
			    .problem = problem,
			    .plan = plan,
			    .days = year_lab_days_of(arena, problem, plan, &all)};

	for (size_t i = 0; i < plan->n; i++)
		if (plan->at[i].date != ZONE_UNSET)
			add_own(&d, i);
	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		for (size_t p = 0; rule->kind == ZONE_LAB_PARTNER && p < rule->people.n; p++)
			deal_visitors(&d, rule, rule->people.at[p]);
		if (rule->kind == ZONE_LAB_GUESTS)
			deal_guests(&d, rule);
	}
	if (d.attendees.n > 0)
		qsort(d.attendees.at, d.attendees.n, sizeof *d.attendees.at, by_lab);
	return d.attendees;
}

/* ---- Which labs ---- */

struct year_filter year_filter_all(void)
{
	return (struct year_filter){ZONE_NONE, ZONE_NONE, ZONE_NONE, ZONE_UNSET, ZONE_UNSET};
}

static int by_date(const void *a, const void *b)
{
	const struct year_lab_day *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->lab > y->lab) - (x->lab < y->lab);
}

struct year_lab_days year_lab_days_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan,
				      const struct year_filter *filter)
{
	VEC(struct year_lab_day) days = {0};

	for (size_t i = 0; i < plan->n; i++) {
		const struct year_lab *lab = &problem->labs[i];

		if ((filter->school != ZONE_NONE && lab->school != filter->school) ||
		    (filter->team != ZONE_NONE && lab->team != filter->team) ||
		    (filter->person != ZONE_NONE && !year_is_in(problem, i, filter->person)))
			continue;
		for (uint32_t d = 0; d < lab->days; d++) {
			int32_t date = year_day_of(problem, plan, i, d);

			if (date != ZONE_UNSET && zone_is_on(filter->from, filter->to, date))
				*vec_push(arena, &days) = (struct year_lab_day){i, d, date};
		}
	}
	if (days.n > 0)
		qsort(days.at, days.n, sizeof *days.at, by_date);
	return (struct year_lab_days){days.at, days.n};
}

/* By counting: first how many each date has, then where they go. */
struct year_index year_index_of(struct arena *arena, const struct year_problem *problem,
				const struct year_plan *plan)
{
	size_t n_dates = problem->n_dates;
	uint32_t *first = arena_array(arena, uint32_t, n_dates + 2), *on = NULL;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < plan->n; i++)
			for (uint32_t d = 0; d < problem->labs[i].days; d++) {
				int32_t date = year_day_of(problem, plan, i, d);
				size_t day;

				if (date == ZONE_UNSET || date < problem->first ||
				    date > problem->last)
					continue;
				day = (size_t)(date - problem->first);
				if (pass == 0)
					first[day + 2]++;
				else
					on[first[day + 1]++] = (uint32_t)i;
			}
		if (pass == 1)
			break;
		for (size_t d = 0; d < n_dates; d++)
			first[d + 2] += first[d + 1];
		on = arena_array(arena, uint32_t, (size_t)first[n_dates + 1] + 1);
	}
	return (struct year_index){on, first};
}
