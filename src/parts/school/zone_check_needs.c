/* Checks of what classes, groups and labs need, and of rules. */
#include "parts/school/zone_check_internal.h"

#include "parts/school/zone_rule.h"

/* ---- Specials ---- */

static bool has_section_in(const struct zone *zone, uint32_t school, uint32_t grade)
{
	for (size_t i = 0; i < zone->sections.n; i++) {
		if (zone->sections.at[i].school == school &&
		    zone_section_has_grade(&zone->sections.at[i], grade))
			return true;
	}
	return false;
}

static void check_grade_blocks(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->grade_blocks.n; i++) {
		const struct zone_grade_block *row = &zone->grade_blocks.at[i];

		if (row->section != ZONE_NONE &&
		    (zone->sections.at[row->section].school != row->school ||
		     !zone_section_has_grade(&zone->sections.at[row->section], row->grade)))
			check_error(c, CHECK_AT(ZONE_T_GRADE_BLOCKS, i, "section"),
				    STR("The class is not in this school and grade"),
				    STR("Correct the school, the grade or the class."));
		else if (!has_section_in(zone, row->school, row->grade))
			check_warn(c, CHECK_AT(ZONE_T_GRADE_BLOCKS, i, "grade"),
				   STR("The school has no class in this grade"),
				   STR("Delete the row, or add the class to sections.csv."));
	}
}

static bool visit_is_for(const struct zone *zone, const struct zone_visit *row, size_t section)
{
	const struct zone_section *s = &zone->sections.at[section];

	if (!zone_applies(row->schools, s->school) ||
	    !zone_applies(row->sections, (uint32_t)section))
		return false;
	for (size_t k = 0; k < s->grades.n; k++) {
		if (zone_applies(row->grades, s->grades.at[k]))
			return true;
	}
	return false;
}

/* Terms overlap in time: a semester holds its quarters. */
static bool terms_overlap(const struct zone *zone, uint32_t a, uint32_t b)
{
	if (a == ZONE_NONE || b == ZONE_NONE)
		return true;
	return zone->terms.at[a].from <= zone->terms.at[b].to &&
	       zone->terms.at[b].from <= zone->terms.at[a].to;
}

static bool lists_meet(struct zone_list a, struct zone_list b)
{
	if (a.n == 0 || b.n == 0)
		return true;
	for (size_t i = 0; i < a.n; i++) {
		if (zone_applies(b, a.at[i]))
			return true;
	}
	return false;
}

static void check_visits_once(const struct checker *c, size_t i)
{
	const struct zone *zone = c->zone;
	const struct zone_visit *row = &zone->visits.at[i];

	for (size_t k = 0; k < i; k++) {
		const struct zone_visit *other = &zone->visits.at[k];

		if (other->subject != row->subject || !lists_meet(row->schools, other->schools) ||
		    !lists_meet(row->grades, other->grades) ||
		    !terms_overlap(zone, row->term, other->term))
			continue;
		for (size_t s = 0; s < zone->sections.n; s++) {
			if (!visit_is_for(zone, row, s) || !visit_is_for(zone, other, s))
				continue;
			check_error(
				c, CHECK_AT(ZONE_T_VISITS, i, "subject"),
				arena_printf(
					c->arena, "%.*s has this special from row %.*s already",
					STR_ARG(zone->sections.at[s].code), STR_ARG(other->code)),
				STR("Narrow the schools, grades or classes of one of the two."));
			return;
		}
	}
}

static void check_visits(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->visits.n; i++) {
		const struct zone_visit *row = &zone->visits.at[i];
		int32_t days = zone->rotations.at[row->rotation].days;

		check_visits_once(c, i);
		if (zone->subjects.at[row->subject].kind != ZONE_SPECIAL)
			check_error(
				c, CHECK_AT(ZONE_T_VISITS, i, "subject"),
				STR("This subject is no special"),
				STR("Use needs.csv for it, or change its kind in subjects.csv."));
		if (row->pattern != ZONE_PAIR && row->visits > days)
			check_error(c, CHECK_AT(ZONE_T_VISITS, i, "visits"),
				    arena_printf(c->arena,
						 "%d visits, but the rotation has %d days",
						 row->visits, days),
				    STR("Lower the visits, or make them pairs."));
		if (row->run != ZONE_UNSET && row->visits % row->run != 0)
			check_error(c, CHECK_AT(ZONE_T_VISITS, i, "run"),
				    STR("The visits cannot be divided into runs of this length"),
				    STR("Make visits a multiple of run."));
	}
}

/* ---- Needs, lunch, services ---- */

