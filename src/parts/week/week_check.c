#include "parts/week/week_check_internal.h"

#include "base/date.h"
#include "parts/school/zone_calendar.h"
#include "parts/week/week_force.h"

#include <string.h>

/* Whether a sentence was found, at any date. */
static bool is_known(const struct day_findings *findings, struct str sentence)
{
	for (size_t i = 0; i < findings->conflicts.n; i++)
		if (str_ends_with(findings->conflicts.at[i].sentence, sentence))
			return true;
	for (size_t i = 0; i < findings->given_up.n; i++)
		if (str_ends_with(findings->given_up.at[i].sentence, sentence))
			return true;
	return false;
}

void check_add(const struct checker *checker, const struct check_finding *finding)
{
	struct arena *arena = checker->arena;
	struct str *rules = arena_array(arena, struct str, finding->n_rules);
	struct week_remedy *remedies = arena_array(arena, struct week_remedy, finding->n_remedies);

	if (finding->strength != ZONE_MUST) {
		*vec_push(arena, &checker->findings->given_up) = (struct week_given_up){
			finding->school, finding->rules[0], finding->strength, finding->sentence};
		return;
	}
	if (finding->n_rules > 0)
		memcpy(rules, finding->rules, finding->n_rules * sizeof *rules);
	if (finding->n_remedies > 0)
		memcpy(remedies, finding->remedies, finding->n_remedies * sizeof *remedies);
	*vec_push(arena, &checker->findings->conflicts) = (struct week_conflict){
		finding->school,     rules, finding->n_rules, finding->sentence, remedies,
		finding->n_remedies, NULL};
}

void check_place(const struct checker *checker, struct check_places *places, uint32_t school,
		 uint32_t grade)
{
	bool has_school = false, has_grade = false;

	for (size_t i = 0; i < places->schools.n; i++)
		has_school = has_school || places->schools.at[i] == school;
	for (size_t i = 0; i < places->grades.n; i++)
		has_grade = has_grade || places->grades.at[i] == grade;
	if (!has_school)
		*vec_push(checker->arena, &places->schools) = school;
	if (!has_grade)
		*vec_push(checker->arena, &places->grades) = grade;
}

static const char *joint(size_t i, size_t n)
{
	return i == 0 ? "" : i + 1 == n ? " and " : ", ";
}

struct str check_places_text(const struct checker *checker, const struct check_places *places)
{
	const struct zone *zone = checker->zone;
	struct text text;

	text_init(&text, checker->arena);
	for (size_t i = 0; i < places->grades.n; i++)
		text_printf(&text, "%s%.*s", joint(i, places->grades.n),
			    STR_ARG(zone->grades.at[places->grades.at[i]].name));
	text_printf(&text, " at ");
	if (places->schools.n == zone->schools.n && zone->schools.n > 2)
		text_printf(&text, "all schools");
	else
		for (size_t i = 0; i < places->schools.n; i++)
			text_printf(&text, "%s%.*s", joint(i, places->schools.n),
				    STR_ARG(zone->schools.at[places->schools.at[i]].name));
	return text_str(&text);
}

static bool has_row(const struct zone *zone, const struct zone_visit *visit, uint32_t section)
{
	const struct zone_section *s = &zone->sections.at[section];
	bool grade = visit->grades.n == 0;

	for (size_t g = 0; !grade && g < s->grades.n; g++)
		grade = zone_applies(visit->grades, s->grades.at[g]);
	return grade && zone_applies(visit->schools, s->school) &&
	       zone_applies(visit->sections, section);
}

int32_t check_visits(const struct zone *zone, uint32_t section, uint32_t subject)
{
	int32_t n = 0;

	for (size_t v = 0; v < zone->visits.n; v++)
		if ((subject == ZONE_NONE || zone->visits.at[v].subject == subject) &&
		    has_row(zone, &zone->visits.at[v], section))
			n += zone->visits.at[v].visits;
	return n;
}

uint32_t check_rotation(const struct zone *zone, uint32_t section)
{
	for (size_t v = 0; v < zone->visits.n; v++)
		if (has_row(zone, &zone->visits.at[v], section))
			return zone->visits.at[v].rotation;
	return ZONE_NONE;
}

