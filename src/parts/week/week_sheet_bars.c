/* Time across: the poster of a day with a row a class, and the chart of lunch and recess. */
#include "parts/week/week_sheet_internal.h"

enum { NAMES = 92, TIMES = 12, PANEL_HEAD = 16, SEATS = 18 };

static void draw_times(struct sheet *sheet, const struct pdf_box *box,
		       const struct sheet_scale *scale)
{
	struct pdf_style style = {.size = 7.5 * sheet->letter, .align = PDF_CENTRE, .grey = 0.25};

	for (int32_t t = scale->first; t <= scale->last; t += 30) {
		double x = sheet_place(scale, t);
		struct pdf_box at = {x - 15, box->y + TIMES - 4, 30, 0};

		pdf_put_text(sheet->pdf, &at, &style, sheet_time(sheet->arena, t));
		pdf_put_line(sheet->pdf, x, box->y + TIMES, box->y + box->height);
	}
}

static void draw_bar(struct sheet *sheet, const struct pdf_box *row,
		     const struct sheet_scale *scale, const struct sheet_block *block)
{
	struct pdf_style style = {.size = 7 * sheet->letter};
	double x = sheet_place(scale, block->start), end = sheet_place(scale, block->end);
	struct pdf_box box = {x, row->y + 1, end - x, row->height - 2};
	struct pdf_box inside = {x + 2, row->y + 2, end - x - 3, row->height - 4};

	pdf_put_box(sheet->pdf, &box, sheet_grey(block->kind));
	pdf_put_lines(sheet->pdf, &inside, &style, block->line, block->n);
}

/* ---- The poster ---- */

static bool on_poster(const struct sheet *sheet, const struct week_booking *b, uint32_t section,
		      uint32_t shape)
{
	(void)sheet;
	return b->section == section && b->shape == shape && b->kind != WEEK_PLANNING &&
	       b->kind != WEEK_SERVICE && b->kind != WEEK_TEAM;
}

/* The blocks of a class on days of a shape: specials, which change from day to day, once. */
static struct sheet_blocks poster_row(struct sheet *sheet, uint32_t section, uint32_t shape)
{
	struct sheet_blocks blocks = {0};

	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];
		bool before = false;
		struct sheet_block *block;

		if (!on_poster(sheet, b, section, shape))
			continue;
		for (size_t k = 0; k < blocks.n && !before; k++)
			before = blocks.at[k].kind == b->kind && blocks.at[k].start == b->start &&
				 blocks.at[k].end == b->end;
		if (before)
			continue;
		block = vec_push(sheet->arena, &blocks);
		*block = (struct sheet_block){.start = b->start, .end = b->end, .kind = b->kind};
		sheet_add_line(
			block,
			b->kind == WEEK_SPECIAL
				? sheet_say(sheet, WORD("Specials"))
				: week_booking_name(sheet->zone, sheet->asked->lang, b, true),
			true, false);
		sheet_add_line(block, sheet_span(sheet->arena, b->start, b->end), false, true);
	}
	return blocks;
}

/* The classes of the school, by grade. */
static struct zone_list classes_by_grade(const struct sheet *sheet)
{
	const struct zone *zone = sheet->zone;
	VEC(uint32_t) out = {0};

	for (uint32_t g = 0; g < zone->grades.n; g++)
		for (uint32_t s = 0; s < zone->sections.n; s++)
			if (zone->sections.at[s].school == sheet->asked->school &&
			    zone->sections.at[s].grades.at[0] == g)
				*vec_push(sheet->arena, &out) = s;
	return (struct zone_list){out.at, out.n};
}

static struct sheet_scale blocks_scale(const struct pdf_box *box, const struct sheet_blocks *rows,
				       size_t n)
{
	int32_t first = 24 * 60, last = 0;

	for (size_t r = 0; r < n; r++)
		for (size_t i = 0; i < rows[r].n; i++) {
			if (rows[r].at[i].start < first)
				first = rows[r].at[i].start;
			if (rows[r].at[i].end > last)
				last = rows[r].at[i].end;
		}
	return sheet_scale_of(box->x + NAMES, box->width - NAMES - 14, first, last);
}

static void draw_class_name(struct sheet *sheet, const struct pdf_box *row, uint32_t section)
{
	const struct zone_section *s = &sheet->zone->sections.at[section];
	struct pdf_style style = {.size = 9 * sheet->letter};
	struct pdf_line line[2] = {{.text = sheet_class(sheet->zone, section), .bold = true},
				   {.spare = true}};
	struct pdf_box box = {row->x, row->y + 2, NAMES - 6, row->height - 3};

	if (s->teacher != ZONE_NONE)
		line[1].text = week_last_name(sheet->zone->people.at[s->teacher].name);
	pdf_put_lines(sheet->pdf, &box, &style, line, 2);
}

