/* specials: who visits which class with which special, on each day of the rotation.
 *
 * The specials of one or several schools that share a rotation become an instance of
 * the engine: an event a visit, times in ticks of the rotation's days, the class
 * preassigned, a specialist to be found. What the zone says becomes constraints whose
 * tag says which rule of the week it is (struct week_rule), so that a conflict of the
 * engine can be put into the school's words, and a solution into bookings.
 */
#ifndef WEFT_PARTS_WEEK_SPECIALS_H
#define WEFT_PARTS_WEEK_SPECIALS_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/instance.h"
#include "engine/proof.h"
#include "engine/solution.h"
#include "parts/school/zone.h"
#include "parts/school/zone_calendar.h"

/* What a tag of the instance stands for. */
enum week_rule_kind {
	WEEK_RULE_VISITS,          /* a grade of a school gets its visits of a subject */
	WEEK_RULE_ONE_CLASS,       /* a specialist is with one class at a time */
	WEEK_RULE_ONE_SPECIAL,     /* a class has one special at a time, on days of its own */
	WEEK_RULE_COMMON_BLOCK,    /* all classes of a grade in specials at the same time */
	WEEK_RULE_VISITS_PER_WEEK, /* of a specialist */
	WEEK_RULE_VISITS_PER_DAY,  /* of a specialist */
	WEEK_RULE_IN_A_ROW,        /* of a specialist, without a break */
	WEEK_RULE_ONE_SCHOOL,      /* a specialist is in one school a half-day, travels at midday */
	WEEK_RULE_AVAILABLE,       /* when a person can be there */
	WEEK_RULE_PATTERN,         /* pairs, days in a row, days apart */
	WEEK_RULE_ROOM,            /* a place takes so many classes */
	WEEK_RULE_LOCK,            /* somebody put it there */
	WEEK_RULE_NEED,            /* a block of core time has room beside the specials */
	WEEK_RULE_WAVE,            /* lunch has room beside the specials */
	WEEK_RULE_VISITS_HERE,     /* of a specialist at one school */
	WEEK_RULE_BREAK,           /* of a specialist, between the visits of a day */
	WEEK_RULE_COMMON_TIME,     /* the classes of a grade in specials at once, on some days */
};

struct week_rule {
	enum week_rule_kind kind;
	uint32_t school, grade; /* or ZONE_NONE */
	uint32_t subject;       /* or ZONE_NONE */
	uint32_t person;        /* or ZONE_NONE */
	uint32_t visit;         /* row of visits.csv, or ZONE_NONE */
	uint32_t rule;          /* row of rules.csv, or ZONE_NONE */
	int64_t price;          /* cents a year to give it up, WEFT_NO_PRICE: not for sale */
	uint32_t item;          /* lock of the task; row of needs, waves or assignments; of a common
				 * time the specialists, where they are too few for it */
};

/* Classes that are alike for specials: of one school and grade, with the same block and
 * the same rows of visits. Their visits are planned together and dealt out to the classes
 * afterwards, which is always possible and keeps the plan free of look-alikes. Classes
 * with pairs, days in a row or days apart, or without a block, or with a locked visit, are
 * groups of one. */
struct specials_group {
	uint32_t school, grade;
	uint32_t block; /* ZONE_NONE: left to the solver */
	bool one_block; /* ... but the same for all classes of the grade */
	struct zone_list sections, rows;
	bool together; /* one event a row, besides locks; otherwise one event a visit */
	bool locked;
};

/* What an event of the instance stands for. Its index is that of the event. */
struct specials_event {
	uint32_t group,
		row;    /* row of visits.csv; ZONE_NONE: not a visit, room for something else */
	int32_t number; /* of a single visit, from 0; -1: all other visits of the row */
};

/* A visit that somebody put where it is, on a day of the rotation. */
struct specials_lock {
	uint32_t section, row, person; /* row of visits.csv; person ZONE_NONE: whoever */
	int32_t day, start;
	struct str id;    /* of the booking, in reports */
	struct str words; /* "PE for HH-3A ..., locked by Ana Ruiz": stands in sentences */
};

enum { SPECIALS_NO_ROOM = -1 }; /* visits alone are asked */

/* What is asked: the schools (indexes; empty: all) of one rotation, around the locks. */
struct specials_task {
	const struct zone *zone;
	uint32_t rotation;
	struct zone_list schools;
	ZONE_ROWS(struct specials_lock) locks; /* of all rotations: others are passed over */
	int32_t room_step;  /* specials_room.c: minutes, 0: every tick, or SPECIALS_NO_ROOM */
	bool all_strengths; /* strong and nice rules too: they need not hold together */
};

struct specials {
	struct specials_task task;
	const struct zone *zone;
	uint32_t rotation;
	int32_t n_days;       /* of the rotation */
	int32_t first_minute; /* of a day's first tick */
	int32_t ticks;        /* of a day */
	struct zone_list schools;
	struct weft_instance *instance;    /* destroyed by specials_finish() */
	ZONE_ROWS(struct week_rule) rules; /* by tag, from 1: tag 1 is at[0] */
	ZONE_ROWS(struct specials_group) groups;
	ZONE_ROWS(struct specials_event) events;
	const uint32_t *person_of; /* by resource of the engine: person, or ZONE_NONE */
	bool has_room; /* core time is in the instance, for the solver chooses times of specials */
};

/* The instance of a task. A grade that has no special in it simply has no visit. ERR_INVALID
 * with a sentence where the rows cannot be turned into one (no block, no shape). */
bool specials_build(struct specials *specials, struct arena *arena,
		    const struct specials_task *task, struct err *err);
void specials_finish(struct specials *specials);

/* How much a rule counts: what no row of rules.csv asks for must hold. */
enum zone_strength specials_strength(const struct specials *specials, const struct week_rule *rule);

/* How to ask about it: where all classes have their blocks and their visits are planned
 * together, it is all counting. */
struct weft_proof_options specials_proof_options(const struct specials *specials);

/* The rotations that a school uses for specials, in the order of the file. */
struct zone_list specials_rotations(struct arena *arena, const struct zone *zone,
				    struct zone_list schools);

/* Does a section have visits of the row? */
bool specials_has_visits(const struct zone *zone, uint32_t row, uint32_t section);

/* The time of the instance at a day (from 1) and minute, or WEFT_NONE. */
uint32_t specials_time(const struct specials *specials, int32_t day, int32_t minute);

/* Day of the rotation (from 1) and minute from midnight of a time of the instance. */
int32_t specials_day(const struct specials *specials, uint32_t time);
int32_t specials_minute(const struct specials *specials, uint32_t time);

#endif
