#include "parts/week/week_wish.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_row.h"

enum { MAX_DAYS = 100 };

/* ---- Reading ---- */

static struct str field(const struct week_visit *visit, const char *name)
{
	struct str text = http_form_value(visit->request, name);

	return text.len > 0 ? text : http_query_text(visit->request, name, "");
}

static bool is_none(const struct week_wish *wish)
{
	return wish->day == 0 && wish->start == ZONE_UNSET && wish->give.len == 0 &&
	       wish->put.len == 0;
}

static void read_day(struct str text, struct week_wish *wish)
{
	int64_t n;

	if (str_to_i64(text, &n) && n >= 1 && n <= MAX_DAYS)
		wish->day = (int32_t)n;
}

static void read_start(struct str text, struct week_wish *wish)
{
	int64_t n;

	if (str_to_i64(text, &n) && n >= 0 && n < DAY_MINUTES)
		wish->start = (int32_t)n;
}

bool week_wish_read(const struct week_visit *visit, const struct week_booking *booking,
		    struct week_wish *ret)
{
	struct week_wish wish = {.start = ZONE_UNSET};
	struct str give = field(visit, "give"), put = field(visit, "put");

	/* The day of anything but a special is the view that it was looked at in. */
	if (give.len > 0)
		wish.give = give;
	else if (put.len > 0)
		wish.put = put;
	else if (week_can_pick(booking))
		read_day(field(visit, "day"), &wish);
	else
		read_start(field(visit, "start"), &wish);
	*ret = wish;
	return !is_none(&wish);
}

struct str week_wish_text(struct arena *arena, const struct week_wish *wish)
{
	if (wish->day != 0)
		return arena_printf(arena, "day=%d", wish->day);
	if (wish->start != ZONE_UNSET)
		return arena_printf(arena, "start=%d", wish->start);
	if (wish->give.len > 0)
		return arena_printf(arena, "give=%.*s", STR_ARG(wish->give));
	return arena_printf(arena, "put=%.*s", STR_ARG(wish->put));
}

bool week_wish_parse(struct str text, struct week_wish *ret)
{
	struct week_wish wish = {.start = ZONE_UNSET};
	struct str name;

	if (!str_split(&text, '=', &name))
		return false;
	if (str_eq(name, STR("day")))
		read_day(text, &wish);
	else if (str_eq(name, STR("start")))
		read_start(text, &wish);
	else if (str_eq(name, STR("give")))
		wish.give = text;
	else if (str_eq(name, STR("put")))
		wish.put = text;
	*ret = wish;
	return !is_none(&wish);
}

/* ---- What it would mean ---- */

struct str week_picked_words(const struct week_visit *visit, const struct week_booking *b)
{
	return week_can_pick(b) ? week_booking_words(visit->arena, visit->zone, b, visit->lang)
				: week_line_name(visit->arena, visit->zone, b, visit->lang);
}

static void try_day(const struct week_visit *visit, uint32_t line, int32_t day,
		    struct week_wished *ret)
{
	struct week_targets targets = week_targets(visit->arena, &visit->board->plan, line,
						   visit->lang);
	const struct week_target *target = targets.at;

	if ((size_t)day > targets.n)
		return;
	ret->target = target + day - 1;
	ret->found = true;
	ret->legal = ret->target->legal && !ret->target->here;
	ret->effect = ret->target->why;
	ret->gain = ret->target->gain;
	ret->gain_is_minutes = true;
	ret->where = week_say2(visit, WORD("day {1}"), html_arg_i64(day), html_arg_i64(0));
}

static void take_place(const struct week_place *place, struct week_wished *ret)
{
	ret->found = true;
	ret->place = *place;
	ret->legal = place->legal && place->n_moved > 0;
	ret->effect = place->why;
	ret->gain = place->gain;
}

static void try_start(const struct week_visit *visit, uint32_t line, int32_t start,
		      struct week_wished *ret)
{
	const struct week_plan *plan = &visit->board->plan;
	struct week_place place;

