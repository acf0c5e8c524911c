/* Classes on a date: one place at a time, their minutes in one piece, lunch, ways, turns. */
#include "parts/week/week_audit_internal.h"

#include "base/date.h"

static struct str code_of(const struct auditor *a, uint32_t section)
{
	return a->zone->sections.at[section].code;
}

/* ---- One place, within the day ---- */

static void one_place(struct auditor *a, const struct audit_date *date,
		      const struct week_booking *b, size_t from)
{
	const struct zone_shape *shape = &a->zone->shapes.at[b->shape];
	struct audit_about about = audit_word(b->school, date->date, STR("one-place"));

	if (b->start < shape->student_start || b->end > shape->student_end)
		audit_say(a, &about, "%.*s is booked at %s, outside its day.",
			  STR_ARG(code_of(a, b->section)),
			  minutes_text(a->arena, b->start, MINUTES_24H).ptr);
	for (size_t k = from + 1; k < date->bookings.n; k++) {
		const struct week_booking *other = date->bookings.at[k];

		if (other->section == b->section && audit_is_of_class(other) &&
		    audit_overlap(b, other))
			audit_say(a, &about, "%.*s has two things at once at %s.",
				  STR_ARG(code_of(a, b->section)),
				  minutes_text(a->arena,
					       b->start > other->start ? b->start : other->start,
					       MINUTES_24H)
					  .ptr);
	}
}

/* ---- Minutes ---- */

/* Whether a class has the need: by the youngest of its grades that has one of the subject. */
static bool is_due(const struct zone *zone, const struct zone_need *need,
		   const struct zone_section *section, uint32_t shape)
{
	for (size_t g = 0; g < section->grades.n; g++) {
		bool another = false;

		for (size_t i = 0; i < zone->needs.n; i++) {
			const struct zone_need *other = &zone->needs.at[i];

			if (other->subject != need->subject ||
			    !zone_applies(other->schools, section->school) ||
			    !zone_applies(other->shapes, shape) ||
			    !zone_applies(other->grades, section->grades.at[g]))
				continue;
			if (other == need)
				return true;
			another = true;
		}
		if (another)
			return false;
	}
	return false;
}

/* A block may not be broken: nobody is taken out of it. */
static bool is_broken(const struct auditor *a, const struct audit_date *date,
		      const struct week_booking *block)
{
	for (size_t i = 0; i < date->bookings.n; i++)
		if (audit_is_taken_out(a, date->bookings.at[i], block))
			return true;
	return false;
}

static void check_need(struct auditor *a, const struct audit_date *date, uint32_t section,
		       uint32_t row)
{
	const struct zone_need *need = &a->zone->needs.at[row];
	struct audit_about about = audit_row(ZONE_T_NEEDS, row,
					     a->zone->sections.at[section].school, date->date);
	int32_t minutes = 0;
	bool at_start = need->start == ZONE_UNSET;

	for (size_t i = 0; i < date->bookings.n; i++) {
		const struct week_booking *b = date->bookings.at[i];

		if (b->section != section || b->subject != need->subject || !audit_is_of_class(b) ||
		    b->kind == WEEK_SPECIAL || b->why.table == ZONE_T_WAVES)
			continue;
		minutes += b->end - b->start;
		at_start = at_start || b->start == need->start;
		if ((need->longest != ZONE_UNSET && b->end - b->start > need->longest) ||
		    (need->shortest != ZONE_UNSET && b->end - b->start < need->shortest) ||
		    (need->uninterrupted && is_broken(a, date, b)))
			audit_say(a, &about,
				  "%.*s: a block of %.*s is too short, too long or "
				  "interrupted.",
				  STR_ARG(code_of(a, section)),
				  STR_ARG(a->zone->subjects.at[need->subject].name));
		if (need->start == ZONE_UNSET &&
		    ((need->earliest != ZONE_UNSET && b->start < need->earliest) ||
		     (need->latest != ZONE_UNSET && b->end > need->latest)))
			audit_say(a, &about, "%.*s: %.*s is outside its window.",
				  STR_ARG(code_of(a, section)),
				  STR_ARG(a->zone->subjects.at[need->subject].name));
	}
	about.strength = need->strength;
	if (minutes < need->minutes || !at_start ||
	    (need->most_minutes != ZONE_UNSET && minutes > need->most_minutes))
		audit_say(a, &about,
			  "%.*s has %d minutes of %.*s in place of %d, or not when "
			  "it should.",
			  STR_ARG(code_of(a, section)), minutes,
			  STR_ARG(a->zone->subjects.at[need->subject].name), need->minutes);
}

/* ---- Lunch ---- */

