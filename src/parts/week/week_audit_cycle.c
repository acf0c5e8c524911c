/* What is counted over a rotation or a week: visits of classes and specialists, patterns, common
 * planning, and how often each group gets its service. */
#include "parts/week/week_audit_internal.h"

/* A visit on the shape that its day of the rotation is planned on. */
struct visit {
	const struct week_booking *b;
	int32_t day;
};

struct visits {
	VEC(struct visit) at;
};

static struct visits visits_of(const struct auditor *a, uint32_t rotation)
{
	struct visits found = {0};

	for (size_t i = 0; i < a->plan->bookings.n; i++) {
		const struct week_booking *b = &a->plan->bookings.at[i];

		if (b->kind != WEEK_SPECIAL || b->rotation != rotation || b->section == ZONE_NONE ||
		    !zone_applies(a->schools, b->school))
			continue;
		for (size_t d = 0; d < b->days.n; d++)
			if (zone_rotation_shape(a->zone, b->school, rotation, b->days.at[d]) ==
			    b->shape)
				*vec_push(a->arena, &found.at) = (struct visit){b, b->days.at[d]};
	}
	return found;
}

/* ---- Classes ---- */

static bool is_of_row(const struct zone *zone, uint32_t row, uint32_t section)
{
	const struct zone_visit *visit = &zone->visits.at[row];
	const struct zone_section *s = &zone->sections.at[section];
	bool grade = visit->grades.n == 0;

	for (size_t g = 0; g < s->grades.n; g++)
		grade = grade || zone_applies(visit->grades, s->grades.at[g]);
	return grade && zone_applies(visit->schools, s->school) &&
	       zone_applies(visit->sections, section);
}

/* Days of the class's visits by this row, as bits of a set of at most 60 days. */
static uint64_t days_of(const struct visits *visits, uint32_t section, uint32_t subject,
			int32_t *ret_n, int32_t *ret_minutes)
{
	uint64_t days = 0;

	*ret_n = *ret_minutes = 0;
	for (size_t i = 0; i < visits->at.n; i++) {
		const struct visit *v = &visits->at.at[i];

		if (v->b->section != section || v->b->subject != subject)
			continue;
		days |= 1ULL << (v->day & 63);
		*ret_minutes += v->b->end - v->b->start;
		(*ret_n)++;
	}
	return days;
}

static bool keeps_pattern(const struct zone_visit *row, uint64_t days)
{
	uint64_t first = days & (~days + 1);

	if (row->pattern == ZONE_SPREAD)
		return (days & days << 1) == 0;
	if (row->pattern == ZONE_CONSECUTIVE && (row->run == ZONE_UNSET || row->run == row->visits))
		return (days / (first == 0 ? 1 : first) & (days / (first == 0 ? 1 : first) + 1)) ==
		       0;
	return true;
}

static void check_row(struct auditor *a, const struct visits *visits, uint32_t row,
		      uint32_t section)
{
	const struct zone_visit *visit = &a->zone->visits.at[row];
	struct audit_about about = audit_row(ZONE_T_VISITS, row,
					     a->zone->sections.at[section].school, ZONE_UNSET);
	int32_t n, minutes, run = visit->run == ZONE_UNSET ? 2 : visit->run;
	uint64_t days = days_of(visits, section, visit->subject, &n, &minutes);
	int32_t wanted = visit->pattern == ZONE_PAIR ? visit->visits / run : visit->visits;

	if (n != wanted ||
	    (visit->minutes != ZONE_UNSET && minutes < visit->minutes * visit->visits))
		audit_say(a, &about, "%.*s has %d visits of %.*s in a rotation in place of %d.",
			  STR_ARG(a->zone->sections.at[section].code), n,
			  STR_ARG(a->zone->subjects.at[visit->subject].name), wanted);
	else if (!keeps_pattern(visit, days))
		audit_say(a, &about, "%.*s has its visits of %.*s on the wrong days.",
			  STR_ARG(a->zone->sections.at[section].code),
			  STR_ARG(a->zone->subjects.at[visit->subject].name));
}

