/* Shared by the files that audit a plan. */
#ifndef WEFT_PARTS_WEEK_WEEK_AUDIT_INTERNAL_H
#define WEFT_PARTS_WEEK_WEEK_AUDIT_INTERNAL_H

#include "base/map.h"
#include "base/vec.h"
#include "parts/week/week_audit.h"
#include "base/date.h"
#include "parts/week/week_dated.h"

/* A date: what happens, at one school or at all. */
struct audit_date {
	int32_t date;
	VEC(const struct week_booking *) bookings;
};

/* When a class has a subject on days of a shape: all the times, and on how many at most a day. */
struct audit_times {
	VEC(int32_t) starts;
	size_t most;
};

struct auditor {
	struct arena *arena;
	const struct zone *zone;
	const struct week_plan *plan;
	struct zone_list schools;
	struct week_calendar *calendars; /* by school */
	struct audit_times **times;      /* by class, subject, shape; NULL: never */
	struct map known;                /* rule and sentence: position in faults */
	VEC(struct audit_fault) faults;
};

/* A fault on a date, against what a word names ("one-place") or, where that is "", a row. */
struct audit_about {
	uint32_t school;
	int32_t date;
	struct str rule;
	enum zone_strength strength;
	enum zone_table table;
	uint32_t row;
};
void audit_say(struct auditor *auditor, const struct audit_about *about, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

struct audit_about audit_word(uint32_t school, int32_t date, struct str word);
struct audit_about audit_rule(const struct auditor *auditor, uint32_t rule, uint32_t school,
			      int32_t date);
struct audit_about audit_row(enum zone_table table, uint32_t row, uint32_t school, int32_t date);

bool audit_has_person(const struct week_booking *booking, uint32_t person);
bool audit_overlap(const struct week_booking *a, const struct week_booking *b);

/* Of a class: neither its teacher's planning nor help that comes into the room. */
bool audit_is_of_class(const struct week_booking *booking);

/* Of all schools: people work at several. */
void audit_people(struct auditor *auditor, const struct audit_date *date);

/* All that follow are given the bookings of one school, at least one. */
void audit_places(struct auditor *auditor, const struct audit_date *date);
void audit_classes(struct auditor *auditor, const struct audit_date *date);
/* Whether a group is taken out of a lesson of a class. */
bool audit_is_taken_out(const struct auditor *auditor, const struct week_booking *group,
			const struct week_booking *lesson);
void audit_pull_outs(struct auditor *auditor, const struct audit_date *date);

/* Same time each day: the times of a date are noted; what they come to is said at the end. */
void audit_note_times(struct auditor *auditor, const struct audit_date *date);
void audit_times(struct auditor *auditor);

void audit_cycle(struct auditor *auditor); /* visits in a rotation, services in a week */

#endif
