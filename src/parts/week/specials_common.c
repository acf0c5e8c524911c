/* Common planning: all classes of a grade in specials at the same time, on some days of the
 * rotation.
 *
 * Where the grade has one block, given or left to the solver, that is so by itself on each day on
 * which no class is without a visit. Elsewhere it is asked for as many days as the rule says. */
#include "parts/week/specials_internal.h"

/* The classes of a grade of a school with visits in the rotation, and their visits. */
struct grade {
	uint32_t school, grade;
	int32_t n_classes;
	bool one_block;
	int64_t least_days; /* on which all of them have visits, whatever the plan */
};

/* Visits of a class in the rotation, those of a pair being one. */
static int64_t starts_of(const struct specials_maker *maker, const struct specials_group *group)
{
	int64_t n = 0;

	for (size_t i = 0; i < group->rows.n; i++) {
		const struct zone_visit *row = &maker->zone->visits.at[group->rows.at[i]];

		n += row->pattern != ZONE_PAIR
			     ? row->visits
			     : row->visits / (row->run == ZONE_UNSET ? 2 : row->run);
	}
	return n;
}

static bool is_of(const struct specials_group *group, uint32_t school, uint32_t grade)
{
	return group->school == school && group->grade == grade;
}

static struct grade find_grade(const struct specials_maker *maker, uint32_t school, uint32_t grade)
{
	struct grade found = {school, grade, 0, true, maker->specials->n_days};
	uint32_t block = ZONE_NONE;

	for (uint32_t g = 0; g < maker->groups.n; g++) {
		const struct specials_group *group = &maker->groups.at[g];
		int64_t idle = maker->specials->n_days - starts_of(maker, group);

		if (!is_of(group, school, grade))
			continue;
		if (found.n_classes == 0)
			block = group->block;
		found.n_classes += (int32_t)group->sections.n;
		found.one_block = found.one_block && group->block == block &&
				  (block != ZONE_NONE || group->one_block);
		found.least_days -= idle > 0 ? idle * (int64_t)group->sections.n : 0;
	}
	return found;
}

/* On how many days of the rotation a rule wants it. */
static int32_t days_wanted(const struct zone_rule *rule, int32_t n_days)
{
	int32_t of = rule->per == ZONE_PER_WEEK ? 5 : rule->per == ZONE_PER_TWO_WEEKS ? 10 : n_days;

	return (rule->minimum * n_days + of - 1) / of;
}

static uint32_t visits_of(struct specials_maker *maker, const struct grade *grade)
{
	struct str id = arena_printf(maker->arena, "visits %u %u", grade->school, grade->grade);
	uint32_t events = weft_builder_find_event_group(maker->builder, id);

	if (events != WEFT_NONE)
		return events;
	events = weft_builder_add_event_group(maker->builder, id, id, false);
	for (uint32_t e = 0; e < maker->events.n; e++)
		if (is_of(&maker->groups.at[maker->events.at[e].group], grade->school,
			  grade->grade))
			weft_builder_put_event(maker->builder, events, e);
	return events;
}

/* How many specialists give the grade its visits: no more classes can be in specials at once. */
static size_t count_specialists(struct specials_maker *maker, const struct grade *grade)
{
	bool *seen = arena_array(maker->arena, bool, maker->zone->people.n);
	size_t n = 0;

	for (uint32_t e = 0; e < maker->events.n; e++) {
		struct zone_list teachers;

		if (!is_of(&maker->groups.at[maker->events.at[e].group], grade->school,
			   grade->grade))
			continue;
		teachers = specials_teachers(maker->arena, maker->zone, maker->events.at[e].row,
					     grade->school);
		for (size_t i = 0; i < teachers.n; i++) {
			n += !seen[teachers.at[i]];
			seen[teachers.at[i]] = true;
		}
	}
	return n;
}

/* With too few specialists there is no such day: none is named, which nobody has to find out. */
static void ask(struct specials_maker *maker, uint32_t row, const struct grade *grade)
{
	int32_t n_days = maker->specials->n_days;
	int32_t days = days_wanted(&maker->zone->rules.at[row], n_days);
	struct week_rule rule = {.kind = WEEK_RULE_COMMON_TIME,
				 .school = grade->school,
				 .grade = grade->grade,
				 .subject = ZONE_NONE,
				 .person = ZONE_NONE,
				 .visit = ZONE_NONE,
				 .rule = row,
				 .price = specials_price(maker->zone, row)};
	struct weft_limits limits = {
		.minimum = days, .maximum = WEFT_UNLIMITED, .length = grade->n_classes};
	size_t n_specialists = count_specialists(maker, grade);
	bool possible = n_specialists >= (size_t)grade->n_classes;
	uint32_t constraint;

	if (grade->n_classes < 2 || (grade->one_block && days <= grade->least_days))
		return;
	rule.item = possible ? 0 : (uint32_t)n_specialists;
	constraint = specials_constraint(maker, WEFT_GATHERINGS, &rule, &limits);
	weft_builder_apply_to_event_group(maker->builder, constraint, visits_of(maker, grade));
	for (int32_t d = 0; possible && d < n_days; d++)
		weft_builder_name_time_group(maker->builder, constraint, maker->day_group[d]);
}

void specials_make_common(struct specials_maker *maker)
{
	const struct zone *zone = maker->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (rule->kind != ZONE_COMMON_PLANNING || rule->minimum == ZONE_UNSET ||
		    !specials_asks(maker, rule))
			continue;
		for (uint32_t s = 0; s < zone->schools.n; s++)
			for (uint32_t g = 0; g < zone->grades.n; g++) {
				struct grade grade = find_grade(maker, s, g);

				if (maker->in_schools[s] && zone_applies(rule->schools, s) &&
				    zone_applies(rule->grades, g))
					ask(maker, r, &grade);
			}
	}
}
