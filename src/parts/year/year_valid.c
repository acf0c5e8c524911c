#include "parts/year/year_valid.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/year/year_look.h"

#include <stdlib.h>

struct judging {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
	struct year_index index;
	struct year_faults faults;
};

static void add(struct judging *j, struct year_fault fault)
{
	j->faults.n_must += fault.must;
	*vec_push(j->arena, &j->faults) = fault;
}

static struct str day_text(struct judging *j, int32_t date)
{
	struct str text = date_text(j->arena, date);

	return arena_printf(j->arena, "%.*s %.*s", STR_ARG(date_weekday_short(date_weekday(date))),
			    STR_ARG(text));
}

static const char *bar_words(unsigned bars)
{
	if (bars & YEAR_BAR_CLOSED)
		return "the school is closed";
	if (bars & YEAR_BAR_NO_SCHOOL)
		return "there is no school";
	if (bars & YEAR_BAR_BLACKOUT)
		return "labs are blacked out";
	if (bars & YEAR_BAR_SHAPE)
		return "no labs take place on a day of this shape";
	if (bars & YEAR_BAR_WEEKDAY)
		return "no labs take place on this weekday";
	return "it is outside the dates of the plan";
}

static void judge_dates(struct judging *j, size_t lab)
{
	struct str name = year_lab_name(j->arena, j->problem, lab);

	if (j->plan->at[lab].date == ZONE_UNSET) {
		add(j, (struct year_fault){
			       true, lab, ZONE_UNSET, ZONE_NONE,
			       arena_printf(j->arena, "%.*s has no date.", STR_ARG(name))});
		return;
	}
	for (uint32_t d = 0; d < j->problem->labs[lab].days; d++) {
		int32_t date = year_day_of(j->problem, j->plan, lab, d);
		unsigned bars = year_bars(j->problem, lab, date);

		if (bars != 0)
			add(j, (struct year_fault){
				       true, lab, date, ZONE_NONE,
				       arena_printf(j->arena, "%.*s is on %.*s, when %s.",
						    STR_ARG(name), STR_ARG(day_text(j, date)),
						    bar_words(bars))});
	}
}

static void judge_spacing(struct judging *j, size_t a, size_t b)
{
	const struct year_lab *x = &j->problem->labs[a], *y = &j->problem->labs[b];
	int32_t first = j->plan->at[a].date, second = j->plan->at[b].date, spacing;

	if (x->team != y->team || first == ZONE_UNSET || second == ZONE_UNSET)
		return;
	spacing = year_spacing_between(j->problem, a, b);
	if (abs(second - first) >= spacing)
		return;
	add(j,
	    (struct year_fault){
		    true, first < second ? b : a, first < second ? second : first, x->spacing_rule,
		    arena_printf(j->arena,
				 "%.*s has labs on %.*s and %.*s, %d days apart instead of %d.",
				 STR_ARG(j->problem->zone->teams.at[x->team].name),
				 STR_ARG(day_text(j, first)), STR_ARG(day_text(j, second)),
				 abs(second - first), spacing)});
}

/* Labs of a rule (of one school, if given) on a date: how many, and their substitutes. */
static int32_t on_date(const struct judging *j, const struct zone_rule *rule, uint32_t school,
		       int32_t date, int32_t *ret_substitutes)
{
	size_t day = (size_t)(date - j->problem->first);
	int32_t n = 0;

	*ret_substitutes = 0;
	for (uint32_t i = j->index.first[day]; i < j->index.first[day + 1]; i++) {
		const struct year_lab *lab = &j->problem->labs[j->index.on[i]];

		if (!year_rule_applies(j->problem, rule, j->index.on[i]) ||
		    (school != ZONE_NONE && lab->school != school))
			continue;
		n++;
		*ret_substitutes += lab->substitutes;
	}
	return n;
}

static void judge_rule(struct judging *j, uint32_t r, uint32_t school, int32_t date)
{
	const struct zone_rule *rule = &j->problem->zone->rules.at[r];
	int32_t substitutes, n = on_date(j, rule, school, date, &substitutes);
	bool by_size = rule->kind == ZONE_LAB_SUBSTITUTES;
	int32_t amount = by_size ? substitutes : n;

	if (amount <= rule->maximum)
		return;
	add(j,
	    (struct year_fault){
		    rule->strength == ZONE_MUST, SIZE_MAX, date, r,
		    arena_printf(j->arena, "On %.*s %s%.*s %d %s instead of %d.",
				 STR_ARG(day_text(j, date)), school == ZONE_NONE ? "there are" : "",
				 STR_ARG(school == ZONE_NONE
						 ? STR("")
						 : j->problem->zone->schools.at[school].name),
				 amount, by_size ? "substitutes" : "labs", rule->maximum)});
}

/* Each school that has a lab on the date, once. */
static void judge_schools(struct judging *j, uint32_t rule, int32_t date)
{
	size_t day = (size_t)(date - j->problem->first);
	uint32_t from = j->index.first[day];

	for (uint32_t i = from; i < j->index.first[day + 1]; i++) {
		uint32_t school = j->problem->labs[j->index.on[i]].school;
		bool again = school == ZONE_NONE;

		for (uint32_t k = from; k < i && !again; k++)
			again = j->problem->labs[j->index.on[k]].school == school;
		if (!again)
			judge_rule(j, rule, school, date);
	}
}

