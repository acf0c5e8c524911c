/* The points of application of each constraint. */
#include "engine/index.h"

#include "base/bits.h"
#include "base/vec.h"
#include "engine/kind.h"

enum { MAX_POINTS = 1 << 25 };

struct maker {
	const struct weft_instance *in;
	struct arena *work;
	VEC(struct weft_point) points;
	uint32_t constraint;
};

static void add(struct maker *m, enum weft_subject kind, uint32_t subject)
{
	*vec_push(m->work, &m->points) = (struct weft_point){m->constraint, kind, subject};
}

/* The needs of an event that the role names and that nobody fills yet. */
static void add_needs(struct maker *m, const struct weft_constraint *c, uint32_t event)
{
	const struct weft_event *e = &m->in->events[event];

	for (uint32_t i = 0; i < e->n_resources; i++) {
		const struct weft_event_resource
			*need = &m->in->event_resources[e->first_resource + i];

		if (need->resource == WEFT_NONE && str_eq(need->role, c->role))
			add(m, WEFT_SUBJECT_EVENT_RESOURCE, e->first_resource + i);
	}
}

static void add_event(struct maker *m, const struct weft_constraint *c, uint32_t event)
{
	enum kind_points points = kind_of(c->kind)->points;

	if (points == POINT_EACH_FREE_NEED)
		add_needs(m, c, event);
	else if (points == POINT_EACH_EVENT || m->in->events[event].time == WEFT_NONE)
		add(m, WEFT_SUBJECT_EVENT, event);
}

static void add_events(struct maker *m, const struct weft_constraint *c)
{
	for (uint32_t g = 0; g < c->event_groups.n; g++) {
		struct weft_list events = m->in->event_groups[c->event_groups.at[g]].events;

		for (uint32_t i = 0; i < events.n; i++)
			add_event(m, c, events.at[i]);
	}
	for (uint32_t i = 0; i < c->events.n; i++)
		add_event(m, c, c->events.at[i]);
}

static void add_groups(struct maker *m, const struct weft_constraint *c)
{
	for (uint32_t i = 0; i < c->event_groups.n; i++)
		add(m, WEFT_SUBJECT_EVENT_GROUP, c->event_groups.at[i]);
	for (uint32_t i = 0; i < c->events.n; i++)
		add(m, WEFT_SUBJECT_EVENT, c->events.at[i]);
}

static void add_resources(struct maker *m, const struct weft_constraint *c)
{
	for (uint32_t g = 0; g < c->resource_groups.n; g++) {
		struct weft_list list = m->in->resource_groups[c->resource_groups.at[g]].resources;

		for (uint32_t i = 0; i < list.n; i++)
			add(m, WEFT_SUBJECT_RESOURCE, list.at[i]);
	}
	for (uint32_t i = 0; i < c->resources.n; i++)
		add(m, WEFT_SUBJECT_RESOURCE, c->resources.at[i]);
}

static void add_points(struct maker *m, const struct weft_constraint *c)
{
	switch (kind_of(c->kind)->points) {
	case POINT_EACH_EVENT:
	case POINT_EACH_FREE_EVENT:
	case POINT_EACH_FREE_NEED:
		add_events(m, c);
		break;
	case POINT_EACH_GROUP:
		add_groups(m, c);
		break;
	case POINT_EACH_PAIR:
		for (uint32_t i = 0; i < c->n_pairs; i++)
			add(m, WEFT_SUBJECT_EVENT_PAIR, i);
		break;
	case POINT_EACH_RESOURCE:
		add_groups(m, c);
		add_resources(m, c);
		break;
	case POINT_ONE:
		add(m, WEFT_SUBJECT_ALL, 0);
		break;
	}
}

bool index_points(struct weft_instance *in, struct weft_index *index,
		  const struct index_parts *parts, struct err *err)
{
	struct maker m = {.in = in, .work = arena_create((size_t)1 << 16)};
	struct weft_point *points;
	bool ok = true;

	for (uint32_t i = 0; i < in->n_constraints && ok; i++) {
		struct weft_constraint *c = &parts->constraints[i];

		m.constraint = i;
		c->first_point = (uint32_t)m.points.n;
		if (c->weight > 0)
			add_points(&m, c);
		c->n_points = (uint32_t)m.points.n - c->first_point;
		ok = m.points.n <= MAX_POINTS;
	}
	if (!ok) {
		arena_destroy(m.work);
		return err_set(err, ERR_INVALID,
			       "The constraints apply to more than %d things in all", MAX_POINTS);
	}
	in->n_points = (uint32_t)m.points.n;
	in->points = points = arena_array(index->arena, struct weft_point, m.points.n);
	for (size_t i = 0; i < m.points.n; i++)
		points[i] = m.points.at[i];
	arena_destroy(m.work);
	return true;
}

struct weft_list index_subject_events(const struct weft_instance *in, uint32_t point)
{
	const struct weft_point *p = &in->points[point];

	if (p->kind == WEFT_SUBJECT_EVENT)
		return (struct weft_list){&in->index->identity[p->subject], 1};
	if (p->kind == WEFT_SUBJECT_EVENT_GROUP)
		return in->event_groups[p->subject].events;
	if (p->kind == WEFT_SUBJECT_EVENT_RESOURCE)
		return (struct weft_list){&in->event_resources[p->subject].event, 1};
	if (p->kind == WEFT_SUBJECT_ALL)
		return in->index->monitors[p->constraint].events;
	return (struct weft_list){NULL, 0};
}
