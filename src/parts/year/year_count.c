#include "parts/year/year_count.h"

#include "base/text.h"
#include "base/vec.h"

#include <string.h>

enum { MOST_K = 6, MOST_SIZE = 400 };

struct counting {
	struct arena *arena;
	const struct year_problem *problem;
	struct year_findings findings;
};

/* ---- Which labs ---- */

struct choice {
	const struct zone_rule *rule;  /* NULL: any */
	uint32_t school, person, team; /* ZONE_NONE: any */
};

static bool attends(const struct zone *zone, const struct year_lab *lab, uint32_t person)
{
	struct zone_list attend = zone->lab_plans.at[lab->plan].attend;

	return attend.n > 0 && zone_applies(attend, person);
}

static bool is_chosen(const struct year_problem *problem, size_t lab, const struct choice *choice)
{
	const struct year_lab *l = &problem->labs[lab];

	return (choice->rule == NULL || year_rule_applies(problem, choice->rule, lab)) &&
	       (choice->school == ZONE_NONE || l->school == choice->school) &&
	       (choice->team == ZONE_NONE || l->team == choice->team) &&
	       (choice->person == ZONE_NONE || attends(problem->zone, l, choice->person));
}

/* Days of labs, and dates open to any of them. */
static void count(const struct year_problem *problem, const struct choice *choice,
		  int64_t *ret_days, int64_t *ret_open)
{
	uint8_t is_open[YEAR_MAX_DAYS];
	int64_t days = 0, open = 0;
	uint32_t last = ZONE_NONE;

	memset(is_open, 0, problem->n_dates);
	/* Labs of one plan are open on the same dates. */
	for (size_t i = 0; i < problem->n_labs; i++) {
		if (!is_chosen(problem, i, choice))
			continue;
		days += problem->labs[i].days;
		if (problem->labs[i].plan == last)
			continue;
		last = problem->labs[i].plan;
		for (size_t t = 0; t < problem->n_dates; t++)
			is_open[t] |= year_bars(problem, i, problem->first + (int32_t)t) == 0;
	}
	for (size_t t = 0; t < problem->n_dates; t++)
		open += is_open[t];
	*ret_days = days;
	*ret_open = open;
}

/* ---- The cap on substitutes ---- */

