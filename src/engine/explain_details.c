#include "engine/explain_internal.h"
#include "engine/kind.h"

static int32_t narrow(int64_t number)
{
	return number > INT32_MAX ? INT32_MAX : number < INT32_MIN ? INT32_MIN : (int32_t)number;
}

struct weft_detail *detail_add(struct detail_list *list, int64_t deviation)
{
	struct weft_detail *detail = vec_push(list->arena, list);

	*detail = (struct weft_detail){
		.event = WEFT_NONE,
		.meet = WEFT_NONE,
		.resource = WEFT_NONE,
		.time = WEFT_NONE,
		.time_group = WEFT_NONE,
		.deviation = narrow(deviation),
	};
	return detail;
}

struct weft_detail *detail_count(struct detail_list *list, int64_t actual, int64_t minimum,
				 int64_t maximum)
{
	struct weft_detail *detail = detail_add(list, outside(actual, minimum, maximum));

	detail->actual = narrow(actual);
	detail->minimum = narrow(minimum);
	detail->maximum = narrow(maximum);
	return detail;
}

static bool uses(const struct weft_solution *s, uint32_t meet, uint32_t resource)
{
	const struct weft_event *e = &s->instance->events[s->meets[meet].event];

	for (uint32_t i = 0; i < e->n_resources; i++)
		if (solution_assigned(s, meet)[i] == resource)
			return true;
	return false;
}

void detail_meets_at(struct detail_list *list, const struct weft_solution *s, uint32_t resource,
		     uint32_t time)
{
	for (uint32_t e = 0; e < s->instance->n_events; e++) {
		uint32_t first = s->instance->events[e].first_meet;

		for (uint32_t m = first; m < first + s->n_meets[e]; m++) {
			const struct weft_meet *meet = &s->meets[m];
			struct weft_detail *detail;

			if (meet->start == WEFT_NONE || meet->start > time ||
			    time >= meet->start + (uint32_t)meet->duration || !uses(s, m, resource))
				continue;
			detail = detail_add(list, 0);
			detail->event = e;
			detail->meet = m;
			detail->resource = resource;
			detail->time = time;
		}
	}
}

struct weft_details weft_explain_details(struct weft_solution *s, uint32_t point,
					 struct arena *arena)
{
	struct detail_list list = {.arena = arena};

	if (weft_solution_deviation(s, point) != 0)
		kind_of(s->instance->constraints[s->instance->points[point].constraint].kind)
			->explain(s, point, &list);
	return (struct weft_details){list.at, (uint32_t)list.n};
}
