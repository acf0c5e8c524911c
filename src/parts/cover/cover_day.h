/* cover_day: who stands in today, and why that one.
 *
 * A day has needs (a class without its teacher for a stretch of time: somebody is absent, or was
 * released for a lab) and people who could stand in: substitutes of the pool, and staff of the
 * school whose own work can wait. For each need the candidates are put in order, and each says its
 * reasons in plain words, for and against: nothing is chosen silently. Cover that was given in the
 * window counts (a week, ten days, a term: the caller's choice), and so do the picks of this very
 * run, so that nobody is taken twice because the run forgot itself.
 *
 * Counts are of cover given. Nothing here keeps, sorts or shows who is absent how often.
 */
#ifndef WEFT_PARTS_COVER_COVER_DAY_H
#define WEFT_PARTS_COVER_COVER_DAY_H

#include "base/arena.h"
#include "parts/school/zone.h"
#include "parts/week/week_dated.h"

enum cover_why { COVER_ABSENCE, COVER_RELEASE };

/* From start to end, minutes from midnight. */
struct cover_stretch {
	int32_t start, end;
};

/* A class without its teacher. */
struct cover_need {
	enum cover_why why;
	uint32_t school, section;
	uint32_t person; /* who is away; ZONE_NONE: a vacancy */
	int32_t start, end;
	struct str note; /* "learning lab", or ""; never the reason of an absence */
	/* When the class needs somebody: not while it is with a specialist. In order; none: from
	 * start to end. */
	const struct cover_stretch *stretches;
	size_t n_stretches;
};

enum cover_source { COVER_SUBSTITUTE, COVER_STAFF };

/* Somebody who can stand in: a row of substitutes.csv, or of people.csv. */
struct cover_who {
	enum cover_source source;
	uint32_t row; /* ZONE_NONE: nobody */
};

struct cover_candidate {
	struct cover_who who;
	int32_t score;      /* less is better */
	int32_t covers;     /* in the window, this run included */
	struct str reasons; /* "comes each day; prefers Juniper Flats; 1 cover in the window" */
};

struct cover_candidates {
	const struct cover_candidate *at;
	size_t n;
};

/* What was booked already: earlier picks of the day, kept by hand or split. */
struct cover_pick {
	int64_t id; /* in the database, 0: not kept yet */
	size_t need;
	struct cover_who who;
	int32_t start, end;
	bool by_hand;      /* a person chose it: it stays */
	bool acknowledged; /* who stands in has said yes */
	struct str reasons;
};

struct cover_picks {
	struct cover_pick *at;
	size_t n, cap;
};

/* Somebody is away; both 0: all day. */
struct cover_away {
	uint32_t person;
	int32_t start, end;
};

/* Somebody who is taken at a school whose cover is not shown. */
struct cover_busy {
	struct cover_who who;
	uint32_t school;
	int32_t start, end;
};

struct cover_day {
	const struct zone *zone;
	int32_t date;
	const struct cover_need *needs;
	size_t n_needs;
	const int32_t *substitute_covers; /* given in the window, one a substitute; NULL: none */
	const int32_t *staff_covers;      /* the same, one a person */
	/* The week in force, one a school; NULL or without bookings: not known. With it teachers
	 * whose class is with a specialist can stand in for a period. */
	const struct week_date *weeks;
	const struct cover_busy *busy;
	size_t n_busy;
	const struct cover_away *away; /* also those whose absence leaves no class alone */
	size_t n_away;
};

/* Everyone who could take the stretch of a need, best first. */
struct cover_candidates cover_suggest(struct arena *arena, const struct cover_day *day,
				      const struct cover_picks *picks, size_t need, int32_t start,
				      int32_t end);

/* Why somebody cannot stand in then: a sentence, "" when they can. Whoever is away or taken never
 * can; other reasons (a weekday, an excluded school, a class of their own) a person may overrule:
 * *ret_never says which. */
struct str cover_why_not(struct arena *arena, const struct cover_day *day,
			 const struct cover_picks *picks, size_t need,
			 const struct cover_pick *wanted, bool *ret_never);

/* The first stretch of a need, from a minute on, in which the class has nobody; false: none. */
bool cover_open_stretch(const struct cover_day *day, const struct cover_picks *picks, size_t need,
			int32_t from, struct cover_stretch *ret);

/* Covers that were kept know who stands in, not why: say for those that nobody chose by hand what
 * speaks for them, as the day stands. */
void cover_tell_reasons(struct arena *arena, const struct cover_day *day,
			const struct cover_picks *picks);

/* Needs that are open, in whole or part. */
size_t cover_n_open(const struct cover_day *day, const struct cover_picks *picks);

/* Fill what is open: each need by one for the whole time if possible, else split in two at
 * midday, else period by period as people are free. Picks that are there stay. Returns how many
 * needs are still open, in whole or part. */
size_t cover_assign(struct arena *arena, const struct cover_day *day, struct cover_picks *picks);

/* Two picks change who covers them: swapped cover. False when one of the two cannot. */
bool cover_swap(struct arena *arena, const struct cover_day *day, struct cover_picks *picks,
		size_t a, size_t b);

/* What a day's substitutes are paid: each a whole day or half of one, less than five hours in all
 * being half. */
struct cover_pay {
	int32_t half_days; /* a whole day is two */
	int64_t cents;     /* payroll costs included */
};
struct cover_pay cover_pay_of(const struct cover_day *day, const struct cover_picks *picks);

enum cover_view { COVER_BY_ABSENTEE, COVER_BY_COVER, COVER_BY_PERIOD };

/* The day sheet as text: for a wall, or to be pasted into a message. school: ZONE_NONE for all. */
struct str cover_sheet(struct arena *arena, const struct cover_day *day,
		       const struct cover_picks *picks, enum cover_view view, uint32_t school);

/* The name of who stands in. */
struct str cover_name(const struct zone *zone, struct cover_who who);

#endif
