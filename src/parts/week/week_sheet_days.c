/* Days side by side, time down: the cards of people and classes, and the signs of rooms. */
#include "parts/week/week_sheet_internal.h"

#include <stdlib.h>

enum { AXIS = 30, COLUMN_HEAD = 24, GAP = 2 };

/* ---- Drawing ---- */

static int compare(const void *left, const void *right)
{
	const struct sheet_block *a = left, *b = right;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->end > b->end ? -1 : a->end < b->end;
}

/* The block that those of turns become, with how many such days there are on top. */
static struct sheet_block first_turn(struct sheet *sheet, const struct sheet_block *block)
{
	struct sheet_block first = *block;
	struct html_arg cycle = html_arg_i64(block->turns);

	first.n = 0;
	sheet_add_line(&first,
		       say_text(sheet->arena, sheet->asked->lang, STR(WORD("Of {1} such days")),
				&cycle, 1),
		       true, false);
	for (size_t k = 0; k < block->n; k++)
		sheet_add_line(&first, block->line[k].text, false, block->line[k].spare);
	return first;
}

/* Blocks of turns that overlap become one: only one of them is on any date. */
static void merge_turns(struct sheet *sheet, struct sheet_blocks *blocks)
{
	size_t n = 0;

	for (size_t i = 0; i < blocks->n; i++) {
		struct sheet_block *last = n > 0 ? &blocks->at[n - 1] : NULL;
		const struct sheet_block *block = &blocks->at[i];

		if (block->turns == 0) {
			blocks->at[n++] = *block;
		} else if (last == NULL || last->turns != block->turns ||
			   block->start >= last->end) {
			blocks->at[n] = first_turn(sheet, block);
			n++;
		} else {
			for (size_t k = 0; k < block->n; k++)
				sheet_add_line(last, block->line[k].text, false,
					       block->line[k].spare);
			last->end = block->end > last->end ? block->end : last->end;
		}
	}
	blocks->n = n;
}

/* How many of those that overlap with one another stand side by side, from block i on. */
static size_t cluster(const struct sheet_blocks *blocks, size_t i)
{
	int32_t end = blocks->at[i].end;
	size_t n = 1;

	while (i + n < blocks->n && blocks->at[i + n].start < end) {
		end = blocks->at[i + n].end > end ? blocks->at[i + n].end : end;
		n++;
	}
	return n;
}

/* The first lane that is free again when a block begins. */
static size_t lane_of(const struct sheet_blocks *blocks, size_t i, int32_t *until, size_t *n_lanes)
{
	size_t lane = 0;

	while (lane < *n_lanes && until[lane] > blocks->at[i].start)
		lane++;
	if (lane == *n_lanes)
		++*n_lanes;
	until[lane] = blocks->at[i].end;
	return lane;
}

static void draw_block(struct sheet *sheet, const struct pdf_box *box,
		       const struct sheet_block *block)
{
	struct pdf_style style = {.size = 8 * sheet->letter};
	struct pdf_box inside = {box->x + 3, box->y + 2, box->width - 5, box->height - 3};

	pdf_put_box(sheet->pdf, box, sheet_grey(block->kind));
	pdf_put_lines(sheet->pdf, &inside, &style, block->line, block->n);
}

static void draw_column(struct sheet *sheet, const struct pdf_box *box,
			const struct sheet_scale *scale, const struct sheet_blocks *blocks)
{
	for (size_t i = 0; i < blocks->n;) {
		size_t n = cluster(blocks, i), n_lanes = 0;
		size_t *lane = arena_array(sheet->arena, size_t, n);
		int32_t *until = arena_array(sheet->arena, int32_t, n);

		for (size_t k = 0; k < n; k++)
			lane[k] = lane_of(blocks, i + k, until, &n_lanes);
		for (size_t k = 0; k < n; k++) {
			const struct sheet_block *block = &blocks->at[i + k];
			double y = sheet_place(scale, block->start);
			double width = (box->width - GAP) / (double)n_lanes;
			const struct pdf_box at = {box->x + GAP / 2.0 + (double)lane[k] * width, y,
						   width, sheet_place(scale, block->end) - y};

			draw_block(sheet, &at, block);
		}
		i += n;
	}
}

static struct sheet_scale scale_of(const struct pdf_box *box, const struct sheet_blocks *blocks,
				   size_t n)
{
	int32_t first = 24 * 60, last = 0;

	for (size_t c = 0; c < n; c++)
		for (size_t i = 0; i < blocks[c].n; i++) {
			const struct sheet_block *block = &blocks[c].at[i];

			first = block->start < first ? block->start : first;
			last = block->end > last ? block->end : last;
		}
	return sheet_scale_of(box->y + COLUMN_HEAD, box->height - COLUMN_HEAD, first, last);
}

