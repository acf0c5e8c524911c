/* The small questions that everybody asks of a zone. */
#include "parts/school/zone.h"

#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

bool zone_applies(struct zone_list list, uint32_t index)
{
	for (size_t i = 0; i < list.n; i++) {
		if (list.at[i] == index)
			return true;
	}
	return list.n == 0;
}

bool zone_set_applies(uint32_t set, int value)
{
	return set == 0 || (value >= 0 && value < 32 && (set >> value & 1) != 0);
}

/* Of several rows with one code (versions of a commitment) the last one counts. */
uint32_t zone_find(const struct zone *zone, enum zone_table table, struct str code)
{
	uint32_t found = ZONE_NONE;

	for (size_t i = 0; i < zone_count(zone, table); i++) {
		if (str_eq(zone_code(zone, table, i), code))
			found = (uint32_t)i;
	}
	return found;
}

bool zone_is_on(int32_t from, int32_t to, int32_t date)
{
	return (from == ZONE_UNSET || date >= from) && (to == ZONE_UNSET || date <= to);
}

bool zone_section_has_grade(const struct zone_section *section, uint32_t grade)
{
	return section->grades.n > 0 && zone_applies(section->grades, grade);
}

/* A row for the section itself goes before one for its grade; of a split class the row of the
 * younger grade goes first. */
uint32_t zone_block_of(const struct zone *zone, uint32_t section, uint32_t rotation,
		       bool *ret_shared)
{
	const struct zone_section *s = &zone->sections.at[section];
	const struct zone_grade_block *best = NULL;

	for (size_t i = 0; i < zone->grade_blocks.n; i++) {
		const struct zone_grade_block *row = &zone->grade_blocks.at[i];

		if (row->school != s->school || !zone_section_has_grade(s, row->grade))
			continue;
		if (row->rotation != ZONE_NONE && rotation != ZONE_NONE &&
		    row->rotation != rotation)
			continue;
		if (row->section == section) {
			best = row;
			break;
		}
		if (row->section == ZONE_NONE && (best == NULL || (best->grade != s->grades.at[0] &&
								   row->grade == s->grades.at[0])))
			best = row;
	}
	if (ret_shared != NULL)
		*ret_shared = best != NULL && best->section == ZONE_NONE;
	return best == NULL ? ZONE_NONE : best->block;
}

bool zone_block_time(const struct zone *zone, uint32_t shape, uint32_t block, int32_t *ret_start,
		     int32_t *ret_end)
{
	for (size_t i = 0; i < zone->block_times.n; i++) {
		const struct zone_block_time *row = &zone->block_times.at[i];

		if (row->shape == shape && row->block == block) {
			*ret_start = row->start;
			*ret_end = row->end;
			return true;
		}
	}
	return false;
}

enum zone_half zone_half_of(const struct zone_shape *shape, int32_t start)
{
	return start < shape->midday ? ZONE_AM : ZONE_PM;
}

int32_t zone_travel_minutes(const struct zone *zone, uint32_t from, uint32_t to)
{
	if (from == to)
		return 0;
	for (size_t i = 0; i < zone->travel.n; i++) {
		const struct zone_travel *row = &zone->travel.at[i];

		if ((row->from == from && row->to == to) || (row->from == to && row->to == from))
			return row->minutes;
	}
	return -1;
}
