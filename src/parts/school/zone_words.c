/* The words of the zone's files, in the order of the enums of zone.h. */
#include "parts/school/zone_rule.h"
#include "parts/school/zone_table.h"

#define VOCABULARY(name, ...)                                 \
	static const char *const name##_at[] = {__VA_ARGS__}; \
	const struct zone_vocabulary name = {name##_at, sizeof name##_at / sizeof *name##_at}

VOCABULARY(zone_strengths, "must", "strong", "nice");
VOCABULARY(zone_pers, "day", "week", "two_weeks", "cycle", "month", "year");
VOCABULARY(zone_halves, "am", "pm");
VOCABULARY(zone_weekdays, "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
VOCABULARY(zone_subject_kinds, "core", "special", "win", "recess", "other");
VOCABULARY(zone_room_kinds, "classroom", "gym", "music", "library", "art", "cafeteria",
	   "playground", "resource", "meeting", "office");
VOCABULARY(zone_roles, "teacher", "specialist", "special_education", "english_learner",
	   "intervention", "counselor", "speech", "coach", "principal", "assistant_principal",
	   "para", "partner", "zone_lead");
VOCABULARY(zone_statuses, "active", "vacant", "on_leave");
VOCABULARY(zone_availability_kinds, "only", "not");
VOCABULARY(zone_team_kinds, "grade", "specialist", "support", "leadership", "vertical", "zone");
VOCABULARY(zone_shape_kinds, "regular", "early_release", "late_start", "half_day", "staff_day");
VOCABULARY(zone_day_kinds, "school", "staff", "holiday", "break");
VOCABULARY(zone_activities, "labs", "visits", "coaching", "meetings");
VOCABULARY(zone_advances, "school_days", "weekdays", "weeks");
VOCABULARY(zone_patterns, "any_days", "pair", "consecutive", "spread");
VOCABULARY(zone_service_kinds, "push_in", "pull_out", "win");
VOCABULARY(zone_meeting_places, "in_specials", "in_staff_time", "any_time");
VOCABULARY(zone_time_uses, "building", "team", "self_directed", "network");
VOCABULARY(zone_releases, "none", "half_day", "full_day");
VOCABULARY(zone_phase_kinds, "introduce", "prepare", "enact", "analyze", "lunch");
VOCABULARY(zone_substitute_kinds, "per_diem", "permanent");
VOCABULARY(zone_rule_kind_words, "planning_minutes", "duty_free_lunch", "meetings_in_planning",
	   "visits_per_day", "visits_per_week", "visits_in_a_row", "subject_minutes",
	   "lunch_window", "eat_together", "place_capacity", "transition_minutes",
	   "travel_at_midday", "one_school_per_half", "no_pull_out", "common_planning",
	   "team_minutes", "same_time_each_day", "staggered", "specialist_break", "class_size",
	   "school_days", "school_hours", "lab_substitutes", "lab_weekdays", "lab_per_school",
	   "lab_apart", "lab_spacing", "lab_host_spacing", "lab_shapes", "lab_partner",
	   "lab_guests", "coaching_cycle", "coach_principal", "wish");

struct str zone_word_of(const struct zone_vocabulary *words, int value)
{
	return value >= 0 && (size_t)value < words->n ? str_from(words->at[value]) : STR("");
}
