/* What the page functions of this part share. */
#ifndef WEFT_PARTS_WEEK_WEEK_PAGE_INTERNAL_H
#define WEFT_PARTS_WEEK_WEEK_PAGE_INTERNAL_H

#include "kit/html/say.h"
#include "kit/http/http.h"
#include "parts/week/week_adopt.h"
#include "parts/week/week_page.h"

#define WEEK_PAGE(name) \
	bool name(struct http_request *request, struct http_response *response, struct err *err)

WEEK_PAGE(week_school_page);
WEEK_PAGE(week_move_send);
WEEK_PAGE(week_place_send);
WEEK_PAGE(week_lock_send);
WEEK_PAGE(week_undo_send);
WEEK_PAGE(week_copy_send);
WEEK_PAGE(week_adopt_page);
WEEK_PAGE(week_adopt_send);
WEEK_PAGE(week_withdraw_send);
WEEK_PAGE(week_news_page);
WEEK_PAGE(week_since_page);
WEEK_PAGE(week_plans_page);
WEEK_PAGE(week_suggest_page);
WEEK_PAGE(week_suggest_send);
WEEK_PAGE(week_proposals_page);
WEEK_PAGE(week_voice_send);
WEEK_PAGE(week_decide_send);
WEEK_PAGE(week_take_back_send);
WEEK_PAGE(week_solve_send);
WEEK_PAGE(week_job_news);
WEEK_PAGE(week_job_page);
WEEK_PAGE(week_remedy_send);
WEEK_PAGE(week_job_stop);
WEEK_PAGE(week_my_week_page);
WEEK_PAGE(week_my_day_page);
WEEK_PAGE(week_calendars_page);
WEEK_PAGE(week_calendars_make);
WEEK_PAGE(week_calendars_end);
WEEK_PAGE(week_print_page);
WEEK_PAGE(week_print_sheet);
WEEK_PAGE(week_export_file);
WEEK_PAGE(week_compare_page);

/* A request about a plan that is held; school ZONE_NONE where the path has none. */
struct week_visit {
	struct http_request *request;
	const struct week_part *part;
	const struct week_board *board;
	const struct zone *zone;
	const struct lang *lang;
	struct arena *arena;
	uint32_t school;
	/* Of whoever edits: what is added to to pick a booking; empty: nothing can be picked. */
	struct str pick_url;
	uint32_t picked; /* meaningful where pick_url is not empty; ZONE_NONE: nothing */
};

/* Take the board of the plan that "plan" of query or form names (none: the adopted one). Ends
 * with week_end(). */
bool week_begin(struct http_request *request, struct week_visit *ret, struct err *err);
void week_end(const struct week_visit *visit);

struct str week_say(const struct week_visit *visit, const char *english);

/* What ?done= says was done, of those that a page knows; false: nothing. */
struct week_done {
	const char *done, *text;
};
bool week_said(const struct week_visit *visit, const struct week_done *at, size_t n,
	       struct flash *ret);
/* "{1}" and "{2}" filled in. */
struct str week_say2(const struct week_visit *visit, const char *english, struct html_arg a,
		     struct html_arg b);

/* The frame with the tabs of a school's week: view is "specials", "day", "class",
 * "proposals" or "print". */
struct page week_frame(const struct week_visit *visit, struct str title, const char *view);

/* What somebody asks the week page for. */
struct week_asked {
	uint32_t grade, person, subject, room, section;
	int32_t day;   /* of the rotation; 0: not said */
	uint32_t line; /* picked; ZONE_NONE: nothing */
	int zoom;      /* -1 small, 0 as usual, 1 large */
	enum { WEEK_VIEW_SPECIALS, WEEK_VIEW_DAY, WEEK_VIEW_CLASS } view;
};
struct week_asked week_asked_of(const struct week_visit *visit);

/* The page with its filters and view, but without what is picked. */
struct str week_back_url(const struct week_visit *visit, const struct week_asked *asked);

