#include "parts/year/year_instance.h"

#include "base/date.h"
#include "engine/builder.h"
#include "parts/year/year_instance_internal.h"

#include <assert.h>

enum {
	WEIGHT_PART = 6,
	WEIGHT_TEAM_PART = 4,
	WEIGHT_WEEKDAY = 1,
	WEIGHT_STAY = 20,
	MOST_SPACING = YEAR_MAX_DAYS
};

/* A locked lab stands where it is, whatever the calendar says now. */
static bool is_locked(const struct making *m, size_t lab)
{
	return m->locks != NULL && m->locks->at[lab].locked && m->locks->at[lab].date != ZONE_UNSET;
}

static void add_times(struct making *m)
{
	const struct year_problem *problem = m->problem;

	for (size_t d = 0; d < problem->n_dates; d++)
		(void)weft_builder_add_time(
			m->builder, date_text(m->arena, problem->first + (int32_t)d), STR(""));
	for (int w = MONDAY; w <= SUNDAY; w++)
		m->weekday_group[w] = weft_builder_add_time_group(
			m->builder, date_weekday_name((enum weekday)w), STR(""), WEFT_TIME_GROUP);
	m->open = arena_array(m->arena, uint8_t, problem->n_dates);
	for (size_t d = 0; d < problem->n_dates; d++) {
		weft_builder_put_time(m->builder,
				      m->weekday_group[date_weekday(problem->first + (int32_t)d)],
				      (uint32_t)d);
		for (size_t p = 0; p < problem->zone->lab_plans.n; p++)
			m->open[d] |= problem->bars[p * problem->n_dates + d] == 0;
	}
	for (size_t i = 0; i < problem->n_labs; i++)
		if (is_locked(m, i))
			m->open[year_time_of_date(problem, m->locks->at[i].date)] = 1;
}

static uint32_t person_of(struct making *m, uint32_t type, uint32_t person)
{
	const struct zone_person *row = &m->problem->zone->people.at[person];
	uint32_t c;
	struct weft_rule rule;

	if (m->person[person] != WEFT_NONE)
		return m->person[person];
	m->person[person] = weft_builder_add_resource(m->builder, row->code, row->name, type);
	rule = year_rule_of(WEFT_AVOID_CLASHES, true,
			    arena_printf(m->arena, "people/%.*s", STR_ARG(row->code)));
	c = weft_builder_add_constraint(m->builder, &rule);
	weft_builder_apply_to_resource(m->builder, c, m->person[person]);
	return m->person[person];
}

/* Members who are in another team with labs too: they cannot be in two places. */
static bool is_in_other_lab_team(const struct zone *zone, uint32_t person, uint32_t team)
{
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		if (member->person != person || member->team == team || member->partner)
			continue;
		for (size_t p = 0; p < zone->lab_plans.n; p++)
			if (zone->lab_plans.at[p].team == member->team &&
			    zone->lab_plans.at[p].count > 0)
				return true;
	}
	return false;
}

/* A lab of two periods could have its second on the day of the team's next: the team is then a
 * resource of its own. Elsewhere the spacing keeps its labs on different days. */
static void add_team(struct making *m, uint32_t type, size_t lab, uint32_t event)
{
	const struct zone_team *team = &m->problem->zone->teams.at[m->problem->labs[lab].team];
	struct weft_need need = {.type = type, .resource = m->team[m->problem->labs[lab].team]};
	bool two_days = false;

	for (size_t i = 0; i < m->problem->n_labs && !two_days; i++)
		two_days = m->problem->labs[i].team == m->problem->labs[lab].team &&
			   m->problem->labs[i].days == 2;
	if (!two_days)
		return;
	if (need.resource == WEFT_NONE) {
		struct weft_rule rule = year_rule_of(
			WEFT_AVOID_CLASHES, true,
			arena_printf(m->arena, "teams/%.*s", STR_ARG(team->code)));
		uint32_t c = weft_builder_add_constraint(m->builder, &rule);

		need.resource = weft_builder_add_resource(
			m->builder, arena_printf(m->arena, "teams/%.*s", STR_ARG(team->code)),
			team->name, type);
		m->team[m->problem->labs[lab].team] = need.resource;
		weft_builder_apply_to_resource(m->builder, c, need.resource);
	}
	(void)weft_builder_add_need(m->builder, event, &need);
}

