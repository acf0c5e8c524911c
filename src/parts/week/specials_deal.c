/* Dealing visits that were planned together out to the classes of a group.
 *
 * Each class gets from each row its number of visits, at most one visit a day. Class by
 * class, days are matched with what the class still needs so that no more is left on
 * any day than there are classes left; days that are full must be used ("tight"). Both
 * alone are possible, because the plan gives each of k classes 1/k of everything; by the
 * theorem of Mendelsohn and Dulmage (1958) both together are possible too, and growing a
 * matching from the tight days first and then from the needs finds it.
 */
#include "parts/week/specials_deal.h"

#include <assert.h>

struct dealing {
	struct arena *arena;
	size_t n_days, n_needs;     /* a need is one visit of one row */
	const uint32_t *row_of;     /* by need: position of its row in the group */
	uint32_t *left;             /* by row and day: visits not yet dealt */
	uint32_t *need_of, *day_of; /* the matching; UINT32_MAX: none */
	bool *seen;
};

static bool edge(const struct dealing *d, size_t day, size_t need)
{
	return d->left[d->row_of[need] * d->n_days + day] > 0;
}

/* Give the day a need, moving other days if that helps. Depth: at most the needs. */
static bool match_day(struct dealing *d, size_t day)
{
	for (size_t need = 0; need < d->n_needs; need++) {
		if (d->seen[need] || !edge(d, day, need))
			continue;
		d->seen[need] = true;
		if (d->day_of[need] == UINT32_MAX || match_day(d, d->day_of[need])) {
			d->day_of[need] = (uint32_t)day;
			d->need_of[day] = (uint32_t)need;
			return true;
		}
	}
	return false;
}

static bool match_need(struct dealing *d, size_t need)
{
	for (size_t day = 0; day < d->n_days; day++) {
		if (d->seen[day] || !edge(d, day, need))
			continue;
		d->seen[day] = true;
		if (d->need_of[day] == UINT32_MAX || match_need(d, d->need_of[day])) {
			d->need_of[day] = (uint32_t)need;
			d->day_of[need] = (uint32_t)day;
			return true;
		}
	}
	return false;
}

static void forget_seen(struct dealing *d)
{
	for (size_t i = 0; i < d->n_days + d->n_needs; i++)
		d->seen[i] = false;
}

static uint32_t on_day(const struct dealing *d, size_t n_rows, size_t day)
{
	uint32_t n = 0;

	for (size_t row = 0; row < n_rows; row++)
		n += d->left[row * d->n_days + day];
	return n;
}

static bool deal_one(struct dealing *d, size_t n_rows, uint32_t classes_left)
{
	for (size_t day = 0; day < d->n_days; day++)
		d->need_of[day] = UINT32_MAX;
	for (size_t need = 0; need < d->n_needs; need++)
		d->day_of[need] = UINT32_MAX;
	for (size_t day = 0; day < d->n_days; day++) {
		forget_seen(d);
		if (on_day(d, n_rows, day) == classes_left && !match_day(d, day))
			return false;
	}
	for (size_t need = 0; need < d->n_needs; need++) {
		forget_seen(d);
		if (d->day_of[need] == UINT32_MAX && !match_need(d, need))
			return false;
	}
	return true;
}

bool specials_deal(struct arena *arena, const struct specials_deck *deck, uint32_t *ret)
{
	size_t n_needs = 0;
	struct dealing d = {.arena = arena, .n_days = deck->n_days};
	uint32_t *row_of;

	for (size_t row = 0; row < deck->n_rows; row++)
		n_needs += deck->visits[row];
	d.n_needs = n_needs;
	d.row_of = row_of = arena_array(arena, uint32_t, n_needs);
	d.left = arena_array(arena, uint32_t, deck->n_rows * deck->n_days);
	d.need_of = arena_array(arena, uint32_t, deck->n_days);
	d.day_of = arena_array(arena, uint32_t, n_needs);
	d.seen = arena_array(arena, bool, deck->n_days + n_needs);
	for (size_t row = 0, need = 0; row < deck->n_rows; row++)
		for (uint32_t k = 0; k < deck->visits[row]; k++)
			row_of[need++] = (uint32_t)row;
	for (size_t i = 0; i < deck->n_rows * deck->n_days; i++)
		d.left[i] = deck->on_day[i];
	for (uint32_t class = 0; class < deck->n_classes; class ++) {
		if (!deal_one(&d, deck->n_rows, deck->n_classes - class))
			return false;
		for (size_t day = 0; day < d.n_days; day++) {
			uint32_t row = d.need_of[day] == UINT32_MAX ? UINT32_MAX
								    : row_of[d.need_of[day]];

			ret[class * d.n_days + day] = row;
			if (row != UINT32_MAX)
				d.left[row * d.n_days + day]--;
		}
	}
	return true;
}
