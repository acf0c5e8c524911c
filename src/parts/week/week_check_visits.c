/* Visits to specials, and seats at lunch. */
#include "parts/week/week_check_internal.h"

#include "parts/school/zone_calendar.h"

#include <string.h>

/* Rows that cannot even be turned into visits are a finding like others. */
static void check_specials(const struct checker *checker)
{
	struct err err = {0};

	if (week_count_visits(checker->arena, checker->zone, checker->schools, NULL,
			      checker->findings, &err))
		return;
	check_add(checker, &(struct check_finding){
				   .school = ZONE_NONE,
				   .strength = ZONE_MUST,
				   .sentence = arena_str(checker->arena, str_from(err.text)),
			   });
}

/* ---- Seats ---- */

/* The cafeteria of a school: seats and classes at once; -1: not counted. */
struct cafeteria {
	int32_t seats, classes;
	uint32_t rule;
};

static struct cafeteria cafeteria_of(const struct zone *zone, uint32_t rule, uint32_t school)
{
	const struct zone_rule *r = &zone->rules.at[rule];
	struct cafeteria place = {-1, -1, rule};

	for (uint32_t i = 0; i < zone->rooms.n; i++) {
		const struct zone_room *room = &zone->rooms.at[i];

		if (room->school != school || room->kind != ZONE_CAFETERIA ||
		    !zone_applies(r->rooms, i))
			continue;
		if (place.classes < 0)
			place = (struct cafeteria){0, 0, rule};
		if (place.seats >= 0)
			place.seats = room->seats == ZONE_UNSET ? -1 : place.seats + room->seats;
		place.classes += r->maximum == ZONE_UNSET ? room->classes : r->maximum;
	}
	return place;
}

/* The wave of a section on a shape: the first that is for one of its grades. */
static uint32_t wave_of(const struct zone *zone, const struct zone_section *section, uint32_t shape)
{
	for (size_t g = 0; g < section->grades.n; g++)
		for (uint32_t w = 0; w < zone->waves.n; w++)
			if (zone_applies(zone->waves.at[w].schools, section->school) &&
			    zone_applies(zone->waves.at[w].shapes, shape) &&
			    zone_applies(zone->waves.at[w].grades, section->grades.at[g]))
				return w;
	return ZONE_NONE;
}

struct eaters {
	int32_t students, classes;
};

static struct eaters eaters_of(const struct checker *checker, uint32_t wave, uint32_t school)
{
	const struct zone *zone = checker->zone;
	struct zone_list shapes = day_shapes(checker->arena, zone, school);
	struct eaters most = {0, 0};

	for (size_t h = 0; h < shapes.n; h++) {
		struct eaters at = {0, 0};

		for (size_t s = 0; s < zone->sections.n; s++) {
			const struct zone_section *section = &zone->sections.at[s];

			if (section->school != school ||
			    wave_of(zone, section, shapes.at[h]) != wave)
				continue;
			at.students += section->students == ZONE_UNSET ? 0 : section->students;
			at.classes++;
		}
		most = at.classes > most.classes ? at : most;
	}
	return most;
}

/* Waves of one school that do not fit are one finding. */
static void check_seats(const struct checker *checker, const struct cafeteria *place,
			uint32_t school)
{
	const struct zone *zone = checker->zone;
	struct check_finding finding = {.school = school, .strength = ZONE_MUST};
	struct eaters worst = {0, 0};
	bool seats_fit = true;
	struct text text;
	int32_t parts;

	text_init(&text, checker->arena);
	for (uint32_t w = 0; w < zone->waves.n; w++) {
		struct eaters at = eaters_of(checker, w, school);
		bool seated = place->seats < 0 || at.students <= place->seats;

		if (seated && at.classes <= place->classes)
			continue;
		seats_fit = seats_fit && seated;
		text_printf(&text, "%s%.*s brings %d students in %d classes",
			    text.len > 0 ? ", " : "", STR_ARG(zone->waves.at[w].code), at.students,
			    at.classes);
		worst = at.students > worst.students ? at : worst;
		if (finding.n_rules < 3)
			finding.rules[finding.n_rules++] = week_rule_id(checker->arena, zone,
									ZONE_T_WAVES, w);
	}
	if (text.len == 0)
		return;
	finding.rules[finding.n_rules++] = week_rule_id(checker->arena, zone, ZONE_T_RULES,
							place->rule);
	finding.strength = zone->rules.at[place->rule].strength;
	finding.sentence = arena_printf(
		checker->arena,
		"%.*s: lunch wave %.*s; the cafeteria has %s%.*s%d classes at once.",
		STR_ARG(zone->schools.at[school].name), STR_ARG(text_str(&text)),
		seats_fit ? "room for " : "",
		STR_ARG(seats_fit ? STR("")
				  : arena_printf(checker->arena, "%d seats, and takes ",
						 place->seats)),
		place->classes);
	parts = seats_fit ? (worst.classes + place->classes - 1) /
				    (place->classes > 0 ? place->classes : 1)
			  : (worst.students + place->seats - 1) /
				    (place->seats > 0 ? place->seats : 1);
	finding.remedies[0] = (struct week_remedy){
		arena_printf(checker->arena, "Part such a wave into %d.", parts),
		arena_printf(checker->arena, "20 minutes of the cafeteria for each further wave")};
	if (!seats_fit)
		finding.remedies[1] = (struct week_remedy){
			arena_printf(checker->arena, "Seat %d students elsewhere.",
				     worst.students - place->seats),
			STR("another room, and somebody who is there")};
	finding.n_remedies = seats_fit ? 1 : 2;
	check_add(checker, &finding);
}

void check_visits_all(const struct checker *checker)
{
	check_specials(checker);
	check_seats_all(checker);
}

void check_seats_all(const struct checker *checker)
{
	const struct zone *zone = checker->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++)
		for (uint32_t s = 0; s < zone->schools.n; s++) {
			struct cafeteria place;

			if (zone->rules.at[r].kind != ZONE_PLACE_CAPACITY ||
			    !zone_applies(zone->rules.at[r].schools, s) ||
			    !zone_applies(checker->schools, s))
				continue;
			place = cafeteria_of(zone, r, s);
			if (place.classes >= 0)
				check_seats(checker, &place, s);
		}
}
