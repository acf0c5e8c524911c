/* week_sheet: the week on paper, as PDF: each sheet one page, dated, in greys and words alone.
 *
 *	poster   a school's day: a row a class, time across
 *	lunch    a school's lunch and recess: who eats and plays when, and the seats
 *	team     a team's days: planning together, meetings, where its classes are
 *	person   a teacher's or specialist's days
 *	class    a class's days
 *	room     the sign on a door
 *
 * Days are those of the rotation (week_columns.h). Without whose, person, class, team and room give
 * a sheet for each of the school that has something in its week, in one file.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_SHEET_H
#define WEFT_PARTS_WEEK_WEEK_SHEET_H

#include "kit/formats/pdf/pdf.h"
#include "parts/week/week.h"
#include "parts/week/week_words.h"

enum week_sheet_kind {
	WEEK_SHEET_POSTER,
	WEEK_SHEET_LUNCH,
	WEEK_SHEET_TEAM,
	WEEK_SHEET_PERSON,
	WEEK_SHEET_CLASS,
	WEEK_SHEET_ROOM,
};
enum { WEEK_N_SHEETS = WEEK_SHEET_ROOM + 1 };

/* "poster", "lunch" ... */
const char *week_sheet_name(enum week_sheet_kind kind);
bool week_sheet_from_name(struct str name, enum week_sheet_kind *ret);

struct week_sheet {
	enum week_sheet_kind kind;
	uint32_t school;
	uint32_t shape;          /* of a poster; ZONE_NONE: of each day of the rotation */
	struct week_whose whose; /* all ZONE_NONE: everyone of the school */
	enum pdf_paper paper;
	struct str dated;        /* at the foot: "Made on ..., First plan, version 3" */
	const struct lang *lang; /* NULL: English */
};

/* What came out, for whoever checks that it fits. */
struct week_sheet_facts {
	size_t pages, cuts; /* cuts: texts that did not fit */
};

/* ERR_NOT_FOUND when there is nothing to put on a sheet. ret_facts may be NULL. */
bool week_sheet_write(struct arena *arena, const struct week_plan *plan,
		      const struct week_sheet *sheet, struct str *ret,
		      struct week_sheet_facts *ret_facts, struct err *err);

/* Eight letters that name the bookings of a plan: another plan has others. */
struct str week_plan_mark(struct arena *arena, const struct week_plan *plan);

#endif
