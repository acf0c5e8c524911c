#include "parts/year/year_count.h"

#include "base/text.h"
#include "base/vec.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_slots.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_K = 6, MOST_SIZE = 400 };

struct counting {
	struct arena *arena;
	const struct year_problem *problem;
	struct year_slots by_team, by_plan;
	struct year_findings findings;
};

/* ---- Which labs ---- */

static bool attends(const struct zone *zone, uint32_t plan, uint32_t person)
{
	struct zone_list attend = zone->lab_plans.at[plan].attend;

	return attend.n > 0 && zone_applies(attend, person);
}

/* Does a finding speak of a lab? is_plan: of the plans that are left; NULL: of all. */
static bool is_chosen(const struct year_problem *problem, size_t lab,
		      const struct year_finding *finding, const bool *is_plan)
{
	const struct year_lab *l = &problem->labs[lab];
	bool by_rule = finding->rule != ZONE_NONE &&
		       year_rule_counts(&problem->zone->rules.at[finding->rule]);

	return (is_plan == NULL || is_plan[l->plan]) &&
	       (!by_rule ||
		year_rule_applies(problem, &problem->zone->rules.at[finding->rule], lab)) &&
	       (finding->school == ZONE_NONE || l->school == finding->school) &&
	       (finding->team == ZONE_NONE || l->team == finding->team) &&
	       (finding->person == ZONE_NONE || attends(problem->zone, l->plan, finding->person));
}

bool year_finding_speaks_of(const struct year_problem *problem, const struct year_finding *finding,
			    size_t lab)
{
	return is_chosen(problem, lab, finding, NULL);
}

/* ---- The cap on substitutes ---- */

struct sizes {
	int64_t n[MOST_SIZE + 1]; /* days of labs by their number of substitutes */
};

static void put_size(struct sizes *sizes, int32_t size, int64_t days)
{
	if (size > 0)
		sizes->n[size > MOST_SIZE ? MOST_SIZE : size] += days;
}

/* The share of a day that a lab takes, times whole(k): k = 0 takes sizes as they are. */
static int64_t whole(int64_t cap, int64_t k)
{
	return k == 0 ? cap : k * (k + 1);
}

static int64_t share(int64_t size, int64_t cap, int64_t k)
{
	if (k == 0)
		return size;
	if ((k + 1) * size % cap == 0)
		return k * ((k + 1) * size / cap);
	return (k + 1) * ((k + 1) * size / cap);
}

/* The k whose rounding needs the most days. */
static int64_t best_rounding(const struct sizes *sizes, int64_t cap, int64_t *ret_days)
{
	int64_t best = 0, most = -1;

	for (int64_t k = 0; k <= MOST_K && cap > 0; k++) {
		int64_t sum = 0, days;

		for (int64_t size = 1; size <= MOST_SIZE; size++)
			sum += sizes->n[size] * share(size, cap, k);
		days = (sum + whole(cap, k) - 1) / whole(cap, k);
		if (days > most) {
			most = days;
			best = k;
		}
	}
	*ret_days = most < 0 ? 0 : most;
	return best;
}

static int32_t largest(const struct sizes *sizes)
{
	for (int32_t size = MOST_SIZE; size > 0; size--)
		if (sizes->n[size] > 0)
			return size;
	return 0;
}

/* "76 labs of 4 to 5 take a day each, 68 labs of 3 half a day each". */
static void put_shares(struct text *text, const struct sizes *sizes, int64_t cap, int64_t k)
{
	bool first = true;

	for (int64_t part = whole(cap, k); part > 0; part--) {
		int64_t labs = 0, small = 0, large = 0;

		for (int64_t size = 1; size <= MOST_SIZE; size++) {
			if (sizes->n[size] == 0 || share(size, cap, k) != part)
				continue;
			labs += sizes->n[size];
			small = small == 0 ? size : small;
			large = size;
		}
		if (labs == 0)
			continue;
		text_printf(text, "%s%lld labs of %lld", first ? "" : ", ", (long long)labs,
			    (long long)small);
		if (large != small)
			text_printf(text, " to %lld", (long long)large);
		if (part == whole(cap, k))
			text_printf(text, " take a day each");
		else if (2 * part == whole(cap, k))
			text_printf(text, " take half a day each");
		else
			text_printf(text, " take %lld/%lld of a day each", (long long)part,
				    (long long)whole(cap, k));
		first = false;
	}
}

