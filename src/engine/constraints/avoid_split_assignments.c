/* AvoidSplitAssignments: how many different resources the meets of a group's events
 * have in the role, less one. Events of the group without the role are not looked at,
 * nor are meets without a resource there; a given resource counts like another. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	struct weft_list events = index_subject_events(s->instance, point);
	const uint32_t *needs = &s->index->role_needs[s->index->point_counter[point]];
	uint32_t stamp = solution_new_stamp(s);
	int64_t n = 0;

	for (uint32_t i = 0; i < events.n; i++) {
		const struct weft_event *e = &s->instance->events[events.at[i]];

		for (uint32_t k = 0; k < s->n_meets[events.at[i]] && needs[i] != WEFT_NONE; k++) {
			uint32_t resource = solution_assigned(s, e->first_meet + k)[needs[i]];

			if (resource == WEFT_NONE || s->stamps[resource] == stamp)
				continue;
			s->stamps[resource] = stamp;
			n++;
		}
	}
	return n > 1 ? n - 1 : 0;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	struct weft_list events = index_subject_events(s->instance, point);
	const uint32_t *needs = &s->index->role_needs[s->index->point_counter[point]];
	int64_t n = measure(s, point) + 1;
	uint32_t stamp = solution_new_stamp(s);

	detail_count(list, n, 0, 1);
	for (uint32_t i = 0; i < events.n; i++) {
		const struct weft_event *e = &s->instance->events[events.at[i]];

		for (uint32_t k = 0; k < s->n_meets[events.at[i]] && needs[i] != WEFT_NONE; k++) {
			uint32_t resource = solution_assigned(s, e->first_meet + k)[needs[i]];
			struct weft_detail *detail;

			if (resource == WEFT_NONE || s->stamps[resource] == stamp)
				continue;
			s->stamps[resource] = stamp;
			detail = detail_add(list, 0);
			detail->event = events.at[i];
			detail->meet = e->first_meet + k;
			detail->resource = resource;
		}
	}
}

const struct kind kind_avoid_split_assignments = {
	.name = STR_INIT("AvoidSplitAssignments"),
	.takes = TAKES_EVENT_GROUPS | TAKES_ROLE,
	.watches = WATCHES_RESOURCES,
	.points = POINT_EACH_GROUP,
	.measure = measure,
	.explain = explain,
};
