#include "parts/week/week_keep.h"

#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_calendar.h"
#include "parts/week/week_internal.h"

/* ---- Words ---- */

static struct str what_of(struct arena *arena, const struct zone *zone,
			  const struct week_booking *b)
{
	if (b->service != ZONE_NONE)
		return zone->services.at[b->service].code;
	if (b->kind == WEEK_LUNCH)
		return STR("lunch");
	if (b->kind == WEEK_STAFF_LUNCH)
		return STR("a duty-free lunch");
	if (b->kind == WEEK_TEAM && b->meeting != ZONE_NONE)
		return zone->meetings.at[b->meeting].name;
	if (b->subject != ZONE_NONE)
		return zone->subjects.at[b->subject].name;
	return arena_str(arena, week_kind_name(b->kind));
}

static void put_when(struct text *text, struct arena *arena, const struct zone *zone,
		     const struct week_booking *b)
{
	for (size_t i = 0; i < b->days.n; i++)
		text_printf(text, "%s%d",
			    i > 0           ? ", "
			    : b->days.n > 1 ? " on days "
					    : " on day ",
			    b->days.at[i]);
	if (b->days.n == 0)
		text_printf(text, " on %.*s", STR_ARG(zone->shapes.at[b->shape].name));
	text_printf(text, " at %.*s", STR_ARG(minutes_text(arena, b->start, MINUTES_12H)));
}

struct str week_lock_words(struct arena *arena, const struct zone *zone,
			   const struct week_booking *booking)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, what_of(arena, zone, booking));
	if (booking->section != ZONE_NONE)
		text_printf(&text, " for %.*s", STR_ARG(zone->sections.at[booking->section].code));
	if (booking->team != ZONE_NONE)
		text_printf(&text, " of %.*s", STR_ARG(zone->teams.at[booking->team].name));
	if (booking->people.n > 0 && booking->team == ZONE_NONE)
		text_printf(&text, " with %.*s",
			    STR_ARG(zone->people.at[booking->people.at[0]].code));
	put_when(&text, arena, zone, booking);
	if (booking->lock == NULL)
		return text_str(&text);
	text_printf(&text, ", locked by %.*s", STR_ARG(booking->lock->who));
	if (booking->lock->when_ms > 0)
		text_printf(&text, " on %.*s",
			    STR_ARG(date_long_text(arena,
						   (int32_t)(booking->lock->when_ms / 86400000))));
	if (booking->lock->why.len > 0)
		text_printf(&text, " (%.*s)", STR_ARG(booking->lock->why));
	return text_str(&text);
}

struct str week_lock_id(struct arena *arena, const struct zone *zone,
			const struct week_booking *booking)
{
	struct str whose = booking->section != ZONE_NONE ? zone->sections.at[booking->section].code
			   : booking->team != ZONE_NONE  ? zone->teams.at[booking->team].code
			   : booking->service != ZONE_NONE
				   ? zone->services.at[booking->service].code
				   : zone->schools.at[booking->school].code;
	struct str what = booking->subject != ZONE_NONE ? zone->subjects.at[booking->subject].code
							: week_kind_name(booking->kind);
	struct text text;

	text_init(&text, arena);
	text_printf(&text, "locks/%.*s/%.*s", STR_ARG(whose), STR_ARG(what));
	if (booking->days.n > 0)
		text_printf(&text, "/day-%d", booking->days.at[0]);
	return text_str(&text);
}

/* ---- Locks that the rows already refuse ---- */

static void refuse(struct week_maker *maker, const struct week_booking *b, struct str rule,
		   struct str why)
{
	const struct zone *zone = maker->zone;
	struct str *ids = arena_array(maker->arena, struct str, 2);
	struct week_remedy *remedies = arena_array(maker->arena, struct week_remedy, 1);

