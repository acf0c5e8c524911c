#include "parts/week/week_fault.h"

#include "base/vec.h"
#include "kit/html/say.h"

#include <stdlib.h>

/* One check of one booking. */
struct check {
	struct arena *arena;
	const struct week_trial *trial;
	const struct zone *zone;
	const struct week_booking *b;
	uint32_t line;
	VEC(struct week_fault) found;
};

bool week_takes_class(const struct week_booking *b)
{
	return b->section != ZONE_NONE && b->kind != WEEK_SERVICE && b->kind != WEEK_PLANNING &&
	       b->kind != WEEK_TEAM && b->kind != WEEK_STAFF_LUNCH && b->kind != WEEK_STAFF_TIME;
}

static bool shares_person(const struct week_booking *a, const struct week_booking *b, uint32_t *ret)
{
	for (size_t i = 0; i < a->people.n; i++)
		for (size_t j = 0; j < b->people.n; j++)
			if (a->people.at[i] == b->people.at[j]) {
				*ret = a->people.at[i];
				return true;
			}
	return false;
}

/* Who could be met: the people of the booking, and of whatever of its class might make room. */
static bool concerns(const struct week_plan *plan, const struct week_booking *b,
		     const uint32_t *family, size_t n_family, const struct week_booking *o)
{
	uint32_t person;

	if (o->school == b->school &&
	    (o->kind == WEEK_WIN || o->kind == WEEK_SERVICE || o->kind == WEEK_CORE ||
	     (o->section == b->section && o->section != ZONE_NONE) ||
	     (o->room == b->room && o->room != ZONE_NONE)))
		return true;
	if (shares_person(o, b, &person))
		return true;
	for (size_t i = 0; i < n_family; i++)
		if (shares_person(o, &plan->bookings.at[family[i]], &person))
			return true;
	return false;
}

struct week_trial week_trial_of(struct arena *arena, const struct week_plan *plan, uint32_t line,
				const struct lang *lang)
{
	const struct week_booking *b = &plan->bookings.at[line];
	struct week_trial trial = {.plan = plan, .lang = lang};
	VEC(uint32_t) near = {0}, family = {0};

	for (uint32_t i = 0; b->section != ZONE_NONE && i < plan->bookings.n; i++) {
		const struct week_booking *o = &plan->bookings.at[i];

		if (o->shape == b->shape && o->section == b->section &&
		    (o->kind == WEEK_CORE || o->kind == WEEK_WIN) && family.n == 0)
			*vec_push(arena, &family) = i;
	}
	for (uint32_t i = 0; i < plan->bookings.n; i++)
		if (plan->bookings.at[i].shape == b->shape &&
		    concerns(plan, b, family.at, family.n, &plan->bookings.at[i]))
			*vec_push(arena, &near) = i;
	trial.near = near.at;
	trial.n_near = near.n;
	return trial;
}

const struct week_booking *week_trial_booking(const struct week_trial *trial, uint32_t line)
{
	for (size_t i = 0; i < trial->n_moved; i++)
		if (trial->moved[i].line == line)
			return &trial->moved[i].now;
	return &trial->plan->bookings.at[line];
}

static struct str kind_words(const struct lang *lang, enum week_kind kind)
{
	static const char *const words[WEEK_N_KINDS] = {
		[WEEK_SPECIAL] = WORD("Special"),
		[WEEK_CORE] = WORD("Core lesson"),
		[WEEK_WIN] = WORD("WIN"),
		[WEEK_RECESS] = WORD("Recess"),
		[WEEK_LUNCH] = WORD("Lunch"),
		[WEEK_OTHER] = WORD("Other"),
		[WEEK_SERVICE] = WORD("Support"),
		[WEEK_TEAM] = WORD("Team meeting"),
		[WEEK_PLANNING] = WORD("Planning"),
		[WEEK_STAFF_LUNCH] = WORD("Lunch"),
		[WEEK_STAFF_TIME] = WORD("Staff time"),
	};

	return lang_text(lang, str_from(words[kind]));
}

static struct str what_words(const struct zone *zone, const struct week_booking *b,
			     const struct lang *lang)
{
	if (b->kind == WEEK_TEAM && b->meeting != ZONE_NONE)
		return zone->meetings.at[b->meeting].name;
	if (b->kind == WEEK_SERVICE && b->service != ZONE_NONE)
		return zone->services.at[b->service].group;
	if (b->subject != ZONE_NONE && b->kind != WEEK_PLANNING)
		return zone->subjects.at[b->subject].name;
	return kind_words(lang, b->kind);
}