static void check_need_rows(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->needs.n; i++) {
		const struct zone_need *row = &zone->needs.at[i];
		int32_t most = row->most_minutes == ZONE_UNSET ? row->minutes : row->most_minutes;

		if (row->shortest != ZONE_UNSET && row->shortest > most)
			check_error(c, CHECK_AT(ZONE_T_NEEDS, i, "shortest"),
				    STR("The shortest block is longer than all minutes together"),
				    STR("Lower it."));
		for (size_t k = 0; k < row->shapes.n; k++) {
			if (zone->shapes.at[row->shapes.at[k]].kind == ZONE_STAFF_DAY)
				check_error(c, CHECK_AT(ZONE_T_NEEDS, i, "shapes"),
					    STR("There are no classes on a staff day"),
					    STR("Name shapes with students."));
		}
	}
}

static void check_waves(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->waves.n; i++) {
		const struct zone_wave *row = &zone->waves.at[i];

		for (size_t k = 0; k < i; k++) {
			const struct zone_wave *other = &zone->waves.at[k];

			if (lists_meet(row->schools, other->schools) &&
			    lists_meet(row->grades, other->grades) &&
			    lists_meet(row->shapes, other->shapes))
				check_error(
					c, CHECK_AT(ZONE_T_WAVES, i, "grades"),
					arena_printf(c->arena, "A grade eats in wave %.*s already",
						     STR_ARG(other->code)),
					STR("Give each grade of a school one wave on each kind of "
					    "day."));
		}
	}
}

static void check_services(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->services.n; i++) {
		const struct zone_service *row = &zone->services.at[i];

		for (size_t k = 0; k < row->sections.n; k++) {
			if (zone->sections.at[row->sections.at[k]].school != row->school)
				check_error(c, CHECK_AT(ZONE_T_SERVICES, i, "sections"),
					    STR("A class of another school"),
					    STR("Name classes of the school in this row."));
		}
		for (size_t k = 0; k < row->providers.n; k++) {
			if (!check_works_at(zone, row->providers.at[k], row->school))
				check_error(c, CHECK_AT(ZONE_T_SERVICES, i, "providers"),
					    arena_printf(c->arena,
							 "%.*s does not work at the school",
							 STR_ARG(check_code(c, ZONE_T_PEOPLE,
									    row->providers.at[k]))),
					    STR("Add a row to assignments.csv, or name somebody "
						"else."));
		}
	}
}

/* ---- Labs ---- */

static void check_labs(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->lab_phases.n; i++) {
		const struct zone_lab_phase *row = &zone->lab_phases.at[i];
		const struct zone_lab_kind *kind = &zone->lab_kinds.at[row->kind];

		if (row->day > kind->days)
			check_error(
				c, CHECK_AT(ZONE_T_LAB_PHASES, i, "day"),
				arena_printf(c->arena, "This kind of lab has %d days", kind->days),
				STR("Lower it, or raise days in lab_kinds.csv."));
		if (row->host != ZONE_UNSET && row->host > kind->hosts)
			check_error(c, CHECK_AT(ZONE_T_LAB_PHASES, i, "host"),
				    arena_printf(c->arena, "This kind of lab has %d host rooms",
						 kind->hosts),
				    STR("Lower it, or raise hosts in lab_kinds.csv."));
	}
	for (size_t i = 0; i < zone->lab_plans.n; i++) {
		const struct zone_lab_plan *row = &zone->lab_plans.at[i];
		uint32_t school = zone->teams.at[row->team].school;

		for (size_t k = 0; k < row->attend.n && school != ZONE_NONE; k++) {
			if (!check_works_at(zone, row->attend.at[k], school))
				check_warn(c, CHECK_AT(ZONE_T_LAB_PLANS, i, "attend"),
					   arena_printf(c->arena,
							"%.*s does not work at the school",
							STR_ARG(check_code(c, ZONE_T_PEOPLE,
									   row->attend.at[k]))),
					   STR("Add a row to assignments.csv, or name somebody "
					       "else."));
		}
	}
}

void check_needs(const struct checker *c)
{
	check_grade_blocks(c);
	check_visits(c);
	check_need_rows(c);
	check_waves(c);
	check_services(c);
	check_labs(c);
}

/* ---- Rules ---- */

