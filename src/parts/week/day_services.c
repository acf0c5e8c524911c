/* Support that comes to the classes, and lunch of those who give it.
 *
 * A service is an event with a person to be found. It lies inside a block of its subject: an
 * order of two events with negative separations says so ("starts at most 90 minutes before the
 * end of the block, and at least its own length before it"). */
#include "parts/week/day_internal.h"

static const struct day_rule structure = {.kind = DAY_RULE_STRUCTURE};

static uint32_t person_resource(struct day_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->day->zone;
	struct weft_limits none = {0};
	struct day *day = maker->day;
	uint32_t resource = maker->person_resource[person], away = WEFT_NONE;

	if (resource != WEFT_NONE)
		return resource;
	resource = weft_builder_add_resource(maker->builder,
					     day_id(maker, zone->people.at[person].code),
					     zone->people.at[person].name, maker->person_type);
	maker->person_resource[person] = resource;
	weft_builder_apply_to_resource(maker->builder, maker->clash_people, resource);
	for (size_t i = 0; i < day->busy.n; i++) {
		const struct day_busy *busy = &day->busy.at[i];
		int32_t way;

		if (busy->person != person || busy->shape != day->shape)
			continue;
		way = zone_travel_minutes(zone, busy->school, day->school);
		way = way < 0 ? 20 : way;
		for (int32_t t = 0; t < maker->ticks; t++) {
			int32_t minute = maker->first_minute + t * maker->tick;

			if (minute + maker->tick <= busy->start - way || minute >= busy->end + way)
				continue;
			if (away == WEFT_NONE) {
				away = day_constraint(maker, WEFT_AVOID_UNAVAILABLE_TIMES,
						      &structure, &none);
				weft_builder_apply_to_resource(maker->builder, away, resource);
			}
			weft_builder_name_time(maker->builder, away, day_time(maker, t));
		}
	}
	return resource;
}

/* Who may give a service, active people only. */
static struct zone_list find_staff(const struct day *day, const struct zone_service *service)
{
	const struct zone *zone = day->zone;
	VEC(uint32_t) found = {0};

	if (service->providers.n > 0) {
		for (size_t i = 0; i < service->providers.n; i++)
			if (zone->people.at[service->providers.at[i]].status == ZONE_ACTIVE)
				*vec_push(day->arena, &found) = service->providers.at[i];
		return (struct zone_list){found.at, found.n};
	}
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];

		if (at->school == day->school && at->role == service->role &&
		    zone->people.at[at->person].status == ZONE_ACTIVE)
			*vec_push(day->arena, &found) = at->person;
	}
	return (struct zone_list){found.at, found.n};
}

/* How often a day, and on which weekdays. */
static int32_t times_a_day(const struct day *day, const struct zone_service *service,
			   uint32_t *ret_weekdays)
{
	int32_t n_days = 0, times = service->times, taken = 0;

	*ret_weekdays = 0;
	if (service->per == ZONE_PER_DAY)
		return times;
	if (service->per != ZONE_PER_WEEK)
		times = (times + 1) / 2;
	for (int d = 1; d <= 7; d++)
		n_days += (int32_t)(day->weekdays >> d & 1);
	if (n_days == 0)
		return 0;
	if (times < n_days)
		for (int d = 1; d <= 7 && taken < times; d++)
			if ((day->weekdays >> d & 1) != 0) {
				*ret_weekdays |= 1U << d;
				taken++;
			}
	return (times + n_days - 1) / n_days;
}

static bool serves(const struct zone_service *service, const struct day_unit *unit)
{
	if (!day_has_grade(service->grades, unit))
		return false;
	for (size_t s = 0; s < unit->sections.n; s++)
		if (zone_applies(service->sections, unit->sections.at[s]))
			return true;
	return false;
}

static uint32_t find_unit(const struct day *day, const struct zone_service *service)
{
	for (uint32_t u = 0; u < day->units.n; u++)
		if (serves(service, &day->units.at[u]))
			return u;
	return ZONE_NONE;
}

/* A block of the subject, number by number. */
static uint32_t find_block(const struct day *day, uint32_t unit, uint32_t subject, int32_t number)
{
	uint32_t first = ZONE_NONE;
	int32_t n = 0;

	for (uint32_t i = 0; i < day->items.n; i++) {
		const struct day_item *item = &day->items.at[i];

		if (item->kind != DAY_NEED || item->unit != unit ||
		    day->zone->needs.at[item->row].subject != subject)
			continue;
		if (first == ZONE_NONE)
			first = i;
		if (n++ == number)
			return i;
	}
	return first;
}

/* The group is not taken out of a block that is not to be interrupted, or that a rule protects. */
static void protect(struct day_maker *maker, uint32_t row, uint32_t item, uint32_t block)
{
	const struct day *day = maker->day;
	uint32_t need = day->items.at[block].row, subject = day->zone->needs.at[need].subject;
	struct day_rule whole = {.kind = DAY_RULE_NEED,
				 .strength = ZONE_MUST,
				 .row = need,
				 .unit = day->items.at[block].unit,
				 .other = row + 1};

	if (day->zone->needs.at[need].uninterrupted)
		day_apart(maker, &whole, item, block, 0);
	for (uint32_t r = 0; r < day->zone->rules.n; r++) {
		const struct zone_rule *rule = &day->zone->rules.at[r];
		struct day_rule tag = {.kind = DAY_RULE_NO_PULL_OUT,
				       .strength = rule->strength,
				       .row = r,
				       .other = row,
				       .rank = week_rank(day->zone, rule->commitment, r)};

		if (rule->kind == ZONE_NO_PULL_OUT && day_rule_applies(day, rule) &&
		    day_wants(maker, rule->strength) && zone_applies(rule->subjects, subject) &&
		    day_has_grade(rule->grades, &day->units.at[day->items.at[block].unit]))
			day_apart(maker, &tag, item, block, 0);
	}
}

