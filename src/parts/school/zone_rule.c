#include "parts/school/zone_rule.h"

#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

#define MIN  ZONE_HAS_MINIMUM
#define MAX  ZONE_HAS_MAXIMUM
#define MINS ZONE_HAS_MINUTES
#define PER  ZONE_HAS_PER

static const struct zone_rule_kind_info kinds[ZONE_N_RULE_KINDS] = {
	[ZONE_PLANNING_MINUTES] =
		{"planning_minutes", MIN | PER, MINS | ZONE_HAS_SHARE,
		 "At least minimum minutes of planning in each per; only blocks of at least "
		 "minutes "
		 "count; share_percent of the minimum is self-directed.",
		 "At least {minimum} minutes of planning {per}{minutes:, in blocks of # or "
		 "more}{share:, # % of it self-directed}."},
	[ZONE_DUTY_FREE_LUNCH] = {"duty_free_lunch", MINS, ZONE_HAS_SHAPES,
				  "A lunch of minutes without students each day.",
				  "A duty-free lunch of {minutes} minutes each day."},
	[ZONE_MEETINGS_IN_PLANNING] =
		{"meetings_in_planning", MAX | PER, 0,
		 "At most maximum team meetings inside planning time in each per.",
		 "At most {maximum} team meetings {per} inside planning time."},
	[ZONE_VISITS_PER_DAY] = {"visits_per_day", MAX, PER,
				 "At most maximum visits of a specialist on one day.",
				 "At most {maximum} visits of a specialist a day."},
	[ZONE_VISITS_PER_WEEK] =
		{"visits_per_week", MAX, PER,
		 "At most maximum visits of a specialist in a week, all schools together.",
		 "At most {maximum} visits of a specialist a week, at all schools together."},
	[ZONE_VISITS_IN_A_ROW] =
		{"visits_in_a_row", MAX, MINS,
		 "At most maximum visits of a specialist without a break of minutes.",
		 "At most {maximum} visits in a row{minutes: without a break of # minutes}."},
	[ZONE_SUBJECT_MINUTES] =
		{"subject_minutes", PER | ZONE_HAS_SUBJECTS,
		 MIN | MAX | ZONE_HAS_GRADES | ZONE_HAS_SHAPES,
		 "From minimum to maximum minutes of the subjects in each per, on average over the "
		 "cycle; "
		 "recess at lunch counts as recess.",
		 "{subjects}:{minimum: at least #}{maximum: at most #} minutes {per} on average."},
	[ZONE_LUNCH_WINDOW] = {"lunch_window", ZONE_HAS_WINDOW,
			       MINS | ZONE_HAS_SHAPES | ZONE_HAS_GRADES,
			       "Lunch lies between start and end and is at least minutes long.",
			       "Lunch{minutes: of # minutes or more} between {window}."},
	[ZONE_EAT_TOGETHER] = {"eat_together", ZONE_HAS_GRADES, ZONE_HAS_SHAPES,
			       "The grades eat in one wave.", "{grades} eat together."},
	[ZONE_PLACE_CAPACITY] =
		{"place_capacity", 0, MAX,
		 "Rooms hold at most their seats and classes; maximum classes instead, where "
		 "given.",
		 "Rooms and shared places hold no more than they have room for{maximum: (at most # "
		 "classes)}."},
	[ZONE_TRANSITION_MINUTES] =
		{"transition_minutes", MINS, ZONE_HAS_SUBJECTS,
		 "Minutes between two activities of a class in different rooms.",
		 "{minutes} minutes to go from one room to another."},
	[ZONE_TRAVEL_AT_MIDDAY] =
		{"travel_at_midday", 0, MINS,
		 "Who works at two schools on a day changes at midday, with minutes to do so.",
		 "Changes of school only at midday{minutes:, with # minutes for the way}."},
	[ZONE_ONE_SCHOOL_PER_HALF] = {"one_school_per_half", 0, 0,
				      "Nobody is at two schools in one half-day.",
				      "One school in each half-day."},
	[ZONE_NO_PULL_OUT] = {"no_pull_out", ZONE_HAS_SUBJECTS, ZONE_HAS_GRADES,
			      "Nobody is taken out of the subjects.",
			      "No pull-out from {subjects}."},
	[ZONE_COMMON_PLANNING] = {"common_planning", 0, MIN | MINS | PER | ZONE_HAS_GRADES,
				  "All classes of a grade are in specials at the same time, "
				  "minimum times in each per "
				  "(empty: always).",
				  "All classes of a grade have specials at the same time{minimum:, "
				  "# times}{per: #}."},
	[ZONE_TEAM_MINUTES] = {"team_minutes", MIN | PER, MINS,
			       "At least minimum minutes of team time in each per; only blocks of "
			       "at least minutes count.",
			       "At least {minimum} minutes of team time {per}{minutes:, in blocks "
			       "of # or more}."},
	[ZONE_SAME_TIME_EACH_DAY] = {"same_time_each_day", ZONE_HAS_SUBJECTS,
				     ZONE_HAS_SHAPES | ZONE_HAS_GRADES,
				     "The subjects are at the same time on all days of one shape.",
				     "{subjects} at the same time each day."},
	[ZONE_STAGGERED] = {"staggered", ZONE_HAS_SUBJECTS, ZONE_HAS_SHAPES | ZONE_HAS_GRADES,
			    "No two grades of a school have the subjects at once.",
			    "No two grades have {subjects} at once."},
	[ZONE_SPECIALIST_BREAK] =
		{"specialist_break", MINS, MIN | PER | ZONE_HAS_SHAPES,
		 "minimum breaks of minutes each day between the first and the last visit.",
		 "A break of {minutes} minutes each day for specialists."},
	[ZONE_CLASS_SIZE] = {"class_size", MAX, ZONE_HAS_GRADES,
			     "At most maximum students in a class.",
			     "At most {maximum} students in a class."},
	[ZONE_SCHOOL_DAYS] = {"school_days", MIN, PER, "At least minimum school days in the year.",
			      "At least {minimum} school days a year."},
	[ZONE_SCHOOL_HOURS] = {"school_hours", MIN, PER,
			       "At least minimum hours of instruction in the year, recess counted.",
			       "At least {minimum} hours of instruction a year."},
	[ZONE_LAB_SUBSTITUTES] =
		{"lab_substitutes", MAX, PER,
		 "At most maximum substitutes for labs on one day, the schools together.",
		 "At most {maximum} substitutes for labs on one day."},
	[ZONE_LAB_WEEKDAYS] = {"lab_weekdays", ZONE_HAS_WEEKDAYS, 0, "Labs on the weekdays only.",
			       "Labs on {weekdays} only."},
	[ZONE_LAB_PER_SCHOOL] = {"lab_per_school", MAX, PER,
				 "At most maximum labs at a school in each per (empty: day).",
				 "At most {maximum} labs at a school{per: #}."},
	[ZONE_LAB_APART] =
		{"lab_apart", ZONE_HAS_SCHOOLS, MAX | PER,
		 "The schools together have at most maximum labs (empty: one) in each per "
		 "(empty: day).",
		 "{schools} have no labs on the same day."},
	[ZONE_LAB_SPACING] = {"lab_spacing", MIN, 0,
			      "At least minimum calendar days between two labs of a team.",
			      "At least {minimum} days between two labs of a team."},
	[ZONE_LAB_HOST_SPACING] = {"lab_host_spacing", MIN, 0,
				   "At least minimum calendar days between two labs in one class.",
				   "At least {minimum} days between two labs in one class."},
	[ZONE_LAB_SHAPES] = {"lab_shapes", ZONE_HAS_SHAPES, 0, "Labs on days of the shapes only.",
			     "Labs on days of these shapes only: {shapes}."},
	[ZONE_LAB_PARTNER] = {"lab_partner", MAX | ZONE_HAS_PEOPLE, PER,
			      "The people attend at most maximum labs in each per (empty: week).",
			      "{people} at no more than {maximum} labs{per: #}."},
	[ZONE_LAB_GUESTS] = {"lab_guests", MAX, 0, "At most maximum guests at a lab.",
			     "At most {maximum} guests at a lab."},
	[ZONE_COACHING_CYCLE] =
		{"coaching_cycle", MIN | MAX | MINS, 0,
		 "Coaches go round the teams in cycles of maximum weeks, with minimum contacts of "
		 "minutes each week.",
		 "Coaching cycles of {maximum} weeks, with {minimum} contacts of {minutes} minutes "
		 "a "
		 "week."},
	[ZONE_COACH_PRINCIPAL] = {"coach_principal", MINS | PER, 0,
				  "Coach and principal meet for minutes once in each per.",
				  "Coach and principal meet {minutes} minutes once{per: #}."},
	[ZONE_WISH] = {"wish", 0,
		       MIN | MAX | MINS | PER | ZONE_HAS_SHARE | ZONE_HAS_WINDOW |
			       ZONE_HAS_WEEKDAYS | ZONE_HAS_SHAPES | ZONE_HAS_GRADES |
			       ZONE_HAS_SUBJECTS | ZONE_HAS_PEOPLE,
		       "Anything else: shown beside the plan, never computed.", "{note}"},
};

