#include "kit/html/chart.h"

#include "kit/html/chart_internal.h"

#include <stdlib.h>

void chart_put_value(struct html *out, enum chart_unit unit, int64_t value)
{
	switch (unit) {
	case CHART_NUMBER:
		html_put_number(out, value);
		return;
	case CHART_MINUTES:
		html_put_minutes(out, value);
		return;
	case CHART_CENTS:
		html_put_money(out, value);
		return;
	case CHART_PERCENT:
		html_put_percent(out, (double)value / 1000);
		return;
	}
}

static int by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool chart_median(struct arena *arena, const struct chart_point *point, size_t n, int64_t *ret)
{
	int64_t *values = arena_array(arena, int64_t, n);
	size_t there = 0;

	for (size_t i = 0; i < n; i++)
		if (!point[i].missing && !point[i].suppressed)
			values[there++] = point[i].value;
	if (there == 0)
		return false;
	qsort(values, there, sizeof *values, by_value);
	*ret = values[(there - 1) / 2];
	return true;
}

int chart_across(int64_t value, int64_t scale)
{
	double x = scale <= 0 ? 0 : (double)value / (double)scale * CHART_WIDTH;

	return x < 0 ? 0 : x > CHART_WIDTH ? CHART_WIDTH : (int)x;
}

int64_t bar_chart_scale(const struct bar_chart *chart)
{
	int64_t scale = chart->target > 1 ? chart->target : 1;

	for (size_t i = 0; i < chart->n; i++)
		if (!chart->point[i].missing && !chart->point[i].suppressed &&
		    chart->point[i].value > scale)
			scale = chart->point[i].value;
	return scale;
}

bool line_chart_shown(const struct line_chart *chart, size_t i)
{
	return !chart->point[i].missing && !chart->point[i].suppressed;
}

/* The scale of a line begins at 0, unless there are values below it. */
struct line_scale line_chart_scale(struct arena *arena, const struct line_chart *chart)
{
	struct line_scale scale = {.high = 1};

	for (size_t i = 0; i < chart->n; i++) {
		if (!line_chart_shown(chart, i))
			continue;
		if (!scale.any || chart->point[i].value > scale.high)
			scale.high = chart->point[i].value;
		if (chart->point[i].value < scale.low)
			scale.low = chart->point[i].value;
		scale.any = true;
	}
	if (scale.high <= scale.low)
		scale.high = scale.low + 1;
	scale.has_median = chart->median &&
			   chart_median(arena, chart->point, chart->n, &scale.median);
	return scale;
}

int line_chart_x(const struct line_chart *chart, size_t i)
{
	if (chart->n < 2)
		return CHART_WIDTH / 2;
	return (int)((double)i / (double)(chart->n - 1) * CHART_WIDTH);
}

int line_chart_y(const struct line_scale *scale, int64_t value)
{
	double range = (double)scale->high - (double)scale->low;

	return CHART_HEIGHT - (int)(((double)value - (double)scale->low) / range * CHART_HEIGHT);
}

struct str line_chart_path(struct arena *arena, const struct line_chart *chart,
			   const struct line_scale *scale)
{
	struct text path;
	bool pen_down = false;

	text_init(&path, arena);
	for (size_t i = 0; i < chart->n; i++) {
		bool shown = line_chart_shown(chart, i);

		if (shown)
			text_printf(&path, "%c%d %d", pen_down ? 'L' : 'M', line_chart_x(chart, i),
				    line_chart_y(scale, chart->point[i].value));
		pen_down = shown;
	}
	return text_str(&path);
}

int heat_step(const struct heat_strip *strip, int64_t value)
{
	int64_t most = 1;

	if (value < 0)
		return 0;
	for (size_t i = 0; i < strip->n_rows * strip->n_columns; i++)
		if (strip->value[i] > most)
			most = strip->value[i];
	return 1 + (int)((double)value / (double)most * (HEAT_STEPS - 1) + 0.5);
}

int timeline_x(const struct timeline *timeline, int32_t date)
{
	return chart_across((int64_t)date - timeline->first,
			    (int64_t)timeline->last - timeline->first + 1);
}
