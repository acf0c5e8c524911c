/* Standing meetings of teams: in the block in which their classes are in specials, or in time
 * without students. */
#include "parts/week/week_internal.h"

#include "parts/school/zone_rule.h"

struct zone_list week_members(struct arena *arena, const struct zone *zone, uint32_t team,
			      bool partners)
{
	struct zone_list found = {0};

	for (size_t i = 0; i < zone->members.n; i++)
		if (zone->members.at[i].team == team &&
		    (partners || !zone->members.at[i].partner) &&
		    zone->people.at[zone->members.at[i].person].status == ZONE_ACTIVE)
			found = week_with(arena, found, zone->members.at[i].person);
	return found;
}

static bool holds(struct zone_list list, uint32_t index)
{
	return list.n > 0 && zone_applies(list, index);
}

static void not_held(struct week_maker *maker, const struct week_booking *b, const char *why)
{
	const struct zone *zone = maker->zone;
	const struct zone_meeting *row = &zone->meetings.at[b->meeting];
	struct str sentence = arena_printf(
		maker->arena, "%.*s: the meeting \"%.*s\" of %.*s is not all there: %s.",
		STR_ARG(zone->schools.at[b->school].name), STR_ARG(row->name),
		STR_ARG(zone->teams.at[b->team].name), why);
	struct str id = week_rule_id(maker->arena, zone, ZONE_T_MEETINGS, b->meeting);

	if (row->strength != ZONE_MUST) {
		*vec_push(maker->arena, &maker->findings.given_up) = (struct week_given_up){
			b->school, id, row->strength, sentence};
		return;
	}
	struct str *ids = arena_array(maker->arena, struct str, 1);
	struct week_remedy *remedies = arena_array(maker->arena, struct week_remedy, 2);

	ids[0] = id;
	remedies[0] = (struct week_remedy){
		STR("Give the grades of the team one block for specials."),
		STR("a new plan of specials")};
	remedies[1] = (struct week_remedy){STR("Meet in staff time."),
					   STR("self-directed minutes of the members")};
	*vec_push(maker->arena, &maker->findings.conflicts) = (struct week_conflict){
		b->school, ids, 1, sentence, remedies, 2, NULL};
}

/* ---- While the classes are in specials ---- */

/* The planning of all members that have a class, where it is common: start 0 if none is. */
static struct day_span common_planning(const struct week_maker *maker, struct zone_list members,
				       uint32_t school, uint32_t shape)
{
	struct day_span common = {0, 0};

	for (size_t m = 0; m < members.n; m++)
		for (size_t i = 0; i < maker->bookings.n; i++) {
			const struct week_booking *b = &maker->bookings.at[i];

			if (b->kind != WEEK_PLANNING || b->school != school || b->shape != shape ||
			    b->people.at[0] != members.at[m])
				continue;
			if (common.end == 0)
				common = (struct day_span){b->start, b->end};
			if (b->start > common.start)
				common.start = b->start;
			if (b->end < common.end)
				common.end = b->end;
			if (common.end <= common.start)
				return (struct day_span){0, 0};
		}
	return common;
}

static uint32_t first_days(uint32_t set, int32_t n)
{
	uint32_t picked = 0;

	for (int d = 1; d <= 7 && n > 0; d++)
		if ((set >> d & 1) != 0) {
			picked |= 1U << d;
			n--;
		}
	return picked;
}

static int32_t count_days(uint32_t set)
{
	int32_t n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* The teacher's planning stays on the other weekdays. */
static void take_from_planning(struct week_maker *maker, const struct week_booking *meeting,
			       uint32_t all_weekdays)
{
	size_t kept = 0, n = maker->bookings.n;

	for (size_t i = 0; i < n; i++) {
		struct week_booking b = maker->bookings.at[i];

		if (b.kind == WEEK_PLANNING && b.shape == meeting->shape &&
		    holds(meeting->people, b.people.at[0]) && b.start < meeting->end &&
		    b.end > meeting->start) {
			uint32_t weekdays = b.weekdays == 0 ? all_weekdays : b.weekdays;

			if (meeting->weekdays == 0 || (weekdays & ~meeting->weekdays) == 0)
				continue;
			b.weekdays = weekdays & ~meeting->weekdays;
		}
		maker->bookings.at[kept++] = b;
	}
	maker->bookings.n = kept;
}

static void add_guests(struct week_maker *maker, struct week_booking *b)
{
	const struct zone *zone = maker->zone;
	const struct zone_meeting *row = &zone->meetings.at[b->meeting];

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];

		if (at->school == b->school && row->with_roles != 0 &&
		    zone_set_applies(row->with_roles, (int)at->role) &&
		    zone->people.at[at->person].status == ZONE_ACTIVE &&
		    !holds(b->people, at->person) && week_is_free(maker, at->person, b))
			b->people = week_with(maker->arena, b->people, at->person);
	}
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		if (member->team == b->team && member->partner &&
		    !holds(b->people, member->person) &&
		    zone->people.at[member->person].status == ZONE_ACTIVE &&
		    week_is_free(maker, member->person, b))
			b->people = week_with(maker->arena, b->people, member->person);
	}
}

