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

#endif