/* ---- What a finding needs, and what there is ---- */

/* Dates open to any of the labs, as flags; how many days the labs take, and what sizes they are. */
struct measured {
	uint8_t open[YEAR_MAX_DAYS];
	int64_t labs, days;
	struct sizes sizes;
};

static void measure_year(const struct year_problem *problem, const struct year_finding *finding,
			 const bool *is_plan, struct measured *ret)
{
	uint32_t last = ZONE_NONE;

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *l = &problem->labs[i];

		if (!is_chosen(problem, i, finding, is_plan))
			continue;
		ret->labs++;
		ret->days += l->days;
		put_size(&ret->sizes, l->substitutes, l->days);
		if (l->plan == last)
			continue;
		last = l->plan;
		for (size_t t = 0; t < problem->n_dates; t++)
			ret->open[t] |= year_bars(problem, i, problem->first + (int32_t)t) == 0;
	}
}

/* Only the slots that lie between the dates of the finding. */
static void measure_slots(const struct year_problem *problem, const struct year_finding *finding,
			  const struct year_slots *slots, struct measured *ret)
{
	const uint8_t *last = NULL;

	for (size_t i = 0; i < slots->n; i++) {
		const struct year_slot *slot = &slots->at[i];

		if (slot->earliest < finding->from || slot->latest > finding->to ||
		    !is_chosen(problem, slot->lab, finding, NULL))
			continue;
		ret->labs++;
		ret->days++;
		put_size(&ret->sizes, slot->substitutes, 1);
		if (slot->open == last)
			continue;
		last = slot->open;
		for (int32_t day = finding->from - problem->first;
		     day <= finding->to - problem->first; day++)
			ret->open[day] |= slot->open[day];
	}
}

/* So many may be in each stretch that has an open date (of days: on each open date). */
static int64_t supply_of(const struct year_problem *problem, const struct year_finding *finding,
			 const struct measured *measured)
{
	const struct zone_rule *rule = finding->rule == ZONE_NONE
					       ? NULL
					       : &problem->zone->rules.at[finding->rule];
	bool counts = rule != NULL && year_rule_counts(rule);
	enum zone_per per = counts ? year_rule_per(rule) : ZONE_PER_DAY;
	int64_t most = counts && finding->kind != YEAR_CAP ? year_rule_maximum(rule) : 1;
	int64_t stretches = 0;
	int32_t last = INT32_MIN;

	for (size_t t = 0; t < problem->n_dates; t++) {
		int32_t stretch = year_stretch(problem, per, problem->first + (int32_t)t);

		if (measured->open[t] == 0 || stretch == last)
			continue;
		last = stretch;
		stretches++;
	}
	return stretches * most;
}

/* is_plan: plans that are left, NULL: all; slots: made with them, for a stretch of dates. */
static void weigh(const struct year_problem *problem, struct year_finding *finding,
		  const bool *is_plan, const struct year_slots *slots, struct measured *ret)
{
	memset(ret, 0, sizeof *ret);
	if (finding->kind == YEAR_TEAM_DAYS) {
		year_chain(problem, finding->team, ZONE_NONE, is_plan, &finding->demand,
			   &finding->supply);
		return;
	}
	if (finding->from == ZONE_UNSET)
		measure_year(problem, finding, is_plan, ret);
	else
		measure_slots(problem, finding, slots, ret);
	finding->demand = ret->days;
	finding->supply = supply_of(problem, finding, ret);
	if (finding->kind == YEAR_CAP)
		(void)best_rounding(&ret->sizes,
				    year_rule_maximum(&problem->zone->rules.at[finding->rule]),
				    &finding->demand);
	if (finding->kind == YEAR_TOO_LARGE) {
		finding->demand = largest(&ret->sizes);
		finding->supply = year_rule_maximum(&problem->zone->rules.at[finding->rule]);
	}
}

