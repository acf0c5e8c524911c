/* Conflicts in words. A conflict of the engine is a set of rules by code; what follows says each of
 * them as a clause with its numbers, and the plans of a school together: "Harbor Hill plans 24 labs
 * for 4 teams". */
#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_rule.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_solve.h"

static struct str lock_words(struct arena *arena, const struct year_problem *problem,
			     const struct year_plan *locks, struct str code)
{
	for (size_t i = 0; locks != NULL && i < problem->n_labs; i++) {
		const struct year_place *place = &locks->at[i];
		struct str own = arena_printf(
			arena, "lock/%.*s/%d",
			STR_ARG(problem->zone->lab_plans.at[problem->labs[i].plan].code),
			problem->labs[i].number);
		struct str name;

		if (!str_eq(own, code) || place->date == ZONE_UNSET)
			continue;
		name = year_lab_name(arena, problem, i);
		if (place->who.len == 0 && place->reason.len == 0)
			return arena_printf(arena, "%.*s is locked on %.*s", STR_ARG(name),
					    STR_ARG(year_short_date(arena, place->date)));
		return arena_printf(arena, "%.*s is locked on %.*s (%.*s%s%.*s)", STR_ARG(name),
				    STR_ARG(year_short_date(arena, place->date)),
				    STR_ARG(place->who),
				    place->who.len > 0 && place->reason.len > 0 ? ": " : "",
				    STR_ARG(place->reason));
	}
	return code;
}

struct str year_sentence(struct arena *arena, struct str clause)
{
	char first = clause.len > 0 ? clause.ptr[0] : '.';

	if (clause.len == 0)
		return clause;
	if (first >= 'a' && first <= 'z')
		first = (char)(first - 'a' + 'A');
	return arena_printf(arena, "%c%.*s.", first, STR_ARG(str_slice(clause, 1, clause.len)));
}

struct str year_clause(struct str sentence)
{
	if (sentence.len > 0 && sentence.ptr[sentence.len - 1] == '.')
		sentence.len--;
	return sentence;
}

struct str year_rule_words(struct arena *arena, const struct year_problem *problem,
			   const struct year_plan *locks, struct str code)
{
	const struct zone *zone = problem->zone;
	uint32_t row = zone_find(zone, ZONE_T_RULES, code);

	if (row != ZONE_NONE)
		return year_clause(zone_rule_sentence(arena, zone, row));
	if (str_starts_with(code, STR("lock/")))
		return lock_words(arena, problem, locks, code);
	if (str_starts_with(code, STR("people/"))) {
		row = zone_find(zone, ZONE_T_PEOPLE, str_slice(code, 7, code.len));
		if (row != ZONE_NONE)
			return arena_printf(arena, "%.*s is in one lab a day at most",
					    STR_ARG(zone->people.at[row].name));
	}
	if (str_starts_with(code, STR("teams/"))) {
		row = zone_find(zone, ZONE_T_TEAMS, str_slice(code, 6, code.len));
		if (row != ZONE_NONE)
			return arena_printf(arena, "%.*s is in one lab a day at most",
					    STR_ARG(zone->teams.at[row].name));
	}
	if (str_starts_with(code, STR("lab_plans/"))) {
		row = zone_find(zone, ZONE_T_LAB_PLANS, str_slice(code, 10, code.len));
		if (row != ZONE_NONE)
			return arena_printf(
				arena, "%.*s has %d labs of %.*s",
				STR_ARG(zone->teams.at[zone->lab_plans.at[row].team].name),
				zone->lab_plans.at[row].count,
				STR_ARG(zone->subjects.at[zone->lab_plans.at[row].subject].name));
	}
	if (str_eq(code, STR("calendar")))
		return STR("labs are on open dates only");
	if (str_eq(code, STR("lab_kinds")))
		return STR("the second period is a week after the first");
	return code;
}

/* Plans of the conflict at a school: how many labs, of how many teams. */
static int32_t labs_at(const struct year_problem *problem, const struct year_conflict *conflict,
		       uint32_t school, int32_t *ret_plans, struct str *ret_first)
{
	const struct zone *zone = problem->zone;
	int32_t labs = 0;

	*ret_plans = 0;
	for (size_t i = 0; i < conflict->n_rules; i++) {
		struct str code = conflict->rules[i];
		uint32_t plan;

		if (!str_starts_with(code, STR("lab_plans/")))
			continue;
		plan = zone_find(zone, ZONE_T_LAB_PLANS, str_slice(code, 10, code.len));
		if (plan == ZONE_NONE ||
		    zone->teams.at[zone->lab_plans.at[plan].team].school != school)
			continue;
		if (++*ret_plans == 1)
			*ret_first = code;
		labs += zone->lab_plans.at[plan].count;
	}
	return labs;
}

struct str year_conflict_words(struct arena *arena, const struct year_problem *problem,
			       const struct year_plan *locks, const struct year_conflict *conflict,
			       bool minimal)
{
	const struct zone *zone = problem->zone;
	const char *between = "These cannot all be: ";
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < conflict->n_rules; i++) {
		struct str code = conflict->rules[i];

		if (str_starts_with(code, STR("lab_plans/")))
			continue;
		text_printf(&text, "%s%.*s", between,
			    STR_ARG(year_rule_words(arena, problem, locks, code)));
		between = "; ";
	}
	for (uint32_t s = 0; s <= zone->schools.n; s++) {
		uint32_t school = s < zone->schools.n ? s : ZONE_NONE;
		struct str first = {0}, words;
		int32_t plans, labs = labs_at(problem, conflict, school, &plans, &first);

		if (plans == 0)
			continue;
		words = plans == 1 ? year_rule_words(arena, problem, locks, first)
				   : arena_printf(arena, "%.*s has %d labs in %d plans",
						  STR_ARG(school == ZONE_NONE
								  ? STR("The zone")
								  : zone->schools.at[school].name),
						  labs, plans);
		text_printf(&text, "%s%.*s", between, STR_ARG(words));
		between = "; ";
	}
	text_put_char(&text, '.');
	if (conflict->demand > conflict->supply)
		text_printf(&text, " Counted: %lld needed, %lld there.",
			    (long long)conflict->demand, (long long)conflict->supply);
	if (minimal)
		text_printf(&text, " Without any one of them the others can be.");
	return text_str(&text);
}
