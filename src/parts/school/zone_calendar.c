#include "parts/school/zone_calendar.h"

#include "base/date.h"
#include "base/vec.h"

#include <stdlib.h>

/* ---- One date ---- */

/* The closure that holds a school closed on a date, as far as it is known. */
static uint32_t closure_on(const struct zone *zone, uint32_t school, int32_t date, int32_t as_of)
{
	for (size_t i = 0; i < zone->closures.n; i++) {
		const struct zone_closure *row = &zone->closures.at[i];
		int32_t known = row->announced == ZONE_UNSET ? row->from : row->announced;

		if (date >= row->from && date <= row->to && known <= as_of &&
		    zone_applies(row->schools, school))
			return (uint32_t)i;
	}
	return ZONE_NONE;
}

/* What a row of the calendar (ZONE_NONE: none) makes of its date. */
static struct zone_date date_of_row(const struct zone *zone, uint32_t school, int32_t date,
				    uint32_t row, int32_t as_of)
{
	struct zone_date d = {
		.date = date,
		.kind = ZONE_BREAK,
		.shape = ZONE_NONE,
		.day = row,
		.closure = ZONE_NONE,
	};

	if (row == ZONE_NONE)
		return d;
	d.kind = zone->calendar.at[row].kind;
	d.closure = closure_on(zone, school, date, as_of);
	if (d.closure == ZONE_NONE) {
		d.shape = zone->calendar.at[row].shape;
		d.open = d.kind == ZONE_SCHOOL_DAY;
	}
	return d;
}

/* Whether row a says more about a school than row b on the same date. */
static bool is_more_special(const struct zone *zone, uint32_t a, uint32_t b)
{
	return b == ZONE_NONE ||
	       (zone->calendar.at[a].schools.n > 0 && zone->calendar.at[b].schools.n == 0);
}

struct zone_date zone_date_at(const struct zone *zone, uint32_t school, int32_t date, int32_t as_of)
{
	uint32_t best = ZONE_NONE;

	for (size_t i = 0; i < zone->calendar.n; i++) {
		const struct zone_day *row = &zone->calendar.at[i];

		if (row->date == date && zone_applies(row->schools, school) &&
		    is_more_special(zone, (uint32_t)i, best))
			best = (uint32_t)i;
	}
	return date_of_row(zone, school, date, best, as_of);
}

/* ---- Rotations ---- */

static int32_t modulo(int64_t a, int32_t n)
{
	return (int32_t)(((a % n) + n) % n);
}

static int32_t monday_of(int32_t date)
{
	return date - ((int32_t)date_weekday(date) - MONDAY);
}

/* School weekdays since a fixed Monday: weekends count as the Friday before. */
static int64_t weekdays_since(int32_t monday, int32_t date)
{
	int32_t day = (int32_t)date_weekday(date);

	return (int64_t)(monday_of(date) - monday) / 7 * 5 + (day > FRIDAY ? FRIDAY : day) - MONDAY;
}

/* The number that follows from the date alone. */
static int32_t number_by_date(const struct zone_rotation *rotation, int32_t starts, int32_t date)
{
	int32_t monday = monday_of(starts);
	int64_t passed = rotation->advance == ZONE_BY_WEEK
				 ? (monday_of(date) - monday) / 7
				 : weekdays_since(monday, date) - weekdays_since(monday, starts);

	return modulo(passed + rotation->first_day - 1, rotation->days) + 1;
}

/* The first date of the rotation: as given, or the first planned school day. */
static int32_t start_of(const struct zone_rotation *rotation, const struct zone_date *at, size_t n)
{
	if (rotation->starts != ZONE_UNSET)
		return rotation->starts;
	for (size_t i = 0; i < n; i++) {
		if (at[i].kind == ZONE_SCHOOL_DAY)
			return at[i].date;
	}
	return INT32_MAX;
}

static void number_dates(const struct zone_rotation *rotation, struct zone_date *at, size_t n)
{
	int32_t starts = start_of(rotation, at, n);
	int64_t passed = 0;

	for (size_t i = 0; i < n; i++) {
		if (!at[i].open || at[i].date < starts)
			continue;
		if (rotation->skips.n > 0 && zone_applies(rotation->skips, at[i].shape))
			continue;
		if (rotation->advance == ZONE_BY_SCHOOL_DAY)
			at[i].rotation_day = modulo(passed + rotation->first_day - 1,
						    rotation->days) +
					     1;
		else
			at[i].rotation_day = number_by_date(rotation, starts, at[i].date);
		passed++;
	}
}

uint32_t zone_rotation_shape(const struct zone *zone, uint32_t school, uint32_t rotation,
			     int32_t rotation_day)
{
	const struct zone_list shapes = zone->rotations.at[rotation].shapes;

	if (shapes.n > 0)
		return shapes.at[(size_t)(rotation_day - 1) % shapes.n];
	for (size_t i = 0; i < zone->shapes.n; i++) {
		const struct zone_shape *shape = &zone->shapes.at[i];

		if (shape->kind == ZONE_REGULAR && zone_applies(shape->schools, school))
			return (uint32_t)i;
	}
	return ZONE_NONE;
}

