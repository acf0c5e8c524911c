/* Musts of a day that cannot hold together, and what would help.
 *
 * An instance with nothing but musts is small and soon decided, so that a day that cannot be is
 * known before any other is laid out. A remedy is a rule of the conflict without which all other
 * musts can hold; where there are several conflicts, without one rule of each of the others too. */
#include "parts/week/day_internal.h"

#include "base/text.h"

#include <stdlib.h>

/* A rule of a conflict, and the day whose it is. */
struct told {
	const struct day *day;
	const struct day_rule *rule;
};

static struct told told_at(const struct day_refuting *r, uint32_t rule)
{
	size_t at = (size_t)weft_proof_rules(r->proof).at[rule].tag - 1, d = 0;

	for (; at >= r->days->at[d].rules.n; d++)
		at -= r->days->at[d].rules.n;
	return (struct told){&r->days->at[d], &r->days->at[d].rules.at[at]};
}

static bool is_named(const struct day_refuting *r, uint32_t rule)
{
	return told_at(r, rule).rule->kind != DAY_RULE_STRUCTURE;
}

static struct arena *arena_of(const struct day_refuting *r)
{
	return r->days->at[0].arena;
}

/* ---- Words ---- */

static bool is_said(struct text *text, struct str sentence)
{
	return str_find(text_str(text), sentence, NULL);
}

static struct str conflict_sentence(const struct day_refuting *r,
				    const struct weft_conflict *conflict)
{
	const struct day *day = &r->days->at[0];
	const struct zone_shape *shape = &day->zone->shapes.at[day->shape];
	struct text text;
	size_t n = 0;

	text_init(&text, day->arena);
	text_printf(&text, "%.*s, %.*s (%d:%02d to %d:%02d): ",
		    STR_ARG(day->zone->schools.at[day->school].name), STR_ARG(shape->name),
		    shape->student_start / 60, shape->student_start % 60, shape->student_end / 60,
		    shape->student_end % 60);
	for (uint32_t i = 0; i < conflict->rules.n; i++) {
		struct told told = told_at(r, conflict->rules.at[i]);
		struct str sentence = day_rule_sentence(told.day, told.rule);

		/* The same of several days is said once. */
		if (told.rule->kind != DAY_RULE_STRUCTURE && !is_said(&text, sentence))
			text_printf(&text, "%s%.*s", n++ > 0 ? "; " : "", STR_ARG(sentence));
	}
	text_printf(&text, ". These cannot hold together: a class is in one place at a time.");
	return text_str(&text);
}

/* ---- Remedies ---- */

/* Whether two rules come from one row: what is done about the one is done about the other. */
static bool is_of_row(const struct day_refuting *r, uint32_t a, uint32_t b)
{
	struct told x = told_at(r, a), y = told_at(r, b);

	return a == b || (x.day != y.day && x.rule->kind == y.rule->kind &&
			  str_eq(day_rule_id(x.day, x.rule), day_rule_id(y.day, y.rule)));
}

/* The first rule of a conflict that can be taken out and is not in another one. */
static uint32_t one_of(const struct day_refuting *r, const struct weft_conflict *conflict)
{
	for (uint32_t i = 0; i < conflict->rules.n; i++)
		if (is_named(r, conflict->rules.at[i]))
			return conflict->rules.at[i];
	return WEFT_NONE;
}

static bool has(struct weft_list list, uint32_t item)
{
	for (uint32_t i = 0; i < list.n; i++)
		if (list.at[i] == item)
			return true;
	return false;
}

/* What classes need of which the conflict does not speak: they may have conflicts of their own. */
static bool is_need_elsewhere(const struct day_refuting *r, const struct weft_conflict *conflict,
			      uint32_t rule)
{
	struct told need = told_at(r, rule);

	if (need.rule->kind != DAY_RULE_NEED && need.rule->kind != DAY_RULE_START)
		return false;
	for (uint32_t i = 0; i < conflict->rules.n; i++) {
		struct told other = told_at(r, conflict->rules.at[i]);

		if ((other.rule->kind == DAY_RULE_NEED || other.rule->kind == DAY_RULE_START) &&
		    other.day == need.day && other.rule->unit == need.rule->unit)
			return false;
	}
	return true;
}

