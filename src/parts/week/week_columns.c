#include "parts/week/week_columns.h"

#include "base/vec.h"
#include "kit/html/say.h"
#include "parts/school/zone_calendar.h"

enum { WEEKDAYS = 5 };

static uint32_t regular_shape(const struct zone *zone, uint32_t school)
{
	for (uint32_t i = 0; i < zone->shapes.n; i++)
		if (zone->shapes.at[i].kind == ZONE_REGULAR &&
		    zone_applies(zone->shapes.at[i].schools, school))
			return i;
	return ZONE_NONE;
}

struct week_columns week_columns_of(struct arena *arena, const struct zone *zone, uint32_t school)
{
	VEC(struct week_column) out = {0};
	bool further = false;

	for (uint32_t r = 0; r < zone->rotations.n; r++) {
		if (!zone_applies(zone->rotations.at[r].schools, school))
			continue;
		for (int32_t day = 1; day <= zone->rotations.at[r].days; day++)
			*vec_push(arena, &out) = (struct week_column){
				.rotation = r,
				.day = day,
				.shape = zone_rotation_shape(zone, school, r, day),
				.weekday = (enum weekday)((day - 1) % WEEKDAYS + 1),
				.further = further};
		further = true;
	}
	for (int32_t day = 1; out.n < (size_t)day && day <= WEEKDAYS && !further; day++)
		*vec_push(arena, &out) = (struct week_column){.rotation = ZONE_NONE,
							      .day = day,
							      .shape = regular_shape(zone, school),
							      .weekday = (enum weekday)day};
	return (struct week_columns){out.at, out.n};
}

static bool has_day(const struct week_booking *b, int32_t day)
{
	for (size_t i = 0; i < b->days.n; i++)
		if (b->days.at[i] == day)
			return true;
	return b->days.n == 0;
}

bool week_in_column(const struct zone *zone, const struct week_column *column,
		    const struct week_booking *booking)
{
	uint32_t shape = column->rotation == ZONE_NONE
				 ? column->shape
				 : zone_rotation_shape(zone, booking->school, column->rotation,
						       column->day);

	if (booking->shape != shape)
		return false;
	if (booking->rotation != ZONE_NONE)
		return booking->rotation == column->rotation && has_day(booking, column->day);
	if (column->further)
		return false;
	return booking->weekdays == 0 || (booking->weekdays & (1U << column->weekday)) != 0;
}

struct str week_column_name(struct arena *arena, const struct lang *lang,
			    const struct week_column *column)
{
	struct html_arg day = html_arg_i64(column->day);

	if (column->rotation == ZONE_NONE)
		return lang_text(lang, date_weekday_name(column->weekday));
	return say_text(arena, lang, STR(WORD("Day {1}")), &day, 1);
}

struct str week_column_detail(const struct zone *zone, const struct week_column *column)
{
	if (column->shape == ZONE_NONE || zone->shapes.at[column->shape].kind == ZONE_REGULAR)
		return STR("");
	return zone->shapes.at[column->shape].name;
}
