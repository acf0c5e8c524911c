/* Shared by the files that count. */
#ifndef WEFT_PARTS_WEEK_WEEK_CHECK_INTERNAL_H
#define WEFT_PARTS_WEEK_WEEK_CHECK_INTERNAL_H

#include "base/text.h"
#include "parts/week/week_check.h"

struct checker {
	struct arena *arena;
	const struct zone *zone;
	struct zone_list schools;
	struct day_findings *findings;
};

enum { CHECK_MAX_REMEDIES = 4 };

/* A finding in the making: one sentence, the rows it follows from, what would help. */
struct check_finding {
	uint32_t school;
	enum zone_strength strength;
	struct str rules[4];
	size_t n_rules;
	struct str sentence;
	struct week_remedy remedies[CHECK_MAX_REMEDIES];
	size_t n_remedies;
};

/* Must: a conflict; strong or nice: given up. */
void check_add(const struct checker *checker, const struct check_finding *finding);

/* Places with the same numbers are one finding: grades by school, as "Grade 1 and Grade 2 at
 * Harbor Hill and Wren Park". */
struct check_places {
	VEC(uint32_t) schools;
	VEC(uint32_t) grades;
};
void check_place(const struct checker *checker, struct check_places *places, uint32_t school,
		 uint32_t grade);
struct str check_places_text(const struct checker *checker, const struct check_places *places);

/* The visits to a section in one cycle: of a subject, ZONE_NONE: of all. */
int32_t check_visits(const struct zone *zone, uint32_t section, uint32_t subject);

/* The rotation of a section's visits, ZONE_NONE: it has none. */
uint32_t check_rotation(const struct zone *zone, uint32_t section);

/* Minutes of a section's block in all days of a rotation together; 0 where the block is not fixed
 * (then *ret_text is empty). *ret_text says how: "4 x 50 + 40" for five days. */
int64_t check_block_minutes(const struct checker *checker, uint32_t section, struct str *ret_text);

void check_seats_all(const struct checker *checker);
void check_visits_all(const struct checker *checker);
void check_minutes_all(const struct checker *checker);
void check_year_all(const struct checker *checker);
void check_services_all(const struct checker *checker);
void check_teams_all(const struct checker *checker);

#endif
