/* chart_internal: the geometry that chart.html asks of chart.c.
 *
 * Drawings are CHART_WIDTH by CHART_HEIGHT units, stretched to the room they get.
 */
#ifndef WEFT_KIT_HTML_CHART_INTERNAL_H
#define WEFT_KIT_HTML_CHART_INTERNAL_H

#include "kit/html/chart.h"

enum { CHART_WIDTH = 1000, CHART_HEIGHT = 200, HEAT_STEPS = 5 };

/* The largest value, the target included; at least 1. */
int64_t bar_chart_scale(const struct bar_chart *chart);

/* value of scale, in units of the width. */
int chart_across(int64_t value, int64_t scale);

struct line_scale {
	int64_t low, high, median;
	bool any, has_median;
};
struct line_scale line_chart_scale(struct arena *arena, const struct line_chart *chart);
int line_chart_x(const struct line_chart *chart, size_t i);
int line_chart_y(const struct line_scale *scale, int64_t value);
bool line_chart_shown(const struct line_chart *chart, size_t i);

/* The line as SVG path data, broken where a value is missing. */
struct str line_chart_path(struct arena *arena, const struct line_chart *chart,
			   const struct line_scale *scale);

/* 0 (no data) to HEAT_STEPS. */
int heat_step(const struct heat_strip *strip, int64_t value);

/* A day in units of the width. */
int timeline_x(const struct timeline *timeline, int32_t date);

#endif
