/* The day sheet in three views. */
#include "parts/cover/cover_day.h"

#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>

struct str cover_name(const struct zone *zone, struct cover_who who)
{
	if (who.source == COVER_SUBSTITUTE && who.row < zone->substitutes.n)
		return zone->substitutes.at[who.row].name;
	if (who.source == COVER_STAFF && who.row < zone->people.n)
		return zone->people.at[who.row].name;
	return STR("nobody yet");
}

struct sheet {
	struct arena *arena;
	const struct cover_day *day;
	const struct cover_picks *picks;
	uint32_t school;
	struct text text;
};

static struct str span(struct sheet *s, int32_t start, int32_t end)
{
	struct str from = minutes_text(s->arena, start, MINUTES_12H);
	struct str to = minutes_text(s->arena, end, MINUTES_12H);

	return arena_printf(s->arena, "%.*s to %.*s", STR_ARG(from), STR_ARG(to));
}

static struct str place(const struct sheet *s, const struct cover_need *need)
{
	const struct zone *zone = s->day->zone;
	const struct zone_section *section;

	if (need->section >= zone->sections.n)
		return zone->schools.at[need->school].name;
	section = &zone->sections.at[need->section];
	return arena_printf(s->arena, "%.*s%s%.*s", STR_ARG(section->code),
			    section->room < zone->rooms.n ? ", " : "",
			    STR_ARG(section->room < zone->rooms.n
					    ? zone->rooms.at[section->room].name
					    : STR("")));
}

static struct str away(const struct sheet *s, const struct cover_need *need)
{
	if (need->person >= s->day->zone->people.n)
		return STR("vacant position");
	return s->day->zone->people.at[need->person].name;
}

static bool is_shown(const struct sheet *s, size_t need)
{
	return s->school == ZONE_NONE || s->day->needs[need].school == s->school;
}

static void put_pick(struct sheet *s, const struct cover_pick *pick)
{
	text_printf(&s->text, "  %.*s: %.*s%s\n", STR_ARG(span(s, pick->start, pick->end)),
		    STR_ARG(cover_name(s->day->zone, pick->who)),
		    pick->acknowledged ? " (confirmed)" : "");
}

static void by_absentee(struct sheet *s)
{
	for (size_t n = 0; n < s->day->n_needs; n++) {
		const struct cover_need *need = &s->day->needs[n];
		size_t n_picks = 0;

		if (!is_shown(s, n))
			continue;
		text_printf(&s->text, "%.*s, %.*s%s%.*s\n", STR_ARG(away(s, need)),
			    STR_ARG(place(s, need)), need->note.len > 0 ? ", " : "",
			    STR_ARG(need->note));
		for (size_t i = 0; i < s->picks->n; i++)
			if (s->picks->at[i].need == n) {
				put_pick(s, &s->picks->at[i]);
				n_picks++;
			}
		if (n_picks == 0)
			text_printf(&s->text, "  %.*s: nobody yet\n",
				    STR_ARG(span(s, need->start, need->end)));
	}
}

static void put_for(struct sheet *s, const struct cover_pick *pick)
{
	const struct cover_need *need = &s->day->needs[pick->need];

	text_printf(&s->text, "  %.*s: %.*s for %.*s\n", STR_ARG(span(s, pick->start, pick->end)),
		    STR_ARG(place(s, need)), STR_ARG(away(s, need)));
}

static void by_cover(struct sheet *s)
{
	for (size_t i = 0; i < s->picks->n; i++) {
		const struct cover_pick *pick = &s->picks->at[i];
		bool first = true;

		for (size_t j = 0; j < i; j++)
			first = first && (s->picks->at[j].who.source != pick->who.source ||
					  s->picks->at[j].who.row != pick->who.row ||
					  !is_shown(s, s->picks->at[j].need));
		if (!first || !is_shown(s, pick->need))
			continue;
		text_printf(&s->text, "%.*s\n", STR_ARG(cover_name(s->day->zone, pick->who)));
		for (size_t j = i; j < s->picks->n; j++)
			if (s->picks->at[j].who.source == pick->who.source &&
			    s->picks->at[j].who.row == pick->who.row &&
			    is_shown(s, s->picks->at[j].need))
				put_for(s, &s->picks->at[j]);
	}
}

static int by_time(const void *a, const void *b)
{
	const struct cover_pick *const *x = a, *const *y = b;

	if ((*x)->start != (*y)->start)
		return (*x)->start < (*y)->start ? -1 : 1;
	return ((*x)->need > (*y)->need) - ((*x)->need < (*y)->need);
}

static void by_period(struct sheet *s)
{
	const struct cover_pick **order = arena_array(s->arena, const struct cover_pick *,
						      s->picks->n);
	int32_t last = -1;
	size_t n = 0;

	for (size_t i = 0; i < s->picks->n; i++)
		if (is_shown(s, s->picks->at[i].need))
			order[n++] = &s->picks->at[i];
	qsort(order, n, sizeof *order, by_time);
	for (size_t i = 0; i < n; i++) {
		const struct cover_need *need = &s->day->needs[order[i]->need];

		if (order[i]->start != last)
			text_printf(&s->text, "From %.*s\n",
				    STR_ARG(minutes_text(s->arena, order[i]->start, MINUTES_12H)));
		last = order[i]->start;
		text_printf(
			&s->text, "  %.*s: %.*s for %.*s, until %.*s\n", STR_ARG(place(s, need)),
			STR_ARG(cover_name(s->day->zone, order[i]->who)), STR_ARG(away(s, need)),
			STR_ARG(minutes_text(s->arena, order[i]->end, MINUTES_12H)));
	}
}

struct str cover_sheet(struct arena *arena, const struct cover_day *day,
		       const struct cover_picks *picks, enum cover_view view, uint32_t school)
{
	struct sheet s = {.arena = arena, .day = day, .picks = picks, .school = school};

	text_init(&s.text, arena);
	text_printf(&s.text, "%.*s\n\n", STR_ARG(date_long_text(arena, day->date)));
	switch (view) {
	case COVER_BY_ABSENTEE:
		by_absentee(&s);
		break;
	case COVER_BY_COVER:
		by_cover(&s);
		break;
	case COVER_BY_PERIOD:
		by_period(&s);
		break;
	}
	return text_str(&s.text);
}