	ids[0] = week_lock_id(maker->arena, zone, b);
	ids[1] = rule;
	remedies[0] = (struct week_remedy){
		arena_printf(maker->arena, "Take the lock off: %.*s.",
			     STR_ARG(week_lock_words(maker->arena, zone, b))),
		STR("no minutes and no money")};
	*vec_push(maker->arena, &maker->findings.conflicts) = (struct week_conflict){
		.school = b->school,
		.rules = ids,
		.n_rules = rule.len > 0 ? 2 : 1,
		.sentence = arena_printf(maker->arena, "%.*s: %.*s cannot stay: %.*s.",
					 STR_ARG(zone->schools.at[b->school].name),
					 STR_ARG(week_lock_words(maker->arena, zone, b)),
					 STR_ARG(why)),
		.remedies = remedies,
		.n_remedies = 1,
	};
}

static uint32_t find_row(const struct zone *zone, const struct week_booking *b)
{
	for (uint32_t v = 0; v < zone->visits.n; v++) {
		const struct zone_visit *row = &zone->visits.at[v];

		if (row->subject == b->subject &&
		    (b->rotation == ZONE_NONE || row->rotation == b->rotation) &&
		    specials_has_visits(zone, v, b->section))
			return v;
	}
	return ZONE_NONE;
}

static bool teaches(const struct zone *zone, const struct week_booking *b)
{
	if (zone->people.at[b->people.at[0]].status != ZONE_ACTIVE)
		return false;
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == b->people.at[0] &&
		    zone->assignments.at[i].school == b->school &&
		    zone->assignments.at[i].role == ZONE_SPECIALIST &&
		    zone->assignments.at[i].subject == b->subject)
			return true;
	return false;
}

/* When the visit starts on the shape that its day is planned on; ZONE_UNSET: not in a block. */
static int32_t planned_start(const struct zone *zone, const struct week_booking *b,
			     uint32_t rotation, int32_t day)
{
	uint32_t shape = zone_rotation_shape(zone, b->school, rotation, day);
	int32_t start, end;

	if (shape == b->shape || shape == ZONE_NONE)
		return b->start;
	for (uint32_t k = 0; k < zone->blocks.n; k++)
		if (zone_block_time(zone, b->shape, k, &start, &end) && start == b->start &&
		    zone_block_time(zone, shape, k, &start, &end))
			return start;
	return ZONE_UNSET;
}

/* The class's block, where it is given, is where the lock is. */
static bool is_in_block(struct week_maker *maker, const struct week_booking *b, uint32_t rotation,
			int32_t day, int32_t at)
{
	const struct zone *zone = maker->zone;
	uint32_t block = zone_block_of(zone, b->section, rotation, NULL);
	uint32_t shape = zone_rotation_shape(zone, b->school, rotation, day);
	int32_t start, end;

	if (block == ZONE_NONE || shape == ZONE_NONE ||
	    !zone_block_time(zone, shape, block, &start, &end) || start == at)
		return true;
	refuse(maker, b,
	       arena_printf(
		       maker->arena, "grade_blocks/%.*s/%.*s",
		       STR_ARG(zone->schools.at[b->school].code),
		       STR_ARG(zone->grades.at[zone->sections.at[b->section].grades.at[0]].code)),
	       arena_printf(maker->arena, "its specials are in %.*s, at %.*s on that day",
			    STR_ARG(zone->blocks.at[block].name),
			    STR_ARG(minutes_text(maker->arena, start, MINUTES_12H))));
	return false;
}

static bool is_known(const struct week_maker *maker, uint32_t section, uint32_t row, int32_t day)
{
	for (size_t i = 0; i < maker->locks.n; i++)
		if (maker->locks.at[i].section == section && maker->locks.at[i].row == row &&
		    maker->locks.at[i].day == day)
			return true;
	return false;
}

