/* The card of a team: when its members are free together, where their classes are then, when they
 * meet, and when they and their classes eat. */
#include "parts/week/week_sheet_internal.h"

#include <stdlib.h>

/* The classes of a team: of its members who are not partners. */
static struct zone_list classes_of(const struct sheet *sheet, uint32_t team)
{
	const struct zone *zone = sheet->zone;
	VEC(uint32_t) out = {0};

	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (size_t m = 0; m < zone->members.n; m++)
			if (zone->members.at[m].team == team && !zone->members.at[m].partner &&
			    zone->sections.at[s].teacher == zone->members.at[m].person)
				*vec_push(sheet->arena, &out) = s;
	return (struct zone_list){out.at, out.n};
}

static bool in_list(const struct zone_list *list, uint32_t index)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i] == index)
			return true;
	return false;
}

/* "Rosa Delgado 3A · Ben Osei 3B": who is in it. */
static struct str members(const struct sheet *sheet, uint32_t team, const struct zone_list *classes)
{
	const struct zone *zone = sheet->zone;
	struct text text;

	text_init(&text, sheet->arena);
	for (size_t m = 0; m < zone->members.n; m++) {
		if (zone->members.at[m].team != team)
			continue;
		text_printf(&text, "%s%.*s", text.len > 0 ? " \xC2\xB7 " : "",
			    STR_ARG(zone->people.at[zone->members.at[m].person].name));
		for (size_t i = 0; i < classes->n; i++)
			if (zone->sections.at[classes->at[i]].teacher == zone->members.at[m].person)
				text_printf(&text, " %.*s",
					    STR_ARG(sheet_class(zone, classes->at[i])));
	}
	return text_str(&text);
}

/* Classes of the team that do the same at the same time on a day. */
struct together {
	int32_t start, end;
	enum week_kind kind;
	size_t n;
	struct str what[SHEET_LINES - 2]; /* "3A: Music" */
};

static void put_class(const struct sheet *sheet, struct together *group,
		      const struct week_booking *b)
{
	const struct zone *zone = sheet->zone;
	struct str class = sheet_class(zone, b->section);

	if (group->n < SHEET_LINES - 2)
		group->what[group->n] =
			b->kind != WEEK_SPECIAL
				? class
				: arena_printf(sheet->arena, "%.*s: %.*s", STR_ARG(class),
					       STR_ARG(zone->subjects.at[b->subject].name));
	group->n++;
}

/* Specials a line each; else all classes on one. */
static void add_classes(struct sheet *sheet, struct sheet_block *block, struct together *group)
{
	struct text text;

	text_init(&text, sheet->arena);
	qsort(group->what, group->n < SHEET_LINES - 2 ? group->n : SHEET_LINES - 2,
	      sizeof *group->what, str_cmp_items);
	for (size_t i = 0; i < group->n && i < SHEET_LINES - 2; i++) {
		if (group->kind == WEEK_SPECIAL)
			sheet_add_line(block, group->what[i], false, false);
		else
			text_printf(&text, "%s%.*s", i > 0 ? " " : "", STR_ARG(group->what[i]));
	}
	sheet_add_line(block, text_str(&text), false, false);
}

struct groups {
	struct together *at;
	size_t n, cap;
};

static struct groups find_groups(const struct sheet *sheet, const struct week_column *column,
				 const struct zone_list *classes)
{
	struct groups groups = {0};

	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];
		struct together *found = NULL;

		if ((b->kind != WEEK_SPECIAL && b->kind != WEEK_LUNCH && b->kind != WEEK_WIN) ||
		    !in_list(classes, b->section) || !week_in_column(sheet->zone, column, b))
			continue;
		for (size_t g = 0; g < groups.n && found == NULL; g++)
			if (groups.at[g].start == b->start && groups.at[g].end == b->end &&
			    groups.at[g].kind == b->kind)
				found = &groups.at[g];
		if (found == NULL) {
			found = vec_push(sheet->arena, &groups);
			*found = (struct together){
				.start = b->start, .end = b->end, .kind = b->kind};
		}
		put_class(sheet, found, b);
	}
	return groups;
}

