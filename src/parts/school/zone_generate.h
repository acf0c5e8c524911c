/* zone_generate: zones of any size for tests and measurements.
 *
 * A generated zone has the proportions of a real one: schools of two to five classes a grade, about
 * 22 students a class, a specialist for 30 visits a week, a fifth of the specialists on the road,
 * coaches at half or full time, six grades, 180 days. It is valid, and its specials can be planned
 * with common planning for every grade; see zone_generate.c for the reason why. The same
 * seed gives the same zone.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_GENERATE_H
#define WEFT_PARTS_SCHOOL_ZONE_GENERATE_H

#include "base/rng.h"
#include "parts/school/zone_folder.h"

enum { ZONE_MAX_GENERATED = 2000 };

/* The files of a zone of so many schools. */
void zone_generate(struct arena *arena, size_t n_schools, uint64_t seed, struct zone_files *ret);

#endif
