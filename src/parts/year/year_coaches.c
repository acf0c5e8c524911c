/* Coaching cycles, and meetings of coach and principal: each coach's year, school by school, around
 * the labs and whatever else the coach is in. */
#include "parts/year/year_bookings_internal.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/year/year_bars.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_phases.h"

enum { DAYS_BETWEEN_CONTACTS = 2 };

void year_book(struct booking *b, struct year_booking booking)
{
	*vec_push(b->arena, &b->bookings) = booking;
}

uint32_t year_class_of_team(const struct zone *zone, uint32_t team)
{
	uint32_t section[YEAR_MAX_CLASSES];

	return year_team_classes(zone, team, ZONE_UNSET, section) > 0 ? section[0] : ZONE_NONE;
}

/* ---- What the zone says ---- */

static const struct zone_rule *rule_of(const struct zone *zone, enum zone_rule_kind kind,
				       uint32_t school)
{
	for (size_t i = 0; i < zone->rules.n; i++)
		if (zone->rules.at[i].kind == kind &&
		    zone_applies(zone->rules.at[i].schools, school))
			return &zone->rules.at[i];
	return NULL;
}

struct year_cycles year_cycles_of(const struct year_problem *problem, uint32_t school)
{
	const struct zone_rule *cycle = rule_of(problem->zone, ZONE_COACHING_CYCLE, school);
	const struct zone_rule *principal = rule_of(problem->zone, ZONE_COACH_PRINCIPAL, school);
	struct year_cycles cycles = {6, 2, 40, ZONE_PER_TWO_WEEKS, 30};

	if (cycle != NULL) {
		cycles.weeks = cycle->maximum;
		cycles.contacts = cycle->minimum;
		cycles.minutes = cycle->minutes;
	}
	if (principal != NULL) {
		cycles.principal_per = year_rule_per(principal);
		cycles.principal_minutes = principal->minutes;
	}
	return cycles;
}

/* ---- Where a coach is already ---- */

/* One coach's year at one school. */
struct coach {
	struct booking *b;
	uint32_t person, subject;
	struct year_cycles cycles;
	uint32_t *at_school;     /* of each date: the school where the coach is; ZONE_NONE: free */
	const bool *in_lab;      /* of each date */
	const bool *boss_in_lab; /* the same of the principal of this school */
	size_t first;            /* bookings from here on are this coach's */
	int32_t turn;            /* the first team of the coach here */
};

static size_t day_of(const struct coach *c, int32_t date)
{
	return (size_t)(date - c->b->problem->first);
}

static bool is_in_year(const struct coach *c, int32_t date)
{
	return date >= c->b->problem->first && date <= c->b->problem->last;
}

/* Is somebody in a lab, at any school, on each date? */
static const bool *labs_of(const struct booking *b, uint32_t person)
{
	bool *in = arena_array(b->arena, bool, b->problem->n_dates + 1);

	for (size_t i = 0; i < b->plan->n; i++) {
		struct zone_list attend = b->problem->zone->lab_plans.at[b->problem->labs[i].plan]
						  .attend;

		for (uint32_t d = 0; d < b->problem->labs[i].days; d++) {
			int32_t date = year_day_of(b->problem, b->plan, i, d);

			if (date >= b->problem->first && date <= b->problem->last && attend.n > 0 &&
			    zone_applies(attend, person))
				in[date - b->problem->first] = true;
		}
	}
	return in;
}

static bool overlaps(const struct year_booking *row, int32_t date, int32_t start, int32_t end)
{
	return row->date == date && row->start < end && row->end > start;
}

/* Has the coach something else then, or the team a meeting in its specials? */
static bool is_taken(const struct coach *c, uint32_t team, int32_t date, const int32_t at[2])
{
	const struct year_bookings *all = &c->b->bookings;

	for (size_t i = c->first; i < all->n; i++)
		if (all->at[i].person == c->person && overlaps(&all->at[i], date, at[0], at[1]))
			return true;
	for (size_t i = 0; team != ZONE_NONE && i < c->first; i++)
		if (all->at[i].kind == YEAR_MEETING && all->at[i].team == team &&
		    overlaps(&all->at[i], date, at[0], at[1]))
			return true;
	return false;
}

/* The principal meets another coach then. */
static bool principal_meets(const struct coach *c, int32_t date, const int32_t at[2])
{
	for (size_t i = 0; i < c->b->bookings.n; i++)
		if (c->b->bookings.at[i].kind == YEAR_COACH_PRINCIPAL &&
		    c->b->bookings.at[i].school == c->b->school &&
		    overlaps(&c->b->bookings.at[i], date, at[0], at[1]))
			return true;
	return false;
}

