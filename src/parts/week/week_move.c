#include "parts/week/week_move.h"

#include "kit/html/say.h"
#include "parts/school/zone_calendar.h"

#include <stdlib.h>
#include <string.h>

/* One try: the chain so far and what it must not meet. */
struct attempt {
	struct arena *arena;
	const struct week_plan *plan;
	const struct lang *lang;
	int32_t from, to; /* the two days */
	struct week_shift shift[WEEK_CHAIN_MAX];
	size_t n;
	struct str why; /* set when it cannot be */
};

bool week_can_pick(const struct week_booking *booking)
{
	return booking->kind == WEEK_SPECIAL && booking->rotation != ZONE_NONE &&
	       booking->days.n == 1 && booking->section != ZONE_NONE;
}

/* The shape in which days are compared with each other. */
static uint32_t usual_shape(const struct zone *zone, uint32_t school)
{
	for (size_t i = 0; i < zone->shapes.n; i++)
		if (zone->shapes.at[i].kind == ZONE_REGULAR &&
		    zone_applies(zone->shapes.at[i].schools, school))
			return (uint32_t)i;
	return ZONE_NONE;
}

uint32_t week_rotation_shape(const struct zone *zone, uint32_t rotation, uint32_t school,
			     int32_t day)
{
	const struct zone_rotation *row = &zone->rotations.at[rotation];

	if (row->shapes.n > 0)
		return row->shapes.at[(size_t)(day - 1) % row->shapes.n];
	return usual_shape(zone, school);
}

bool week_same_visit(const struct week_booking *a, const struct week_booking *b)
{
	return week_can_pick(a) && week_can_pick(b) && a->section == b->section &&
	       a->subject == b->subject && a->rotation == b->rotation &&
	       a->days.at[0] == b->days.at[0];
}

static bool is_usual(const struct zone *zone, const struct week_booking *b)
{
	return b->shape == usual_shape(zone, b->school);
}

uint32_t week_visit_line(const struct week_plan *plan, uint32_t line)
{
	const struct week_booking *b = &plan->bookings.at[line];

	if (!week_can_pick(b) || is_usual(plan->zone, b))
		return line;
	for (uint32_t i = 0; i < plan->bookings.n; i++)
		if (is_usual(plan->zone, &plan->bookings.at[i]) &&
		    week_same_visit(&plan->bookings.at[i], b))
			return i;
	return line;
}

struct str week_booking_words(struct arena *arena, const struct zone *zone,
			      const struct week_booking *booking, const struct lang *lang)
{
	struct html_arg arg[3] = {html_arg_str(booking->subject == ZONE_NONE
						       ? STR("")
						       : zone->subjects.at[booking->subject].name),
				  html_arg_str(booking->section == ZONE_NONE
						       ? STR("")
						       : zone->sections.at[booking->section].code),
				  html_arg_i64(booking->days.n == 1 ? booking->days.at[0] : 0)};

	return say_text(arena, lang, STR(WORD("{1} for {2}, day {3}")), arg, 3);
}

static const struct week_shift *shift_of(const struct week_shift *shift, size_t n, uint32_t line)
{
	for (size_t i = 0; i < n; i++)
		if (shift[i].line == line)
			return &shift[i];
	return NULL;
}

static bool overlaps(int32_t a_start, int32_t a_end, int32_t b_start, int32_t b_end)
{
	return a_start < b_end && b_start < a_end;
}

static bool shares_person(const struct week_booking *a, const struct week_booking *b)
{
	for (size_t i = 0; i < a->people.n; i++)
		for (size_t j = 0; j < b->people.n; j++)
			if (a->people.at[i] == b->people.at[j])
				return true;
	return false;
}

/* Whether the class takes part in it as a class. */
static bool takes_class(const struct week_booking *b)
{
	return b->kind != WEEK_SERVICE && b->kind != WEEK_PLANNING && b->kind != WEEK_TEAM &&
	       b->kind != WEEK_STAFF_LUNCH && b->kind != WEEK_STAFF_TIME && b->kind != WEEK_CORE;
}

/* ---- The chain ---- */

