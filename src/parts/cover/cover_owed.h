/* cover_owed: learning time that cover cost, and what is owed back.
 *
 * Somebody of the staff who stands in loses what they would have done: their team's meeting, their
 * own planning, time directed by the school, coaching, or work with small groups. The week in force
 * on the date says which; each minute is counted once. What was lost is kept by date and person
 * (and team, where it was team time; parts/week/week_lost.h, where the ledger of the week finds
 * it), so that it can be owed back, and every payment says by what it was paid. Minutes are of
 * cover given: nothing here says who was away.
 */
#ifndef WEFT_PARTS_COVER_COVER_OWED_H
#define WEFT_PARTS_COVER_COVER_OWED_H

#include "parts/cover/cover_day.h"
#include "parts/week/week_lost.h"

/* What the picks of a day cost, by the bookings in day->weeks; without them the work that waits. */
struct week_losses cover_costs_of(struct arena *arena, const struct cover_day *day,
				  const struct cover_picks *picks);

/* How a debt is paid. The numbers stand in the database. */
enum cover_payment {
	COVER_PAID_TIME = 0,  /* time back: somebody stood in for them */
	COVER_PAID_TEAM = 1,  /* the team met at another time */
	COVER_PAID_MONEY = 2, /* by the hour, as the contract says */
	COVER_PAID_LAB = 3,   /* the lab took place later */
};
enum { COVER_N_PAYMENTS = 4 };

/* "time", "team", "money", "lab": as the command takes them. */
const char *cover_payment_word(enum cover_payment payment);
bool cover_payment_find(struct str word, enum cover_payment *ret);

/* "time back", "a team meeting at another time" ... */
const char *cover_payment_name(enum cover_payment payment);

/* What is owed to a person, or to a team as a whole. */
struct cover_owed {
	uint32_t person, team;             /* one of the two is ZONE_NONE */
	uint32_t school;                   /* where most recently; ZONE_NONE: the zone's own */
	int32_t lost_minutes[WEEK_N_LOST]; /* from one date to the other */
	int32_t lost, paid;                /* sums */
	int32_t owed;                      /* lost less paid, at least 0 */
};

struct cover_owed_list {
	struct cover_owed *at; /* people, then teams, in the order of the zone */
	size_t n, cap;
};

/* From one date to another, both inside; schools that may be read only. A team is owed the meetings
 * from which a member was taken and its labs; the same minutes are owed to the member too, so
 * people and teams are not to be added up. */
bool cover_owed_of(struct db *db, struct arena *arena, const struct zone *zone,
		   const struct access_places *places, const int32_t dates[2],
		   struct cover_owed_list *ret, struct err *err);

struct cover_repayment {
	uint32_t person, team; /* one of the two is ZONE_NONE */
	enum cover_payment payment;
	int32_t date, minutes;
	struct str note; /* "Friday 2:10, two periods" */
	int64_t account_id;
};

/* ERR_INVALID: minutes below 1, or more than is owed since "since" on the date. */
bool cover_owed_pay(struct db *db, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, const struct cover_repayment *repayment,
		    int32_t since, struct err *err);

#endif