bool sheet_poster(struct sheet *sheet, uint32_t shape)
{
	const struct zone *zone = sheet->zone;
	struct zone_list classes = classes_by_grade(sheet);
	struct sheet_blocks *rows = arena_array(sheet->arena, struct sheet_blocks, classes.n);
	struct sheet_scale scale;
	struct pdf_box box, row;
	size_t n = 0;

	for (size_t i = 0; i < classes.n; i++) {
		rows[i] = poster_row(sheet, classes.at[i], shape);
		n += rows[i].n;
	}
	if (n == 0)
		return false;
	box = sheet_page(sheet, zone->schools.at[sheet->asked->school].name,
			 zone->shapes.at[shape].name);
	scale = blocks_scale(&box, rows, classes.n);
	draw_times(sheet, &box, &scale);
	row = (struct pdf_box){box.x, box.y + TIMES, box.width,
			       (box.height - TIMES) / (double)classes.n};
	for (size_t i = 0; i < classes.n; i++) {
		bool first = i == 0 || zone->sections.at[classes.at[i]].grades.at[0] !=
					       zone->sections.at[classes.at[i - 1]].grades.at[0];

		if (first)
			pdf_put_rule(sheet->pdf, row.x, row.x + row.width, row.y, true);
		draw_class_name(sheet, &row, classes.at[i]);
		for (size_t k = 0; k < rows[i].n; k++)
			draw_bar(sheet, &row, &scale, &rows[i].at[k]);
		row.y += row.height;
	}
	return true;
}

/* ---- Lunch and recess ---- */

/* Classes that eat and play at the same times. */
struct wave {
	struct text classes;
	struct sheet_blocks blocks;
};
struct waves {
	struct wave *at;
	size_t n, cap;
};

static struct sheet_blocks lunch_of(struct sheet *sheet, uint32_t section, uint32_t shape)
{
	struct sheet_blocks blocks = poster_row(sheet, section, shape);
	size_t n = 0;

	for (size_t i = 0; i < blocks.n; i++)
		if (blocks.at[i].kind == WEEK_LUNCH || blocks.at[i].kind == WEEK_RECESS)
			blocks.at[n++] = blocks.at[i];
	blocks.n = n;
	return blocks;
}

static bool same_times(const struct sheet_blocks *a, const struct sheet_blocks *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (a->at[i].kind != b->at[i].kind || a->at[i].start != b->at[i].start ||
		    a->at[i].end != b->at[i].end)
			return false;
	return a->n == b->n;
}

static struct waves waves_of(struct sheet *sheet, const struct zone_list *classes, uint32_t shape)
{
	struct waves waves = {0};

	for (size_t i = 0; i < classes->n; i++) {
		struct sheet_blocks blocks = lunch_of(sheet, classes->at[i], shape);
		struct wave *found = NULL;

		if (blocks.n == 0)
			continue;
		for (size_t w = 0; w < waves.n && found == NULL; w++)
			if (same_times(&waves.at[w].blocks, &blocks))
				found = &waves.at[w];
		if (found == NULL) {
			found = vec_push(sheet->arena, &waves);
			found->blocks = blocks;
			text_init(&found->classes, sheet->arena);
		}
		text_printf(&found->classes, "%s%.*s", found->classes.len > 0 ? " " : "",
			    STR_ARG(sheet_class(sheet->zone, classes->at[i])));
	}
	return waves;
}

static int32_t cafeteria_seats(const struct sheet *sheet)
{
	int32_t seats = 0;

	for (size_t i = 0; i < sheet->zone->rooms.n; i++) {
		const struct zone_room *room = &sheet->zone->rooms.at[i];

		if (room->school == sheet->asked->school && room->kind == ZONE_CAFETERIA &&
		    room->seats != ZONE_UNSET)
			seats += room->seats;
	}
	return seats;
}

/* Students at lunch in one moment. */
static int32_t eating(const struct sheet *sheet, uint32_t shape, int32_t minute)
{
	int32_t students = 0;

	for (size_t i = 0; i < sheet->plan->bookings.n; i++) {
		const struct week_booking *b = &sheet->plan->bookings.at[i];

		if (b->kind == WEEK_LUNCH && b->shape == shape &&
		    b->school == sheet->asked->school && b->section != ZONE_NONE &&
		    b->start <= minute && b->end > minute &&
		    sheet->zone->sections.at[b->section].students != ZONE_UNSET)
			students += sheet->zone->sections.at[b->section].students;
	}
	return students;
}