static void lock_special(struct week_maker *maker, const struct week_booking *b, bool locked)
{
	const struct zone *zone = maker->zone;
	uint32_t row = b->section == ZONE_NONE ? ZONE_NONE : find_row(zone, b);
	uint32_t rotation;

	if (row == ZONE_NONE) {
		if (locked)
			refuse(maker, b, STR(""), STR("the class has no visits of that special"));
		return;
	}
	rotation = zone->visits.at[row].rotation;
	if (locked && b->people.n > 0 && !teaches(zone, b)) {
		refuse(maker, b,
		       arena_printf(maker->arena, "people/%.*s",
				    STR_ARG(zone->people.at[b->people.at[0]].code)),
		       arena_printf(maker->arena, "%.*s (%.*s) does not teach that special there",
				    STR_ARG(zone->people.at[b->people.at[0]].code),
				    STR_ARG(zone->people.at[b->people.at[0]].name)));
		return;
	}
	for (size_t i = 0; i < b->days.n; i++) {
		int32_t start = planned_start(zone, b, rotation, b->days.at[i]);
		uint32_t person = b->people.n > 0 ? b->people.at[0] : ZONE_NONE;

		if (start == ZONE_UNSET)
			continue;
		if (!locked &&
		    zone_rotation_shape(zone, b->school, rotation, b->days.at[i]) != b->shape)
			continue; /* the line of the planned shape stands for the visit */
		if (!locked)
			*vec_push(maker->arena,
				  &maker->before) = (struct specials_booking){.section = b->section,
									      .row = row,
									      .person = person,
									      .day = b->days.at[i],
									      .start = start};
		else if (!is_known(maker, b->section, row, b->days.at[i]) &&
			 is_in_block(maker, b, rotation, b->days.at[i], start))
			*vec_push(maker->arena, &maker->locks) = (struct specials_lock){
				.section = b->section,
				.row = row,
				.person = person,
				.day = b->days.at[i],
				.start = start,
				.id = week_lock_id(maker->arena, zone, b),
				.words = week_lock_words(maker->arena, zone, b)};
	}
}

/* More locks than visits. */
static void count_locks(struct week_maker *maker)
{
	const struct zone *zone = maker->zone;

	for (size_t i = 0; i < maker->locks.n; i++) {
		const struct specials_lock *lock = &maker->locks.at[i];
		int32_t n = 0, most = zone->visits.at[lock->row].visits;
		bool first = true;

		for (size_t k = 0; k < maker->locks.n; k++)
			if (maker->locks.at[k].section == lock->section &&
			    maker->locks.at[k].row == lock->row) {
				first = first && k >= i;
				n++;
			}
		if (!first || n <= most)
			continue;
		for (size_t k = 0; k < maker->locked.n; k++)
			if (maker->locked.at[k]->section == lock->section &&
			    maker->locked.at[k]->subject == zone->visits.at[lock->row].subject) {
				refuse(maker, maker->locked.at[k],
				       week_rule_id(maker->arena, zone, ZONE_T_VISITS, lock->row),
				       arena_printf(maker->arena,
						    "%d visits of it are locked, and the class has "
						    "%d in a rotation",
						    n, most));
				break;
			}
	}
}

/* A day of its own for classes of which a block of the day is locked. */
static void set_apart(struct week_maker *maker)
{
	bool *apart = arena_array(maker->arena, bool, maker->zone->sections.n);

	for (size_t i = 0; i < maker->locked.n; i++) {
		const struct week_booking *b = maker->locked.at[i];

		if (b->section != ZONE_NONE && b->kind != WEEK_SPECIAL && b->kind != WEEK_PLANNING)
			apart[b->section] = true;
	}
	maker->apart = apart;
}

void week_find_kept(struct week_maker *maker)
{
	const struct week_options *options = maker->options;
	const struct week_plan *locked = options->locked, *before = options->previous;

	for (size_t i = 0; locked != NULL && i < locked->bookings.n; i++) {
		const struct week_booking *b = &locked->bookings.at[i];

		if (b->lock == NULL || !zone_applies(options->schools, b->school))
			continue;
		*vec_push(maker->arena, &maker->locked) = b;
		if (b->kind == WEEK_SPECIAL)
			lock_special(maker, b, true);
	}
	for (size_t i = 0; before != NULL && i < before->bookings.n; i++) {
		const struct week_booking *b = &before->bookings.at[i];

		if (!zone_applies(options->schools, b->school))
			continue;
		*vec_push(maker->arena, &maker->stays) = b;
		if (b->kind == WEEK_SPECIAL && b->rotation != ZONE_NONE)
			lock_special(maker, b, false);
	}
	count_locks(maker);
	set_apart(maker);
}

