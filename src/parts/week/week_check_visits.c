/* Visits: who is there in a block, what one teacher can give, half-days, and seats at lunch. */
#include "parts/week/week_check_internal.h"

#include "parts/school/zone_calendar.h"

struct block_at {
	uint32_t school, block, rotation;
	int32_t n_sections, n_days;
	struct zone_list sections;
};

static struct zone_list with(struct arena *arena, struct zone_list list, uint32_t item)
{
	uint32_t *at = arena_array(arena, uint32_t, list.n + 1);

	for (size_t i = 0; i < list.n; i++)
		at[i] = list.at[i];
	at[list.n] = item;
	return (struct zone_list){at, list.n + 1};
}

static struct block_at find_block(const struct checker *checker, uint32_t school, uint32_t block)
{
	const struct zone *zone = checker->zone;
	struct block_at at = {.school = school, .block = block, .rotation = ZONE_NONE};

	for (uint32_t s = 0; s < zone->sections.n; s++) {
		uint32_t rotation;

		if (zone->sections.at[s].school != school)
			continue;
		rotation = check_rotation(zone, s);
		if (rotation == ZONE_NONE || zone_block_of(zone, s, rotation, NULL) != block)
			continue;
		at.rotation = rotation;
		at.n_days = zone->rotations.at[rotation].days;
		at.sections = with(checker->arena, at.sections, s);
	}
	at.n_sections = (int32_t)at.sections.n;
	return at;
}

/* Active specialists of a subject (ZONE_NONE: any) at a school, each once. */
static struct zone_list teachers_of(const struct checker *checker, uint32_t school,
				    uint32_t subject)
{
	const struct zone *zone = checker->zone;
	struct zone_list found = {0};

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];
		bool known = false;

		for (size_t p = 0; p < found.n; p++)
			known = known || found.at[p] == at->person;
		if (!known && at->school == school && at->role == ZONE_SPECIALIST &&
		    (subject == ZONE_NONE || at->subject == subject) &&
		    zone->people.at[at->person].status == ZONE_ACTIVE)
			found = with(checker->arena, found, at->person);
	}
	return found;
}

static struct str people_text(const struct checker *checker, struct zone_list people)
{
	struct text text;

	text_init(&text, checker->arena);
	for (size_t i = 0; i < people.n; i++)
		text_printf(&text, "%s%.*s",
			    i == 0              ? ""
			    : i + 1 == people.n ? " and "
						: ", ",
			    STR_ARG(checker->zone->people.at[people.at[i]].code));
	return people.n == 0 ? STR("nobody") : text_str(&text);
}

static int32_t demand_of(const struct checker *checker, const struct block_at *at, uint32_t subject)
{
	int32_t sum = 0;

	for (size_t i = 0; i < at->sections.n; i++)
		sum += check_visits(checker->zone, at->sections.at[i], subject);
	return sum;
}

static uint32_t visit_row(const struct zone *zone, uint32_t subject)
{
	for (uint32_t v = 0; v < zone->visits.n; v++)
		if (zone->visits.at[v].subject == subject)
			return v;
	return ZONE_NONE;
}

/* One teacher gives one class a visit in a block of a day. */
static void check_subject(const struct checker *checker, const struct block_at *at,
			  uint32_t subject)
{
	const struct zone *zone = checker->zone;
	struct zone_list teachers = teachers_of(checker, at->school, subject);
	int32_t demand = demand_of(checker, at, subject);
	int32_t supply = (int32_t)teachers.n * at->n_days;
	struct check_finding finding = {.school = at->school, .strength = ZONE_MUST};

	if (demand <= supply)
		return;
	finding.rules[finding.n_rules++] = week_rule_id(checker->arena, zone, ZONE_T_VISITS,
							visit_row(zone, subject));
	finding.sentence = arena_printf(
		checker->arena,
		"%.*s: the %d classes in %.*s need %d visits of %.*s in %d days; %.*s can give %d, "
		"because one teacher can be with one class at a time.",
		STR_ARG(zone->schools.at[at->school].name), at->n_sections,
		STR_ARG(zone->blocks.at[at->block].name), demand,
		STR_ARG(zone->subjects.at[subject].name), at->n_days,
		STR_ARG(people_text(checker, teachers)), supply);
	finding.remedies[0] = (struct week_remedy){
		arena_printf(checker->arena,
			     "Let another teacher of %.*s come for %d visits in %d days.",
			     STR_ARG(zone->subjects.at[subject].name), demand - supply, at->n_days),
		arena_printf(checker->arena, "$%lld a year",
			     (long long)(zone->info.at[0].position_cents * (demand - supply) * 5 /
					 at->n_days / 30 / 100))};
	finding.remedies[1] = (struct week_remedy){STR("Move one class to another block."),
						   STR("its common planning with the grade")};
	finding.remedies[2] = (struct week_remedy){
		arena_printf(checker->arena, "Give these classes %d visits less in all.",
			     demand - supply),
		STR("as many visits of the subject")};
	finding.n_remedies = 3;
	check_add(checker, &finding);
}

