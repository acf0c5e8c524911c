/* Day shapes, blocks, the calendar of the year and rotations. */
#include "parts/school/zone_table_internal.h"

static const struct zone_column shapes_columns[] = {
	{ZONE_COLUMN(zone_shape, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "REG"},
	{ZONE_COLUMN(zone_shape, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Regular day"},
	{ZONE_COLUMN(zone_shape, kind, ZONE_WORD), .required = true, .words = &zone_shape_kinds,
	 .help = "what kind of day it is", .example = "regular"},
	{ZONE_COLUMN(zone_shape, schools, ZONE_REFS), .target = ZONE_T_SCHOOLS,
	 .help = "where it is used; empty: everywhere", .example = "HH;JF"},
	{ZONE_COLUMN(zone_shape, staff_start, ZONE_TIME), .required = true,
	 .help = "the staff day begins", .example = "08:20"},
	{ZONE_COLUMN(zone_shape, staff_end, ZONE_TIME), .required = true,
	 .help = "the staff day ends", .example = "15:50"},
	{ZONE_COLUMN(zone_shape, arrival, ZONE_TIME),
	 .help = "students may come; empty on staff days", .example = "08:35"},
	{ZONE_COLUMN(zone_shape, student_start, ZONE_TIME),
	 .help = "the student day begins; empty on staff days", .example = "08:50"},
	{ZONE_COLUMN(zone_shape, student_end, ZONE_TIME),
	 .help = "the student day ends; empty on staff days", .example = "15:20"},
	{ZONE_COLUMN(zone_shape, midday, ZONE_TIME), .required = true,
	 .help = "what begins before is morning, the rest is afternoon", .example = "12:00"},
};
const struct zone_file zone_file_shapes = {
	ZONE_FILE(shapes, zone_shape),
	.title = "Day shapes",
	.required = true,
	.help = "One row a kind of day: its bells and its staff day.",
};

static const struct zone_column blocks_columns[] = {
	{ZONE_COLUMN(zone_block, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "B1"},
	{ZONE_COLUMN(zone_block, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Block 1"},
	{ZONE_COLUMN(zone_block, rank, ZONE_NUMBER), .required = true, .high = 100,
	 .help = "order in the day", .example = "1"},
};
const struct zone_file zone_file_blocks = {
	ZONE_FILE(blocks, zone_block),
	.title = "Blocks",
	.help = "One row a named block of the day, in which specials take place.",
};

static const struct zone_column block_times_columns[] = {
	{ZONE_COLUMN(zone_block_time, shape, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_SHAPES, .help = "on days of this shape", .example = "REG"},
	{ZONE_COLUMN(zone_block_time, block, ZONE_REF), .key = true, .required = true,
	 .target = ZONE_T_BLOCKS, .help = "this block", .example = "B1"},
	{ZONE_COLUMN(zone_block_time, start, ZONE_TIME), .required = true, .help = "begins",
	 .example = "09:00"},
	{ZONE_COLUMN(zone_block_time, end, ZONE_TIME), .required = true, .help = "and ends",
	 .example = "09:50"},
};
const struct zone_file zone_file_block_times = {
	ZONE_FILE(block_times, zone_block_time),
	.title = "When blocks are",
	.help = "One row a block of a day shape. A shape without a row for a block does not have "
		"it.",
};

static const struct zone_column calendar_columns[] = {
	{ZONE_COLUMN(zone_day, date, ZONE_DATE), .key = true, .required = true, .help = "the date",
	 .example = "2026-09-01"},
	{ZONE_COLUMN(zone_day, schools, ZONE_REFS), .key = true, .target = ZONE_T_SCHOOLS,
	 .help = "for which schools; empty: all but those with a row of their own", .example = ""},
	{ZONE_COLUMN(zone_day, kind, ZONE_WORD), .required = true, .words = &zone_day_kinds,
	 .help = "school: students come; staff: only staff; holiday and break: nobody",
	 .example = "school"},
	{ZONE_COLUMN(zone_day, shape, ZONE_REF), .target = ZONE_T_SHAPES,
	 .help = "its day shape; empty when nobody comes", .example = "REG"},
	{ZONE_COLUMN(zone_day, label, ZONE_TEXT), .help = "what people call it",
	 .example = "First day"},
};
const struct zone_file zone_file_calendar = {
	ZONE_FILE(calendar, zone_day),
	.title = "The calendar of the year",
	.required = true,
	.help = "One row a date. A date without a row (a weekend) is no school day. Days that are "
		"closed "
		"in mid-year stay as they were planned: write a closure.",
};

static const struct zone_column closures_columns[] = {
	{ZONE_COLUMN(zone_closure, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "snow-1"},
	{ZONE_COLUMN(zone_closure, from, ZONE_DATE), .required = true, .help = "first closed date",
	 .example = "2026-11-12"},
	{ZONE_COLUMN(zone_closure, to, ZONE_DATE), .required = true, .help = "last closed date",
	 .example = "2026-11-12"},
	{ZONE_COLUMN(zone_closure, schools, ZONE_REFS), .target = ZONE_T_SCHOOLS,
	 .help = "which schools; empty: all", .example = ""},
	{ZONE_COLUMN(zone_closure, announced, ZONE_DATE),
	 .help = "since when it is known; empty: since its first date", .example = "2026-11-11"},
	{ZONE_COLUMN(zone_closure, reason, ZONE_TEXT), .required = true, .help = "why",
	 .example = "snow"},
};
const struct zone_file zone_file_closures = {
	ZONE_FILE(closures, zone_closure),
	.title = "Closures",
	.help = "One row a closure that came after the calendar was made. Rotations slide past it; "
		"what lies "
		"before it stays.",
};

static const struct zone_column blackouts_columns[] = {
	{ZONE_COLUMN(zone_blackout, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "testing"},
	{ZONE_COLUMN(zone_blackout, from, ZONE_DATE), .required = true, .help = "first date",
	 .example = "2027-04-26"},
	{ZONE_COLUMN(zone_blackout, to, ZONE_DATE), .required = true, .help = "last date",
	 .example = "2027-06-17"},
	{ZONE_COLUMN(zone_blackout, activities, ZONE_WORDS), .words = &zone_activities,
	 .help = "what may not be planned; empty: nothing may", .example = "labs"},
	{ZONE_COLUMN(zone_blackout, schools, ZONE_REFS), .target = ZONE_T_SCHOOLS,
	 .help = "where; empty: everywhere", .example = ""},
	{ZONE_COLUMN(zone_blackout, grades, ZONE_REFS), .target = ZONE_T_GRADES,
	 .help = "for which grades; empty: all", .example = "3;4;5"},
	{ZONE_COLUMN(zone_blackout, reason, ZONE_TEXT), .required = true, .help = "why",
	 .example = "state testing"},
};
const struct zone_file zone_file_blackouts = {
	ZONE_FILE(blackouts, zone_blackout),
	.title = "Black-outs",
	.help = "One row a span of dates on which something may not be planned: testing, the first "
		"weeks.",
};

static const struct zone_column rotations_columns[] = {
	{ZONE_COLUMN(zone_rotation, code, ZONE_CODE), .key = true, .required = true,
	 .help = "short name, unique", .example = "TEN"},
	{ZONE_COLUMN(zone_rotation, name, ZONE_TEXT), .required = true, .help = "its name",
	 .example = "Ten-day rotation"},
	{ZONE_COLUMN(zone_rotation, schools, ZONE_REFS), .target = ZONE_T_SCHOOLS,
	 .help = "where it is used; empty: everywhere", .example = ""},
	{ZONE_COLUMN(zone_rotation, days, ZONE_NUMBER), .required = true, .low = 1, .high = 60,
	 .unit = "days", .help = "how many days it has", .example = "10"},
	{ZONE_COLUMN(zone_rotation, advance, ZONE_WORD), .required = true, .words = &zone_advances,
	 .help = "school_days: the next day on each school day, so that closures slide it; "
		 "weekdays: day 1 is "
		 "a Monday whatever happens; weeks: the next number each week",
	 .example = "school_days"},
	{ZONE_COLUMN(zone_rotation, starts, ZONE_DATE),
	 .help = "date of its first day; empty: the first school day", .example = "2026-09-01"},
	{ZONE_COLUMN(zone_rotation, first_day, ZONE_NUMBER), .required = true, .low = 1, .high = 60,
	 .help = "which day of the rotation that date is", .example = "1"},
	{ZONE_COLUMN(zone_rotation, shapes, ZONE_REFS), .target = ZONE_T_SHAPES,
	 .help = "what the week is planned on: the shape of day 1, day 2 ..., again from the first "
		 "when the "
		 "list ends; empty: a regular day each",
	 .example = "REG;REG;REG;REG;ER"},
	{ZONE_COLUMN(zone_rotation, skips, ZONE_REFS), .target = ZONE_T_SHAPES,
	 .help = "school days of these shapes do not advance it; empty: all do", .example = "HALF"},
};
const struct zone_file zone_file_rotations = {
	ZONE_FILE(rotations, zone_rotation),
	.title = "Rotations",
	.help = "One row a cycle of days for specials. Several may run side by side.",
};
