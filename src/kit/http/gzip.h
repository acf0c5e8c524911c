/* gzip: send text in less.
 *
 * A deflate state is a quarter of a megabyte to set up, so states are kept and
 * used again; a pool has as many as threads have needed at once.
 */
#ifndef WEFT_KIT_HTTP_GZIP_H
#define WEFT_KIT_HTTP_GZIP_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

enum { GZIP_MIN = 1024 }; /* smaller bodies fit one packet anyway */

struct gzip_pool;

struct gzip_pool *gzip_pool_create(void);
void gzip_pool_destroy(struct gzip_pool *pool);

/* The gzip form of a text, or an empty str when it would not be smaller. */
struct str gzip_pack(struct gzip_pool *pool, struct arena *arena, struct str text);

/* Whether an Accept-Encoding header takes gzip. */
bool gzip_accepted(struct str accept_encoding);

/* Whether a content type is text that packs well. */
bool gzip_worth(struct str type);

#endif
