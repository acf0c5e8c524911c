/* Made schools: small instances of which it is known why they do not fit. */
#include "made.h"

#include "engine/builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

const struct deadline never = {&clock_system, INT64_MAX};

struct str numbered(struct made *m, const char *what, uint32_t i)
{
	return arena_printf(m->arena, "%s%u", what, i);
}

/* n_days days "D0", "D1" ... of so many times. */
struct made make(uint32_t n_days, uint32_t times_a_day)
{
	struct made m = {.arena = arena_create(1U << 14),
			 .b = weft_builder_create(STR("made")),
			 .n_times = n_days * times_a_day};

	for (uint32_t day = 0; day < n_days; day++) {
		uint32_t group = weft_builder_add_time_group(m.b, numbered(&m, "D", day), STR(""),
							     WEFT_DAY);

		for (uint32_t i = 0; i < times_a_day; i++)
			weft_builder_put_time(
				m.b, group,
				weft_builder_add_time(m.b, numbered(&m, "t", day * times_a_day + i),
						      STR("")));
	}
	m.type = weft_builder_add_resource_type(m.b, STR("R"), STR(""));
	m.all_events = weft_builder_add_event_group(m.b, STR("all"), STR(""), false);
	return m;
}

uint32_t add_resource(struct made *m, const char *id)
{
	return weft_builder_add_resource(m->b, str_from(id), STR(""), m->type);
}

/* Of the duration, with the resources preassigned (WEFT_NONE: not). */
uint32_t add_event(struct made *m, int32_t duration, uint32_t resource, uint32_t other)
{
	uint32_t event = weft_builder_add_event(m->b, numbered(m, "e", m->n_events++), STR(""),
						duration);

	if (resource != WEFT_NONE)
		(void)weft_builder_add_need(
			m->b, event, &(struct weft_need){STR_INIT(""), m->type, resource, 0, 0});
	if (other != WEFT_NONE)
		(void)weft_builder_add_need(
			m->b, event, &(struct weft_need){STR_INIT(""), m->type, other, 0, 0});
	weft_builder_put_event(m->b, m->all_events, event);
	return event;
}

uint32_t add_rule(struct made *m, enum weft_kind kind, const char *id, int64_t price,
		  struct weft_limits limits)
{
	return weft_builder_add_constraint(m->b, &(struct weft_rule){.kind = kind,
								     .id = str_from(id),
								     .name = str_from(id),
								     .required = true,
								     .weight = 1,
								     .limits = limits,
								     .price = price});
}

/* Every event gets a time: "times". */
void all_timetabled(struct made *m, int64_t price)
{
	weft_builder_apply_to_event_group(
		m->b, add_rule(m, WEFT_ASSIGN_TIME, "times", price, (struct weft_limits){0}),
		m->all_events);
}

/* No event is split: a fact. */
void nothing_split(struct made *m)
{
	weft_builder_apply_to_event_group(m->b,
					  add_rule(m, WEFT_SPLIT_EVENTS, "whole", WEFT_NO_PRICE,
						   (struct weft_limits){.minimum = 1,
									.maximum = 1,
									.minimum_duration = 1,
									.maximum_duration = 100}),
					  m->all_events);
}

void no_clash(struct made *m, const char *id, uint32_t resource, int64_t price)
{
	weft_builder_apply_to_resource(
		m->b, add_rule(m, WEFT_AVOID_CLASHES, id, price, (struct weft_limits){0}),
		resource);
}

uint32_t blocked(struct made *m, const char *id, uint32_t resource, int64_t price, uint32_t from,
		 uint32_t to)
{
	uint32_t c = add_rule(m, WEFT_AVOID_UNAVAILABLE_TIMES, id, price, (struct weft_limits){0});

	weft_builder_apply_to_resource(m->b, c, resource);
	for (uint32_t t = from; t < to; t++)
		weft_builder_name_time(m->b, c, t);
	return c;
}

void finish(struct made *m, const struct weft_proof_options *options)
{
	struct err err = {0};

	if (!weft_builder_finish(m->b, &m->instance, &err) ||
	    !weft_proof_create(&m->proof, m->instance, options, &err))
		fail_msg("%s", err.text);
}

void discard(struct made *m)
{
	weft_proof_destroy(m->proof);
	weft_instance_destroy(m->instance);
	weft_builder_destroy(m->b);
	arena_destroy(m->arena);
}

/* The names, separated by spaces, in the order of the rules. */
const char *names(struct made *m, struct weft_list rules)
{
	struct str all = STR("");

	for (uint32_t i = 0; i < rules.n; i++)
		all = arena_printf(m->arena, "%.*s%s%.*s", STR_ARG(all), i > 0 ? " " : "",
				   STR_ARG(weft_proof_rules(m->proof).at[rules.at[i]].name));
	return arena_printf(m->arena, "%.*s", STR_ARG(all)).ptr;
}

/* Exactly these minimal conflicts, in any order. */
struct weft_conflicts expect_conflicts(struct made *m, const char *const *wanted, size_t n)
{
	struct weft_conflicts found = weft_proof_conflicts(m->proof, 50, &never, m->arena);

	assert_int_equal(weft_proof_decide(m->proof, NULL, &never),
			 n > 0 ? WEFT_INFEASIBLE : WEFT_FEASIBLE);
	assert_true(found.complete);
	assert_int_equal(found.n, n);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < found.n && strcmp(names(m, found.at[k].rules), wanted[i]) != 0)
			k++;
		if (k == found.n)
			fail_msg("no conflict {%s}, but {%s}", wanted[i],
				 names(m, found.at[0].rules));
		assert_true(found.at[k].minimal);
	}
	return found;
}

/* Exactly these, in this order. */
void expect_relaxations(struct made *m, const struct wanted *wanted, size_t n)
{
	struct weft_relaxations found = weft_proof_relaxations(m->proof, 20, -1, &never, m->arena);

	for (size_t i = 0; i < n && i < found.n; i++) {
		assert_string_equal(names(m, found.at[i].rules), wanted[i].names);
		assert_int_equal(found.at[i].price, wanted[i].price);
		assert_int_equal(found.at[i].number_by, wanted[i].number_by);
		assert_true(found.at[i].least);
	}
	assert_int_equal(found.n, n);
}
