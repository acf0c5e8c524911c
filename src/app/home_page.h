/* home_page: "/", what each role sees first.
 *
 * A home is made of parts, and a person sees those that their roles open: their day and what comes
 * next (everybody who teaches), the promises of a school this week and this year with what needs
 * somebody today (principal, leadership team), the teams and next labs of a coach, cover
 * (substitute desk), the schools side by side with the pool (district leader), set-up and health
 * (administrator). Every figure links to
 * its rows; where there is nothing yet, the home teaches the first step.
 */
#ifndef WEFT_APP_HOME_PAGE_H
#define WEFT_APP_HOME_PAGE_H

#include "app/app.h"
#include "kit/html/elements.h"
#include "kit/html/week_view.h"

struct app_home {
	struct page page;
	bool has_day;
	struct day_view day;
	struct page_link week_link;
	struct str promises_title, side_title;
	const struct stat_tile *tile;
	size_t n_tiles;
	struct table schools;         /* n_columns 0: not shown */
	const struct stat_tile *year; /* labs and cover */
	size_t n_year;
	struct str year_title, labs_title; /* labs_title empty: not theirs */
	bool has_needs;                    /* a principal's "what needs me today" */
	struct task_list needs;
	const struct week_coming *coming, *lab; /* what comes next; a coach's labs */
	size_t n_coming, n_labs;
	struct page_link load_link; /* a coach's year; text empty: none */
	const struct stat_tile *admin;
	size_t n_admin;
	const struct empty_state *empty;
};

extern const struct http_routes app_home_routes;

#endif