/* ---- Locks on the bookings of the plan ---- */

static bool same_numbers(struct zone_numbers a, struct zone_numbers b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++)
		if (a.at[i] != b.at[i])
			return false;
	return a.n == b.n;
}

static bool is_same(const struct week_booking *a, const struct week_booking *b)
{
	return a->kind == b->kind && a->school == b->school && a->section == b->section &&
	       a->team == b->team && a->service == b->service && a->subject == b->subject &&
	       a->shape == b->shape && a->start == b->start && a->end == b->end &&
	       (a->section != ZONE_NONE || a->service != ZONE_NONE || a->team != ZONE_NONE ||
		a->people.n == 0 || b->people.n == 0 || a->people.at[0] == b->people.at[0]) &&
	       (a->kind != WEEK_SPECIAL || a->people.n == 0 || b->people.n == 0 ||
		a->people.at[0] == b->people.at[0]);
}

static bool has_day(struct zone_numbers days, int32_t day)
{
	for (size_t i = 0; i < days.n; i++)
		if (days.at[i] == day)
			return true;
	return days.n == 0;
}

/* Days that are (or are not) among others. */
static struct zone_numbers pick_days(struct arena *arena, struct zone_numbers days,
				     struct zone_numbers others, bool among)
{
	int32_t *at = arena_array(arena, int32_t, days.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < days.n; i++)
		if (has_day(others, days.at[i]) == among)
			at[n++] = days.at[i];
	return (struct zone_numbers){at, n};
}

/* The booking gets the lock, on the locked days alone. False: it is not this one. */
static bool put_lock(struct week_maker *maker, size_t i, const struct week_booking *lock)
{
	struct week_booking *b = &maker->bookings.at[i];
	struct week_booking rest = *b;
	struct zone_numbers both;

	if (!is_same(b, lock))
		return false;
	if (b->days.n == 0 || lock->days.n == 0 || same_numbers(b->days, lock->days)) {
		b->lock = lock->lock;
		return true;
	}
	both = pick_days(maker->arena, b->days, lock->days, true);
	if (both.n == 0)
		return false;
	rest.days = pick_days(maker->arena, b->days, lock->days, false);
	b->days = both;
	b->lock = lock->lock;
	if (rest.days.n > 0)
		*vec_push(maker->arena, &maker->bookings) = rest;
	return true;
}

void week_put_locks(struct week_maker *maker, uint32_t school, size_t first)
{
	for (size_t l = 0; l < maker->locked.n; l++) {
		const struct week_booking *lock = maker->locked.at[l];
		bool found = false;

		if (lock->school != school || lock->kind == WEEK_PLANNING ||
		    (lock->team != ZONE_NONE &&
		     maker->zone->teams.at[lock->team].school == ZONE_NONE))
			continue;
		for (size_t i = first; i < maker->bookings.n; i++)
			found = put_lock(maker, i, lock) || found;
		if (!found)
			refuse(maker, lock, STR(""),
			       STR("the plan has nothing like it at that time"));
	}
}

bool week_take_locked(struct week_maker *maker, const struct week_booking *like)
{
	bool taken = false;

	for (size_t l = 0; l < maker->locked.n; l++) {
		const struct week_booking *lock = maker->locked.at[l];
		bool known = false;

		if (lock->kind != like->kind || lock->school != like->school ||
		    lock->team != like->team || lock->meeting != like->meeting ||
		    (like->kind == WEEK_STAFF_LUNCH &&
		     (lock->shape != like->shape || lock->people.n == 0 || like->people.n == 0 ||
		      lock->people.at[0] != like->people.at[0] || !week_same_day(lock, like))))
			continue;
		taken = true;
		for (size_t i = 0; !known && i < maker->bookings.n; i++)
			known = maker->bookings.at[i].lock == lock->lock;
		if (!known)
			*vec_push(maker->arena, &maker->bookings) = *lock;
	}
	return taken;
}
