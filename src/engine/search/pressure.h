/* pressure: what is violated again and again weighs more and more.
 *
 * Internal to the search. The breakout of Morris (1993), known from satisfiability as clause
 * weighting, for points of required constraints (weights.c) and for demands of the supply
 * (supply.c).
 */
#ifndef WEFT_ENGINE_SEARCH_PRESSURE_H
#define WEFT_ENGINE_SEARCH_PRESSURE_H

#include <stdbool.h>

/* How many times its usual weight something weighs from now on, 1 to limit, if it weighed
 * pressure times that until it was looked at. */
static inline double pressure_after(double pressure, bool violated, double limit)
{
	static const double press = 1.3, release = 0.9;
	double after = pressure * (violated ? press : release);

	return after < 1 ? 1 : after > limit ? limit : after;
}

#endif