/* A visit without minutes of its own lasts as long as the block. */
static bool fills(const struct zone *zone, const struct week_booking *b, int32_t end)
{
	for (size_t i = 0; i < zone->visits.n; i++)
		if (zone->visits.at[i].subject == b->subject &&
		    zone->visits.at[i].minutes != ZONE_UNSET)
			return true;
	return b->end == end;
}

/* The block that is given for the class, on days of every shape that has it. */
static void check_blocks(struct auditor *a, uint32_t rotation)
{
	const struct zone *zone = a->zone;

	for (size_t i = 0; i < a->plan->bookings.n; i++) {
		const struct week_booking *b = &a->plan->bookings.at[i];
		struct audit_about about = audit_word(b->school, ZONE_UNSET, STR("grade_blocks"));
		int32_t start, end;
		uint32_t block;

		if (b->kind != WEEK_SPECIAL || b->rotation != rotation || b->section == ZONE_NONE ||
		    !zone_applies(a->schools, b->school))
			continue;
		block = zone_block_of(zone, b->section, rotation, NULL);
		if (block != ZONE_NONE && zone_block_time(zone, b->shape, block, &start, &end) &&
		    (b->start != start || !fills(zone, b, end)))
			audit_say(a, &about, "%.*s has specials outside its block.",
				  STR_ARG(zone->sections.at[b->section].code));
	}
}

static bool is_booked(const struct auditor *a, const struct visit *v, uint32_t shape)
{
	for (size_t i = 0; i < a->plan->bookings.n; i++) {
		const struct week_booking *b = &a->plan->bookings.at[i];

		if (b->kind != WEEK_SPECIAL || b->section != v->b->section || b->shape != shape ||
		    b->subject != v->b->subject || b->rotation != v->b->rotation)
			continue;
		for (size_t d = 0; d < b->days.n; d++)
			if (b->days.at[d] == v->day)
				return true;
	}
	return false;
}

/* A day of the rotation comes on dates of other shapes than it is planned on: the class has its
 * special there too, where the shape has its block. */
static void check_other_shapes(struct auditor *a, const struct visits *visits, uint32_t rotation)
{
	const struct zone *zone = a->zone;

	for (size_t i = 0; i < visits->at.n; i++) {
		const struct visit *v = &visits->at.at[i];
		const struct week_calendar *calendar = &a->calendars[v->b->school];
		uint32_t block = zone_block_of(zone, v->b->section, rotation, NULL);
		int32_t start, end;

		for (size_t d = 0; block != ZONE_NONE && rotation < calendar->n &&
				   d < calendar->rotations[rotation].n;
		     d++) {
			const struct zone_date *on = &calendar->rotations[rotation].at[d];
			struct audit_about about = audit_word(v->b->school, on->date,
							      STR("grade_blocks"));

			if (on->open && on->rotation_day == v->day && on->shape != v->b->shape &&
			    zone_block_time(zone, on->shape, block, &start, &end) &&
			    !is_booked(a, v, on->shape))
				audit_say(a, &about, "%.*s has no %.*s on a day of shape %.*s.",
					  STR_ARG(zone->sections.at[v->b->section].code),
					  STR_ARG(zone->subjects.at[v->b->subject].name),
					  STR_ARG(zone->shapes.at[on->shape].code));
		}
	}
}

static bool same_grade(const struct zone *zone, const struct visit *v, const struct visit *w)
{
	return v->b->school == w->b->school &&
	       zone->sections.at[v->b->section].grades.at[0] ==
		       zone->sections.at[w->b->section].grades.at[0];
}

/* Classes of the grade of a visit that have one at the same moment. */
static size_t count_together(const struct zone *zone, const struct visits *visits,
			     const struct visit *of)
{
	size_t n = 0;

	for (size_t i = 0; i < visits->at.n; i++) {
		const struct visit *v = &visits->at.at[i];

		n += v->day == of->day && same_grade(zone, v, of) && v->b->start == of->b->start;
	}
	return n;
}

/* On how many days all classes of the grade of a visit have specials at one time; one class alone
 * always has. */
