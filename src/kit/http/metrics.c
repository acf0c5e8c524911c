#include "kit/http/metrics.h"

#include <inttypes.h>

static const uint32_t bounds_us[METRICS_BUCKETS] = {
	500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000,
};

static void add(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

void metrics_count(struct http_metrics *metrics, unsigned status, int64_t nanoseconds)
{
	uint64_t us = nanoseconds < 0 ? 0 : (uint64_t)nanoseconds / 1000;
	size_t i = 0;

	while (i < METRICS_BUCKETS && us > bounds_us[i])
		i++;
	add(&metrics->bucket[i], 1);
	add(&metrics->answers[status / 100 < 6 ? status / 100 : 0], 1);
	add(&metrics->microseconds, us);
}

static uint64_t get(const _Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

static void head(struct text *out, const char *name, const char *type, const char *help)
{
	text_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(struct text *out, const char *name, const char *type, const char *help,
		uint64_t value)
{
	head(out, name, type, help);
	text_printf(out, "%s %" PRIu64 "\n", name, value);
}

static void histogram(const struct http_metrics *metrics, struct text *out)
{
	uint64_t sum = 0;

	head(out, "weft_http_seconds", "histogram",
	     "Time from a whole header to the end of the answer.");
	for (size_t i = 0; i <= METRICS_BUCKETS; i++) {
		sum += get(&metrics->bucket[i]);
		if (i < METRICS_BUCKETS)
			text_printf(out, "weft_http_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
				    bounds_us[i] / 1e6, sum);
	}
	text_printf(out, "weft_http_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", sum);
	text_printf(out, "weft_http_seconds_sum %.6f\n", (double)get(&metrics->microseconds) / 1e6);
	text_printf(out, "weft_http_seconds_count %" PRIu64 "\n", sum);
}

void metrics_write(const struct http_metrics *metrics, const struct metrics_extra *extra,
		   struct text *out)
{
	int64_t open = atomic_load_explicit(&metrics->open, memory_order_relaxed);

	head(out, "weft_info", "gauge", "The version that runs.");
	text_printf(out, "weft_info{version=\"%s\"} 1\n", extra->version);
	head(out, "weft_http_answers_total", "counter",
	     "Answers by class of status; 0xx: broken off.");
	for (size_t i = 0; i < 6; i++)
		text_printf(out, "weft_http_answers_total{status=\"%zuxx\"} %" PRIu64 "\n", i,
			    get(&metrics->answers[i]));
	histogram(metrics, out);
	one(out, "weft_http_connections", "gauge", "Connections that are open.",
	    open < 0 ? 0 : (uint64_t)open);
	one(out, "weft_http_connections_total", "counter", "Connections accepted.",
	    get(&metrics->accepted));
	one(out, "weft_http_connections_refused_total", "counter",
	    "Connections refused: too many from one address.", get(&metrics->refused));
	one(out, "weft_http_connections_slow_total", "counter",
	    "Connections closed because the client was too slow.", get(&metrics->timed_out));
	one(out, "weft_http_streams", "gauge", "Event streams that are open.", extra->streams);
	one(out, "weft_ready", "gauge", "1 when every readiness check held at the last look.",
	    extra->ready ? 1 : 0);
}
