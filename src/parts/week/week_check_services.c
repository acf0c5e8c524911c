/* Groups for whom nobody is there: the solver has nobody to send, so it is said here. */
#include "parts/week/week_check_internal.h"

static bool has_staff(const struct zone *zone, const struct zone_service *service)
{
	for (size_t i = 0; i < service->providers.n; i++)
		if (zone->people.at[service->providers.at[i]].status == ZONE_ACTIVE)
			return true;
	for (size_t i = 0; service->providers.n == 0 && i < zone->assignments.n; i++)
		if (zone->assignments.at[i].school == service->school &&
		    zone->assignments.at[i].role == service->role &&
		    zone->people.at[zone->assignments.at[i].person].status == ZONE_ACTIVE)
			return true;
	return false;
}

static bool has_class(const struct zone *zone, const struct zone_service *service)
{
	for (uint32_t s = 0; s < zone->sections.n; s++) {
		const struct zone_section *section = &zone->sections.at[s];

		if (section->school != service->school || !zone_applies(service->sections, s))
			continue;
		for (size_t g = 0; g < section->grades.n; g++)
			if (zone_applies(service->grades, section->grades.at[g]))
				return true;
	}
	return false;
}

void check_services_all(const struct checker *checker)
{
	const struct zone *zone = checker->zone;

	for (uint32_t i = 0; i < zone->services.n; i++) {
		const struct zone_service *service = &zone->services.at[i];
		struct check_finding finding = {
			.school = service->school,
			.strength = service->strength,
			.rules = {week_rule_id(checker->arena, zone, ZONE_T_SERVICES, i)},
			.n_rules = 1,
		};
		bool staff = has_staff(zone, service), class = has_class(zone, service);

		if (!zone_applies(checker->schools, service->school) || (staff && class))
			continue;
		finding.sentence = arena_printf(
			checker->arena,
			"%.*s: the group %.*s (%.*s) gets none of its %d times %d minutes: %s.",
			STR_ARG(zone->schools.at[service->school].name), STR_ARG(service->code),
			STR_ARG(service->group), service->times, service->minutes,
			!class ? "the school has no class of its grades"
			       : "nobody who could give it is there");
		finding.remedies[finding.n_remedies++] = (struct week_remedy){
			class ? STR("Name people who give it (services.csv), or fill a position of "
				    "that role at the school.")
			      : STR("Take the group out of services.csv."),
			class ? STR("a part of a position") : STR("no money")};
		check_add(checker, &finding);
	}
}
