/* The rules of the zone about labs, as constraints of the engine. */
#include "parts/year/year_instance_internal.h"

struct weft_rule year_rule_of(enum weft_kind kind, bool required, struct str tag)
{
	return (struct weft_rule){.kind = kind,
				  .required = required,
				  .weight = 1,
				  .cost_function = WEFT_LINEAR,
				  .tag_text = tag,
				  .price = required ? 0 : WEFT_NO_PRICE};
}

/* A rule of the zone: required where it must hold, else with a weight. */
struct weft_rule year_rule_of_row(enum weft_kind kind, const struct zone_rule *row)
{
	struct weft_rule rule = year_rule_of(kind, row->strength == ZONE_MUST, row->code);

	rule.weight = row->strength == ZONE_NICE ? 3 : row->strength == ZONE_STRONG ? 20 : 1;
	rule.price = row->price_cents;
	return rule;
}

static bool speaks_of(const struct making *m, const struct zone_rule *row, size_t lab,
		      uint32_t school)
{
	return year_rule_applies(m->problem, row, lab) &&
	       (school == ZONE_NONE || m->problem->labs[lab].school == school);
}

/* So many labs, or substitutes, on each date on which the rule is in force. */
static void add_capacity(struct making *m, const struct zone_rule *row, uint32_t school)
{
	struct weft_rule rule = year_rule_of_row(WEFT_CAPACITY, row);
	uint32_t c;

	rule.limits = (struct weft_limits){.maximum = year_rule_maximum(row),
					   .by_size = row->kind == ZONE_LAB_SUBSTITUTES};
	c = weft_builder_add_constraint(m->builder, &rule);
	for (size_t i = 0; i < m->problem->n_labs; i++)
		for (uint32_t d = 0; speaks_of(m, row, i, school) && d < m->problem->labs[i].days;
		     d++)
			weft_builder_apply_to_event(m->builder, c, m->event[i] + d);
	for (size_t t = 0;
	     (row->from != ZONE_UNSET || row->to != ZONE_UNSET) && t < m->problem->n_dates; t++)
		if (year_rule_is_on(row, m->problem->first + (int32_t)t))
			weft_builder_name_time(m->builder, c, (uint32_t)t);
}

/* So many labs in each week, month ... */
static void add_stretches(struct making *m, const struct zone_rule *row, uint32_t school)
{
	const struct year_problem *problem = m->problem;
	struct weft_rule rule = year_rule_of_row(WEFT_SPREAD_EVENTS, row);
	uint32_t c = weft_builder_add_constraint(m->builder, &rule), part = WEFT_NONE;
	uint32_t group = weft_builder_add_event_group(
		m->builder, arena_printf(m->arena, "%.*s at %u", STR_ARG(row->code), school),
		STR(""), false);
	int32_t last = INT32_MIN;

	for (size_t i = 0; i < problem->n_labs; i++)
		for (uint32_t d = 0; speaks_of(m, row, i, school) && d < problem->labs[i].days; d++)
			weft_builder_put_event(m->builder, group, m->event[i] + d);
	weft_builder_apply_to_event_group(m->builder, c, group);
	for (size_t t = 0; t < problem->n_dates; t++) {
		int32_t date = problem->first + (int32_t)t;
		int32_t stretch = year_stretch(problem, year_rule_per(row), date);

		if (m->open[t] == 0 || !year_rule_is_on(row, date))
			continue;
		if (stretch != last) {
			last = stretch;
			part = weft_builder_add_time_group(m->builder,
							   arena_printf(m->arena, "%.*s %d at %u",
									STR_ARG(row->code), stretch,
									school),
							   STR(""), WEFT_TIME_GROUP);
			weft_builder_name_limited_group(m->builder, c, part, 0,
							year_rule_maximum(row));
		}
		weft_builder_put_time(m->builder, part, (uint32_t)t);
	}
}

static void add_rule(struct making *m, const struct zone_rule *row, uint32_t school)
{
	if (year_rule_per(row) == ZONE_PER_DAY || row->kind == ZONE_LAB_SUBSTITUTES)
		add_capacity(m, row, school);
	else
		add_stretches(m, row, school);
}

/* Weekdays or shapes that are wished. */
static void add_wished_days(struct making *m, const struct zone_rule *row)
{
	const struct year_problem *problem = m->problem;
	struct weft_rule rule = year_rule_of_row(WEFT_PREFER_TIMES, row);

	for (size_t i = 0; i < problem->n_labs; i++) {
		uint32_t c;

		if (problem->labs[i].number != 1 || !year_rule_applies(problem, row, i))
			continue;
		c = weft_builder_add_constraint(m->builder, &rule);
		for (size_t t = 0; t < problem->n_dates; t++)
			if (!year_is_unwished(problem, row, i, problem->first + (int32_t)t))
				weft_builder_name_time(m->builder, c, (uint32_t)t);
		for (size_t k = i;
		     k < problem->n_labs && problem->labs[k].plan == problem->labs[i].plan; k++)
			for (uint32_t d = 0; d < problem->labs[k].days; d++)
				weft_builder_apply_to_event(m->builder, c, m->event[k] + d);
	}
}

static bool has_lab(const struct making *m, const struct zone_rule *row, uint32_t school)
{
	for (size_t i = 0; i < m->problem->n_labs; i++)
		if (year_rule_applies(m->problem, row, i) &&
		    (school == ZONE_NONE || m->problem->labs[i].school == school))
			return true;
	return false;
}

static bool is_ever_on(const struct year_problem *problem, const struct zone_rule *row)
{
	for (int32_t date = problem->first; date <= problem->last; date++)
		if (year_rule_is_on(row, date))
			return true;
	return false;
}

void year_add_rules(struct making *m)
{
	const struct zone *zone = m->problem->zone;

	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *row = &zone->rules.at[r];

		if (!has_lab(m, row, ZONE_NONE) || !is_ever_on(m->problem, row))
			continue;
		if ((row->kind == ZONE_LAB_WEEKDAYS || row->kind == ZONE_LAB_SHAPES) &&
		    row->strength != ZONE_MUST)
			add_wished_days(m, row);
		if (!year_rule_counts(row))
			continue;
		if (row->kind != ZONE_LAB_PER_SCHOOL)
			add_rule(m, row, ZONE_NONE);
		for (uint32_t s = 0; row->kind == ZONE_LAB_PER_SCHOOL && s < zone->schools.n; s++)
			if (has_lab(m, row, s))
				add_rule(m, row, s);
	}
}