static void add_needs(struct making *m, uint32_t type, size_t lab, uint32_t event)
{
	const struct zone *zone = m->problem->zone;
	const struct zone_lab_plan *plan = &zone->lab_plans.at[m->problem->labs[lab].plan];
	struct weft_need need = {.type = type};

	for (size_t i = 0; i < plan->attend.n; i++) {
		need.resource = person_of(m, type, plan->attend.at[i]);
		(void)weft_builder_add_need(m->builder, event, &need);
	}
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		if (member->team != plan->team || member->partner ||
		    !is_in_other_lab_team(zone, member->person, plan->team))
			continue;
		need.resource = person_of(m, type, member->person);
		(void)weft_builder_add_need(m->builder, event, &need);
	}
}

static void add_labs(struct making *m)
{
	const struct year_problem *problem = m->problem;
	uint32_t type = weft_builder_add_resource_type(m->builder, STR("Person"), STR("Person"));

	for (size_t i = 0; i < problem->zone->people.n; i++)
		m->person[i] = WEFT_NONE;
	for (size_t i = 0; i < problem->zone->teams.n; i++)
		m->team[i] = WEFT_NONE;
	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *lab = &problem->labs[i];

		for (uint32_t d = 0; d < lab->days; d++) {
			struct str plan = problem->zone->lab_plans.at[lab->plan].code;
			uint32_t event = weft_builder_add_event(
				m->builder,
				arena_printf(m->arena, "%.*s/%d/%u", STR_ARG(plan), lab->number,
					     d + 1),
				d == 0 ? year_lab_name(m->arena, problem, i) : STR(""), 1);

			if (d == 0)
				m->event[i] = event;
			weft_builder_set_event_size(m->builder, event, lab->substitutes);
			add_needs(m, type, i, event);
			add_team(m, type, i, event);
		}
	}
}

/* Each plan: its labs have a date, and one that is open. All of a plan are of one kind, and so have
 * as many days. */
static void add_plans(struct making *m)
{
	const struct year_problem *problem = m->problem;

	for (size_t from = 0, to = 0; from < problem->n_labs; from = to) {
		uint32_t plan = problem->labs[from].plan, days = problem->labs[from].days;
		struct weft_rule rule = year_rule_of(
			WEFT_ASSIGN_TIME, true,
			arena_printf(m->arena, "lab_plans/%.*s",
				     STR_ARG(problem->zone->lab_plans.at[plan].code)));
		uint32_t assign = weft_builder_add_constraint(m->builder, &rule), prefer[2];

		rule.kind = WEFT_PREFER_TIMES;
		rule.price = WEFT_NO_PRICE;
		rule.tag_text = STR("calendar");
		for (uint32_t d = 0; d < days; d++) {
			prefer[d] = weft_builder_add_constraint(m->builder, &rule);
			for (size_t t = 0; t < problem->n_dates; t++)
				if (t >= 7 * (size_t)d &&
				    year_is_open(problem, from,
						 problem->first + (int32_t)t - 7 * (int32_t)d))
					weft_builder_name_time(m->builder, prefer[d], (uint32_t)t);
		}
		for (; to < problem->n_labs && problem->labs[to].plan == plan; to++) {
			assert(problem->labs[to].days == days);
			for (uint32_t d = 0; d < days; d++) {
				weft_builder_apply_to_event(m->builder, assign, m->event[to] + d);
				if (is_locked(m, to))
					continue;
				weft_builder_apply_to_event(m->builder, prefer[d],
							    m->event[to] + d);
			}
		}
	}
}

/* The second period of a lab is a week after the first. */
static void add_second_days(struct making *m)
{
	const struct year_problem *problem = m->problem;
	struct weft_rule rule = year_rule_of(WEFT_ORDER_EVENTS, true, STR("lab_kinds"));
	uint32_t c = WEFT_NONE;

	for (size_t i = 0; i < problem->n_labs; i++) {
		struct weft_event_pair pair = {m->event[i], m->event[i] + 1, 6, 6};

		if (problem->labs[i].days != 2)
			continue;
		if (c == WEFT_NONE)
			c = weft_builder_add_constraint(m->builder, &rule);
		weft_builder_apply_to_pair(m->builder, c, &pair);
	}
}