void year_cap_days(const struct year_problem *problem, uint32_t rule, int32_t cap,
		   int64_t *ret_need, int64_t *ret_open)
{
	struct year_finding finding = {YEAR_CAP,   rule,       ZONE_NONE, ZONE_NONE, ZONE_NONE,
				       ZONE_UNSET, ZONE_UNSET, 0,         0,         {NULL, 0}};
	struct measured m = {0};

	measure_year(problem, &finding, NULL, &m);
	(void)best_rounding(&m.sizes, cap, ret_need);
	*ret_open = supply_of(problem, &finding, &m);
}

/* ---- Sentences ---- */

static struct str schools_text(struct counting *c, const struct zone_rule *row)
{
	const struct zone *zone = c->problem->zone;
	struct text text;

	text_init(&text, c->arena);
	for (size_t i = 0; i < row->schools.n; i++)
		text_printf(&text, "%s%.*s",
			    i == 0                    ? ""
			    : i + 1 == row->schools.n ? " and "
						      : ", ",
			    STR_ARG(zone->schools.at[row->schools.at[i]].name));
	text_printf(&text, "%s",
		    row->schools.n == 0 ? "All schools together have" : " together have");
	return text_str(&text);
}

static struct str whose(struct counting *c, const struct year_finding *f)
{
	const struct zone *zone = c->problem->zone;

	if (f->kind == YEAR_PERSON_DAYS)
		return arena_printf(c->arena, "%.*s must be in",
				    STR_ARG(zone->people.at[f->person].name));
	if (f->kind == YEAR_APART_DAYS)
		return schools_text(c, &zone->rules.at[f->rule]);
	return arena_printf(c->arena, "The teams of %.*s have",
			    STR_ARG(zone->schools.at[f->school].name));
}

static const char *per_words(enum zone_per per)
{
	switch (per) {
	case ZONE_PER_DAY:
		return "day";
	case ZONE_PER_WEEK:
		return "week";
	case ZONE_PER_TWO_WEEKS:
	case ZONE_PER_CYCLE:
		return "fortnight";
	case ZONE_PER_MONTH:
		return "month";
	case ZONE_PER_YEAR:
		return "year";
	}
	return "day";
}

/* "27 labs must be between Mon September 28 and Thu October 8 ... In these days " */
static void put_stretch(struct counting *c, struct text *text, const struct year_finding *f,
			const struct measured *m)
{
	if (f->from != ZONE_UNSET)
		text_printf(text,
			    "%lld labs must be between %.*s and %.*s for the other labs of their "
			    "teams to have room. In these days ",
			    (long long)m->labs, STR_ARG(year_short_date(c->arena, f->from)),
			    STR_ARG(year_short_date(c->arena, f->to)));
}

/* The first team that needs so many substitutes. */
static struct str team_that_needs(struct counting *c, const struct year_finding *f)
{
	for (size_t i = 0; i < c->problem->n_labs; i++)
		if (c->problem->labs[i].substitutes >= f->demand &&
		    is_chosen(c->problem, i, f, NULL))
			return c->problem->zone->teams.at[c->problem->labs[i].team].name;
	return STR("a team");
}

static struct str sentence_of(struct counting *c, const struct year_finding *f,
			      const struct measured *m)
{
	const struct zone *zone = c->problem->zone;
	const struct zone_rule *rule = f->rule == ZONE_NONE ? NULL : &zone->rules.at[f->rule];
	bool counts = rule != NULL && year_rule_counts(rule);
	int64_t days;
	struct text text;

	text_init(&text, c->arena);
	put_stretch(c, &text, f, m);
	switch (f->kind) {
	case YEAR_TOO_LARGE:
		text_printf(
			&text,
			"A lab of %.*s needs %lld substitutes on one day, and a day may have %lld.",
			STR_ARG(team_that_needs(c, f)), (long long)f->demand, (long long)f->supply);
		break;
	case YEAR_CAP:
		text_printf(&text, "%s at most %d substitutes a day, ",
			    f->from == ZONE_UNSET ? "With" : "with", year_rule_maximum(rule));
		put_shares(&text, &m->sizes, year_rule_maximum(rule),
			   best_rounding(&m->sizes, year_rule_maximum(rule), &days));
		text_printf(&text, ": %lld days are needed, and %lld are open to labs.",
			    (long long)f->demand, (long long)f->supply);
		break;
	case YEAR_TEAM_DAYS:
		text_printf(
			&text,
			"%.*s has %lld labs at least %d days apart, and its open days hold %lld.",
			STR_ARG(zone->teams.at[f->team].name), (long long)f->demand, (int)m->labs,
			(long long)f->supply);
		break;
	case YEAR_SCHOOL_DAYS:
	case YEAR_APART_DAYS:
	case YEAR_PERSON_DAYS:
		days = f->supply / (counts ? year_rule_maximum(rule) : 1);
		text_printf(&text, "%.*s %lld lab days, at most %d a %s, and %lld %ss are open.",
			    STR_ARG(whose(c, f)), (long long)f->demand,
			    counts ? year_rule_maximum(rule) : 1,
			    per_words(counts ? year_rule_per(rule) : ZONE_PER_DAY), (long long)days,
			    per_words(counts ? year_rule_per(rule) : ZONE_PER_DAY));
		break;
	}
	return text_str(&text);
}

