/* Which move next: the portfolio, and its adaptive choice.
 *
 * Each kind of move has a share of the draws. Its worth is how often it made the solution
 * better than it had been since shares were last set, by unit of work (counted, not timed, so
 * that runs repeat): who undoes and does again what another did earns nothing. Shares follow
 * worth slowly, between a 16th and four times of where they began. While times are sought
 * without resources, kinds that give these have none. */
#include "engine/search/moves.h"

#include <string.h>

struct kind_of_move {
	const char *name;
	bool (*make)(struct search_worker *worker);
	double share;
	bool needs, splits, links, unassigned;
};

static const struct kind_of_move kinds[] = {
	{"time", move_time, 20, false, false, false, false},
	{"time-refit", move_refit, 20, true, false, false, false},
	{"time-mend", move_mend, 2, true, false, false, false},
	{"unassign", move_unassign, 1, false, false, false, true},
	{"swap", move_swap, 30, false, false, false, false},
	{"swap-refit", move_swap_refit, 10, true, false, false, false},
	{"swap-mend", move_swap_mend, 2, true, false, false, false},
	{"best-time", move_best, 0.5, false, false, false, false},
	{"linked", move_linked, 10, false, false, true, false},
	{"kempe", move_kempe, 15, false, false, false, false},
	{"kempe-refit", move_kempe_refit, 10, true, false, false, false},
	{"block", move_block, 2, false, false, false, false},
	{"eject", move_eject, 1, false, false, false, false},
	{"ruin", move_ruin, 2, false, false, false, false},
	{"resource", move_need, 15, true, false, false, false},
	{"course", move_course, 5, true, false, false, false},
	{"trade", move_trade, 15, true, false, false, false},
	{"course-trade", move_course_trade, 5, true, false, false, false},
	{"task-chain", move_task_chain, 10, true, false, false, false},
	{"task-eject", move_task_eject, 5, true, false, false, false},
	{"best-resource", move_best_need, 1, true, false, false, false},
	{"best-course", move_best_course, 0.5, true, false, false, false},
	{"split", move_split, 0.5, false, true, false, false},
	{"merge", move_merge, 3, false, true, false, false},
	{"cut", move_cut, 3, false, true, false, false},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };
static const double most_share = 4, least_share = 0.06; /* of where it began */
static const double memory = 0.9; /* what was seen earlier counts, by window */

bool weft_search_has(const char *name)
{
	for (uint32_t i = 0; i < N_KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return true;
	return strcmp(name, "window") == 0 || strcmp(name, "times-first") == 0;
}

bool search_is_left_out(const struct search_worker *w, const char *name)
{
	const char *const *without = w->shared->options->without;

	while (without != NULL && *without != NULL)
		if (strcmp(*without++, name) == 0)
			return true;
	return false;
}

void search_moves_init(struct search_worker *w)
{
	const struct search_structure *st = w->st;

	w->window_move = N_KINDS;
	w->moves[N_KINDS].name = search_is_left_out(w, "window") ? NULL : "window";
	for (uint32_t i = 0; i < N_KINDS; i++) {
		const struct kind_of_move *k = &kinds[i];

		w->moves[i].name = k->name;
		w->share[i] = k->share;
		if (search_is_left_out(w, k->name) ||
		    (k->needs && (st->n_needs == 0 || w->supply != NULL)) ||
		    (!k->needs && !k->splits && st->n_movable == 0) ||
		    (k->splits && st->n_splittable == 0) || (k->links && st->n_linked == 0) ||
		    (k->unassigned && !st->has_unassigned))
			w->share[i] = 0;
	}
}

void search_moves_adapt(struct search_worker *w)
{
	double worth[N_KINDS], mean = 0, sum = 0;

	for (uint32_t i = 0; i < N_KINDS; i++) {
		w->improved[i] = memory * w->improved[i] +
				 (double)(w->moves[i].improved - w->seen[i].improved);
		w->worked[i] = memory * w->worked[i] + (double)w->spent[i];
		worth[i] = (w->improved[i] + 1) / (w->worked[i] + 1000);
		mean += worth[i] * w->share[i];
		sum += w->share[i];
		w->seen[i] = w->moves[i];
		w->spent[i] = 0;
	}
	for (uint32_t i = 0; i < N_KINDS && mean > 0; i++) {
		double factor = worth[i] * sum / mean;

		if (w->share[i] <= 0)
			continue;
		w->share[i] *= factor > 1.25 ? 1.25 : factor < 0.8 ? 0.8 : factor;
		if (w->share[i] > kinds[i].share * most_share)
			w->share[i] = kinds[i].share * most_share;
		if (w->share[i] < kinds[i].share * least_share)
			w->share[i] = kinds[i].share * least_share;
	}
}

bool search_move(struct search_worker *w, uint32_t *ret_kind)
{
	double sum = 0, at;
	bool made;

	for (uint32_t i = 0; i < N_KINDS; i++)
		sum += w->share[i];
	at = rng_unit(&w->rng) * sum;
	*ret_kind = 0;
	for (uint32_t i = 0; i < N_KINDS; i++) {
		if (w->share[i] <= 0)
			continue;
		*ret_kind = i;
		at -= w->share[i];
		if (at < 0)
			break;
	}
	if (sum <= 0)
		return false;
	w->moves[*ret_kind].tried++;
	w->work = 1;
	made = kinds[*ret_kind].make(w);
	w->spent[*ret_kind] += w->work;
	return made;
}
