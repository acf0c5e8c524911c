/* What the page functions of this part share. */
#ifndef WEFT_PARTS_SCHOOL_SCHOOL_PAGE_INTERNAL_H
#define WEFT_PARTS_SCHOOL_SCHOOL_PAGE_INTERNAL_H

#include "kit/http/http.h"
#include "parts/school/school_page.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_store.h"

#define SCHOOL_PAGE(name) \
	bool name(struct http_request *request, struct http_response *response, struct err *err)

SCHOOL_PAGE(zone_page);
SCHOOL_PAGE(zone_setup_page);
SCHOOL_PAGE(zone_undo_send);
SCHOOL_PAGE(zone_file_page);
SCHOOL_PAGE(zone_file_send);
SCHOOL_PAGE(zone_file_csv);
SCHOOL_PAGE(zone_roster_page);
SCHOOL_PAGE(zone_roster_send);
SCHOOL_PAGE(school_page);
SCHOOL_PAGE(school_people_page);
SCHOOL_PAGE(school_classes_page);
SCHOOL_PAGE(school_teams_page);
SCHOOL_PAGE(school_days_page);
SCHOOL_PAGE(school_calendar_page);
SCHOOL_PAGE(school_rules_page);

/* A request about a school of a zone that is held. */
struct school_visit {
	struct http_request *request;
	const struct school_part *part;
	const struct zone_held *held;
	const struct zone *zone;
	uint32_t school; /* ZONE_NONE: none in the path */
};

/* Take the zone, and find the school of the path by code or number. Ends with school_end(). */
bool school_begin(struct http_request *request, struct school_visit *ret, struct err *err);
void school_end(const struct school_visit *visit);

/* Draw the view as the answer. */
void school_draw(struct http_request *request, struct http_response *response,
		 const struct school_view *view);

/* A text in the language of the request. */
struct str school_say(const struct http_request *request, const char *english);

/* The frame with the tabs of a school. */
struct page school_frame(const struct school_visit *visit, const char *title);

/* A table whose cells are filled in row by row. */
struct table_maker {
	struct arena *arena;
	struct table table;
	struct table_cell *cell;
	size_t n, cap; /* cells */
};

/* heads ends with NULL; a head that begins with # is a column of numbers. */
void table_make(struct table_maker *maker, const struct http_request *request, const char *caption,
		const char *const *heads);
struct table_cell *table_put(struct table_maker *maker, struct str text);
struct table table_made(struct table_maker *maker);

/* What is wrong, with file, line and column; and what an import would do (zone_preview.c). */
struct table school_problem_table(const struct http_request *request,
				  const struct zone_problems *problems);
struct table school_change_table(const struct http_request *request,
				 const struct zone_changes *changes);

#endif