/* Days of labs by their number of substitutes. */
static void count_sizes(const struct year_problem *problem, const struct zone_rule *rule,
			int64_t n[MOST_SIZE + 1])
{
	struct choice choice = {rule, ZONE_NONE, ZONE_NONE, ZONE_NONE};

	memset(n, 0, (MOST_SIZE + 1) * sizeof *n);
	for (size_t i = 0; i < problem->n_labs; i++) {
		int32_t size = problem->labs[i].substitutes;

		if (size > 0 && is_chosen(problem, i, &choice))
			n[size > MOST_SIZE ? MOST_SIZE : size] += problem->labs[i].days;
	}
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
static int64_t best_rounding(const int64_t n[MOST_SIZE + 1], int64_t cap, int64_t *ret_days)
{
	int64_t best = 0, most = -1;

	for (int64_t k = 0; k <= MOST_K; k++) {
		int64_t sum = 0, days;

		for (int64_t size = 1; size <= MOST_SIZE; size++)
			sum += n[size] * share(size, cap, k);
		days = (sum + whole(cap, k) - 1) / whole(cap, k);
		if (days > most) {
			most = days;
			best = k;
		}
	}
	*ret_days = most;
	return best;
}

void year_cap_days(const struct year_problem *problem, uint32_t rule, int32_t cap,
		   int64_t *ret_need, int64_t *ret_open)
{
	const struct zone_rule *row = &problem->zone->rules.at[rule];
	struct choice choice = {row, ZONE_NONE, ZONE_NONE, ZONE_NONE};
	int64_t n[MOST_SIZE + 1], days;

	count_sizes(problem, row, n);
	(void)best_rounding(n, cap, ret_need);
	count(problem, &choice, &days, ret_open);
}

/* "76 labs of 4 or 5 take a day each; 68 labs of 3 half a day each". */
static void put_shares(struct text *text, const int64_t n[MOST_SIZE + 1], int64_t cap, int64_t k)
{
	bool first = true;

	for (int64_t part = whole(cap, k); part > 0; part--) {
		int64_t labs = 0, small = 0, large = 0;

		for (int64_t size = 1; size <= MOST_SIZE; size++) {
			if (n[size] == 0 || share(size, cap, k) != part)
				continue;
			labs += n[size];
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

static void add(struct counting *c, struct year_finding finding, const struct text *text)
{
	finding.sentence = text_str(text);
	*vec_push(c->arena, &c->findings) = finding;
}

static void count_cap(struct counting *c, uint32_t rule)
{
	const struct year_problem *problem = c->problem;
	const struct zone_rule *row = &problem->zone->rules.at[rule];
	struct choice choice = {row, ZONE_NONE, ZONE_NONE, ZONE_NONE};
	struct year_finding finding = {YEAR_CAP,  rule, ZONE_NONE, ZONE_NONE,
				       ZONE_NONE, 0,    0,         {NULL, 0}};
	int64_t n[MOST_SIZE + 1], days, k;
	struct text text;

	text_init(&text, c->arena);
	count_sizes(problem, row, n);
	for (int32_t size = MOST_SIZE; size > row->maximum; size--) {
		if (n[size] == 0)
			continue;
		finding.kind = YEAR_TOO_LARGE;
		finding.demand = size;
		finding.supply = row->maximum;
		text_printf(&text, "A lab needs %d substitutes on one day, and a day may have %d.",
			    size, row->maximum);
		add(c, finding, &text);
		return;
	}
	if (row->maximum <= 0)
		return;
	k = best_rounding(n, row->maximum, &finding.demand);
	count(problem, &choice, &days, &finding.supply);
	if (finding.demand <= finding.supply)
		return;
	text_printf(&text, "With at most %d substitutes a day, ", row->maximum);
	put_shares(&text, n, row->maximum, k);
	text_printf(&text, ": %lld days are needed, and %lld are open to labs.",
		    (long long)finding.demand, (long long)finding.supply);
	add(c, finding, &text);
}

/* ---- Days of a school, of schools that share somebody, of a person ---- */

static void compare(struct counting *c, struct year_finding finding, const struct choice *choice,
		    int32_t most, struct str whose)
{
	struct text text;

	count(c->problem, choice, &finding.demand, &finding.supply);
	if (finding.demand <= finding.supply * most)
		return;
	text_init(&text, c->arena);
	text_printf(&text, "%.*s %lld lab days, at most %d a day, and %lld days are open.",
		    STR_ARG(whose), (long long)finding.demand, most, (long long)finding.supply);
	finding.supply *= most;
	add(c, finding, &text);
}

/* "Orchard Street and Quarry Lake together have" */
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

static void count_rules(struct counting *c)
{
	const struct zone *zone = c->problem->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *row = &zone->rules.at[r];
		struct choice choice = {row, ZONE_NONE, ZONE_NONE, ZONE_NONE};
		struct year_finding finding = {YEAR_APART_DAYS, r, ZONE_NONE, ZONE_NONE,
					       ZONE_NONE,       0, 0,         {NULL, 0}};

		if (row->strength != ZONE_MUST || row->maximum == ZONE_UNSET)
			continue;
		if (row->kind == ZONE_LAB_SUBSTITUTES)
			count_cap(c, r);
		if (row->kind == ZONE_LAB_APART)
			compare(c, finding, &choice, row->maximum, schools_text(c, row));
		finding.kind = YEAR_SCHOOL_DAYS;
		for (uint32_t s = 0; row->kind == ZONE_LAB_PER_SCHOOL && s < zone->schools.n; s++) {
			choice.school = finding.school = s;
			compare(c, finding, &choice, row->maximum,
				arena_printf(c->arena, "The teams of %.*s have",
					     STR_ARG(zone->schools.at[s].name)));
		}
	}
}

static void count_people(struct counting *c)
{
	const struct zone *zone = c->problem->zone;

	for (uint32_t p = 0; p < zone->people.n; p++) {
		struct choice choice = {NULL, ZONE_NONE, p, ZONE_NONE};
		struct year_finding finding = {YEAR_PERSON_DAYS, ZONE_NONE, ZONE_NONE, p,
					       ZONE_NONE,        0,         0,         {NULL, 0}};
		bool any = false;

		for (size_t i = 0; i < zone->lab_plans.n && !any; i++)
			any = zone->lab_plans.at[i].attend.n > 0 &&
			      zone_applies(zone->lab_plans.at[i].attend, p);
		if (any)
			compare(c, finding, &choice, 1,
				arena_printf(c->arena, "%.*s must be in",
					     STR_ARG(zone->people.at[p].name)));
	}
}

/* ---- A team with its spacing: taking the earliest open date each time fits the most ---- */

static void count_teams(struct counting *c)
{
	const struct year_problem *problem = c->problem;

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *lab = &problem->labs[i];
		struct choice choice = {NULL, ZONE_NONE, ZONE_NONE, lab->team};
		struct year_finding finding = {
			YEAR_TEAM_DAYS, lab->spacing_rule, lab->school, ZONE_NONE, lab->team, 0, 0,
			{NULL, 0}};
		int32_t next = problem->first, spacing = lab->spacing_days;
		struct text text;

		if (i > 0 && problem->labs[i - 1].team == lab->team)
			continue;
		for (size_t j = 0; j < problem->n_labs; j++)
			if (is_chosen(problem, j, &choice)) {
				finding.demand++;
				if (problem->labs[j].spacing_days < spacing)
					spacing = problem->labs[j].spacing_days;
			}
		for (int32_t date = problem->first; date <= problem->last; date++) {
			bool open = false;

			for (size_t j = 0; date >= next && j < problem->n_labs && !open; j++)
				open = is_chosen(problem, j, &choice) &&
				       year_is_open(problem, j, date);
			if (open) {
				finding.supply++;
				next = date + (spacing > 1 ? spacing : 1);
			}
		}
		if (finding.demand <= finding.supply)
			continue;
		text_init(&text, c->arena);
		text_printf(
			&text,
			"%.*s has %lld labs at least %d days apart, and its open days hold %lld.",
			STR_ARG(problem->zone->teams.at[lab->team].name), (long long)finding.demand,
			spacing, (long long)finding.supply);
		add(c, finding, &text);
	}
}

struct year_findings year_count(struct arena *arena, const struct year_problem *problem)
{
	struct counting c = {arena, problem, {NULL, 0, 0}};

	count_rules(&c);
	count_people(&c);
	count_teams(&c);
	return c.findings;
}
