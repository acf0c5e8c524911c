/* page_shared: what the page functions of kit/auth share. */
#ifndef WEFT_KIT_AUTH_PAGE_SHARED_H
#define WEFT_KIT_AUTH_PAGE_SHARED_H

#include "kit/auth/auth_internal.h"
#include "kit/auth/auth_view.h"

/* A text, or the sentence of an error, in the language of the request. */
struct str page_say(const struct http_request *request, struct str english);
struct str page_error(const struct http_request *request, const struct err *err);

/* "2026-11-24 14:05" by the clock there (auth_time_zone(); NULL: "2026-11-24 22:05 UTC"), or a dash
 * for never. */
struct str page_instant(struct arena *arena, const struct time_zone *zone, int64_t utc_ms);

/* What was drawn becomes the body. */
void page_write(struct http_response *response, const struct html *html);

/* The frame of an administration page: with the tabs the person may use. */
struct page admin_frame(struct http_request *request, struct str title);

void page_flash(struct page *page, struct arena *arena, enum flash_kind kind, struct str text);

#endif
