/* week_store: plans in force, with effective dates and history.
 *
 * Adopting a plan freezes its bookings from a date on. Nothing is overwritten: a later adoption
 * hides an earlier one from its own date, and one that is taken back uncovers it again. What
 * anybody sees as the plan (pages, prints, feeds, commands) comes from here; scenarios
 * (week_scenario.h) are what people work on before.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_STORE_H
#define WEFT_PARTS_WEEK_WEEK_STORE_H

#include "kit/db/db.h"
#include "parts/week/week_dated.h"

struct week_adoption {
	int64_t id, zone_version, scenario_id, account_id, made_ms;
	struct str school; /* code, "": all schools */
	int32_t from_date;
	struct str note;
	int64_t withdrawn_by, withdrawn_ms; /* withdrawn_ms 0: in force */
	int64_t revision;                   /* of the scenario when it was adopted */
	struct str who, plan;               /* names of account and scenario; may be empty.
					     * Not read by week_store_adopt() */
};

/* Put a plan in force. Members withdrawn_* and id are not read; *ret_id may not be NULL. */
bool week_store_adopt(struct db *db, struct arena *arena, int64_t zone_id,
		      const struct week_plan *plan, const struct week_adoption *adoption,
		      int64_t *ret_id, struct err *err);

/* Take one back. ERR_NOT_FOUND: there is none, or it was taken back before. */
bool week_store_withdraw(struct db *db, int64_t zone_id, int64_t id, int64_t account_id,
			 struct err *err);

/* All, newest first, those taken back too. */
bool week_store_adoptions(struct db *db, struct arena *arena, int64_t zone_id,
			  struct week_adoption **ret, size_t *ret_n, struct err *err);

/* What holds at each school of a zone on a date; NULL: nothing was adopted there yet. */
struct week_holding {
	const struct week_adoption **at;
	size_t n;
	bool any;
};
struct week_holding week_holding_of(struct arena *arena, const struct zone *zone,
				    const struct week_adoption *all, size_t n, int32_t date);

/* The frozen bookings of one. */
bool week_store_bookings(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			 struct str *ret, struct err *err);

/* A school on a date, as it was known on as_of. */
struct week_moment {
	uint32_t school;
	int32_t date, as_of;
};

/* The plan in force at a school on a date, whenever it was adopted (as_of is not read).
 * ERR_NOT_FOUND: none was adopted yet. Bookings name rows of the zone given, by code; ERR_INVALID
 * where one is gone. */
bool week_store_in_force(struct db *db, struct arena *arena, int64_t zone_id,
			 const struct zone *zone, const struct week_moment *moment,
			 struct week_plan *ret, struct err *err);

/* The same of all schools together, each from the adoption that holds there; schools without one
 * have no bookings. ERR_NOT_FOUND: none anywhere. */
bool week_store_all_in_force(struct db *db, struct arena *arena, int64_t zone_id,
			     const struct zone *zone, int32_t date, struct week_plan *ret,
			     struct err *err);

/* The schedule of a school on a date, with the closures and special days known on as_of. */
bool week_store_schedule_for(struct db *db, struct arena *arena, int64_t zone_id,
			     const struct zone *zone, const struct week_moment *moment,
			     struct week_date *ret, struct err *err);

#endif
