/* Minutes: planning against the contract, subjects against the law. */
#include "parts/week/week_check_internal.h"

#include "parts/school/zone_calendar.h"

static int32_t count_days(uint32_t set)
{
	int32_t n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* ---- Planning ---- */

/* A team meeting that takes planning time: its minutes in a week, on one shape. */
static int32_t meeting_minutes(const struct checker *checker, const struct zone_meeting *row,
			       uint32_t section, uint32_t shape)
{
	const struct zone *zone = checker->zone;
	uint32_t block = zone_block_of(zone, section, check_rotation(zone, section), NULL);
	int32_t start, end;

	if (block == ZONE_NONE || !zone_block_time(zone, shape, block, &start, &end))
		return 0;
	return row->minutes != ZONE_UNSET && row->minutes < end - start ? row->minutes
									: end - start;
}

/* The shape on which a meeting is held: the first it names, else the one with the shortest
 * block. */
static uint32_t meeting_shape(const struct checker *checker, const struct zone_meeting *row,
			      uint32_t section, bool any)
{
	const struct zone *zone = checker->zone;
	struct zone_list shapes = row->shapes;
	uint32_t school = zone->sections.at[section].school, best = ZONE_NONE;

	if (shapes.n == 0 || any)
		shapes = day_shapes(checker->arena, zone, school);
	for (size_t i = 0; i < shapes.n; i++) {
		int32_t minutes = meeting_minutes(checker, row, section, shapes.at[i]);

		if (minutes == 0 || day_weekdays(checker->arena, zone, school, shapes.at[i]) == 0)
			continue;
		if (best == ZONE_NONE || minutes < meeting_minutes(checker, row, section, best))
			best = shapes.at[i];
	}
	return best;
}

static bool is_for_section(const struct zone *zone, const struct zone_meeting *row,
			   uint32_t section)
{
	const struct zone_section *s = &zone->sections.at[section];

	if (row->place != ZONE_IN_SPECIALS || !row->directed ||
	    !zone_applies(row->schools, s->school))
		return false;
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		if (member->person == s->teacher && !member->partner &&
		    zone_applies(row->teams, member->team) &&
		    zone_set_applies(row->team_kinds, (int)zone->teams.at[member->team].kind))
			return true;
	}
	return false;
}

/* What a section's teacher has in a week. */
struct planning {
	int64_t given, taken; /* minutes; given by specials, taken by meetings */
	int32_t n_meetings;
	uint32_t meeting, shape, better; /* row; shape; a shape that takes less, or ZONE_NONE */
	struct str how;
};

static int32_t a_week(const struct zone_meeting *row, int32_t n_days)
{
	if (row->per == ZONE_PER_DAY)
		return n_days;
	return row->per == ZONE_PER_WEEK ? row->times : (row->times + 1) / 2;
}

static struct planning count_planning(const struct checker *checker, uint32_t section)
{
	const struct zone *zone = checker->zone;
	uint32_t rotation = check_rotation(zone, section);
	struct planning planning = {.meeting = ZONE_NONE, .better = ZONE_NONE};
	int32_t n_days;

	if (rotation == ZONE_NONE)
		return planning;
	n_days = zone->rotations.at[rotation].days;
	planning.given = check_block_minutes(checker, section, &planning.how) * 5 / n_days;
	if (check_visits(zone, section, ZONE_NONE) < n_days)
		planning.given = planning.given * check_visits(zone, section, ZONE_NONE) / n_days;
	for (uint32_t m = 0; m < zone->meetings.n; m++) {
		const struct zone_meeting *row = &zone->meetings.at[m];
		uint32_t shape;
		int32_t times;

		if (!is_for_section(zone, row, section))
			continue;
		shape = meeting_shape(checker, row, section, false);
		if (shape == ZONE_NONE)
			continue;
		times = a_week(row,
			       count_days(day_weekdays(checker->arena, zone,
						       zone->sections.at[section].school, shape)));
		planning.taken += (int64_t)times * meeting_minutes(checker, row, section, shape);
		planning.n_meetings += times;
		planning.meeting = m;
		planning.shape = shape;
		planning.better = meeting_shape(checker, row, section, true);
	}
	return planning;
}

