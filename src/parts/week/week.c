#include "parts/week/week.h"

#include "parts/school/zone_row.h"

#include <stdlib.h>

static const char *const kind_names[WEEK_N_KINDS] = {
	[WEEK_SPECIAL] = "special",
	[WEEK_CORE] = "core",
	[WEEK_WIN] = "win",
	[WEEK_RECESS] = "recess",
	[WEEK_LUNCH] = "lunch",
	[WEEK_OTHER] = "other",
	[WEEK_SERVICE] = "service",
	[WEEK_TEAM] = "team",
	[WEEK_PLANNING] = "planning",
	[WEEK_STAFF_LUNCH] = "staff_lunch",
	[WEEK_STAFF_TIME] = "staff_time",
};

struct str week_kind_name(enum week_kind kind)
{
	return str_from(kind_names[kind]);
}

bool week_kind_from_name(struct str name, enum week_kind *ret)
{
	for (int i = 0; i < WEEK_N_KINDS; i++)
		if (str_eq(name, str_from(kind_names[i]))) {
			*ret = (enum week_kind)i;
			return true;
		}
	return false;
}

const char *week_verdict_name(enum week_verdict verdict)
{
	switch (verdict) {
	case WEEK_FEASIBLE:
		return "feasible";
	case WEEK_INFEASIBLE:
		return "infeasible";
	case WEEK_UNKNOWN:
		break;
	}
	return "unknown";
}

struct str week_rule_id(struct arena *arena, const struct zone *zone, enum zone_table table,
			uint32_t row)
{
	if (row == ZONE_NONE || row >= zone_count(zone, table))
		return STR("");
	return zone_tag_text(zone, zone_tag(table, row), arena);
}

static bool numbers_meet(struct zone_numbers a, struct zone_numbers b)
{
	if (a.n == 0 || b.n == 0)
		return true;
	for (size_t i = 0; i < a.n; i++)
		for (size_t j = 0; j < b.n; j++)
			if (a.at[i] == b.at[j])
				return true;
	return false;
}

bool week_same_day(const struct week_booking *a, const struct week_booking *b)
{
	if (a->shape != b->shape)
		return false;
	if (a->rotation != ZONE_NONE && a->rotation == b->rotation &&
	    !numbers_meet(a->days, b->days))
		return false;
	if (a->weekdays != 0 && b->weekdays != 0 && (a->weekdays & b->weekdays) == 0)
		return false;
	return a->cycle == 0 || a->cycle != b->cycle || numbers_meet(a->turns, b->turns);
}

static int compare_u32(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_bookings(const void *left, const void *right)
{
	const struct week_booking *a = left, *b = right;
	int32_t day_a = a->days.n > 0 ? a->days.at[0] : 0;
	int32_t day_b = b->days.n > 0 ? b->days.at[0] : 0;
	int order = compare_u32(a->school, b->school);

	if (order == 0)
		order = compare_u32(a->shape, b->shape);
	if (order == 0)
		order = (day_a > day_b) - (day_a < day_b);
	if (order == 0)
		order = (a->start > b->start) - (a->start < b->start);
	if (order == 0)
		order = compare_u32(a->section, b->section);
	if (order == 0)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	if (order == 0)
		order = compare_u32(a->service, b->service);
	if (order == 0)
		order = compare_u32(a->team, b->team);
	if (order == 0)
		order = compare_u32(a->people.n > 0 ? a->people.at[0] : ZONE_NONE,
				    b->people.n > 0 ? b->people.at[0] : ZONE_NONE);
	if (order == 0)
		order = compare_u32(a->weekdays, b->weekdays);
	return order;
}

void week_sort(struct week_booking *at, size_t n)
{
	if (n > 0)
		qsort(at, n, sizeof *at, compare_bookings);
}
