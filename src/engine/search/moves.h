/* moves: the neighbourhoods of the search.
 *
 * Internal to the search. Each makes one random change of its kind to the solution, under
 * a mark that the caller has set, and returns false if there was nothing to change.
 */
#ifndef WEFT_ENGINE_SEARCH_MOVES_H
#define WEFT_ENGINE_SEARCH_MOVES_H

#include "engine/search/worker.h"

/* moves_time.c: when */
bool move_time(struct search_worker *worker);       /* a part elsewhere */
bool move_refit(struct search_worker *worker);      /* and free resources for it there */
bool move_unassign(struct search_worker *worker);   /* no start at all */
bool move_mend(struct search_worker *worker);       /* and the cheapest course there */
bool move_swap(struct search_worker *worker);       /* with what a resource of it does then */
bool move_swap_refit(struct search_worker *worker); /* and free resources for both */
bool move_swap_mend(struct search_worker *worker);  /* and the cheapest courses */
bool move_best(struct search_worker *worker);       /* a part where it costs least */
bool move_linked(struct search_worker *worker);     /* all parts of a soft link that are together */

/* moves_chain.c: several parts at once */
bool move_kempe(struct search_worker *worker); /* exchange two windows for what is connected */
bool move_kempe_refit(struct search_worker *worker); /* and free resources for all of it */
bool move_block(struct search_worker *worker);       /* the same with longer windows */
bool move_eject(struct search_worker *worker);       /* drive others out, those drive out others */

/* moves_ruin.c */
bool move_ruin(struct search_worker *worker); /* take some out, put them back one by one */

/* Exchange the part's place with the one at start, for all that is connected by resources.
 * False: that cannot be; nothing was changed. */
bool moves_exchange(struct search_worker *worker, uint32_t part, uint32_t start);

/* moves_resource.c: who */
bool move_need(struct search_worker *worker);         /* another resource for one meet */
bool move_course(struct search_worker *worker);       /* another for the whole course */
bool move_trade(struct search_worker *worker);        /* the resource of another meet at the time */
bool move_course_trade(struct search_worker *worker); /* for the course, with those it meets */
bool move_best_need(struct search_worker *worker);    /* the cheapest resource for one meet */
bool move_best_course(struct search_worker *worker);  /* the cheapest for the course */

/* A need with a choice, and a meet of its event. */
bool moves_draw_need(struct search_worker *worker, const struct search_need **ret, uint32_t *ret_k);

/* moves_task.c: who, with those in the way */
bool move_task_chain(struct search_worker *worker); /* two resources exchange what is connected */
bool move_task_eject(struct search_worker *worker); /* who is driven out gets a free one */

/* moves_match.c: the best resources for all that runs at one time, for one time after the other
 * until that brings nothing or a hundredth of the budget is used, by the true cost. It belongs
 * between cycles: within them it costs more than it brings. */
void search_match_resources(struct search_worker *worker);

/* Where a resource of the part is also elsewhere, give its course the cheapest other. */
void moves_mend(struct search_worker *worker, uint32_t part);

/* moves_split.c: in which parts */
bool move_split(struct search_worker *worker); /* another pattern; the rest where it is cheapest */
bool move_merge(struct search_worker *worker); /* two parts become one, others make room */
bool move_cut(struct search_worker *worker);   /* a part becomes two, one goes elsewhere */

#endif
