/* asset: the files a page refers to, embedded in the program.
 *
 * The table is made at build time. A path carries the hash of its content
 * ("/assets/weft.3f2a9c01.css"), so it is answered with a year of caching and
 * never asked for again; a changed file has another path. The gzip form is made
 * at build time too, where it is smaller.
 */
#ifndef WEFT_KIT_HTTP_ASSET_H
#define WEFT_KIT_HTTP_ASSET_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct http_asset {
	struct str path; /* whole, from "/" */
	struct str type; /* "text/css; charset=utf-8" */
	struct str bytes;
	struct str gzip; /* empty where it would not be smaller */
	struct str etag; /* without quotes: the hash in hexadecimal */
};

struct http_assets {
	const struct http_asset *at; /* sorted by path, bytewise (checked at start) */
	size_t n;
};

/* Whether the table is sorted and whole. */
bool http_assets_check(const struct http_assets *assets, struct err *err);

/* NULL when there is none. */
const struct http_asset *http_asset_find(const struct http_assets *assets, struct str path);

#endif
