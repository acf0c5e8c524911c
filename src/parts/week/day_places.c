/* Lunch waves, places with limits, WIN in turns, and time to walk. */
#include "parts/week/day_internal.h"

static const struct day_rule structure = {.kind = DAY_RULE_STRUCTURE};

/* ---- Waves ---- */

static uint32_t find_wave(const struct day *day, const struct day_unit *unit)
{
	for (size_t g = 0; g < unit->grades.n; g++)
		for (uint32_t w = 0; w < day->zone->waves.n; w++) {
			const struct zone_wave *wave = &day->zone->waves.at[w];

			if (zone_applies(wave->schools, day->school) &&
			    zone_applies(wave->shapes, day->shape) &&
			    zone_applies(wave->grades, unit->grades.at[g]))
				return w;
		}
	return ZONE_NONE;
}

static uint32_t add_part(struct day_maker *maker, enum day_item_kind kind, uint32_t unit,
			 uint32_t row, int32_t minutes)
{
	struct day_rule rule = {.kind = DAY_RULE_WAVE, .strength = ZONE_MUST, .row = row};
	struct day_item item = {.kind = kind,
				.unit = unit,
				.row = row,
				.person = ZONE_NONE,
				.inside = ZONE_NONE,
				.minutes = minutes};
	uint32_t at = day_add_item(maker, &item);

	weft_builder_apply_to_event(maker->builder,
				    day_constraint(maker, WEFT_ASSIGN_TIME, &rule, NULL), at);
	return at;
}

static void place_wave(struct day_maker *maker, uint32_t unit, uint32_t row, uint32_t group)
{
	const struct zone_wave *wave = &maker->day->zone->waves.at[row];
	struct day_rule rule = {.kind = DAY_RULE_WAVE, .strength = ZONE_MUST, .row = row};
	uint32_t lunch = add_part(maker, DAY_LUNCH, unit, row, wave->lunch_minutes);
	uint32_t first = lunch;
	int32_t earliest = wave->earliest == ZONE_UNSET ? 0 : wave->earliest;
	int32_t latest = wave->latest == ZONE_UNSET ? INT32_MAX : wave->latest;

	weft_builder_put_event(maker->builder, group, lunch);
	if (wave->recess_minutes > 0) {
		uint32_t recess = add_part(maker, DAY_LUNCH_RECESS, unit, row,
					   wave->recess_minutes);
		struct weft_event_pair pair = {lunch, recess, 0, 0};

		if (wave->recess_first) {
			pair = (struct weft_event_pair){recess, lunch, 0, 0};
			first = recess;
		}
		weft_builder_apply_to_pair(
			maker->builder, day_constraint(maker, WEFT_ORDER_EVENTS, &structure, NULL),
			&pair);
		day_window(maker, &rule, recess, earliest, latest);
	}
	day_window(maker, &rule, lunch, earliest, latest);
	if (wave->start != ZONE_UNSET)
		day_window(maker, &rule, first, wave->start,
			   wave->start + maker->day->items.at[first].minutes);
}

static void link(struct day_maker *maker, const struct day_rule *rule, uint32_t group)
{
	weft_builder_apply_to_event_group(
		maker->builder, day_constraint(maker, WEFT_LINK_EVENTS, rule, NULL), group);
}

void day_make_waves(struct day_maker *maker)
{
	struct day *day = maker->day;

	for (uint32_t w = 0; w < day->zone->waves.n; w++) {
		struct day_rule rule = {.kind = DAY_RULE_WAVE, .strength = ZONE_MUST, .row = w};
		struct str id = day_id(maker, arena_printf(day->arena, "wave %u", w));
		uint32_t group = WEFT_NONE;
		size_t n = 0;

		for (uint32_t u = 0; u < day->units.n; u++)
			if (find_wave(day, &day->units.at[u]) == w) {
				if (n++ == 0)
					group = weft_builder_add_event_group(maker->builder, id, id,
									     false);
				place_wave(maker, u, w, group);
			}
		if (n > 1)
			link(maker, &rule, group);
	}
}

/* ---- Places ---- */

static bool uses_place(const struct day *day, const struct day_item *item, int32_t room_kind)
{
	if (item->kind == DAY_LUNCH)
		return room_kind == ZONE_CAFETERIA;
	if (item->kind == DAY_LUNCH_RECESS)
		return room_kind == ZONE_PLAYGROUND;
	return item->kind == DAY_NEED &&
	       day->zone->subjects.at[day->zone->needs.at[item->row].subject].room_kind ==
		       room_kind;
}

