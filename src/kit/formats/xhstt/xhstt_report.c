#include "kit/formats/xhstt/xhstt.h"

#include <stdlib.h>

/* A line before its ids are looked up: sorted by section, object, constraint. */
struct place {
	enum xhstt_section section;
	uint32_t object, constraint;
	int64_t cost;
};

static int compare(const void *a, const void *b)
{
	const struct place *p = a, *q = b;

	if (p->section != q->section)
		return p->section < q->section ? -1 : 1;
	if (p->object != q->object)
		return p->object < q->object ? -1 : 1;
	if (p->constraint != q->constraint)
		return p->constraint < q->constraint ? -1 : 1;
	return p->cost < q->cost ? -1 : p->cost > q->cost;
}

/* Where a report puts a point; false for what it has no place for. */
static bool find_place(const struct weft_instance *instance, const struct weft_violation *violation,
		       struct place *ret)
{
	const struct weft_point *point = &instance->points[violation->point];

	*ret = (struct place){
		.section = XHSTT_EVENTS,
		.object = point->subject,
		.constraint = violation->constraint,
		.cost = violation->cost,
	};
	switch (point->kind) {
	case WEFT_SUBJECT_EVENT:
		return true;
	case WEFT_SUBJECT_EVENT_RESOURCE:
		ret->object = instance->event_resources[point->subject].event;
		return true;
	case WEFT_SUBJECT_EVENT_PAIR:
		ret->object =
			instance->constraints[violation->constraint].pairs[point->subject].first;
		return true;
	case WEFT_SUBJECT_EVENT_GROUP:
		ret->section = XHSTT_EVENT_GROUPS;
		return true;
	case WEFT_SUBJECT_RESOURCE:
		ret->section = XHSTT_RESOURCES;
		return true;
	case WEFT_SUBJECT_ALL:
		return false;
	}
	return false;
}

static struct str id_of(const struct weft_instance *instance, const struct place *place)
{
	switch (place->section) {
	case XHSTT_RESOURCES:
		return instance->resources[place->object].id;
	case XHSTT_EVENTS:
		return instance->events[place->object].id;
	case XHSTT_EVENT_GROUPS:
		return instance->event_groups[place->object].id;
	}
	return (struct str){0};
}

void xhstt_report_make(struct weft_solution *solution, struct arena *arena,
		       struct xhstt_report *ret)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	const struct weft_cost cost = weft_solution_cost(solution);
	VEC(struct place) places = {0};
	struct weft_violation violation;
	uint32_t cursor = 0;

	while (weft_solution_next_violation(solution, &cursor, &violation)) {
		struct place place;

		if (violation.cost > 0 && find_place(instance, &violation, &place))
			*vec_push(arena, &places) = place;
	}
	if (places.n > 0)
		qsort(places.at, places.n, sizeof *places.at, compare);
	*ret = (struct xhstt_report){.given = true, .hard = cost.hard, .soft = cost.soft};
	for (size_t i = 0; i < places.n; i++)
		*vec_push(arena, &ret->lines) = (struct xhstt_report_line){
			.section = places.at[i].section,
			.object = id_of(instance, &places.at[i]),
			.constraint = instance->constraints[places.at[i].constraint].id,
			.cost = places.at[i].cost,
		};
}
