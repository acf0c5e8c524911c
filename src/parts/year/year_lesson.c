/* When a class can be visited: its day without specials, lunch, recess and WIN. */
#include "parts/school/zone_calendar.h"
#include "parts/year/year_phases.h"

#include <stdlib.h>

struct span {
	int32_t start, end;
};

static bool overlaps(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static bool has_grade(const struct zone_section *section, struct zone_list grades)
{
	for (size_t g = 0; g < section->grades.n; g++) {
		if (zone_applies(grades, section->grades.at[g]))
			return true;
	}
	return false;
}

static bool at_specials(const struct zone *zone, uint32_t section, uint32_t shape, struct span span)
{
	uint32_t block = zone_block_of(zone, section, ZONE_NONE, NULL);
	struct span own;

	return block != ZONE_NONE && zone_block_time(zone, shape, block, &own.start, &own.end) &&
	       overlaps(own, span);
}

static bool at_lunch(const struct zone *zone, const struct zone_section *section, uint32_t shape,
		     struct span span)
{
	for (size_t i = 0; i < zone->waves.n; i++) {
		const struct zone_wave *wave = &zone->waves.at[i];
		struct span own = {wave->start,
				   wave->start + wave->lunch_minutes + wave->recess_minutes};

		if (wave->start != ZONE_UNSET && zone_applies(wave->schools, section->school) &&
		    has_grade(section, wave->grades) && zone_applies(wave->shapes, shape) &&
		    overlaps(own, span))
			return true;
	}
	return false;
}

/* Something else has this time: WIN, or another subject that was fixed by hand. */
static bool at_something_fixed(const struct zone *zone, const struct zone_section *section,
			       uint32_t shape, uint32_t subject, struct span span)
{
	for (size_t i = 0; i < zone->needs.n; i++) {
		const struct zone_need *need = &zone->needs.at[i];
		struct span own = {need->start, need->start + need->minutes};

		if (need->start != ZONE_UNSET && need->subject != subject &&
		    zone_applies(need->schools, section->school) &&
		    has_grade(section, need->grades) && zone_applies(need->shapes, shape) &&
		    overlaps(own, span))
			return true;
	}
	return false;
}

/* The lesson of a special is in the class's own specials. */
static bool is_in_specials(const struct zone *zone, uint32_t section, uint32_t shape,
			   struct span span)
{
	uint32_t block = zone_block_of(zone, section, ZONE_NONE, NULL);
	struct span own;

	return block != ZONE_NONE && zone_block_time(zone, shape, block, &own.start, &own.end) &&
	       span.start >= own.start && span.end <= own.end;
}

static bool is_free(const struct zone *zone, uint32_t section, uint32_t shape, uint32_t subject,
		    struct span span)
{
	const struct zone_section *row = &zone->sections.at[section];
	const struct zone_shape *day = &zone->shapes.at[shape];

	if (zone->subjects.at[subject].kind == ZONE_SPECIAL)
		return is_in_specials(zone, section, shape, span);
	return span.start >= day->student_start && span.end <= day->student_end &&
	       !at_specials(zone, section, shape, span) && !at_lunch(zone, row, shape, span) &&
	       !at_something_fixed(zone, row, shape, subject, span);
}

int32_t year_lesson_start(const struct zone *zone, uint32_t section, uint32_t shape,
			  uint32_t subject, const struct zone_lab_phase *phase, int32_t usual)
{
	const struct zone_shape *day = &zone->shapes.at[shape];
	int32_t tick = zone->info.at[0].tick_minutes > 0 ? zone->info.at[0].tick_minutes : 5;
	int32_t from = phase->earliest == ZONE_UNSET ? day->student_start : phase->earliest;
	int32_t to = phase->latest == ZONE_UNSET ? day->student_end : phase->latest;
	int32_t best = ZONE_UNSET;

	if (day->student_start == ZONE_UNSET)
		return ZONE_UNSET;
	if (usual >= from && usual + phase->minutes <= to &&
	    is_free(zone, section, shape, subject, (struct span){usual, usual + phase->minutes}))
		return usual;
	for (size_t i = 0; i < zone->block_times.n; i++) {
		int32_t start = zone->block_times.at[i].start;

		if (zone->block_times.at[i].shape == shape && start >= from &&
		    start + phase->minutes <= to &&
		    is_free(zone, section, shape, subject,
			    (struct span){start, start + phase->minutes}) &&
		    (best == ZONE_UNSET || abs(start - usual) < abs(best - usual)))
			best = start;
	}
	for (int32_t start = from; best == ZONE_UNSET && start + phase->minutes <= to;
	     start += tick)
		if (is_free(zone, section, shape, subject,
			    (struct span){start, start + phase->minutes}))
			best = start;
	return best;
}

uint32_t year_shape_on(const struct year_problem *problem, size_t lab, int32_t date)
{
	uint32_t school = problem->labs[lab].school;

	return zone_date_at(problem->zone, school == ZONE_NONE ? 0 : school, date, problem->as_of)
		.shape;
}
