/* window: exact neighbourhoods.
 *
 * Internal to the search. Some parts (a window) may start anywhere, everything else stays
 * as it is: is there a better solution? The question is written down exactly, as a linear
 * system over 0/1 variables, and decided by clause learning (CaDiCaL, through
 * engine/proof).
 */
#ifndef WEFT_ENGINE_SEARCH_WINDOW_H
#define WEFT_ENGINE_SEARCH_WINDOW_H

#include "engine/proof/sat.h"
#include "engine/search/worker.h"

enum { WINDOW_MAX_PARTS = 96 };

enum window_answer {
	WINDOW_BETTER,  /* the solution was changed: it costs less now */
	WINDOW_NONE,    /* proved: there is nothing better in this window */
	WINDOW_UNKNOWN, /* too large, or the time was too short */
};

/* Ask it of parts (each may move, no two alike). With hard cost left, the question is one of
 * less hard cost, otherwise of less soft cost with no hard cost. */
enum window_answer search_window(struct search_worker *worker, const uint32_t *parts, uint32_t n,
				 const struct deadline *deadline);

/* Ask it of one window after the other until so much of the budget is used. */
void search_windows(struct search_worker *worker, double until);

#endif