static bool add(struct counting *c, struct year_finding *finding, const struct measured *m)
{
	if (finding->demand <= finding->supply)
		return false;
	finding->sentence = sentence_of(c, finding, m);
	*vec_push(c->arena, &c->findings) = *finding;
	return true;
}

/* ---- Stretches of the year ---- */

static int by_date(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The different first (or last) dates of the slots, in order. */
static size_t ends_of(struct counting *c, const struct year_slots *slots, bool latest,
		      int32_t **ret)
{
	int32_t *at = arena_array(c->arena, int32_t, slots->n + 1);
	size_t kept = 0;

	for (size_t i = 0; i < slots->n; i++)
		at[i] = latest ? slots->at[i].latest : slots->at[i].earliest;
	if (slots->n > 0)
		qsort(at, slots->n, sizeof *at, by_date);
	for (size_t i = 0; i < slots->n; i++)
		if (kept == 0 || at[i] != at[kept - 1])
			at[kept++] = at[i];
	*ret = at;
	return kept;
}

static struct year_slots chosen_of(struct counting *c, const struct year_finding *f,
				   const struct year_slots *slots)
{
	struct year_slot *at = arena_array(c->arena, struct year_slot, slots->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < slots->n; i++)
		if (is_chosen(c->problem, slots->at[i].lab, f, NULL))
			at[n++] = slots->at[i];
	return (struct year_slots){at, n};
}

/* A rule without dates of its own is asked about the year first, which says the most; what it does
 * not show is looked for in each stretch, the one that lacks most. */
static void count_stretches(struct counting *c, const struct year_finding *start,
			    const struct year_slots *all)
{
	const struct zone_rule *rule = start->rule == ZONE_NONE
					       ? NULL
					       : &c->problem->zone->rules.at[start->rule];
	const struct year_slots chosen = chosen_of(c, start, all), *slots = &chosen;
	struct year_finding best = *start;
	int32_t *first, *last;
	size_t n_first = ends_of(c, slots, false, &first);
	size_t n_last = ends_of(c, slots, true, &last);
	struct measured *m = arena_new(c->arena, struct measured);

	for (size_t a = 0; a < n_first; a++)
		for (size_t b = 0; b < n_last; b++) {
			struct year_finding f = *start;

			if (last[b] < first[a] ||
			    (rule != NULL &&
			     (!year_rule_is_on(rule, first[a]) || !year_rule_is_on(rule, last[b]))))
				continue;
			f.from = first[a];
			f.to = last[b];
			weigh(c->problem, &f, NULL, slots, m);
			if (f.demand - f.supply > best.demand - best.supply)
				best = f;
		}
	if (best.from == ZONE_UNSET)
		return;
	weigh(c->problem, &best, NULL, slots, m);
	(void)add(c, &best, m);
}

static void count_one(struct counting *c, struct year_finding finding,
		      const struct year_slots *slots)
{
	const struct zone_rule *rule = finding.rule == ZONE_NONE
					       ? NULL
					       : &c->problem->zone->rules.at[finding.rule];
	struct measured *m = arena_new(c->arena, struct measured);

	weigh(c->problem, &finding, NULL, NULL, m);
	if (rule == NULL || (rule->from == ZONE_UNSET && rule->to == ZONE_UNSET))
		if (add(c, &finding, m))
			return;
	finding.demand = finding.supply = 0;
	/* A stretch can only lack days if some labs are bound to a part of the year. */
	count_stretches(c, &finding, slots);
}

/* ---- Days of a cap, a school, schools that share somebody, a person, a team ---- */

static void count_cap(struct counting *c, struct year_finding finding)
{
	const struct zone_rule *rule = &c->problem->zone->rules.at[finding.rule];
	struct measured *m = arena_new(c->arena, struct measured);
	struct year_finding large = finding;

	large.kind = YEAR_TOO_LARGE;
	weigh(c->problem, &large, NULL, NULL, m);
	if (rule->from == ZONE_UNSET && rule->to == ZONE_UNSET && add(c, &large, m))
		return;
	if (rule->maximum > 0)
		count_one(c, finding, &c->by_team);
}

static void count_rules(struct counting *c)
{
	const struct zone *zone = c->problem->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *row = &zone->rules.at[r];
		struct year_finding finding = {
			YEAR_APART_DAYS, r,          ZONE_NONE, ZONE_NONE, ZONE_NONE,
			ZONE_UNSET,      ZONE_UNSET, 0,         0,         {NULL, 0}};

		if (row->strength != ZONE_MUST || !year_rule_counts(row))
			continue;
		if (row->kind == ZONE_LAB_SUBSTITUTES) {
			finding.kind = YEAR_CAP;
			count_cap(c, finding);
		}
		if (row->kind == ZONE_LAB_APART)
			count_one(c, finding, &c->by_team);
		finding.kind = YEAR_SCHOOL_DAYS;
		for (uint32_t s = 0; row->kind == ZONE_LAB_PER_SCHOOL && s < zone->schools.n; s++) {
			finding.school = s;
			count_one(c, finding, &c->by_team);
		}
	}
}

