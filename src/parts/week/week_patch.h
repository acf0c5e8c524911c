/* week_patch: a zone with a few rows changed, to try what that would do.
 *
 * A remedy ("the two grades trade their blocks") is a change of the zone's rows. A scenario that
 * tries it keeps the change as text, one row a line: "-grade_blocks<TAB>HH,2,,B3," goes,
 * "+grade_blocks<TAB>HH,2,,B4," comes. The zone itself is not touched; whoever adopts such a plan
 * must first make the change there. Patches follow one another when their texts do. Pure.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_PATCH_H
#define WEFT_PARTS_WEEK_WEEK_PATCH_H

#include "parts/school/zone_folder.h"

/* The rows that differ; empty: none. */
struct str week_patch_of(struct arena *arena, const struct zone *from, const struct zone *to);

/* ERR_INVALID: the rows do not make a zone, or name a file that there is not. A row that goes and
 * is gone already, or comes and is there already, is no error. */
bool week_patch_apply(struct arena *arena, const struct zone *from, struct str patch,
		      const struct zone **ret, struct err *err);

/* Whether the zone has all rows that come and none that go: then the patch changes nothing. */
bool week_patch_is_made(struct arena *arena, const struct zone *zone, struct str patch);

/* "grade_blocks.csv: HH,2,,B4," one a line, for people: what comes, and what goes alone. */
struct str week_patch_words(struct arena *arena, struct str patch);

#endif
