/* One proof object answers all questions: may these rules hold together? All rules are asked first,
 * which is the usual end. Otherwise the musts are asked, and the others are added in runs: a run
 * that fits is kept, one that does not is halved, and a single rule that does not fit is given up.
 *
 * An attempt has a budget of counted work (base/clock.h), so that the same rules are kept on every
 * machine. */
#include "parts/week/week_choose.h"

#include "base/text.h"

#include <stdlib.h>

int32_t week_rank(const struct zone *zone, uint32_t commitment, uint32_t row)
{
	int32_t rank = commitment == ZONE_NONE ? 1000 : zone->commitments.at[commitment].rank;

	return rank * 10000 + (int32_t)(row % 10000);
}

struct weft_list week_kept(const struct week_chooser *chooser)
{
	return (struct weft_list){chooser->kept.at, (uint32_t)chooser->kept.n};
}

static int compare_u32(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* The rules kept and some more, ascending. */
static struct weft_list kept_and(struct week_chooser *chooser, const uint32_t *more, size_t n)
{
	uint32_t *at = arena_array(chooser->arena, uint32_t, chooser->kept.n + n);
	struct weft_list list = {at, (uint32_t)(chooser->kept.n + n)};

	for (size_t i = 0; i < chooser->kept.n; i++)
		at[i] = chooser->kept.at[i];
	for (size_t i = 0; i < n; i++)
		at[chooser->kept.n + i] = more[i];
	if (list.n > 1)
		qsort(at, list.n, sizeof *at, compare_u32);
	return list;
}

static enum weft_verdict attempt(struct week_chooser *chooser, const struct weft_list *rules)
{
	struct clock_work work;
	struct deadline end;

	clock_work_init(&work, chooser->deadline);
	end = deadline_in(&work.clock, chooser->seconds);
	return weft_proof_decide(chooser->proof, rules, &end);
}

static void keep(struct week_chooser *chooser, const uint32_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*vec_push(chooser->arena, &chooser->kept) = at[i];
}

/* What stands against a rule, of those kept so far. */
static void lose(struct week_chooser *chooser, uint32_t rule)
{
	struct weft_list list = kept_and(chooser, &rule, 1);
	struct week_loss *loss = vec_push(chooser->arena, &chooser->lost);
	struct weft_conflict why;
	struct clock_work work;
	struct deadline end;
	uint32_t *against;

	*loss = (struct week_loss){.rule = rule};
	clock_work_init(&work, chooser->deadline);
	end = deadline_in(&work.clock, chooser->seconds);
	loss->proved = weft_proof_why(chooser->proof, &list, &end, chooser->arena, &why);
	if (!loss->proved)
		return;
	loss->against.at = against = arena_array(chooser->arena, uint32_t, why.rules.n);
	for (uint32_t i = 0; i < why.rules.n; i++)
		if (why.rules.at[i] != rule)
			against[loss->against.n++] = why.rules.at[i];
}

/* The runs are halved with a list of those left, as calls may not nest without bound. */
static void add_others(struct week_chooser *chooser, const uint32_t *at, size_t n)
{
	struct run {
		size_t from, to;
	};
	VEC(struct run) left = {0};

	*vec_push(chooser->arena, &left) = (struct run){0, n};
	while (left.n > 0) {
		struct run run = left.at[--left.n];
		size_t middle = run.from + (run.to - run.from) / 2;
		struct weft_list list;

		if (run.from == run.to)
			continue;
		list = kept_and(chooser, at + run.from, run.to - run.from);
		if (attempt(chooser, &list) == WEFT_FEASIBLE) {
			keep(chooser, at + run.from, run.to - run.from);
		} else if (run.to - run.from == 1) {
			lose(chooser, at[run.from]);
		} else {
			*vec_push(chooser->arena, &left) = (struct run){middle, run.to};
			*vec_push(chooser->arena, &left) = (struct run){run.from, middle};
		}
	}
}

static bool counts_less(const struct week_weight *a, const struct week_weight *b)
{
	return a->strength > b->strength || (a->strength == b->strength && a->rank > b->rank);
}

/* By strength, then rank: an insertion sort of some dozens. */
static void sort_rules(const struct week_chooser *chooser, uint32_t *at, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i;
		     j > 0 && counts_less(&chooser->weights[at[j - 1]], &chooser->weights[at[j]]);
		     j--) {
			uint32_t other = at[j];

			at[j] = at[j - 1];
			at[j - 1] = other;
		}
}

enum weft_verdict week_choose(struct week_chooser *chooser)
{
	uint32_t n_rules = weft_proof_rules(chooser->proof).n;
	uint32_t *others = arena_array(chooser->arena, uint32_t, n_rules);
	struct weft_list list;
	enum weft_verdict verdict;
	size_t n = 0;

	for (uint32_t r = 0; r < n_rules; r++)
		if (chooser->weights[r].strength == ZONE_MUST)
			*vec_push(chooser->arena, &chooser->kept) = r;
		else
			others[n++] = r;
	list = kept_and(chooser, others, n);
	if (n > 0 && attempt(chooser, &list) == WEFT_FEASIBLE) {
		chooser->kept.at = arena_array(chooser->arena, uint32_t, list.n);
		chooser->kept.n = chooser->kept.cap = 0;
		keep(chooser, list.at, list.n);
		return WEFT_FEASIBLE;
	}
	list = week_kept(chooser);
	verdict = weft_proof_decide(chooser->proof, &list, chooser->deadline);
	if (verdict != WEFT_FEASIBLE || n == 0)
		return verdict;
	sort_rules(chooser, others, n);
	add_others(chooser, others, n);
	list = kept_and(chooser, NULL, 0);
	return weft_proof_decide(chooser->proof, &list, chooser->deadline);
}

static bool is_said(const struct str *words, size_t n, struct str one)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i], one))
			return true;
	return one.len == 0;
}

struct str week_loss_reason(struct arena *arena, const struct week_loss *loss,
			    const struct str *words, size_t n)
{
	enum { MOST_SAID = 3 };
	struct text text;
	size_t n_said = 0, n_more = 0;

	text_init(&text, arena);
	if (!loss->proved)
		return STR("; no plan that keeps it was found with the work allowed.");
	for (size_t i = 0; i < n; i++) {
		if (is_said(words, i, words[i]))
			continue;
		if (n_said == MOST_SAID) {
			n_more++;
			continue;
		}
		text_printf(&text, "%s%.*s",
			    n_said++ == 0 ? "; beside rules that count at least as much it cannot: "
					  : "; ",
			    STR_ARG(words[i]));
	}
	if (n_more > 0)
		text_printf(&text, " and %zu more", n_more);
	if (n_said == 0)
		text_put(&text, STR("; nothing leaves room for it"));
	text_put_char(&text, '.');
	return text_str(&text);
}
