/* year_look: which labs are there, and who is in them.
 *
 * Questions of pages and lists to a plan of the year: the labs of a school, a team, a person, a
 * stretch of dates. Pure; results are in the arena.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_LOOK_H
#define WEFT_PARTS_YEAR_YEAR_LOOK_H

#include "parts/year/year.h"

/* Why somebody is in a lab. */
enum year_part {
	YEAR_MEMBER,  /* of the team, with a class or without */
	YEAR_PARTNER, /* joins the team: special education, English learners */
	YEAR_COACH,
	YEAR_LEADER,  /* principal or assistant principal */
	YEAR_ATTENDS, /* must be there for another reason (lab_plans.csv, attend) */
	YEAR_VISITOR, /* partner of a university (rule lab_partner), as often as the rule allows */
	YEAR_GUEST,   /* another school's coach (rule lab_guests) */
};

/* "member", "partner", "coach", "leader", "attends", "visitor", "guest". */
const char *year_part_name(enum year_part part);

struct year_attendee {
	size_t lab;
	uint32_t person;
	enum year_part part;
};

struct year_attendees {
	struct year_attendee *at;
	size_t n, cap;
};

/* Who is in the placed labs, by lab, then by part. Members, partners and those who attend follow
 * from the zone. Visitors and guests are dealt in the order of dates, to the schools and teams that
 * had them least; a visitor is in one lab a day and no more a week than the rule says, a guest
 * comes from another school on a day on which their own schools have no lab with them. */
struct year_attendees year_attendees_of(struct arena *arena, const struct year_problem *problem,
					const struct year_plan *plan);

/* Is the person in the lab as member, partner or attendant (not as visitor or guest)? */
bool year_is_in(const struct year_problem *problem, size_t lab, uint32_t person);

/* A day of a lab: one of two periods a week apart has two. */
struct year_lab_day {
	size_t lab;
	uint32_t day; /* 0 or 1 */
	int32_t date;
};

struct year_lab_days {
	const struct year_lab_day *at;
	size_t n;
};

/* Labs by date: those of the date first + d are on[first[d]] to on[first[d + 1]], in order. A lab
 * of two days is there twice. */
struct year_index {
	const uint32_t *on;
	const uint32_t *first; /* n_dates + 1 */
};
struct year_index year_index_of(struct arena *arena, const struct year_problem *problem,
				const struct year_plan *plan);

/* ZONE_NONE and ZONE_UNSET: any. */
struct year_filter {
	uint32_t school, team, person; /* person: see year_is_in() */
	int32_t from, to;              /* dates, both inside */
};

/* All of them, for a start. */
struct year_filter year_filter_all(void);

/* By date, then in the order of the problem. Labs without a date are not among them. */
struct year_lab_days year_lab_days_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan,
				      const struct year_filter *filter);

#endif
