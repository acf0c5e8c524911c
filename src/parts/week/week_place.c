#include "parts/week/week_place.h"

#include "base/text.h"
#include "base/vec.h"
#include "kit/html/say.h"

#include <stdlib.h>
#include <string.h>

/* One try: what moves, and the trial that asks what that breaks. */
struct attempt {
	struct arena *arena;
	struct week_trial trial;
	struct week_moved moved[WEEK_ALONG_MAX];
	size_t n;
	struct str why; /* set when it cannot be at all */
};

bool week_can_place(const struct week_booking *b)
{
	switch (b->kind) {
	case WEEK_CORE:
	case WEEK_WIN:
	case WEEK_RECESS:
	case WEEK_LUNCH:
	case WEEK_OTHER:
	case WEEK_SERVICE:
	case WEEK_TEAM:
		return true;
	case WEEK_SPECIAL:
	case WEEK_PLANNING:
	case WEEK_STAFF_LUNCH:
	case WEEK_STAFF_TIME:
	case WEEK_N_KINDS:
		break;
	}
	return false;
}

static const struct week_booking *at(const struct attempt *self, uint32_t line)
{
	return &self->trial.plan->bookings.at[line];
}

static bool is_moved(const struct attempt *self, uint32_t line)
{
	for (size_t i = 0; i < self->n; i++)
		if (self->moved[i].line == line)
			return true;
	return false;
}

static bool push(struct attempt *self, uint32_t line, int32_t start)
{
	const struct week_booking *b = at(self, line);
	struct week_moved *moved = &self->moved[self->n];

	if (is_moved(self, line))
		return true;
	if (self->n == WEEK_ALONG_MAX) {
		self->why = lang_text(self->trial.lang,
				      STR(WORD("Too much would have to move with it.")));
		return false;
	}
	if (b->lock != NULL && self->n > 0) {
		self->why = say_text(
			self->arena, self->trial.lang, STR(WORD("{1} is locked: {2}")),
			(struct html_arg[]){
				html_arg_str(week_line_name(self->arena, self->trial.plan->zone, b,
							    self->trial.lang)),
				html_arg_str(b->lock->why)},
			2);
		return false;
	}
	*moved = (struct week_moved){line, *b};
	moved->now.end = start + (b->end - b->start);
	moved->now.start = start;
	self->n++;
	self->trial.moved = self->moved;
	self->trial.n_moved = self->n;
	return true;
}

/* Lunch and the recess of its wave are one. */
static bool is_partner(const struct week_booking *a, const struct week_booking *b)
{
	return a->why.table == ZONE_T_WAVES && b->why.table == ZONE_T_WAVES &&
	       a->why.row != ZONE_NONE && a->why.row == b->why.row && a->section == b->section &&
	       a->section != ZONE_NONE && week_same_day(a, b) && a->kind != b->kind;
}

/* Whether support happens in this lesson and in no other of the grade. */
static bool holds_service(const struct attempt *self, const struct week_booking *lesson,
			  const struct week_booking *service, uint32_t line)
{
	if (service->kind != WEEK_SERVICE || service->subject == ZONE_NONE ||
	    service->subject != lesson->subject || lesson->section == ZONE_NONE ||
	    service->start < lesson->start || service->end > lesson->end ||
	    service->service == ZONE_NONE || !week_same_day(lesson, service) ||
	    !zone_section_has_grade(
		    &self->trial.plan->zone->sections.at[lesson->section],
		    self->trial.plan->zone->services.at[service->service].grades.n > 0
			    ? self->trial.plan->zone->services.at[service->service].grades.at[0]
			    : ZONE_NONE))
		return false;
	for (size_t i = 0; i < self->trial.n_near; i++) {
		const struct week_booking *o = at(self, self->trial.near[i]);

		if (self->trial.near[i] != line && o->subject == lesson->subject &&
		    o->section != ZONE_NONE && o->kind == lesson->kind &&
		    o->section != lesson->section && o->start <= service->start &&
		    o->end >= service->end && week_same_day(o, service) &&
		    zone_section_has_grade(
			    &self->trial.plan->zone->sections.at[o->section],
			    self->trial.plan->zone->sections.at[lesson->section].grades.at[0]))
			return false;
	}
	return true;
}

