/* zone_base: what all rows of a zone have in common: references, lists, sets, strengths.
 *
 * Read zone.h first; it includes this.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_BASE_H
#define WEFT_PARTS_SCHOOL_ZONE_BASE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZONE_NONE  UINT32_MAX
#define ZONE_UNSET INT32_MIN

/* Indexes of rows of another table. Empty: all of them, unless the member says otherwise. */
struct zone_list {
	const uint32_t *at;
	size_t n;
};

/* Plain numbers: rotation days, turns. */
struct zone_numbers {
	const int32_t *at;
	size_t n;
};

/* Free words: certifications. */
struct zone_texts {
	const struct str *at;
	size_t n;
};

/* Sets of weekdays and the like have bit 1 << value: 1 << MONDAY. 0 means all. */

/* How much a rule counts. Must rules hold, or there is no plan; the others are traded. */
enum zone_strength { ZONE_MUST, ZONE_STRONG, ZONE_NICE };

/* Over what a number is counted. A cycle is once through a rotation. */
enum zone_per {
	ZONE_PER_DAY,
	ZONE_PER_WEEK,
	ZONE_PER_TWO_WEEKS,
	ZONE_PER_CYCLE,
	ZONE_PER_MONTH,
	ZONE_PER_YEAR,
};

/* Half days, also as bits of a set. */
enum zone_half { ZONE_AM, ZONE_PM };

#endif
