/* Which classes a lab could go to, and why not to the others. */
#include "parts/year/year_move.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/year/year_phases.h"

#include <stdlib.h>

/* Days to the nearest other lab that has the class as a host; INT32_MAX: none. */
static int32_t nearest_lab(const struct year_plan *plan, size_t lab, uint32_t section,
			   int32_t *ret_labs)
{
	int32_t nearest = INT32_MAX;

	*ret_labs = 0;
	for (size_t i = 0; i < plan->n; i++)
		for (int k = 0; k < YEAR_MAX_HOSTS; k++) {
			int32_t apart = abs(plan->at[i].date - plan->at[lab].date);

			if (i == lab || plan->at[i].date == ZONE_UNSET ||
			    plan->at[i].host[k] != section)
				continue;
			++*ret_labs;
			nearest = apart < nearest ? apart : nearest;
		}
	return nearest;
}

static struct str why_not(struct arena *arena, const struct year_problem *problem, size_t lab,
			  const struct year_host_choice *choice, const struct zone_lab_phase *phase)
{
	const struct zone *zone = problem->zone;

	return arena_printf(
		arena,
		"Between %.*s and %.*s this class has no %d minutes without specials, lunch, "
		"recess "
		"and WIN for %.*s.",
		STR_ARG(minutes_text(arena, phase->earliest == ZONE_UNSET ? 0 : phase->earliest,
				     MINUTES_12H)),
		STR_ARG(minutes_text(arena, phase->latest == ZONE_UNSET ? 24 * 60 : phase->latest,
				     MINUTES_12H)),
		phase->minutes,
		STR_ARG(choice->section < zone->sections.n
				? zone->subjects.at[problem->labs[lab].subject].name
				: STR("")));
}

static struct year_host_choice look_at(struct arena *arena, const struct year_problem *problem,
				       const struct year_plan *plan, size_t lab,
				       struct year_host_choice choice)
{
	const struct year_lab *l = &problem->labs[lab];
	const struct zone_lab_phase *phase = year_enactment(problem->zone, l->kind,
							    choice.host_number);
	int32_t date = plan->at[lab].date + 7 * (phase->day - 1), nearest, usual;
	uint32_t shape = year_shape_on(problem, lab, date);
	int32_t wished = year_host_spacing(problem, lab);

	choice.stands = plan->at[lab].host[choice.host_number - 1] == choice.section;
	nearest = nearest_lab(plan, lab, choice.section, &choice.labs);
	if (shape == ZONE_NONE) {
		choice.why = STR("Nobody is at school on that date.");
		return choice;
	}
	usual = year_usual_start(problem->zone, phase, shape);
	choice.start = year_lesson_start(problem->zone, choice.section, shape, l->subject, phase,
					 usual);
	choice.end = choice.start + phase->minutes;
	choice.legal = choice.start != ZONE_UNSET;
	if (!choice.legal)
		choice.why = why_not(arena, problem, lab, &choice, phase);
	else if (nearest < wished)
		choice.why = arena_printf(arena,
					  "The class has another lab %d days away; wished are %d.",
					  nearest, wished);
	return choice;
}

struct year_host_choices year_host_choices_of(struct arena *arena,
					      const struct year_problem *problem,
					      const struct year_plan *plan, size_t lab)
{
	const struct year_lab *l = &problem->labs[lab];
	uint32_t section[YEAR_MAX_CLASSES];
	VEC(struct year_host_choice) choices = {0};
	size_t n = year_host_classes(problem->zone, &problem->zone->lab_plans.at[l->plan],
				     plan->at[lab].date, section);

	for (int32_t host = 1; plan->at[lab].date != ZONE_UNSET && host <= YEAR_MAX_HOSTS; host++)
		for (size_t i = 0; i < n; i++)
			if (year_enactment(problem->zone, l->kind, host) != NULL)
				*vec_push(arena, &choices) = look_at(
					arena, problem, plan, lab,
					(struct year_host_choice){.section = section[i],
								  .host_number = host});
	return (struct year_host_choices){choices.at, choices.n};
}
