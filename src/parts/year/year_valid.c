#include "parts/year/year_valid.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_rule.h"
#include "parts/year/year_bars.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_phases.h"

#include <stdlib.h>

struct judging {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
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
				       arena_printf(j->arena, "%.*s cannot be on %.*s: %.*s.",
						    STR_ARG(name), STR_ARG(day_text(j, date)),
						    STR_ARG(year_bar_words(j->arena, j->problem,
									   lab, date, ~0U)))});
	}
}

/* Weekdays and shapes that are wished. */
static void judge_wished_days(struct judging *j, uint32_t r)
{
	const struct zone_rule *rule = &j->problem->zone->rules.at[r];

	for (size_t lab = 0; lab < j->problem->n_labs; lab++)
		for (uint32_t d = 0; d < j->problem->labs[lab].days; d++) {
			int32_t date = year_day_of(j->problem, j->plan, lab, d);

			if (date == ZONE_UNSET || !year_is_unwished(j->problem, rule, lab, date))
				continue;
			add(j,
			    (struct year_fault){
				    false, lab, date, r,
				    arena_printf(j->arena, "%.*s is on %.*s. Wished: %.*s",
						 STR_ARG(year_lab_name(j->arena, j->problem, lab)),
						 STR_ARG(day_text(j, date)),
						 STR_ARG(zone_rule_sentence(
							 j->arena, j->problem->zone, r)))});
		}
}

/* What is asked between two labs of a team: what must be, or, where that holds, what is wished. */
static int32_t spacing_asked(const struct judging *j, size_t a, size_t b, int32_t apart,
			     uint32_t *ret_rule, bool *ret_must)
{
	const struct zone *zone = j->problem->zone;
	int32_t spacing = year_spacing_between(j->problem, a, b);

	*ret_rule = j->problem->labs[a].spacing_rule;
	*ret_must = true;
	for (uint32_t r = 0; apart >= spacing && r < zone->rules.n; r++)
		if (zone->rules.at[r].kind == ZONE_LAB_SPACING &&
		    zone->rules.at[r].strength != ZONE_MUST && zone->rules.at[r].minimum > apart &&
		    year_rule_applies(j->problem, &zone->rules.at[r], a)) {
			*ret_rule = r;
			*ret_must = false;
			return zone->rules.at[r].minimum;
		}
	return spacing;
}

static void judge_spacing(struct judging *j, size_t a, size_t b)
{
	const struct year_lab *x = &j->problem->labs[a], *y = &j->problem->labs[b];
	int32_t first = j->plan->at[a].date, second = j->plan->at[b].date, spacing;
	uint32_t rule;
	bool must;

	if (x->team != y->team || first == ZONE_UNSET || second == ZONE_UNSET)
		return;
	spacing = spacing_asked(j, a, b, abs(second - first), &rule, &must);
	if (abs(second - first) >= spacing)
		return;
	add(j, (struct year_fault){
		       must, first < second ? b : a, first < second ? second : first, rule,
		       arena_printf(j->arena,
				    "%.*s has labs on %.*s and %.*s, %d days apart instead of %d.",
				    STR_ARG(j->problem->zone->teams.at[x->team].name),
				    STR_ARG(day_text(j, first)), STR_ARG(day_text(j, second)),
				    abs(second - first), spacing)});
}

/* ---- Labs of a day, or of a week ---- */

struct tally {
	int32_t amount, last; /* labs or substitutes; the last date of them */
};

static void report_tally(struct judging *j, uint32_t r, uint32_t school, const struct tally *tally)
{
	const struct zone_rule *rule = &j->problem->zone->rules.at[r];
	bool by_size = rule->kind == ZONE_LAB_SUBSTITUTES;
	bool a_day = year_rule_per(rule) == ZONE_PER_DAY;

	if (tally->amount <= year_rule_maximum(rule))
		return;
	add(j, (struct year_fault){
		       rule->strength == ZONE_MUST, SIZE_MAX, tally->last, r,
		       arena_printf(j->arena, "%s %.*s %s%.*s %d %s instead of %d.",
				    a_day ? "On" : "In the stretch up to",
				    STR_ARG(day_text(j, tally->last)),
				    school == ZONE_NONE ? "there are" : "",
				    STR_ARG(school == ZONE_NONE
						    ? STR("")
						    : j->problem->zone->schools.at[school].name),
				    tally->amount, by_size ? "substitutes" : "labs",
				    year_rule_maximum(rule))});
}