/* The booking with what cannot be parted from it. */
static bool take_along(struct attempt *self, uint32_t line, int32_t start)
{
	const struct week_booking *b = at(self, line);
	int32_t by = start - b->start;

	if (!push(self, line, start))
		return false;
	for (size_t i = 0; i < self->trial.n_near; i++) {
		uint32_t other = self->trial.near[i];
		const struct week_booking *o = at(self, other);

		if (other != line && (is_partner(b, o) || holds_service(self, b, o, line)) &&
		    !push(self, other, o->start + by))
			return false;
	}
	return true;
}

static bool collides(const struct attempt *self, uint32_t line, int32_t start, int32_t end)
{
	for (size_t i = 0; i < self->n; i++) {
		const struct week_moved *m = &self->moved[i];

		if (m->line != line && week_takes_class(&m->now) &&
		    m->now.section == at(self, line)->section && m->now.start < end &&
		    start < m->now.end)
			return true;
	}
	return false;
}

/* What stands in the way trades places with the one that comes: it goes to the beginning or to the
 * end of the time that became free. */
static bool trade(struct attempt *self, uint32_t line, const struct week_booking *left)
{
	const struct week_booking *o = at(self, line);
	bool earlier = self->moved[0].now.start < left->start;
	int32_t minutes = o->end - o->start, first;

	if (!week_can_place(o)) {
		self->why = say_text(
			self->arena, self->trial.lang, STR(WORD("{1} stands there.")),
			(struct html_arg[]){html_arg_str(week_line_name(
				self->arena, self->trial.plan->zone, o, self->trial.lang))},
			1);
		return false;
	}
	/* Both change sides: what was earlier comes to lie where the other ended. */
	first = earlier ? left->end - minutes : left->start;
	if (!collides(self, line, first, first + minutes))
		return take_along(self, line, first);
	return take_along(self, line, earlier ? left->start : left->end - minutes);
}

static bool make_room(struct attempt *self, uint32_t line)
{
	const struct week_booking left = *at(self, line);
	const struct week_booking now = self->moved[0].now;

	for (size_t i = 0; week_takes_class(&now) && i < self->trial.n_near; i++) {
		uint32_t other = self->trial.near[i];
		const struct week_booking *o = at(self, other);

		if (!is_moved(self, other) && week_takes_class(o) && o->section == now.section &&
		    o->start < now.end && now.start < o->end && week_same_day(o, &now) &&
		    !trade(self, other, &left))
			return false;
	}
	return true;
}

/* ---- What it breaks ---- */

enum { WEIGHT_MUST = 100, WEIGHT_STRONG = 10, WEIGHT_NICE = 1 };

static int32_t weight(enum zone_strength strength)
{
	return strength == ZONE_MUST     ? WEIGHT_MUST
	       : strength == ZONE_STRONG ? WEIGHT_STRONG
					 : WEIGHT_NICE;
}

static bool holds_sentence(const struct week_faults *faults, struct str sentence)
{
	for (size_t i = 0; i < faults->n; i++)
		if (str_eq(faults->at[i].sentence, sentence))
			return true;
	return false;
}

/* Faults before and after of one booking, told into the place. */
static void weigh(struct attempt *self, uint32_t line, struct week_place *place, struct text *words)
{
	struct week_trial now = self->trial;
	struct week_faults before, after;

	now.moved = NULL;
	now.n_moved = 0;
	before = week_faults_of(self->arena, &now, line);
	after = week_faults_of(self->arena, &self->trial, line);
	for (size_t i = 0; i < before.n; i++)
		place->gain += weight(before.at[i].strength);
	for (size_t i = 0; i < after.n; i++) {
		const struct week_fault *fault = &after.at[i];

		place->gain -= weight(fault->strength);
		if (holds_sentence(&before, fault->sentence))
			continue;
		place->legal = place->legal && fault->strength != ZONE_MUST;
		place->minutes += fault->minutes;
		if (!str_find(text_str(words), fault->sentence, NULL))
			text_printf(words, "%s%.*s", words->len > 0 ? " " : "",
				    STR_ARG(fault->sentence));
	}
}

static void say_along(struct attempt *self, struct text *words)
{
	for (size_t i = 1; i < self->n; i++) {
		const struct week_moved *m = &self->moved[i];

		text_printf(
			words, "%s%.*s", words->len > 0 ? " " : "",
			STR_ARG(say_text(
				self->arena, self->trial.lang, STR(WORD("{1} moves to {2}.")),
				(struct html_arg[]){html_arg_str(week_line_name(
							    self->arena, self->trial.plan->zone,
							    at(self, m->line), self->trial.lang)),
						    html_arg_clock(m->now.start)},
				2)));
	}
	if (self->n == 1)
		text_put(words,
			 lang_text(self->trial.lang, STR(WORD("Free: nothing else moves."))));
}