static void check_block(const struct checker *checker, const struct block_at *at)
{
	const struct zone *zone = checker->zone;
	struct zone_list there = teachers_of(checker, at->school, ZONE_NONE);

	for (uint32_t subject = 0; subject < zone->subjects.n; subject++)
		if (zone->subjects.at[subject].kind == ZONE_SPECIAL)
			check_subject(checker, at, subject);
	if ((int32_t)there.n >= at->n_sections)
		return;
	struct check_finding finding = {
		.school = at->school,
		.strength = ZONE_MUST,
		.sentence = arena_printf(
			checker->arena,
			"%.*s: %d classes plan together in %.*s, and only %zu specialists teach "
			"there.",
			STR_ARG(zone->schools.at[at->school].name), at->n_sections,
			STR_ARG(zone->blocks.at[at->block].name), there.n),
		.remedies = {{STR("One more specialist in that block."),
			      STR("a part of a position")},
			     {STR("Part a class among the others."), STR("larger groups")}},
		.n_remedies = 2,
	};
	check_add(checker, &finding);
}

/* ---- Visits a week ---- */

static int64_t cap_of(const struct checker *checker, uint32_t school, uint32_t subject)
{
	const struct zone *zone = checker->zone;
	int64_t sum = 0, most = 1000;

	for (size_t r = 0; r < zone->rules.n; r++)
		if (zone->rules.at[r].kind == ZONE_VISITS_PER_WEEK &&
		    zone->rules.at[r].strength == ZONE_MUST)
			most = zone->rules.at[r].maximum;
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];

		if (at->school == school && at->role == ZONE_SPECIALIST && at->subject == subject &&
		    zone->people.at[at->person].status == ZONE_ACTIVE)
			sum += at->visits_per_week_x100 == ZONE_UNSET ||
					       at->visits_per_week_x100 > most * 100
				       ? most * 100
				       : at->visits_per_week_x100;
	}
	return sum;
}

static void check_week(const struct checker *checker, uint32_t school, uint32_t subject)
{
	const struct zone *zone = checker->zone;
	int64_t demand = 0, supply = cap_of(checker, school, subject);

	for (uint32_t s = 0; s < zone->sections.n; s++)
		if (zone->sections.at[s].school == school && check_rotation(zone, s) != ZONE_NONE)
			demand += check_visits(zone, s, subject) * 500 /
				  zone->rotations.at[check_rotation(zone, s)].days;
	if (demand <= supply)
		return;
	struct check_finding finding = {
		.school = school,
		.strength = ZONE_MUST,
		.rules = {week_rule_id(checker->arena, zone, ZONE_T_VISITS,
				       visit_row(zone, subject))},
		.n_rules = 1,
		.sentence = arena_printf(
			checker->arena,
			"%.*s: its classes need %lld.%lld visits of %.*s a week; %.*s may give "
			"%lld.%lld there.",
			STR_ARG(zone->schools.at[school].name), (long long)(demand / 100),
			(long long)(demand % 100 / 10), STR_ARG(zone->subjects.at[subject].name),
			STR_ARG(people_text(checker, teachers_of(checker, school, subject))),
			(long long)(supply / 100), (long long)(supply % 100 / 10)),
		.remedies = {{arena_printf(checker->arena, "Find %lld more visits a week.",
					   (long long)((demand - supply + 99) / 100)),
			      arena_printf(checker->arena, "$%lld a year",
					   (long long)(zone->info.at[0].position_cents *
						       (demand - supply) / 3000 / 100))}},
		.n_remedies = 1,
	};
	check_add(checker, &finding);
}

/* ---- Half-days ---- */

/* Half-days (mornings or afternoons) in a rotation that a person must be at a school: as many
 * as a block of that half needs visits which nobody else there can give. */
static int32_t halves_needed(const struct checker *checker, uint32_t person, uint32_t school,
			     uint32_t subject, enum zone_half half)
{
	const struct zone *zone = checker->zone;
	struct zone_list teachers = teachers_of(checker, school, subject);
	int32_t most = 0, start, end;

	(void)person;
	for (uint32_t b = 0; b < zone->blocks.n; b++) {
		struct block_at at = find_block(checker, school, b);
		uint32_t shape;
		int32_t need;

		if (at.n_sections == 0)
			continue;
		shape = zone_rotation_shape(zone, school, at.rotation, 1);
		if (shape == ZONE_NONE || !zone_block_time(zone, shape, b, &start, &end) ||
		    zone_half_of(&zone->shapes.at[shape], start) != half)
			continue;
		need = demand_of(checker, &at, subject) - ((int32_t)teachers.n - 1) * at.n_days;
		if (need > most)
			most = need;
	}
	return most;
}