static void judge_rule(struct judging *j, uint32_t r, uint32_t school)
{
	const struct year_problem *problem = j->problem;
	const struct zone_rule *rule = &problem->zone->rules.at[r];
	enum zone_per per = rule->kind == ZONE_LAB_SUBSTITUTES ? ZONE_PER_DAY : year_rule_per(rule);
	int32_t zero = year_stretch(problem, per, problem->first);
	struct tally *tally = arena_array(j->arena, struct tally, problem->n_dates + 1);

	for (size_t i = 0; i < problem->n_labs; i++)
		for (uint32_t d = 0; d < problem->labs[i].days; d++) {
			int32_t date = year_day_of(problem, j->plan, i, d);
			struct tally *at;

			if (date == ZONE_UNSET || date > problem->last ||
			    (school != ZONE_NONE && problem->labs[i].school != school) ||
			    !year_rule_is_on(rule, date) || !year_rule_applies(problem, rule, i))
				continue;
			at = &tally[year_stretch(problem, per, date) - zero];
			at->amount += rule->kind == ZONE_LAB_SUBSTITUTES
					      ? problem->labs[i].substitutes
					      : 1;
			at->last = at->last == 0 || date > at->last ? date : at->last;
		}
	for (size_t t = 0; t < problem->n_dates; t++)
		report_tally(j, r, school, &tally[t]);
}

static bool school_has_labs(const struct judging *j, uint32_t school)
{
	for (size_t i = 0; i < j->problem->n_labs; i++)
		if (j->problem->labs[i].school == school)
			return true;
	return false;
}

static void judge_rules(struct judging *j)
{
	const struct zone *zone = j->problem->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if ((rule->kind == ZONE_LAB_WEEKDAYS || rule->kind == ZONE_LAB_SHAPES) &&
		    rule->strength != ZONE_MUST)
			judge_wished_days(j, r);
		if (!year_rule_counts(rule))
			continue;
		if (rule->kind != ZONE_LAB_PER_SCHOOL)
			judge_rule(j, r, ZONE_NONE);
		for (uint32_t s = 0; rule->kind == ZONE_LAB_PER_SCHOOL && s < zone->schools.n; s++)
			if (school_has_labs(j, s))
				judge_rule(j, r, s);
	}
}

/* ---- Hosts ---- */

static bool is_host_class(const struct judging *j, size_t lab, uint32_t section)
{
	uint32_t classes[YEAR_MAX_CLASSES];
	const struct zone *zone = j->problem->zone;
	size_t n = year_host_classes(zone, &zone->lab_plans.at[j->problem->labs[lab].plan],
				     j->plan->at[lab].date, classes);

	for (size_t i = 0; i < n; i++)
		if (classes[i] == section)
			return true;
	return false;
}

/* A host class is of those that can be asked, and free in the window. Hosts need not be chosen yet.
 */
static void judge_host(struct judging *j, size_t lab, int32_t host)
{
	const struct zone *zone = j->problem->zone;
	const struct year_lab *l = &j->problem->labs[lab];
	const struct zone_lab_phase *phase = year_enactment(zone, l->kind, host);
	uint32_t section = j->plan->at[lab].host[host - 1], shape;
	int32_t date;

	if (phase == NULL || section >= zone->sections.n)
		return;
	date = year_day_of(j->problem, j->plan, lab, (uint32_t)phase->day - 1);
	shape = year_shape_on(j->problem, lab, date);
	if (shape == ZONE_NONE)
		return; /* judge_dates() has said so */
	if (is_host_class(j, lab, section) &&
	    year_lesson_start(zone, section, shape, l->subject, phase,
			      year_usual_start(zone, phase, shape)) != ZONE_UNSET)
		return;
	add(j, (struct year_fault){true, lab, date, ZONE_NONE,
				   arena_printf(j->arena,
						"%.*s on %.*s: class %.*s cannot be the host then.",
						STR_ARG(year_lab_name(j->arena, j->problem, lab)),
						STR_ARG(day_text(j, date)),
						STR_ARG(zone->sections.at[section].code))});
}

/* The lab before, in the same class. */
struct host_visit {
	uint32_t section;
	int32_t date;
	size_t lab;
};

static int by_class(const void *a, const void *b)
{
	const struct host_visit *x = a, *y = b;

	if (x->section != y->section)
		return x->section < y->section ? -1 : 1;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->lab > y->lab) - (x->lab < y->lab);
}

