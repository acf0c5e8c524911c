#include "parts/year/year_move.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_rule.h"
#include "parts/year/year_bars.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_look.h"
#include "parts/year/year_valid.h"

#include <stdlib.h>

struct moving {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
	size_t lab;
	struct year_index index;
	uint32_t *fits; /* rules that count labs and speak of this one */
	size_t n_fits;
	int32_t even_days;               /* wished between labs of the plan, 0: nothing */
	VEC(struct year_reason) reasons; /* of the date that is looked at */
};

static void object(struct moving *m, bool must, uint32_t rule, struct str sentence)
{
	int64_t price = rule == ZONE_NONE ? -1 : m->problem->zone->rules.at[rule].price_cents;

	*vec_push(m->arena, &m->reasons) = (struct year_reason){must, rule, price > 0 ? price : -1,
								sentence};
}

/* ---- The calendar ---- */

static struct str name_of_school(const struct moving *m)
{
	uint32_t school = m->problem->labs[m->lab].school;

	return school == ZONE_NONE ? STR("The zone") : m->problem->zone->schools.at[school].name;
}

/* The rule that bars a weekday or a shape. */
static uint32_t barring_rule(const struct moving *m, enum zone_rule_kind kind, int32_t date)
{
	const struct zone *zone = m->problem->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (rule->kind != kind || rule->strength != ZONE_MUST ||
		    !year_rule_applies(m->problem, rule, m->lab) ||
		    !zone_is_on(rule->from, rule->to, date))
			continue;
		if (kind != ZONE_LAB_WEEKDAYS ||
		    !zone_set_applies(rule->weekdays, (int)date_weekday(date)))
			return r;
	}
	return ZONE_NONE;
}

/* What closes the date, said once for each kind of reason (year_bar_words() says the first). */
static void look_at_calendar(struct moving *m, int32_t date)
{
	static const unsigned kinds[] = {YEAR_BAR_CLOSED | YEAR_BAR_NO_SCHOOL,
					 YEAR_BAR_BLACKOUT,
					 YEAR_BAR_WEEKDAY,
					 YEAR_BAR_SHAPE,
					 YEAR_BAR_PLAN,
					 YEAR_BAR_PERSON,
					 YEAR_BAR_HOSTS};
	unsigned bars = year_bars(m->problem, m->lab, date);

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		uint32_t rule = ZONE_NONE;

		if ((bars & kinds[k]) == 0)
			continue;
		if (kinds[k] == YEAR_BAR_WEEKDAY)
			rule = barring_rule(m, ZONE_LAB_WEEKDAYS, date);
		if (kinds[k] == YEAR_BAR_SHAPE)
			rule = barring_rule(m, ZONE_LAB_SHAPES, date);
		object(m, true, rule,
		       year_sentence(m->arena,
				     year_bar_words(m->arena, m->problem, m->lab, date, kinds[k])));
		if (k == 0)
			return;
	}
}

/* ---- Other labs ---- */

static bool counts(const struct moving *m, const struct zone_rule *rule, uint32_t other)
{
	return other != m->lab && year_rule_applies(m->problem, rule, other) &&
	       (rule->kind != ZONE_LAB_PER_SCHOOL ||
		m->problem->labs[other].school == m->problem->labs[m->lab].school);
}

/* The other labs in the stretch of the rule in which a date lies. */
static int32_t list_labs(struct moving *m, const struct zone_rule *rule, int32_t date,
			 struct text *text)
{
	bool by_size = rule->kind == ZONE_LAB_SUBSTITUTES;
	enum zone_per per = by_size ? ZONE_PER_DAY : year_rule_per(rule);
	int32_t stretch = year_stretch(m->problem, per, date), amount = 0;

	for (int32_t on = m->problem->first; on <= m->problem->last; on++) {
		size_t day = (size_t)(on - m->problem->first);

		if (year_stretch(m->problem, per, on) != stretch || !year_rule_is_on(rule, on))
			continue;
		for (uint32_t i = m->index.first[day]; i < m->index.first[day + 1]; i++) {
			if (!counts(m, rule, m->index.on[i]))
				continue;
			text_printf(text, "%s%.*s", text_str(text).len > 0 ? "; " : "",
				    STR_ARG(year_lab_name(m->arena, m->problem, m->index.on[i])));
			amount += by_size ? m->problem->labs[m->index.on[i]].substitutes : 1;
		}
	}
	return amount;
}

