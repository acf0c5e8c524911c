/* People, where they work and when, classes and teams. */
#include "parts/school/zone_table_internal.h"

#define FROM_TO(row)                                                                     \
	{ZONE_COLUMN(row, from, ZONE_DATE), .help = "first date; empty: the year's",     \
	 .example = "2026-09-01"},                                                       \
	{                                                                                \
		ZONE_COLUMN(row, to, ZONE_DATE), .help = "last date; empty: the year's", \
						 .example = "2027-01-29"                 \
	}

static const struct zone_column people_columns[] = {
	{ZONE_COLUMN(zone_person, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name of the position, unique in the zone", .example = "PE8"},
	{ZONE_COLUMN(zone_person, name, ZONE_TEXT), .required = true, .help = "who holds it",
	 .example = "Noor Haddad"},
	{ZONE_COLUMN(zone_person, status, ZONE_WORD), .required = true, .words = &zone_statuses,
	 .help = "a vacant position, or someone on leave, teaches nothing", .example = "active"},
	{ZONE_COLUMN(zone_person, home, ZONE_REF), .target = ZONE_T_SCHOOLS,
	 .help = "the school they belong to; empty: the zone", .example = "MC"},
	{ZONE_COLUMN(zone_person, started, ZONE_NUMBER), .low = 1940, .high = 2200,
	 .help = "year in which they began to teach; empty: not known", .example = "2019"},
	{ZONE_COLUMN(zone_person, certifications, ZONE_TEXTS),
	 .help = "what they may teach and cover", .example = "K-8;physical education"},
	{ZONE_COLUMN(zone_person, email, ZONE_TEXT), .help = "work address",
	 .example = "noor.haddad@alder-sound.example"},
	{ZONE_COLUMN(zone_person, note, ZONE_TEXT), .help = "anything worth knowing",
	 .example = ""},
};
const struct zone_file zone_file_people = {
	ZONE_FILE(people, zone_person),
	.title = "People",
	.help = "One row a position and who holds it. To leave a position empty, set its status to "
		"vacant: what refers to it stays.",
};

static const struct zone_column assignments_columns[] = {
	{ZONE_COLUMN(zone_assignment, person, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_PEOPLE, .help = "who", .example = "PE8"},
	{ZONE_COLUMN(zone_assignment, school, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_SCHOOLS, .help = "where", .example = "WP"},
	{ZONE_COLUMN(zone_assignment, role, ZONE_WORD), .key = true, .required = true,
	 .words = &zone_roles, .help = "as what", .example = "specialist"},
	{ZONE_COLUMN(zone_assignment, subject, ZONE_REF), .key = true, .target = ZONE_T_SUBJECTS,
	 .help = "the special that a specialist teaches, or the subject of a coach",
	 .example = "PE"},
	{ZONE_COLUMN_AS(zone_assignment, fte_x100, "fte", ZONE_HUNDREDTHS), .high = 200,
	 .unit = "positions", .help = "part of a full-time position here", .example = "0.2"},
	{ZONE_COLUMN_AS(zone_assignment, visits_per_week_x100, "visits_per_week", ZONE_HUNDREDTHS),
	 .high = 10000, .unit = "visits a week",
	 .help = "the most that a specialist gives here, averaged over the rotation; empty: as "
		 "many as "
		 "the rules allow",
	 .example = "6"},
	{ZONE_COLUMN(zone_assignment, room, ZONE_REF), .target = ZONE_T_ROOMS,
	 .help = "where they teach; empty: any room of the subject's kind", .example = "WP-GYM"},
	FROM_TO(zone_assignment),
};
const struct zone_file zone_file_assignments = {
	ZONE_FILE(assignments, zone_assignment),
	.title = "People at schools",
	.help = "One row a person, school, role and special. Someone who works at three schools "
		"has three "
		"rows; deleting one takes them away from that school.",
};

static const struct zone_column availability_columns[] = {
	{ZONE_COLUMN(zone_availability, person, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_PEOPLE, .help = "who", .example = "AR1"},
	{ZONE_COLUMN(zone_availability, school, ZONE_REF), .key = true, .target = ZONE_T_SCHOOLS,
	 .help = "where; empty: at all their schools", .example = "OS"},
	{ZONE_COLUMN(zone_availability, kind, ZONE_WORD), .key = true, .required = true,
	 .words = &zone_availability_kinds,
	 .help = "only: there only then (several rows add up); not: not there then",
	 .example = "only"},
	{ZONE_COLUMN(zone_availability, weekdays, ZONE_WORDS), .key = true, .words = &zone_weekdays,
	 .help = "empty: all", .example = "Tue;Thu"},
	{ZONE_COLUMN(zone_availability, cycle_days, ZONE_NUMBERS), .key = true, .low = 1,
	 .high = 60, .help = "days of the rotation; empty: all", .example = "2;4"},
	{ZONE_COLUMN(zone_availability, halves, ZONE_WORDS), .key = true, .words = &zone_halves,
	 .help = "empty: both", .example = "pm"},
	{ZONE_COLUMN(zone_availability, start, ZONE_TIME), .key = true,
	 .help = "from this time; empty: the whole half or day", .example = "13:15"},
	{ZONE_COLUMN(zone_availability, end, ZONE_TIME), .help = "to this time",
	 .example = "15:00"},
	FROM_TO(zone_availability),
	{ZONE_COLUMN(zone_availability, note, ZONE_TEXT), .help = "why",
	 .example = "teaches at the high school"},
};
const struct zone_file zone_file_availability = {
	ZONE_FILE(availability, zone_availability),
	.title = "Days and half-days",
	.help = "When a person can come. Without a row, whenever the staff day of the school "
		"allows.",
};

static const struct zone_column sections_columns[] = {
	{ZONE_COLUMN(zone_section, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique in the zone", .example = "HH-3A"},
	{ZONE_COLUMN(zone_section, school, ZONE_REF), .required = true, .target = ZONE_T_SCHOOLS,
	 .help = "where", .example = "HH"},
	{ZONE_COLUMN(zone_section, grades, ZONE_REFS), .required = true, .target = ZONE_T_GRADES,
	 .help = "its grade; a split class has two, the younger first", .example = "3"},
	{ZONE_COLUMN(zone_section, teacher, ZONE_REF), .target = ZONE_T_PEOPLE,
	 .help = "homeroom teacher; empty: none yet", .example = "HH-T10"},
	{ZONE_COLUMN(zone_section, room, ZONE_REF), .target = ZONE_T_ROOMS,
	 .help = "homeroom; empty: none yet", .example = "HH-110"},
	{ZONE_COLUMN(zone_section, students, ZONE_NUMBER), .high = 100, .unit = "students",
	 .help = "how many; empty: not known", .example = "22"},
	{ZONE_COLUMN(zone_section, el, ZONE_NUMBER), .high = 100, .unit = "students",
	 .help = "of them English learners", .example = "8"},
	{ZONE_COLUMN(zone_section, swd, ZONE_NUMBER), .high = 100, .unit = "students",
	 .help = "of them with disabilities", .example = "3"},
	{ZONE_COLUMN(zone_section, program, ZONE_TEXT), .help = "what sets it apart",
	 .example = "dual language"},
	FROM_TO(zone_section),
};
const struct zone_file zone_file_sections = {
	ZONE_FILE(sections, zone_section),
	.title = "Classes",
	.help = "One row a class (section). Sizes and counts only: no student is named anywhere.",
};

static const struct zone_column teams_columns[] = {
	{ZONE_COLUMN(zone_team, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique in the zone", .example = "HH-3"},
	{ZONE_COLUMN(zone_team, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Harbor Hill grade 3"},
	{ZONE_COLUMN(zone_team, school, ZONE_REF), .target = ZONE_T_SCHOOLS,
	 .help = "empty: across schools", .example = "HH"},
	{ZONE_COLUMN(zone_team, kind, ZONE_WORD), .required = true, .words = &zone_team_kinds,
	 .help = "grade, specialist, support (special education, English learners, intervention), "
		 "leadership, vertical (across grades), zone (across schools)",
	 .example = "grade"},
	{ZONE_COLUMN(zone_team, grades, ZONE_REFS), .target = ZONE_T_GRADES,
	 .help = "of a grade team", .example = "K;1"},
	{ZONE_COLUMN(zone_team, subject, ZONE_REF), .target = ZONE_T_SUBJECTS,
	 .help = "of a vertical team", .example = "MA"},
};
const struct zone_file zone_file_teams = {
	ZONE_FILE(teams, zone_team),
	.title = "Teams",
	.help = "One row a team.",
};

static const struct zone_column members_columns[] = {
	{ZONE_COLUMN(zone_member, team, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_TEAMS, .help = "which team", .example = "HH-3"},
	{ZONE_COLUMN(zone_member, person, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_PEOPLE, .help = "who", .example = "HH-T10"},
	{ZONE_COLUMN(zone_member, leads, ZONE_FLAG), .help = "whether they lead it",
	 .example = "no"},
	{ZONE_COLUMN(zone_member, partner, ZONE_FLAG),
	 .help = "comes to meetings and labs, but needs no substitute and no common planning",
	 .example = "no"},
	{ZONE_COLUMN(zone_member, from, ZONE_DATE), .key = true,
	 .help = "first date; empty: the year's", .example = "2026-09-01"},
	{ZONE_COLUMN(zone_member, to, ZONE_DATE), .help = "last date; empty: the year's",
	 .example = "2027-01-29"},
};
const struct zone_file zone_file_members = {
	ZONE_FILE(members, zone_member),
	.title = "Who is in which team",
	.help = "One row a person in a team. Who leaves gets a last date: the row stays.",
};
