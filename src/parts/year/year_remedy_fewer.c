/* Fewer labs: what helps where nothing else does. */
#include "parts/year/year_remedy_internal.h"

#include "base/text.h"
#include "parts/year/year_money.h"

#include <stdlib.h>

struct shrinking {
	uint32_t plan;
	int32_t count;
	uint32_t turn; /* the plan is its school's turn-th: schools give in turn */
};

static int by_count(const void *a, const void *b)
{
	const struct shrinking *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	if (x->turn != y->turn)
		return x->turn < y->turn ? -1 : 1;
	return (x->plan > y->plan) - (x->plan < y->plan);
}

static void say_fewer(struct trying *t, const struct shrinking *at, size_t n, int32_t less)
{
	enum { MOST_NAMED = 3 };
	const struct zone *zone = t->problem->zone;
	int64_t substitutes = 0;
	struct text text;

	text_init(&text, t->arena);
	text_printf(&text, "Plan %d %s fewer for ", less, less == 1 ? "lab" : "labs");
	if (n > MOST_NAMED)
		text_printf(&text, "each of %zu plans (", n);
	for (size_t i = 0; i < n; i++) {
		uint32_t team = zone->lab_plans.at[at[i].plan].team;

		for (size_t k = 0; k < t->problem->n_labs; k++)
			if (t->problem->labs[k].plan == at[i].plan &&
			    t->problem->labs[k].number <= less)
				substitutes += t->problem->labs[k].substitutes *
					       (int64_t)t->problem->labs[k].days;
		if (i < MOST_NAMED)
			text_printf(&text, "%s%.*s", i == 0 ? "" : ", ",
				    STR_ARG(zone->teams.at[team].name));
	}
	if (n > MOST_NAMED)
		text_printf(&text, " and %zu more): %d labs less", n - MOST_NAMED,
			    less * (int32_t)n);
	if (substitutes > 0 && zone->info.at[0].substitute_day_cents > 0)
		text_printf(&text, "; it saves %.*s for substitutes",
			    STR_ARG(year_money(t->arena,
					       substitutes * year_substitute_day_cents(zone))));
	text_put_char(&text, '.');
	trying_add(t, text_str(&text), 0);
}

/* The fewest plans that have one lab fewer, those with most labs first and the schools in turn;
 * where that is not enough, each two fewer, three. */
void trying_fewer_labs(struct trying *t, const bool *is_plan)
{
	const struct zone *zone = t->problem->zone;
	struct shrinking *at = arena_array(t->arena, struct shrinking, zone->lab_plans.n + 1);
	uint32_t *turns = arena_array(t->arena, uint32_t, zone->schools.n + 1);
	enum { MOST_FEWER = 3 };
	size_t n = 0;

	for (uint32_t p = 0; p < zone->lab_plans.n; p++) {
		uint32_t school = zone->teams.at[zone->lab_plans.at[p].team].school;

		if (is_plan[p])
			at[n++] = (struct shrinking){
				p, zone->lab_plans.at[p].count,
				turns[school == ZONE_NONE ? zone->schools.n : school]++};
	}
	if (n > 0)
		qsort(at, n, sizeof *at, by_count);
	for (int32_t less = 1; less <= MOST_FEWER; less++) {
		size_t most = 0;

		while (most < n && at[most].count > less)
			most++;
		/* Each plan more is counted at once; a search that fails takes a while, so the
		 * steps grow. */
		for (size_t k = less == 1 ? 1 : most; k > 0 && k <= most; k += 1 + k / 12) {
			struct changed c = trying_copy(t);

			for (size_t i = 0; i < k; i++)
				c.plans[at[i].plan].count -= less;
			if (!trying_works(t, &c))
				continue;
			say_fewer(t, at, k, less);
			return;
		}
	}
}
