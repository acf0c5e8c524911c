/* zone: schools, people, classes, teams, calendars and rules, in memory.
 *
 * A struct zone is everything that is known of a zone at one moment: one array a file of the
 * zone folder (docs/zone-format.md), one element a row, in the order of the file. It is made
 * whole by zone_read_folder() (zone_folder.h) or zone_load() (zone_store.h), checked, and never
 * changes afterwards: any number of threads may read it as long as the arena that it was made
 * in lives. The files and their columns are described once, in zone_table.h; reading,
 * writing, checking, storing and the format's documentation all follow from that description.
 *
 * Things are named by their index in the array of their kind, ZONE_NONE is "no such thing".
 * The code of a row is the name that people and files use; it is stable, an index is not.
 * A list of references that is empty means "all": a rule without schools is for every school.
 *
 * Units, everywhere: a date is days since 1970-01-01 (base/date.h); a time of day is minutes from
 * midnight; a length is minutes; money is cents; "x100" is hundredths. A number or date that
 * was left empty is ZONE_UNSET.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_H
#define WEFT_PARTS_SCHOOL_ZONE_H

#include "base/str.h"
#include "parts/vision/commitment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZONE_NONE  UINT32_MAX
#define ZONE_UNSET INT32_MIN

/* Indexes of rows of another table. Empty: all of them, unless the member says otherwise. */
struct zone_list {
	const uint32_t *at;
	size_t n;
};

/* Plain numbers: rotation days, turns. */
struct zone_numbers {
	const int32_t *at;
	size_t n;
};

/* Free words: certifications. */
struct zone_texts {
	const struct str *at;
	size_t n;
};

/* Sets of weekdays and the like have bit 1 << value: 1 << MONDAY. 0 means all. */

/* How much a rule counts. Must rules hold, or there is no plan; the others are traded. */
enum zone_strength { ZONE_MUST, ZONE_STRONG, ZONE_NICE };

/* Over what a number is counted. A cycle is once through a rotation. */
enum zone_per {
	ZONE_PER_DAY,
	ZONE_PER_WEEK,
	ZONE_PER_TWO_WEEKS,
	ZONE_PER_CYCLE,
	ZONE_PER_MONTH,
	ZONE_PER_YEAR,
};

/* Half days, also as bits of a set. */
enum zone_half { ZONE_AM, ZONE_PM };

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

/* ---- Days ---- */

enum zone_shape_kind {
	ZONE_REGULAR,
	ZONE_EARLY_RELEASE,
	ZONE_LATE_START,
	ZONE_HALF_DAY,
	ZONE_STAFF_DAY, /* no students */
};

/* A day shape: the bell times of a kind of day. Times are minutes from midnight. */
struct zone_shape {
	uint32_t line;
	struct str code, name; /* "REG" */
	enum zone_shape_kind kind;
	struct zone_list schools; /* where it is used */
	int32_t staff_start, staff_end;
	int32_t arrival;                    /* students may come, ZONE_UNSET on a staff day */
	int32_t student_start, student_end; /* ZONE_UNSET on a staff day */
	int32_t midday; /* where the morning ends and the afternoon begins: what starts before is AM
			 */
};

/* A named block of the day ("B1"); its times differ from shape to shape. */
struct zone_block {
	uint32_t line;
	struct str code, name;
	int32_t rank; /* order in the day */
};

/* block_times.csv: when a block is in a shape. A shape without a row has no such block. */
struct zone_block_time {
	uint32_t line;
	uint32_t shape, block;
	int32_t start, end;
};

enum zone_day_kind {
	ZONE_SCHOOL_DAY,
	ZONE_STAFF_ONLY, /* learning day, August day */
	ZONE_HOLIDAY,
	ZONE_BREAK,
};

/* calendar.csv: what a date is. A row that names schools goes before one for all. A date
 * without a row is no school day. Closures come on top. */
struct zone_day {
	uint32_t line;
	int32_t date;
	struct zone_list schools;
	enum zone_day_kind kind;
	uint32_t shape;   /* ZONE_NONE on days without anybody */
	struct str label; /* "Labor Day" */
};

/* closures.csv: schools closed after the calendar was made: snow, smoke. Dates are inside. */
struct zone_closure {
	uint32_t line;
	struct str code;
	int32_t from, to;
	struct zone_list schools;
	int32_t announced; /* date from which plans know of it, ZONE_UNSET: as of "from" */
	struct str reason;
};

enum zone_activity { ZONE_LABS, ZONE_VISITS, ZONE_COACHING, ZONE_MEETINGS };

