/* What the sheets of the week share. */
#ifndef WEFT_PARTS_WEEK_WEEK_SHEET_INTERNAL_H
#define WEFT_PARTS_WEEK_WEEK_SHEET_INTERNAL_H

#include "base/vec.h"
#include "kit/html/say.h"
#include "parts/week/week_columns.h"
#include "parts/week/week_sheet.h"

/* Points: the border, the head with the title, the foot with the date. */
enum { SHEET_LINES = 12, SHEET_MARGIN = 30, SHEET_HEAD = 50, SHEET_FOOT = 16 };

struct sheet {
	struct arena *arena;
	const struct week_plan *plan;
	const struct zone *zone;
	const struct week_sheet *asked;
	struct pdf *pdf;
	bool begun;       /* a page has something on it */
	uint32_t subject; /* of all specials on the page, ZONE_NONE: several */
	double letter;    /* how large letters are: 1 on Letter paper */
};

struct str sheet_say(const struct sheet *sheet, const char *english);

/* Begin a page: title, line below it, foot. What is left for the rest. */
struct pdf_box sheet_page(struct sheet *sheet, struct str title, struct str below);

/* How dark a kind of time is: lighter than any letter. */
double sheet_grey(enum week_kind kind);

/* Time across or down: minutes of a day on a stretch of paper. */
struct sheet_scale {
	double at, per_minute; /* points */
	int32_t first, last;   /* minutes from midnight, whole half hours */
};
struct sheet_scale sheet_scale_of(double at, double length, int32_t first, int32_t last);
double sheet_place(const struct sheet_scale *scale, int32_t minute);
struct str sheet_time(struct arena *arena, int32_t minute);
struct str sheet_span(struct arena *arena, int32_t start, int32_t end);

/* "3A": the code of a class without that of its school. */
struct str sheet_class(const struct zone *zone, uint32_t section);

/* One block of a day. Blocks that overlap stand side by side, but those of turns (staff time),
 * which are never on one date, become one. */
struct sheet_block {
	int32_t start, end;
	enum week_kind kind;
	struct pdf_line line[SHEET_LINES]; /* what, then what else */
	size_t n;
	int32_t turns; /* happens on some of so many such days; 0: on each */
};
struct sheet_blocks {
	struct sheet_block *at;
	size_t n, cap;
};
void sheet_add_line(struct sheet_block *block, struct str text, bool bold, bool spare);

/* What happens on some of such days, which, and of how many: "2, 4: Team time" below "Of 8 such
 * days". One line, for sheet_draw_days to join with those of the same time. */
struct str sheet_turn(const struct sheet *sheet, const struct week_booking *b, struct str what);

/* The days side by side, time down. */
void sheet_draw_days(struct sheet *sheet, const struct pdf_box *box,
		     const struct week_columns *columns, struct sheet_blocks *blocks);

/* The pages of each kind; false: nothing to show, no page was begun. */
bool sheet_person(struct sheet *sheet, const struct week_whose *whose);
bool sheet_team(struct sheet *sheet, uint32_t team);
bool sheet_poster(struct sheet *sheet, uint32_t shape);
bool sheet_lunch(struct sheet *sheet);

#endif