static void draw_axis(struct sheet *sheet, const struct pdf_box *box,
		      const struct sheet_scale *scale)
{
	struct pdf_style style = {.size = 7.5 * sheet->letter, .align = PDF_RIGHT, .grey = 0.25};

	for (int32_t t = scale->first; t <= scale->last; t += 30) {
		double y = sheet_place(scale, t);
		struct pdf_box at = {box->x, y + 2.5, AXIS - 5, 0};

		pdf_put_rule(sheet->pdf, box->x + AXIS, box->x + box->width, y, false);
		if (t % 60 == 0)
			pdf_put_text(sheet->pdf, &at, &style, sheet_time(sheet->arena, t));
	}
}

void sheet_draw_days(struct sheet *sheet, const struct pdf_box *box,
		     const struct week_columns *columns, struct sheet_blocks *blocks)
{
	double width = (box->width - AXIS) / (double)columns->n;
	struct pdf_style bold = {.size = 9.5 * sheet->letter, .bold = true, .align = PDF_CENTRE},
			 small = {.size = 7 * sheet->letter, .align = PDF_CENTRE, .grey = 0.25};
	struct sheet_scale scale;

	for (size_t c = 0; c < columns->n; c++) {
		if (blocks[c].n > 0)
			qsort(blocks[c].at, blocks[c].n, sizeof *blocks[c].at, compare);
		merge_turns(sheet, &blocks[c]);
	}
	scale = scale_of(box, blocks, columns->n);
	draw_axis(sheet, box, &scale);
	for (size_t c = 0; c < columns->n; c++) {
		double x = box->x + AXIS + (double)c * width;
		struct pdf_box column = {x, box->y, width, box->height};
		struct pdf_box at = {x + 2, box->y + 9, width - 4, 0};

		pdf_put_text(sheet->pdf, &at, &bold,
			     week_column_name(sheet->arena, sheet->asked->lang, &columns->at[c]));
		at.y += 9;
		pdf_put_text(sheet->pdf, &at, &small,
			     week_column_detail(sheet->zone, &columns->at[c]));
		draw_column(sheet, &column, &scale, &blocks[c]);
	}
}

/* ---- What a booking says ---- */

/* Where the class of a teacher who plans is meanwhile: "3A: Music". */
static struct str meanwhile(const struct sheet *sheet, const struct week_column *column,
			    const struct week_booking *planning)
{
	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];

		if (b->kind == WEEK_SPECIAL && b->section == planning->section &&
		    b->start < planning->end && b->end > planning->start &&
		    week_in_column(sheet->zone, column, b))
			return arena_printf(sheet->arena, "%.*s: %.*s",
					    STR_ARG(sheet_class(sheet->zone, b->section)),
					    STR_ARG(sheet->zone->subjects.at[b->subject].name));
	}
	return STR("");
}

struct str sheet_turn(const struct sheet *sheet, const struct week_booking *b, struct str what)
{
	struct text text;

	text_init(&text, sheet->arena);
	for (size_t i = 0; i < b->turns.n; i++)
		text_printf(&text, "%s%d", i == 0 ? "" : ", ", b->turns.at[i]);
	text_printf(&text, "%s%.*s", b->turns.n == 0 ? "" : ": ", STR_ARG(what));
	return text_str(&text);
}

static struct str people(const struct sheet *sheet, const struct week_booking *b)
{
	if (b->people.n == 0)
		return STR("");
	return week_last_name(sheet->zone->people.at[b->people.at[0]].name);
}

/* The lines after the first: what the reader does not know already. */
static void add_details(struct sheet *sheet, const struct week_whose *whose,
			const struct week_column *column, const struct week_booking *b,
			struct sheet_block *block)
{
	const struct zone *zone = sheet->zone;
	bool away = b->school != sheet->asked->school;

	if (b->team != ZONE_NONE && whose->person != ZONE_NONE)
		sheet_add_line(block, zone->teams.at[b->team].name, false, true);
	if (b->kind == WEEK_PLANNING)
		sheet_add_line(block, meanwhile(sheet, column, b), false, true);
	if (away)
		sheet_add_line(block, zone->schools.at[b->school].name, false, false);
	if (whose->section != ZONE_NONE && b->kind == WEEK_SPECIAL)
		sheet_add_line(block, people(sheet, b), false, true);
	if (whose->room != ZONE_NONE && b->kind != WEEK_TEAM)
		sheet_add_line(block, people(sheet, b), false, true);
	if (whose->room == ZONE_NONE && b->room != ZONE_NONE && b->kind != WEEK_CORE)
		sheet_add_line(block, zone->rooms.at[b->room].name, false, true);
	if (block->turns == 0)
		sheet_add_line(block, sheet_span(sheet->arena, b->start, b->end), false, true);
}