static int32_t common_days(const struct zone *zone, const struct visits *visits,
			   const struct visit *of)
{
	uint64_t days = 0;
	int32_t n = 0;
	size_t classes = 0;

	for (uint32_t s = 0; s < zone->sections.n; s++)
		classes += zone->sections.at[s].school == of->b->school &&
			   zone->sections.at[s].grades.at[0] ==
				   zone->sections.at[of->b->section].grades.at[0];
	if (classes < 2)
		return INT32_MAX;
	for (size_t i = 0; i < visits->at.n; i++) {
		const struct visit *v = &visits->at.at[i];

		if (same_grade(zone, v, of) && count_together(zone, visits, v) >= classes)
			days |= 1ULL << (v->day & 63);
	}
	for (; days != 0; days &= days - 1)
		n++;
	return n;
}

/* On how many days of the rotation the rule wants it. */
static int32_t days_wanted(const struct zone_rule *rule, int32_t n_days)
{
	if (rule->per == ZONE_PER_WEEK)
		return (rule->minimum * n_days + 4) / 5;
	if (rule->per == ZONE_PER_TWO_WEEKS)
		return (rule->minimum * n_days + 9) / 10;
	return rule->minimum;
}

static bool is_asked(const struct zone *zone, const struct zone_rule *rule, const struct visit *of)
{
	return zone_applies(rule->schools, of->b->school) &&
	       zone_applies(rule->grades, zone->sections.at[of->b->section].grades.at[0]);
}

/* Common planning on some days: each grade has them. */
static void check_common_days(struct auditor *a, const struct visits *visits, uint32_t r,
			      int32_t n_days)
{
	const struct zone *zone = a->zone;
	const struct zone_rule *rule = &zone->rules.at[r];
	int32_t wanted = days_wanted(rule, n_days);

	for (size_t i = 0; i < visits->at.n; i++) {
		const struct visit *v = &visits->at.at[i];
		struct audit_about about = audit_rule(a, r, v->b->school, ZONE_UNSET);
		uint32_t grade = zone->sections.at[v->b->section].grades.at[0];
		bool first = true;
		int32_t n;

		for (size_t k = 0; first && k < i; k++)
			first = !same_grade(zone, &visits->at.at[k], v);
		if (!first || !is_asked(zone, rule, v))
			continue;
		n = common_days(zone, visits, v);
		if (n < wanted)
			audit_say(a, &about,
				  "%.*s has all its classes in specials at one time on %d days "
				  "of the rotation, not on %d.",
				  STR_ARG(zone->grades.at[grade].name), n, wanted);
	}
}

/* Common planning always: no two classes of a grade at different times of a day. */
static void check_common(struct auditor *a, const struct visits *visits, uint32_t r)
{
	const struct zone *zone = a->zone;

	for (size_t i = 0; i < visits->at.n; i++)
		for (size_t k = 0; k < visits->at.n; k++) {
			const struct visit *v = &visits->at.at[i], *w = &visits->at.at[k];
			struct audit_about about;

			if (v->day != w->day || v->b->section == w->b->section ||
			    v->b->start == w->b->start || !same_grade(zone, v, w) ||
			    !is_asked(zone, &zone->rules.at[r], v))
				continue;
			about = audit_rule(a, r, v->b->school, ZONE_UNSET);
			audit_say(a, &about, "%.*s and %.*s have specials at other times.",
				  STR_ARG(zone->sections.at[v->b->section].code),
				  STR_ARG(zone->sections.at[w->b->section].code));
		}
}

/* ---- Specialists ---- */

static int32_t count(const struct visits *visits, uint32_t person, uint32_t school,
		     uint32_t subject)
{
	int32_t n = 0;

	for (size_t i = 0; i < visits->at.n; i++)
		n += audit_has_person(visits->at.at[i].b, person) &&
		     (school == ZONE_NONE || visits->at.at[i].b->school == school) &&
		     (subject == ZONE_NONE || visits->at.at[i].b->subject == subject);
	return n;
}

