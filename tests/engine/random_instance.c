#include "random_instance.h"

#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_TYPES = 2, N_GROUPS = 4, N_SITES = 3 };

struct maker {
	struct rng *rng;
	struct weft_builder *b;
	const struct random_size *size;
	uint32_t n_time_groups;
	char id[32];
};

static uint32_t below(struct rng *rng, uint32_t n)
{
	return (uint32_t)rng_below(rng, n);
}

static bool chance(struct maker *m, uint32_t percent)
{
	return below(m->rng, 100) < percent;
}

static struct str name(struct maker *m, const char *what, uint32_t number)
{
	(void)snprintf(m->id, sizeof m->id, "%s%u", what, number);
	return str_from(m->id);
}

static void make_times(struct maker *m)
{
	uint32_t days = m->size->days, times = m->size->times;

	for (uint32_t t = 0; t < times; t++)
		(void)weft_builder_add_time(m->b, name(m, "t", t), STR(""));
	for (uint32_t d = 0; d < days; d++)
		(void)weft_builder_add_time_group(m->b, name(m, "day", d), STR(""), WEFT_DAY);
	for (uint32_t g = 0; g < N_GROUPS; g++)
		(void)weft_builder_add_time_group(m->b, name(m, "group", g), STR(""),
						  WEFT_TIME_GROUP);
	m->n_time_groups = days + N_GROUPS;
	for (uint32_t t = 0; t < times; t++) {
		if (days > 0 && !chance(m, 5))
			weft_builder_put_time(m->b, t * days / times, t);
		for (uint32_t g = 0; g < N_GROUPS; g++)
			if (chance(m, 30))
				weft_builder_put_time(m->b, days + g, t);
		if (chance(m, 10))
			weft_builder_set_time_of_day(m->b, t, below(m->rng, 4));
	}
}

static void make_resources(struct maker *m)
{
	for (uint32_t i = 0; i < N_TYPES; i++)
		(void)weft_builder_add_resource_type(m->b, name(m, "type", i), STR(""));
	for (uint32_t g = 0; g < N_GROUPS; g++)
		(void)weft_builder_add_resource_group(m->b, name(m, "rg", g), STR(""), g % N_TYPES);
	for (uint32_t i = 0; i < m->size->resources; i++) {
		uint32_t r = weft_builder_add_resource(m->b, name(m, "r", i), STR(""), i % N_TYPES);

		for (uint32_t g = i % N_TYPES; g < N_GROUPS; g += N_TYPES)
			if (chance(m, 50))
				weft_builder_put_resource(m->b, g, r);
	}
	for (uint32_t i = 0; i < N_SITES; i++)
		(void)weft_builder_add_site(m->b, name(m, "site", i), STR(""));
}

static void make_event(struct maker *m, uint32_t number)
{
	static const struct str roles[] = {STR_INIT("A"), STR_INIT("B"), STR_INIT("C")};
	int32_t duration = 1 + (int32_t)below(m->rng, 4);
	uint32_t e = weft_builder_add_event(m->b, name(m, "e", number), STR(""), duration);

	if (chance(m, 10))
		weft_builder_set_event_time(m->b, e,
					    below(m->rng, m->size->times - (uint32_t)duration + 1));
	if (chance(m, 30))
		weft_builder_set_event_workload(m->b, e, (int32_t)below(m->rng, 7));
	if (chance(m, 60))
		weft_builder_set_event_site(m->b, e, below(m->rng, N_SITES));
	weft_builder_set_event_size(m->b, e, 1 + (int32_t)below(m->rng, 5));
	for (uint32_t i = 0; i < 3; i++) {
		uint32_t r = below(m->rng, m->size->resources);

		if (chance(m, 35))
			(void)weft_builder_add_need(m->b, e,
						    &(struct weft_need){
							    .role = roles[i],
							    .type = r % N_TYPES,
							    .resource = WEFT_NONE,
							    .has_workload = chance(m, 30),
							    .workload = (int32_t)below(m->rng, 5),
						    });
		else if (chance(m, 50))
			(void)weft_builder_add_need(
				m->b, e,
				&(struct weft_need){
					.role = chance(m, 50) ? roles[i] : STR(""),
					.type = WEFT_NONE,
					.resource = r,
				});
	}
}

static void make_events(struct maker *m)
{
	for (uint32_t g = 0; g < N_GROUPS; g++)
		(void)weft_builder_add_event_group(m->b, name(m, "eg", g), STR(""), g == 0);
	for (uint32_t e = 0; e < m->size->events; e++) {
		make_event(m, e);
		for (uint32_t g = 0; g < N_GROUPS; g++)
			if (chance(m, 30))
				weft_builder_put_event(m->b, g, e);
	}
}

