/* zone_learning: the rows about meetings, labs, substitutes and rules.
 *
 * Read zone.h first; it includes this.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_LEARNING_H
#define WEFT_PARTS_SCHOOL_ZONE_LEARNING_H

#include "parts/school/zone_days.h"

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
	ZONE_COACHING_CYCLE,   /* maximum weeks, minimum contacts a week, of minutes */
	ZONE_COACH_PRINCIPAL,  /* coach and principal meet, minutes once a per */
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

#endif
