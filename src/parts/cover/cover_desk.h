/* cover_desk: a day's absences, cover and what it costs, from and to the database.
 *
 * What the substitute desk sees of one date, put together: who is away (absences, and releases for
 * labs of that day), which classes need somebody when, who stands in, what is open, and what
 * learning time the cover by staff takes. Pages, commands and feeds all go through here.
 *
 * Reading: cover_desk_open() with the schools one may see ("cover.read"); what belongs to other
 * schools is not loaded. Substitutes and staff taken there still count as taken.
 *
 * Writing: each function checks the schools of "cover.edit" (or of "absence.enter" for an absence
 * of one's own, which the page has checked), does its work in one transaction and leaves a line in
 * the audit log. A line names neither people nor classes, for the log is for good and absences are
 * forgotten; no reason of an absence is asked for or kept.
 */
#ifndef WEFT_PARTS_COVER_COVER_DESK_H
#define WEFT_PARTS_COVER_COVER_DESK_H

#include "kit/auth/access.h"
#include "kit/auth/site.h"
#include "parts/cover/cover_day.h"
#include "parts/cover/cover_owed.h"
#include "parts/cover/cover_store.h"
#include "parts/year/year.h"

/* Whose eyes, on what. */
struct cover_view_of {
	const struct site *site;
	const struct year_problem *problem; /* has the zone */
	const struct year_plan *plan;       /* NULL: no labs are known */
	struct access_places places;        /* schools that are read */
	int32_t date;
	int32_t window_days; /* covers are counted so many days back; 0: 10 */
	/* The week in force on the date, at all schools, of the problem's zone: pages have it at
	 * hand. NULL: it is read from the database, which takes long. */
	const struct week_plan *week;
};

/* All schools, for commands. */
struct access_places cover_all_places(int64_t zone_id);

struct cover_desk {
	struct cover_day day;     /* needs of all schools that are read, by school and class */
	struct cover_picks picks; /* what is stored; each pick has its id */
	const struct cover_absence *absences;
	size_t n_absences;
	struct week_losses costs; /* of the picks */
	size_t n_open;            /* needs without somebody for all of their time */
	int32_t window_days;
};

bool cover_desk_open(struct arena *arena, const struct cover_view_of *view, struct cover_desk *ret,
		     struct err *err);

/* ---- Changes ---- */

/* Who does it. The address goes into the audit log. */
struct cover_actor {
	int64_t account_id; /* 0: the command line */
	struct str address;
	struct access_places places; /* schools that may be changed */
};

/* Somebody is away from start to end (minutes from midnight; both 0: the whole day of the school).
 * ERR_INVALID: no such person, no school that day, end before start. ERR_CONFLICT: known already.
 * ERR_DENIED: the person's school is not among the actor's. */
bool cover_desk_enter(struct arena *arena, const struct cover_view_of *view,
		      const struct cover_actor *actor, const struct cover_absence *absence,
		      int64_t *ret_id, struct err *err);

/* They come after all: what was booked for them is free again. */
bool cover_desk_cancel(struct arena *arena, const struct cover_view_of *view,
		       const struct cover_actor *actor, int64_t absence_id, struct err *err);

/* Give everyone who is away somebody, as far as there is; picks that are there stay. *ret_open: how
 * many needs are still open. */
bool cover_desk_assign(struct arena *arena, const struct cover_view_of *view,
		       const struct cover_actor *actor, size_t *ret_open, struct err *err);

/* A person's own choice for a class from start to end (both 0: all that is open of it). Splits a
 * pick that is there: what is outside of the stretch stays as it was. ERR_CONFLICT: they are away,
 * taken then, or at another school, in words. */
struct cover_choice {
	struct str section; /* code of the class */
	struct cover_who who;
	int32_t start, end;
	bool overrule; /* though they would not be suggested; never when away or taken */
};
bool cover_desk_choose(struct arena *arena, const struct cover_view_of *view,
		       const struct cover_actor *actor, const struct cover_choice *choice,
		       struct err *err);

/* Nobody stands in there any more. */
bool cover_desk_clear(struct arena *arena, const struct cover_view_of *view,
		      const struct cover_actor *actor, int64_t pick_id, struct err *err);

/* Two picks change places. ERR_CONFLICT: one of the two cannot. */
bool cover_desk_swap(struct arena *arena, const struct cover_view_of *view,
		     const struct cover_actor *actor, int64_t pick_a, int64_t pick_b,
		     struct err *err);

/* Who stands in says yes. */
bool cover_desk_acknowledge(struct arena *arena, const struct cover_view_of *view,
			    const struct cover_actor *actor, int64_t pick_id, struct err *err);

/* Forget absences before a date; cover given and minutes owed stay. */
bool cover_desk_forget(const struct cover_view_of *view, const struct cover_actor *actor,
		       int32_t before, struct err *err);

/* A lab of that day did not take place for want of cover: its team is owed the minutes of it, until
 * they are paid back (COVER_PAID_LAB). ERR_NOT_FOUND: there is no such lab that day;
 * ERR_CONFLICT: it is noted already. */
bool cover_desk_lab_lost(struct arena *arena, const struct cover_view_of *view,
			 const struct cover_actor *actor, struct year_lab_key lab, struct err *err);

#endif
