/* Shared by the files that make a plan of weeks. */
#ifndef WEFT_PARTS_WEEK_WEEK_INTERNAL_H
#define WEFT_PARTS_WEEK_WEEK_INTERNAL_H

#include "parts/week/day.h"
#include "parts/week/specials_solve.h"

/* A plan in the making. */
struct week_maker {
	struct arena *arena;
	const struct zone *zone, *whole; /* the rows in force, and all of them */
	int32_t first, last;             /* dates on which these are in force */
	const struct week_options *options;
	struct deadline deadline;
	struct week_visits visits;
	VEC(struct week_booking) bookings;
	VEC(struct day_busy) busy;
	struct day_findings findings;

	/* What stays: week_find_kept(). */
	VEC(const struct week_booking *) locked, stays;
	VEC(struct specials_lock) locks;
	VEC(struct specials_booking) before;
	const bool *apart; /* by section */
	bool least;
};

/* Locks of the options, and the plan before; locks that no plan can keep become conflicts. */
void week_find_kept(struct week_maker *maker);

/* The bookings of a school from first on that are locked say so; a lock that none of them keeps
 * becomes a conflict. */
void week_put_locks(struct week_maker *maker, uint32_t school, size_t first);

/* Books the locked meetings of the same row and team, or lunches of the same person and day;
 * false: there are none. */
bool week_take_locked(struct week_maker *maker, const struct week_booking *like);


/* The visits of all specials of the schools asked for. */
bool week_find_visits(struct week_maker *maker, enum week_verdict *ret, double *ret_seconds,
		      struct err *err);

/* Bookings of a school: its specials with the teachers' planning, a laid-out day, and then
 * meetings, staff time and lunches of adults. */
void week_book_specials(struct week_maker *maker, uint32_t school);
void week_book_day(struct week_maker *maker, const struct day *day);
void week_book_staff(struct week_maker *maker, uint32_t school);
void week_book_meetings(struct week_maker *maker, uint32_t school);
void week_book_zone_meetings(struct week_maker *maker);
void week_invite_guests(struct week_maker *maker);

/* A booking with everything unset. */
struct week_booking week_no_booking(enum week_kind kind, uint32_t school, uint32_t shape);

struct zone_list week_one(struct arena *arena, uint32_t index);
struct zone_list week_with(struct arena *arena, struct zone_list list, uint32_t index);

/* Whether a person has nothing else at the time of a booking, staff time aside. */
bool week_is_free(const struct week_maker *maker, uint32_t person,
		  const struct week_booking *booking);

/* People with an active assignment at a school. */
struct zone_list week_staff_of(struct arena *arena, const struct zone *zone, uint32_t school);

/* Active members of a team, without partners unless asked for. */
struct zone_list week_members(struct arena *arena, const struct zone *zone, uint32_t team,
			      bool partners);

#endif