/* blackouts.csv: dates on which something may not be planned. */
struct zone_blackout {
	uint32_t line;
	struct str code;
	int32_t from, to;
	uint32_t activities; /* set of enum zone_activity; 0: all */
	struct zone_list schools, grades;
	struct str reason;
};

enum zone_advance {
	ZONE_BY_SCHOOL_DAY, /* the next day of the rotation on each school day: closures slide it */
	ZONE_BY_WEEKDAY,    /* day 1 is each Monday (of a rotation of 5; of 10: every other) */
	ZONE_BY_WEEK,       /* the next number each week */
};

/* A rotation of N days. */
struct zone_rotation {
	uint32_t line;
	struct str code, name;
	struct zone_list schools;
	int32_t days; /* N */
	enum zone_advance advance;
	int32_t starts;    /* date of its first day, ZONE_UNSET: the first school day */
	int32_t first_day; /* which number that date has, from 1 */
	struct zone_list
		shapes;         /* what a week is planned on: shape of day 1, 2 ... N, the list
				 * repeats if shorter; empty: the first regular shape of the school */
	struct zone_list skips; /* school days of these shapes do not advance it; empty: none do */
};

/* ---- What classes need ---- */

/* grade_blocks.csv: when a grade (or one class) has its specials, so that its teachers plan
 * together: fixed by hand, or left to the solver. No row: left to the solver too, class by class.
 */
struct zone_grade_block {
	uint32_t line;
	uint32_t school, grade;
	uint32_t section;  /* ZONE_NONE: all classes of the grade */
	uint32_t block;    /* ZONE_NONE: one block for the grade, which the solver chooses */
	uint32_t rotation; /* ZONE_NONE: all rotations */
};

enum zone_pattern {
	ZONE_ANY_DAYS,    /* each visit on a day of its own */
	ZONE_PAIR,        /* "run" visits back to back on one day */
	ZONE_CONSECUTIVE, /* on "run" days in a row */
	ZONE_SPREAD,      /* never on neighbouring days */
};

/* visits.csv: how often a class has a special in each rotation. Of one subject a class takes
 * at most one row a term. */
struct zone_visit {
	uint32_t line;
	struct str code;
	struct zone_list schools, grades;
	struct zone_list sections; /* empty: all of those schools and grades */
	uint32_t subject, rotation;
	uint32_t term;   /* ZONE_NONE: the whole year */
	int32_t visits;  /* in each cycle */
	int32_t minutes; /* of a visit, ZONE_UNSET: as long as the block is */
	enum zone_pattern pattern;
	int32_t run; /* of a pair or of consecutive days, ZONE_UNSET: 2 (pair), all visits (days) */
	struct zone_list teachers; /* empty: whoever has an assignment for the subject there */
};

/* needs.csv: minutes of a subject, besides specials. */
struct zone_need {
	uint32_t line;
	struct str code;
	struct zone_list schools, grades;
	struct zone_list shapes; /* days of these shapes; empty: of every shape with students */
	uint32_t subject;
	int32_t minutes;      /* at least */
	int32_t most_minutes; /* at most, ZONE_UNSET: exactly "minutes" */
	enum zone_per per;
	int32_t shortest, longest; /* minutes of one block, ZONE_UNSET: any */
	bool uninterrupted;        /* no pull-out, recess or lunch inside a block */
	int32_t earliest, latest;  /* window for the block, ZONE_UNSET: the student day */
	int32_t start;             /* fixed by hand, ZONE_UNSET: the solver's choice */
	enum zone_strength strength;
};

/* waves.csv: a wave of lunch with its recess; its grades eat together. */
struct zone_wave {
	uint32_t line;
	struct str code;
	struct zone_list schools, grades, shapes;
	int32_t start; /* of whichever of the two comes first, ZONE_UNSET: the solver's choice */
	int32_t lunch_minutes, recess_minutes;
	bool recess_first;
	int32_t earliest, latest; /* window for lunch and recess, ZONE_UNSET: the student day */
};

enum zone_service_kind { ZONE_PUSH_IN, ZONE_PULL_OUT, ZONE_WIN_GROUP };

/* services.csv: support for a group of students. */
struct zone_service {
	uint32_t line;
	struct str code;
	uint32_t school;
	enum zone_service_kind kind;
	struct str group; /* "newcomers", without names */
	struct zone_list grades;
	struct zone_list sections;  /* empty: any one or several classes of the grades */
	uint32_t subject;           /* during which it is given, ZONE_NONE: any but specials */
	int32_t students;           /* in the group, ZONE_UNSET: not known */
	int32_t minutes, times;     /* so many times ... */
	enum zone_per per;          /* ... per day, week or cycle */
	struct zone_list shapes;    /* on days of these shapes */
	enum zone_role role;        /* who gives it: somebody of the school in this role ... */
	struct zone_list providers; /* ... or one of these people */
	enum zone_strength strength;
};