const struct zone_rule_kind_info *zone_rule_kind_info(enum zone_rule_kind kind)
{
	return &kinds[kind];
}

/* ---- Sentences ---- */

static void put_joined(struct text *text, struct arena *arena, const struct zone *zone,
		       enum zone_table table, struct zone_list list)
{
	for (size_t i = 0; i < list.n; i++) {
		if (i > 0)
			text_put(text, i + 1 == list.n ? STR(" and ") : STR(", "));
		text_put(text, zone_name(arena, zone, table, list.at[i]));
	}
}

static struct str per_words(int32_t per)
{
	static const char *const words[] = {"a day",   "a week",  "in two weeks",
					    "a cycle", "a month", "a year"};

	return per == ZONE_UNSET ? STR("") : str_from(words[per]);
}

static struct str number_words(struct arena *arena, int32_t number)
{
	return number == ZONE_UNSET ? STR("") : arena_printf(arena, "%d", number);
}

static struct str weekday_words(struct arena *arena, uint32_t set)
{
	struct text text;

	text_init(&text, arena);
	for (int day = MONDAY; day <= SUNDAY; day++) {
		if (set >> day & 1)
			text_printf(&text, "%s%.*s", text.len > 0 ? ", " : "",
				    STR_ARG(date_weekday_name((enum weekday)day)));
	}
	return text_str(&text);
}