	if (!week_can_place(&plan->bookings.at[line]))
		return;
	place = week_place_at(visit->arena, plan, line, start, visit->lang);
	take_place(&place, ret);
	ret->where = week_say2(visit, STR("{1}").ptr, html_arg_clock(start), html_arg_i64(0));
}

static void try_resource(const struct week_visit *visit, uint32_t line, enum zone_table table,
			 struct str code, struct week_wished *ret)
{
	const struct week_plan *plan = &visit->board->plan;
	struct week_places places = table == ZONE_T_PEOPLE
					    ? week_stand_ins(visit->arena, plan, line, visit->lang)
					    : week_rooms(visit->arena, plan, line, visit->lang);
	uint32_t resource = zone_find(visit->zone, table, code);

	for (size_t i = 0; i < places.n; i++)
		if (places.at[i].resource == resource) {
			take_place(&places.at[i], ret);
			ret->where = places.at[i].name;
		}
}

struct week_wished week_wish_try(const struct week_visit *visit, uint32_t line,
				 const struct week_wish *wish)
{
	const struct week_booking *b = &visit->board->plan.bookings.at[line];
	struct week_wished wished = {0};

	if (wish->give.len > 0)
		try_resource(visit, line, ZONE_T_PEOPLE, wish->give, &wished);
	else if (wish->put.len > 0)
		try_resource(visit, line, ZONE_T_ROOMS, wish->put, &wished);
	else if (wish->day > 0 && week_can_pick(b))
		try_day(visit, line, wish->day, &wished);
	else if (wish->start != ZONE_UNSET)
		try_start(visit, line, wish->start, &wished);
	if (b->lock != NULL) {
		wished.legal = false;
		wished.effect = week_say2(visit, WORD("Locked by {1}: {2}"),
					  html_arg_str(b->lock->who), html_arg_str(b->lock->why));
	}
	return wished;
}

/* ---- The lines ---- */

struct changes {
	struct week_change *at;
	size_t n, cap;
};

static void put_change(const struct week_visit *visit, struct changes *changes, uint32_t line,
		       const struct week_booking *now)
{
	*vec_push(visit->arena, changes) = (struct week_change){line, visit->board->line[line],
								week_line_of(visit, now)};
}

/* Every booking of the visits that move: one for each kind of day. */
static void put_shifts(const struct week_visit *visit, const struct week_target *target,
		       struct changes *changes)
{
	const struct week_plan *plan = &visit->board->plan;

	for (size_t i = 0; i < target->n_shifts; i++) {
		const struct week_shift *shift = &target->shift[i];

		for (uint32_t k = 0; k < plan->bookings.n; k++) {
			struct week_booking b = plan->bookings.at[k];

			if (!week_same_visit(&b, &plan->bookings.at[shift->line]))
				continue;
			b.days = (struct zone_numbers){&shift->day, 1};
			put_change(visit, changes, k, &b);
		}
	}
}

/* All that moves in the day; a special is there once for each kind of day. */
static void put_moved(const struct week_visit *visit, const struct week_place *place,
		      const struct week_lock *lock, struct changes *changes)
{
	const struct week_plan *plan = &visit->board->plan;

	for (size_t m = 0; m < place->n_moved; m++) {
		const struct week_moved *moved = &place->moved[m];

		for (uint32_t i = 0; i < plan->bookings.n; i++) {
			struct week_booking b = plan->bookings.at[i];

			if (i == moved->line)
				b = moved->now;
			else if (!week_same_visit(&b, &plan->bookings.at[moved->line]))
				continue;
			b.people = moved->now.people;
			b.room = moved->now.room;
			if (lock != NULL)
				b.lock = lock;
			put_change(visit, changes, i, &b);
		}
	}
}

struct week_edit week_wished_edit(const struct week_visit *visit, const struct week_wished *wished,
				  const struct week_lock *lock)
{
	struct week_edit edit = week_edit_of(visit);
	struct changes changes = {0};

	if (wished->target != NULL)
		put_shifts(visit, wished->target, &changes);
	else
		put_moved(visit, &wished->place, lock, &changes);
	edit.change = changes.at;
	edit.n = changes.n;
	return edit;
}
