/* zone_people: the rows about schools, rooms, people, classes and teams.
 *
 * Read zone.h first; it includes this.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_PEOPLE_H
#define WEFT_PARTS_SCHOOL_ZONE_PEOPLE_H

#include "parts/school/zone_base.h"

/* ---- The zone and its schools ---- */

/* zone.csv: one row. */
struct zone_info {
	uint32_t line;
	struct str code, name;
	struct str state;     /* "WA", or "" */
	struct str time_zone; /* IANA: "America/Los_Angeles" */
	int32_t year_start,
		year_end;     /* dates: first and last of the planned year, August days included */
	int32_t tick_minutes; /* all times of the week are multiples of it */
	/* Arithmetic of money and cover. */
	int64_t position_cents;       /* a position for a year, benefits included */
	int64_t teacher_day_cents;    /* one paid day of a teacher */
	int64_t substitute_day_cents; /* per-diem, before payroll costs */
	int32_t payroll_x100;         /* payroll costs on it in percent: 850 is 8.5 % */
	int32_t fill_rate_percent;    /* share of substitute requests that get filled */
	int32_t absence_days_x100;    /* days a teacher is absent in a year */
};

/* words.csv: the zone's own words for things ("specials" -> "encore"). */
struct zone_word {
	uint32_t line;
	struct str term; /* the program's word */
	struct str word; /* the zone's */
};

struct zone_school {
	uint32_t line;
	struct str code; /* "HH" */
	struct str name;
	int32_t students, frl, el,
		swd; /* counts; free or reduced lunch, English learners, with disabilities */
	bool title1;
	int32_t lab_year; /* how many years of labs it has, this one included; ZONE_UNSET: none */
	struct str address, note;
};

struct zone_term {
	uint32_t line;
	struct str code, name;
	int32_t from, to; /* dates, both inside */
};

struct zone_grade {
	uint32_t line;
	struct str code; /* "K", "1" */
	struct str name;
	int32_t rank; /* order, youngest first */
};

enum zone_subject_kind {
	ZONE_CORE,          /* literacy, mathematics, science: taught by the homeroom teacher */
	ZONE_SPECIAL,       /* taught by a specialist while the homeroom teacher plans */
	ZONE_WIN,           /* what-I-need: intervention and enrichment */
	ZONE_RECESS,        /* outdoors, besides the one at lunch */
	ZONE_OTHER_SUBJECT, /* morning meeting, snack */
};

enum zone_room_kind {
	ZONE_CLASSROOM,
	ZONE_GYM,
	ZONE_MUSIC,
	ZONE_LIBRARY,
	ZONE_ART,
	ZONE_CAFETERIA,
	ZONE_PLAYGROUND,
	ZONE_RESOURCE, /* small groups */
	ZONE_MEETING,  /* teams, labs */
	ZONE_OFFICE,
};

struct zone_subject {
	uint32_t line;
	struct str code, name;
	enum zone_subject_kind kind;
	int32_t room_kind; /* enum zone_room_kind where it is taught, ZONE_UNSET: the homeroom */
	int32_t transition_minutes; /* a class needs before and after, ZONE_UNSET: as the rule says
				     */
};

/* A room or a shared place. */
struct zone_room {
	uint32_t line;
	struct str code, name;
	uint32_t school;
	enum zone_room_kind kind;
	int32_t seats;   /* students at once, ZONE_UNSET: not counted */
	int32_t classes; /* classes (or groups) at once */
};

/* travel.csv: the way between two schools, both directions. */
struct zone_travel {
	uint32_t line;
	uint32_t from, to; /* schools */
	int32_t minutes;
};

/* ---- People ---- */

enum zone_role {
	ZONE_TEACHER, /* of a class */
	ZONE_SPECIALIST,
	ZONE_SPECIAL_EDUCATION,
	ZONE_ENGLISH_LEARNER, /* teacher of English learners */
	ZONE_INTERVENTION,
	ZONE_COUNSELOR,
	ZONE_SPEECH, /* speech therapist, psychologist, other certificated */
	ZONE_COACH,
	ZONE_PRINCIPAL,
	ZONE_ASSISTANT_PRINCIPAL,
	ZONE_PARA,
	ZONE_PARTNER,   /* of a university; visits labs */
	ZONE_ZONE_LEAD, /* leads labs for the whole zone */
};