/* Can all musts hold without a rule, and without one of each conflict that does not have it? */
static bool helps(const struct day_refuting *r, const struct weft_conflict *conflict, uint32_t rule)
{
	struct weft_rules rules = weft_proof_rules(r->proof);
	uint32_t *at = arena_array(arena_of(r), uint32_t, rules.n);
	bool *out = arena_array(arena_of(r), bool, rules.n);
	struct weft_list list = {at, 0};

	for (uint32_t i = 0; i < rules.n; i++)
		out[i] = is_of_row(r, rule, i) || is_need_elsewhere(r, conflict, i);
	for (size_t c = 0; c < r->conflicts.n; c++) {
		uint32_t other = one_of(r, &r->conflicts.at[c]);

		if (!has(r->conflicts.at[c].rules, rule) && other != WEFT_NONE)
			out[other] = true;
	}
	for (uint32_t i = 0; i < rules.n; i++)
		if (!out[i])
			at[list.n++] = i;
	return weft_proof_decide(r->proof, &list, r->deadline) == WEFT_FEASIBLE;
}

/* The minutes and the time of one row are two rules. */
static size_t add_id(struct str *ids, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(ids[i], id))
			return n;
	ids[n] = id;
	return n + 1;
}

static bool is_offered(const struct week_remedy *at, size_t n, struct str sentence)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(at[i].sentence, sentence))
			return true;
	return false;
}

static void add_conflict(struct day_refuting *r, const struct weft_conflict *conflict)
{
	struct arena *arena = arena_of(r);
	struct str *ids = arena_array(arena, struct str, conflict->rules.n);
	struct week_remedy *remedies = arena_array(arena, struct week_remedy, conflict->rules.n);
	size_t n = 0, n_remedies = 0;

	for (uint32_t i = 0; i < conflict->rules.n; i++) {
		struct told told = told_at(r, conflict->rules.at[i]);
		struct str remedy = day_rule_remedy(told.day, told.rule);

		if (told.rule->kind == DAY_RULE_STRUCTURE)
			continue;
		n = add_id(ids, n, day_rule_id(told.day, told.rule));
		if (is_offered(remedies, n_remedies, remedy) ||
		    !helps(r, conflict, conflict->rules.at[i]))
			continue;
		remedies[n_remedies].sentence = remedy;
		remedies[n_remedies++].price = day_rule_price(told.day, told.rule);
	}
	*vec_push(arena, &r->findings->conflicts) = (struct week_conflict){
		.school = r->days->at[0].school,
		.rules = ids,
		.n_rules = n,
		.sentence = conflict_sentence(r, conflict),
		.remedies = remedies,
		.n_remedies = n_remedies};
}

void day_tell_conflicts(struct day_refuting *r)
{
	for (size_t i = 0; i < r->conflicts.n; i++)
		add_conflict(r, &r->conflicts.at[i]);
}

bool day_refute(struct day *day, const struct deadline *deadline, struct day_findings *findings,
		enum week_verdict *ret, struct err *err)
{
	enum { MOST_TOLD = 3 };
	const struct days alone = {day, 1};
	struct weft_proof_options options = {.clauses_only = true};
	struct day_refuting r = {.days = &alone, .deadline = deadline, .findings = findings};
	struct weft_instance *instance;
	enum weft_verdict verdict;

	if (!day_build(day, true, &instance, err))
		return false;
	if (!weft_proof_create(&r.proof, instance, &options, err)) {
		weft_instance_destroy(instance);
		return false;
	}
	verdict = weft_proof_decide(r.proof, NULL, deadline);
	if (verdict == WEFT_INFEASIBLE) {
		r.conflicts = weft_proof_conflicts(r.proof, MOST_TOLD, deadline, day->arena);
		day_tell_conflicts(&r);
	}
	weft_proof_destroy(r.proof);
	weft_instance_destroy(instance);
	*ret = verdict == WEFT_FEASIBLE     ? WEEK_FEASIBLE
	       : verdict == WEFT_INFEASIBLE ? WEEK_INFEASIBLE
					    : WEEK_UNKNOWN;
	return true;
}