static void count_people(struct counting *c)
{
	const struct zone *zone = c->problem->zone;

	for (uint32_t p = 0; p < zone->people.n; p++) {
		struct year_finding finding = {
			YEAR_PERSON_DAYS, ZONE_NONE,  ZONE_NONE, p, ZONE_NONE,
			ZONE_UNSET,       ZONE_UNSET, 0,         0, {NULL, 0}};
		bool any = false;

		for (uint32_t i = 0; i < zone->lab_plans.n && !any; i++)
			any = attends(zone, i, p);
		if (any)
			count_one(c, finding, &c->by_plan);
	}
}

static void count_teams(struct counting *c)
{
	const struct year_problem *problem = c->problem;
	bool *done = arena_array(c->arena, bool, problem->zone->teams.n + 1);
	struct measured *m = arena_new(c->arena, struct measured);

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *lab = &problem->labs[i];
		struct year_finding finding = {
			YEAR_TEAM_DAYS, lab->spacing_rule, ZONE_NONE, ZONE_NONE, lab->team,
			ZONE_UNSET,     ZONE_UNSET,        0,         0,         {NULL, 0}};
		int32_t spacing = lab->spacing_days;

		if (done[lab->team])
			continue;
		done[lab->team] = true;
		for (size_t j = i; j < problem->n_labs; j++)
			if (problem->labs[j].team == lab->team &&
			    problem->labs[j].spacing_days < spacing) {
				spacing = problem->labs[j].spacing_days;
				finding.rule = problem->labs[j].spacing_rule;
			}
		weigh(problem, &finding, NULL, NULL, m);
		m->labs = spacing;
		(void)add(c, &finding, m);
	}
}

struct year_findings year_count(struct arena *arena, const struct year_problem *problem)
{
	struct counting c = {.arena = arena,
			     .problem = problem,
			     .by_team = year_slots_of(arena, problem, false, NULL),
			     .by_plan = year_slots_of(arena, problem, true, NULL)};

	count_teams(&c);
	count_rules(&c);
	count_people(&c);
	return c.findings;
}

bool year_finding_holds(struct arena *arena, const struct year_problem *problem,
			const struct year_finding *finding, const bool *is_plan)
{
	struct year_finding again = *finding;
	struct year_slots slots = {0};
	struct measured *m = arena_new(arena, struct measured);

	if (again.from != ZONE_UNSET)
		slots = year_slots_of(arena, problem, again.kind == YEAR_PERSON_DAYS, is_plan);
	weigh(problem, &again, is_plan, &slots, m);
	return again.demand > again.supply;
}