/* ---- Time for learning ---- */

enum zone_meeting_place {
	ZONE_IN_SPECIALS,   /* while the team's classes are in specials */
	ZONE_IN_STAFF_TIME, /* before or after students */
	ZONE_ANY_TIME,
};

/* meetings.csv: a standing meeting of teams in the week. */
struct zone_meeting {
	uint32_t line;
	struct str code, name;
	struct zone_list schools, teams; /* empty teams: all of the kinds */
	uint32_t team_kinds;             /* set of enum zone_team_kind; 0: all */
	int32_t minutes;                 /* ZONE_UNSET: as long as the block is */
	int32_t times;
	enum zone_per per;
	enum zone_meeting_place place;
	struct zone_list shapes; /* on days of these shapes: "ER" is the early-release Friday */
	bool directed;           /* counts as directed, not as self-directed planning */
	uint32_t with_roles;     /* set of enum zone_role who join; 0: the members only */
	enum zone_strength strength;
	uint32_t commitment; /* ZONE_NONE: none */
};

enum zone_time_use { ZONE_BUILDING_LED, ZONE_TEAM_TIME, ZONE_SELF_DIRECTED, ZONE_NETWORK_TIME };

/* staff_times.csv: who directs the time without students on days of a shape. The days of the
 * shape are counted through the year; a row takes the turns given of every "cycle" of them. */
struct zone_staff_time {
	uint32_t line;
	struct str code;
	struct zone_list schools;
	uint32_t shape;
	int32_t cycle;             /* 8: the pattern repeats after eight such days */
	struct zone_numbers turns; /* from 1, up to cycle; empty: each */
	int32_t start, end;
	enum zone_time_use use;
	uint32_t commitment;
};

enum zone_release { ZONE_NO_RELEASE, ZONE_HALF_RELEASE, ZONE_FULL_RELEASE };

/* lab_kinds.csv */
struct zone_lab_kind {
	uint32_t line;
	struct str code, name;     /* "FULL" */
	enum zone_release release; /* of each member with a class */
	int32_t hosts;             /* host rooms */
	int32_t days;              /* dates it takes: 1, or 2 for two periods a week apart */
};

enum zone_phase_kind { ZONE_INTRODUCE, ZONE_PREPARE, ZONE_ENACT, ZONE_ANALYZE, ZONE_LAB_LUNCH };

/* lab_phases.csv, in order */
struct zone_lab_phase {
	uint32_t line;
	uint32_t kind; /* lab kind */
	int32_t rank;
	enum zone_phase_kind phase;
	int32_t day; /* 1, or 2 */
	int32_t minutes;
	int32_t start;            /* as usual, ZONE_UNSET: after the one before */
	int32_t earliest, latest; /* window for it, ZONE_UNSET: the staff day */
	int32_t host;             /* which host room, from 1; ZONE_UNSET: none */
};

/* lab_plans.csv: so many labs for a team this year. */
struct zone_lab_plan {
	uint32_t line;
	struct str code;
	uint32_t team, kind, subject;
	int32_t count;
	int32_t spacing_days;    /* calendar days between labs of the team, ZONE_UNSET: as the rule
				    says */
	int32_t substitutes;     /* a lab, ZONE_UNSET: one a class of the team */
	struct zone_list attend; /* people who must be there besides the team: coach, principal;
				  * they attend one lab at a time. Empty: nobody */
	int32_t from, to;        /* dates, ZONE_UNSET: the year's */
	uint32_t commitment;
};

enum zone_substitute_kind { ZONE_PER_DIEM, ZONE_PERMANENT };

struct zone_substitute {
	uint32_t line;
	struct str code, name;
	enum zone_substitute_kind kind;
	bool half_days;                     /* takes half days too */
	int64_t day_cents;                  /* ZONE's substitute_day_cents where 0 */
	uint32_t weekdays;                  /* set; 0: all */
	struct zone_list prefers, excludes; /* schools; empty: none */
	struct zone_texts certifications;
	int32_t from, to;
};

/* ---- Rules ---- */

