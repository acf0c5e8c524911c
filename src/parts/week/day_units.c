/* Which classes and which days are alike. */
#include "parts/week/day.h"

#include "base/date.h"
#include "base/map.h"
#include "base/text.h"
#include "parts/school/zone_calendar.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

uint32_t day_weekdays(struct arena *arena, const struct zone *zone, uint32_t school, uint32_t shape)
{
	struct zone_dates dates = zone_dates_of(arena, zone, school, ZONE_NONE, ZONE_AS_OF_END);
	size_t with[8] = {0}, all[8] = {0};
	uint32_t set = 0;

	for (size_t i = 0; i < dates.n; i++) {
		if (dates.at[i].kind != ZONE_SCHOOL_DAY || !dates.at[i].open)
			continue;
		all[date_weekday(dates.at[i].date)]++;
		if (dates.at[i].shape == shape)
			with[date_weekday(dates.at[i].date)]++;
	}
	for (int d = MONDAY; d <= SUNDAY; d++)
		if (with[d] > 0 && with[d] * 2 > all[d])
			set |= 1U << d;
	return set;
}

struct zone_list day_shapes(struct arena *arena, const struct zone *zone, uint32_t school)
{
	VEC(uint32_t) found = {0};

	for (uint32_t s = 0; s < zone->shapes.n; s++)
		if (zone->shapes.at[s].kind != ZONE_STAFF_DAY &&
		    zone->shapes.at[s].student_start != ZONE_UNSET &&
		    zone_applies(zone->shapes.at[s].schools, school))
			*vec_push(arena, &found) = s;
	return (struct zone_list){found.at, found.n};
}

static int compare_spans(const void *left, const void *right)
{
	const struct day_span *a = left, *b = right;

	return (a->start > b->start) - (a->start < b->start);
}

/* When a section is in specials on a day of a rotation, in the times of a shape. */
static struct day_spans find_specials(struct arena *arena, const struct zone *zone,
				      uint32_t section, uint32_t shape, int32_t day,
				      struct week_visits visits)
{
	VEC(struct day_span) found = {0};

	for (size_t i = 0; i < visits.n; i++) {
		const struct week_visit *visit = &visits.at[i];
		struct day_span span = {visit->start, visit->end};

		if (visit->section != section || visit->day != day)
			continue;
		if (zone_rotation_shape(zone, zone->sections.at[section].school, visit->rotation,
					day) != shape &&
		    (visit->block == ZONE_NONE ||
		     !zone_block_time(zone, shape, visit->block, &span.start, &span.end)))
			continue;
		*vec_push(arena, &found) = span;
	}
	if (found.n > 1)
		qsort(found.at, found.n, sizeof *found.at, compare_spans);
	return (struct day_spans){found.at, found.n};
}

static void put_section_key(struct text *key, const struct zone_section *section,
			    struct day_spans spans, bool apart)
{
	if (apart)
		text_printf(key, "%.*s ", STR_ARG(section->code));
	for (size_t g = 0; g < section->grades.n; g++)
		text_printf(key, "g%u", section->grades.at[g]);
	for (size_t i = 0; i < spans.n; i++)
		text_printf(key, " %d-%d", spans.at[i].start, spans.at[i].end);
}

/* A shape of day: one row of what all classes of the school do in specials. */
struct lie {
	struct str key;
	VEC(int32_t) days;
};

static struct zone_list append(struct arena *arena, struct zone_list list, uint32_t item)
{
	uint32_t *at = arena_array(arena, uint32_t, list.n + 1);

	if (list.n > 0)
		memcpy(at, list.at, list.n * sizeof *at);
	at[list.n] = item;
	return (struct zone_list){at, list.n + 1};
}

static void add_section(struct day *day, struct map *units, uint32_t section,
			struct day_spans spans, bool apart)
{
	const struct zone_section *s = &day->zone->sections.at[section];
	struct map_entry *entry;
	struct day_unit *unit;
	struct text key;
	bool added;

	text_init(&key, day->arena);
	put_section_key(&key, s, spans, apart);
	entry = map_add(units, text_str(&key), &added);
	if (added) {
		entry->value.number = (int64_t)day->units.n;
		*vec_push(day->arena, &day->units) = (struct day_unit){.grades = s->grades,
								       .specials = spans};
	}
	assert((size_t)entry->value.number < day->units.n);
	unit = &day->units.at[entry->value.number];
	unit->sections = append(day->arena, unit->sections, section);
	unit->students += s->students == ZONE_UNSET ? 0 : s->students;
}

static void make_units(struct day *day, int32_t number, struct week_visits visits)
{
	struct map units;

	map_init(&units, day->arena);
	for (uint32_t s = 0; s < day->zone->sections.n; s++)
		if (day->zone->sections.at[s].school == day->school)
			add_section(day, &units, s,
				    find_specials(day->arena, day->zone, s, day->shape, number,
						  visits),
				    visits.apart != NULL && visits.apart[s]);
}

static struct str lie_of(struct arena *arena, const struct zone *zone, uint32_t school,
			 uint32_t shape, int32_t day, struct week_visits visits)
{
	struct text key;

	text_init(&key, arena);
	for (uint32_t s = 0; s < zone->sections.n; s++)
		if (zone->sections.at[s].school == school) {
			put_section_key(&key, &zone->sections.at[s],
					find_specials(arena, zone, s, shape, day, visits), false);
			text_put_char(&key, '|');
		}
	return text_str(&key);
}

/* The rotation of a school's visits (the longest, where there are several). */
static uint32_t find_rotation(const struct zone *zone, uint32_t school, struct week_visits visits)
{
	uint32_t found = ZONE_NONE;

	for (size_t i = 0; i < visits.n; i++) {
		uint32_t rotation = visits.at[i].rotation;

		if (zone->sections.at[visits.at[i].section].school == school &&
		    (found == ZONE_NONE ||
		     zone->rotations.at[rotation].days > zone->rotations.at[found].days))
			found = rotation;
	}
	return found;
}

struct days day_find(struct arena *arena, const struct zone *zone, uint32_t school, uint32_t shape,
		     struct week_visits visits)
{
	uint32_t rotation = find_rotation(zone, school, visits);
	int32_t n_days = rotation == ZONE_NONE ? 1 : zone->rotations.at[rotation].days;
	VEC(struct lie) lies = {0};
	VEC(struct day) days = {0};

	for (int32_t d = 1; d <= n_days; d++) {
		struct str key = lie_of(arena, zone, school, shape, d, visits);
		size_t at = 0;

		while (at < lies.n && !str_eq(lies.at[at].key, key))
			at++;
		if (at == lies.n)
			vec_push(arena, &lies)->key = key;
		*vec_push(arena, &lies.at[at].days) = d;
	}
	for (size_t i = 0; i < lies.n; i++) {
		struct day *day = vec_push(arena, &days);

		*day = (struct day){.arena = arena,
				    .zone = zone,
				    .school = school,
				    .shape = shape,
				    .rotation = lies.n > 1 ? rotation : ZONE_NONE,
				    .weekdays = day_weekdays(arena, zone, school, shape)};
		if (lies.n > 1)
			day->days = (struct zone_numbers){lies.at[i].days.at, lies.at[i].days.n};
		make_units(day, lies.at[i].days.at[0], visits);
	}
	return (struct days){days.at, days.n};
}
