/* held_page: "/data", what data is held and where, for everybody to read. */
#ifndef WEFT_APP_HELD_PAGE_H
#define WEFT_APP_HELD_PAGE_H

#include "app/app.h"
#include "app/held.h"
#include "kit/html/elements.h"

/* A thing that is held, with its elements. */
struct held_item {
	struct str id, title, what, who, kept, where;
	const struct table *columns; /* NULL: none are listed */
};

struct held_section {
	struct str title;
	const struct held_item *item;
	size_t n;
};

struct held_view {
	struct page page;
	const struct held_section *section;
	size_t n;
};

extern const struct http_routes held_routes;

#endif
