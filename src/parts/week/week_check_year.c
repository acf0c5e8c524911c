/* Days and hours of the year by the calendar, and sizes of classes. */
#include "parts/week/week_check_internal.h"

#include "parts/school/zone_calendar.h"

static int32_t lunch_minutes(const struct zone *zone, uint32_t school)
{
	for (size_t w = 0; w < zone->waves.n; w++)
		if (zone_applies(zone->waves.at[w].schools, school))
			return zone->waves.at[w].lunch_minutes;
	return 0;
}

static void check_calendar(const struct checker *checker, uint32_t rule, uint32_t school)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];
	struct zone_dates dates = zone_dates_of(checker->arena, zone, school, ZONE_NONE,
						ZONE_AS_OF_END);
	bool days = r->kind == ZONE_SCHOOL_DAYS;
	int64_t got = days ? (int64_t)zone_dates_open(&dates)
			   : zone_dates_minutes(zone, &dates, lunch_minutes(zone, school)) / 60;
	struct check_finding finding = {
		.school = school,
		.strength = r->strength,
		.rules = {week_rule_id(checker->arena, zone, ZONE_T_RULES, rule)},
		.n_rules = 1,
	};

	if (got >= r->minimum)
		return;
	finding.sentence = arena_printf(
		checker->arena, "%.*s: the calendar has %lld %s, %d are asked: %lld are missing.",
		STR_ARG(zone->schools.at[school].name), (long long)got,
		days ? "school days" : "hours of instruction (recess counted, lunch not)",
		r->minimum, (long long)(r->minimum - got));
	finding.remedies[0] = (struct week_remedy){
		days ? arena_printf(checker->arena, "Add %lld school days to calendar.csv.",
				    (long long)(r->minimum - got))
		     : arena_printf(checker->arena, "Make each school day %lld minutes longer.",
				    (long long)((r->minimum - got) * 60 /
							(int64_t)(zone_dates_open(&dates) + 1) +
						1)),
		STR("paid time of everyone")};
	finding.n_remedies = 1;
	check_add(checker, &finding);
}

static void check_size(const struct checker *checker, uint32_t rule, uint32_t section)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];
	const struct zone_section *s = &zone->sections.at[section];
	int32_t classes = 0, students = 0;
	struct check_finding finding = {
		.school = s->school,
		.strength = r->strength,
		.rules = {week_rule_id(checker->arena, zone, ZONE_T_RULES, rule)},
		.n_rules = 1,
	};

	if (s->students == ZONE_UNSET || s->students <= r->maximum)
		return;
	for (size_t i = 0; i < zone->sections.n; i++)
		if (zone->sections.at[i].school == s->school &&
		    zone->sections.at[i].grades.at[0] == s->grades.at[0] &&
		    zone->sections.at[i].students != ZONE_UNSET) {
			classes++;
			students += zone->sections.at[i].students;
		}
	finding.sentence = arena_printf(
		checker->arena,
		"%.*s: %.*s has %d students, at most %d may be; its grade has %d in "
		"%d classes.",
		STR_ARG(zone->schools.at[s->school].name), STR_ARG(s->code), s->students,
		r->maximum, students, classes);
	if (students <= r->maximum * classes)
		finding.remedies[finding.n_remedies++] = (struct week_remedy){
			arena_printf(checker->arena,
				     "Move %d students to other classes of the grade.",
				     s->students - r->maximum),
			STR("no money")};
	else
		finding.remedies[finding.n_remedies++] = (struct week_remedy){
			STR("Open one more class of the grade."),
			arena_printf(checker->arena, "$%lld a year",
				     (long long)(zone->info.at[0].position_cents / 100))};
	check_add(checker, &finding);
}

void check_year_all(const struct checker *checker)
{
	const struct zone *zone = checker->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		for (uint32_t s = 0; s < zone->schools.n; s++)
			if ((rule->kind == ZONE_SCHOOL_DAYS || rule->kind == ZONE_SCHOOL_HOURS) &&
			    zone_applies(checker->schools, s) && zone_applies(rule->schools, s))
				check_calendar(checker, r, s);
		for (uint32_t s = 0; rule->kind == ZONE_CLASS_SIZE && s < zone->sections.n; s++)
			if (zone_applies(checker->schools, zone->sections.at[s].school) &&
			    zone_applies(rule->schools, zone->sections.at[s].school) &&
			    zone_applies(rule->grades, zone->sections.at[s].grades.at[0]))
				check_size(checker, r, s);
	}
}
