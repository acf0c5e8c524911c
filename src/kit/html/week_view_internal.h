/* week_view_internal: what week_view.html asks of week_view.c. */
#ifndef WEFT_KIT_HTML_WEEK_VIEW_INTERNAL_H
#define WEFT_KIT_HTML_WEEK_VIEW_INTERNAL_H

#include "kit/html/week_view.h"

enum { LANES_MAX = 4 };

/* Where blocks of a column overlap they share its width: lane of lanes, both from 1. */
struct lane {
	unsigned lane, lanes;
};
struct lane *week_view_lanes(struct arena *arena, const struct view_column *column);

/* Classes of a block: its kind, its marks, how much text fits. */
struct str view_block_class(struct arena *arena, const struct view_block *block);

/* The months of a wall calendar, and the Mondays of their weeks. */
int wall_months(const struct wall_calendar *calendar);
int32_t wall_month_first(const struct wall_calendar *calendar, int month);
int32_t wall_monday(int32_t month_first, int week);
int wall_weeks(int32_t month_first);
int month_of(int32_t date);

#endif
