/* id: ids that the application makes: unique, ordered by time, 63 bits.
 *
 *	bit  62..22  milliseconds since 2020-01-01 UTC (until 2089)
 *	bit  21..0   random at the first id of a millisecond, then counting up
 *
 * Ids of one maker strictly increase, also when the clock goes back. Two
 * makers (two processes) that make one id each in the same millisecond give
 * the same one once in four million such meetings; the primary key then
 * refuses the second (ERR_CONFLICT), nothing is overwritten.
 *
 * No id is 0 or negative. They do not fit a JavaScript number: JSON carries
 * them as strings. An id is no secret: it tells when a thing was made.
 */
#ifndef WEFT_KIT_DB_ID_H
#define WEFT_KIT_DB_ID_H

#include "base/clock.h"

#include <stdatomic.h>
#include <stdint.h>

/* Any thread may take ids from it at any time. */
struct id_maker {
	const struct clock *clock;
	uint64_t seed;
	atomic_uint_fast64_t calls;
	atomic_int_fast64_t last;
};

/* The same seed and the same times give the same ids. */
void id_maker_init(struct id_maker *maker, const struct clock *clock, uint64_t seed);

int64_t id_next(struct id_maker *maker);

/* When an id was made, UTC milliseconds since 1970. */
int64_t id_utc_ms(int64_t id);

#endif