/* A group that is taken out misses neither specials nor lunch, and no child of it, whatever the
 * class, what a rule protects. */
static void keep_out(struct day_maker *maker, uint32_t row, uint32_t item)
{
	struct day *day = maker->day;
	const struct zone_service *service = &day->zone->services.at[row];
	size_t n = day->items.n;
	struct day_rule tag = {.kind = DAY_RULE_SERVICE, .strength = service->strength, .row = row};

	for (uint32_t i = 0; i < n; i++) {
		const struct day_item *other = &day->items.at[i];

		if (other->unit == ZONE_NONE || other->kind == DAY_SERVICE)
			continue;
		if (other->kind != DAY_NEED && other->unit == day->items.at[item].unit)
			day_apart(maker, &tag, item, i, 0);
		if (other->kind == DAY_NEED && serves(service, &day->units.at[other->unit]))
			protect(maker, row, item, i);
	}
}

static void lie_inside(struct day_maker *maker, const struct day_rule *rule, uint32_t item,
		       uint32_t block)
{
	struct day *day = maker->day;
	struct weft_event_pair pair = {block, item, -day_ticks(maker, day->items.at[block].minutes),
				       -day_ticks(maker, day->items.at[item].minutes)};

	day->items.at[item].inside = block;
	weft_builder_apply_to_pair(maker->builder,
				   day_constraint(maker, WEFT_ORDER_EVENTS, rule, NULL), &pair);
}

static void make_visit(struct day_maker *maker, uint32_t row, const struct day_item *item,
		       struct zone_list staff)
{
	struct day *day = maker->day;
	const struct zone_service *service = &day->zone->services.at[row];
	struct day_rule rule = {.kind = DAY_RULE_SERVICE,
				.strength = service->strength,
				.row = row,
				.rank = week_rank(day->zone, ZONE_NONE, row)};
	struct weft_need need = {
		.role = STR("P"), .type = maker->person_type, .resource = WEFT_NONE};
	uint32_t at = day_add_item(maker, item), allowed, block = ZONE_NONE;

	(void)weft_builder_add_need(maker->builder, at, &need);
	weft_builder_apply_to_event(maker->builder,
				    day_constraint(maker, WEFT_ASSIGN_TIME, &rule, NULL), at);
	weft_builder_apply_to_event(maker->builder,
				    day_constraint(maker, WEFT_ASSIGN_RESOURCE, &rule, NULL), at);
	allowed = day_constraint(maker, WEFT_PREFER_RESOURCES, &rule, NULL);
	for (size_t i = 0; i < staff.n; i++)
		weft_builder_name_resource(maker->builder, allowed,
					   person_resource(maker, staff.at[i]));
	weft_builder_apply_to_event(maker->builder, allowed, at);
	if (service->subject != ZONE_NONE)
		block = find_block(day, item->unit, service->subject, item->number);
	if (block != ZONE_NONE)
		lie_inside(maker, &rule, at, block);
	if (service->kind == ZONE_PULL_OUT)
		keep_out(maker, row, at);
}

/* A duty-free lunch for everyone who gives services, around the middle of the day. */
static void make_lunches(struct day_maker *maker, uint32_t row)
{
	struct day *day = maker->day;
	const struct zone_rule *rule = &day->zone->rules.at[row];
	int32_t midday = day->zone->shapes.at[day->shape].midday;

	for (uint32_t p = 0; p < day->zone->people.n; p++) {
		struct day_rule tag = {.kind = DAY_RULE_STAFF_LUNCH,
				       .strength = rule->strength,
				       .row = row,
				       .other = p,
				       .rank = week_rank(day->zone, rule->commitment, row)};
		struct day_item item = {.kind = DAY_STAFF_LUNCH,
					.unit = ZONE_NONE,
					.row = row,
					.person = p,
					.inside = ZONE_NONE,
					.minutes = rule->minutes};
		struct weft_need need = {.type = WEFT_NONE, .resource = maker->person_resource[p]};
		uint32_t at;

		if (maker->person_resource[p] == WEFT_NONE || !zone_applies(rule->people, p))
			continue;
		at = day_add_item(maker, &item);
		(void)weft_builder_add_need(maker->builder, at, &need);
		weft_builder_apply_to_event(
			maker->builder, day_constraint(maker, WEFT_ASSIGN_TIME, &tag, NULL), at);
		day_window(maker, &tag, at, midday - 90, midday + 120);
	}
}

void day_make_services(struct day_maker *maker)
{
	struct day *day = maker->day;

	for (uint32_t s = 0; s < day->zone->services.n; s++) {
		const struct zone_service *service = &day->zone->services.at[s];
		struct day_item item = {.kind = DAY_SERVICE,
					.row = s,
					.person = ZONE_NONE,
					.inside = ZONE_NONE,
					.minutes = service->minutes};
		struct zone_list staff;
		int32_t n;

		if (service->school != day->school || !zone_applies(service->shapes, day->shape) ||
		    !day_wants(maker, service->strength))
			continue;
		item.unit = find_unit(day, service);
		n = times_a_day(day, service, &item.weekdays);
		staff = find_staff(day, service);
		for (; item.unit != ZONE_NONE && staff.n > 0 && item.number < n; item.number++)
			make_visit(maker, s, &item, staff);
	}
	for (uint32_t r = 0; r < day->zone->rules.n; r++)
		if (day->zone->rules.at[r].kind == ZONE_DUTY_FREE_LUNCH &&
		    day_rule_applies(day, &day->zone->rules.at[r]) &&
		    day_wants(maker, day->zone->rules.at[r].strength))
			make_lunches(maker, r);
}