/* Time groups of all stretches of so many days that begin on an open date. */
static uint32_t first_window(struct making *m, int32_t length)
{
	const struct year_problem *problem = m->problem;
	uint32_t first = WEFT_NONE;

	if (m->windows[length] != WEFT_NONE)
		return m->windows[length];
	for (size_t t = 0; t < problem->n_dates; t++) {
		uint32_t group;

		if (m->open[t] == 0)
			continue;
		group = weft_builder_add_time_group(
			m->builder, arena_printf(m->arena, "%d days from %zu", length, t), STR(""),
			WEFT_TIME_GROUP);
		for (size_t d = t; d < problem->n_dates && d < t + (size_t)length; d++)
			if (m->open[d] != 0)
				weft_builder_put_time(m->builder, group, (uint32_t)d);
		first = first == WEFT_NONE ? group : first;
	}
	m->windows[length] = first;
	return first;
}

/* A group of the first days of labs [from, to) that match: of a plan or of a team. */
static uint32_t group_of(struct making *m, struct str id, uint32_t team, uint32_t plan,
			 size_t *ret_n)
{
	uint32_t group = weft_builder_add_event_group(m->builder, id, STR(""), false);

	*ret_n = 0;
	for (size_t i = 0; i < m->problem->n_labs; i++) {
		const struct year_lab *lab = &m->problem->labs[i];

		if (lab->team != team || (plan != ZONE_NONE && lab->plan != plan))
			continue;
		weft_builder_put_event(m->builder, group, m->event[i]);
		++*ret_n;
	}
	return group;
}

/* Of labs of different plans of a team the smaller spacing counts (year_spacing_between): what is
 * said of the whole team must not ask more than the least of its plans. */
static int32_t least_spacing(const struct year_problem *problem, uint32_t team)
{
	int32_t least = MOST_SPACING;

	for (size_t i = 0; i < problem->n_labs; i++)
		if (problem->labs[i].team == team && problem->labs[i].spacing_days < least)
			least = problem->labs[i].spacing_days;
	return least;
}

static void add_spacing(struct making *m, const struct year_lab *lab, int32_t days, uint32_t group)
{
	struct str tag = lab->spacing_rule == ZONE_NONE
				 ? arena_printf(
					   m->arena, "lab_plans/%.*s",
					   STR_ARG(m->problem->zone->lab_plans.at[lab->plan].code))
				 : m->problem->zone->rules.at[lab->spacing_rule].code;
	struct weft_rule rule = year_rule_of(WEFT_SPREAD_EVENTS, true, tag);
	uint32_t c, window;

	if (days < 1 || days >= MOST_SPACING)
		return;
	window = first_window(m, days);
	if (window == WEFT_NONE)
		return;
	c = weft_builder_add_constraint(m->builder, &rule);
	weft_builder_apply_to_event_group(m->builder, c, group);
	for (size_t t = 0; t < m->problem->n_dates; t++)
		if (m->open[t] != 0)
			weft_builder_name_limited_group(m->builder, c, window++, 0, 1);
}

/* Wished: one of the n labs in each of n parts of the dates open to the lab. */
static void add_parts(struct making *m, size_t lab, uint32_t group, size_t n, int32_t weight)
{
	const struct year_problem *problem = m->problem;
	struct weft_rule rule = year_rule_of(WEFT_SPREAD_EVENTS, false, STR("even"));
	size_t n_open = 0, seen = 0;
	uint32_t c, part = WEFT_NONE;
	size_t last = SIZE_MAX;

	for (size_t t = 0; t < problem->n_dates; t++)
		n_open += year_is_open(problem, lab, problem->first + (int32_t)t);
	if (n < 2 || n_open < n)
		return;
	rule.weight = weight;
	c = weft_builder_add_constraint(m->builder, &rule);
	weft_builder_apply_to_event_group(m->builder, c, group);
	for (size_t t = 0; t < problem->n_dates; t++) {
		if (!year_is_open(problem, lab, problem->first + (int32_t)t))
			continue;
		if (seen * n / n_open != last) {
			last = seen * n / n_open;
			part = weft_builder_add_time_group(
				m->builder,
				arena_printf(m->arena, "part %zu of %u", last + 1, group), STR(""),
				WEFT_TIME_GROUP);
			weft_builder_name_limited_group(m->builder, c, part, 1, 1);
		}
		weft_builder_put_time(m->builder, part, (uint32_t)t);
		seen++;
	}
}

