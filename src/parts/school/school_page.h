/* school_page: the pages of the zone and its schools.
 *
 *	/zone                    schools, history, undo of the last import
 *	/zone/setup              the nine steps from an empty zone to a whole one
 *	/zone/roster             staff and classes from a OneRoster file
 *	/zone/files/{file}       any table: its rows, and rows pasted from a spreadsheet
 *	/schools/{school}        a school at a glance; /people /classes /teams /days /calendar
 * /rules
 *
 * All read the zone from a cache, which holds it whole; all writing is an import of changed files,
 *so that a page can do no more and no less than the commands.
 */
#ifndef WEFT_PARTS_SCHOOL_SCHOOL_PAGE_H
#define WEFT_PARTS_SCHOOL_SCHOOL_PAGE_H

#include "kit/auth/auth.h"
#include "kit/html/elements.h"
#include "kit/html/form.h"
#include "kit/html/week_view.h"
#include "parts/school/zone_cache.h"

/* What the routes are mounted with. */
struct school_part {
	struct auth *auth;
	struct db *db;
	struct zone_cache *cache;
	int64_t zone_id;
	const struct clock *clock;
};

/* What a form sends on unseen. */
struct school_kept {
	struct str name, value;
};

/* What school_page.html draws: whatever is there, in this order. */
struct school_view {
	struct page page;
	const struct stat_tile *tile;
	size_t n_tiles;
	struct task_list tasks;
	struct week_view week;            /* n 0: none */
	const struct wall_calendar *wall; /* NULL: none */
	const struct empty_state *empty;  /* NULL: none */
	const struct table *table;
	size_t n_tables;
	struct str text;        /* before the form */
	struct form form;       /* action empty: none */
	struct form_field rows; /* label empty: none */
	struct form_check replace;
	struct form_field file, roles; /* of a roster; label empty: none */
	struct form save;              /* a form that only sends on what was looked at; action
					* empty: none */
	const struct school_kept *kept;
	size_t n_kept;
	struct page_link more; /* text empty: none */
};

extern const struct http_routes school_routes;

/* Links of the navigation, for struct auth_options. */
void school_navigate(void *self, const struct http_request *request, const struct auth_user *user,
		     struct page_links *ret);

#endif