struct str week_line_name(struct arena *arena, const struct zone *zone,
			  const struct week_booking *b, const struct lang *lang)
{
	struct html_arg arg[2] = {html_arg_str(what_words(zone, b, lang)), html_arg_str(STR(""))};

	if (b->section != ZONE_NONE)
		arg[1] = html_arg_str(zone->sections.at[b->section].code);
	else if (b->team != ZONE_NONE)
		arg[1] = html_arg_str(zone->teams.at[b->team].name);
	else if (b->service != ZONE_NONE)
		arg[1] = html_arg_str(zone->services.at[b->service].code);
	else if (b->people.n == 1)
		arg[1] = html_arg_str(zone->people.at[b->people.at[0]].name);
	else
		return what_words(zone, b, lang);
	return say_text(arena, lang, STR(WORD("{1} for {2}")), arg, 2);
}

/* ---- Saying ---- */

static void complain(struct check *self, enum zone_strength strength, int32_t minutes,
		     const char *english, const struct html_arg arg[3])
{
	*vec_push(self->arena, &self->found) = (struct week_fault){
		.strength = strength,
		.minutes = minutes,
		.sentence = say_text(self->arena, self->trial->lang, str_from(english), arg, 3)};
}

static int32_t overlap(const struct week_booking *a, const struct week_booking *b)
{
	int32_t start = a->start > b->start ? a->start : b->start;
	int32_t end = a->end < b->end ? a->end : b->end;

	return end > start ? end - start : 0;
}

static const struct zone_rule *rule_for(const struct check *self, enum zone_rule_kind kind,
					uint32_t subject)
{
	for (size_t i = 0; i < self->zone->rules.n; i++) {
		const struct zone_rule *rule = &self->zone->rules.at[i];

		if (rule->kind == kind && zone_applies(rule->schools, self->b->school) &&
		    zone_applies(rule->shapes, self->b->shape) &&
		    (subject == ZONE_NONE || zone_applies(rule->subjects, subject)))
			return rule;
	}
	return NULL;
}

/* ---- One thing at a time ---- */

static struct html_arg class_arg(const struct check *self, const struct week_booking *b)
{
	return html_arg_str(self->zone->sections.at[b->section].code);
}

static void check_class(struct check *self, const struct week_booking *o)
{
	int32_t minutes = overlap(self->b, o);

	if (minutes > 0 && week_takes_class(self->b) && week_takes_class(o) &&
	    o->section == self->b->section)
		complain(self, ZONE_MUST, minutes, WORD("{1} has {2} then ({3})."),
			 (struct html_arg[]){
				 class_arg(self, o),
				 html_arg_str(what_words(self->zone, o, self->trial->lang)),
				 html_arg_minutes(minutes)});
}

/* Staff time is a frame: what is booked inside is planned later. A teacher who plans may be called
 * to a meeting: what that takes is counted in minutes. */
static void check_people(struct check *self, const struct week_booking *o)
{
	int32_t minutes = overlap(self->b, o);
	uint32_t person;
	bool planning = o->kind == WEEK_PLANNING || self->b->kind == WEEK_PLANNING;

	if (minutes == 0 || o->kind == WEEK_STAFF_TIME || self->b->kind == WEEK_STAFF_TIME ||
	    !shares_person(self->b, o, &person))
		return;
	if (planning && (o->kind == WEEK_TEAM || self->b->kind == WEEK_TEAM))
		return;
	complain(self, ZONE_MUST, minutes, WORD("{1} is busy then: {2} ({3})."),
		 (struct html_arg[]){html_arg_str(self->zone->people.at[person].name),
				     html_arg_str(week_line_name(self->arena, self->zone, o,
								 self->trial->lang)),
				     html_arg_minutes(minutes)});
}

static bool is_there(const struct check *self, uint32_t line)
{
	const struct week_booking *o = week_trial_booking(self->trial, line);

	return line != self->line && o->room == self->b->room && o->kind != WEEK_SERVICE &&
	       overlap(self->b, o) > 0 && week_same_day(self->b, o);
}