static void look_at_rule(struct moving *m, uint32_t r, int32_t date)
{
	const struct zone_rule *rule = &m->problem->zone->rules.at[r];
	bool by_size = rule->kind == ZONE_LAB_SUBSTITUTES;
	int32_t amount = by_size ? m->problem->labs[m->lab].substitutes : 1;
	struct text there, text;

	if (!year_rule_is_on(rule, date))
		return;
	text_init(&there, m->arena);
	amount += list_labs(m, rule, date, &there);
	if (amount <= year_rule_maximum(rule))
		return;
	text_init(&text, m->arena);
	if (by_size)
		text_printf(&text,
			    "%.*s would need %d substitutes, and %d are the most. Already there: ",
			    STR_ARG(year_short_date(m->arena, date)), amount, rule->maximum);
	else if (year_rule_per(rule) != ZONE_PER_DAY)
		text_printf(&text, "%.*s Already there: ",
			    STR_ARG(zone_rule_sentence(m->arena, m->problem->zone, r)));
	else if (rule->kind == ZONE_LAB_PER_SCHOOL)
		text_printf(&text, "%.*s has a lab on %.*s already: ", STR_ARG(name_of_school(m)),
			    STR_ARG(year_short_date(m->arena, date)));
	else
		text_printf(&text, "%.*s. On %.*s there is already: ",
			    STR_ARG(rule->source.len > 0 ? rule->source
							 : STR("These schools take turns")),
			    STR_ARG(year_short_date(m->arena, date)));
	text_printf(&text, "%.*s.", STR_ARG(text_str(&there)));
	object(m, rule->strength == ZONE_MUST, r, text_str(&text));
}

static uint32_t shared_person(const struct moving *m, uint32_t other)
{
	const struct zone *zone = m->problem->zone;
	struct zone_list own = zone->lab_plans.at[m->problem->labs[m->lab].plan].attend;

	for (size_t i = 0; i < own.n; i++)
		if (year_must_be_in(m->problem, other, own.at[i]))
			return own.at[i];
	for (size_t i = 0; i < zone->members.n; i++)
		if (zone->members.at[i].team == m->problem->labs[m->lab].team &&
		    !zone->members.at[i].partner &&
		    year_must_be_in(m->problem, other, zone->members.at[i].person))
			return zone->members.at[i].person;
	return ZONE_NONE;
}

static void look_at_people(struct moving *m, int32_t date)
{
	size_t day = (size_t)(date - m->problem->first);

	for (uint32_t i = m->index.first[day]; i < m->index.first[day + 1]; i++) {
		uint32_t person = m->index.on[i] == m->lab ? ZONE_NONE
							   : shared_person(m, m->index.on[i]);

		if (person != ZONE_NONE)
			object(m, true, ZONE_NONE,
			       arena_printf(m->arena, "%.*s is in another lab on %.*s: %.*s.",
					    STR_ARG(m->problem->zone->people.at[person].name),
					    STR_ARG(year_short_date(m->arena, date)),
					    STR_ARG(year_lab_name(m->arena, m->problem,
								  m->index.on[i]))));
	}
}

static void look_at_spacing(struct moving *m, int32_t date)
{
	for (size_t i = 0; i < m->plan->n; i++) {
		int32_t other = m->plan->at[i].date, apart, spacing;

		if (i == m->lab || other == ZONE_UNSET ||
		    m->problem->labs[i].team != m->problem->labs[m->lab].team)
			continue;
		apart = abs(other - date);
		spacing = year_spacing_between(m->problem, m->lab, i);
		if (apart < spacing)
			object(m, true, m->problem->labs[m->lab].spacing_rule,
			       arena_printf(m->arena,
					    "The team has a lab on %.*s, %d days away; %d are the "
					    "least.",
					    STR_ARG(year_short_date(m->arena, other)), apart,
					    spacing));
		else if (m->problem->labs[i].plan == m->problem->labs[m->lab].plan &&
			 apart < m->even_days)
			object(m, false, ZONE_NONE,
			       arena_printf(m->arena,
					    "Only %d days from the lab of %.*s: wished are %d.",
					    apart, STR_ARG(year_short_date(m->arena, other)),
					    m->even_days));
	}
}

/* ---- A date ---- */

static struct year_target look_at(struct moving *m, int32_t date)
{
	const struct year_lab *own = &m->problem->labs[m->lab];
	struct year_target target = {.date = date,
				     .stands = m->plan->at[m->lab].date == date,
				     .legal = true,
				     .substitutes = own->substitutes};

