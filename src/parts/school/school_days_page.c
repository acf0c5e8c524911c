/* Day shapes drawn to scale, and the year's calendar with the days of the rotation. */
#include "parts/school/school_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"

#include <stdlib.h>

struct blocks {
	struct view_block *at;
	size_t n, cap;
};

static struct view_block *add(const struct school_visit *v, struct blocks *blocks, int begin,
			      int end)
{
	struct view_block *block = vec_push(v->request->arena, blocks);

	block->begin = begin;
	block->minutes = end - begin;
	return block;
}

/* The grades whose specials are in a block, as words. */
static struct str grades_in(const struct school_visit *v, uint32_t block)
{
	struct str text = STR("");

	for (size_t i = 0; i < v->zone->grade_blocks.n; i++) {
		const struct zone_grade_block *row = &v->zone->grade_blocks.at[i];
		struct str grade;

		if (row->school != v->school || row->block != block)
			continue;
		grade = v->zone->grades.at[row->grade].code;
		text = text.len == 0 ? arena_printf(v->request->arena, "Grade %.*s", STR_ARG(grade))
				     : arena_printf(v->request->arena, "%.*s, %.*s", STR_ARG(text),
						    STR_ARG(grade));
	}
	return text;
}

static struct str wave_grades(const struct school_visit *v, const struct zone_wave *wave)
{
	struct str text = STR("");

	for (size_t i = 0; i < wave->grades.n; i++) {
		struct str grade = v->zone->grades.at[wave->grades.at[i]].code;

		text = i == 0 ? arena_printf(v->request->arena, "Grade %.*s", STR_ARG(grade))
			      : arena_printf(v->request->arena, "%.*s, %.*s", STR_ARG(text),
					     STR_ARG(grade));
	}
	return text;
}

static void add_waves(const struct school_visit *v, uint32_t shape, struct blocks *blocks)
{
	for (size_t i = 0; i < v->zone->waves.n; i++) {
		const struct zone_wave *wave = &v->zone->waves.at[i];
		struct view_block *block;

		if (wave->start == ZONE_UNSET || !zone_applies(wave->schools, v->school) ||
		    !zone_applies(wave->shapes, shape))
			continue;
		block = add(v, blocks, wave->start,
			    wave->start + wave->lunch_minutes + wave->recess_minutes);
		block->kind = KIND_LUNCH;
		block->name = school_say(v->request, "Lunch and recess");
		block->detail = wave_grades(v, wave);
	}
}

static void add_specials(const struct school_visit *v, uint32_t shape, struct blocks *blocks)
{
	for (uint32_t b = 0; b < v->zone->blocks.n; b++) {
		struct view_block *block;
		int32_t start, end;

		if (!zone_block_time(v->zone, shape, b, &start, &end))
			continue;
		block = add(v, blocks, start, end);
		block->kind = KIND_SPECIALS;
		block->name = v->zone->blocks.at[b].name;
		block->detail = grades_in(v, b);
	}
}

static int by_begin(const void *pa, const void *pb)
{
	const struct view_block *a = pa, *b = pb;

	return a->begin != b->begin ? a->begin - b->begin : a->minutes - b->minutes;
}

static struct view_column shape_column(const struct school_visit *v, uint32_t i)
{
	const struct zone_shape *shape = &v->zone->shapes.at[i];
	struct blocks blocks = {0};
	struct view_block *block;

	if (shape->student_start == ZONE_UNSET) {
		block = add(v, &blocks, shape->staff_start, shape->staff_end);
		block->kind = KIND_TEAM;
		block->name = school_say(v->request, "Staff learning");
	} else {
		block = add(v, &blocks, shape->staff_start, shape->student_start);
		block->name = school_say(v->request, "Before students");
		block = add(v, &blocks, shape->student_end, shape->staff_end);
		block->kind = KIND_TEAM;
		block->name = school_say(v->request, "After students");
		add_specials(v, i, &blocks);
		add_waves(v, i, &blocks);
	}
	qsort(blocks.at, blocks.n, sizeof *blocks.at, by_begin);
	return (struct view_column){
		.name = shape->name,
		.detail = arena_printf(
			v->request->arena, "%.*s to %.*s",
			STR_ARG(minutes_text(v->request->arena, shape->staff_start, MINUTES_12H)),
			STR_ARG(minutes_text(v->request->arena, shape->staff_end, MINUTES_12H))),
		.block = blocks.at,
		.n = blocks.n};
}