/* May the coach be here on the date, for the stretch? */
static bool can_be(const struct coach *c, const struct zone_date *date, uint32_t team,
		   const int32_t at[2])
{
	uint32_t there = c->at_school[day_of(c, date->date)];

	return at[0] < at[1] && (there == ZONE_NONE || there == c->b->school) &&
	       !c->in_lab[day_of(c, date->date)] &&
	       year_person_comes(c->b->problem, c->person, c->b->school, date, at) &&
	       !is_taken(c, team, date->date, at);
}

static void book(struct coach *c, struct year_booking booking)
{
	booking.school = c->b->school;
	booking.person = c->person;
	c->at_school[day_of(c, booking.date)] = c->b->school;
	year_book(c->b, booking);
}

/* ---- Coach and principal ---- */

/* Before the students come, or after they went. */
static bool meet(struct coach *c, const struct zone_date *date)
{
	const struct zone_shape *shape = &c->b->problem->zone->shapes.at[date->shape];
	int32_t minutes = c->cycles.principal_minutes;
	const int32_t before[2] = {shape->staff_start, shape->staff_start + minutes};
	const int32_t after[2] = {shape->student_end, shape->student_end + minutes};
	const int32_t *at = before;

	if (c->boss_in_lab[day_of(c, date->date)])
		return false;
	if (before[1] > shape->student_start || !can_be(c, date, ZONE_NONE, before) ||
	    principal_meets(c, date->date, before)) {
		if (after[1] > shape->staff_end || !can_be(c, date, ZONE_NONE, after) ||
		    principal_meets(c, date->date, after))
			return false;
		at = after;
	}
	book(c, (struct year_booking){.kind = YEAR_COACH_PRINCIPAL,
				      .team = ZONE_NONE,
				      .row = ZONE_NONE,
				      .section = ZONE_NONE,
				      .date = date->date,
				      .start = at[0],
				      .end = at[1],
				      .title = STR("Coach and principal meet")});
	return true;
}

/* ---- Contacts ---- */

static bool is_blacked_out(const struct coach *c, uint32_t team, int32_t date)
{
	const struct zone *zone = c->b->problem->zone;
	const struct zone_team *row = &zone->teams.at[team];

	for (size_t i = 0; i < zone->blackouts.n; i++) {
		const struct zone_blackout *out = &zone->blackouts.at[i];

		if (date >= out->from && date <= out->to &&
		    zone_set_applies(out->activities, (int)ZONE_COACHING) &&
		    zone_applies(out->schools, c->b->school) &&
		    year_team_has_grade(row, out->grades))
			return true;
	}
	return false;
}

/* In a class of the team, those in turn. */
static bool visit_class(struct coach *c, uint32_t team, const struct zone_date *date, int32_t turn)
{
	const struct zone *zone = c->b->problem->zone;
	const struct zone_lab_phase lesson = {.minutes = c->cycles.minutes,
					      .start = ZONE_UNSET,
					      .earliest = ZONE_UNSET,
					      .latest = ZONE_UNSET};
	uint32_t section[YEAR_MAX_CLASSES], subject = c->subject;
	size_t n = year_team_classes(zone, team, date->date, section);

	for (uint32_t s = 0; subject == ZONE_NONE && s < zone->subjects.n; s++)
		subject = zone->subjects.at[s].kind == ZONE_CORE ? s : subject;
	for (size_t k = 0; subject != ZONE_NONE && k < n; k++) {
		uint32_t own = section[(k + (size_t)turn) % n];
		int32_t start = year_lesson_start(zone, own, date->shape, subject, &lesson,
						  zone->shapes.at[date->shape].student_start);
		const int32_t at[2] = {start, start + lesson.minutes};

		if (start == ZONE_UNSET || !can_be(c, date, team, at))
			continue;
		book(c, (struct year_booking){.kind = YEAR_COACHING,
					      .team = team,
					      .row = ZONE_NONE,
					      .section = own,
					      .date = date->date,
					      .start = at[0],
					      .end = at[1],
					      .title = STR("Coaching cycle, in class")});
		return true;
	}
	return false;
}

/* With the team, while its classes are in specials. */
static bool plan_with_team(struct coach *c, uint32_t team, const struct zone_date *date)
{
	const struct zone *zone = c->b->problem->zone;
	uint32_t section = year_class_of_team(zone, team), block;
	int32_t at[2];

	if (section == ZONE_NONE)
		return false;
	block = zone_block_of(zone, section, ZONE_NONE, NULL);
	if (block == ZONE_NONE || !zone_block_time(zone, date->shape, block, &at[0], &at[1]))
		return false;
	if (at[1] - at[0] > c->cycles.minutes)
		at[1] = at[0] + c->cycles.minutes;
	if (!can_be(c, date, team, at))
		return false;
	book(c, (struct year_booking){.kind = YEAR_COACHING,
				      .team = team,
				      .row = ZONE_NONE,
				      .section = ZONE_NONE,
				      .date = date->date,
				      .start = at[0],
				      .end = at[1],
				      .title = STR("Coaching cycle, with the team")});
	return true;
}

