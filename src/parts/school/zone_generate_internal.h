/* What the files of the generator share. */
#ifndef WEFT_PARTS_SCHOOL_ZONE_GENERATE_INTERNAL_H
#define WEFT_PARTS_SCHOOL_ZONE_GENERATE_INTERNAL_H

#include "parts/school/zone_generate.h"

/* A file that is the same in all generated zones. */
struct zone_fixed_file {
	enum zone_table table;
	const char *text;
};
extern const struct zone_fixed_file zone_fixed_files[];
extern const size_t zone_fixed_files_n;

/* Names: invented, from lists. */
struct str zone_random_person(struct arena *arena, struct rng *rng);
struct str zone_random_school(struct arena *arena, size_t number);

#endif
