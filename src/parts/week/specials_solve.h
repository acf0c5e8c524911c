/* specials_solve: a plan of the specials, or the reason why there is none.
 *
 * The verdict is exact: "infeasible" is proved (by counting, checked in whole numbers,
 * or by search), and comes with smallest sets of rules that cannot hold together, each
 * as a sentence in the school's words, and with changes that were tried and would do.
 */
#ifndef WEFT_PARTS_WEEK_SPECIALS_SOLVE_H
#define WEFT_PARTS_WEEK_SPECIALS_SOLVE_H

#include "base/clock.h"
#include "engine/proof.h"
#include "parts/week/specials.h"
#include "parts/week/week.h"

/* One visit of one class. */
struct specials_booking {
	uint32_t section, row; /* row of visits.csv; its subject is the special */
	uint32_t person;
	int32_t day;        /* of the rotation, from 1 */
	int32_t start, end; /* minutes from midnight: the whole block on that day */
};

struct specials_remedy {
	struct str sentence;
	int64_t price_cents;     /* a year; 0: no money */
	struct str price;        /* what it costs besides or instead; "": nothing */
	const struct zone *zone; /* changed so */
};

struct specials_conflict {
	ZONE_ROWS(struct str)
	rules; /* ids: codes of rows ("contract-visits-week"), and what
		* nature says ("one class at a time: PE6") */
	struct str sentence;
	ZONE_ROWS(struct specials_remedy) remedies;
};

struct specials_plan {
	enum weft_verdict verdict;
	bool least;     /* proved: fewer changes of the plan before would not do */
	double seconds; /* until the verdict */
	ZONE_ROWS(struct specials_booking) bookings;
	ZONE_ROWS(struct specials_conflict) conflicts;
	ZONE_ROWS(struct week_given_up) given_up;
};

struct specials_options {
	const struct clock *clock;
	double seconds;        /* for everything */
	double remedy_seconds; /* of counted work, for trying changes; 0: none are tried */
	ZONE_ROWS(struct specials_lock) locks;
	/* The plan before: as many of its visits as can be stay on their day, with their teacher.
	 * Rows and people are those of the zone, which may have changed since. */
	ZONE_ROWS(struct specials_booking) previous;
	uint64_t seed; /* kept for later: the search takes no chances yet */
};

/* What counting alone finds against a plan, in all rotations of the schools (empty: all): only the
 * conflicts are set, the verdict is WEFT_UNKNOWN where there are none. Remedies are counted, or
 * tried where options->remedy_seconds > 0. */
bool specials_count(struct arena *arena, const struct zone *zone, struct zone_list schools,
		    const struct specials_options *options, struct specials_plan *ret,
		    struct err *err);

/* Plan all rotations of the schools (empty: all schools of the zone). */
bool specials_solve(struct arena *arena, const struct zone *zone, struct zone_list schools,
		    const struct specials_options *options, struct specials_plan *ret,
		    struct err *err);

#endif
