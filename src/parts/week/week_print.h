/* week_print: the week on paper and in files, from its pages.
 *
 *	/schools/{school}/week/print             what there is, to choose from
 *	/schools/{school}/week/print/{sheet}     a PDF: ?of=teams/HH-3&paper=letter
 *	/schools/{school}/week/export/{format}   csv, json, xlsx or xhstt
 *
 * Whoever may read the week prints the school's sheets, those of specialists, and their own card;
 * the cards of other people are for those who plan the week or find cover.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_PRINT_H
#define WEFT_PARTS_WEEK_WEEK_PRINT_H

#include "kit/html/elements.h"
#include "kit/html/page.h"

struct print_choice {
	struct str value, text;
};

/* One kind of sheet, and what it may be of. */
struct print_sheet {
	struct str name, url;
	struct str title, text, label, all; /* all: "Every team" */
	const struct print_choice *choice;  /* n 0: of the whole school */
	size_t n;
};

struct print_page {
	struct page page;
	const struct empty_state *empty;
	struct str plan_id, export_url;
	const struct print_sheet *sheet;
	size_t n;
	bool may_export;
};

#endif
