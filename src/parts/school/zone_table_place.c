/* The zone, its words, schools, terms, grades, subjects, rooms and ways. */
#include "parts/school/zone_table_internal.h"

static const struct zone_column info_columns[] = {
	{ZONE_COLUMN(zone_info, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name of the zone", .example = "alder-sound"},
	{ZONE_COLUMN(zone_info, name, ZONE_TEXT), .required = true, .help = "its full name",
	 .example = "Alder Sound Learning Zone"},
	{ZONE_COLUMN(zone_info, state, ZONE_TEXT), .help = "state or country whose law applies",
	 .example = "WA"},
	{ZONE_COLUMN(zone_info, time_zone, ZONE_TEXT), .required = true,
	 .help = "IANA name of the time zone of its clocks", .example = "America/Los_Angeles"},
	{ZONE_COLUMN(zone_info, year_start, ZONE_DATE), .required = true,
	 .help = "first date of the planned year, staff days in August included",
	 .example = "2026-08-26"},
	{ZONE_COLUMN(zone_info, year_end, ZONE_DATE), .required = true, .help = "its last date",
	 .example = "2027-06-17"},
	{ZONE_COLUMN(zone_info, tick_minutes, ZONE_NUMBER), .required = true, .low = 1, .high = 30,
	 .unit = "minutes", .help = "all times of the week are multiples of it", .example = "5"},
	{ZONE_COLUMN_AS(zone_info, position_cents, "position_cost", ZONE_MONEY),
	 .unit = "dollars a year", .help = "a position with benefits", .example = "130000.00"},
	{ZONE_COLUMN_AS(zone_info, teacher_day_cents, "teacher_day_cost", ZONE_MONEY),
	 .unit = "dollars", .help = "one paid day of a teacher", .example = "627.00"},
	{ZONE_COLUMN_AS(zone_info, substitute_day_cents, "substitute_day_cost", ZONE_MONEY),
	 .unit = "dollars", .help = "one day of a per-diem substitute, before payroll costs",
	 .example = "210.00"},
	{ZONE_COLUMN_AS(zone_info, payroll_x100, "payroll_percent", ZONE_HUNDREDTHS), .high = 10000,
	 .unit = "percent", .help = "payroll costs on top of a substitute's pay", .example = "8.5"},
	{ZONE_COLUMN(zone_info, fill_rate_percent, ZONE_NUMBER), .high = 100, .unit = "percent",
	 .help = "share of substitute requests that get filled", .example = "80"},
	{ZONE_COLUMN_AS(zone_info, absence_days_x100, "absence_days", ZONE_HUNDREDTHS),
	 .high = 18000, .unit = "days a year",
	 .help = "how long a teacher is absent in a year on average", .example = "11"},
};
const struct zone_file zone_file_info = {
	ZONE_FILE(info, zone_info),
	.title = "The zone",
	.required = true,
	.help = "One row: the zone itself and the numbers that all its schools share.",
};

static const struct zone_column words_columns[] = {
	{ZONE_COLUMN(zone_word, term, ZONE_CODE), .key = true, .required = true,
	 .help = "the program's word", .example = "specials"},
	{ZONE_COLUMN(zone_word, word, ZONE_TEXT), .required = true,
	 .help = "the word that this zone uses for it", .example = "encore"},
};
const struct zone_file zone_file_words = {
	ZONE_FILE(words, zone_word),
	.title = "The zone's own words",
	.help = "One row a word that this zone calls otherwise: specials, win, plc, lab.",
};

static const struct zone_column schools_columns[] = {
	{ZONE_COLUMN(zone_school, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "HH"},
	{ZONE_COLUMN(zone_school, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Harbor Hill"},
	{ZONE_COLUMN(zone_school, students, ZONE_NUMBER), .high = 20000, .unit = "students",
	 .help = "how many are enrolled", .example = "402"},
	{ZONE_COLUMN(zone_school, frl, ZONE_NUMBER), .high = 20000, .unit = "students",
	 .help = "of them with free or reduced-price lunch", .example = "314"},
	{ZONE_COLUMN(zone_school, el, ZONE_NUMBER), .high = 20000, .unit = "students",
	 .help = "of them English learners", .example = "145"},
	{ZONE_COLUMN(zone_school, swd, ZONE_NUMBER), .high = 20000, .unit = "students",
	 .help = "of them with disabilities", .example = "60"},
	{ZONE_COLUMN(zone_school, title1, ZONE_FLAG), .help = "whether Title I serves the school",
	 .example = "yes"},
	{ZONE_COLUMN(zone_school, lab_year, ZONE_NUMBER), .high = 100, .unit = "years",
	 .help = "how many years of labs it has, this one included; empty: none", .example = "3"},
	{ZONE_COLUMN(zone_school, address, ZONE_TEXT), .help = "where it is",
	 .example = "12 Harbor Road"},
	{ZONE_COLUMN(zone_school, note, ZONE_TEXT), .help = "anything worth knowing",
	 .example = "Improvement school"},
};
const struct zone_file zone_file_schools = {
	ZONE_FILE(schools, zone_school),
	.title = "Schools",
	.required = true,
	.help = "One row a school. Students are counted, never named.",
};

static const struct zone_column terms_columns[] = {
	{ZONE_COLUMN(zone_term, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "S1"},
	{ZONE_COLUMN(zone_term, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "First semester"},
	{ZONE_COLUMN(zone_term, from, ZONE_DATE), .required = true, .help = "first date",
	 .example = "2026-09-01"},
	{ZONE_COLUMN(zone_term, to, ZONE_DATE), .required = true, .help = "last date",
	 .example = "2027-01-29"},
};
const struct zone_file zone_file_terms = {
	ZONE_FILE(terms, zone_term),
	.title = "Terms",
	.help = "One row a term. Terms may lie inside one another (a quarter in a semester).",
};

static const struct zone_column grades_columns[] = {
	{ZONE_COLUMN(zone_grade, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "K"},
	{ZONE_COLUMN(zone_grade, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Kindergarten"},
	{ZONE_COLUMN(zone_grade, rank, ZONE_NUMBER), .required = true, .high = 100,
	 .help = "order, the youngest first", .example = "0"},
};
const struct zone_file zone_file_grades = {
	ZONE_FILE(grades, zone_grade),
	.title = "Grades",
	.required = true,
	.help = "One row a grade of the zone.",
};

static const struct zone_column subjects_columns[] = {
	{ZONE_COLUMN(zone_subject, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "PE"},
	{ZONE_COLUMN(zone_subject, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Physical education"},
	{ZONE_COLUMN(zone_subject, kind, ZONE_WORD), .required = true, .words = &zone_subject_kinds,
	 .help = "core: taught by the homeroom teacher; special: by a specialist while the "
		 "homeroom "
		 "teacher plans; win: intervention and enrichment; recess: outdoors, besides that "
		 "at lunch",
	 .example = "special"},
	{ZONE_COLUMN(zone_subject, room_kind, ZONE_WORD), .words = &zone_room_kinds,
	 .help = "where it is taught; empty: in the homeroom", .example = "gym"},
	{ZONE_COLUMN(zone_subject, transition_minutes, ZONE_MINUTES), .high = 60, .unit = "minutes",
	 .help = "what a class needs before and after it; empty: as the rules say", .example = "5"},
};
const struct zone_file zone_file_subjects = {
	ZONE_FILE(subjects, zone_subject),
	.title = "Subjects",
	.required = true,
	.help = "One row a subject or other use of a class's time.",
};

static const struct zone_column rooms_columns[] = {
	{ZONE_COLUMN(zone_room, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique in the zone", .example = "HH-GYM"},
	{ZONE_COLUMN(zone_room, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Gymnasium"},
	{ZONE_COLUMN(zone_room, school, ZONE_REF), .required = true, .target = ZONE_T_SCHOOLS,
	 .help = "where it is", .example = "HH"},
	{ZONE_COLUMN(zone_room, kind, ZONE_WORD), .required = true, .words = &zone_room_kinds,
	 .help = "what it is for", .example = "gym"},
	{ZONE_COLUMN(zone_room, seats, ZONE_NUMBER), .high = 5000, .unit = "students",
	 .help = "how many students it holds at once; empty: not counted", .example = "60"},
	{ZONE_COLUMN(zone_room, classes, ZONE_NUMBER), .required = true, .low = 1, .high = 100,
	 .unit = "classes", .help = "how many classes or groups may be there at once",
	 .example = "2"},
};
const struct zone_file zone_file_rooms = {
	ZONE_FILE(rooms, zone_room),
	.title = "Rooms and shared places",
	.help = "One row a room, cafeteria, playground or other place.",
};

static const struct zone_column travel_columns[] = {
	{ZONE_COLUMN(zone_travel, from, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_SCHOOLS, .help = "one school", .example = "HH"},
	{ZONE_COLUMN(zone_travel, to, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_SCHOOLS, .help = "the other; the way back takes as long",
	 .example = "JF"},
	{ZONE_COLUMN(zone_travel, minutes, ZONE_MINUTES), .required = true, .high = 300,
	 .unit = "minutes", .help = "from door to door", .example = "15"},
};
const struct zone_file zone_file_travel = {
	ZONE_FILE(travel, zone_travel),
	.title = "Ways between schools",
	.help = "One row a pair of schools between which someone travels.",
};
