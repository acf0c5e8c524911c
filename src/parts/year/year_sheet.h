/* year_sheet: the year on paper, as PDF: the wall calendar on one page, the labs of each school on
 * a page, a coach's map with the load of each week. Greys and words alone carry the meaning.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_SHEET_H
#define WEFT_PARTS_YEAR_YEAR_SHEET_H

#include "kit/formats/pdf/pdf.h"
#include "kit/html/week_view.h"

/* What stands on every sheet. */
struct year_sheet_frame {
	struct str title, below, dated;
	const struct lang *lang;
	enum pdf_paper paper;
};

/* What came out, for whoever checks that it fits. */
struct year_sheet_facts {
	size_t pages, cuts; /* cuts: texts that did not fit */
};

/* The calendar, on one page. load: words at the end of each week by its Monday; NULL: none. */
struct year_sheet_load {
	struct str (*of)(const void *self, int32_t monday);
	const void *self;
	struct str head; /* "Load" */
};
bool year_sheet_wall(struct arena *arena, const struct year_sheet_frame *frame,
		     const struct wall_calendar *wall, const struct year_sheet_load *load,
		     struct str *ret, struct year_sheet_facts *ret_facts, struct err *err);

/* Cards of rows: a team and its labs. */
struct year_sheet_row {
	struct str cell[4];
};
struct year_sheet_card {
	struct str title;
	const struct year_sheet_row *row;
	size_t n;
};
/* Cards side by side in two columns, a page for each group. */
struct year_sheet_group {
	struct str title;
	const struct year_sheet_card *card;
	size_t n;
};
bool year_sheet_cards(struct arena *arena, const struct year_sheet_frame *frame,
		      const struct year_sheet_group *group, size_t n, struct str *ret,
		      struct year_sheet_facts *ret_facts, struct err *err);

#endif