static unsigned numbers_of(const struct zone_rule *rule)
{
	unsigned has = 0;

	has |= rule->minimum != ZONE_UNSET ? ZONE_HAS_MINIMUM : 0U;
	has |= rule->maximum != ZONE_UNSET ? ZONE_HAS_MAXIMUM : 0U;
	has |= rule->minutes != ZONE_UNSET ? ZONE_HAS_MINUTES : 0U;
	has |= rule->share_percent != ZONE_UNSET ? ZONE_HAS_SHARE : 0U;
	has |= rule->per != ZONE_UNSET ? ZONE_HAS_PER : 0U;
	has |= rule->start != ZONE_UNSET && rule->end != ZONE_UNSET ? ZONE_HAS_WINDOW : 0U;
	has |= rule->weekdays != 0 ? ZONE_HAS_WEEKDAYS : 0U;
	has |= rule->shapes.n > 0 ? ZONE_HAS_SHAPES : 0U;
	has |= rule->grades.n > 0 ? ZONE_HAS_GRADES : 0U;
	has |= rule->subjects.n > 0 ? ZONE_HAS_SUBJECTS : 0U;
	has |= rule->schools.n > 0 ? ZONE_HAS_SCHOOLS : 0U;
	has |= rule->people.n > 0 ? ZONE_HAS_PEOPLE : 0U;
	return has;
}

static const struct {
	unsigned bit;
	const char *column;
} number_columns[] = {
	{ZONE_HAS_MINIMUM, "minimum"},   {ZONE_HAS_MAXIMUM, "maximum"},
	{ZONE_HAS_MINUTES, "minutes"},   {ZONE_HAS_SHARE, "share_percent"},
	{ZONE_HAS_PER, "per"},           {ZONE_HAS_WINDOW, "start"},
	{ZONE_HAS_WEEKDAYS, "weekdays"}, {ZONE_HAS_SHAPES, "shapes"},
	{ZONE_HAS_GRADES, "grades"},     {ZONE_HAS_SUBJECTS, "subjects"},
	{ZONE_HAS_SCHOOLS, "schools"},   {ZONE_HAS_PEOPLE, "people"},
};

/* Numbers that a kind does not take would be lost without a word. Whom a rule is for may always
 * be said. */
static const unsigned only_numbers = ZONE_HAS_MINIMUM | ZONE_HAS_MAXIMUM | ZONE_HAS_MINUTES |
				     ZONE_HAS_SHARE | ZONE_HAS_WINDOW;

static void check_rule(const struct checker *c, size_t i)
{
	const struct zone_rule *rule = &c->zone->rules.at[i];
	const struct zone_rule_kind_info *info = zone_rule_kind_info(rule->kind);
	unsigned has = numbers_of(rule);
	unsigned missing = info->needs & ~has;
	unsigned extra = has & only_numbers & ~(info->needs | info->takes);

	for (size_t k = 0; k < sizeof number_columns / sizeof *number_columns; k++) {
		struct check_place place = CHECK_AT(ZONE_T_RULES, i, number_columns[k].column);

		if (missing & number_columns[k].bit)
			check_error(
				c, place,
				arena_printf(c->arena, "A rule of kind %s needs it", info->word),
				arena_printf(c->arena, "Fill it in: %s", info->says));
		if (extra & number_columns[k].bit)
			check_error(c, place,
				    arena_printf(c->arena, "A rule of kind %s does not use it",
						 info->word),
				    arena_printf(c->arena, "Leave it empty: %s", info->says));
	}
	if (rule->kind == ZONE_SUBJECT_MINUTES && !(has & (ZONE_HAS_MINIMUM | ZONE_HAS_MAXIMUM)))
		check_error(c, CHECK_AT(ZONE_T_RULES, i, "minimum"),
			    STR("The rule has neither a minimum nor a maximum"),
			    STR("Fill in one of them."));
}

/* Kinds about labs that hold all year, and those that count days only. */
static void check_lab_rule(const struct checker *c, size_t i)
{
	const struct zone_rule *rule = &c->zone->rules.at[i];
	const char *word = zone_rule_kind_info(rule->kind)->word;

	if ((rule->kind == ZONE_LAB_SPACING || rule->kind == ZONE_LAB_HOST_SPACING) &&
	    (rule->from != ZONE_UNSET || rule->to != ZONE_UNSET))
		check_error(c, CHECK_AT(ZONE_T_RULES, i, rule->from != ZONE_UNSET ? "from" : "to"),
			    arena_printf(c->arena, "A rule of kind %s holds all year", word),
			    STR("Leave from and to empty."));
	if (rule->kind == ZONE_LAB_SUBSTITUTES && rule->per != ZONE_UNSET &&
	    rule->per != ZONE_PER_DAY)
		check_error(c, CHECK_AT(ZONE_T_RULES, i, "per"),
			    arena_printf(c->arena, "A rule of kind %s counts days", word),
			    STR("Write day, or leave it empty."));
}

void check_rules(const struct checker *c)
{
	for (size_t i = 0; i < c->zone->rules.n; i++) {
		check_rule(c, i);
		check_lab_rule(c, i);
	}
}
