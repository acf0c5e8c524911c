/* Times first, resources after.
 *
 * Where resources are scarce, a search that gives a meet its time and its teacher at once is
 * slow: a move of one is good only with moves of others. Here open needs stay open and times are
 * sought with a price on what the supply cannot serve; then the resources it found are given. In
 * a short run that reaches what the search for both would take many times as long for; a long
 * one goes on from there as usual. */
#include "engine/search/moves.h"

/* What a missing resource weighs is what any required violation does at first; the temperature
 * falls from a half of that, where hardly anything holds, to a twentieth, where nothing moves. */
static const double hot = 0.45, cold = 0.05;

/* Soft cost weighs so many times less: it is easier to mend afterwards. */
static const uint32_t lighter = 4;

/* Where less is missing, only one of two threads seeks times first. */
static const double scarce = 0.02;

static void leave_needs_open(struct search_worker *w)
{
	for (uint32_t i = 0; i < w->st->n_needs; i++)
		for (uint32_t k = 0; k < w->solution->n_meets[w->st->needs[i].event]; k++)
			worker_set_need(w, &w->st->needs[i], k, WEFT_NONE);
}

/* Whoever was found. What the supply did not look at gets what costs least: needs that may be
 * left open, and those that must have the same resource as others. */
static void give_resources(struct search_worker *w)
{
	for (uint32_t i = 0; i < w->st->n_needs; i++) {
		const struct search_need *need = &w->st->needs[i];

		if (search_supply_serves(w->supply, i) && !worker_is_bound(w, need))
			for (uint32_t k = 0; k < w->solution->n_meets[need->event]; k++)
				worker_set_need(w, need, k,
						search_supply_resource(w->supply, i, k));
	}
	for (uint32_t i = 0; i < w->st->n_needs; i++)
		if (!search_supply_serves(w->supply, i) || worker_is_bound(w, &w->st->needs[i]))
			search_fill_need(w, i);
}

/* Of what is needed at the times found so far, so much is missing. */
static bool is_scarce(const struct search_supply *supply)
{
	return (double)search_supply_missing(supply) >
	       scarce * (double)search_supply_needed(supply);
}

bool search_times_first(struct search_worker *w, double until, bool only_if_scarce)
{
	const double measured = w->cold;
	const struct weft_cost before = w->best.cost;
	struct search_supply *supply;

	if (w->st->n_needs == 0 || w->st->n_movable == 0 || search_is_left_out(w, "times-first"))
		return false;
	supply = search_supply_create(w->arena, w->st, w->solution);
	if (!is_scarce(supply) && (only_if_scarce || w->number % 2 == 1))
		return false;
	leave_needs_open(w);
	w->supply = supply;
	w->supply_weight = (int64_t)w->first_weight;
	search_moves_init(w);
	weights_next_cycle(w, false, 1);
	w->hot = w->first_weight * hot;
	w->cold = w->first_weight * cold;
	weights_lighten(w, lighter);
	search_anneal(w, until);
	weights_lighten(w, 1);
	w->cold = measured;
	give_resources(w);
	w->supply = NULL;
	search_moves_init(w);
	worker_save(w);
	return weft_cost_less(w->best.cost, before);
}
