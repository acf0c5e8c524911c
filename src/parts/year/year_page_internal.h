/* What the page functions of this part share. */
#ifndef WEFT_PARTS_YEAR_YEAR_PAGE_INTERNAL_H
#define WEFT_PARTS_YEAR_YEAR_PAGE_INTERNAL_H

#include "kit/html/say.h"
#include "kit/http/http.h"
#include "parts/year/year_page.h"

#define YEAR_PAGE(name) \
	bool name(struct http_request *request, struct http_response *response, struct err *err)

YEAR_PAGE(year_wall_show);
YEAR_PAGE(year_labs_show);
YEAR_PAGE(year_lab_show);
YEAR_PAGE(year_wall_pdf);
YEAR_PAGE(year_labs_pdf);
YEAR_PAGE(year_coach_pdf);
YEAR_PAGE(year_move_show);
YEAR_PAGE(year_change_send);
YEAR_PAGE(year_plan_show);
YEAR_PAGE(year_undo_send);
YEAR_PAGE(year_solve_send);
YEAR_PAGE(year_job_news);
YEAR_PAGE(year_job_stop);
YEAR_PAGE(year_coaches_show);
YEAR_PAGE(year_coach_show);

/* A request about the year that is held. */
struct year_visit {
	struct http_request *request;
	const struct year_pages *part;
	const struct year_board *board;
	const struct zone *zone;
	const struct lang *lang;
	struct arena *arena;
	const bool *sees, *edits; /* by school */
};

/* Ends with year_end(). */
bool year_begin(struct http_request *request, struct year_visit *ret, struct err *err);
void year_end(const struct year_visit *visit);

struct str year_say(const struct year_visit *visit, const char *english);
struct str year_say2(const struct year_visit *visit, const char *english, struct html_arg a,
		     struct html_arg b);

/* May this lab be seen, and changed? Labs of teams across schools: by who sees every school. */
bool year_sees_lab(const struct year_visit *visit, size_t lab);
bool year_edits_lab(const struct year_visit *visit, size_t lab);

/* The lab of the path. ERR_NOT_FOUND, also where one may not see it. */
bool year_lab_asked(const struct year_visit *visit, size_t *ret, struct err *err);
struct str year_lab_url(const struct year_visit *visit, size_t lab);

/* "3 MA 2": the team's code without its school, the subject, the round. */
struct str year_lab_code(const struct year_visit *visit, size_t lab);
struct str year_team_code(const struct year_visit *visit, uint32_t team);

/* The frame with the tabs of the year: "calendar", "labs", "coaches" ... */
struct page year_frame(const struct year_visit *visit, struct str title, const char *tab);

/* What is asked for; ZONE_NONE: everything. */
struct year_asked {
	uint32_t school, team, coach;
};
struct year_asked year_asked_of(const struct year_visit *visit);
struct year_filters year_filters_of(const struct year_visit *visit, const struct year_asked *asked);
bool year_is_asked(const struct year_visit *visit, const struct year_asked *asked, size_t lab);
/* "?school=HH&team=HH-3" of what is asked, "" for everything. */
struct str year_asked_query(const struct year_visit *visit, const struct year_asked *asked);

/* Today where the schools are. */
int32_t year_today(const struct year_visit *visit);

/* The colour of a lab's team: of the school where schools stand side by side. */
enum time_kind year_tone(const struct year_visit *visit, bool by_school, size_t lab);

/* Whether somebody attends a lab besides the team. */
bool year_attends(const struct zone *zone, const struct year_lab *lab, uint32_t person);

/* The calendar of the asked labs; other bookings of the coach too, where one is asked for. */
const struct wall_calendar *year_wall_of(const struct year_visit *visit,
					 const struct year_asked *asked);

/* "HH-3A 10:50, HH-3B 1:05": the classes in which the team teaches, and when. */
struct str year_lessons(const struct year_visit *visit, size_t lab);

/* The labs of a team that are asked for, by date, those without one last, into an array of all
 * labs; how many. */
size_t year_labs_of_team(const struct year_visit *visit, const struct year_asked *asked,
			 uint32_t team, size_t *ret);

/* The coach of the path; ERR_NOT_FOUND, also where one may not see them. And the minutes of their
 * labs and other learning time from one date to another, both inside. */
bool year_coach_asked(const struct year_visit *visit, uint32_t *ret, struct err *err);
int64_t year_load_of(const struct year_visit *visit, uint32_t person, int32_t from, int32_t to);

#endif