enum zone_status { ZONE_ACTIVE, ZONE_VACANT, ZONE_ON_LEAVE };

/* A position and who holds it. Whoever is not ZONE_ACTIVE gives no visit, service or meeting. */
struct zone_person {
	uint32_t line;
	struct str code; /* "PE8", "HH-T03" */
	struct str name;
	enum zone_status status;
	uint32_t home;   /* school, ZONE_NONE: the zone's */
	int32_t started; /* year in which they began teaching, ZONE_UNSET: not known */
	struct zone_texts certifications; /* what they may cover: "K-8", "music" */
	struct str email, note;
};

/* assignments.csv: a person at a school in a role. An itinerant specialist has one row a school; a
 * person teaching two specials in a school has one row each. */
struct zone_assignment {
	uint32_t line;
	uint32_t person, school;
	enum zone_role role;
	uint32_t subject;             /* special taught, subject coached; ZONE_NONE: none */
	int32_t fte_x100;             /* part of a full-time position at this school: 50 is half */
	int32_t visits_per_week_x100; /* specialists: most visits a week here, averaged over the
				       * rotation (1950: 19.5); ZONE_UNSET: no limit of its own */
	uint32_t room;    /* where they teach, ZONE_NONE: any room of the subject's kind */
	int32_t from, to; /* dates, ZONE_UNSET: the year's */
};

enum zone_availability_kind {
	ZONE_ONLY, /* at that school (or at all) only then: several rows add up */
	ZONE_NOT,  /* not then */
};

/* availability.csv: days and half-days of a person; without a row they can come whenever the staff
 * day of the school allows. */
struct zone_availability {
	uint32_t line;
	uint32_t person;
	uint32_t school; /* ZONE_NONE: at all schools */
	enum zone_availability_kind kind;
	uint32_t weekdays;              /* set of enum weekday; 0: all */
	struct zone_numbers cycle_days; /* days of the rotation, from 1; empty: all */
	uint32_t halves;                /* set of enum zone_half; 0: both */
	int32_t start, end; /* minutes from midnight, ZONE_UNSET: the whole half or day */
	int32_t from, to;   /* dates, ZONE_UNSET: the year's */
	struct str note;
};

/* ---- Classes and teams ---- */

/* One class. A split class has several grades. Counts only: there are no students here. */
struct zone_section {
	uint32_t line;
	struct str code; /* "HH-3A" */
	uint32_t school;
	struct zone_list grades;   /* never empty, youngest first */
	uint32_t teacher;          /* person, ZONE_NONE: none yet */
	uint32_t room;             /* homeroom, ZONE_NONE: none yet */
	int32_t students, el, swd; /* counts, ZONE_UNSET: not known */
	struct str program;        /* "dual language", or "" */
	int32_t from, to;          /* dates, ZONE_UNSET: the year's */
};

enum zone_team_kind {
	ZONE_GRADE_TEAM,
	ZONE_SPECIALIST_TEAM,
	ZONE_SUPPORT_TEAM, /* special education, English learner, intervention */
	ZONE_LEADERSHIP_TEAM,
	ZONE_VERTICAL_TEAM, /* across grades, one subject */
	ZONE_ZONE_TEAM,     /* across schools */
};

struct zone_team {
	uint32_t line;
	struct str code, name;
	uint32_t school; /* ZONE_NONE: across schools */
	enum zone_team_kind kind;
	struct zone_list grades; /* of a grade team; empty: not about grades (not "all") */
	uint32_t subject;        /* of a vertical team, or ZONE_NONE */
};

/* In a team from one date to another. */
struct zone_member {
	uint32_t line;
	uint32_t team, person;
	bool leads;
	bool partner; /* comes to labs and meetings, needs no substitute and no common planning */
	int32_t from, to; /* dates, ZONE_UNSET: the year's */
};

#endif
