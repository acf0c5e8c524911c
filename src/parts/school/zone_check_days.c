/* Checks of day shapes, the calendar and rotations. */
#include "parts/school/zone_check_internal.h"

#include "base/date.h"
#include "parts/school/zone_calendar.h"

static void check_shapes(const struct checker *c)
{
	for (size_t i = 0; i < c->zone->shapes.n; i++) {
		const struct zone_shape *row = &c->zone->shapes.at[i];
		bool has_students = row->kind != ZONE_STAFF_DAY;

		if (has_students &&
		    (row->student_start == ZONE_UNSET || row->student_end == ZONE_UNSET))
			check_error(c, CHECK_AT(ZONE_T_SHAPES, i, "student_start"),
				    STR("A day with students has no student day"),
				    STR("Write when it begins and ends, or make it a staff_day."));
		else if (!has_students && row->student_start != ZONE_UNSET)
			check_error(c, CHECK_AT(ZONE_T_SHAPES, i, "student_start"),
				    STR("A staff day has a student day"),
				    STR("Leave it empty, or change the kind."));
		else if (has_students && (row->student_start < row->staff_start ||
					  row->student_end > row->staff_end))
			check_error(c, CHECK_AT(ZONE_T_SHAPES, i, "student_start"),
				    STR("The student day does not lie inside the staff day"),
				    STR("Correct the bells or the staff day."));
		if (row->midday <= row->staff_start || row->midday >= row->staff_end)
			check_error(c, CHECK_AT(ZONE_T_SHAPES, i, "midday"),
				    STR("Midday is not inside the staff day"),
				    STR("Write when the afternoon begins."));
	}
}

static void check_block_times(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->block_times.n; i++) {
		const struct zone_block_time *row = &zone->block_times.at[i];
		const struct zone_shape *shape = &zone->shapes.at[row->shape];

		if (shape->student_start == ZONE_UNSET || row->start < shape->student_start ||
		    row->end > shape->student_end)
			check_error(
				c, CHECK_AT(ZONE_T_BLOCK_TIMES, i, "start"),
				STR("The block does not lie inside the student day of its shape"),
				STR("Correct its times, or those in shapes.csv."));
		for (size_t k = 0; k < i; k++) {
			const struct zone_block_time *other = &zone->block_times.at[k];

			if (other->shape == row->shape && other->start < row->end &&
			    row->start < other->end)
				check_warn(
					c, CHECK_AT(ZONE_T_BLOCK_TIMES, i, "start"),
					arena_printf(c->arena, "The block overlaps with %.*s",
						     STR_ARG(check_code(c, ZONE_T_BLOCKS,
									other->block))),
					STR("Correct the times, unless the two are for different "
					    "schools."));
		}
	}
}

static void check_date(const struct checker *c, size_t i)
{
	const struct zone *zone = c->zone;
	const struct zone_day *row = &zone->calendar.at[i];
	const struct zone_info *info = &zone->info.at[0];
	bool with_students = row->kind == ZONE_SCHOOL_DAY;
	bool with_staff = row->kind == ZONE_STAFF_ONLY;

	if (row->date < info->year_start || row->date > info->year_end)
		check_error(c, CHECK_AT(ZONE_T_CALENDAR, i, "date"),
			    STR("The date is not in the year of zone.csv"),
			    STR("Correct it, or year_start and year_end."));
	if (row->shape == ZONE_NONE && (with_students || with_staff))
		check_error(c, CHECK_AT(ZONE_T_CALENDAR, i, "shape"),
			    STR("People come on this date, but it has no day shape"),
			    STR("Write the shape, such as REG."));
	else if (row->shape != ZONE_NONE && !with_students && !with_staff)
		check_error(c, CHECK_AT(ZONE_T_CALENDAR, i, "shape"),
			    STR("Nobody comes on this date, but it has a day shape"),
			    STR("Leave the shape empty, or make it a school or staff day."));
	else if (with_students && zone->shapes.at[row->shape].kind == ZONE_STAFF_DAY)
		check_error(c, CHECK_AT(ZONE_T_CALENDAR, i, "shape"),
			    STR("A school day has the shape of a staff day"),
			    STR("Choose a shape with students, or make it a staff day."));
	if (with_students && date_weekday(row->date) > FRIDAY)
		check_warn(c, CHECK_AT(ZONE_T_CALENDAR, i, "date"),
			   STR("A school day on a weekend"), STR("Check the date."));
}

