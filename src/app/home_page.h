/* home_page: "/", what each role sees first.
 *
 * A home is made of parts, and a person sees those that their roles open: their day (everybody who
 * teaches), the promises of a school (principal, leadership team), the teams of a coach, the
 * schools side by side (district leader), set-up and health (administrator). Every figure links to
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
	struct table schools; /* n_columns 0: not shown */
	const struct stat_tile *admin;
	size_t n_admin;
	const struct empty_state *empty;
};

extern const struct http_routes app_home_routes;

#endif