static bool say_no(struct attempt *self, const char *english, struct str a, struct str b)
{
	struct html_arg arg[2] = {html_arg_str(a), html_arg_str(b)};

	self->why = say_text(self->arena, self->lang, str_from(english), arg, 2);
	return false;
}

static struct str person_name(const struct zone *zone, const struct week_booking *b)
{
	return b->people.n == 0 ? STR("?") : zone->people.at[b->people.at[0]].name;
}

/* Let a booking change sides. */
static bool push(struct attempt *self, uint32_t line)
{
	const struct zone *zone = self->plan->zone;
	const struct week_booking *b = &self->plan->bookings.at[line];
	struct week_shift *shift = &self->shift[self->n];

	if (self->n > 0 && b->school != self->plan->bookings.at[self->shift[0].line].school)
		return say_no(self, WORD("{1} would have to move at {2} too."),
			      zone->sections.at[b->section].code, zone->schools.at[b->school].name);
	if (b->lock != NULL)
		return say_no(self, WORD("{1} is locked: {2}"),
			      week_booking_words(self->arena, zone, b, self->lang), b->lock->why);
	if (self->n == WEEK_CHAIN_MAX)
		return say_no(self, WORD("Too many other lessons would have to move with it."),
			      STR(""), STR(""));
	*shift = (struct week_shift){.line = line,
				     .from = b->days.at[0],
				     .day = b->days.at[0] == self->from ? self->to : self->from};
	self->n++;
	return true;
}

/* What stands in the way of one shifted booking and can change sides itself joins the chain. */
static bool pull(struct attempt *self, const struct week_shift *shift)
{
	const struct week_booking *b = &self->plan->bookings.at[shift->line];

	for (uint32_t i = 0; i < self->plan->bookings.n; i++) {
		const struct week_booking *o = &self->plan->bookings.at[i];

		if (o->shape != b->shape || o->rotation != b->rotation || !week_can_pick(o) ||
		    o->days.at[0] != shift->day || shift_of(self->shift, self->n, i) != NULL ||
		    o->shape != b->shape || !overlaps(b->start, b->end, o->start, o->end))
			continue;
		if ((o->section == b->section || shares_person(o, b)) && !push(self, i))
			return false;
	}
	return true;
}

/* ---- What must hold afterwards ---- */

/* On a regular day that is that day of the rotation. */
static bool on_day(const struct week_booking *o, const struct week_booking *b, int32_t day)
{
	if (o->shape != b->shape || (o->rotation != ZONE_NONE && o->rotation != b->rotation))
		return false;
	for (size_t i = 0; o->rotation != ZONE_NONE && i < o->days.n; i++)
		if (o->days.at[i] == day)
			return true;
	return o->rotation == ZONE_NONE || o->days.n == 0;
}

static uint32_t rule_for(const struct zone *zone, enum zone_rule_kind kind, uint32_t school,
			 uint32_t person)
{
	for (uint32_t i = 0; i < zone->rules.n; i++) {
		const struct zone_rule *rule = &zone->rules.at[i];

		if (rule->kind == kind && rule->strength == ZONE_MUST &&
		    zone_applies(rule->schools, school) && zone_applies(rule->people, person))
			return i;
	}
	return ZONE_NONE;
}

