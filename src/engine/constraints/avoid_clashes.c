/* AvoidClashes: for each time, how many meets of the resource run beyond the first;
 * summed. Three at one time are 2; a resource twice in one meet clashes with itself. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	const struct cell *cells = &s->cells[(size_t)p->subject * s->instance->n_times];
	int64_t sum = 0;

	if (m->item == WEFT_LINEAR)
		return solution_row(s, p->subject)->clashes;
	for (uint32_t t = 0; t < s->instance->n_times; t++)
		if (cells[t].n > 1)
			sum += item_of(m, (int64_t)cells[t].n - 1);
	return sum;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct cell *cells = &s->cells[(size_t)p->subject * s->instance->n_times];

	for (uint32_t t = 0; t < s->instance->n_times; t++) {
		struct weft_detail *detail;

		if (cells[t].n < 2)
			continue;
		detail = detail_count(list, cells[t].n, 0, 1);
		detail->resource = p->subject;
		detail->time = t;
		detail_meets_at(list, s, p->subject, t);
	}
}

const struct kind kind_avoid_clashes = {
	.name = STR_INIT("AvoidClashes"),
	.takes = TAKES_RESOURCES,
	.watches = WATCHES_CLASHES,
	.points = POINT_EACH_RESOURCE,
	.itemized = true,
	.measure = measure,
	.explain = explain,
};