/* Wished: no two labs of a team closer than seven tenths of the even distance. */
static void add_distance(struct making *m, size_t lab, uint32_t group, size_t n)
{
	const struct year_problem *problem = m->problem;
	struct weft_rule rule = year_rule_of(WEFT_SPREAD_EVENTS, false, STR("even"));
	int32_t first = ZONE_UNSET, last = ZONE_UNSET, days;
	uint32_t c, window;

	for (int32_t date = problem->first; date <= problem->last; date++) {
		if (!year_is_open(problem, lab, date))
			continue;
		first = first == ZONE_UNSET ? date : first;
		last = date;
	}
	if (n < 2 || first == ZONE_UNSET)
		return;
	days = (int32_t)((int64_t)(last - first + 1) * 7 / (10 * (int64_t)n));
	if (days <= problem->labs[lab].spacing_days)
		return;
	window = first_window(m, days);
	c = weft_builder_add_constraint(m->builder, &rule);
	weft_builder_apply_to_event_group(m->builder, c, group);
	for (size_t t = 0; t < problem->n_dates; t++)
		if (m->open[t] != 0)
			weft_builder_name_limited_group(m->builder, c, window++, 0, 1);
}

/* Wished: labs of a team as far apart as a rule says that need not hold. */
static void add_wished_spacing(struct making *m, size_t lab, uint32_t group)
{
	const struct zone *zone = m->problem->zone;

	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *row = &zone->rules.at[r];
		struct weft_rule rule;
		uint32_t c, window;

		if (row->kind != ZONE_LAB_SPACING || row->strength == ZONE_MUST ||
		    row->minimum <= 1 || row->minimum >= MOST_SPACING ||
		    !year_rule_applies(m->problem, row, lab))
			continue;
		rule = year_rule_of_row(WEFT_SPREAD_EVENTS, row);
		/* Two labs too close are in many windows at once. */
		rule.weight = row->strength == ZONE_STRONG ? 2 : 1;
		window = first_window(m, row->minimum);
		if (window == WEFT_NONE)
			continue;
		c = weft_builder_add_constraint(m->builder, &rule);
		weft_builder_apply_to_event_group(m->builder, c, group);
		for (size_t t = 0; t < m->problem->n_dates; t++)
			if (m->open[t] != 0)
				weft_builder_name_limited_group(m->builder, c, window++, 0, 1);
	}
}

static void add_weekdays(struct making *m, size_t lab, uint32_t group, size_t n)
{
	const struct year_problem *problem = m->problem;
	struct weft_rule rule = year_rule_of(WEFT_SPREAD_EVENTS, false, STR("weekdays"));
	bool open[SUNDAY + 1] = {false};
	size_t n_weekdays = 0;
	uint32_t c;

	for (size_t t = 0; t < problem->n_dates; t++)
		if (year_is_open(problem, lab, problem->first + (int32_t)t))
			open[date_weekday(problem->first + (int32_t)t)] = true;
	for (int w = MONDAY; w <= SUNDAY; w++)
		n_weekdays += open[w];
	if (n_weekdays < 2)
		return;
	rule.weight = WEIGHT_WEEKDAY;
	c = weft_builder_add_constraint(m->builder, &rule);
	weft_builder_apply_to_event_group(m->builder, c, group);
	for (int w = MONDAY; w <= SUNDAY; w++)
		if (open[w])
			weft_builder_name_limited_group(
				m->builder, c, m->weekday_group[w], 0,
				(int32_t)((n + n_weekdays - 1) / n_weekdays));
}

static void add_teams(struct making *m)
{
	const struct year_problem *problem = m->problem;

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *lab = &problem->labs[i];
		bool first_of_team = true;
		size_t n_team, n_plan;
		uint32_t team, plan;
		int32_t least;

		if (lab->number != 1)
			continue;
		for (size_t j = 0; j < i && first_of_team; j++)
			first_of_team = problem->labs[j].team != lab->team;
		plan = group_of(m, arena_printf(m->arena, "plan %u", lab->plan), lab->team,
				lab->plan, &n_plan);
		add_parts(m, i, plan, n_plan, WEIGHT_PART);
		add_distance(m, i, plan, n_plan);
		least = least_spacing(problem, lab->team);
		if (lab->spacing_days > least)
			add_spacing(m, lab, lab->spacing_days, plan);
		if (!first_of_team)
			continue;
		team = group_of(m, arena_printf(m->arena, "team %u", lab->team), lab->team,
				ZONE_NONE, &n_team);
		add_spacing(m, lab, least, team);
		add_wished_spacing(m, i, team);
		add_weekdays(m, i, team, n_team);
		if (n_team != n_plan)
			add_parts(m, i, team, n_team, WEIGHT_TEAM_PART);
	}
}