/* What a name in braces stands for. */
static struct str value_of(struct arena *arena, const struct zone *zone,
			   const struct zone_rule *rule, struct str name)
{
	struct text text;

	text_init(&text, arena);
	if (str_eq(name, STR("minimum")))
		return number_words(arena, rule->minimum);
	if (str_eq(name, STR("maximum")))
		return number_words(arena, rule->maximum);
	if (str_eq(name, STR("minutes")))
		return number_words(arena, rule->minutes);
	if (str_eq(name, STR("share")))
		return number_words(arena, rule->share_percent);
	if (str_eq(name, STR("per")))
		return per_words(rule->per);
	if (str_eq(name, STR("weekdays")))
		return weekday_words(arena, rule->weekdays);
	if (str_eq(name, STR("note")))
		return rule->note;
	if (str_eq(name, STR("window")) && rule->start != ZONE_UNSET)
		text_printf(&text, "%.*s and %.*s",
			    STR_ARG(minutes_text(arena, rule->start, MINUTES_12H)),
			    STR_ARG(minutes_text(arena, rule->end, MINUTES_12H)));
	else if (str_eq(name, STR("grades")))
		put_joined(&text, arena, zone, ZONE_T_GRADES, rule->grades);
	else if (str_eq(name, STR("subjects")))
		put_joined(&text, arena, zone, ZONE_T_SUBJECTS, rule->subjects);
	else if (str_eq(name, STR("schools")))
		put_joined(&text, arena, zone, ZONE_T_SCHOOLS, rule->schools);
	else if (str_eq(name, STR("shapes")))
		put_joined(&text, arena, zone, ZONE_T_SHAPES, rule->shapes);
	else if (str_eq(name, STR("people")))
		put_joined(&text, arena, zone, ZONE_T_PEOPLE, rule->people);
	return text_str(&text);
}

/* "{name}" is the value; "{name:a # b}" is "a value b", or nothing where there is no value. */
static void put_slot(struct text *text, struct str slot, struct arena *arena,
		     const struct zone *zone, const struct zone_rule *rule)
{
	size_t colon = slot.len, hash = 0;
	struct str value, phrase;

	(void)str_find_char(slot, ':', &colon);
	value = value_of(arena, zone, rule, str_slice(slot, 0, colon));
	if (colon == slot.len) {
		text_put(text, value);
		return;
	}
	phrase = str_slice(slot, colon + 1, slot.len);
	if (value.len == 0)
		return;
	if (str_find_char(phrase, '#', &hash)) {
		text_put(text, str_slice(phrase, 0, hash));
		text_put(text, value);
		text_put(text, str_slice(phrase, hash + 1, phrase.len));
	}
}

struct str zone_rule_sentence(struct arena *arena, const struct zone *zone, size_t index)
{
	const struct zone_rule *rule = &zone->rules.at[index];
	struct str rest = str_from(kinds[rule->kind].sentence);
	struct text text;
	size_t open, close;

	text_init(&text, arena);
	while (str_find_char(rest, '{', &open) && str_find_char(rest, '}', &close)) {
		text_put(&text, str_slice(rest, 0, open));
		put_slot(&text, str_slice(rest, open + 1, close), arena, zone, rule);
		rest = str_slice(rest, close + 1, rest.len);
	}
	text_put(&text, rest);
	return text_str(&text);
}