static void judge_visits(struct judging *j)
{
	struct host_visit *visit = arena_array(j->arena, struct host_visit,
					       j->plan->n * YEAR_MAX_HOSTS + 1);
	size_t n = 0;

	for (size_t i = 0; i < j->plan->n; i++)
		for (int32_t host = 1; host <= YEAR_MAX_HOSTS; host++) {
			uint32_t section = j->plan->at[i].host[host - 1];

			if (section >= j->problem->zone->sections.n ||
			    j->plan->at[i].date == ZONE_UNSET)
				continue;
			judge_host(j, i, host);
			visit[n++] = (struct host_visit){section, j->plan->at[i].date, i};
		}
	if (n > 0)
		qsort(visit, n, sizeof *visit, by_class);
	for (size_t i = 1; i < n; i++) {
		bool must;
		int32_t apart = visit[i].date - visit[i - 1].date;
		uint32_t rule;
		int32_t wished = year_host_rule(j->problem, visit[i].lab, &rule, &must);

		if (visit[i].section != visit[i - 1].section || visit[i].lab == visit[i - 1].lab ||
		    apart >= wished)
			continue;
		add(j,
		    (struct year_fault){
			    must, visit[i].lab, visit[i].date, rule,
			    arena_printf(
				    j->arena,
				    "Class %.*s is host on %.*s and %.*s, %d days apart "
				    "instead of %d.",
				    STR_ARG(j->problem->zone->sections.at[visit[i].section].code),
				    STR_ARG(day_text(j, visit[i - 1].date)),
				    STR_ARG(day_text(j, visit[i].date)), apart, wished)});
	}
}

/* ---- People ---- */

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
	struct judging j = {.arena = arena, .problem = problem, .plan = plan};

	for (size_t a = 0; a < problem->n_labs; a++) {
		judge_dates(&j, a);
		for (size_t b = a + 1; b < problem->n_labs; b++) {
			judge_spacing(&j, a, b);
			judge_people(&j, a, b);
		}
	}
	judge_rules(&j);
	judge_visits(&j);
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

/* Labs (or substitutes) of the others in the stretch of the rule in which a date lies. */
static int32_t others_in(const struct year_problem *problem, const struct year_plan *plan,
			 const struct zone_rule *rule, size_t lab, int32_t date)
{
	bool by_size = rule->kind == ZONE_LAB_SUBSTITUTES;
	enum zone_per per = by_size ? ZONE_PER_DAY : year_rule_per(rule);
	int32_t n = 0;

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *other = &problem->labs[i];

		for (uint32_t d = 0; i != lab && d < other->days; d++) {
			int32_t on = year_day_of(problem, plan, i, d);

			if (on == ZONE_UNSET || !year_rule_is_on(rule, on) ||
			    year_stretch(problem, per, on) != year_stretch(problem, per, date) ||
			    !year_rule_applies(problem, rule, i) ||
			    (rule->kind == ZONE_LAB_PER_SCHOOL &&
			     other->school != problem->labs[lab].school))
				continue;
			n += by_size ? other->substitutes : 1;
		}
	}
	return n;
}

/* Is there room for each day of a lab that begins on the date? */
static bool rule_leaves_room(const struct year_problem *problem, const struct year_plan *plan,
			     const struct zone_rule *rule, size_t lab, int32_t date)
{
	const struct year_lab *own = &problem->labs[lab];
	bool by_size = rule->kind == ZONE_LAB_SUBSTITUTES;
	enum zone_per per = by_size ? ZONE_PER_DAY : year_rule_per(rule);

	for (uint32_t d = 0; d < own->days; d++) {
		int32_t on = date + 7 * (int32_t)d, n = 0;

		if (!year_rule_is_on(rule, on))
			continue;
		for (uint32_t e = 0; e < own->days; e++)
			n += year_stretch(problem, per, date + 7 * (int32_t)e) ==
			     year_stretch(problem, per, on);
		n = by_size ? own->substitutes : n;
		if (n + others_in(problem, plan, rule, lab, on) > year_rule_maximum(rule))
			return false;
	}
	return true;
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
		if (!year_rule_counts(rule) || rule->strength != ZONE_MUST ||
		    !year_rule_applies(problem, rule, lab))
			continue;
		if (!rule_leaves_room(problem, plan, rule, lab, date))
			return false;
	}
	return is_far_from_others(problem, plan, lab, date);
}
