/* Time of teams in a year, by the calendar, against the goal for a week. */
#include "parts/week/week_check_internal.h"

#include "base/date.h"
#include "parts/school/zone_calendar.h"

struct team_time {
	int32_t days, minutes;       /* in specials: dates and minutes each */
	int32_t turns, turn_minutes; /* in staff time */
	int32_t weeks_x10;           /* school weeks: days with students over 5 */
};

static int32_t count_shape(const struct zone_dates *dates, uint32_t shape)
{
	int32_t n = 0;

	for (size_t i = 0; i < dates->n; i++)
		n += dates->at[i].open && dates->at[i].shape == shape;
	return n;
}

/* Dates on which a row of staff_times.csv has its turn. */
static int32_t count_turns(const struct zone_dates *dates, const struct zone_staff_time *row)
{
	int32_t cycle = row->cycle == ZONE_UNSET || row->cycle < 1 ? 1 : row->cycle, turn = 0,
		n = 0;

	for (size_t i = 0; i < dates->n; i++) {
		bool mine = row->turns.n == 0;

		if (!dates->at[i].open || dates->at[i].shape != row->shape)
			continue;
		turn = turn % cycle + 1;
		for (size_t t = 0; t < row->turns.n; t++)
			mine = mine || row->turns.at[t] == turn;
		n += mine;
	}
	return n;
}

static uint32_t a_section(const struct zone *zone, uint32_t team)
{
	for (size_t m = 0; m < zone->members.n; m++)
		for (uint32_t s = 0; zone->members.at[m].team == team && s < zone->sections.n; s++)
			if (zone->sections.at[s].teacher == zone->members.at[m].person)
				return s;
	return ZONE_NONE;
}

static void count_in_specials(const struct zone *zone, const struct zone_dates *dates,
			      uint32_t team, int32_t shortest, struct team_time *time)
{
	uint32_t section = a_section(zone, team);

	for (size_t m = 0; section != ZONE_NONE && m < zone->meetings.n; m++) {
		const struct zone_meeting *row = &zone->meetings.at[m];
		uint32_t block = zone_block_of(zone, section, check_rotation(zone, section), NULL);
		int32_t start, end, minutes;

		if (row->place != ZONE_IN_SPECIALS || row->shapes.n == 0 ||
		    !zone_applies(row->teams, team) ||
		    !zone_set_applies(row->team_kinds, (int)zone->teams.at[team].kind) ||
		    !zone_applies(row->schools, zone->teams.at[team].school) ||
		    block == ZONE_NONE ||
		    !zone_block_time(zone, row->shapes.at[0], block, &start, &end))
			continue;
		minutes = row->minutes == ZONE_UNSET ? end - start : row->minutes;
		if (minutes < shortest)
			continue;
		time->days = count_shape(dates, row->shapes.at[0]);
		if (row->per == ZONE_PER_WEEK &&
		    zone->shapes.at[row->shapes.at[0]].kind == ZONE_REGULAR &&
		    time->days > row->times * time->weeks_x10 / 10)
			time->days = row->times * time->weeks_x10 / 10;
		time->minutes = minutes;
	}
}

static struct team_time count_team(const struct checker *checker, uint32_t team, int32_t shortest)
{
	const struct zone *zone = checker->zone;
	uint32_t school = zone->teams.at[team].school;
	struct zone_dates dates = zone_dates_of(checker->arena, zone, school, ZONE_NONE,
						ZONE_AS_OF_END);
	struct team_time time = {.weeks_x10 = (int32_t)zone_dates_open(&dates) * 2};

	count_in_specials(zone, &dates, team, shortest, &time);
	for (size_t i = 0; i < zone->staff_times.n; i++) {
		const struct zone_staff_time *row = &zone->staff_times.at[i];

		if (row->use != ZONE_TEAM_TIME || !zone_applies(row->schools, school) ||
		    row->end - row->start < shortest)
			continue;
		time.turns += count_turns(&dates, row);
		time.turn_minutes = row->end - row->start;
	}
	return time;
}

static int32_t week_minutes(const struct team_time *time)
{
	int32_t sum = time->days * time->minutes + time->turns * time->turn_minutes;

	return time->weeks_x10 == 0 ? 0 : sum * 10 / time->weeks_x10;
}