bool school_days_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct school_view view = {0};
	struct view_column *column;
	struct school_visit v;
	int begin = DAY_MINUTES, end = 0;

	if (!school_begin(request, &v, err))
		return false;
	column = arena_array(request->arena, struct view_column, v.zone->shapes.n);
	for (uint32_t i = 0; i < v.zone->shapes.n && view.week.n < COLUMNS_MAX; i++) {
		const struct zone_shape *shape = &v.zone->shapes.at[i];

		if (!zone_applies(shape->schools, v.school))
			continue;
		begin = shape->staff_start < begin ? shape->staff_start : begin;
		end = shape->staff_end > end ? shape->staff_end : end;
		column[view.week.n++] = shape_column(&v, i);
	}
	view.page = school_frame(&v, "Days");
	view.page.lead = school_say(request, "The kinds of day of this school, to scale.");
	view.week.caption = school_say(request, "Day shapes");
	view.week.begin = begin;
	view.week.end = end;
	view.week.column = column;
	school_draw(request, response, &view);
	school_end(&v);
	return true;
}

/* ---- The calendar ---- */

struct year {
	const struct school_visit *v;
	struct zone_dates dates;
};

static enum wall_day day_of(const void *self, int32_t date, struct str *ret_name)
{
	const struct year *year = self;
	const struct zone_date *at = zone_dates_find(&year->dates, date);
	const struct zone *zone = year->v->zone;

	*ret_name = STR("");
	if (at == NULL)
		return WALL_OUTSIDE;
	if (at->closure != ZONE_NONE)
		*ret_name = zone->closures.at[at->closure].reason;
	else if (at->day != ZONE_NONE)
		*ret_name = zone->calendar.at[at->day].label;
	if (!at->open)
		return WALL_OFF;
	return zone->shapes.at[at->shape].kind == ZONE_REGULAR ? WALL_SCHOOL : WALL_SHORT;
}

static uint32_t rotation_of(const struct school_visit *v)
{
	for (uint32_t i = 0; i < v->zone->rotations.n; i++) {
		if (zone_applies(v->zone->rotations.at[i].schools, v->school))
			return i;
	}
	return ZONE_NONE;
}

bool school_calendar_page(struct http_request *request, struct http_response *response,
			  struct err *err)
{
	struct school_view view = {0};
	struct wall_calendar wall = {0};
	struct wall_entry *entry;
	struct school_visit v;
	struct year year;

	if (!school_begin(request, &v, err))
		return false;
	year = (struct year){&v, zone_dates_of(request->arena, v.zone, v.school, rotation_of(&v),
					       ZONE_AS_OF_END)};
	entry = arena_array(request->arena, struct wall_entry, year.dates.n);
	for (size_t i = 0; i < year.dates.n; i++) {
		const struct zone_date *at = &year.dates.at[i];

		if (at->rotation_day == 0)
			continue;
		entry[wall.n++] = (struct wall_entry){
			.date = at->date,
			.kind = KIND_SPECIALS,
			.text = arena_printf(request->arena, "Day %d", at->rotation_day),
			.detail = v.zone->shapes.at[at->shape].name};
	}
	wall.caption = school_say(request, "The year, with the days of the rotation");
	wall.first = v.zone->info.at[0].year_start;
	wall.last = v.zone->info.at[0].year_end;
	wall.today = (int32_t)(clock_utc_ms(v.part->clock) / DATE_MS_PER_DAY);
	wall.entry = entry;
	wall.day = day_of;
	wall.self = &year;
	view.page = school_frame(&v, "Calendar");
	view.page.lead = arena_printf(request->arena, "%zu school days.",
				      zone_dates_open(&year.dates));
	view.wall = &wall;
	school_draw(request, response, &view);
	school_end(&v);
	return true;
}