/* ---- The year ---- */

/* By date; of one date the row that names schools first. */
static int by_date(const void *pa, const void *pb)
{
	const struct zone_day *const *a = pa, *const *b = pb;

	if ((*a)->date != (*b)->date)
		return (*a)->date < (*b)->date ? -1 : 1;
	return ((*a)->schools.n == 0) - ((*b)->schools.n == 0);
}

struct zone_dates zone_dates_of(struct arena *arena, const struct zone *zone, uint32_t school,
				uint32_t rotation, int32_t as_of)
{
	const struct zone_day **rows = arena_array(arena, const struct zone_day *,
						   zone->calendar.n);
	struct zone_date *at = arena_array(arena, struct zone_date, zone->calendar.n);
	size_t n_rows = 0, n = 0;

	for (size_t i = 0; i < zone->calendar.n; i++) {
		if (zone_applies(zone->calendar.at[i].schools, school))
			rows[n_rows++] = &zone->calendar.at[i];
	}
	qsort(rows, n_rows, sizeof *rows, by_date);
	for (size_t i = 0; i < n_rows; i++) {
		if (n > 0 && at[n - 1].date == rows[i]->date)
			continue;
		at[n++] = date_of_row(zone, school, rows[i]->date,
				      (uint32_t)(rows[i] - zone->calendar.at), as_of);
	}
	if (rotation != ZONE_NONE)
		number_dates(&zone->rotations.at[rotation], at, n);
	return (struct zone_dates){at, n};
}

const struct zone_date *zone_dates_find(const struct zone_dates *dates, int32_t date)
{
	size_t low = 0, high = dates->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (dates->at[middle].date < date)
			low = middle + 1;
		else
			high = middle;
	}
	return low < dates->n && dates->at[low].date == date ? &dates->at[low] : NULL;
}

size_t zone_dates_open(const struct zone_dates *dates)
{
	size_t n = 0;

	for (size_t i = 0; i < dates->n; i++)
		n += dates->at[i].open;
	return n;
}

enum { LUNCH_FROM_MINUTES = 240 };

int64_t zone_dates_minutes(const struct zone *zone, const struct zone_dates *dates,
			   int32_t lunch_minutes)
{
	int64_t sum = 0;

	for (size_t i = 0; i < dates->n; i++) {
		const struct zone_shape *shape;
		int32_t minutes;

		if (!dates->at[i].open || dates->at[i].shape == ZONE_NONE)
			continue;
		shape = &zone->shapes.at[dates->at[i].shape];
		if (shape->student_start == ZONE_UNSET)
			continue;
		minutes = shape->student_end - shape->student_start;
		sum += minutes - (minutes >= LUNCH_FROM_MINUTES ? lunch_minutes : 0);
	}
	return sum;
}

/* ---- Black-outs and staff time ---- */

bool zone_is_blacked_out(const struct zone *zone, enum zone_activity activity, uint32_t school,
			 uint32_t grade, int32_t date, uint32_t *ret_row)
{
	for (size_t i = 0; i < zone->blackouts.n; i++) {
		const struct zone_blackout *row = &zone->blackouts.at[i];

		if (date < row->from || date > row->to ||
		    !zone_set_applies(row->activities, (int)activity) ||
		    !zone_applies(row->schools, school))
			continue;
		if (grade != ZONE_NONE && !zone_applies(row->grades, grade))
			continue;
		if (ret_row != NULL)
			*ret_row = (uint32_t)i;
		return true;
	}
	return false;
}

/* Days of the shape before the date, as planned: a closure takes nobody's turn away. */
static int32_t turn_of(const struct zone *zone, const struct zone_dates *dates, uint32_t shape,
		       int32_t date)
{
	int32_t turn = 0;

	for (size_t i = 0; i < dates->n && dates->at[i].date < date; i++) {
		uint32_t day = dates->at[i].day;

		turn += day != ZONE_NONE && zone->calendar.at[day].shape == shape;
	}
	return turn;
}

static bool has_turn(const struct zone_staff_time *row, int32_t turn)
{
	int32_t number = turn % row->cycle + 1;

	for (size_t i = 0; i < row->turns.n; i++) {
		if (row->turns.at[i] == number)
			return true;
	}
	return row->turns.n == 0;
}

struct zone_list zone_staff_times_on(struct arena *arena, const struct zone *zone, uint32_t school,
				     const struct zone_dates *dates, int32_t date)
{
	const struct zone_date *at = zone_dates_find(dates, date);
	VEC(uint32_t) rows = {0};
	int32_t turn;

	if (at == NULL || at->shape == ZONE_NONE)
		return (struct zone_list){0};
	turn = turn_of(zone, dates, at->shape, date);
	for (size_t i = 0; i < zone->staff_times.n; i++) {
		const struct zone_staff_time *row = &zone->staff_times.at[i];

		if (row->shape == at->shape && zone_applies(row->schools, school) &&
		    has_turn(row, turn))
			*vec_push(arena, &rows) = (uint32_t)i;
	}
	return (struct zone_list){rows.at, rows.n};
}