static void meet_in_specials(struct week_maker *maker, struct week_booking b)
{
	const struct zone_meeting *row = &maker->zone->meetings.at[b.meeting];
	struct zone_list shapes = row->shapes;
	int32_t wanted = row->times;
	bool held = false;

	if (shapes.n == 0)
		shapes = day_shapes(maker->arena, maker->zone, b.school);
	if (row->per != ZONE_PER_WEEK && row->per != ZONE_PER_DAY)
		wanted = (wanted + 1) / 2;
	for (size_t h = 0; h < shapes.n && wanted > 0; h++) {
		uint32_t usual = day_weekdays(maker->arena, maker->zone, b.school, shapes.at[h]);
		struct day_span span = common_planning(maker, b.people, b.school, shapes.at[h]);
		struct week_booking at = b;

		if (usual == 0 || span.end == 0 ||
		    (row->minutes != ZONE_UNSET && span.end - span.start < row->minutes))
			continue;
		at.shape = shapes.at[h];
		at.start = span.start;
		at.end = row->minutes == ZONE_UNSET ? span.end : span.start + row->minutes;
		if (row->per != ZONE_PER_DAY && wanted < count_days(usual))
			at.weekdays = first_days(usual, wanted);
		wanted -= count_days(at.weekdays == 0 ? usual : at.weekdays);
		take_from_planning(maker, &at, usual);
		*vec_push(maker->arena, &maker->bookings) = at;
		held = true;
	}
	if (!held)
		not_held(maker, &b,
			 "its members have no common time in specials that is long enough");
}

/* ---- In staff time ---- */

/* Uses in the order in which a kind of team takes them. */
static const enum zone_time_use *uses_of(enum zone_team_kind kind)
{
	static const enum zone_time_use grade[] = {ZONE_TEAM_TIME, ZONE_BUILDING_LED,
						   ZONE_NETWORK_TIME, ZONE_SELF_DIRECTED};
	static const enum zone_time_use leaders[] = {ZONE_BUILDING_LED, ZONE_NETWORK_TIME,
						     ZONE_SELF_DIRECTED, ZONE_TEAM_TIME};
	static const enum zone_time_use network[] = {ZONE_NETWORK_TIME, ZONE_BUILDING_LED,
						     ZONE_SELF_DIRECTED, ZONE_TEAM_TIME};
	static const enum zone_time_use own[] = {ZONE_SELF_DIRECTED, ZONE_TEAM_TIME,
						 ZONE_BUILDING_LED, ZONE_NETWORK_TIME};

	switch (kind) {
	case ZONE_GRADE_TEAM:
		return grade;
	case ZONE_LEADERSHIP_TEAM:
		return leaders;
	case ZONE_ZONE_TEAM:
		return network;
	case ZONE_SPECIALIST_TEAM:
	case ZONE_SUPPORT_TEAM:
	case ZONE_VERTICAL_TEAM:
		return own;
	}
	return own;
}

/* How many turns of a cycle of days a meeting takes; one such day a week. */
static int32_t turns_wanted(const struct zone_meeting *row, int32_t cycle)
{
	switch (row->per) {
	case ZONE_PER_DAY:
	case ZONE_PER_WEEK:
		return cycle;
	case ZONE_PER_TWO_WEEKS:
	case ZONE_PER_CYCLE:
		return (row->times * cycle + 1) / 2;
	case ZONE_PER_MONTH:
		return (row->times * cycle + 3) / 4;
	case ZONE_PER_YEAR:
		return (row->times * cycle + 35) / 36;
	}
	return cycle;
}

static bool all_free(const struct week_maker *maker, const struct week_booking *b)
{
	for (size_t p = 0; p < b->people.n; p++)
		if (!week_is_free(maker, b->people.at[p], b))
			return false;
	return true;
}

struct turns {
	VEC(int32_t) found;
	struct week_booking booking;
};

