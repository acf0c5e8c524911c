/* cover_page: who stands in today, as people meet it.
 *
 *	/cover                           the schools one sees, and what is open there
 *	/schools/{school}/cover          the desk: who is away, who stands in, what is open
 *	/schools/{school}/cover/choose   who could take a class, with reasons
 *	/schools/{school}/cover/sheet    the day sheet in three views, to print and to copy
 *	/year/simulation                 how many labs take place when substitutes do not come
 *	/my/absence                      one's own absence, and where one stands in
 *
 * All works by links and forms, on a phone of 320 pixels too. No page asks why somebody is away,
 *and none shows who is away how often.
 */
#ifndef WEFT_PARTS_COVER_COVER_PAGE_H
#define WEFT_PARTS_COVER_COVER_PAGE_H

#include "kit/auth/auth.h"
#include "kit/html/elements.h"
#include "kit/html/form.h"
#include "parts/cover/cover_desk.h"
#include "parts/week/week_board.h"
#include "parts/year/year_board.h"

/* What the routes are mounted with. */
struct cover_part {
	struct auth *auth;
	struct db *db;
	struct year_boards *boards;
	struct week_boards *weeks;
	int64_t zone_id;
	const struct clock *clock;
};

/* When somebody is away: asked in a few words. */
struct cover_when_fields {
	struct form_choice part;
	struct form_field from, to;
};

/* A stretch of a class: somebody has it, or nobody. */
struct cover_line {
	struct str when, who, reasons;
	struct str id; /* of the pick; empty: nobody yet */
	struct str choose_url;
	bool acknowledged;
};

struct cover_card {
	struct str name, place; /* "Ivo Bui", "HH-3B, Room 111" */
	struct badge badge;
	const struct cover_line *line;
	size_t n;
	struct str absence_id; /* empty: a release, which is planned elsewhere */
	struct str lab_url;
};

struct cover_desk_page {
	struct page page;
	struct str csrf, action, date, date_words, base; /* base: "/schools/HH/cover" */
	struct page_link prior, today, next, sheet;
	struct str summary;
	struct badge badge;
	bool may_edit, no_school, has_open;
	struct form enter;
	struct form_choice person;
	struct cover_when_fields when;
	const struct cover_card *card;
	size_t n;
	const struct empty_state *empty;
	const struct str *cost; /* sentences: what learning time it takes */
	size_t n_costs;
	struct form swap;
	struct form_choice swap_a, swap_b; /* n 0: nothing to swap */
};

enum { COVER_FIRST_OFFERS = 6 };

struct cover_choose_page {
	struct page page;
	struct str csrf, action, date, section, start, end, lead;
	const struct page_link *stretch; /* whole, morning, afternoon */
	size_t n_stretches;
	struct form times;
	struct form_field from, to;
	struct str self;
	const struct cover_offer {
		struct str name, reasons, source, row;
		struct badge badge;
	} * offer;
	size_t n;
};

struct cover_sheet_page {
	struct page page;
	struct str date_words, text;
	struct table table;
	struct page_link prior, next, pdf;
	const struct empty_state *empty;
};

struct cover_mine_page {
	struct page page;
	struct str csrf;
	struct form enter;
	struct form_field date;
	struct cover_when_fields when;
	const struct cover_mine {
		struct str id, date, words;
		bool acknowledged;
	} * away, *cover;
	size_t n_away, n_cover;
	const struct empty_state *empty; /* nobody of the staff */
};

struct cover_list_page {
	struct page page;
	struct table table;
};

struct cover_simulate_page {
	struct page page;
	struct form form;
	struct form_field fill, permanent, seed;
	struct str summary;
	struct table table; /* n_rows 0: not asked yet */
};

/* Classes that need somebody, and how many of them have nobody for some of their time. */
struct cover_tally {
	size_t needs, open;
};

/* The tally of a school (ZONE_NONE: of all that one may see) on a date; for homes. */
bool cover_tally_on(const struct cover_part *part, struct http_request *request,
		    const struct year_board *board, uint32_t school, int32_t date,
		    struct cover_tally *ret, struct err *err);

extern const struct http_routes cover_routes;

#endif