static struct str planning_sentence(const struct checker *checker, const struct planning *p,
				    int64_t floor, struct str where)
{
	const struct zone *zone = checker->zone;

	if (p->meeting == ZONE_NONE)
		return arena_printf(checker->arena,
				    "%.*s: specials give %.*s = %lld minutes of planning a week, "
				    "%lld are promised.",
				    STR_ARG(where), STR_ARG(p->how), (long long)p->given,
				    (long long)floor);
	return arena_printf(
		checker->arena,
		"%.*s: specials give %.*s = %lld minutes a week; \"%.*s\" on %.*s takes %lld, so "
		"that %lld - %lld = %lld are left, %lld are promised.",
		STR_ARG(where), STR_ARG(p->how), (long long)p->given,
		STR_ARG(zone->meetings.at[p->meeting].name),
		STR_ARG(zone->shapes.at[p->shape].name), (long long)p->taken, (long long)p->given,
		(long long)p->taken, (long long)(p->given - p->taken), (long long)floor);
}

static void add_planning(const struct checker *checker, uint32_t rule, uint32_t section,
			 const struct planning *p, int64_t floor, struct str where)
{
	const struct zone *zone = checker->zone;
	struct check_finding finding = {
		.school = zone->sections.at[section].school,
		.strength = zone->rules.at[rule].strength,
		.rules = {week_rule_id(checker->arena, zone, ZONE_T_RULES, rule)},
		.n_rules = 1,
		.sentence = planning_sentence(checker, p, floor, where),
	};

	if (p->meeting != ZONE_NONE) {
		int64_t less = p->better == ZONE_NONE
				       ? p->taken
				       : meeting_minutes(checker, &zone->meetings.at[p->meeting],
							 section, p->better);

		finding.rules[finding.n_rules++] = week_rule_id(checker->arena, zone,
								ZONE_T_MEETINGS, p->meeting);
		if (p->given - less >= floor)
			finding.remedies[finding.n_remedies++] = (struct week_remedy){
				arena_printf(checker->arena,
					     "Meet on %.*s instead: %lld - %lld = %lld.",
					     STR_ARG(zone->shapes.at[p->better].name),
					     (long long)p->given, (long long)less,
					     (long long)(p->given - less)),
				arena_printf(checker->arena, "%lld minutes of team time a week",
					     (long long)(p->taken - less))};
		finding.remedies[finding.n_remedies++] = (struct week_remedy){
			STR("Hold the meeting in time without students."),
			arena_printf(checker->arena, "%lld minutes of staff time a week",
				     (long long)p->taken)};
	}
	finding.remedies[finding.n_remedies++] = (struct week_remedy){
		arena_printf(checker->arena, "Make the specials longer by %lld minutes a week.",
			     (long long)(floor - p->given + p->taken)),
		STR("as many minutes of other lessons")};
	check_add(checker, &finding);
}

/* Classes with the same numbers are one finding; the first school of them stands for it. */
static void check_planning(const struct checker *checker, uint32_t rule)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];
	int64_t share = r->share_percent == ZONE_UNSET ? 0 : r->share_percent;
	bool *done = arena_array(checker->arena, bool, zone->sections.n);

	for (uint32_t s = 0; s < zone->sections.n; s++) {
		struct check_places places = {0};
		struct planning p;
		int64_t floor = r->minimum * (share == 0 ? 100 : share) / 100;

		if (done[s] || !zone_applies(checker->schools, zone->sections.at[s].school) ||
		    !zone_applies(r->schools, zone->sections.at[s].school))
			continue;
		p = count_planning(checker, s);
		if (share == 0)
			p.taken = 0;
		if (p.how.len == 0 || p.given - p.taken >= floor)
			continue;
		for (uint32_t o = s; o < zone->sections.n; o++) {
			struct planning other;

			if (!zone_applies(checker->schools, zone->sections.at[o].school) ||
			    !zone_applies(r->schools, zone->sections.at[o].school))
				continue;
			other = count_planning(checker, o);
			if (other.given != p.given || other.meeting != p.meeting ||
			    (share != 0 && other.taken != p.taken))
				continue;
			done[o] = true;
			check_place(checker, &places, zone->sections.at[o].school,
				    zone->sections.at[o].grades.at[0]);
		}
		add_planning(checker, rule, s, &p, floor, check_places_text(checker, &places));
	}
}

/* ---- Minutes of a subject ---- */

struct supply {
	int64_t minutes;                  /* in the rule's period: a day or a week */
	int32_t visits_x10, average, led; /* visits a week, minutes each; led by the teacher */
	uint32_t row;                     /* of visits.csv */
};