/* The rules about a specialist's day: so many visits, one school in each half. */
static bool day_is_fine(struct attempt *self, const struct week_shift *shift)
{
	const struct zone *zone = self->plan->zone;
	const struct week_booking *b = &self->plan->bookings.at[shift->line];
	const struct zone_shape *shape = &zone->shapes.at[b->shape];
	uint32_t rule = b->people.n == 0
				? ZONE_NONE
				: rule_for(zone, ZONE_VISITS_PER_DAY, b->school, b->people.at[0]);
	int32_t visits = 0;

	for (uint32_t i = 0; i < self->plan->bookings.n; i++) {
		const struct week_booking *o = &self->plan->bookings.at[i];
		const struct week_shift *s;

		if (o->shape != b->shape || o->rotation != b->rotation || !week_can_pick(o) ||
		    !(shares_person(o, b) || o->section == b->section))
			continue;
		s = shift_of(self->shift, self->n, i);
		if ((s != NULL ? s->day : o->days.at[0]) != shift->day)
			continue;
		visits += shares_person(o, b);
		if (o->school != b->school &&
		    zone_half_of(shape, o->start) == zone_half_of(shape, b->start))
			return say_no(self, WORD("{1} is at {2} in that half of the day."),
				      person_name(zone, b), zone->schools.at[o->school].name);
		if (o->section == b->section && o->subject == b->subject && i != shift->line)
			return say_no(self, WORD("{1} has {2} on that day already."),
				      zone->sections.at[b->section].code,
				      zone->subjects.at[b->subject].name);
	}
	if (rule != ZONE_NONE && zone->rules.at[rule].maximum != ZONE_UNSET &&
	    visits > zone->rules.at[rule].maximum)
		return say_no(self, WORD("{1} would have more visits on that day than {2} allows."),
			      person_name(zone, b), zone->rules.at[rule].code);
	return true;
}

/* Whatever does not move must let it in. */
static bool place_is_fine(struct attempt *self, const struct week_shift *shift)
{
	const struct zone *zone = self->plan->zone;
	const struct week_booking *b = &self->plan->bookings.at[shift->line];

	for (uint32_t i = 0; i < self->plan->bookings.n; i++) {
		const struct week_booking *o = &self->plan->bookings.at[i];

		if (o->shape != b->shape || !overlaps(b->start, b->end, o->start, o->end) ||
		    !on_day(o, b, shift->day) || i == shift->line ||
		    shift_of(self->shift, self->n, i) != NULL)
			continue;
		if (o->section == b->section && takes_class(o))
			return say_no(self, WORD("{1} has {2} then."),
				      zone->sections.at[b->section].code,
				      o->subject == ZONE_NONE ? week_kind_name(o->kind)
							      : zone->subjects.at[o->subject].name);
		if (shares_person(o, b) && o->kind != WEEK_PLANNING)
			return say_no(self, WORD("{1} is busy then: {2}."), person_name(zone, b),
				      o->section == ZONE_NONE ? week_kind_name(o->kind)
							      : zone->sections.at[o->section].code);
	}
	return day_is_fine(self, shift);
}

static bool follow(struct attempt *self, uint32_t line)
{
	if (!push(self, line))
		return false;
	for (size_t i = 0; i < self->n; i++)
		if (!pull(self, &self->shift[i]))
			return false;
	for (size_t i = 0; i < self->n; i++)
		if (!place_is_fine(self, &self->shift[i]))
			return false;
	return true;
}

/* ---- Gain ---- */

/* The day of a booking once the shifts are made. */
static int32_t day_after(const struct week_plan *plan, const struct week_booking *b,
			 const struct week_shift *shift, size_t n_shifts)
{
	for (size_t i = 0; i < n_shifts; i++)
		if (week_same_visit(&plan->bookings.at[shift[i].line], b))
			return shift[i].day;
	return b->days.at[0];
}

/* How many classes of a grade a school has. */
static size_t count_classes(const struct zone *zone, uint32_t school, uint32_t grade)
{
	size_t n = 0;

	for (size_t i = 0; i < zone->sections.n; i++)
		n += zone->sections.at[i].school == school &&
		     zone_section_has_grade(&zone->sections.at[i], grade);
	return n;
}

/* When all classes that are in specials on a day of the rotation are there at once. */
struct meeting_time {
	size_t classes;
	int32_t start, end;
};