static void take_turns(struct week_maker *maker, struct week_booking *b, uint32_t row,
		       struct turns *turns)
{
	const struct zone_staff_time *time = &maker->zone->staff_times.at[row];
	const struct zone_meeting *meeting = &maker->zone->meetings.at[b->meeting];
	int32_t cycle = time->cycle == ZONE_UNSET ? 1 : time->cycle;
	int32_t wanted = turns_wanted(meeting, cycle);
	int32_t minutes = meeting->minutes == ZONE_UNSET ? time->end - time->start
							 : meeting->minutes;

	if (minutes > time->end - time->start || !zone_applies(meeting->shapes, time->shape) ||
	    (turns->found.n > 0 &&
	     (turns->booking.shape != time->shape || turns->booking.start != time->start)))
		return;
	for (int32_t t = 1; t <= cycle && (int32_t)turns->found.n < wanted; t++) {
		int32_t *one = arena_new(maker->arena, int32_t);
		bool mine = time->turns.n == 0;

		for (size_t i = 0; i < time->turns.n; i++)
			mine = mine || time->turns.at[i] == t;
		*one = t;
		b->shape = time->shape;
		b->cycle = cycle;
		b->turns = (struct zone_numbers){one, 1};
		b->start = time->start;
		b->end = time->start + minutes;
		if (!mine || !all_free(maker, b))
			continue;
		*vec_push(maker->arena, &turns->found) = t;
		turns->booking = *b;
	}
}

static void meet_in_staff_time(struct week_maker *maker, struct week_booking b)
{
	const struct zone *zone = maker->zone;
	const enum zone_time_use *uses = uses_of(zone->teams.at[b.team].kind);
	struct turns turns = {0};

	for (int u = 0; u < 4; u++)
		for (uint32_t i = 0; i < zone->staff_times.n; i++)
			if (zone->staff_times.at[i].use == uses[u] &&
			    zone_applies(zone->staff_times.at[i].schools, b.school))
				take_turns(maker, &b, i, &turns);
	if (turns.found.n == 0) {
		not_held(maker, &b, "no time without students is long enough and free for all");
		return;
	}
	if ((int32_t)turns.found.n <
	    turns_wanted(&zone->meetings.at[b.meeting], turns.booking.cycle))
		not_held(maker, &b, "some of its meetings find no turn in which all are free");
	turns.booking.turns = (struct zone_numbers){turns.found.at, turns.found.n};
	*vec_push(maker->arena, &maker->bookings) = turns.booking;
}

static bool is_for(const struct zone *zone, const struct zone_meeting *row, uint32_t team,
		   uint32_t school)
{
	const struct zone_team *t = &zone->teams.at[team];
	uint32_t at = t->school == ZONE_NONE && zone->schools.n > 0 ? 0 : t->school;

	return at == school && zone_applies(row->teams, team) &&
	       zone_set_applies(row->team_kinds, (int)t->kind) && zone_applies(row->schools, at);
}

static void book_meetings(struct week_maker *maker, uint32_t school, bool across_schools)
{
	const struct zone *zone = maker->zone;

	for (uint32_t m = 0; m < zone->meetings.n; m++)
		for (uint32_t t = 0; t < zone->teams.n; t++) {
			const struct zone_meeting *row = &zone->meetings.at[m];
			struct week_booking b = week_no_booking(WEEK_TEAM, school, ZONE_NONE);

			if (!is_for(zone, row, t, school) ||
			    (zone->teams.at[t].school == ZONE_NONE) != across_schools)
				continue;
			b.meeting = m;
			b.team = t;
			b.people = week_members(maker->arena, zone, t, false);
			b.why = (struct week_why){ZONE_T_MEETINGS, m, row->commitment};
			if (b.people.n == 0 || week_take_locked(maker, &b))
				continue;
			if (row->place == ZONE_IN_SPECIALS)
				meet_in_specials(maker, b);
			else
				meet_in_staff_time(maker, b);
		}
}

void week_book_meetings(struct week_maker *maker, uint32_t school)
{
	book_meetings(maker, school, false);
}

/* Teams across schools meet when their members' own schools leave them time. */
void week_book_zone_meetings(struct week_maker *maker)
{
	for (uint32_t s = 0; s < maker->zone->schools.n; s++)
		if (zone_applies(maker->options->schools, s))
			book_meetings(maker, s, true);
}

/* Only when all meetings of all schools are there: a guest's own meetings come first. */
void week_invite_guests(struct week_maker *maker)
{
	for (size_t i = 0; i < maker->bookings.n; i++) {
		struct week_booking *b = &maker->bookings.at[i];

		if (b->kind == WEEK_TEAM && b->meeting != ZONE_NONE && b->lock == NULL)
			add_guests(maker, b);
	}
}