/* A room takes so many classes at once. Those that meet each other count together. */
static void check_room(struct check *self)
{
	const struct week_booking *b = self->b;
	int32_t most, crowd = 1;

	if (b->room == ZONE_NONE || b->kind == WEEK_SERVICE)
		return;
	most = self->zone->rooms.at[b->room].classes;
	most = most == ZONE_UNSET || most < 1 ? 1 : most;
	for (size_t i = 0; i < self->trial->n_near; i++) {
		const struct week_booking *o = week_trial_booking(self->trial,
								  self->trial->near[i]);
		int32_t classes = 2;

		if (!is_there(self, self->trial->near[i]))
			continue;
		for (size_t k = 0; k < i; k++)
			classes += is_there(self, self->trial->near[k]) &&
				   week_same_day(o, week_trial_booking(self->trial,
								       self->trial->near[k]));
		crowd = classes > crowd ? classes : crowd;
	}
	if (crowd > most)
		complain(self, ZONE_MUST, 0,
			 WORD("{1} is taken then: {2} classes would be there at once, it holds "
			      "{3}."),
			 (struct html_arg[]){html_arg_str(self->zone->rooms.at[b->room].name),
					     html_arg_i64(crowd), html_arg_i64(most)});
}

/* ---- The place in the day ---- */

static void check_day(struct check *self)
{
	const struct week_booking *b = self->b;
	const struct zone_shape *shape = &self->zone->shapes.at[b->shape];
	bool students = b->section != ZONE_NONE || b->service != ZONE_NONE;
	int32_t start = students ? shape->student_start : shape->staff_start;
	int32_t end = students ? shape->student_end : shape->staff_end;

	if (b->start < start || b->end > end)
		complain(self, ZONE_MUST, 0, WORD("The day goes from {1} to {2}."),
			 (struct html_arg[]){html_arg_clock(start), html_arg_clock(end),
					     html_arg_i64(0)});
}

/* The row that asks for it: a window, or a time fixed by hand. */
static void check_need(struct check *self)
{
	const struct week_booking *b = self->b;
	const struct zone_need *need;
	struct html_arg arg[3];

	if (b->why.table != ZONE_T_NEEDS || b->why.row >= self->zone->needs.n)
		return;
	need = &self->zone->needs.at[b->why.row];
	arg[0] = html_arg_str(what_words(self->zone, b, self->trial->lang));
	arg[2] = html_arg_str(need->code);
	if (need->start != ZONE_UNSET && need->start != b->start) {
		arg[1] = html_arg_clock(need->start);
		complain(self, need->strength, 0, WORD("{1} is fixed at {2} (needs, {3})."), arg);
	}
	if (need->earliest != ZONE_UNSET && b->start < need->earliest) {
		arg[1] = html_arg_clock(need->earliest);
		complain(self, need->strength, 0, WORD("{1} begins at {2} or later (needs, {3})."),
			 arg);
	}
	if (need->latest != ZONE_UNSET && b->end > need->latest) {
		arg[1] = html_arg_clock(need->latest);
		complain(self, need->strength, 0, WORD("{1} ends by {2} (needs, {3})."), arg);
	}
}

static void check_wave(struct check *self)
{
	const struct week_booking *b = self->b;
	const struct zone_rule *window = rule_for(self, ZONE_LUNCH_WINDOW, ZONE_NONE);
	const struct zone_wave *wave;
	bool first;

	if (b->why.table != ZONE_T_WAVES || b->why.row >= self->zone->waves.n)
		return;
	wave = &self->zone->waves.at[b->why.row];
	first = (b->kind == WEEK_RECESS) == wave->recess_first;
	if (first && wave->start != ZONE_UNSET && wave->start != b->start)
		complain(self, ZONE_MUST, 0, WORD("{1} eats and plays from {2} on (waves, {3})."),
			 (struct html_arg[]){class_arg(self, b), html_arg_clock(wave->start),
					     html_arg_str(wave->code)});
	if (b->kind == WEEK_LUNCH && window != NULL &&
	    ((window->start != ZONE_UNSET && b->start < window->start) ||
	     (window->end != ZONE_UNSET && b->end > window->end)))
		complain(self, window->strength, 0, WORD("Lunch is from {1} to {2} ({3})."),
			 (struct html_arg[]){html_arg_clock(window->start),
					     html_arg_clock(window->end),
					     html_arg_str(window->code)});
}

static bool shares_grade(const struct zone *zone, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < zone->sections.at[a].grades.n; i++)
		if (zone_section_has_grade(&zone->sections.at[b],
					   zone->sections.at[a].grades.at[i]))
			return true;
	return false;
}