static struct week_place finish(struct attempt *self, bool fits)
{
	struct week_place place = {
		.start = self->moved[0].now.start, .end = self->moved[0].now.end, .legal = fits};
	struct week_moved *kept = arena_array(self->arena, struct week_moved, self->n);
	struct text words, along;

	if (!fits) {
		place.why = self->why;
		return place;
	}
	text_init(&words, self->arena);
	text_init(&along, self->arena);
	for (size_t i = 0; i < self->n; i++)
		weigh(self, self->moved[i].line, &place, &words);
	if (place.legal) {
		say_along(self, &along);
		text_put(&along, words.len > 0 ? STR(" ") : STR(""));
		text_put(&along, text_str(&words));
		words = along;
	}
	place.why = text_str(&words);
	memcpy(kept, self->moved, self->n * sizeof *kept);
	place.moved = kept;
	place.n_moved = self->n;
	return place;
}

static struct week_place try_start(struct arena *arena, const struct week_trial *trial,
				   uint32_t line, int32_t start, bool alone)
{
	struct attempt self = {.arena = arena, .trial = *trial};
	bool fits = take_along(&self, line, start) && (alone || make_room(&self, line));

	if (self.n == 0) /* its own lock */
		self.moved[0].now = *at(&self, line);
	return finish(&self, fits);
}

struct week_place week_place_at(struct arena *arena, const struct week_plan *plan, uint32_t line,
				int32_t start, const struct lang *lang)
{
	struct week_trial trial = week_trial_of(arena, plan, line, lang);

	return try_start(arena, &trial, line, start, false);
}

struct week_place week_place_alone(struct arena *arena, const struct week_plan *plan, uint32_t line,
				   int32_t start, const struct lang *lang)
{
	struct week_trial trial = week_trial_of(arena, plan, line, lang);

	return try_start(arena, &trial, line, start, true);
}

struct week_places week_places_of(struct arena *arena, const struct week_plan *plan, uint32_t line,
				  const struct lang *lang)
{
	struct week_trial trial = week_trial_of(arena, plan, line, lang);
	const struct week_booking *b = &plan->bookings.at[line];
	const struct zone_shape *shape = &plan->zone->shapes.at[b->shape];
	bool students = b->section != ZONE_NONE || b->service != ZONE_NONE;
	int32_t first = students ? shape->student_start : shape->staff_start;
	int32_t last = (students ? shape->student_end : shape->staff_end) - (b->end - b->start);
	int32_t tick = plan->zone->info.at[0].tick_minutes > 0 ? plan->zone->info.at[0].tick_minutes
							       : 5;
	VEC(struct week_place) all = {0};

	for (int32_t start = first; start <= last; start += tick) {
		struct week_place place = {
			.start = start, .end = start + (b->end - b->start), .here = true};

		if (start == b->start)
			place.why = lang_text(lang, STR(WORD("It is here now.")));
		else
			place = try_start(arena, &trial, line, start, false);
		place.start = start;
		place.end = start + (b->end - b->start);
		*vec_push(arena, &all) = place;
	}
	return (struct week_places){all.at, all.n};
}

/* ---- Who and where else ---- */

static struct week_place try_now(struct arena *arena, const struct week_trial *trial, uint32_t line,
				 const struct week_booking *now)
{
	struct attempt self = {.arena = arena, .trial = *trial};

	self.moved[0] = (struct week_moved){line, *now};
	self.n = 1;
	self.trial.moved = self.moved;
	self.trial.n_moved = 1;
	return finish(&self, true);
}

/* Whose schedule the trial must know: everybody's who could stand in. */
static struct week_trial wide_trial(struct arena *arena, const struct week_plan *plan,
				    uint32_t line, const struct lang *lang)
{
	const struct week_booking *b = &plan->bookings.at[line];
	struct week_trial trial = {.plan = plan, .lang = lang};
	VEC(uint32_t) near = {0};

	for (uint32_t i = 0; i < plan->bookings.n; i++)
		if (plan->bookings.at[i].shape == b->shape &&
		    (plan->bookings.at[i].people.n > 0 || plan->bookings.at[i].school == b->school))
			*vec_push(arena, &near) = i;
	trial.near = near.at;
	trial.n_near = near.n;
	return trial;
}

