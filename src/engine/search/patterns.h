/* patterns: the ways in which a unit may be split.
 *
 * Internal to the search. A pattern is a list of durations that add up to the unit's.
 * Of all patterns those with the least required cost of SplitEvents and
 * DistributeSplitEvents stay, at most SEARCH_MAX_PATTERNS, cheapest (not required) first.
 */
#ifndef WEFT_ENGINE_SEARCH_PATTERNS_H
#define WEFT_ENGINE_SEARCH_PATTERNS_H

#include "engine/search/structure.h"

enum { SEARCH_MAX_PATTERNS = 48 };

/* Fill in the patterns of a unit; with whole, only the split of one part. */
void search_patterns(struct search_structure *structure, uint32_t unit, bool whole);

#endif