static void check_window(struct auditor *a, const struct week_booking *lunch, uint32_t section,
			 int32_t date)
{
	const struct zone_section *s = &a->zone->sections.at[section];

	for (uint32_t r = 0; r < a->zone->rules.n; r++) {
		const struct zone_rule *rule = &a->zone->rules.at[r];
		struct audit_about about;

		if (rule->kind != ZONE_LUNCH_WINDOW || !zone_applies(rule->schools, s->school) ||
		    !zone_applies(rule->shapes, lunch->shape) ||
		    !zone_applies(rule->grades, s->grades.at[0]) ||
		    (lunch->start >= rule->start && lunch->end <= rule->end))
			continue;
		about = audit_rule(a, r, s->school, date);
		audit_say(a, &about, "%.*s eats outside the hours for lunch.", STR_ARG(s->code));
	}
}

static void check_lunch(struct auditor *a, const struct audit_date *date, uint32_t section,
			uint32_t shape)
{
	const struct zone_section *s = &a->zone->sections.at[section];
	const struct week_booking *lunch = NULL, *recess = NULL;
	const struct zone_wave *wave = NULL;
	struct audit_about about = {0};

	for (uint32_t w = 0; wave == NULL && w < a->zone->waves.n; w++)
		if (zone_applies(a->zone->waves.at[w].schools, s->school) &&
		    zone_applies(a->zone->waves.at[w].shapes, shape) &&
		    zone_applies(a->zone->waves.at[w].grades, s->grades.at[0])) {
			wave = &a->zone->waves.at[w];
			about = audit_row(ZONE_T_WAVES, w, s->school, date->date);
		}
	if (wave == NULL)
		return;
	for (size_t i = 0; i < date->bookings.n; i++) {
		const struct week_booking *b = date->bookings.at[i];

		if (b->section == section && b->kind == WEEK_LUNCH)
			lunch = b;
		if (b->section == section && b->kind == WEEK_RECESS && b->why.table == ZONE_T_WAVES)
			recess = b;
	}
	if (lunch == NULL || lunch->end - lunch->start < wave->lunch_minutes ||
	    (wave->recess_minutes > 0 &&
	     (recess == NULL || recess->end - recess->start < wave->recess_minutes ||
	      (wave->recess_first ? recess->end != lunch->start : lunch->end != recess->start))) ||
	    (wave->start != ZONE_UNSET &&
	     (wave->recess_first && recess != NULL ? recess : lunch)->start != wave->start))
		audit_say(a, &about, "%.*s does not have the lunch and recess of its wave.",
			  STR_ARG(s->code));
	if (lunch != NULL)
		check_window(a, lunch, section, date->date);
}

/* ---- Rules between two bookings ---- */

static bool is_at_home(const struct auditor *a, const struct week_booking *b)
{
	return b->kind != WEEK_SPECIAL && b->kind != WEEK_LUNCH && b->kind != WEEK_RECESS &&
	       (b->subject == ZONE_NONE ||
		a->zone->subjects.at[b->subject].room_kind == ZONE_UNSET);
}

static void check_pair(struct auditor *a, const struct audit_date *date, uint32_t r,
		       const struct week_booking *x, const struct week_booking *y)
{
	const struct zone_rule *rule = &a->zone->rules.at[r];
	struct audit_about about;

	if (rule->kind == ZONE_TRANSITION_MINUTES && x->section == y->section && is_at_home(a, x) &&
	    !is_at_home(a, y) &&
	    (rule->subjects.n == 0 ||
	     (x->subject != ZONE_NONE && zone_applies(rule->subjects, x->subject))) &&
	    x->start < y->end + rule->minutes && y->start < x->end + rule->minutes) {
		about = audit_rule(a, r, x->school, date->date);
		audit_say(a, &about, "%.*s has less than %d minutes to change rooms.",
			  STR_ARG(code_of(a, x->section)), rule->minutes);
	}
	if (rule->kind == ZONE_STAGGERED && x->school == y->school && x->subject != ZONE_NONE &&
	    y->subject != ZONE_NONE && zone_applies(rule->subjects, x->subject) &&
	    zone_applies(rule->subjects, y->subject) &&
	    a->zone->sections.at[x->section].grades.at[0] <
		    a->zone->sections.at[y->section].grades.at[0] &&
	    audit_overlap(x, y)) {
		about = audit_rule(a, r, x->school, date->date);
		audit_say(a, &about, "%.*s and %.*s have %.*s at once.",
			  STR_ARG(a->zone->grades.at[a->zone->sections.at[x->section].grades.at[0]]
					  .name),
			  STR_ARG(a->zone->grades.at[a->zone->sections.at[y->section].grades.at[0]]
					  .name),
			  STR_ARG(a->zone->subjects.at[x->subject].name));
	}
	if (rule->kind == ZONE_EAT_TOGETHER && x->kind == WEEK_LUNCH && y->kind == WEEK_LUNCH &&
	    x->school == y->school && x->start != y->start &&
	    zone_applies(rule->grades, a->zone->sections.at[x->section].grades.at[0]) &&
	    zone_applies(rule->grades, a->zone->sections.at[y->section].grades.at[0])) {
		about = audit_rule(a, r, x->school, date->date);
		audit_say(a, &about, "%.*s and %.*s do not eat together.",
			  STR_ARG(code_of(a, x->section)), STR_ARG(code_of(a, y->section)));
	}
}

