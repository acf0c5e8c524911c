/* metrics: what the server has done, in numbers that name nobody.
 *
 * Counters only go up; they are read by /metrics in the text form of Prometheus.
 */
#ifndef WEFT_KIT_HTTP_METRICS_H
#define WEFT_KIT_HTTP_METRICS_H

#include "base/text.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { METRICS_BUCKETS = 11 };

struct http_metrics {
	_Atomic uint64_t answers[6];                  /* by hundreds of the status; 0: broken off */
	_Atomic uint64_t bucket[METRICS_BUCKETS + 1]; /* of the time an answer took */
	_Atomic uint64_t microseconds;
	_Atomic uint64_t accepted, refused; /* connections */
	_Atomic uint64_t timed_out;         /* connections that were too slow */
	_Atomic int64_t open;               /* connections now */
};

void metrics_count(struct http_metrics *metrics, unsigned status, int64_t nanoseconds);

struct metrics_extra {
	const char *version;
	uint64_t streams;
	bool ready;
};
void metrics_write(const struct http_metrics *metrics, const struct metrics_extra *extra,
		   struct text *out);

#endif