/* The team of the school whose turn the cycle is. */
static uint32_t team_of_turn(const struct zone *zone, uint32_t school, int32_t turn)
{
	uint32_t n = 0, seen = 0;

	for (uint32_t t = 0; t < zone->teams.n; t++)
		n += zone->teams.at[t].school == school &&
		     zone->teams.at[t].kind == ZONE_GRADE_TEAM;
	for (uint32_t t = 0; n > 0 && t < zone->teams.n; t++)
		if (zone->teams.at[t].school == school &&
		    zone->teams.at[t].kind == ZONE_GRADE_TEAM && seen++ == (uint32_t)turn % n)
			return t;
	return ZONE_NONE;
}

/* The days of one week, [from, to): contacts with days between them where the week has room. */
static void contact_week(struct coach *c, size_t from, size_t to, int32_t week)
{
	const struct zone_dates *dates = &c->b->dates;
	uint32_t team = team_of_turn(c->b->problem->zone, c->b->school,
				     week / c->cycles.weeks + c->turn);
	int32_t done = 0, last = INT32_MIN / 2;

	for (int32_t apart = DAYS_BETWEEN_CONTACTS; team != ZONE_NONE && apart > 0; apart--)
		for (size_t i = from; i < to && done < c->cycles.contacts; i++) {
			const struct zone_date *date = &dates->at[i];

			if (!date->open || date->date - last < apart ||
			    is_blacked_out(c, team, date->date))
				continue;
			if (done % 2 == 0 ? !visit_class(c, team, date, week + done / 2) &&
						    !plan_with_team(c, team, date)
					  : !plan_with_team(c, team, date) &&
						    !visit_class(c, team, date, week + done / 2))
				continue;
			done++;
			last = date->date;
		}
}

static void coach_at(struct coach *c)
{
	const struct zone_dates *dates = &c->b->dates;
	int32_t met = INT32_MIN, n_weeks = 0;

	for (size_t from = 0, to = 0; from < dates->n; from = to) {
		int32_t week = year_stretch(c->b->problem, ZONE_PER_WEEK, dates->at[from].date);
		bool open = false;

		for (; to < dates->n &&
		       year_stretch(c->b->problem, ZONE_PER_WEEK, dates->at[to].date) == week;
		     to++) {
			const struct zone_date *date = &dates->at[to];
			int32_t stretch = year_stretch(c->b->problem, c->cycles.principal_per,
						       date->date);

			open = open || date->open;
			if (date->open && is_in_year(c, date->date) && stretch != met &&
			    c->cycles.principal_minutes > 0 && meet(c, date))
				met = stretch;
		}
		if (open && c->cycles.weeks > 0)
			contact_week(c, from, to, n_weeks);
		n_weeks += open;
	}
}

static uint32_t principal_of(const struct zone *zone, uint32_t school)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].school == school &&
		    zone->assignments.at[i].role == ZONE_PRINCIPAL)
			return zone->assignments.at[i].person;
	return ZONE_NONE;
}

/* All schools of one coach, so that nobody is in two places. */
static void add_coach(struct booking *b, uint32_t person, int32_t *turns)
{
	const struct zone *zone = b->problem->zone;
	struct coach c = {.b = b,
			  .person = person,
			  .at_school = arena_array(b->arena, uint32_t, b->problem->n_dates + 1),
			  .in_lab = labs_of(b, person),
			  .first = b->bookings.n};

	for (size_t d = 0; d < b->problem->n_dates; d++)
		c.at_school[d] = ZONE_NONE;
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (row->person != person || row->role != ZONE_COACH)
			continue;
		b->school = row->school;
		b->dates = b->problem->dates[row->school];
		c.subject = row->subject;
		c.cycles = year_cycles_of(b->problem, row->school);
		c.boss_in_lab = labs_of(b, principal_of(zone, row->school));
		c.turn = turns[row->school]++;
		coach_at(&c);
	}
}

void year_add_coaches(struct booking *b)
{
	const struct zone *zone = b->problem->zone;
	int32_t *turns = arena_array(b->arena, int32_t, zone->schools.n + 1);
	bool *done = arena_array(b->arena, bool, zone->people.n + 1);

	for (size_t i = 0; i < zone->assignments.n; i++) {
		uint32_t person = zone->assignments.at[i].person;

		if (zone->assignments.at[i].role != ZONE_COACH || done[person] ||
		    zone->people.at[person].status != ZONE_ACTIVE)
			continue;
		done[person] = true;
		add_coach(b, person, turns);
	}
}