/* Seats count students; classes are counted by a resource for each class. */
static void limit_place(struct day_maker *maker, const struct day_rule *rule, int32_t kind,
			int32_t seats, int32_t classes)
{
	struct day *day = maker->day;
	struct weft_limits by_seats = {.maximum = seats, .by_size = true};
	struct weft_limits by_classes = {.maximum = classes};
	uint32_t seat = WEFT_NONE, class = WEFT_NONE;

	for (uint32_t i = 0; i < day->items.n; i++) {
		const struct day_item *item = &day->items.at[i];

		if (!uses_place(day, item, kind))
			continue;
		if (seats >= 0) {
			if (seat == WEFT_NONE)
				seat = day_constraint(maker, WEFT_CAPACITY, rule, &by_seats);
			weft_builder_set_event_size(maker->builder, i,
						    day->units.at[item->unit].students);
			weft_builder_apply_to_event(maker->builder, seat, i);
		}
		for (size_t s = 0; s < day->units.at[item->unit].sections.n; s++) {
			struct str id = arena_printf(day->arena, "place %d %u %zu", kind, i, s);
			struct weft_need need = {.type = WEFT_NONE,
						 .resource = weft_builder_add_resource(
							 maker->builder, id, id, maker->pair_type)};

			if (class == WEFT_NONE)
				class = day_constraint(maker, WEFT_CAPACITY, rule, &by_classes);
			(void)weft_builder_add_need(maker->builder, i, &need);
			weft_builder_apply_to_resource(maker->builder, class, need.resource);
		}
	}
}

static void make_place(struct day_maker *maker, uint32_t row, int32_t kind)
{
	const struct zone *zone = maker->day->zone;
	const struct zone_rule *rule = &zone->rules.at[row];
	struct day_rule tag = {.kind = DAY_RULE_PLACE,
			       .strength = rule->strength,
			       .row = row,
			       .other = (uint32_t)kind,
			       .rank = week_rank(zone, rule->commitment, row)};
	int32_t seats = 0, classes = 0;
	bool any = false;

	for (uint32_t r = 0; r < zone->rooms.n; r++) {
		const struct zone_room *room = &zone->rooms.at[r];

		if (room->school != maker->day->school || (int32_t)room->kind != kind ||
		    !zone_applies(rule->rooms, r))
			continue;
		any = true;
		if (seats >= 0)
			seats = room->seats == ZONE_UNSET ? -1 : seats + room->seats;
		classes += rule->maximum == ZONE_UNSET ? room->classes : rule->maximum;
	}
	if (any)
		limit_place(maker, &tag, kind, seats, classes);
}

/* ---- Other rules between blocks ---- */

static uint32_t subject_of(const struct day *day, const struct day_item *item)
{
	return item->kind == DAY_NEED ? day->zone->needs.at[item->row].subject : ZONE_NONE;
}

static bool share_grade(const struct day_unit *a, const struct day_unit *b)
{
	for (size_t i = 0; i < a->grades.n; i++)
		for (size_t j = 0; j < b->grades.n; j++)
			if (a->grades.at[i] == b->grades.at[j])
				return true;
	return false;
}

static void make_staggered(struct day_maker *maker, uint32_t row)
{
	struct day *day = maker->day;
	const struct zone_rule *rule = &day->zone->rules.at[row];
	size_t n = day->items.n;

	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = a + 1; b < n; b++) {
			const struct day_item *x = &day->items.at[a], *y = &day->items.at[b];
			struct day_rule tag = {.kind = DAY_RULE_STAGGERED,
					       .strength = rule->strength,
					       .row = row,
					       .unit = x->unit,
					       .other = y->unit,
					       .rank = week_rank(day->zone, rule->commitment, row)};

			if (subject_of(day, x) == ZONE_NONE || subject_of(day, y) == ZONE_NONE ||
			    !zone_applies(rule->subjects, subject_of(day, x)) ||
			    !zone_applies(rule->subjects, subject_of(day, y)) ||
			    share_grade(&day->units.at[x->unit], &day->units.at[y->unit]))
				continue;
			day_apart(maker, &tag, a, b, 0);
		}
}

/* In the homeroom? Specials, lunch, recess are elsewhere. */
static bool at_home(const struct day *day, const struct day_item *item)
{
	return item->kind == DAY_NEED &&
	       day->zone->subjects.at[subject_of(day, item)].room_kind == ZONE_UNSET;
}

static void make_transitions(struct day_maker *maker, uint32_t row)
{
	struct day *day = maker->day;
	const struct zone_rule *rule = &day->zone->rules.at[row];
	size_t n = day->items.n;

	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < n; b++) {
			const struct day_item *x = &day->items.at[a], *y = &day->items.at[b];
			struct day_rule tag = {.kind = DAY_RULE_TRANSITION,
					       .strength = rule->strength,
					       .row = row,
					       .unit = x->unit,
					       .other = y->kind == DAY_SPECIAL ? 0U : 1U,
					       .rank = week_rank(day->zone, rule->commitment, row)};

			if (x->unit == ZONE_NONE || x->unit != y->unit || !at_home(day, x) ||
			    at_home(day, y) || y->kind == DAY_SERVICE ||
			    y->kind == DAY_STAFF_LUNCH ||
			    (rule->subjects.n > 0 &&
			     !zone_applies(rule->subjects, subject_of(day, x))))
				continue;
			day_apart(maker, &tag, a, b, rule->minutes);
		}
}