/* The same staff serve each grade in turn: no two grades at once. */
static void check_staggered(struct check *self, const struct week_booking *o)
{
	const struct week_booking *b = self->b;
	const struct zone_rule *rule;

	if (b->section == ZONE_NONE || b->kind == WEEK_SERVICE || o->section == ZONE_NONE ||
	    o->kind == WEEK_SERVICE || b->subject == ZONE_NONE || o->subject != b->subject ||
	    o->school != b->school || overlap(b, o) == 0 ||
	    shares_grade(self->zone, b->section, o->section))
		return;
	rule = rule_for(self, ZONE_STAGGERED, b->subject);
	if (rule != NULL)
		complain(self, rule->strength, overlap(b, o),
			 WORD("{1} has {2} then too: the same staff cannot help both ({3})."),
			 (struct html_arg[]){
				 class_arg(self, o),
				 html_arg_str(what_words(self->zone, b, self->trial->lang)),
				 html_arg_str(rule->code)});
}

/* Between two places a class needs time to walk. */
static void check_transition(struct check *self, const struct week_booking *o)
{
	const struct week_booking *b = self->b;
	const struct zone_rule *rule;
	int32_t gap = o->start >= b->end ? o->start - b->end : b->start - o->end;

	if (!week_takes_class(b) || !week_takes_class(o) || o->section != b->section || gap < 0 ||
	    o->room == b->room)
		return;
	rule = rule_for(self, ZONE_TRANSITION_MINUTES, ZONE_NONE);
	if (rule != NULL && rule->minutes != ZONE_UNSET && gap < rule->minutes)
		complain(self, rule->strength, rule->minutes - gap,
			 WORD("Only {1} to walk between this and {2} ({3})."),
			 (struct html_arg[]){
				 html_arg_minutes(gap),
				 html_arg_str(what_words(self->zone, o, self->trial->lang)),
				 html_arg_str(rule->code)});
}

/* ---- Support ---- */

/* Whether a class of the service's grades has the service's subject during all of it. */
static bool lies_inside(const struct check *self, const struct week_booking *service)
{
	const struct zone_service *row = &self->zone->services.at[service->service];

	for (size_t i = 0; i < self->trial->n_near; i++) {
		const struct week_booking *o = week_trial_booking(self->trial,
								  self->trial->near[i]);
		bool theirs = row->sections.n > 0;

		if (o->subject != service->subject || o->section == ZONE_NONE ||
		    o->kind == WEEK_SERVICE || o->start > service->start || o->end < service->end ||
		    !week_same_day(o, service))
			continue;
		for (size_t k = 0; k < row->sections.n && theirs; k++)
			if (row->sections.at[k] == o->section)
				return true;
		for (size_t k = 0; k < row->grades.n && !theirs; k++)
			if (zone_section_has_grade(&self->zone->sections.at[o->section],
						   row->grades.at[k]))
				return true;
	}
	return false;
}

static void check_inside(struct check *self, const struct week_booking *service)
{
	const struct zone_service *row;

	if (service->service == ZONE_NONE || service->subject == ZONE_NONE)
		return;
	row = &self->zone->services.at[service->service];
	if (row->subject != ZONE_NONE && !lies_inside(self, service))
		complain(self, row->strength, service->end - service->start,
			 WORD("{1} ({2}) would fall outside of {3}."),
			 (struct html_arg[]){
				 html_arg_str(row->group), html_arg_str(row->code),
				 html_arg_str(self->zone->subjects.at[row->subject].name)});
}

/* ---- People's days ---- */

static bool comes_then(const struct zone_availability *row, const struct zone_shape *shape,
		       const struct week_booking *b)
{
	if (row->halves != 0 && (row->halves >> zone_half_of(shape, b->start) & 1) == 0)
		return false;
	if (row->start != ZONE_UNSET && (b->end <= row->start || b->start >= row->end))
		return false;
	if (row->weekdays != 0 && b->weekdays != 0 && (row->weekdays & b->weekdays) == 0)
		return false;
	for (size_t i = 0; i < row->cycle_days.n; i++)
		for (size_t k = 0; k < b->days.n; k++)
			if (row->cycle_days.at[i] == b->days.at[k])
				return true;
	return row->cycle_days.n == 0 || b->days.n == 0;
}

