#include "parts/week/week_check.h"

void week_check_zone(struct arena *arena, const struct zone *zone, struct zone_list schools,
		     struct day_findings *findings)
{
	(void)arena;
	(void)zone;
	(void)schools;
	(void)findings;
}

void week_check_plan(struct arena *arena, const struct week_plan *plan, struct zone_list schools,
		     struct day_findings *findings)
{
	(void)arena;
	(void)plan;
	(void)schools;
	(void)findings;
}