/* Whether somebody of the school may pick it at all: a special, or whatever has its place in a day
 * of the school. Meetings across schools are nobody's alone. */
bool week_may_pick(const struct week_visit *visit, const struct week_booking *booking);
/* Whether it was placed in spite of a must: locked by hand where something does not hold. */
bool week_is_overruled(const struct week_visit *visit, uint32_t line);

/* The rotation of a school's specials, or ZONE_NONE. */
uint32_t week_school_rotation(const struct zone *zone, uint32_t school);
/* Today there, its minute, and the day of the rotation (0: none). */
int32_t week_today(const struct week_visit *visit, int32_t *ret_minute);
int32_t week_rotation_day(const struct week_visit *visit, uint32_t school, int32_t date);

/* The block as it is drawn; for whom says what goes into its detail. */
struct view_block week_block(const struct week_visit *visit, uint32_t line, bool for_class);
/* The colour of a booking. Own planning is not team time, also where the staff has it together. */
enum time_kind week_time_kind(const struct zone *zone, const struct week_booking *b);

/* Draw the school's week; the flash, where its text is not empty, stands on top. */
bool week_draw(const struct week_visit *visit, struct http_response *response,
	       const struct week_asked *asked, const struct flash *flash, struct err *err);

/* The columns of the views to scale. */
void week_fill_day(const struct week_visit *visit, const struct week_asked *asked,
		   struct week_view *ret);
void week_fill_days(const struct week_visit *visit, const struct week_asked *asked,
		    struct week_view *ret);

/* What is in force today and what was ever adopted, for badges and lists. */
struct week_force {
	struct week_adoption *all; /* newest first */
	size_t n;
	struct week_holding holding;
	int32_t today;
};
bool week_force_of(const struct week_visit *visit, struct week_force *ret, struct err *err);
struct badge week_state_badge(const struct week_visit *visit, const struct week_force *force,
			      int64_t scenario_id);
/* The list of adoptions on the page of plans. */
bool week_fill_force(const struct week_visit *visit, const struct week_force *force,
		     struct plans_page *page, struct err *err);
/* The school whose week one looks at from a page of all schools: one's own, else the first. */
struct str week_a_school(const struct week_visit *visit, struct err *err);
void week_go_to_plan(const struct week_visit *visit, struct http_response *response, int64_t id,
		     const char *done);

/* The plan in the making, if any; its label is empty otherwise. And where its news come from. */
bool week_find_job(const struct week_visit *visit, struct progress *ret, struct err *err);
bool week_job_news_url(const struct week_visit *visit, struct str *ret, struct err *err);

/* What the pages that change a plan share. */
struct week_edit week_edit_of(const struct week_visit *visit);
struct str week_line_of(const struct week_visit *visit, const struct week_booking *b);
/* The picked booking is still what the reader of the form saw (field "seen"). */
bool week_check_seen(const struct week_visit *visit, const struct week_asked *asked,
		     struct err *err);
void week_go_back(const struct week_visit *visit, struct http_response *response,
		  const struct week_asked *asked, const char *done);
/* Tell every page that shows the plan what was changed. */
void week_tell(const struct week_visit *visit);
/* Whether this very change was made before: a browser that got no answer sends it again. */
bool week_was_made(const struct week_visit *visit);
/* After a change that was not made: the page again with why, where a person can act on it. */
bool week_refuse(struct http_request *request, struct http_response *response, struct err *err);
/* A reason that must be given, of the field "why". */
bool week_read_why(const struct week_visit *visit, struct str *ret, struct err *err);

/* Where the picked booking may go within its day, and who or what room else. */
void week_fill_places(const struct week_visit *visit, const struct week_asked *asked,
		      struct week_page *page);

/* The panel beside the grid for what is picked, changes, undo. */
bool week_fill_editor(const struct week_visit *visit, const struct week_asked *asked,
		      struct week_page *page, struct err *err);

#endif
