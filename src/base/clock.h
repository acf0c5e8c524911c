/* clock: time as a parameter.
 *
 * Code that needs the time is given a struct clock, so that tests and the
 * solver can run on a clock of their own. The monotonic time is for
 * deadlines; the instant is UTC milliseconds since 1970.
 */
#ifndef WEFT_BASE_CLOCK_H
#define WEFT_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
	int64_t (*monotonic_ns)(const struct clock *clock);
	int64_t (*utc_ms)(const struct clock *clock);
};

/* The machine's own clock. */
extern const struct clock clock_system;

/* The processor time of the calling thread, for budgets of work that should not depend on what else
 * the machine does. Its instant is that of the machine's clock. */
extern const struct clock clock_processor;

/* A clock that stands where it is put. */
struct clock_fake {
	struct clock clock; /* pass &fake.clock */
	int64_t monotonic_ns, utc_ms;
};
void clock_fake_init(struct clock_fake *fake, int64_t utc_ms);
void clock_fake_advance(struct clock_fake *fake, int64_t ms);

int64_t clock_monotonic_ns(const struct clock *clock);
int64_t clock_utc_ms(const struct clock *clock);

/* A moment on the monotonic clock; seconds < 0 is "never". */
struct deadline {
	const struct clock *clock;
	int64_t at_ns;
};
struct deadline deadline_in(const struct clock *clock, double seconds);
bool deadline_passed(const struct deadline *deadline);
double deadline_left(const struct deadline *deadline); /* seconds, >= 0 */

/* A clock on which time passes by work alone: whoever computes says what it has done, each step for
 * so many nanoseconds as it takes on a usual machine. A budget on it ends at the same step on every
 * machine and in every build. Once its guard, a deadline on a real clock, has passed, every
 * deadline on it has. */
struct clock_work {
	struct clock clock; /* pass &work.clock */
	struct deadline guard;
	int64_t done_ns;
	int64_t *done; /* of those who hold the clock as const: &done_ns */
};
void clock_work_init(struct clock_work *work, const struct deadline *guard);
bool clock_counts_work(const struct clock *clock);
void clock_work_done(const struct clock *clock, int64_t ns); /* of other clocks: nothing happens */

/* Seconds by a real clock until the deadline, or the guard of the clock that counts work. */
double deadline_real_left(const struct deadline *deadline);

#endif
