#include "base/clock.h"

#include <time.h>

static int64_t read_ns(clockid_t id)
{
	struct timespec now;

	(void)clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t system_monotonic_ns(const struct clock *clock)
{
	(void)clock;
	return read_ns(CLOCK_MONOTONIC);
}

static int64_t system_utc_ms(const struct clock *clock)
{
	(void)clock;
	return read_ns(CLOCK_REALTIME) / 1000000;
}

const struct clock clock_system = {system_monotonic_ns, system_utc_ms};

static int64_t processor_ns(const struct clock *clock)
{
	(void)clock;
	return read_ns(CLOCK_THREAD_CPUTIME_ID);
}

const struct clock clock_processor = {processor_ns, system_utc_ms};

/* The clock is the first member of struct clock_fake. */
static int64_t fake_monotonic_ns(const struct clock *clock)
{
	return ((const struct clock_fake *)(const void *)clock)->monotonic_ns;
}

static int64_t fake_utc_ms(const struct clock *clock)
{
	return ((const struct clock_fake *)(const void *)clock)->utc_ms;
}

void clock_fake_init(struct clock_fake *fake, int64_t utc_ms)
{
	*fake = (struct clock_fake){
		.clock = {fake_monotonic_ns, fake_utc_ms},
		.utc_ms = utc_ms,
	};
}

void clock_fake_advance(struct clock_fake *fake, int64_t ms)
{
	fake->monotonic_ns += ms * 1000000;
	fake->utc_ms += ms;
}

int64_t clock_monotonic_ns(const struct clock *clock)
{
	return clock->monotonic_ns(clock);
}

int64_t clock_utc_ms(const struct clock *clock)
{
	return clock->utc_ms(clock);
}

/* Of a clock that counts work, once its guard has passed: nothing is later. */
#define END_OF_TIME_NS ((int64_t)1 << 62)

struct deadline deadline_in(const struct clock *clock, double seconds)
{
	int64_t now = clock_monotonic_ns(clock);

	if (seconds < 0 || seconds > 1e9)
		return (struct deadline){clock, INT64_MAX};
	return (struct deadline){clock, now >= END_OF_TIME_NS ? END_OF_TIME_NS
							      : now + (int64_t)(seconds * 1e9)};
}

bool deadline_passed(const struct deadline *deadline)
{
	return deadline->at_ns != INT64_MAX &&
	       clock_monotonic_ns(deadline->clock) >= deadline->at_ns;
}

double deadline_left(const struct deadline *deadline)
{
	int64_t left;

	if (deadline->at_ns == INT64_MAX)
		return 1e9;
	left = deadline->at_ns - clock_monotonic_ns(deadline->clock);
	return left > 0 ? (double)left / 1e9 : 0;
}

/* ---- Time by work ---- */

/* The clock is the first member of struct clock_work. */
static const struct clock_work *work_of(const struct clock *clock)
{
	return (const struct clock_work *)(const void *)clock;
}

static int64_t work_monotonic_ns(const struct clock *clock)
{
	const struct clock_work *work = work_of(clock);

	return deadline_passed(&work->guard) ? END_OF_TIME_NS : *work->done;
}

static int64_t work_utc_ms(const struct clock *clock)
{
	return clock_utc_ms(work_of(clock)->guard.clock);
}

void clock_work_init(struct clock_work *work, const struct deadline *guard)
{
	*work = (struct clock_work){
		.clock = {work_monotonic_ns, work_utc_ms},
		.guard = *guard,
		.done = &work->done_ns,
	};
}

bool clock_counts_work(const struct clock *clock)
{
	return clock->monotonic_ns == work_monotonic_ns;
}

void clock_work_done(const struct clock *clock, int64_t ns)
{
	if (clock_counts_work(clock))
		*work_of(clock)->done += ns;
}

double deadline_real_left(const struct deadline *deadline)
{
	return deadline_left(clock_counts_work(deadline->clock) ? &work_of(deadline->clock)->guard
								: deadline);
}
