/* A zone file made of any bytes is refused or answers; and local time goes there and back. */
#include "base/date.h"
#include "base/time_zone.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(1U << 12);
	const struct time_zone *zone;
	struct err err = {0};

	if (time_zone_read(arena, (struct str){(const char *)data, size}, &zone, &err)) {
		for (int32_t date = -40000; date < 60000; date += 997) {
			int64_t utc_ms = time_zone_utc_ms(zone, date, 600);
			struct local_time local = time_zone_local(zone, utc_ms);

			if (local.minutes < 0 || local.minutes >= DAY_MINUTES)
				abort();
		}
	}
	arena_destroy(arena);
	return 0;
}
