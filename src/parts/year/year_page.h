/* year_page: the year as people meet it.
 *
 *	/year                        the wall calendar: labs of all schools one may see
 *	/year/labs                   the labs by team
 *	/year/labs/{plan}/{number}   one lab: phases, who comes, cover, why here; moving it
 *	/year/labs/{..}/{..}/move    where it may go and why not elsewhere; hosts; lock
 *	/year/plan                   what breaks a rule; planning around the locks; undo
 *	/year/coaches                coaches; /year/coaches/{person} one's map of the year
 *
 * Who may see a school's year sees its labs; the pages leave out the other schools. All works by
 * links and forms.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_PAGE_H
#define WEFT_PARTS_YEAR_YEAR_PAGE_H

#include "kit/auth/auth.h"
#include "kit/html/chart.h"
#include "kit/html/elements.h"
#include "kit/html/form.h"
#include "kit/html/week_view.h"
#include "kit/http/events.h"
#include "parts/year/year_board.h"

/* Who covers a class on a date, as another part knows it. */
struct year_cover {
	struct str section; /* code */
	struct str who;     /* name */
	bool acknowledged;
};

struct year_covers {
	struct year_cover *at;
	size_t n;
};

/* What the routes are mounted with. */
struct year_pages {
	struct auth *auth;
	struct db *db;
	struct year_boards *boards;
	struct http_events *events;
	int64_t zone_id;
	const struct clock *clock;
	/* The cover of a date; NULL: nobody knows. */
	bool (*cover)(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		      int32_t date, struct year_covers *ret, struct err *err);
};

struct year_filters {
	struct form form;
	struct form_choice school, team, coach;
};

struct year_legend {
	enum time_kind kind;
	struct str code, name, url;
};

struct year_wall_page {
	struct page page;
	struct year_filters filters;
	struct str summary;
	struct badge badge;
	const struct wall_calendar *wall; /* NULL: none */
	const struct year_legend *legend;
	size_t n_legend;
	const struct empty_state *empty;
	struct str pdf_url; /* empty: none */
};

struct year_team_labs {
	struct str name;
	struct table table;
};

struct year_labs_page {
	struct page page;
	struct year_filters filters;
	struct str summary;
	const struct year_team_labs *team;
	size_t n;
	const struct empty_state *empty;
	struct str pdf_url;
};

struct year_fact {
	struct str name, text, url;
};

struct year_lab_page {
	struct page page;
	struct str when; /* "Tuesday, January 12, 2027" */
	struct badge badge;
	struct table phases, people, cover;
	const struct year_fact *why;
	size_t n_why;
	struct page_link prior, next; /* labs of the team; text empty: none */
	const struct year_fact *history;
	size_t n_history;
	struct str move_url; /* empty: may not */
};

/* A date to which a lab may go. */
struct year_move_date {
	struct str date, name, words; /* "2027-01-12", "Tue, Jan 12", what it means */
};

struct year_move_page {
	struct page page;
	struct str name, when, csrf, action, self, seen;
	bool past, locked;
	struct str lock_words;
	const struct year_move_date *best;
	size_t n_best, n_legal;
	const struct wall_calendar *wall;
	bool has_asked, asked_legal, asked_stands;
	struct str asked_date, asked_name, asked_words;
	const struct year_fact *reason;
	size_t n_reasons;
	const struct form_choice *host;
	size_t n_hosts;
};

struct year_plan_page {
	struct page page;
	struct str csrf;
	bool has_plan, has_labs;
	int64_t n_broken;
	const struct year_fact *fault;
	size_t n_faults;
	struct progress progress; /* label empty: nothing runs */
	struct str news_url, verdict;
	const struct year_fact *sentence; /* of the last run */
	size_t n_sentences;
	const struct year_fact *version;
	size_t n_versions;
	bool may_undo, may_redo;
};

struct year_coach_page {
	struct page page;
	struct str summary;
	const struct wall_calendar *wall;
	struct bar_chart load;
	struct table labs;
	struct str pdf_url;
};

struct year_coaches_page {
	struct page page;
	struct table table;
};

/* Whether somebody coaches at a school of the zone. */
bool year_is_coach(const struct zone *zone, uint32_t person);

extern const struct http_routes year_routes;

#endif
