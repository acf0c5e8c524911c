/* What the page functions of this part share. */
#ifndef WEFT_PARTS_COVER_COVER_PAGE_INTERNAL_H
#define WEFT_PARTS_COVER_COVER_PAGE_INTERNAL_H

#include "kit/html/say.h"
#include "kit/http/http.h"
#include "parts/cover/cover_page.h"

#define COVER_PAGE(name) \
	bool name(struct http_request *request, struct http_response *response, struct err *err)

COVER_PAGE(cover_list_show);
COVER_PAGE(cover_desk_show);
COVER_PAGE(cover_enter_send);
COVER_PAGE(cover_change_send);
COVER_PAGE(cover_choose_show);
COVER_PAGE(cover_choose_send);
COVER_PAGE(cover_sheet_show);
COVER_PAGE(cover_simulate_show);
COVER_PAGE(cover_sheet_pdf);
COVER_PAGE(cover_mine_show);
COVER_PAGE(cover_mine_send);
COVER_PAGE(cover_mine_change_send);

/* A request about a day of cover. */
struct cover_visit {
	struct http_request *request;
	const struct cover_part *part;
	const struct year_board *board;
	const struct week_board *week; /* in force on the date; NULL: of another zone, or none */
	const struct zone *zone;
	const struct lang *lang;
	struct arena *arena;
	uint32_t school; /* ZONE_NONE: none in the path */
	int32_t today, minute, date;
};

/* Ends with cover_end(). The date is that of "date" in query or form, else today. */
bool cover_begin(struct http_request *request, struct cover_visit *ret, struct err *err);
void cover_end(const struct cover_visit *visit);

/* The week in force on a date, for desks that are opened; NULL where it is of another zone. Give it
 * back with week_boards_release(). */
bool cover_take_week(const struct cover_part *part, const struct year_board *board, int32_t date,
		     const struct week_board **ret, struct err *err);

struct str cover_say(const struct cover_visit *visit, const char *english);
struct str cover_say2(const struct cover_visit *visit, const char *english, struct html_arg a,
		      struct html_arg b);

/* What is read with a permission, and who changes with one. */
struct cover_view_of cover_look(const struct cover_visit *visit, enum access_permission permission);
struct cover_actor cover_hand(const struct cover_visit *visit, enum access_permission permission);

/* "/schools/HH/cover", and with the date. */
struct str cover_base(const struct cover_visit *visit);
struct str cover_date_url(const struct cover_visit *visit, struct str base, int32_t date);
/* The next day with students at the school, in steps of 1 or -1; the date itself beyond the year.
 */
int32_t cover_next_day(const struct cover_visit *visit, int32_t date, int step);

/* "8:05 am to 3:20 pm". */
struct str cover_span(const struct cover_visit *visit, int32_t start, int32_t end);
/* "HH-3B, Room 111". */
struct str cover_place(const struct cover_visit *visit, const struct cover_need *need);

/* Asking when: whole day, a half, from-to. What was typed stands there again. */
struct cover_when_fields cover_when_form(const struct cover_visit *visit);
/* Read it for a school and date; whole day: both 0. The error names the field. */
bool cover_when_read(const struct cover_visit *visit, uint32_t school, int32_t date,
		     int32_t *ret_start, int32_t *ret_end, struct form_error *ret_error);

/* Who one is in the zone, ZONE_NONE: nobody. */
bool cover_find_me(const struct cover_visit *visit, uint32_t *ret_person, struct err *err);

/* The day sheet as PDF: the table has four columns. */
struct cover_paper {
	struct str title, below, dated;
	const struct table *table;
};
bool cover_paper_write(struct arena *arena, const struct cover_paper *paper, struct str *ret,
		       struct err *err);

/* Faults that the person can do something about are drawn; the others are error pages. */
bool cover_is_theirs(const struct err *err);

#endif