/* Whether any school is open, but for closures, on a date inside the span. */
static bool closes_something(const struct zone *zone, const struct zone_closure *row)
{
	for (size_t i = 0; i < zone->calendar.n; i++) {
		const struct zone_day *day = &zone->calendar.at[i];

		if (day->date < row->from || day->date > row->to ||
		    (day->kind != ZONE_SCHOOL_DAY && day->kind != ZONE_STAFF_ONLY))
			continue;
		for (uint32_t s = 0; s < zone->schools.n; s++) {
			if (zone_applies(row->schools, s) && zone_applies(day->schools, s))
				return true;
		}
	}
	return false;
}

static void check_closures(const struct checker *c)
{
	for (size_t i = 0; i < c->zone->closures.n; i++) {
		if (!closes_something(c->zone, &c->zone->closures.at[i]))
			check_warn(c, CHECK_AT(ZONE_T_CLOSURES, i, "from"),
				   STR("The closure changes nothing: its dates are free already"),
				   STR("Check its dates against calendar.csv."));
	}
}

static void check_rotations(const struct checker *c)
{
	for (size_t i = 0; i < c->zone->rotations.n; i++) {
		const struct zone_rotation *row = &c->zone->rotations.at[i];

		if (row->first_day > row->days)
			check_error(
				c, CHECK_AT(ZONE_T_ROTATIONS, i, "first_day"),
				arena_printf(c->arena, "The rotation has only %d days", row->days),
				STR("Write a number from 1 to its days."));
		if (row->shapes.n > (size_t)row->days)
			check_error(c, CHECK_AT(ZONE_T_ROTATIONS, i, "shapes"),
				    STR("More shapes than the rotation has days"),
				    STR("Remove the last ones."));
		for (size_t k = 0; k < row->shapes.n; k++) {
			if (c->zone->shapes.at[row->shapes.at[k]].kind == ZONE_STAFF_DAY)
				check_error(c, CHECK_AT(ZONE_T_ROTATIONS, i, "shapes"),
					    STR("A week cannot be planned on a staff day"),
					    STR("Name shapes with students."));
		}
	}
}

static void check_staff_times(const struct checker *c)
{
	for (size_t i = 0; i < c->zone->staff_times.n; i++) {
		const struct zone_staff_time *row = &c->zone->staff_times.at[i];
		const struct zone_shape *shape = &c->zone->shapes.at[row->shape];

		for (size_t k = 0; k < row->turns.n; k++) {
			if (row->turns.at[k] > row->cycle)
				check_error(c, CHECK_AT(ZONE_T_STAFF_TIMES, i, "turns"),
					    STR("A turn is larger than the cycle"),
					    STR("Write turns from 1 to cycle."));
		}
		if (row->start < shape->staff_start || row->end > shape->staff_end)
			check_error(c, CHECK_AT(ZONE_T_STAFF_TIMES, i, "start"),
				    STR("The time does not lie inside the staff day"),
				    STR("Correct it, or the shape."));
		else if (shape->student_start != ZONE_UNSET && row->start < shape->student_end &&
			 row->end > shape->student_start)
			check_error(c, CHECK_AT(ZONE_T_STAFF_TIMES, i, "start"),
				    STR("Students are there at this time"),
				    STR("Begin after the student day, or end before it."));
	}
}

void check_days(const struct checker *c)
{
	check_shapes(c);
	check_block_times(c);
	for (size_t i = 0; i < c->zone->calendar.n; i++)
		check_date(c, i);
	check_closures(c);
	check_rotations(c);
	check_staff_times(c);
}
