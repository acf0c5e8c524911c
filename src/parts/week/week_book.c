/* Solved days become bookings. */
#include "parts/week/week_internal.h"

#include "parts/school/zone_calendar.h"

#include <string.h>

struct week_booking week_no_booking(enum week_kind kind, uint32_t school, uint32_t shape)
{
	return (struct week_booking){
		.kind = kind,
		.school = school,
		.section = ZONE_NONE,
		.team = ZONE_NONE,
		.service = ZONE_NONE,
		.subject = ZONE_NONE,
		.meeting = ZONE_NONE,
		.room = ZONE_NONE,
		.shape = shape,
		.rotation = ZONE_NONE,
		.why = {ZONE_T_RULES, ZONE_NONE, ZONE_NONE},
	};
}

struct zone_list week_with(struct arena *arena, struct zone_list list, uint32_t index)
{
	uint32_t *at = arena_array(arena, uint32_t, list.n + 1);

	if (list.n > 0)
		memcpy(at, list.at, list.n * sizeof *at);
	at[list.n] = index;
	return (struct zone_list){at, list.n + 1};
}

struct zone_list week_one(struct arena *arena, uint32_t index)
{
	return index == ZONE_NONE ? (struct zone_list){0}
				  : week_with(arena, (struct zone_list){0}, index);
}

static struct zone_numbers with_number(struct arena *arena, struct zone_numbers list,
				       int32_t number)
{
	int32_t *at = arena_array(arena, int32_t, list.n + 1);

	if (list.n > 0)
		memcpy(at, list.at, list.n * sizeof *at);
	at[list.n] = number;
	return (struct zone_numbers){at, list.n + 1};
}

/* ---- Specials ---- */

/* Where a specialist teaches at a school: the room of the assignment, or the first of the kind. */
static uint32_t find_room(const struct zone *zone, uint32_t school, uint32_t person,
			  uint32_t subject)
{
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];

		if (at->person == person && at->school == school && at->subject == subject &&
		    at->room != ZONE_NONE)
			return at->room;
	}
	for (uint32_t r = 0; r < zone->rooms.n; r++)
		if (zone->rooms.at[r].school == school &&
		    (int32_t)zone->rooms.at[r].kind == zone->subjects.at[subject].room_kind)
			return r;
	return ZONE_NONE;
}

/* When a visit is on days of a shape; false: it is not. */
static bool visit_time(const struct zone *zone, const struct week_visit *visit, uint32_t school,
		       uint32_t shape, struct day_span *ret)
{
	*ret = (struct day_span){visit->start, visit->end};
	if (zone_rotation_shape(zone, school, visit->rotation, visit->day) == shape)
		return true;
	if (visit->block == ZONE_NONE)
		return false;
	return zone_block_time(zone, shape, visit->block, &ret->start, &ret->end);
}

static bool is_of(const struct week_booking *booking, uint32_t person)
{
	return person == ZONE_NONE ? booking->people.n == 0
				   : booking->people.n == 1 && booking->people.at[0] == person;
}

/* Visits that differ by nothing but the day are one booking. person: who is booked, ZONE_NONE:
 * nobody. */
static void book_visit(struct week_maker *maker, size_t first, const struct week_booking *visit,
		       uint32_t person, int32_t day)
{
	struct week_booking *added;

	for (size_t i = first; i < maker->bookings.n; i++) {
		struct week_booking *b = &maker->bookings.at[i];

		if (b->kind == visit->kind && b->section == visit->section &&
		    b->subject == visit->subject && b->start == visit->start &&
		    b->end == visit->end && b->rotation == visit->rotation && is_of(b, person)) {
			for (size_t d = 0; d < b->days.n; d++)
				if (b->days.at[d] == day)
					return;
			b->days = with_number(maker->arena, b->days, day);
			return;
		}
	}
	added = vec_push(maker->arena, &maker->bookings);
	*added = *visit;
	added->people = week_one(maker->arena, person);
	added->days = with_number(maker->arena, (struct zone_numbers){0}, day);
}

static uint32_t planning_rule(const struct zone *zone, uint32_t school)
{
	for (uint32_t r = 0; r < zone->rules.n; r++)
		if (zone->rules.at[r].kind == ZONE_PLANNING_MINUTES &&
		    zone_applies(zone->rules.at[r].schools, school) &&
		    zone_set_applies(zone->rules.at[r].roles, ZONE_TEACHER))
			return r;
	return ZONE_NONE;
}

static void book_section(struct week_maker *maker, uint32_t section, uint32_t shape)
{
	const struct zone *zone = maker->zone;
	uint32_t school = zone->sections.at[section].school;
	uint32_t teacher = zone->sections.at[section].teacher;
	size_t first = maker->bookings.n;

	for (size_t i = 0; i < maker->visits.n; i++) {
		const struct week_visit *visit = &maker->visits.at[i];
		struct week_booking b = week_no_booking(WEEK_SPECIAL, school, shape);
		struct day_span span;

		if (visit->section != section || !visit_time(zone, visit, school, shape, &span))
			continue;
		b.section = section;
		b.subject = visit->subject;
		b.room = find_room(zone, school, visit->person, visit->subject);
		b.rotation = visit->rotation;
		b.start = span.start;
		b.end = span.end;
		b.why = (struct week_why){ZONE_T_VISITS, visit->row, ZONE_NONE};
		book_visit(maker, first, &b, visit->person, visit->day);
		if (teacher == ZONE_NONE)
			continue;
		b.kind = WEEK_PLANNING;
		b.subject = b.room = ZONE_NONE;
		b.why = (struct week_why){ZONE_T_RULES, planning_rule(zone, school), ZONE_NONE};
		book_visit(maker, first, &b, teacher, visit->day);
	}
}

