/* etag: a name for the bytes of an answer, so that they are sent only once. */
#ifndef WEFT_KIT_HTTP_ETAG_H
#define WEFT_KIT_HTTP_ETAG_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A hash of the bytes, the same on every machine. Quick, not for secrets: who
 * can make two pages of one hash only deceives the cache of his own browser. */
uint64_t etag_hash(struct str bytes);

/* Whether an If-None-Match header names the tag (without quotes), compared
 * weakly as RFC 9110 asks, or is "*". */
bool etag_matches(struct str if_none_match, struct str tag);

#endif