static void judge_days(struct judging *j)
{
	const struct zone *zone = j->problem->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		enum zone_rule_kind kind = zone->rules.at[r].kind;

		if (zone->rules.at[r].maximum == ZONE_UNSET)
			continue;
		for (int32_t date = j->problem->first; date <= j->problem->last; date++) {
			if (kind == ZONE_LAB_SUBSTITUTES || kind == ZONE_LAB_APART)
				judge_rule(j, r, ZONE_NONE, date);
			if (kind == ZONE_LAB_PER_SCHOOL)
				judge_schools(j, r, date);
		}
	}
}

/* Somebody of lab a is in lab b too, on the same day. */
static void judge_person(struct judging *j, uint32_t person, size_t a, size_t b)
{
	if (!year_must_be_in(j->problem, b, person))
		return;
	add(j, (struct year_fault){true, b, j->plan->at[b].date, ZONE_NONE,
				   arena_printf(j->arena, "%.*s is in two labs on %.*s.",
						STR_ARG(j->problem->zone->people.at[person].name),
						STR_ARG(day_text(j, j->plan->at[a].date)))});
}

/* A person in two labs on one day: a shared coach, a teacher of two teams. */
static void judge_people(struct judging *j, size_t a, size_t b)
{
	const struct zone *zone = j->problem->zone;
	const struct year_lab *x = &j->problem->labs[a], *y = &j->problem->labs[b];
	bool same = false;

	for (uint32_t d = 0; d < x->days; d++)
		for (uint32_t e = 0; e < y->days; e++)
			same = same || (j->plan->at[a].date != ZONE_UNSET &&
					year_day_of(j->problem, j->plan, a, d) ==
						year_day_of(j->problem, j->plan, b, e));
	if (!same)
		return;
	for (size_t i = 0; i < zone->lab_plans.at[x->plan].attend.n; i++)
		judge_person(j, zone->lab_plans.at[x->plan].attend.at[i], a, b);
	for (size_t m = 0; m < zone->members.n; m++)
		if (zone->members.at[m].team == x->team && !zone->members.at[m].partner)
			judge_person(j, zone->members.at[m].person, a, b);
}

struct year_faults year_valid(struct arena *arena, const struct year_problem *problem,
			      const struct year_plan *plan)
{
	struct judging j = {.arena = arena,
			    .problem = problem,
			    .plan = plan,
			    .index = year_index_of(arena, problem, plan)};

	for (size_t a = 0; a < problem->n_labs; a++) {
		judge_dates(&j, a);
		for (size_t b = a + 1; b < problem->n_labs; b++) {
			judge_spacing(&j, a, b);
			judge_people(&j, a, b);
		}
	}
	judge_days(&j);
	return j.faults;
}

/* ---- One lab on another date ---- */

static bool shares_person(const struct year_problem *problem, size_t a, size_t b)
{
	const struct zone *zone = problem->zone;
	struct zone_list attend = zone->lab_plans.at[problem->labs[a].plan].attend;

	for (size_t i = 0; i < attend.n; i++)
		if (year_must_be_in(problem, b, attend.at[i]))
			return true;
	for (size_t m = 0; m < zone->members.n; m++)
		if (zone->members.at[m].team == problem->labs[a].team &&
		    !zone->members.at[m].partner &&
		    year_must_be_in(problem, b, zone->members.at[m].person))
			return true;
	return false;
}

static bool rule_leaves_room(const struct year_problem *problem, const struct year_plan *plan,
			     const struct zone_rule *rule, size_t lab, int32_t date)
{
	const struct year_lab *own = &problem->labs[lab];
	int32_t n = 1, substitutes = own->substitutes;

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *other = &problem->labs[i];

		for (uint32_t d = 0; i != lab && d < other->days; d++) {
			if (year_day_of(problem, plan, i, d) != date ||
			    !year_rule_applies(problem, rule, i) ||
			    (rule->kind == ZONE_LAB_PER_SCHOOL && other->school != own->school))
				continue;
			n++;
			substitutes += other->substitutes;
		}
	}
	return (rule->kind == ZONE_LAB_SUBSTITUTES ? substitutes : n) <= rule->maximum;
}

static bool is_far_from_others(const struct year_problem *problem, const struct year_plan *plan,
			       size_t lab, int32_t date)
{
	const struct year_lab *own = &problem->labs[lab];

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *other = &problem->labs[i];

		if (i == lab || plan->at[i].date == ZONE_UNSET)
			continue;
		if (other->team == own->team &&
		    abs(plan->at[i].date - date) < year_spacing_between(problem, lab, i))
			return false;
		for (uint32_t d = 0; d < other->days; d++)
			for (uint32_t e = 0; e < own->days; e++)
				if (year_day_of(problem, plan, i, d) == date + 7 * (int32_t)e &&
				    shares_person(problem, lab, i))
					return false;
	}
	return true;
}

bool year_fits(const struct year_problem *problem, const struct year_plan *plan, size_t lab,
	       int32_t date)
{
	const struct zone *zone = problem->zone;

	if (!year_is_open(problem, lab, date))
		return false;
	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];
		bool counts = rule->kind == ZONE_LAB_SUBSTITUTES || rule->kind == ZONE_LAB_APART ||
			      rule->kind == ZONE_LAB_PER_SCHOOL;

		if (!counts || rule->strength != ZONE_MUST || rule->maximum == ZONE_UNSET ||
		    !year_rule_applies(problem, rule, lab))
			continue;
		for (uint32_t d = 0; d < problem->labs[lab].days; d++)
			if (!rule_leaves_room(problem, plan, rule, lab, date + 7 * (int32_t)d))
				return false;
	}
	return is_far_from_others(problem, plan, lab, date);
}