	m->reasons.at = NULL;
	m->reasons.n = m->reasons.cap = 0;
	for (uint32_t d = 0; d < own->days; d++) {
		int32_t on = date + 7 * (int32_t)d;

		look_at_calendar(m, on);
		if (on < m->problem->first || on > m->problem->last)
			continue;
		for (size_t r = 0; r < m->n_fits; r++)
			look_at_rule(m, m->fits[r], on);
		look_at_people(m, on);
	}
	look_at_spacing(m, date);
	if (date >= m->problem->first && date <= m->problem->last)
		for (uint32_t i = m->index.first[date - m->problem->first];
		     i < m->index.first[date - m->problem->first + 1]; i++)
			if (m->index.on[i] != m->lab)
				target.substitutes += m->problem->labs[m->index.on[i]].substitutes;
	for (size_t i = 0; i < m->reasons.n; i++) {
		const struct year_reason *reason = &m->reasons.at[i];
		bool again = false;

		if (!reason->must)
			continue;
		target.legal = false;
		for (size_t j = 0; j < i && reason->rule != ZONE_NONE; j++)
			again = again ||
				(m->reasons.at[j].must && m->reasons.at[j].rule == reason->rule);
		if (reason->price_cents < 0 || target.price_cents < 0)
			target.price_cents = -1;
		else if (!again)
			target.price_cents += reason->price_cents;
	}
	target.reasons = m->reasons.at;
	target.n_reasons = m->reasons.n;
	return target;
}

static int32_t even_days_of(const struct moving *m)
{
	const struct year_lab *own = &m->problem->labs[m->lab];
	int32_t count = m->problem->zone->lab_plans.at[own->plan].count;
	int32_t first = ZONE_UNSET, last = ZONE_UNSET;

	for (int32_t date = m->problem->first; date <= m->problem->last; date++)
		if (year_is_open(m->problem, m->lab, date)) {
			first = first == ZONE_UNSET ? date : first;
			last = date;
		}
	return count < 2 || first == ZONE_UNSET ? 0 : (last - first + 1) * 7 / (10 * count);
}

static struct moving begin(struct arena *arena, const struct year_problem *problem,
			   const struct year_plan *plan, size_t lab)
{
	struct moving m = {.arena = arena, .problem = problem, .plan = plan, .lab = lab};

	m.index = year_index_of(arena, problem, plan);
	m.even_days = even_days_of(&m);
	m.fits = arena_array(arena, uint32_t, problem->zone->rules.n);
	for (uint32_t r = 0; r < problem->zone->rules.n; r++) {
		const struct zone_rule *rule = &problem->zone->rules.at[r];

		if (year_rule_counts(rule) && year_rule_applies(problem, rule, lab))
			m.fits[m.n_fits++] = r;
	}
	return m;
}

struct year_target year_target_on(struct arena *arena, const struct year_problem *problem,
				  const struct year_plan *plan, size_t lab, int32_t date)
{
	struct moving m = begin(arena, problem, plan, lab);

	return look_at(&m, date);
}

struct year_targets year_targets_of(struct arena *arena, const struct year_problem *problem,
				    const struct year_plan *plan, size_t lab)
{
	struct moving m = begin(arena, problem, plan, lab);
	struct year_target *targets = arena_array(arena, struct year_target, problem->n_dates);
	size_t n = 0;

	for (int32_t date = problem->first; date <= problem->last; date++)
		if (date_weekday(date) <= FRIDAY)
			targets[n++] = look_at(&m, date);
	return (struct year_targets){targets, n};
}

size_t year_swaps_of(struct arena *arena, const struct year_problem *problem,
		     const struct year_plan *plan, size_t lab, const struct year_swap **ret)
{
	struct year_plan tried = year_plan_copy(arena, plan);
	VEC(struct year_swap) swaps = {0};
	int32_t here = plan->at[lab].date;

	for (size_t i = 0; here != ZONE_UNSET && i < plan->n; i++) {
		int32_t there = plan->at[i].date;

		if (i == lab || there == here || there == ZONE_UNSET || plan->at[i].locked)
			continue;
		tried.at[lab].date = there;
		tried.at[i].date = here;
		if (year_fits(problem, &tried, lab, there) && year_fits(problem, &tried, i, here))
			*vec_push(arena, &swaps) = (struct year_swap){i, there};
		tried.at[lab].date = here;
		tried.at[i].date = there;
	}
	*ret = swaps.at;
	return swaps.n;
}