static bool one_school_a_half(const struct zone *zone)
{
	for (size_t r = 0; r < zone->rules.n; r++)
		if (zone->rules.at[r].kind == ZONE_ONE_SCHOOL_PER_HALF &&
		    zone->rules.at[r].strength == ZONE_MUST)
			return true;
	return false;
}

static void check_person(const struct checker *checker, uint32_t person, enum zone_half half)
{
	const struct zone *zone = checker->zone;
	struct text text;
	int32_t sum = 0, n_days = 10;
	size_t n = 0;

	text_init(&text, checker->arena);
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];
		int32_t need;

		if (at->person != person || at->role != ZONE_SPECIALIST || at->subject == ZONE_NONE)
			continue;
		need = halves_needed(checker, person, at->school, at->subject, half);
		sum += need;
		text_printf(&text, "%s%d at %.*s", n++ > 0 ? ", " : "", need,
			    STR_ARG(zone->schools.at[at->school].name));
	}
	if (zone->rotations.n > 0)
		n_days = zone->rotations.at[0].days;
	if (n < 2 || sum <= n_days || !one_school_a_half(zone))
		return;
	struct check_finding finding = {
		.school = ZONE_NONE,
		.strength = ZONE_MUST,
		.sentence = arena_printf(
			checker->arena,
			"%.*s is needed on %d %s of %d days: %.*s. One is at one school in a "
			"half-day.",
			STR_ARG(zone->people.at[person].code), sum,
			half == ZONE_AM ? "mornings" : "afternoons", n_days,
			STR_ARG(text_str(&text))),
		.remedies = {{STR("Move a grade to a block of the other half of the day."),
			      STR("no money")},
			     {STR("Let another teacher take one of the schools."),
			      STR("a part of a position")}},
		.n_remedies = 2,
	};
	check_add(checker, &finding);
}

/* ---- Seats ---- */

static void check_wave(const struct checker *checker, uint32_t wave, uint32_t school)
{
	const struct zone *zone = checker->zone;
	const struct zone_wave *w = &zone->waves.at[wave];
	int32_t students = 0, seats = 0;

	for (size_t s = 0; s < zone->sections.n; s++)
		if (zone->sections.at[s].school == school &&
		    zone_applies(w->grades, zone->sections.at[s].grades.at[0]) &&
		    zone->sections.at[s].students != ZONE_UNSET)
			students += zone->sections.at[s].students;
	for (size_t r = 0; r < zone->rooms.n; r++)
		if (zone->rooms.at[r].school == school &&
		    zone->rooms.at[r].kind == ZONE_CAFETERIA) {
			if (zone->rooms.at[r].seats == ZONE_UNSET)
				return;
			seats += zone->rooms.at[r].seats;
		}
	if (seats == 0 || students <= seats)
		return;
	struct check_finding finding = {
		.school = school,
		.strength = ZONE_MUST,
		.rules = {week_rule_id(checker->arena, zone, ZONE_T_WAVES, wave)},
		.n_rules = 1,
		.sentence = arena_printf(
			checker->arena, "%.*s: lunch wave %.*s brings %d students to %d seats.",
			STR_ARG(zone->schools.at[school].name), STR_ARG(w->code), students, seats),
		.remedies = {{STR("Part the wave in two."), STR("20 minutes of the cafeteria")}},
		.n_remedies = 1,
	};
	check_add(checker, &finding);
}

void check_visits_all(const struct checker *checker)
{
	const struct zone *zone = checker->zone;

	for (uint32_t s = 0; s < zone->schools.n; s++) {
		if (!zone_applies(checker->schools, s))
			continue;
		for (uint32_t b = 0; b < zone->blocks.n; b++) {
			struct block_at at = find_block(checker, s, b);

			if (at.n_sections > 0)
				check_block(checker, &at);
		}
		for (uint32_t subject = 0; subject < zone->subjects.n; subject++)
			if (zone->subjects.at[subject].kind == ZONE_SPECIAL)
				check_week(checker, s, subject);
		for (uint32_t w = 0; w < zone->waves.n; w++)
			if (zone_applies(zone->waves.at[w].schools, s))
				check_wave(checker, w, s);
	}
	for (uint32_t p = 0; p < zone->people.n; p++)
		if (zone->people.at[p].status == ZONE_ACTIVE) {
			check_person(checker, p, ZONE_AM);
			check_person(checker, p, ZONE_PM);
		}
}