static bool meets_then(const struct sheet *sheet, const struct week_column *column, uint32_t team,
		       const struct together *group)
{
	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];

		if (b->kind == WEEK_TEAM && b->team == team && b->start < group->end &&
		    b->end > group->start && week_in_column(sheet->zone, column, b))
			return true;
	}
	return false;
}

/* What the time is for the teachers; the classes follow. */
static struct str group_name(const struct sheet *sheet, const struct together *group, bool all,
			     bool meets)
{
	if (group->kind == WEEK_SPECIAL && meets)
		return sheet_say(sheet, WORD("Team meeting"));
	if (group->kind == WEEK_SPECIAL)
		return sheet_say(sheet, all ? WORD("Planning together") : WORD("Planning"));
	return week_kind_words(sheet->asked->lang, group->kind);
}

static void add_groups(struct sheet *sheet, const struct week_column *column, uint32_t team,
		       const struct zone_list *classes, struct sheet_blocks *blocks)
{
	struct groups groups = find_groups(sheet, column, classes);

	for (size_t g = 0; g < groups.n; g++) {
		struct together *group = &groups.at[g];
		bool all = group->n == classes->n, meets = all && group->kind == WEEK_SPECIAL &&
							   meets_then(sheet, column, team, group);
		struct sheet_block *block;

		/* Of a team across grades, only what all have at once is the team's. */
		if (!all && sheet->zone->teams.at[team].kind != ZONE_GRADE_TEAM)
			continue;
		block = vec_push(sheet->arena, blocks);
		*block = (struct sheet_block){
			.start = group->start,
			.end = group->end,
			.kind = group->kind == WEEK_SPECIAL && all ? WEEK_TEAM : group->kind};
		sheet_add_line(block, group_name(sheet, group, all, meets), true, false);
		add_classes(sheet, block, group);
		sheet_add_line(block, sheet_span(sheet->arena, group->start, group->end), false,
			       true);
	}
}

/* Meetings and staff time of the team; those inside specials are there already. */
static void add_meetings(struct sheet *sheet, const struct week_column *column, uint32_t team,
			 struct sheet_blocks *blocks)
{
	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];
		struct sheet_block block = {.start = b->start,
					    .end = b->end,
					    .kind = WEEK_TEAM,
					    .turns = b->cycle > 0 ? b->cycle : 0};
		bool inside = false, staff;
		struct str name;

		staff = b->kind == WEEK_STAFF_TIME &&
			b->school == sheet->zone->teams.at[team].school;
		if ((b->team != team && !staff) || !week_in_column(sheet->zone, column, b))
			continue;
		for (size_t k = 0; k < blocks->n; k++)
			inside = inside ||
				 (blocks->at[k].kind == WEEK_TEAM && b->cycle <= 0 &&
				  blocks->at[k].start < b->end && blocks->at[k].end > b->start);
		if (inside)
			continue;
		name = week_booking_name(sheet->zone, sheet->asked->lang, b, false);
		sheet_add_line(&block, b->cycle > 0 ? sheet_turn(sheet, b, name) : name, true,
			       false);
		if (block.turns == 0)
			sheet_add_line(&block, sheet_span(sheet->arena, b->start, b->end), false,
				       true);
		*vec_push(sheet->arena, blocks) = block;
	}
}

bool sheet_team(struct sheet *sheet, uint32_t team)
{
	struct week_columns columns = week_columns_of(sheet->arena, sheet->zone,
						      sheet->asked->school);
	struct sheet_blocks *blocks = arena_array(sheet->arena, struct sheet_blocks, columns.n);
	struct zone_list classes = classes_of(sheet, team);
	struct pdf_box box;
	size_t n = 0;

	for (size_t c = 0; c < columns.n; c++) {
		add_groups(sheet, &columns.at[c], team, &classes, &blocks[c]);
		add_meetings(sheet, &columns.at[c], team, &blocks[c]);
		n += blocks[c].n;
	}
	if (n == 0)
		return false;
	box = sheet_page(sheet, sheet->zone->teams.at[team].name, members(sheet, team, &classes));
	sheet_draw_days(sheet, &box, &columns, blocks);
	return true;
}