enum zone_rule_kind {
	ZONE_PLANNING_MINUTES,     /* minimum a per, blocks of >= minutes count, share_percent
				      self-directed */
	ZONE_DUTY_FREE_LUNCH,      /* minutes each day, without students */
	ZONE_MEETINGS_IN_PLANNING, /* maximum a per of team meetings inside planning time */
	ZONE_VISITS_PER_DAY,       /* maximum of a specialist */
	ZONE_VISITS_PER_WEEK,      /* maximum of a specialist, all schools together */
	ZONE_VISITS_IN_A_ROW,      /* maximum without a break of >= minutes */
	ZONE_SUBJECT_MINUTES, /* minimum and maximum of subjects a per, averaged over the cycle */
	ZONE_LUNCH_WINDOW,    /* lunch from start to end, of >= minutes */
	ZONE_EAT_TOGETHER,    /* the grades named, in one wave */
	ZONE_PLACE_CAPACITY,  /* seats (students) and classes of rooms; maximum instead, if set */
	ZONE_TRANSITION_MINUTES, /* minutes between two activities of a class in different rooms */
	ZONE_TRAVEL_AT_MIDDAY,   /* itinerants change schools only between the halves, >= minutes */
	ZONE_ONE_SCHOOL_PER_HALF, /* of itinerants */
	ZONE_NO_PULL_OUT,         /* of the subjects named */
	ZONE_COMMON_PLANNING, /* all classes of a grade in specials at once, minimum times a per */
	ZONE_TEAM_MINUTES, /* minimum of team time a per, blocks of >= minutes count; with roles */
	ZONE_SAME_TIME_EACH_DAY, /* subjects, on days of one shape */
	ZONE_STAGGERED,          /* subjects: no two grades of a school at once */
	ZONE_SPECIALIST_BREAK,   /* minutes of a specialist without visit, minimum times a day */
	ZONE_CLASS_SIZE,         /* maximum students */
	ZONE_SCHOOL_DAYS,        /* minimum in the year */
	ZONE_SCHOOL_HOURS,       /* minimum in the year, recess counted, lunch not */
	ZONE_LAB_SUBSTITUTES,    /* maximum a day, of all schools named together */
	ZONE_LAB_WEEKDAYS,       /* labs on weekdays only */
	ZONE_LAB_PER_SCHOOL,     /* maximum labs a school on one day */
	ZONE_LAB_APART,   /* the schools named: at most one of them on one day (shared coach) */
	ZONE_LAB_SPACING, /* minimum calendar days between labs of one team */
	ZONE_LAB_HOST_SPACING, /* minimum calendar days between labs in one class */
	ZONE_LAB_SHAPES,       /* labs only on days of shapes */
	ZONE_LAB_PARTNER,      /* maximum labs a week that the people named attend */
	ZONE_LAB_GUESTS,       /* maximum guests a lab */
	ZONE_WISH,             /* anything else: shown, not computed */
};
enum { ZONE_N_RULE_KINDS = ZONE_WISH + 1 };

/* rules.csv: laws, contract clauses, commitments and wishes. Which numbers a kind takes is in
 * zone_rule_kind_info() (zone_rule.h). Empty lists are "all". */
struct zone_rule {
	uint32_t line;
	struct str code; /* stable id: "contract-planning" */
	enum zone_rule_kind kind;
	enum zone_strength strength;
	/* Whom it applies to. */
	struct zone_list schools, grades, teams, people, subjects, rooms, shapes;
	uint32_t roles;    /* set of enum zone_role; 0: all */
	uint32_t weekdays; /* set of enum weekday; 0: all */
	/* Numbers, ZONE_UNSET where not given. */
	int32_t minimum, maximum, minutes, share_percent;
	int32_t per; /* enum zone_per, ZONE_UNSET where the kind needs none */
	int32_t start, end;
	int32_t from, to; /* dates */
	/* Why, and what giving it up costs. */
	uint32_t commitment;
	struct str source, link;
	int32_t source_date;
	bool example;          /* taken over from elsewhere: to be checked by the zone */
	int64_t price_cents;   /* a year, 0: none given */
	struct str price_note; /* what the price buys */
	struct str note;
};

/* ---- All of it ---- */

#define ZONE_ROWS(type)         \
	struct {                \
		const type *at; \
		size_t n;       \
	}