static void make_lunch_window(struct day_maker *maker, uint32_t row)
{
	struct day *day = maker->day;
	const struct zone_rule *rule = &day->zone->rules.at[row];

	for (uint32_t i = 0; i < day->items.n; i++) {
		struct day_rule tag = {.kind = DAY_RULE_LUNCH_WINDOW,
				       .strength = rule->strength,
				       .row = row,
				       .unit = day->items.at[i].unit,
				       .rank = week_rank(day->zone, rule->commitment, row)};

		if (day->items.at[i].kind == DAY_LUNCH &&
		    day_has_grade(rule->grades, &day->units.at[tag.unit]))
			day_window(maker, &tag, i, rule->start, rule->end);
	}
}

static void make_together(struct day_maker *maker, uint32_t row)
{
	struct day *day = maker->day;
	const struct zone_rule *rule = &day->zone->rules.at[row];
	struct day_rule tag = {.kind = DAY_RULE_TOGETHER,
			       .strength = rule->strength,
			       .row = row,
			       .rank = week_rank(day->zone, rule->commitment, row)};
	struct str id = day_id(maker, arena_printf(day->arena, "together %u", row));
	uint32_t group = WEFT_NONE;
	size_t n = 0;

	for (uint32_t i = 0; i < day->items.n; i++)
		if (day->items.at[i].kind == DAY_LUNCH &&
		    day_has_grade(rule->grades, &day->units.at[day->items.at[i].unit])) {
			if (n++ == 0)
				group = weft_builder_add_event_group(maker->builder, id, id, false);
			weft_builder_put_event(maker->builder, group, i);
		}
	if (n > 1)
		link(maker, &tag, group);
}

/* A second recess is a break: not in the first hour of a whole day, and half an hour from lunch. No
 * row asks for it, so it counts less than any that does. */
static void make_recess(struct day_maker *maker)
{
	enum { HOUR = 60, FROM_LUNCH = 30, WHOLE_DAY = 300, LAST_RANK = 100000000 };
	struct day *day = maker->day;
	const struct zone_shape *shape = &day->zone->shapes.at[day->shape];
	size_t n = day->items.n;

	if (maker->musts_only || shape->student_end - shape->student_start < WHOLE_DAY)
		return;
	for (uint32_t a = 0; a < n; a++) {
		const struct day_item *x = &day->items.at[a];
		const struct zone_need *need = x->kind == DAY_NEED ? &day->zone->needs.at[x->row]
								   : NULL;
		struct day_rule tag = {.kind = DAY_RULE_RECESS,
				       .strength = ZONE_NICE,
				       .row = x->row,
				       .unit = x->unit,
				       .rank = LAST_RANK};

		if (need == NULL || day->zone->subjects.at[need->subject].kind != ZONE_RECESS ||
		    need->start != ZONE_UNSET || need->earliest != ZONE_UNSET ||
		    need->latest != ZONE_UNSET)
			continue;
		day_window(maker, &tag, a, shape->student_start + HOUR, shape->student_end);
		tag.other = 1; /* a rule of its own: one may hold without the other */
		for (uint32_t b = 0; b < n; b++)
			if (day->items.at[b].unit == x->unit &&
			    (day->items.at[b].kind == DAY_LUNCH ||
			     day->items.at[b].kind == DAY_LUNCH_RECESS))
				day_apart(maker, &tag, a, b, FROM_LUNCH);
	}
}

void day_make_rules(struct day_maker *maker)
{
	const struct zone *zone = maker->day->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (!day_rule_applies(maker->day, rule) || !day_wants(maker, rule->strength))
			continue;
		if (rule->kind == ZONE_PLACE_CAPACITY) {
			make_place(maker, r, ZONE_CAFETERIA);
			make_place(maker, r, ZONE_PLAYGROUND);
		} else if (rule->kind == ZONE_STAGGERED) {
			make_staggered(maker, r);
		} else if (rule->kind == ZONE_TRANSITION_MINUTES) {
			make_transitions(maker, r);
		} else if (rule->kind == ZONE_LUNCH_WINDOW) {
			make_lunch_window(maker, r);
		} else if (rule->kind == ZONE_EAT_TOGETHER) {
			make_together(maker, r);
		} else if (rule->kind == ZONE_SAME_TIME_EACH_DAY) {
			day_make_same_time(maker, r);
		}
	}
	make_recess(maker);
}
