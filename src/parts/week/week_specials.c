/* The plan of specials as visits of the week. */
#include "parts/week/week_internal.h"

#include "parts/school/zone_calendar.h"

bool week_find_visits(struct week_maker *maker, enum week_verdict *ret, double *ret_seconds,
		      struct err *err)
{
	const struct zone *zone = maker->zone;
	VEC(struct week_visit) found = {0};

	(void)err;
	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (int32_t d = 1; zone->rotations.n > 0 && d <= zone->rotations.at[0].days; d++) {
			struct week_visit visit = {
				.section = s, .subject = zone->visits.at[0].subject, .day = d};
			uint32_t shape = zone_rotation_shape(zone, zone->sections.at[s].school, 0,
							     d);

			visit.person = ZONE_NONE;
			visit.block = zone_block_of(zone, s, 0, NULL);
			if (visit.block != ZONE_NONE &&
			    zone_block_time(zone, shape, visit.block, &visit.start, &visit.end) &&
			    zone_applies(maker->options->schools, zone->sections.at[s].school))
				*vec_push(maker->arena, &found) = visit;
		}
	maker->visits = (struct week_visits){found.at, found.n};
	*ret = WEEK_FEASIBLE;
	*ret_seconds = 0;
	return true;
}
