/* zone_format: the description of the zone folder, made from its table of files and columns.
 *
 * docs/zone-format.md is this text; a test compares the two.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_FORMAT_H
#define WEFT_PARTS_SCHOOL_ZONE_FORMAT_H

#include "base/arena.h"
#include "base/str.h"

/* Markdown. */
struct str zone_format_text(struct arena *arena);

#endif