int32_t week_common_minutes(const struct week_plan *plan, uint32_t school, uint32_t grade,
			    uint32_t rotation, const struct week_shift *shift, size_t n_shifts)
{
	enum { MAX_DAYS = 64 };
	const struct zone *zone = plan->zone;
	struct meeting_time time[MAX_DAYS] = {0};
	size_t classes = count_classes(zone, school, grade);
	int32_t n_days = zone->rotations.at[rotation].days, minutes = 0;

	for (uint32_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];
		struct meeting_time *at;
		int32_t day;

		if (b->school != school || !week_can_pick(b) || b->rotation != rotation ||
		    !zone_section_has_grade(&zone->sections.at[b->section], grade))
			continue;
		day = day_after(plan, b, shift, n_shifts);
		if (day < 1 || day > MAX_DAYS ||
		    b->shape != week_rotation_shape(zone, rotation, school, day))
			continue;
		at = &time[day - 1];
		at->start = b->start > at->start ? b->start : at->start;
		at->end = at->classes == 0 || b->end < at->end ? b->end : at->end;
		at->classes++;
	}
	for (int32_t day = 0; classes > 0 && day < n_days && day < MAX_DAYS; day++)
		if (time[day].classes >= classes && time[day].end > time[day].start)
			minutes += time[day].end - time[day].start;
	return minutes;
}

/* ---- All targets ---- */

static struct str goes_along(struct attempt *self)
{
	struct html_arg arg = html_arg_i64((int64_t)self->n - 1);
	struct text text;

	if (self->n == 1)
		return lang_text(self->lang, STR(WORD("Free: nothing else moves.")));
	text_init(&text, self->arena);
	text_put(&text, say_text(self->arena, self->lang,
				 STR(WORD("One lesson changes places with it: |{1} lessons change "
					  "places with it: ")),
				 &arg, 1));
	for (size_t i = 1; i < self->n; i++) {
		const struct week_booking *b = &self->plan->bookings.at[self->shift[i].line];

		text_printf(&text, "%s%.*s %.*s", i > 1 ? ", " : "",
			    STR_ARG(self->plan->zone->sections.at[b->section].code),
			    STR_ARG(self->plan->zone->subjects.at[b->subject].name));
	}
	text_put_char(&text, '.');
	return text_str(&text);
}

static struct week_target try_day(struct arena *arena, const struct week_plan *plan, uint32_t line,
				  int32_t day, const struct lang *lang)
{
	const struct week_booking *b = &plan->bookings.at[line];
	uint32_t grade = plan->zone->sections.at[b->section].grades.at[0];
	struct attempt self = {
		.arena = arena, .plan = plan, .lang = lang, .from = b->days.at[0], .to = day};
	struct week_target target = {.day = day, .start = b->start, .end = b->end};
	struct week_shift *kept;

	if (day == self.from) {
		target.here = true;
		target.why = lang_text(lang, STR(WORD("It is here now.")));
		return target;
	}
	if (!follow(&self, line)) {
		target.why = self.why;
		return target;
	}
	kept = arena_array(arena, struct week_shift, self.n);
	memcpy(kept, self.shift, self.n * sizeof *kept);
	target.legal = true;
	target.shift = kept;
	target.n_shifts = self.n;
	target.why = goes_along(&self);
	target.gain = week_common_minutes(plan, b->school, grade, b->rotation, kept, self.n) -
		      week_common_minutes(plan, b->school, grade, b->rotation, NULL, 0);
	return target;
}

struct week_targets week_targets(struct arena *arena, const struct week_plan *plan, uint32_t line,
				 const struct lang *lang)
{
	const struct week_booking *b = &plan->bookings.at[line];
	struct week_targets targets = {.n = (size_t)plan->zone->rotations.at[b->rotation].days};

	targets.at = arena_array(arena, struct week_target, targets.n);
	for (size_t i = 0; i < targets.n; i++)
		targets.at[i] = try_day(arena, plan, line, (int32_t)i + 1, lang);
	return targets;
}

static int compare_targets(const void *left, const void *right)
{
	const struct week_target *a = left, *b = right;

	if (a->gain != b->gain)
		return b->gain - a->gain;
	if (a->n_shifts != b->n_shifts)
		return a->n_shifts < b->n_shifts ? -1 : 1;
	return a->day - b->day;
}

void week_targets_sort(struct week_targets *targets)
{
	size_t n = 0;

	for (size_t i = 0; i < targets->n; i++)
		if (targets->at[i].legal)
			targets->at[n++] = targets->at[i];
	targets->n = n;
	qsort(targets->at, n, sizeof *targets->at, compare_targets);
}