int64_t check_block_minutes(const struct checker *checker, uint32_t section, struct str *ret_text)
{
	const struct zone *zone = checker->zone;
	uint32_t rotation = check_rotation(zone, section), block;
	int32_t sizes[8], times[8], n_days, start, end;
	int64_t sum = 0;
	struct text text;
	size_t n = 0;

	*ret_text = STR("");
	if (rotation == ZONE_NONE)
		return 0;
	block = zone_block_of(zone, section, rotation, NULL);
	n_days = zone->rotations.at[rotation].days;
	for (int32_t d = 1; block != ZONE_NONE && d <= n_days; d++) {
		uint32_t shape = zone_rotation_shape(zone, zone->sections.at[section].school,
						     rotation, d);
		size_t i = 0;

		if (shape == ZONE_NONE || !zone_block_time(zone, shape, block, &start, &end))
			continue;
		sum += end - start;
		while (i < n && sizes[i] != end - start)
			i++;
		if (i == n && n < 8) {
			sizes[n] = end - start;
			times[n++] = 0;
		}
		if (i < n)
			times[i]++;
	}
	text_init(&text, checker->arena);
	for (size_t i = 0; i < n; i++) {
		bool halved = n_days % 2 == 0 && n_days == 10 && times[i] % 2 == 0;
		int32_t count = halved ? times[i] / 2 : times[i];

		text_printf(&text, "%s", i > 0 ? " + " : "");
		if (count > 1)
			text_printf(&text, "%d x ", count);
		text_printf(&text, "%d", sizes[i]);
	}
	*ret_text = text_str(&text);
	return sum;
}

static void check_rows(struct arena *arena, const struct zone *zone, struct zone_list schools,
		       struct day_findings *findings)
{
	struct checker checker = {arena, zone, schools, findings};

	check_visits_all(&checker);
	check_minutes_all(&checker);
	check_teams_all(&checker);
	check_services_all(&checker);
	check_year_all(&checker);
}

bool week_check_date(struct arena *arena, const struct zone *zone, struct zone_list schools,
		     int32_t date, struct day_findings *findings, struct err *err)
{
	struct week_force force;

	if (!week_force_on(arena, zone, date, &force))
		return err_set(err, ERR_INVALID, "The calendar has no school day from then on.");
	check_rows(arena, force.zone, schools, findings);
	return true;
}

/* "From Monday, February 1, 2027 on: ..." */
static struct str dated(struct arena *arena, int32_t date, struct str sentence)
{
	return arena_printf(arena, "From %.*s on: %.*s", STR_ARG(date_long_text(arena, date)),
			    STR_ARG(sentence));
}

/* Adds what a later stretch has that those before do not, with its date. */
static void add_later(struct arena *arena, int32_t date, const struct day_findings *later,
		      struct day_findings *all)
{
	for (size_t i = 0; i < later->conflicts.n; i++) {
		struct week_conflict conflict = later->conflicts.at[i];

		if (is_known(all, conflict.sentence))
			continue;
		conflict.sentence = dated(arena, date, conflict.sentence);
		*vec_push(arena, &all->conflicts) = conflict;
	}
	for (size_t i = 0; i < later->given_up.n; i++) {
		struct week_given_up given_up = later->given_up.at[i];

		if (is_known(all, given_up.sentence))
			continue;
		given_up.sentence = dated(arena, date, given_up.sentence);
		*vec_push(arena, &all->given_up) = given_up;
	}
}

void week_check_zone(struct arena *arena, const struct zone *zone, struct zone_list schools,
		     struct day_findings *findings)
{
	int32_t date = zone->info.at[0].year_start;
	struct week_force force;

	/* Without a calendar there are no dates, and all rows count. */
	if (!week_force_on(arena, zone, date, &force)) {
		check_rows(arena, zone, schools, findings);
		return;
	}
	check_rows(arena, force.zone, schools, findings);
	for (date = force.to + 1; week_force_on(arena, zone, date, &force); date = force.to + 1) {
		struct day_findings later = {0};

		check_rows(arena, force.zone, schools, &later);
		add_later(arena, force.date, &later, findings);
	}
}

/* What a plan keeps follows from the same rows as the bookings do: the minutes of a block, of
 * meetings and needs. A plan by hand may differ; its ledger then says so (week_ledger.h). */
void week_check_plan(struct arena *arena, const struct week_plan *plan, struct zone_list schools,
		     struct day_findings *findings)
{
	struct checker checker = {arena, plan->zone, schools, findings};

	check_seats_all(&checker);
	check_minutes_all(&checker);
	check_teams_all(&checker);
	check_services_all(&checker);
	check_year_all(&checker);
}
