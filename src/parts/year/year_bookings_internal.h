/* year_bookings_internal: the making of bookings, shared by its two files. */
#ifndef WEFT_PARTS_YEAR_YEAR_BOOKINGS_INTERNAL_H
#define WEFT_PARTS_YEAR_YEAR_BOOKINGS_INTERNAL_H

#include "parts/school/zone_calendar.h"
#include "parts/year/year_bookings.h"

struct booking {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
	struct zone_dates dates; /* of the school */
	uint32_t school;
	struct year_bookings bookings;
};

void year_book(struct booking *b, struct year_booking booking);

/* The class whose specials are the team's time, ZONE_NONE: it has none. */
uint32_t year_class_of_team(const struct zone *zone, uint32_t team);

/* Coaching cycles and meetings of coach and principal, at all schools. */
void year_add_coaches(struct booking *b);

#endif
