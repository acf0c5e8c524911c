/* week_page: the week as people meet it.
 *
 *	/schools/{school}/week      the school's week: specials of the rotation, a day, a class, a
 *person /week/plans                 the plans of the week: compare, copy, adopt /my/week, /my/day
 *one's own week; one's own day, for a phone
 *
 * and, for those who may plan, the editor on the first of them: pick a lesson and every day says
 * whether it may go there, why not, and what it would take along. All works by links and
 * forms; assets/week.js adds arrow keys and dragging.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_PAGE_H
#define WEFT_PARTS_WEEK_WEEK_PAGE_H

#include "kit/auth/auth.h"
#include "kit/html/elements.h"
#include "kit/html/form.h"
#include "kit/html/week_view.h"
#include "kit/http/events.h"
#include "parts/week/week_board.h"
#include "parts/week/week_conflict.h"
#include "parts/week/week_move.h"
#include "parts/week/week_place.h"

/* What other parts add to somebody's own day: labs, standing in. What of the week it takes the
 * place of is not shown. */
struct week_extra {
	struct view_block *at;
	size_t n, cap;
};

/* What comes next for them: a lab, time with the team. */
struct week_coming {
	struct str name, text, url;
};
struct week_comings {
	struct week_coming *at;
	size_t n, cap;
};

/* Either may be NULL. Texts live in the request's arena; the person is a code of people.csv. */
struct week_adder {
	bool (*day)(void *self, struct http_request *request, struct str person, int32_t date,
		    struct week_extra *ret, struct err *err);
	bool (*next)(void *self, struct http_request *request, struct str person, int32_t date,
		     struct week_comings *ret, struct err *err);
	void *self;
};

/* What the routes are mounted with. */
struct week_part {
	struct auth *auth;
	struct db *db;
	struct week_boards *boards;
	struct http_events *events;
	int64_t zone_id;
	const struct clock *clock;
	struct week_adder adder; /* of parts that come after this one */
};

/* One lesson in the grid of the rotation, or a gap. */
struct grid_cell {
	struct str name, detail; /* "MU", "Ortiz" */
	struct str full;         /* "Music for HH-3A, day 4, with Maya Ortiz" */
	struct str url;          /* picks it; empty: nothing to pick */
	bool picked, locked, faded, changed, overruled;
	const struct week_target *target; /* where the picked one may go; NULL: not asked */
};

struct grid_row {
	struct str name, detail, url; /* the class and its teacher */
	const struct grid_cell *cell; /* one a day */
};

/* The classes of a grade. */
struct grid_group {
	struct str name, detail; /* "Grade 3", "10:50–11:40 · 500 min together" */
	struct badge badge;
	const struct grid_row *row;
	size_t n;
};

struct grid_day {
	struct str name, detail; /* "Day 4", "Early-release Friday" */
	struct str url;
	bool today;
};

struct picked_fact {
	struct str name, text;
};

struct week_page {
	struct page page;
	struct form filter;
	struct form_choice filter_grade, filter_person, filter_subject, filter_room;
	struct str summary; /* what is shown, and what not */

	const struct grid_day *day; /* of the grid */
	size_t n_days;
	const struct grid_group *group;
	size_t n_groups;

	struct week_view week; /* instead of the grid, where it has columns */
	const struct empty_state *empty;

	/* The editor. */
	bool may_edit, may_adopt;
	bool may_suggest;              /* instead of editing: what is picked becomes a suggestion */
	struct page_link suggest_link; /* to the plan in which one can; text empty: none */
	struct str csrf, action, plan_id, back_url; /* action: "/schools/HH/week" */
	struct str revision;                        /* of the plan as it is drawn */
	struct str plan_name, plan_note;
	struct str zoom;                  /* "small", "large" or empty: a class of the page */
	struct page_link smaller, larger; /* text empty: it is that already */
	struct badge plan_badge;
	bool has_picked;
	struct str picked_name, picked_line, picked_seen, lock_words;
	bool picked_locked;
	const struct picked_fact *fact;
	size_t n_facts;
	struct week_targets best; /* sorted, legal */
	struct week_targets all;
	struct week_places places, places_best, places_barred; /* of what has a place in a day */
	struct week_places stand_ins, rooms;
	const struct str *stand_in_code, *room_code;
	struct str view, shown_grade, shown_day, shown_class, shown_person; /* to come back to */
	struct str typed_why;           /* of a form that could not be taken */
	int32_t typed_start, typed_day; /* ZONE_UNSET, 0: none */
	bool overruled;                 /* what is picked */
	const struct str *broken;       /* sentences of what does not hold there */
	size_t n_broken;
	const struct week_step *step;
	const struct str *step_when;
	size_t n_steps;
	struct progress progress; /* label empty: no plan is being made */
	struct str news_url;      /* of that */
	struct str after_url;     /* where it is told how it ended */
};

