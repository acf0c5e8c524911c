/* time_zone: the clock on the wall of a school, by the system's zone data.
 *
 * A school's times are local: minutes of a date, in the zone of its site. This
 * module turns them into instants (UTC milliseconds) and back. It reads the
 * system's compiled zone files itself, so that no thread touches the process's
 * environment and each zone is a value of its own.
 *
 * A zone is immutable after loading and may be used by many threads.
 */
#ifndef WEFT_BASE_TIME_ZONE_H
#define WEFT_BASE_TIME_ZONE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct time_zone;

/* Load a zone by its IANA name ("America/Los_Angeles") from /usr/share/zoneinfo. It lives
 * in the arena. ERR_INVALID for a name that cannot be one, ERR_NOT_FOUND for an unknown one. */
bool time_zone_load(struct arena *arena, struct str name, const struct time_zone **ret,
		    struct err *err);

/* The same from the bytes of a TZif file; the zone keeps nothing of them. */
bool time_zone_read(struct arena *arena, struct str bytes, const struct time_zone **ret,
		    struct err *err);

/* UTC itself. */
const struct time_zone *time_zone_utc(void);

/* What the wall clock shows at an instant. */
struct local_time {
	int32_t date;
	int minutes;        /* from midnight, 0 to 1439 */
	int seconds, ms;    /* of the minute; of the second */
	int offset_seconds; /* east of Greenwich */
	bool is_dst;
};
struct local_time time_zone_local(const struct time_zone *zone, int64_t utc_ms);

/* The instant of a local time, minutes 0 to 1440. Where the clock is put forward over
 * it, the instant as if it had not been (2:30 becomes 3:30); where the clock is put back and
 * the time comes twice, the first one. */
int64_t time_zone_utc_ms(const struct time_zone *zone, int32_t date, int minutes);

#endif