/* The last row: how many eat at once, and for how many there are seats. */
static void draw_seats(struct sheet *sheet, const struct pdf_box *row,
		       const struct sheet_scale *scale, uint32_t shape)
{
	struct pdf_style style = {.size = 8.5};
	struct pdf_box name = {row->x, row->y + 3, NAMES - 6, row->height - 3};
	struct pdf_line line = {.text = sheet_say(sheet, WORD("Students eating, of seats")),
				.bold = true};
	int32_t seats = cafeteria_seats(sheet), from = scale->first, now = 0;

	pdf_put_lines(sheet->pdf, &name, &style, &line, 1);
	for (int32_t t = scale->first; t <= scale->last; t++) {
		int32_t next = t == scale->last ? 0 : eating(sheet, shape, t);
		struct sheet_block block = {.start = from, .end = t, .kind = WEEK_OTHER};

		if (next == now)
			continue;
		if (now > 0 && seats > 0)
			sheet_add_line(&block,
				       say_text(sheet->arena, sheet->asked->lang,
						STR(WORD("{1} of {2}")),
						(struct html_arg[]){html_arg_i64(now),
								    html_arg_i64(seats)},
						2),
				       false, false);
		else if (now > 0)
			sheet_add_line(&block, arena_printf(sheet->arena, "%d", now), false, false);
		if (now > 0)
			draw_bar(sheet, row, scale, &block);
		from = t;
		now = next;
	}
}

static void draw_waves(struct sheet *sheet, const struct pdf_box *panel, struct waves *waves,
		       uint32_t shape)
{
	struct pdf_style title = {.size = 11 * sheet->letter, .bold = true},
			 names = {.size = 9 * sheet->letter};
	struct pdf_box at = {panel->x, panel->y + 10, panel->width, 0};
	struct pdf_box box = {panel->x, panel->y + PANEL_HEAD, panel->width,
			      panel->height - PANEL_HEAD - 8};
	struct sheet_blocks *rows = arena_array(sheet->arena, struct sheet_blocks, waves->n);
	struct pdf_box row = {box.x, box.y + TIMES, box.width, 0};
	struct sheet_scale scale;

	row.height = (box.height - TIMES - SEATS) / (double)waves->n;
	row.height = row.height > 44 ? 44 : row.height;
	box.height = TIMES + SEATS + row.height * (double)waves->n;
	for (size_t w = 0; w < waves->n; w++)
		rows[w] = waves->at[w].blocks;
	scale = blocks_scale(&box, rows, waves->n);
	pdf_put_text(sheet->pdf, &at, &title, sheet->zone->shapes.at[shape].name);
	draw_times(sheet, &box, &scale);
	for (size_t w = 0; w < waves->n; w++) {
		struct pdf_box name = {row.x, row.y + 3, NAMES - 6, row.height - 4};
		struct pdf_line line = {.text = text_str(&waves->at[w].classes), .bold = true};

		pdf_put_rule(sheet->pdf, row.x, row.x + row.width, row.y, false);
		pdf_put_lines(sheet->pdf, &name, &names, &line, 1);
		for (size_t k = 0; k < rows[w].n; k++)
			draw_bar(sheet, &row, &scale, &rows[w].at[k]);
		row.y += row.height;
	}
	pdf_put_rule(sheet->pdf, row.x, row.x + row.width, row.y, true);
	row.height = SEATS;
	draw_seats(sheet, &row, &scale, shape);
}

bool sheet_lunch(struct sheet *sheet)
{
	struct zone_list classes = classes_by_grade(sheet);
	struct week_columns columns = week_columns_of(sheet->arena, sheet->zone,
						      sheet->asked->school);
	uint32_t *shape = arena_array(sheet->arena, uint32_t, columns.n);
	struct waves *waves = arena_array(sheet->arena, struct waves, columns.n);
	struct pdf_box box;
	size_t n = 0;

	for (size_t c = 0; c < columns.n; c++) {
		bool before = columns.at[c].shape == ZONE_NONE;

		for (size_t k = 0; k < n && !before; k++)
			before = shape[k] == columns.at[c].shape;
		if (before)
			continue;
		shape[n] = columns.at[c].shape;
		waves[n] = waves_of(sheet, &classes, shape[n]);
		n += waves[n].n > 0;
	}
	if (n == 0)
		return false;
	box = sheet_page(sheet, sheet_say(sheet, WORD("Lunch and recess")), STR(""));
	box.height /= (double)n;
	for (size_t i = 0; i < n; i++) {
		draw_waves(sheet, &box, &waves[i], shape[i]);
		box.y += box.height;
	}
	return true;
}