/* Which lists a kind takes is known to the builder; here it is written down again. */
static void name_times(struct maker *m, uint32_t c, enum weft_kind kind)
{
	uint32_t n = kind == WEFT_FREE_BLOCKS || kind == WEFT_CAPACITY || kind == WEFT_TRAVEL ||
				     kind == WEFT_KEEP_OUT
			     ? below(m->rng, 3)
			     : 1 + below(m->rng, 3);
	bool times = kind == WEFT_PREFER_TIMES || kind == WEFT_AVOID_UNAVAILABLE_TIMES ||
		     kind == WEFT_CAPACITY || kind == WEFT_TRAVEL || kind == WEFT_KEEP_OUT ||
		     kind == WEFT_BREAKS;
	bool groups = times || kind == WEFT_LIMIT_IDLE_TIMES || kind == WEFT_CLUSTER_BUSY_TIMES ||
		      kind == WEFT_LIMIT_BUSY_TIMES || kind == WEFT_FREE_BLOCKS ||
		      kind == WEFT_GATHERINGS;

	for (uint32_t i = 0; i < n; i++) {
		int32_t minimum = (int32_t)below(m->rng, 2);

		if (times)
			weft_builder_name_time(m->b, c, below(m->rng, m->size->times));
		if (groups)
			weft_builder_name_time_group(m->b, c, below(m->rng, m->n_time_groups));
		if (kind == WEFT_SPREAD_EVENTS)
			weft_builder_name_limited_group(m->b, c, below(m->rng, m->n_time_groups),
							minimum,
							minimum + (int32_t)below(m->rng, 2));
		if (kind == WEFT_TRAVEL)
			weft_builder_name_distance(m->b, c, below(m->rng, N_SITES),
						   below(m->rng, N_SITES),
						   (int32_t)below(m->rng, 4));
	}
}

static void apply(struct maker *m, uint32_t c, enum weft_kind kind)
{
	bool pairs = kind == WEFT_ORDER_EVENTS;
	bool resources = (kind >= WEFT_AVOID_CLASHES && kind <= WEFT_FREE_BLOCKS) ||
			 kind == WEFT_MINIMUM_GAP || kind == WEFT_BREAKS;
	bool groups = !pairs && (kind < WEFT_AVOID_CLASHES || kind == WEFT_CAPACITY ||
				 kind == WEFT_SAME_TIME_OF_DAY || kind == WEFT_MINIMUM_GAP ||
				 kind == WEFT_KEEP_OUT || kind == WEFT_GATHERINGS);
	bool events = groups && kind != WEFT_AVOID_SPLIT_ASSIGNMENTS &&
		      kind != WEFT_SPREAD_EVENTS && kind != WEFT_LINK_EVENTS;

	if (pairs)
		weft_builder_apply_to_pair(m->b, c,
					   &(struct weft_event_pair){
						   below(m->rng, m->size->events),
						   below(m->rng, m->size->events),
						   (int32_t)below(m->rng, 3),
						   chance(m, 50) ? WEFT_UNLIMITED : 4,
					   });
	if (resources && chance(m, 60))
		weft_builder_apply_to_resource_group(m->b, c, below(m->rng, N_GROUPS));
	if (resources && chance(m, 60))
		weft_builder_apply_to_resource(m->b, c, below(m->rng, m->size->resources));
	if (groups && chance(m, 70))
		weft_builder_apply_to_event_group(m->b, c, below(m->rng, N_GROUPS));
	if (events && chance(m, 60))
		weft_builder_apply_to_event(m->b, c, below(m->rng, m->size->events));
}

