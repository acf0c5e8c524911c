/* page: the frame around every page.
 *
 * A page's template begins with @call page_begin(&p->page) and ends with
 * @call page_end(&p->page) (page.html); between them stands the content of <main>.
 * The struct is filled once a request by the app (who is signed in, navigation by
 * role, theme, language) and completed by the page (title, crumbs).
 */
#ifndef WEFT_KIT_HTML_PAGE_H
#define WEFT_KIT_HTML_PAGE_H

#include "kit/html/html.h"

/* auto follows the device. */
enum page_theme { PAGE_THEME_AUTO, PAGE_THEME_LIGHT, PAGE_THEME_DARK };

/* How wide the content may grow: text lines stay readable, grids take the window. */
enum page_width { PAGE_TEXT, PAGE_WIDE };

struct page_link {
	struct str text, url;
	bool current;  /* this page, or the part of the site it lies in */
	int64_t count; /* what waits there; 0 shows nothing */
};

struct page_links {
	const struct page_link *at;
	size_t n;
};

enum flash_kind { FLASH_INFO, FLASH_DONE, FLASH_WARNING, FLASH_ERROR };

/* A message at the top of the page, about what has just been done. */
struct flash {
	enum flash_kind kind;
	struct str text;
	struct page_link link; /* what to do next; text empty: none */
};

struct page {
	struct str title; /* "Rooms": the h1 and, with place, the window's title */
	struct str place; /* school or zone, beside the mark: "Cedar Grove" */
	struct str lead;  /* a sentence below the title; may be empty */
	enum page_width width;
	enum page_theme theme;
	bool has_errors;          /* "Error: " goes before the window's title */
	unsigned refresh_seconds; /* without scripts the page is loaded again after; 0: never */
	bool bare;                /* no header and no heading: sign-in, prints */

	struct page_links nav;    /* the parts of the site this person may use */
	struct page_links crumbs; /* from the home page down to the page above this one */
	struct page_links tabs;   /* views of the same thing, below the title */

	struct str user;              /* the name of who is signed in; empty: nobody */
	struct page_links user_links; /* account, settings */
	struct str sign_out_url;      /* POST */
	struct str sign_in_url;       /* shown when nobody is signed in; may be empty */
	struct str csrf;              /* token of the session, for the forms of the frame */

	const struct flash *flash;
	size_t n_flash;

	struct str data_url; /* of the footer: what data is held; may be empty */
	struct str footer;   /* below the page and on each print: version, date */
};

#endif