struct zone {
	ZONE_ROWS(struct zone_info) info; /* exactly one once checked */
	ZONE_ROWS(struct zone_word) words;
	ZONE_ROWS(struct zone_school) schools;
	ZONE_ROWS(struct zone_term) terms;
	ZONE_ROWS(struct zone_grade) grades;
	ZONE_ROWS(struct zone_subject) subjects;
	ZONE_ROWS(struct zone_room) rooms;
	ZONE_ROWS(struct zone_travel) travel;
	ZONE_ROWS(struct zone_person) people;
	ZONE_ROWS(struct zone_assignment) assignments;
	ZONE_ROWS(struct zone_availability) availability;
	ZONE_ROWS(struct zone_section) sections;
	ZONE_ROWS(struct zone_team) teams;
	ZONE_ROWS(struct zone_member) members;
	ZONE_ROWS(struct zone_shape) shapes;
	ZONE_ROWS(struct zone_block) blocks;
	ZONE_ROWS(struct zone_block_time) block_times;
	ZONE_ROWS(struct zone_day) calendar;
	ZONE_ROWS(struct zone_closure) closures;
	ZONE_ROWS(struct zone_blackout) blackouts;
	ZONE_ROWS(struct zone_rotation) rotations;
	ZONE_ROWS(struct zone_grade_block) grade_blocks;
	ZONE_ROWS(struct zone_visit) visits;
	ZONE_ROWS(struct zone_need) needs;
	ZONE_ROWS(struct zone_wave) waves;
	ZONE_ROWS(struct zone_service) services;
	ZONE_ROWS(struct zone_meeting) meetings;
	ZONE_ROWS(struct zone_staff_time) staff_times;
	ZONE_ROWS(struct commitment) commitments;
	ZONE_ROWS(struct commitment_look_for) look_fors;
	ZONE_ROWS(struct zone_lab_kind) lab_kinds;
	ZONE_ROWS(struct zone_lab_phase) lab_phases;
	ZONE_ROWS(struct zone_lab_plan) lab_plans;
	ZONE_ROWS(struct zone_substitute) substitutes;
	ZONE_ROWS(struct zone_rule) rules;
};

/* The tables, in the order of the members. Each goes after those it refers to, but for people (who
 * refer to nobody's class). */
enum zone_table {
	ZONE_T_INFO,
	ZONE_T_WORDS,
	ZONE_T_SCHOOLS,
	ZONE_T_TERMS,
	ZONE_T_GRADES,
	ZONE_T_SUBJECTS,
	ZONE_T_ROOMS,
	ZONE_T_TRAVEL,
	ZONE_T_PEOPLE,
	ZONE_T_ASSIGNMENTS,
	ZONE_T_AVAILABILITY,
	ZONE_T_SECTIONS,
	ZONE_T_TEAMS,
	ZONE_T_MEMBERS,
	ZONE_T_SHAPES,
	ZONE_T_BLOCKS,
	ZONE_T_BLOCK_TIMES,
	ZONE_T_CALENDAR,
	ZONE_T_CLOSURES,
	ZONE_T_BLACKOUTS,
	ZONE_T_ROTATIONS,
	ZONE_T_GRADE_BLOCKS,
	ZONE_T_VISITS,
	ZONE_T_NEEDS,
	ZONE_T_WAVES,
	ZONE_T_SERVICES,
	ZONE_T_MEETINGS,
	ZONE_T_STAFF_TIMES,
	ZONE_T_COMMITMENTS,
	ZONE_T_LOOK_FORS,
	ZONE_T_LAB_KINDS,
	ZONE_T_LAB_PHASES,
	ZONE_T_LAB_PLANS,
	ZONE_T_SUBSTITUTES,
	ZONE_T_RULES,
};
enum { ZONE_N_TABLES = ZONE_T_RULES + 1 };

/* ---- Asking ---- */

/* Whether a list holds an index; an empty list holds everything. */
bool zone_applies(struct zone_list list, uint32_t index);
/* The same for a set of enum values. */
bool zone_set_applies(uint32_t set, int value);

/* Index of the row with a code (the first key column), or ZONE_NONE. Linear. */
uint32_t zone_find(const struct zone *zone, enum zone_table table, struct str code);

/* Whether someone or something with these dates is there on a date. */
bool zone_is_on(int32_t from, int32_t to, int32_t date);

/* Whether a section belongs to a grade. */
bool zone_section_has_grade(const struct zone_section *section, uint32_t grade);

/* The block fixed for a section: ZONE_NONE when it is left to the solver. *ret_shared, where not
 * NULL, says whether all classes of its grade must have the same one. */
uint32_t zone_block_of(const struct zone *zone, uint32_t section, uint32_t rotation,
		       bool *ret_shared);

/* When a block is in a shape; false when the shape has no such block. */
bool zone_block_time(const struct zone *zone, uint32_t shape, uint32_t block, int32_t *ret_start,
		     int32_t *ret_end);

/* Which half of the day a time is in. */
enum zone_half zone_half_of(const struct zone_shape *shape, int32_t start);

/* Minutes between two schools, 0 for the same, -1 when not given. */
int32_t zone_travel_minutes(const struct zone *zone, uint32_t from, uint32_t to);

#endif
