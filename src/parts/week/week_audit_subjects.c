/* Subjects that a rule protects: nobody is taken out of them, they are at one time of day. */
#include "parts/week/week_audit_internal.h"

static bool has_grade(const struct auditor *a, const struct zone_rule *rule, uint32_t section)
{
	const struct zone_section *s = &a->zone->sections.at[section];

	for (size_t g = 0; g < s->grades.n; g++)
		if (zone_applies(rule->grades, s->grades.at[g]))
			return true;
	return false;
}

static bool applies(const struct auditor *a, const struct zone_rule *rule,
		    const struct week_booking *b)
{
	return b->subject != ZONE_NONE && zone_applies(rule->subjects, b->subject) &&
	       zone_applies(rule->schools, b->school) && zone_applies(rule->shapes, b->shape) &&
	       has_grade(a, rule, b->section);
}

/* ---- Nobody is taken out ---- */

static bool is_pull_out(const struct auditor *a, const struct week_booking *b)
{
	return b->kind == WEEK_SERVICE && b->service != ZONE_NONE &&
	       a->zone->services.at[b->service].kind == ZONE_PULL_OUT;
}

/* A group may be of all classes of its grades. */
static bool has_some_of(const struct auditor *a, const struct week_booking *group, uint32_t section)
{
	const struct zone_service *service = &a->zone->services.at[group->service];
	const struct zone_section *s = &a->zone->sections.at[section];

	if (group->section != ZONE_NONE)
		return group->section == section;
	for (size_t g = 0; g < s->grades.n; g++)
		if (zone_applies(service->grades, s->grades.at[g]))
			return s->school == group->school &&
			       zone_applies(service->sections, section);
	return false;
}

bool audit_is_taken_out(const struct auditor *a, const struct week_booking *group,
			const struct week_booking *lesson)
{
	return is_pull_out(a, group) && audit_is_of_class(lesson) &&
	       has_some_of(a, group, lesson->section) && audit_overlap(group, lesson);
}

static void check_pull_out(struct auditor *a, const struct audit_date *date,
			   const struct week_booking *group)
{
	for (size_t i = 0; i < date->bookings.n; i++) {
		const struct week_booking *b = date->bookings.at[i];

		if (!audit_is_taken_out(a, group, b))
			continue;
		for (uint32_t r = 0; r < a->zone->rules.n; r++) {
			struct audit_about about;

			if (a->zone->rules.at[r].kind != ZONE_NO_PULL_OUT ||
			    !applies(a, &a->zone->rules.at[r], b))
				continue;
			about = audit_rule(a, r, b->school, date->date);
			audit_say(a, &about, "the group %.*s is taken out of %.*s of %.*s.",
				  STR_ARG(a->zone->services.at[group->service].code),
				  STR_ARG(a->zone->subjects.at[b->subject].name),
				  STR_ARG(a->zone->sections.at[b->section].code));
		}
	}
}

void audit_pull_outs(struct auditor *a, const struct audit_date *date)
{
	for (size_t i = 0; i < date->bookings.n; i++)
		if (is_pull_out(a, date->bookings.at[i]))
			check_pull_out(a, date, date->bookings.at[i]);
}

/* ---- The same time each day ---- */

static size_t place_of(const struct auditor *a, const struct week_booking *b)
{
	return (b->section * a->zone->subjects.n + b->subject) * a->zone->shapes.n + b->shape;
}

static void note_time(struct auditor *a, const struct audit_date *date,
		      const struct week_booking *b)
{
	struct audit_times **times = &a->times[place_of(a, b)];
	size_t n = 0, i = 0;

	if (*times == NULL)
		*times = arena_new(a->arena, struct audit_times);
	for (size_t k = 0; k < date->bookings.n; k++) {
		const struct week_booking *other = date->bookings.at[k];

		n += other->section == b->section && other->subject == b->subject &&
		     audit_is_of_class(other);
	}
	(*times)->most = n > (*times)->most ? n : (*times)->most;
	while (i < (*times)->starts.n && (*times)->starts.at[i] != b->start)
		i++;
	if (i == (*times)->starts.n)
		*vec_push(a->arena, &(*times)->starts) = b->start;
}

static bool is_asked(const struct auditor *a, const struct week_booking *b)
{
	for (size_t r = 0; r < a->zone->rules.n; r++)
		if (a->zone->rules.at[r].kind == ZONE_SAME_TIME_EACH_DAY &&
		    applies(a, &a->zone->rules.at[r], b))
			return true;
	return false;
}

void audit_note_times(struct auditor *a, const struct audit_date *date)
{
	for (size_t i = 0; i < date->bookings.n; i++) {
		const struct week_booking *b = date->bookings.at[i];

		if (audit_is_of_class(b) && is_asked(a, b))
			note_time(a, date, b);
	}
}

/* More times in all than on any one day: then some day differs from another. */
static void check_times(struct auditor *a, uint32_t rule, const struct week_booking *b)
{
	struct audit_times *times = a->times[place_of(a, b)];
	struct audit_about about = audit_rule(a, rule, b->school, ZONE_UNSET);

	if (times != NULL && times->starts.n > times->most)
		audit_say(a, &about,
			  "%.*s has %.*s at %zu times of day on days of shape %.*s, and at %zu on "
			  "any one of them.",
			  STR_ARG(a->zone->sections.at[b->section].code),
			  STR_ARG(a->zone->subjects.at[b->subject].name), times->starts.n,
			  STR_ARG(a->zone->shapes.at[b->shape].code), times->most);
}

void audit_times(struct auditor *a)
{
	for (uint32_t r = 0; r < a->zone->rules.n; r++) {
		bool *done;

		if (a->zone->rules.at[r].kind != ZONE_SAME_TIME_EACH_DAY)
			continue;
		done = arena_array(a->arena, bool,
				   a->zone->sections.n * a->zone->subjects.n * a->zone->shapes.n);
		for (size_t i = 0; i < a->plan->bookings.n; i++) {
			const struct week_booking *b = &a->plan->bookings.at[i];

			if (!audit_is_of_class(b) || !zone_applies(a->schools, b->school) ||
			    !applies(a, &a->zone->rules.at[r], b) || done[place_of(a, b)])
				continue;
			done[place_of(a, b)] = true;
			check_times(a, r, b);
		}
	}
}
