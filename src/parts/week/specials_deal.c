/* Dealing visits that were planned together out to the classes of a group.
 *
 * Each class gets from each row its number of visits, at most one visit a day. Class by
 * class, days are matched with what the class still needs so that no more is left on
 * any day than there are classes left; days that are full must be used ("tight"). Both
 * alone are possible, because the plan gives each of k classes 1/k of everything; by the
 * theorem of Mendelsohn and Dulmage (1958) both together are possible too.
 *
 * Of the possible matchings the one with the most preferences is taken: a least-cost
 * assignment of needs to days, in which idle days are needs without a row. What
 * a class had before it therefore keeps as long as the deck allows; the classes
 * that are dealt last take the changes.
 */
#include "parts/week/specials_deal.h"

#include "base/assign.h"

/* Not possible; not preferred. */
enum { NEVER = 1 << 20, OTHER = 1 };

struct dealing {
	size_t n_days, n_rows, n_needs; /* a need is one visit of one row */
	const uint32_t *row_of;         /* by need: its row */
	uint32_t *left;                 /* by row and day: visits not yet dealt */
	const uint32_t *prefer;         /* by day, of the class being dealt, or NULL */
	uint32_t classes_left;
	int64_t *cost;            /* by need and day; needs from n_needs on are idle days */
	size_t *day_of, *need_of; /* by need; by day */
};

static uint32_t left_on(const struct dealing *d, size_t day)
{
	uint32_t n = 0;

	for (size_t row = 0; row < d->n_rows; row++)
		n += d->left[row * d->n_days + day];
	return n;
}

static void fill_costs(struct dealing *d)
{
	for (size_t day = 0; day < d->n_days; day++) {
		bool tight = left_on(d, day) >= d->classes_left;

		for (size_t need = 0; need < d->n_days; need++) {
			int64_t *cost = &d->cost[need * d->n_days + day];
			uint32_t row = need < d->n_needs ? d->row_of[need] : UINT32_MAX;

			if (row == UINT32_MAX)
				*cost = tight ? NEVER : 0;
			else if (d->left[row * d->n_days + day] == 0)
				*cost = NEVER;
			else
				*cost = d->prefer == NULL || d->prefer[day] == row ? 0 : OTHER;
		}
	}
}

/* Every day has a need; false if one of them cannot be there. */
static bool assign(struct dealing *d, struct arena *arena)
{
	assign_rows(arena, d->cost, d->n_days, d->n_days, d->day_of);
	for (size_t need = 0; need < d->n_days; need++) {
		if (d->cost[need * d->n_days + d->day_of[need]] >= NEVER)
			return false;
		d->need_of[d->day_of[need]] = need;
	}
	return true;
}

static void init(struct dealing *d, struct arena *arena, const struct specials_deck *deck)
{
	uint32_t *row_of;

	*d = (struct dealing){.n_days = deck->n_days, .n_rows = deck->n_rows};
	for (size_t row = 0; row < deck->n_rows; row++)
		d->n_needs += deck->visits[row];
	d->row_of = row_of = arena_array(arena, uint32_t, d->n_needs);
	for (size_t row = 0, need = 0; row < deck->n_rows; row++)
		for (uint32_t k = 0; k < deck->visits[row]; k++)
			row_of[need++] = (uint32_t)row;
	d->left = arena_array(arena, uint32_t, deck->n_rows * deck->n_days);
	for (size_t i = 0; i < deck->n_rows * deck->n_days; i++)
		d->left[i] = deck->on_day[i];
	d->cost = arena_array(arena, int64_t, deck->n_days * deck->n_days);
	d->day_of = arena_array(arena, size_t, deck->n_days);
	d->need_of = arena_array(arena, size_t, deck->n_days);
}

bool specials_deal(struct arena *arena, const struct specials_deck *deck, uint32_t *ret)
{
	struct dealing d;

	init(&d, arena, deck);
	if (d.n_needs > d.n_days)
		return false;
	for (uint32_t class = 0; class < deck->n_classes; class ++) {
		d.classes_left = deck->n_classes - class;
		d.prefer = deck->prefer == NULL ? NULL : deck->prefer + class * d.n_days;
		for (size_t day = 0; day < d.n_days; day++)
			if (left_on(&d, day) > d.classes_left)
				return false;
		fill_costs(&d);
		if (!assign(&d, arena))
			return false;
		for (size_t day = 0; day < d.n_days; day++) {
			size_t need = d.need_of[day];
			uint32_t row = need < d.n_needs ? d.row_of[need] : UINT32_MAX;

			ret[class * d.n_days + day] = row;
			if (row != UINT32_MAX)
				d.left[row * d.n_days + day]--;
		}
	}
	return true;
}
