/* The adults' side of a week: duty-free lunches and time without students. */
#include "parts/week/week_internal.h"

#include "base/date.h"

bool week_is_free(const struct week_maker *maker, uint32_t person,
		  const struct week_booking *booking)
{
	for (size_t i = 0; i < maker->bookings.n; i++) {
		const struct week_booking *b = &maker->bookings.at[i];

		if (b->kind == WEEK_STAFF_TIME || b->kind == WEEK_PLANNING ||
		    b->end <= booking->start || b->start >= booking->end ||
		    !week_same_day(b, booking))
			continue;
		for (size_t p = 0; p < b->people.n; p++)
			if (b->people.at[p] == person)
				return false;
	}
	return true;
}

struct zone_list week_staff_of(struct arena *arena, const struct zone *zone, uint32_t school)
{
	struct zone_list found = {0};

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];
		bool there = false;

		if (at->school != school || zone->people.at[at->person].status != ZONE_ACTIVE)
			continue;
		for (size_t p = 0; p < found.n; p++)
			there = there || found.at[p] == at->person;
		if (!there)
			found = week_with(arena, found, at->person);
	}
	return found;
}

static uint32_t lunch_rule(const struct zone *zone, uint32_t school, uint32_t shape,
			   enum zone_role role)
{
	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (rule->kind == ZONE_DUTY_FREE_LUNCH && zone_applies(rule->schools, school) &&
		    zone_applies(rule->shapes, shape) && zone_set_applies(rule->roles, (int)role))
			return r;
	}
	return ZONE_NONE;
}

/* A homeroom teacher eats while the class is at lunch and recess, which others supervise. */
static void book_teacher_lunches(struct week_maker *maker, uint32_t school, size_t first,
				 size_t last)
{
	const struct zone *zone = maker->zone;

	for (size_t i = first; i < last; i++) {
		struct week_booking lunch = maker->bookings.at[i];
		uint32_t rule = lunch_rule(zone, school, lunch.shape, ZONE_TEACHER);
		uint32_t teacher = lunch.section == ZONE_NONE
					   ? ZONE_NONE
					   : zone->sections.at[lunch.section].teacher;

		if (lunch.kind != WEEK_LUNCH || rule == ZONE_NONE || teacher == ZONE_NONE)
			continue;
		for (size_t j = first; j < last; j++) {
			const struct week_booking *recess = &maker->bookings.at[j];

			if (recess->kind == WEEK_RECESS && recess->section == lunch.section &&
			    recess->why.table == ZONE_T_WAVES && week_same_day(recess, &lunch)) {
				if (recess->start < lunch.start)
					lunch.start = recess->start;
				if (recess->end > lunch.end)
					lunch.end = recess->end;
				break;
			}
		}
		if (lunch.end - lunch.start > zone->rules.at[rule].minutes)
			lunch.end = lunch.start + zone->rules.at[rule].minutes;
		lunch.kind = WEEK_STAFF_LUNCH;
		lunch.section = lunch.room = lunch.subject = ZONE_NONE;
		lunch.people = week_one(maker->arena, teacher);
		lunch.why = (struct week_why){ZONE_T_RULES, rule, ZONE_NONE};
		if (!week_take_locked(maker, &lunch))
			*vec_push(maker->arena, &maker->bookings) = lunch;
	}
}

/* The free half hour nearest to midday, or false. */
static bool find_lunch(const struct week_maker *maker, struct week_booking *lunch, int32_t minutes)
{
	const struct zone_shape *shape = &maker->zone->shapes.at[lunch->shape];

	for (int32_t away = 0; away <= 120; away += 5)
		for (int sign = -1; sign <= 1; sign += 2) {
			lunch->start = shape->midday - minutes / 2 + sign * away;
			lunch->start -= lunch->start % 5;
			lunch->end = lunch->start + minutes;
			if (week_is_free(maker, lunch->people.at[0], lunch))
				return true;
		}
	return false;
}

/* Specialists: on each day of the rotation where their visits leave a half hour. A day on which
 * someone has no visit here is not planned here. */
static void book_specialist_lunches(struct week_maker *maker, uint32_t school, uint32_t shape,
				    uint32_t person)
{
	const struct zone *zone = maker->zone;
	uint32_t rule = lunch_rule(zone, school, shape, ZONE_SPECIALIST), rotation = ZONE_NONE;
	VEC(struct week_booking) found = {0};

	if (rule == ZONE_NONE)
		return;
	for (size_t i = 0; i < maker->visits.n; i++)
		if (maker->visits.at[i].person == person)
			rotation = maker->visits.at[i].rotation;
	for (int32_t d = 1; rotation != ZONE_NONE && d <= zone->rotations.at[rotation].days; d++) {
		struct week_booking lunch = week_no_booking(WEEK_STAFF_LUNCH, school, shape);
		int32_t *day = arena_new(maker->arena, int32_t);
		bool here = false;

		*day = d;
		lunch.people = week_one(maker->arena, person);
		lunch.rotation = rotation;
		lunch.days = (struct zone_numbers){day, 1};
		lunch.why = (struct week_why){ZONE_T_RULES, rule, ZONE_NONE};
		for (size_t i = 0; i < maker->visits.n && !here; i++)
			here = maker->visits.at[i].person == person &&
			       maker->visits.at[i].day == d &&
			       zone->sections.at[maker->visits.at[i].section].school == school;
		lunch.start = 0;
		lunch.end = DAY_MINUTES;
		if (here && week_take_locked(maker, &lunch))
			continue;
		if (here && find_lunch(maker, &lunch, zone->rules.at[rule].minutes))
			*vec_push(maker->arena, &found) = lunch;
	}
	for (size_t i = 0; i < found.n; i++)
		*vec_push(maker->arena, &maker->bookings) = found.at[i];
}

static void book_staff_times(struct week_maker *maker, uint32_t school)
{
	const struct zone *zone = maker->zone;
	struct zone_list staff = week_staff_of(maker->arena, zone, school);

	for (uint32_t i = 0; i < zone->staff_times.n; i++) {
		const struct zone_staff_time *row = &zone->staff_times.at[i];
		struct week_booking b = week_no_booking(WEEK_STAFF_TIME, school, row->shape);

		if (!zone_applies(row->schools, school))
			continue;
		b.people = staff;
		b.cycle = row->cycle == ZONE_UNSET ? 0 : row->cycle;
		b.turns = row->turns;
		b.start = row->start;
		b.end = row->end;
		b.why = (struct week_why){ZONE_T_STAFF_TIMES, i, row->commitment};
		*vec_push(maker->arena, &maker->bookings) = b;
	}
}

void week_book_staff(struct week_maker *maker, uint32_t school)
{
	const struct zone *zone = maker->zone;
	struct zone_list shapes = day_shapes(maker->arena, zone, school);
	size_t first = 0;

	while (first < maker->bookings.n && maker->bookings.at[first].school != school)
		first++;
	book_teacher_lunches(maker, school, first, maker->bookings.n);
	for (size_t h = 0; h < shapes.n; h++)
		for (uint32_t p = 0; p < zone->people.n; p++)
			for (size_t i = 0; i < zone->assignments.n; i++)
				if (zone->assignments.at[i].person == p &&
				    zone->assignments.at[i].school == school &&
				    zone->assignments.at[i].role == ZONE_SPECIALIST) {
					book_specialist_lunches(maker, school, shapes.at[h], p);
					break;
				}
	book_staff_times(maker, school);
}
