/* spool: bytes that arrive piece by piece, of any size.
 *
 * Up to SPOOL_MEMORY bytes stay in the arena; more go to a temporary file
 * without a name (in $TMPDIR, else /var/tmp), which is mapped at the end. The
 * result is one struct str either way, good until spool_free().
 */
#ifndef WEFT_KIT_HTTP_SPOOL_H
#define WEFT_KIT_HTTP_SPOOL_H

#include "base/err.h"
#include "base/text.h"

enum { SPOOL_MEMORY = 256 << 10 };

struct spool {
	struct text memory;
	int fd; /* -1 while in memory */
	size_t len;
	void *map; /* of len bytes, or NULL */
};

void spool_init(struct spool *spool, struct arena *arena);
bool spool_put(struct spool *spool, struct str bytes, struct err *err);
bool spool_finish(struct spool *spool, struct str *ret, struct err *err);
void spool_free(struct spool *spool);

#endif