struct day_page {
	struct page page;
	const struct week_coming *coming; /* the next learning events */
	size_t n_coming;
	struct day_view today;
	struct str note; /* "Day 7 of the rotation · early release" */
	struct day_view tomorrow;
	struct week_view week;
	const struct empty_state *empty;
	struct page_link prior, next;
};

/* A plan that was put in force. */
struct force_row {
	struct str id, what, who, note; /* "Harbor Hill: First plan, from Sep 1, 2026 on" */
	struct badge badge;
	bool may_withdraw;
};

struct plans_page {
	struct page page;
	struct str csrf;
	bool may_copy, may_adopt;
	struct table table;
	const struct plan_row {
		struct str id, name, when, url;
		struct str report;      /* the first of its sentences */
		const struct str *note; /* the others */
		size_t n_notes;
		struct str compare_url; /* beside what is in force */
		struct badge badge;
	} * row;
	size_t n;
	const struct force_row *force;
	size_t n_force;
	const struct empty_state *empty;
};

/* From when on, and where, a plan shall be in force. */
struct adopt_page {
	struct page page;
	struct form form;
	struct str plan_id;
	struct form_choice school;
	struct form_field from_date, note;
};

/* One suggestion, as the list shows it. */
struct proposal_row {
	struct str id, title; /* "Music for HH-3A, day 2: to day 4" */
	struct str by, why;
	struct str effect; /* what it would mean now, or why it cannot be any more */
	struct badge gain, state;
	struct str plan_url, plan_name;
	bool open, possible, mine;
	const struct voice_row {
		struct str who, words;
		bool in_favor;
	} * voice;
	size_t n_voices;
	struct str decided; /* "Accepted by Ann Lee on May 4" */
	struct str answer;
};

struct proposals_page {
	struct page page;
	struct str csrf, action;
	bool may_decide;
	const struct proposal_row *row; /* the open ones first */
	size_t n, n_open;
	const struct empty_state *empty;
	struct str week_url;
};

/* A trade that somebody is about to suggest. */
struct suggest_page {
	struct page page;
	struct form form;
	struct str title, effect;
	struct badge gain;
	struct str line, seen, plan_id, wish_name, wish_value;
	struct form_field why;
};

/* A plan in the making, the draft that it became, or why there is none. */
struct job_page {
	struct page page;
	struct str csrf, action, news_url, message;
	struct str tried; /* rows of the zone that differ, in words */
	struct str plan_url, compare_url, back_url;
	struct progress progress; /* label empty: it has ended */
	struct week_kept_conflict *conflict;
	size_t n_conflicts;
};

/* The day of whoever asks, for their home; *ret_found false: they are not one of the staff, or
 * there is no plan. The blocks live in the request's arena and name the board's texts. */
bool week_day_of(const struct week_part *part, struct http_request *request,
		 const struct week_board *board, struct day_view *ret, bool *ret_found,
		 struct err *err);

/* What comes next for whoever asks, from today on: time with their team, and what other parts add
 * (labs). None for somebody who is not one of the staff. */
bool week_coming_of(const struct week_part *part, struct http_request *request,
		    const struct week_board *board, struct week_comings *ret, struct err *err);

/* The tabs of one's own pages, of which some belong to parts that come after this one; current is
 * the path of the page. */
struct page_links week_own_tabs(struct http_request *request, const char *current);

extern const struct http_routes week_routes;

#endif