static bool could_give(const struct zone *zone, const struct week_booking *b,
		       const struct zone_assignment *a)
{
	if (a->school != b->school || zone->people.at[a->person].status != ZONE_ACTIVE)
		return false;
	if (b->kind == WEEK_SPECIAL)
		return a->subject == b->subject;
	return b->kind == WEEK_SERVICE && b->service != ZONE_NONE &&
	       a->role == zone->services.at[b->service].role;
}

struct week_places week_stand_ins(struct arena *arena, const struct week_plan *plan, uint32_t line,
				  const struct lang *lang)
{
	struct week_trial trial = wide_trial(arena, plan, line, lang);
	const struct week_booking *b = &plan->bookings.at[line];
	VEC(struct week_place) all = {0};
	uint32_t last = ZONE_NONE;

	for (size_t i = 0; b->people.n == 1 && i < plan->zone->assignments.n; i++) {
		const struct zone_assignment *a = &plan->zone->assignments.at[i];
		uint32_t *person = arena_new(arena, uint32_t);
		struct week_booking now = *b;
		struct week_place place;

		if (!could_give(plan->zone, b, a) || a->person == last ||
		    a->person == b->people.at[0])
			continue;
		last = *person = a->person;
		now.people = (struct zone_list){person, 1};
		place = try_now(arena, &trial, line, &now);
		place.resource = a->person;
		place.name = plan->zone->people.at[a->person].name;
		*vec_push(arena, &all) = place;
	}
	return (struct week_places){all.at, all.n};
}

struct week_places week_rooms(struct arena *arena, const struct week_plan *plan, uint32_t line,
			      const struct lang *lang)
{
	struct week_trial trial = week_trial_of(arena, plan, line, lang);
	const struct week_booking *b = &plan->bookings.at[line];
	const struct zone *zone = plan->zone;
	VEC(struct week_place) all = {0};

	for (uint32_t r = 0; b->room != ZONE_NONE && r < zone->rooms.n; r++) {
		struct week_booking now = *b;
		struct week_place place;

		if (r == b->room || zone->rooms.at[r].school != b->school ||
		    zone->rooms.at[r].kind != zone->rooms.at[b->room].kind ||
		    (b->kind != WEEK_SPECIAL && b->kind != WEEK_TEAM && b->kind != WEEK_SERVICE))
			continue;
		now.room = r;
		place = try_now(arena, &trial, line, &now);
		place.resource = r;
		place.name = zone->rooms.at[r].name;
		*vec_push(arena, &all) = place;
	}
	return (struct week_places){all.at, all.n};
}

/* ---- Lists ---- */

struct ranked {
	struct week_place place;
	int32_t distance;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	if (a->place.gain != b->place.gain)
		return a->place.gain > b->place.gain ? -1 : 1;
	if (a->place.n_moved != b->place.n_moved)
		return a->place.n_moved < b->place.n_moved ? -1 : 1;
	return a->distance - b->distance;
}

struct week_places week_places_best(struct arena *arena, const struct week_places *all,
				    int32_t from)
{
	struct ranked *ranked = arena_array(arena, struct ranked, all->n);
	struct week_places best = {.at = arena_array(arena, struct week_place, all->n)};

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].legal && !all->at[i].here)
			ranked[best.n++] = (struct ranked){all->at[i],
							   abs(all->at[i].start - from)};
	if (best.n > 1)
		qsort(ranked, best.n, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < best.n; i++)
		best.at[i] = ranked[i].place;
	return best;
}

struct week_places week_places_barred(struct arena *arena, const struct week_places *all)
{
	struct week_places rows = {.at = arena_array(arena, struct week_place, all->n)};

	for (size_t i = 0; i < all->n; i++) {
		const struct week_place *place = &all->at[i];
		struct week_place *last = rows.n > 0 ? &rows.at[rows.n - 1] : NULL;

		if (place->legal || place->here)
			continue;
		if (last != NULL && i > 0 && !all->at[i - 1].legal && !all->at[i - 1].here &&
		    str_eq(last->why, place->why)) {
			last->end = place->start;
			continue;
		}
		rows.at[rows.n] = *place;
		rows.at[rows.n++].end = place->start;
	}
	return rows;
}