static int64_t weekly_needs(const struct checker *checker, uint32_t section, uint32_t subject,
			    uint32_t shape)
{
	const struct zone *zone = checker->zone;
	const struct zone_section *s = &zone->sections.at[section];
	int64_t sum = 0;

	for (size_t n = 0; n < zone->needs.n; n++) {
		const struct zone_need *need = &zone->needs.at[n];

		if (need->subject != subject || need->strength != ZONE_MUST ||
		    !zone_applies(need->schools, s->school) ||
		    !zone_applies(need->grades, s->grades.at[0]) ||
		    !zone_applies(need->shapes, shape))
			continue;
		if (need->per == ZONE_PER_DAY)
			sum += (int64_t)need->minutes *
			       count_days(day_weekdays(checker->arena, zone, s->school, shape));
		else
			sum += need->minutes;
	}
	return sum;
}

static struct supply weekly_supply(const struct checker *checker, const struct zone_rule *rule,
				   uint32_t section)
{
	const struct zone *zone = checker->zone;
	uint32_t rotation = check_rotation(zone, section);
	struct zone_list shapes = day_shapes(checker->arena, zone,
					     zone->sections.at[section].school);
	struct supply supply = {0};

	for (uint32_t subject = 0; subject < zone->subjects.n; subject++) {
		struct str how;

		if (!zone_applies(rule->subjects, subject))
			continue;
		if (rotation != ZONE_NONE && check_visits(zone, section, subject) > 0) {
			int32_t n = zone->rotations.at[rotation].days;
			int64_t sum = check_block_minutes(checker, section, &how);

			supply.average = (int32_t)(sum / n);
			supply.visits_x10 = check_visits(zone, section, subject) * 50 / n;
			supply.minutes += check_visits(zone, section, subject) * sum * 5 / n / n;
		}
		for (size_t h = 0; h < shapes.n; h++)
			supply.led += (int32_t)weekly_needs(checker, section, subject,
							    shapes.at[h]);
	}
	supply.minutes += supply.led;
	return supply;
}

static int64_t daily_supply(const struct checker *checker, const struct zone_rule *rule,
			    uint32_t section, uint32_t shape)
{
	const struct zone *zone = checker->zone;
	const struct zone_section *s = &zone->sections.at[section];
	int64_t sum = 0;

	for (size_t n = 0; n < zone->needs.n; n++) {
		const struct zone_need *need = &zone->needs.at[n];

		if (zone_applies(rule->subjects, need->subject) && need->per == ZONE_PER_DAY &&
		    zone_applies(need->schools, s->school) &&
		    zone_applies(need->grades, s->grades.at[0]) &&
		    zone_applies(need->shapes, shape))
			sum += need->minutes;
	}
	for (uint32_t i = 0; i < zone->subjects.n; i++) {
		if (!zone_applies(rule->subjects, i) || zone->subjects.at[i].kind != ZONE_RECESS)
			continue;
		for (size_t w = 0; w < zone->waves.n; w++)
			if (zone_applies(zone->waves.at[w].schools, s->school) &&
			    zone_applies(zone->waves.at[w].grades, s->grades.at[0]) &&
			    zone_applies(zone->waves.at[w].shapes, shape)) {
				sum += zone->waves.at[w].recess_minutes;
				break;
			}
		break;
	}
	return sum;
}

static struct str subjects_text(const struct checker *checker, const struct zone_rule *rule)
{
	struct text text;

	text_init(&text, checker->arena);
	for (size_t i = 0; i < rule->subjects.n; i++)
		text_printf(&text, "%s%.*s", i > 0 ? ", " : "",
			    STR_ARG(checker->zone->subjects.at[rule->subjects.at[i]].name));
	return text_str(&text);
}

static void add_subject(const struct checker *checker, uint32_t rule, uint32_t section,
			const struct supply *supply, struct str where)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];
	struct str subjects = subjects_text(checker, r), how = STR("");
	struct check_finding finding = {
		.school = zone->sections.at[section].school,
		.strength = r->strength,
		.rules = {week_rule_id(checker->arena, zone, ZONE_T_RULES, rule)},
		.n_rules = 1,
	};

	if (supply->average > 0)
		how = arena_printf(checker->arena, " (%d%s visits of %d minutes on average%s%d%s)",
				   supply->visits_x10 / 10,
				   supply->visits_x10 % 10 == 5 ? ".5" : "", supply->average,
				   ", and ", supply->led, " led by the teacher");
	finding.sentence = arena_printf(
		checker->arena, "%.*s: %.*s has %lld minutes a %s%.*s; %d are asked: %lld < %d.",
		STR_ARG(where), STR_ARG(subjects), (long long)supply->minutes,
		r->per == ZONE_PER_DAY ? "day" : "week", STR_ARG(how), r->minimum,
		(long long)supply->minutes, r->minimum);
	finding.remedies[finding.n_remedies++] = (struct week_remedy){
		arena_printf(checker->arena,
			     "Lead %lld more minutes of it a %s in the classroom (needs.csv).",
			     (long long)(r->minimum - supply->minutes),
			     r->per == ZONE_PER_DAY ? "day" : "week"),
		STR("as many minutes of other lessons")};
	if (supply->average > 0)
		finding.remedies[finding.n_remedies++] = (struct week_remedy){
			STR("Give one more visit in each cycle (visits.csv)."),
			STR("a visit of another special")};
	check_add(checker, &finding);
}

