/* cover_owed: learning time that cover cost, and what is owed back.
 *
 * Somebody of the staff who stands in loses what they would have done: their team's meeting, their
 * own planning, time directed by the school, coaching, or work with small groups. The week in force
 * on the date says which; each minute is counted once. What was lost is kept by date and person
 * (and team, where it was team time), so that it can be owed back, and every payment says by
 * what it was paid. Minutes are of cover given: nothing here says who was away.
 *
 * The ledger of the week (week_ledger.h) takes its "lost to cover" from cover_owed_of().
 */
#ifndef WEFT_PARTS_COVER_COVER_OWED_H
#define WEFT_PARTS_COVER_COVER_OWED_H

#include "kit/auth/access.h"
#include "kit/db/db.h"
#include "parts/cover/cover_day.h"

/* The numbers stand in the database: never renumber. */
enum cover_lost {
	COVER_LOST_TEAM = 0,     /* a meeting of their team */
	COVER_LOST_PLANNING = 1, /* their own planning */
	COVER_LOST_DIRECTED = 2, /* staff time that the school or zone directs */
	COVER_LOST_COACHING = 3, /* of coaches */
	COVER_LOST_GROUPS = 4,   /* work with small groups, or of the office */
	COVER_LOST_LAB = 5,      /* a lab that did not take place */
};
enum { COVER_N_LOST = 6 };

/* "team time", "planning" ... */
const char *cover_lost_name(enum cover_lost lost);

/* Is it learning time of adults (and so for the ledger)? Groups are not, but are owed back too. */
bool cover_lost_is_learning(enum cover_lost lost);

struct cover_cost {
	uint32_t school, person; /* person: who stood in; ZONE_NONE: a team as a whole */
	uint32_t team;           /* ZONE_NONE: none */
	enum cover_lost lost;
	int32_t date, minutes;
};

struct cover_costs {
	struct cover_cost *at;
	size_t n, cap;
};

/* What the picks of a day cost, by the bookings in day->weeks; without them the work that waits. */
struct cover_costs cover_costs_of(struct arena *arena, const struct cover_day *day,
				  const struct cover_picks *picks);

/* ---- Kept ---- */

/* How a debt is paid. The numbers stand in the database. */
enum cover_payment {
	COVER_PAID_TIME = 0,  /* time back: somebody stood in for them */
	COVER_PAID_TEAM = 1,  /* the team met at another time */
	COVER_PAID_MONEY = 2, /* by the hour, as the contract says */
	COVER_PAID_LAB = 3,   /* the lab took place later */
};
enum { COVER_N_PAYMENTS = 4 };
const char *cover_payment_name(enum cover_payment payment);

/* What is owed to a person, or to a team as a whole. */
struct cover_owed {
	uint32_t school, person, team;      /* one of person and team is ZONE_NONE */
	int32_t lost_minutes[COVER_N_LOST]; /* from one date to the other */
	int32_t lost, paid;                 /* sums */
	int32_t owed;                       /* lost less paid, at least 0 */
};

struct cover_owed_list {
	struct cover_owed *at; /* in the order of the zone; only those who lost something */
	size_t n, cap;
};

/* From one date to another, both inside; schools that may be read only. A team's minutes are those
 * of its members in meetings of the team (once a meeting), and its labs. */
bool cover_owed_of(struct db *db, struct arena *arena, const struct zone *zone,
		   const struct access_places *places, int32_t from, int32_t to,
		   struct cover_owed_list *ret, struct err *err);

struct cover_repayment {
	int64_t id;
	uint32_t school, person, team; /* as in struct cover_owed */
	enum cover_payment payment;
	int32_t date, minutes;
	struct str note; /* "Friday 2:10, two periods" */
	int64_t account_id;
};

/* ERR_INVALID: minutes below 1, or more than is owed at that date. */
bool cover_owed_pay(struct db *db, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, const struct cover_repayment *repayment,
		    int64_t *ret_id, struct err *err);

/* By date. */
bool cover_owed_payments(struct db *db, struct arena *arena, const struct zone *zone,
			 const struct access_places *places, int32_t from, int32_t to,
			 struct cover_repayment **ret, size_t *ret_n, struct err *err);

/* The costs of a date become these, at the schools given (inside the transaction that saves the
 * day). */
bool cover_owed_save(struct db *db, struct arena *arena, const struct zone *zone,
		     const struct access_places *places, int32_t date,
		     const struct cover_costs *costs, struct err *err);

#endif
