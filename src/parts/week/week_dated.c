#include "parts/week/week_dated.h"

#include "base/date.h"
#include "base/vec.h"

struct week_calendar week_calendar_of(struct arena *arena, const struct zone *zone, uint32_t school,
				      int32_t as_of)
{
	struct week_calendar calendar = {.zone = zone, .school = school};

	calendar.n = zone->rotations.n > 0 ? zone->rotations.n : 1;
	calendar.rotations = arena_array(arena, struct zone_dates, calendar.n);
	for (uint32_t r = 0; r < calendar.n; r++)
		calendar.rotations[r] = zone_dates_of(arena, zone, school,
						      zone->rotations.n > 0 ? r : ZONE_NONE, as_of);
	return calendar;
}

static bool holds(struct zone_numbers numbers, int32_t number)
{
	for (size_t i = 0; i < numbers.n; i++)
		if (numbers.at[i] == number)
			return true;
	return numbers.n == 0;
}

/* Which day of its shape a date is in the year, from 1. */
static int32_t number_of(const struct zone_dates *dates, const struct zone_date *date)
{
	int32_t n = 0;

	for (const struct zone_date *at = dates->at; at <= date; at++)
		n += at->open && at->shape == date->shape;
	return n;
}

bool week_happens(const struct week_calendar *calendar, const struct week_booking *booking,
		  int32_t date)
{
	uint32_t rotation = booking->rotation < calendar->n ? booking->rotation : 0;
	const struct zone_date *at = zone_dates_find(&calendar->rotations[rotation], date);

	if (at == NULL || !at->open || booking->school != calendar->school ||
	    booking->shape != at->shape)
		return false;
	if (booking->weekdays != 0 && (booking->weekdays >> date_weekday(date) & 1) == 0)
		return false;
	if (booking->rotation != ZONE_NONE && !holds(booking->days, at->rotation_day))
		return false;
	if (booking->cycle <= 0)
		return true;
	return holds(booking->turns,
		     (number_of(&calendar->rotations[rotation], at) - 1) % booking->cycle + 1);
}

static struct str why_empty(const struct zone *zone, const struct zone_date *date)
{
	if (date->closure != ZONE_NONE)
		return zone->closures.at[date->closure].reason;
	if (date->day != ZONE_NONE && zone->calendar.at[date->day].label.len > 0)
		return zone->calendar.at[date->day].label;
	return STR("no school");
}

struct week_date week_on(struct arena *arena, const struct week_plan *plan,
			 const struct week_calendar *calendar, int32_t date)
{
	const struct zone_date *at = zone_dates_find(&calendar->rotations[0], date);
	struct week_date found = {.date = {.date = date,
					   .kind = ZONE_BREAK,
					   .shape = ZONE_NONE,
					   .day = ZONE_NONE,
					   .closure = ZONE_NONE}};
	VEC(struct week_booking) bookings = {0};

	if (at != NULL)
		found.date = *at;
	if (!found.date.open) {
		found.why_empty = why_empty(plan->zone, &found.date);
		return found;
	}
	for (size_t i = 0; i < plan->bookings.n; i++)
		if (week_happens(calendar, &plan->bookings.at[i], date)) {
			struct week_booking *b = vec_push(arena, &bookings);

			*b = plan->bookings.at[i];
		}
	/* Sort by time: days no longer matter. */
	for (size_t i = 0; i < bookings.n; i++)
		bookings.at[i].days = (struct zone_numbers){0};
	week_sort(bookings.at, bookings.n);
	found.bookings.at = bookings.at;
	found.bookings.n = bookings.n;
	return found;
}
