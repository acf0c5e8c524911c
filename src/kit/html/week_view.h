/* week_view: how a week, a day and a year look, without knowing what they hold.
 *
 * Parts turn their bookings into these structs; the same blocks are drawn as a
 * week to scale, as a day's list on a phone (week_view.html), and as a wall
 * calendar of the year. All are read-only and plain HTML; the editor adds to them.
 *
 * Columns are ordered lists of blocks with their times, so that a screen reader or
 * a 320 px window reads them as a day. To scale they become a grid of 5-minute
 * rows, placed by the classes at-N and len-N (assets/css/ticks.css), because the
 * policy of the pages allows no style attributes.
 */
#ifndef WEFT_KIT_HTML_WEEK_VIEW_H
#define WEFT_KIT_HTML_WEEK_VIEW_H

#include "kit/html/elements.h"

enum { TICK_MINUTES = 5, TICKS_MAX = 144, COLUMNS_MAX = 40 };

/* What is special about a block: each is said by a sign, in words and by a pattern. */
enum block_mark {
	BLOCK_LOCKED = 1,
	BLOCK_CHANGED = 2,  /* not as in the week's plan */
	BLOCK_COVERED = 4,  /* somebody stands in */
	BLOCK_CONFLICT = 8, /* breaks a rule */
	BLOCK_PICKED = 16,  /* being moved */
	BLOCK_TARGET = 32,  /* a place where what is picked may go */
};

struct view_block {
	int begin, minutes; /* from midnight, multiples of TICK_MINUTES to be exact to scale */
	enum time_kind kind;
	unsigned marks;    /* bits of enum block_mark */
	struct str name;   /* short enough for the grid: "Music" */
	struct str detail; /* "Room 12 · Ms. Ortiz"; may be empty */
	struct str full;   /* the whole name, where name is a short one; may be empty */
	struct str code;   /* instead of the kind's code; may be empty */
	struct str url;    /* details; may be empty */
	struct str note;   /* what has changed, why there is a conflict; may be empty */
};

struct view_column {
	struct str name;                /* "Monday", "Ms. Ortiz" */
	struct str detail;              /* "Sep 14", "Grade 2" */
	bool current;                   /* today */
	const struct view_block *block; /* by begin; those that overlap stand side by side */
	size_t n;
};

struct week_view {
	struct str caption;
	int begin, end; /* minutes from midnight: what the scale shows */
	bool dense;
	const struct view_column *column; /* up to COLUMNS_MAX */
	size_t n;
};

/* Class numbers of a block in a view: row from 1 and number of rows, kept inside the view. */
int week_view_row(const struct week_view *view, const struct view_block *block);
int week_view_rows(const struct week_view *view, const struct view_block *block);

/* One day for one person, to be read on a phone: now and next come first. */
struct day_view {
	struct str name; /* "Today, Tuesday, September 15" */
	const struct view_block *block;
	size_t n;
	int now; /* minutes from midnight; < 0: not today */
};

/* Whether a block is over, is running, or comes next, for the words at its side. */
enum block_time { BLOCK_PAST, BLOCK_NOW, BLOCK_NEXT, BLOCK_LATER };
enum block_time day_view_time(const struct day_view *day, size_t i);

/* A year on a wall: months with their weeks, Monday to Friday. */
struct wall_entry {
	int32_t date;
	enum time_kind kind;
	struct str text;   /* short: "Lab 2 · Gr 3" */
	struct str detail; /* said and shown on its page: "host room 14, cover: 2" */
	struct str url;
};

enum wall_day { WALL_SCHOOL, WALL_OFF, WALL_SHORT, WALL_OUTSIDE };

struct wall_calendar {
	struct str caption;
	int32_t first, last; /* whole months are drawn around them */
	int32_t today;
	const struct wall_entry *entry; /* by date */
	size_t n;
	/* What kind of day it is, and its name ("Labor Day"; may be empty). */
	enum wall_day (*day)(const void *self, int32_t date, struct str *ret_name);
	const void *self;
};

#endif