static void check_availability(struct check *self, uint32_t person)
{
	const struct week_booking *b = self->b;
	const struct zone_shape *shape = &self->zone->shapes.at[b->shape];
	bool only = false, comes = false, away = false;

	for (size_t i = 0; i < self->zone->availability.n; i++) {
		const struct zone_availability *row = &self->zone->availability.at[i];

		if (row->person != person || (row->school != ZONE_NONE && row->school != b->school))
			continue;
		only = only || row->kind == ZONE_ONLY;
		comes = comes || (row->kind == ZONE_ONLY && comes_then(row, shape, b));
		away = away || (row->kind == ZONE_NOT && comes_then(row, shape, b));
	}
	if (away || (only && !comes))
		complain(self, ZONE_MUST, 0, WORD("{1} is not at {2} then."),
			 (struct html_arg[]){html_arg_str(self->zone->people.at[person].name),
					     html_arg_str(self->zone->schools.at[b->school].name),
					     html_arg_i64(0)});
}

/* Lunch can be eaten anywhere, staff time is a frame, and to a meeting one travels. */
static bool is_at_school(const struct week_booking *b)
{
	return b->kind != WEEK_STAFF_TIME && b->kind != WEEK_STAFF_LUNCH && b->kind != WEEK_TEAM;
}

static void check_half(struct check *self, const struct week_booking *o)
{
	const struct week_booking *b = self->b;
	const struct zone_shape *shape = &self->zone->shapes.at[b->shape];
	uint32_t person;

	if (o->school != b->school && is_at_school(o) && is_at_school(b) && overlap(b, o) == 0 &&
	    shares_person(b, o, &person) &&
	    zone_half_of(shape, o->start) == zone_half_of(shape, b->start) &&
	    rule_for(self, ZONE_ONE_SCHOOL_PER_HALF, ZONE_NONE) != NULL)
		complain(self, ZONE_MUST, 0, WORD("{1} is at {2} in that half of the day."),
			 (struct html_arg[]){html_arg_str(self->zone->people.at[person].name),
					     html_arg_str(self->zone->schools.at[o->school].name),
					     html_arg_i64(0)});
}

/* A class has a special of a subject once a day. */
static void check_twice(struct check *self, const struct week_booking *o)
{
	const struct week_booking *b = self->b;

	if (b->kind == WEEK_SPECIAL && o->kind == WEEK_SPECIAL && o->section == b->section &&
	    o->subject == b->subject)
		complain(self, ZONE_STRONG, 0, WORD("{1} has {2} on that day already."),
			 (struct html_arg[]){class_arg(self, o),
					     html_arg_str(self->zone->subjects.at[o->subject].name),
					     html_arg_i64(0)});
}

/* ---- All of it ---- */

static int compare_faults(const void *left, const void *right)
{
	const struct week_fault *a = left, *b = right;

	if (a->strength != b->strength)
		return a->strength < b->strength ? -1 : 1;
	return (a->minutes < b->minutes) - (a->minutes > b->minutes);
}

static void check_pair(struct check *self, const struct week_booking *o)
{
	check_class(self, o);
	check_people(self, o);
	check_staggered(self, o);
	check_transition(self, o);
	check_half(self, o);
	check_twice(self, o);
	/* Support that counts on this lesson. */
	if (o->kind == WEEK_SERVICE && self->b->kind != WEEK_SERVICE &&
	    o->school == self->b->school && self->b->section != ZONE_NONE &&
	    o->subject == self->b->subject && o->subject != ZONE_NONE)
		check_inside(self, o);
}

struct week_faults week_faults_of(struct arena *arena, const struct week_trial *trial,
				  uint32_t line)
{
	struct check self = {.arena = arena,
			     .trial = trial,
			     .zone = trial->plan->zone,
			     .b = week_trial_booking(trial, line),
			     .line = line};

	check_day(&self);
	check_need(&self);
	check_wave(&self);
	check_room(&self);
	if (self.b->kind == WEEK_SERVICE)
		check_inside(&self, self.b);
	for (size_t i = 0; i < self.b->people.n; i++)
		check_availability(&self, self.b->people.at[i]);
	for (size_t i = 0; i < trial->n_near; i++) {
		const struct week_booking *o;

		if (trial->near[i] == line)
			continue;
		o = week_trial_booking(trial, trial->near[i]);
		if (week_same_day(self.b, o))
			check_pair(&self, o);
	}
	if (self.found.n > 1)
		qsort(self.found.at, self.found.n, sizeof *self.found.at, compare_faults);
	return (struct week_faults){self.found.at, self.found.n};
}
