#include "kit/html/week_view.h"

#include "kit/html/week_view_internal.h"

#include "base/date.h"

#include <assert.h>

static int clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

/* The tick a time lies in, counted from the beginning of the view, within it. */
static int tick_of(const struct week_view *view, int minutes)
{
	int last = clamp((view->end - view->begin) / TICK_MINUTES, 1, TICKS_MAX);

	return clamp((minutes - view->begin) / TICK_MINUTES, 0, last);
}

int week_view_row(const struct week_view *view, const struct view_block *block)
{
	return clamp(tick_of(view, block->begin) + 1, 1, TICKS_MAX);
}

int week_view_rows(const struct week_view *view, const struct view_block *block)
{
	int end = tick_of(view, block->begin + block->minutes + TICK_MINUTES - 1);

	return clamp(end - tick_of(view, block->begin), 1, TICKS_MAX);
}

static int end_of(const struct view_block *block)
{
	return block->begin + block->minutes;
}

/* Give the blocks [from, to), which hang together by overlaps, the first free lane each. */
static void fill_cluster(const struct view_column *column, struct lane *lanes, size_t from,
			 size_t to)
{
	int busy_until[LANES_MAX] = {0};
	unsigned used = 1;

	for (size_t i = from; i < to; i++) {
		unsigned lane = 0;

		while (lane + 1 < LANES_MAX && busy_until[lane] > column->block[i].begin)
			lane++;
		busy_until[lane] = end_of(&column->block[i]);
		lanes[i].lane = lane + 1;
		if (lane + 1 > used)
			used = lane + 1;
	}
	for (size_t i = from; i < to; i++)
		lanes[i].lanes = used;
}

struct lane *week_view_lanes(struct arena *arena, const struct view_column *column)
{
	struct lane *lanes = arena_array(arena, struct lane, column->n);
	size_t from = 0;
	int until = 0;

	for (size_t i = 0; i < column->n; i++) {
		if (i > from && column->block[i].begin >= until) {
			fill_cluster(column, lanes, from, i);
			from = i;
		}
		if (end_of(&column->block[i]) > until)
			until = end_of(&column->block[i]);
	}
	fill_cluster(column, lanes, from, column->n);
	return lanes;
}

struct str view_block_class(struct arena *arena, const struct view_block *block)
{
	static const struct {
		unsigned mark;
		const char *class;
	} marks[] = {
		{BLOCK_LOCKED, " is-locked"},   {BLOCK_CHANGED, " is-changed"},
		{BLOCK_COVERED, " is-covered"}, {BLOCK_CONFLICT, " is-conflict"},
		{BLOCK_PICKED, " is-picked"},   {BLOCK_TARGET, " is-target"},
	};
	enum { ONE_LINE = 20, TWO_LINES = 35 };
	struct text text;

	text_init(&text, arena);
	text_printf(&text, "block kind-%s", time_kind_class(block->kind));
	if (block->minutes <= ONE_LINE)
		text_put(&text, STR(" one-line"));
	else if (block->minutes <= TWO_LINES)
		text_put(&text, STR(" two-lines"));
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if ((block->marks & marks[i].mark) != 0)
			text_put(&text, str_from(marks[i].class));
	return text_str(&text);
}

enum block_time day_view_time(const struct day_view *day, size_t i)
{
	const struct view_block *block = &day->block[i];

	if (day->now < 0)
		return BLOCK_LATER;
	if (end_of(block) <= day->now)
		return BLOCK_PAST;
	if (block->begin <= day->now)
		return BLOCK_NOW;
	for (size_t j = 0; j < i; j++)
		if (day->block[j].begin > day->now)
			return BLOCK_LATER;
	return BLOCK_NEXT;
}

int month_of(int32_t date)
{
	return date_civil(date).month;
}

int wall_months(const struct wall_calendar *calendar)
{
	struct civil first = date_civil(calendar->first), last = date_civil(calendar->last);

	return (last.year - first.year) * 12 + last.month - first.month + 1;
}

int32_t wall_month_first(const struct wall_calendar *calendar, int month)
{
	int32_t first = calendar->first - (date_civil(calendar->first).day - 1);

	return date_add_months(first, month);
}

int32_t wall_monday(int32_t month_first, int week)
{
	int weekday = (int)date_weekday(month_first);
	/* A month that begins on a weekend begins on the Monday after it. */
	int32_t monday = month_first - (weekday - MONDAY) + (weekday > FRIDAY ? 7 : 0);

	return monday + 7 * week;
}

int wall_weeks(int32_t month_first)
{
	int weeks = 0;

	while (wall_monday(month_first, weeks) < date_add_months(month_first, 1))
		weeks++;
	return weeks;
}