static struct str what_of(const struct sheet *sheet, const struct week_whose *whose,
			  const struct week_booking *b)
{
	const struct zone *zone = sheet->zone;
	struct str name = week_booking_name(zone, sheet->asked->lang, b, whose->room != ZONE_NONE);
	struct str class;

	if (b->cycle > 0)
		return sheet_turn(sheet, b, name);
	if (b->section == ZONE_NONE || whose->section != ZONE_NONE ||
	    (b->kind != WEEK_SPECIAL && whose->room == ZONE_NONE))
		return name;
	class = sheet_class(zone, b->section);
	if (b->kind == WEEK_SPECIAL && b->subject == sheet->subject)
		return class;
	return arena_printf(sheet->arena, "%.*s %.*s", STR_ARG(class), STR_ARG(name));
}

static struct sheet_block block_of(struct sheet *sheet, const struct week_whose *whose,
				   const struct week_column *column, const struct week_booking *b)
{
	struct sheet_block block = {.start = b->start,
				    .end = b->end,
				    .kind = b->kind,
				    .turns = b->cycle > 0 ? b->cycle : 0};

	sheet_add_line(&block, what_of(sheet, whose, b), true, false);
	add_details(sheet, whose, column, b, &block);
	return block;
}

/* The one subject of their specials, which then need not stand on each; ZONE_NONE: several. */
static uint32_t only_subject(const struct sheet *sheet, const struct week_whose *whose)
{
	uint32_t subject = ZONE_NONE;

	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];

		if (b->kind != WEEK_SPECIAL || !week_is_theirs(sheet->zone, whose, b))
			continue;
		if (subject != ZONE_NONE && subject != b->subject)
			return ZONE_NONE;
		subject = b->subject;
	}
	return subject;
}

/* ---- A page ---- */

static bool same_block(const struct sheet_block *a, const struct sheet_block *b)
{
	return a->start == b->start && a->end == b->end && a->kind == b->kind &&
	       str_eq(a->line[0].text, b->line[0].text);
}

static void put_block(struct sheet *sheet, struct sheet_blocks *blocks,
		      const struct sheet_block *block)
{
	for (size_t i = 0; i < blocks->n; i++)
		if (block->turns == 0 && same_block(&blocks->at[i], block))
			return;
	*vec_push(sheet->arena, blocks) = *block;
}

/* Below the name: what somebody is, or what is in a room. */
static struct str describe(const struct sheet *sheet, const struct week_whose *whose)
{
	const struct zone *zone = sheet->zone;
	struct text text;

	text_init(&text, sheet->arena);
	for (uint32_t s = 0; s < zone->sections.n; s++) {
		const struct zone_section *section = &zone->sections.at[s];
		bool of = s == whose->section ||
			  (whose->person != ZONE_NONE && section->teacher == whose->person) ||
			  (whose->room != ZONE_NONE && section->room == whose->room);

		if (!of)
			continue;
		text_printf(&text, "%s%.*s", text.len > 0 ? ", " : "", STR_ARG(section->code));
		if (whose->person == ZONE_NONE && section->teacher != ZONE_NONE)
			text_printf(&text, ", %.*s",
				    STR_ARG(zone->people.at[section->teacher].name));
		if (whose->room == ZONE_NONE && section->room != ZONE_NONE)
			text_printf(&text, ", %.*s", STR_ARG(zone->rooms.at[section->room].name));
	}
	for (size_t i = 0; i < zone->assignments.n && whose->person != ZONE_NONE; i++) {
		const struct zone_assignment *a = &zone->assignments.at[i];

		if (a->person == whose->person && a->role == ZONE_SPECIALIST &&
		    a->subject != ZONE_NONE)
			text_printf(&text, "%s%.*s, %.*s", text.len > 0 ? " \xC2\xB7 " : "",
				    STR_ARG(zone->subjects.at[a->subject].name),
				    STR_ARG(zone->schools.at[a->school].name));
	}
	if (whose->room != ZONE_NONE && text.len == 0 && sheet->subject != ZONE_NONE)
		return zone->subjects.at[sheet->subject].name;
	return text_str(&text);
}

bool sheet_person(struct sheet *sheet, const struct week_whose *whose)
{
	struct week_columns columns = week_columns_of(sheet->arena, sheet->zone,
						      sheet->asked->school);
	struct sheet_blocks *blocks = arena_array(sheet->arena, struct sheet_blocks, columns.n);
	struct pdf_box box;
	size_t n = 0;

	sheet->subject = only_subject(sheet, whose);
	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];

		if (!week_is_theirs(sheet->zone, whose, b))
			continue;
		for (size_t c = 0; c < columns.n; c++)
			if (week_in_column(sheet->zone, &columns.at[c], b)) {
				struct sheet_block block = block_of(sheet, whose, &columns.at[c],
								    b);

				put_block(sheet, &blocks[c], &block);
				n++;
			}
	}
	if (n == 0)
		return false;
	box = sheet_page(sheet, week_whose_name(sheet->zone, whose), describe(sheet, whose));
	sheet_draw_days(sheet, &box, &columns, blocks);
	return true;
}
