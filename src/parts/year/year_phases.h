/* year_phases: host rooms and times of a lab, and who is released for it.
 *
 * A lab's phases follow lab_phases.csv. The lessons taught together (enact) come first: each goes
 * to a class of the team at a time when that class is not at specials, lunch, recess or
 * WIN (a lesson of a special: when it is at specials): the usual start if it can be, else the start
 * of a block of the day, else any tick of the window, whichever is nearest. The other phases share
 * the time between in proportion to their minutes; a stretch that the change leaves without a phase
 * is time to analyze. Classes take turns as hosts: the one that was host least often, and not
 * within the days of lab_host_spacing.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_PHASES_H
#define WEFT_PARTS_YEAR_YEAR_PHASES_H

#include "parts/year/year.h"

/* One phase of one lab, as it is booked. */
struct year_phase {
	size_t lab;
	enum zone_phase_kind phase;
	int32_t date, start, end; /* minutes from midnight */
	int32_t host_number;      /* of an enactment: 1 or 2; 0: none */
	uint32_t section;         /* host class, ZONE_NONE: none */
	uint32_t room;            /* the host's, or a meeting room of the school; ZONE_NONE: none */
	bool moved;               /* not at its usual time */
};

struct year_phases {
	struct year_phase *at;
	size_t n, cap;
	size_t n_without_host; /* enactments for which no class was free */
};

/* Choose the hosts of all placed labs, in the order of dates. Hosts that are set stay. */
void year_choose_hosts(struct arena *arena, const struct year_problem *problem,
		       struct year_plan *plan);

/* The phases of all placed labs with their hosts, by lab and then by time. */
struct year_phases year_phases_of(struct arena *arena, const struct year_problem *problem,
				  const struct year_plan *plan);

/* The shape of the day of a lab, ZONE_NONE without school. */
uint32_t year_shape_on(const struct year_problem *problem, size_t lab, int32_t date);

/* Where a lesson of so many minutes may start in a class: ZONE_UNSET when nowhere. from and to
 * bound the lesson; usual is the start it has if it can. */
int32_t year_lesson_start(const struct zone *zone, uint32_t section, uint32_t shape,
			  uint32_t subject, const struct zone_lab_phase *phase, int32_t usual);

enum { YEAR_MAX_CLASSES = 40 };

/* When a phase usually begins: as it says, else with the students. */
int32_t year_usual_start(const struct zone *zone, const struct zone_lab_phase *phase,
			 uint32_t shape);

/* Classes in which the lessons of a plan can be: those of the team; a lesson of a special, or of a
 * team without classes of its own, goes to the classes of its school (and of its grades, where it
 * has some) that have the subject. At most YEAR_MAX_CLASSES. */
size_t year_host_classes(const struct zone *zone, const struct zone_lab_plan *plan, int32_t date,
			 uint32_t *ret);

/* Specialists of the team, who are covered like classes: active, and not as partners. */
size_t year_team_specialists(const struct zone *zone, uint32_t team, int32_t date, uint32_t *ret);

/* Classes whose teacher is of the team, on a date (ZONE_UNSET: ever), at most YEAR_MAX_CLASSES. */
size_t year_team_classes(const struct zone *zone, uint32_t team, int32_t date, uint32_t *ret);

/* The phase in which a kind of lab is in its host-th room, or NULL. */
const struct zone_lab_phase *year_enactment(const struct zone *zone, uint32_t kind, int32_t host);

/* Calendar days between labs in one class, as a rule says (the longest), 0: none. */
int32_t year_host_spacing(const struct year_problem *problem, size_t lab);
int32_t year_host_rule(const struct year_problem *problem, size_t lab, uint32_t *ret_rule,
		       bool *ret_must);

/* A teacher who is released: months ahead, and for learning. It is not an absence. */
struct year_release {
	size_t lab;
	int32_t date;
	uint32_t person;  /* ZONE_NONE: one more substitute than the team has classes */
	uint32_t section; /* whom the substitute teaches; ZONE_NONE: a specialist's classes */
	enum zone_release part;
};

struct year_releases {
	struct year_release *at;
	size_t n, cap;
};

/* By date, then by school, team and class. */
struct year_releases year_releases_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan);

#endif
