#include "parts/week/week_ledger.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/week/week_dated.h"

int64_t week_average(const struct week_ledger *ledger, int64_t minutes)
{
	return ledger->school_days == 0 ? 0 : minutes * 5 / ledger->school_days;
}

static int64_t count_dates(const struct week_calendar *calendar, const struct week_booking *b)
{
	int64_t n = 0;

	for (size_t i = 0; i < calendar->rotations[0].n; i++)
		n += week_happens(calendar, b, calendar->rotations[0].at[i].date);
	return n;
}

static bool has(struct zone_list people, uint32_t person)
{
	for (size_t i = 0; i < people.n; i++)
		if (people.at[i] == person)
			return true;
	return false;
}

static void add_team(struct week_minutes *minutes, int64_t n, int32_t length, bool directed)
{
	minutes->team += n * length;
	if (directed)
		minutes->directed += n * length;
	if (length > minutes->longest_team)
		minutes->longest_team = length;
}

/* Minutes of staff time in which the person is in a meeting of the plan. */
static int64_t met_within(const struct week_plan *plan, const struct week_calendar *calendar,
			  const struct week_booking *frame, uint32_t person)
{
	int64_t sum = 0;

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->kind != WEEK_TEAM || b->shape != frame->shape || !has(b->people, person) ||
		    b->start >= frame->end || b->end <= frame->start)
			continue;
		for (size_t d = 0; d < calendar->rotations[0].n; d++) {
			int32_t date = calendar->rotations[0].at[d].date;

			if (week_happens(calendar, b, date) && week_happens(calendar, frame, date))
				sum += b->end - b->start;
		}
	}
	return sum;
}

static void add_staff_time(const struct week_plan *plan, const struct week_calendar *calendar,
			   const struct week_booking *b, int64_t n, uint32_t person,
			   struct week_minutes *minutes)
{
	int64_t left = n * (b->end - b->start);

	if (person != ZONE_NONE)
		left -= met_within(plan, calendar, b, person);
	if (b->why.table != ZONE_T_STAFF_TIMES || b->why.row == ZONE_NONE || left <= 0)
		return;
	switch (plan->zone->staff_times.at[b->why.row].use) {
	case ZONE_TEAM_TIME:
		minutes->team += left;
		if (b->end - b->start > minutes->longest_team)
			minutes->longest_team = b->end - b->start;
		break;
	case ZONE_SELF_DIRECTED:
		minutes->self_directed += left;
		break;
	case ZONE_BUILDING_LED:
	case ZONE_NETWORK_TIME:
		minutes->building += left;
		minutes->directed += left;
		break;
	}
}

static struct week_minutes of_person(const struct week_plan *plan,
				     const struct week_calendar *calendar, uint32_t person)
{
	struct week_minutes minutes = {0};

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];
		int64_t n;

		if (b->school != calendar->school || !has(b->people, person))
			continue;
		if (b->kind != WEEK_TEAM && b->kind != WEEK_PLANNING && b->kind != WEEK_STAFF_TIME)
			continue;
		n = count_dates(calendar, b);
		if (b->kind == WEEK_TEAM)
			add_team(&minutes, n, b->end - b->start,
				 b->meeting != ZONE_NONE &&
					 plan->zone->meetings.at[b->meeting].directed);
		else if (b->kind == WEEK_PLANNING)
			minutes.self_directed += n * (b->end - b->start);
		else
			add_staff_time(plan, calendar, b, n, person, &minutes);
	}
	return minutes;
}

static struct week_minutes of_team(const struct week_plan *plan,
				   const struct week_calendar *calendar, uint32_t team)
{
	bool grade = plan->zone->teams.at[team].kind == ZONE_GRADE_TEAM;
	struct week_minutes minutes = {0};

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];
		bool meets = b->kind == WEEK_TEAM && b->team == team;
		bool frame = grade && b->kind == WEEK_STAFF_TIME && b->school == calendar->school &&
			     b->why.row != ZONE_NONE &&
			     plan->zone->staff_times.at[b->why.row].use == ZONE_TEAM_TIME;

		if (meets && b->cycle == 0)
			add_team(&minutes, count_dates(calendar, b), b->end - b->start, true);
		else if (frame)
			add_team(&minutes, count_dates(calendar, b), b->end - b->start, false);
		else if (meets && !grade)
			add_team(&minutes, count_dates(calendar, b), b->end - b->start, true);
	}
	return minutes;
}

static int64_t promised(const struct zone *zone, uint32_t school)
{
	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (rule->kind == ZONE_PLANNING_MINUTES && rule->per == ZONE_PER_WEEK &&
		    zone_applies(rule->schools, school) &&
		    zone_set_applies(rule->roles, ZONE_TEACHER))
			return (int64_t)rule->minimum *
			       (rule->share_percent == ZONE_UNSET ? 100 : rule->share_percent) /
			       100;
	}
	return -1;
}

static void add(struct week_minutes *sum, const struct week_minutes *more)
{
	sum->team += more->team;
	sum->self_directed += more->self_directed;
	sum->directed += more->directed;
	sum->building += more->building;
	sum->lost += more->lost;
	if (more->longest_team > sum->longest_team)
		sum->longest_team = more->longest_team;
}

struct week_ledger week_ledger_of(struct arena *arena, const struct week_plan *plan,
				  uint32_t school)
{
	struct week_calendar calendar = week_calendar_of(arena, plan->zone, school, ZONE_AS_OF_END);
	struct week_ledger ledger = {
		.school = school, .school_days = (int32_t)zone_dates_open(&calendar.rotations[0])};
	VEC(struct week_ledger_row) people = {0}, teams = {0};

	for (uint32_t s = 0; s < plan->zone->sections.n; s++) {
		struct week_ledger_row *row;
		uint32_t teacher = plan->zone->sections.at[s].teacher;

		if (plan->zone->sections.at[s].school != school || teacher == ZONE_NONE)
			continue;
		row = vec_push(arena, &people);
		row->index = teacher;
		row->minutes = of_person(plan, &calendar, teacher);
		row->promised = promised(plan->zone, school);
		add(&ledger.school_minutes, &row->minutes);
	}
	for (uint32_t t = 0; t < plan->zone->teams.n; t++)
		if (plan->zone->teams.at[t].school == school)
			*vec_push(arena, &teams) = (struct week_ledger_row){
				t, of_team(plan, &calendar, t), -1};
	ledger.people.at = people.at;
	ledger.people.n = people.n;
	ledger.teams.at = teams.at;
	ledger.teams.n = teams.n;
	return ledger;
}