static void check_caps(struct auditor *a, const struct visits *visits, int32_t n_days)
{
	const struct zone *zone = a->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++)
		for (uint32_t p = 0;
		     zone->rules.at[r].kind == ZONE_VISITS_PER_WEEK && p < zone->people.n; p++) {
			int32_t n = count(visits, p, ZONE_NONE, ZONE_NONE);
			struct audit_about about = audit_rule(
				a, r,
				zone->people.at[p].home == ZONE_NONE ? 0 : zone->people.at[p].home,
				ZONE_UNSET);

			if (zone_applies(zone->rules.at[r].people, p) &&
			    n * 5 > zone->rules.at[r].maximum * n_days)
				audit_say(a, &about,
					  "%.*s has %d visits in %d days, at most %d a "
					  "week may be.",
					  STR_ARG(zone->people.at[p].code), n, n_days,
					  zone->rules.at[r].maximum);
		}
	for (uint32_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];
		struct audit_about about = audit_row(ZONE_T_ASSIGNMENTS, i, at->school, ZONE_UNSET);
		int32_t n;

		if (at->role != ZONE_SPECIALIST || at->visits_per_week_x100 == ZONE_UNSET)
			continue;
		n = count(visits, at->person, at->school, at->subject);
		if (n * 500 > at->visits_per_week_x100 * n_days)
			audit_say(a, &about,
				  "%.*s has %d visits there in %d days; %d.%02d a week "
				  "are agreed.",
				  STR_ARG(zone->people.at[at->person].code), n, n_days,
				  at->visits_per_week_x100 / 100, at->visits_per_week_x100 % 100);
	}
}

/* ---- Services ---- */

static int32_t count_bits(uint32_t set)
{
	int32_t n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* Weekdays of which most are of a shape. */
static uint32_t usual_weekdays(const struct week_calendar *calendar, uint32_t shape)
{
	int32_t all[8] = {0}, with[8] = {0};
	uint32_t set = 0;

	for (size_t i = 0; calendar->n > 0 && i < calendar->rotations[0].n; i++) {
		const struct zone_date *at = &calendar->rotations[0].at[i];

		if (!at->open)
			continue;
		all[date_weekday(at->date)]++;
		with[date_weekday(at->date)] += at->shape == shape;
	}
	for (int d = MONDAY; d <= SUNDAY; d++)
		if (with[d] * 2 > all[d])
			set |= 1U << d;
	return set;
}

static void check_service(struct auditor *a, uint32_t row)
{
	const struct zone_service *service = &a->zone->services.at[row];
	struct audit_about about = audit_row(ZONE_T_SERVICES, row, service->school, ZONE_UNSET);
	int32_t times = 0, wanted = service->times;

	if (service->per != ZONE_PER_WEEK || !zone_applies(a->schools, service->school))
		return;
	for (size_t i = 0; i < a->plan->bookings.n; i++) {
		const struct week_booking *b = &a->plan->bookings.at[i];
		uint32_t usual;

		if (b->kind != WEEK_SERVICE || b->service != row || b->days.n > 0 ||
		    b->end - b->start < service->minutes)
			continue;
		usual = usual_weekdays(&a->calendars[b->school], b->shape);
		times += count_bits(b->weekdays == 0 ? usual : usual & b->weekdays);
	}
	about.strength = service->strength;
	if (times < wanted)
		audit_say(a, &about, "%.*s gets its %d minutes %d times a week in place of %d.",
			  STR_ARG(service->code), service->minutes, times, wanted);
}

void audit_cycle(struct auditor *a)
{
	const struct zone *zone = a->zone;

	for (uint32_t rotation = 0; rotation < zone->rotations.n; rotation++) {
		struct visits visits = visits_of(a, rotation);

		for (uint32_t row = 0; row < zone->visits.n; row++)
			for (uint32_t s = 0; s < zone->sections.n; s++)
				if (zone->visits.at[row].rotation == rotation &&
				    zone_applies(a->schools, zone->sections.at[s].school) &&
				    is_of_row(zone, row, s))
					check_row(a, &visits, row, s);
		check_blocks(a, rotation);
		check_other_shapes(a, &visits, rotation);
		for (uint32_t r = 0; r < zone->rules.n; r++) {
			const struct zone_rule *rule = &zone->rules.at[r];

			if (rule->kind == ZONE_COMMON_PLANNING && rule->minimum == ZONE_UNSET)
				check_common(a, &visits, r);
			else if (rule->kind == ZONE_COMMON_PLANNING)
				check_common_days(a, &visits, r, zone->rotations.at[rotation].days);
		}
		check_caps(a, &visits, zone->rotations.at[rotation].days);
	}
	for (uint32_t s = 0; s < zone->services.n; s++)
		check_service(a, s);
}