/* "(33 x 40 + 16 x 75) / 36": what there is none of is left out. */
static struct str sum_text(const struct checker *checker, const struct team_time *time)
{
	struct text text;

	text_init(&text, checker->arena);
	text_printf(&text, "(");
	if (time->days > 0)
		text_printf(&text, "%d x %d%s", time->days, time->minutes,
			    time->turns > 0 ? " + " : "");
	if (time->turns > 0 || time->days == 0)
		text_printf(&text, "%d x %d", time->turns, time->turn_minutes);
	text_printf(&text, ") / %d", time->weeks_x10 / 10);
	return text_str(&text);
}

static void add_team(const struct checker *checker, uint32_t rule, const struct team_time *time,
		     struct str where, uint32_t school)
{
	const struct zone_rule *r = &checker->zone->rules.at[rule];
	int32_t got = week_minutes(time);
	struct str pieces = time->days > 0 && time->turns > 0
				    ? arena_printf(checker->arena, "%d or %d", time->minutes,
						   time->turn_minutes)
				    : arena_printf(checker->arena, "%d",
						   time->days > 0 ? time->minutes
								  : time->turn_minutes);
	struct check_finding finding = {
		.school = school,
		.strength = r->strength,
		.rules = {week_rule_id(checker->arena, checker->zone, ZONE_T_RULES, rule)},
		.n_rules = 1,
		.sentence = arena_printf(
			checker->arena,
			"%.*s: %.*s = %d minutes of team time a week, the goal is %d; only %.*s "
			"minutes are consecutive.",
			STR_ARG(where), STR_ARG(sum_text(checker, time)), got, r->minimum,
			STR_ARG(pieces)),
		.remedies = {{arena_printf(checker->arena,
					   "Give teams %d more minutes a week: one more block for "
					   "specials, or more turns of staff time.",
					   r->minimum - got),
			      STR("minutes that are self-directed or building-led now")}},
		.n_remedies = 1,
	};

	check_add(checker, &finding);
}

static bool is_asked(const struct checker *checker, const struct zone_rule *rule, uint32_t team)
{
	const struct zone_team *t = &checker->zone->teams.at[team];

	return t->kind == ZONE_GRADE_TEAM && t->school != ZONE_NONE &&
	       zone_applies(checker->schools, t->school) &&
	       zone_applies(rule->schools, t->school) && zone_applies(rule->teams, team);
}

static bool same(const struct team_time *a, const struct team_time *b)
{
	return a->days == b->days && a->minutes == b->minutes && a->turns == b->turns &&
	       a->turn_minutes == b->turn_minutes && a->weeks_x10 == b->weeks_x10;
}

static void check_rule(const struct checker *checker, uint32_t rule)
{
	const struct zone *zone = checker->zone;
	const struct zone_rule *r = &zone->rules.at[rule];
	int32_t shortest = r->minutes == ZONE_UNSET ? 0 : r->minutes;
	bool *done = arena_array(checker->arena, bool, zone->teams.n);

	for (uint32_t t = 0; t < zone->teams.n; t++) {
		struct check_places places = {0};
		struct team_time time;
		struct str where;

		if (done[t] || !is_asked(checker, r, t))
			continue;
		time = count_team(checker, t, shortest);
		if (week_minutes(&time) >= r->minimum)
			continue;
		for (uint32_t o = t; o < zone->teams.n; o++) {
			struct team_time other;

			if (done[o] || !is_asked(checker, r, o))
				continue;
			other = count_team(checker, o, shortest);
			if (!same(&time, &other))
				continue;
			done[o] = true;
			for (size_t g = 0; g < zone->teams.at[o].grades.n; g++)
				check_place(checker, &places, zone->teams.at[o].school,
					    zone->teams.at[o].grades.at[g]);
		}
		where = check_places_text(checker, &places);
		add_team(checker, rule, &time, where, zone->teams.at[t].school);
	}
}

void check_teams_all(const struct checker *checker)
{
	for (uint32_t r = 0; r < checker->zone->rules.n; r++)
		if (checker->zone->rules.at[r].kind == ZONE_TEAM_MINUTES &&
		    checker->zone->rules.at[r].per == ZONE_PER_WEEK)
			check_rule(checker, r);
}
