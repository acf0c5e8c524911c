#include "parts/school/zone_check.h"

void zone_check(struct arena *arena, const struct zone *zone, struct zone_problems *problems)
{
	(void)arena;
	(void)zone;
	(void)problems;
}