static void make_constraint(struct maker *m, uint32_t number)
{
	static const struct str roles[] = {STR_INIT("A"), STR_INIT("B"), STR_INIT("C")};
	enum weft_kind kind = (enum weft_kind)(number % WEFT_N_KINDS);
	int32_t minimum = (int32_t)below(m->rng, 3);
	uint32_t c = weft_builder_add_constraint(
		m->b,
		&(struct weft_rule){
			.kind = kind,
			.id = name(m, "c", number),
			.required = chance(m, 50),
			.weight = (int32_t)below(m->rng, 10),
			.cost_function = (enum weft_cost_function)below(m->rng,
									WEFT_N_COST_FUNCTIONS),
			.limits = {.minimum = minimum,
				   .maximum = chance(m, 10) ? WEFT_UNLIMITED
							    : minimum + (int32_t)below(m->rng, 3),
				   .minimum_duration = 1 + (int32_t)below(m->rng, 2),
				   .maximum_duration = 2 + (int32_t)below(m->rng, 2),
				   .duration = kind == WEFT_PREFER_TIMES
						       ? (int32_t)below(m->rng, 3)
						       : 1 + (int32_t)below(m->rng, 3),
				   .length = 1 + (int32_t)below(m->rng, 3),
				   .by_size = chance(m, 50),
				   .across_days = chance(m, 50)},
			.role = roles[below(m->rng, 3)],
			.price = WEFT_NO_PRICE,
		});

	apply(m, c, kind);
	name_times(m, c, kind);
	if (kind == WEFT_PREFER_RESOURCES || kind == WEFT_KEEP_OUT) {
		weft_builder_name_resource(m->b, c, below(m->rng, m->size->resources));
		weft_builder_name_resource_group(m->b, c, below(m->rng, N_GROUPS));
	}
}

struct weft_instance *random_instance(struct rng *rng, const struct random_size *size)
{
	struct maker m = {.rng = rng, .b = weft_builder_create(STR("random")), .size = size};
	struct weft_instance *instance;
	struct err err;

	make_times(&m);
	make_resources(&m);
	make_events(&m);
	for (uint32_t i = 0; i < size->constraints; i++)
		make_constraint(&m, i);
	if (!weft_builder_finish(m.b, &instance, &err)) {
		(void)fprintf(stderr, "random instance: %s\n", err.text);
		abort();
	}
	weft_builder_destroy(m.b);
	return instance;
}

static uint32_t any_meet(struct rng *rng, struct weft_solution *s)
{
	const struct weft_instance *in = weft_solution_instance(s);
	uint32_t e = below(rng, in->n_events);

	return in->events[e].first_meet + below(rng, weft_solution_n_meets(s, e));
}

static void change_time(struct rng *rng, struct weft_solution *s)
{
	uint32_t m = any_meet(rng, s), time = below(rng, weft_solution_instance(s)->n_times + 1);

	if (time == weft_solution_instance(s)->n_times)
		time = WEFT_NONE;
	if (weft_solution_may_start(s, m, time))
		weft_solution_set_time(s, m, time);
}

static void change_resource(struct rng *rng, struct weft_solution *s)
{
	const struct weft_instance *in = weft_solution_instance(s);
	uint32_t m = any_meet(rng, s), r = below(rng, in->n_resources + 1);
	uint32_t n = in->events[weft_solution_meet(s, m)->event].n_resources;
	uint32_t need = below(rng, n + 1);

	if (r == in->n_resources)
		r = WEFT_NONE;
	if (need < n && weft_solution_may_use(s, m, need, r))
		weft_solution_set_resource(s, m, need, r);
}

static void change_two(struct rng *rng, struct weft_solution *s)
{
	uint32_t a = any_meet(rng, s), b = any_meet(rng, s);

	if (a != b && weft_solution_may_start(s, a, weft_solution_meet(s, b)->start) &&
	    weft_solution_may_start(s, b, weft_solution_meet(s, a)->start))
		weft_solution_swap_times(s, a, b);
}

static void change_meets(struct rng *rng, struct weft_solution *s)
{
	const struct weft_instance *in = weft_solution_instance(s);
	uint32_t m = any_meet(rng, s), e = weft_solution_meet(s, m)->event;
	uint32_t n = weft_solution_n_meets(s, e), other = in->events[e].first_meet + below(rng, n);
	int32_t duration = weft_solution_meet(s, m)->duration;
	int32_t parts[2] = {1, 1 + (int32_t)below(rng, 2)};
	struct err err;

	if (below(rng, 6) == 0)
		(void)weft_solution_set_meets(s, e, parts, below(rng, 3), &err);
	else if (duration > 1 && below(rng, 2) == 0)
		(void)weft_solution_split(s, m, 1 + (int32_t)below(rng, (uint32_t)duration - 1));
	else if (other != m)
		(void)weft_solution_merge(s, m, other);
}

void random_change(struct rng *rng, struct weft_solution *s)
{
	uint32_t what = below(rng, 20);

	if (what < 9)
		change_time(rng, s);
	else if (what < 14)
		change_resource(rng, s);
	else if (what < 17)
		change_two(rng, s);
	else
		change_meets(rng, s);
}