static void add_locks(struct making *m)
{
	const struct year_problem *problem = m->problem;

	for (size_t i = 0; i < problem->n_labs; i++) {
		struct str plan = problem->zone->lab_plans.at[problem->labs[i].plan].code;
		struct weft_rule rule = year_rule_of(WEFT_PREFER_TIMES, true,
						     arena_printf(m->arena, "lock/%.*s/%d",
								  STR_ARG(plan),
								  problem->labs[i].number));
		uint32_t c;

		if (!is_locked(m, i))
			continue;
		c = weft_builder_add_constraint(m->builder, &rule);
		weft_builder_apply_to_event(m->builder, c, m->event[i]);
		weft_builder_name_time(m->builder, c,
				       year_time_of_date(problem, m->locks->at[i].date));
	}
}

static void add_stays(struct making *m)
{
	struct weft_rule rule = year_rule_of(WEFT_PREFER_TIMES, false, STR("stay"));

	rule.weight = WEIGHT_STAY;
	for (size_t i = 0; m->stay != NULL && i < m->stay->n; i++) {
		uint32_t c;

		if (m->stay->at[i].date == ZONE_UNSET)
			continue;
		c = weft_builder_add_constraint(m->builder, &rule);
		weft_builder_apply_to_event(m->builder, c, m->event[i]);
		weft_builder_name_time(m->builder, c,
				       year_time_of_date(m->problem, m->stay->at[i].date));
	}
}

bool year_instance_make(struct arena *arena, const struct year_problem *problem,
			const struct year_wishes *wishes, struct year_instance *ret,
			struct err *err)
{
	struct making m = {
		.arena = arena,
		.problem = problem,
		.locks = wishes == NULL ? NULL : wishes->locks,
		.stay = wishes == NULL ? NULL : wishes->stay,
		.builder = weft_builder_create(STR("year")),
		.event = arena_array(arena, uint32_t, problem->n_labs),
		.person = arena_array(arena, uint32_t, problem->zone->people.n),
		.team = arena_array(arena, uint32_t, problem->zone->teams.n + 1),
		.windows = arena_array(arena, uint32_t, MOST_SPACING),
	};
	struct weft_instance *engine;
	bool ok;

	for (size_t i = 0; i < MOST_SPACING; i++)
		m.windows[i] = WEFT_NONE;
	add_times(&m);
	add_labs(&m);
	add_plans(&m);
	add_second_days(&m);
	year_add_rules(&m);
	add_teams(&m);
	add_locks(&m);
	add_stays(&m);
	ok = weft_builder_finish(m.builder, &engine, err);
	weft_builder_destroy(m.builder);
	if (ok)
		*ret = (struct year_instance){problem, engine, m.event};
	return ok;
}

void year_instance_finish(struct year_instance *instance)
{
	weft_instance_destroy(instance->engine);
	instance->engine = NULL;
}

void year_to_solution(const struct year_instance *instance, const struct year_plan *plan,
		      struct weft_solution *solution)
{
	const struct year_problem *problem = instance->problem;

	for (size_t i = 0; i < problem->n_labs; i++)
		for (uint32_t d = 0; d < problem->labs[i].days; d++)
			weft_solution_set_time(
				solution,
				instance->engine->events[instance->event[i] + d].first_meet,
				year_time_of_date(problem, year_day_of(problem, plan, i, d)));
}

void year_from_solution(const struct year_instance *instance, const struct weft_solution *solution,
			struct year_plan *plan)
{
	for (size_t i = 0; i < instance->problem->n_labs; i++) {
		uint32_t meet = instance->engine->events[instance->event[i]].first_meet;

		plan->at[i].date = year_date_of_time(instance->problem,
						     weft_solution_meet(solution, meet)->start);
	}
}