static bool is_asked(const struct checker *checker, const struct zone_rule *rule, uint32_t section)
{
	const struct zone_section *s = &checker->zone->sections.at[section];

	return zone_applies(checker->schools, s->school) &&
	       zone_applies(rule->schools, s->school) &&
	       zone_applies(rule->grades, s->grades.at[0]);
}

static struct supply supply_of(const struct checker *checker, const struct zone_rule *rule,
			       uint32_t section)
{
	struct supply supply = {.minutes = INT64_MAX};
	struct zone_list shapes = rule->shapes;

	if (rule->per != ZONE_PER_DAY)
		return weekly_supply(checker, rule, section);
	if (shapes.n == 0)
		shapes = day_shapes(checker->arena, checker->zone,
				    checker->zone->sections.at[section].school);
	for (size_t h = 0; h < shapes.n; h++) {
		int64_t minutes = daily_supply(checker, rule, section, shapes.at[h]);

		if (minutes < supply.minutes)
			supply.minutes = minutes;
	}
	return supply;
}

static void check_subject(const struct checker *checker, uint32_t rule)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];
	bool *done = arena_array(checker->arena, bool, zone->sections.n);

	if (r->minimum == ZONE_UNSET || (r->per != ZONE_PER_DAY && r->per != ZONE_PER_WEEK))
		return;
	for (uint32_t s = 0; s < zone->sections.n; s++) {
		struct check_places places = {0};
		struct supply supply;

		if (done[s] || !is_asked(checker, r, s))
			continue;
		supply = supply_of(checker, r, s);
		if (supply.minutes >= r->minimum)
			continue;
		for (uint32_t o = s; o < zone->sections.n; o++)
			if (is_asked(checker, r, o) &&
			    supply_of(checker, r, o).minutes == supply.minutes) {
				done[o] = true;
				check_place(checker, &places, zone->sections.at[o].school,
					    zone->sections.at[o].grades.at[0]);
			}
		add_subject(checker, rule, s, &supply, check_places_text(checker, &places));
	}
}

/* ---- Meetings inside planning time ---- */

static void check_meetings(const struct checker *checker, uint32_t rule)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];

	for (uint32_t s = 0; s < zone->sections.n; s++) {
		struct planning p;

		if (!is_asked(checker, r, s) || r->per != ZONE_PER_WEEK)
			continue;
		p = count_planning(checker, s);
		if (p.n_meetings <= r->maximum)
			continue;
		struct check_finding finding = {
			.school = zone->sections.at[s].school,
			.strength = r->strength,
			.rules = {week_rule_id(checker->arena, zone, ZONE_T_RULES, rule),
				  week_rule_id(checker->arena, zone, ZONE_T_MEETINGS, p.meeting)},
			.n_rules = 2,
			.sentence = arena_printf(
				checker->arena,
				"%.*s: %d team meetings a week lie in planning time, at most %d "
				"may.",
				STR_ARG(zone->schools.at[zone->sections.at[s].school].name),
				p.n_meetings, r->maximum),
			.remedies = {{STR("Hold the others in time without students."),
				      STR("staff time")}},
			.n_remedies = 1,
		};
		check_add(checker, &finding);
		return;
	}
}

void check_minutes_all(const struct checker *checker)
{
	for (uint32_t r = 0; r < checker->zone->rules.n; r++) {
		const struct zone_rule *rule = &checker->zone->rules.at[r];

		if (rule->kind == ZONE_PLANNING_MINUTES && rule->per == ZONE_PER_WEEK &&
		    zone_set_applies(rule->roles, ZONE_TEACHER))
			check_planning(checker, r);
		else if (rule->kind == ZONE_SUBJECT_MINUTES)
			check_subject(checker, r);
		else if (rule->kind == ZONE_MEETINGS_IN_PLANNING)
			check_meetings(checker, r);
	}
}