void week_book_specials(struct week_maker *maker, uint32_t school)
{
	struct zone_list shapes = day_shapes(maker->arena, maker->zone, school);

	for (size_t h = 0; h < shapes.n; h++)
		for (uint32_t s = 0; s < maker->zone->sections.n; s++)
			if (maker->zone->sections.at[s].school == school)
				book_section(maker, s, shapes.at[h]);
}

/* ---- The laid-out day ---- */

static enum week_kind kind_of(const struct zone *zone, uint32_t subject)
{
	switch (zone->subjects.at[subject].kind) {
	case ZONE_CORE:
	case ZONE_SPECIAL: /* led in the classroom */
		return WEEK_CORE;
	case ZONE_WIN:
		return WEEK_WIN;
	case ZONE_RECESS:
		return WEEK_RECESS;
	case ZONE_OTHER_SUBJECT:
		return WEEK_OTHER;
	}
	return WEEK_OTHER;
}

/* A block may be as long as the class has room for, up to the most minutes of its need. */
static int32_t find_end(const struct day *day, const struct day_item *item)
{
	const struct zone_need *need = &day->zone->needs.at[item->row];
	int32_t end = item->start + item->minutes, most = need->most_minutes;
	int32_t limit = day->zone->shapes.at[day->shape].student_end;

	if (item->locked || most == ZONE_UNSET || most <= item->minutes ||
	    need->per != ZONE_PER_DAY || item->number > 0 ||
	    (need->longest != ZONE_UNSET && most > need->longest))
		return end;
	for (size_t i = 0; i < day->items.n; i++) {
		const struct day_item *other = &day->items.at[i];
		int32_t before = other->start - (other->kind == DAY_NEED ? 0 : 5);

		if (other->unit != item->unit || other->start == ZONE_UNSET ||
		    other->kind == DAY_SERVICE || other->start <= item->start)
			continue;
		if (other->kind == DAY_NEED &&
		    day->zone->subjects.at[day->zone->needs.at[other->row].subject].room_kind !=
			    ZONE_UNSET)
			before = other->start - 5;
		if (before < limit)
			limit = before;
	}
	if (limit > item->start + most)
		limit = item->start + most;
	return limit > end ? limit : end;
}

static void book_class_item(struct week_maker *maker, const struct day *day,
			    const struct day_item *item, struct week_booking b)
{
	const struct zone *zone = maker->zone;
	const struct day_unit *unit = &day->units.at[item->unit];

	for (size_t s = 0; s < unit->sections.n; s++) {
		b.section = unit->sections.at[s];
		b.people = (struct zone_list){0};
		b.room = zone->sections.at[b.section].room;
		if (item->kind == DAY_NEED) {
			b.subject = zone->needs.at[item->row].subject;
			b.kind = kind_of(zone, b.subject);
			b.end = find_end(day, item);
			if (b.kind != WEEK_RECESS)
				b.people = week_one(maker->arena,
						    zone->sections.at[b.section].teacher);
			else
				b.room = ZONE_NONE;
		} else {
			b.kind = item->kind == DAY_LUNCH ? WEEK_LUNCH : WEEK_RECESS;
			b.room = ZONE_NONE;
		}
		*vec_push(maker->arena, &maker->bookings) = b;
	}
}

static void book_service(struct week_maker *maker, const struct day *day,
			 const struct day_item *item, struct week_booking b)
{
	const struct day_unit *unit = &day->units.at[item->unit];

	b.kind = WEEK_SERVICE;
	b.service = item->row;
	b.subject = maker->zone->services.at[item->row].subject;
	b.people = week_one(maker->arena, item->person);
	if (unit->sections.n == 1)
		b.section = unit->sections.at[0];
	*vec_push(maker->arena, &maker->bookings) = b;
	*vec_push(maker->arena, &maker->busy) = (struct day_busy){item->person, day->shape,
								  day->school, b.start, b.end};
}

void week_book_day(struct week_maker *maker, const struct day *day)
{
	static const enum zone_table table[] = {
		[DAY_SPECIAL] = ZONE_T_VISITS,   [DAY_NEED] = ZONE_T_NEEDS,
		[DAY_LUNCH] = ZONE_T_WAVES,      [DAY_LUNCH_RECESS] = ZONE_T_WAVES,
		[DAY_SERVICE] = ZONE_T_SERVICES, [DAY_STAFF_LUNCH] = ZONE_T_RULES,
	};

	for (size_t i = 0; i < day->items.n; i++) {
		const struct day_item *item = &day->items.at[i];
		struct week_booking b = week_no_booking(WEEK_CORE, day->school, day->shape);

		if (item->start == ZONE_UNSET || item->kind == DAY_SPECIAL)
			continue;
		b.rotation = day->rotation;
		b.days = day->days;
		b.weekdays = item->weekdays;
		b.start = item->start;
		b.end = item->start + item->minutes;
		b.why = (struct week_why){table[item->kind], item->row, ZONE_NONE};
		if (item->kind == DAY_SERVICE) {
			book_service(maker, day, item, b);
		} else if (item->kind == DAY_STAFF_LUNCH) {
			b.kind = WEEK_STAFF_LUNCH;
			b.people = week_one(maker->arena, item->person);
			*vec_push(maker->arena, &maker->bookings) = b;
		} else {
			book_class_item(maker, day, item, b);
		}
	}
}
