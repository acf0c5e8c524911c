/* style_page: every element of the site in all its states, at /style.
 *
 * What designers and testers look at: the checks of accessibility, of small windows
 * and of dark mode begin here. All names on it are made up.
 */
#ifndef WEFT_APP_STYLE_PAGE_H
#define WEFT_APP_STYLE_PAGE_H

#include "kit/html/chart.h"
#include "kit/html/form.h"
#include "kit/html/page.h"
#include "kit/html/week_view.h"
#include "kit/http/http.h"

/* What style_page.html draws. */
struct style_page {
	struct page page;
	const struct flash *flash;
	size_t n_flash;
	const struct stat_tile *tile;
	size_t n_tiles;
	struct week_view week;
	struct day_view day;
	struct wall_calendar wall;
	struct table table, empty_table;
	struct task_list tasks;
	struct form form;
	const struct form_field *text; /* the last one is a textarea */
	size_t n_text;
	struct form_choice select, radios, yes_no, boxes;
	struct form_check check;
	struct progress progress[2];
	struct disclosure disclosure, danger;
	const struct card *card;
	size_t n_cards;
	struct empty_state empty;
	struct pager pager;
	struct bar_chart bars;
	struct line_chart line;
	struct heat_strip heat;
	struct timeline timeline;
	struct html_safe note;
};

extern const struct http_routes style_routes;

#endif