static void check_pairs(struct auditor *a, const struct audit_date *date)
{
	for (uint32_t r = 0; r < a->zone->rules.n; r++) {
		const struct zone_rule *rule = &a->zone->rules.at[r];

		if (rule->kind != ZONE_TRANSITION_MINUTES && rule->kind != ZONE_STAGGERED &&
		    rule->kind != ZONE_EAT_TOGETHER)
			continue;
		for (size_t i = 0; i < date->bookings.n; i++) {
			const struct week_booking *x = date->bookings.at[i];

			if (!audit_is_of_class(x) || !zone_applies(rule->schools, x->school) ||
			    !zone_applies(rule->shapes, x->shape))
				continue;
			for (size_t k = 0; k < date->bookings.n; k++)
				if (k != i && audit_is_of_class(date->bookings.at[k]))
					check_pair(a, date, r, x, date->bookings.at[k]);
		}
	}
}

void audit_classes(struct auditor *a, const struct audit_date *date)
{
	uint32_t school = date->bookings.at[0]->school, shape = date->bookings.at[0]->shape;

	for (size_t i = 0; i < date->bookings.n; i++)
		if (audit_is_of_class(date->bookings.at[i]))
			one_place(a, date, date->bookings.at[i], i);
	for (uint32_t s = 0; s < a->zone->sections.n; s++) {
		if (a->zone->sections.at[s].school != school ||
		    a->zone->shapes.at[shape].student_start == ZONE_UNSET)
			continue;
		check_lunch(a, date, s, shape);
		for (uint32_t n = 0; n < a->zone->needs.n; n++)
			if (a->zone->needs.at[n].per == ZONE_PER_DAY &&
			    is_due(a->zone, &a->zone->needs.at[n], &a->zone->sections.at[s], shape))
				check_need(a, date, s, n);
	}
	check_pairs(a, date);
}

/* ---- Places ---- */

static bool is_in(const struct auditor *a, const struct week_booking *b, enum zone_room_kind kind)
{
	if (!audit_is_of_class(b))
		return false;
	if (b->kind == WEEK_LUNCH)
		return kind == ZONE_CAFETERIA;
	if (b->kind == WEEK_RECESS)
		return kind == ZONE_PLAYGROUND;
	return b->subject != ZONE_NONE && b->kind == WEEK_SPECIAL &&
	       a->zone->subjects.at[b->subject].room_kind == (int32_t)kind;
}

/* Who is in rooms of a kind at the moment when a booking begins. */
static void check_place(struct auditor *a, const struct audit_date *date, uint32_t rule,
			const struct week_booking *b, enum zone_room_kind kind)
{
	struct audit_about about = audit_rule(a, rule, b->school, date->date);
	int32_t seats = 0, classes = 0, students = 0, n = 0;
	bool counted = true;

	for (size_t r = 0; r < a->zone->rooms.n; r++) {
		const struct zone_room *room = &a->zone->rooms.at[r];

		if (room->school != b->school || room->kind != kind ||
		    !zone_applies(a->zone->rules.at[rule].rooms, (uint32_t)r))
			continue;
		counted = counted && room->seats != ZONE_UNSET;
		seats += room->seats == ZONE_UNSET ? 0 : room->seats;
		classes += a->zone->rules.at[rule].maximum == ZONE_UNSET
				   ? room->classes
				   : a->zone->rules.at[rule].maximum;
	}
	if (classes == 0)
		return;
	for (size_t i = 0; i < date->bookings.n; i++) {
		const struct week_booking *other = date->bookings.at[i];

		if (other->school != b->school || !is_in(a, other, kind) ||
		    other->start > b->start || other->end <= b->start)
			continue;
		n++;
		if (a->zone->sections.at[other->section].students != ZONE_UNSET)
			students += a->zone->sections.at[other->section].students;
	}
	if (n > classes || (counted && kind != ZONE_GYM && students > seats))
		audit_say(a, &about,
			  "%d classes with %d students are in one place at %s, which "
			  "takes %d classes and %d students.",
			  n, students, minutes_text(a->arena, b->start, MINUTES_24H).ptr, classes,
			  seats);
}

void audit_places(struct auditor *a, const struct audit_date *date)
{
	static const enum zone_room_kind kinds[] = {ZONE_CAFETERIA, ZONE_PLAYGROUND, ZONE_GYM,
						    ZONE_MUSIC,     ZONE_LIBRARY,    ZONE_ART};

	for (uint32_t r = 0; r < a->zone->rules.n; r++)
		for (size_t i = 0; i < date->bookings.n; i++) {
			const struct week_booking *b = date->bookings.at[i];

			if (a->zone->rules.at[r].kind != ZONE_PLACE_CAPACITY ||
			    !zone_applies(a->zone->rules.at[r].schools, b->school) ||
			    !zone_applies(a->zone->rules.at[r].shapes, b->shape))
				continue;
			for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
				if (is_in(a, b, kinds[k]))
					check_place(a, date, r, b, kinds[k]);
		}
}
