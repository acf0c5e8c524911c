#include "parts/week/week_poster.h"

#include "base/date.h"

#include <cairo-pdf.h>

/* Points, a 72th of an inch; the sheet lies on its long side. */
enum { MARGIN = 28, HEAD = 46, NAMES = 62 };

static const double width_of[] = {792, 1008, 1224}, height_of[] = {612, 612, 792};

struct sheet {
	struct arena *arena;
	const struct week_plan *plan;
	const struct week_poster *poster;
	cairo_t *cairo;
	double width, height, row_height, per_minute;
	int32_t first, last; /* minutes */
};

bool week_paper_from_name(struct str name, enum week_paper *ret)
{
	static const char *const names[] = {"letter", "legal", "tabloid"};

	for (int i = 0; i < 3; i++)
		if (str_eq_nocase(name, str_from(names[i]))) {
			*ret = (enum week_paper)i;
			return true;
		}
	return false;
}

/* Text within a width: made smaller first, then cut. */
static void put_text(struct sheet *sheet, double x, double y, double room, struct str s)
{
	struct str copy = arena_str(sheet->arena, s);
	cairo_text_extents_t extents;
	double size = 8;

	for (;; size -= 0.5) {
		cairo_set_font_size(sheet->cairo, size);
		cairo_text_extents(sheet->cairo, copy.ptr, &extents);
		if (extents.x_advance <= room || size <= 4.5)
			break;
	}
	while (extents.x_advance > room && copy.len > 0) {
		copy = arena_str(sheet->arena, str_utf8_cut(copy, copy.len - 1));
		cairo_text_extents(sheet->cairo, copy.ptr, &extents);
	}
	cairo_move_to(sheet->cairo, x, y);
	cairo_show_text(sheet->cairo, copy.ptr);
}

static double grey_of(enum week_kind kind)
{
	switch (kind) {
	case WEEK_SPECIAL:
		return 0.72;
	case WEEK_LUNCH:
	case WEEK_RECESS:
		return 0.92;
	case WEEK_WIN:
		return 0.84;
	case WEEK_CORE:
	case WEEK_OTHER:
	case WEEK_SERVICE:
	case WEEK_TEAM:
	case WEEK_PLANNING:
	case WEEK_STAFF_LUNCH:
	case WEEK_STAFF_TIME:
	case WEEK_N_KINDS:
		break;
	}
	return 1;
}

static struct str label_of(const struct zone *zone, const struct week_booking *b)
{
	if (b->kind == WEEK_SPECIAL)
		return STR("Specials");
	if (b->kind == WEEK_LUNCH)
		return STR("Lunch");
	if (b->subject == ZONE_NONE)
		return STR("Recess");
	return zone->subjects.at[b->subject].name;
}

static double x_of(const struct sheet *sheet, int32_t minute)
{
	return MARGIN + NAMES + (minute - sheet->first) * sheet->per_minute;
}

static void put_box(struct sheet *sheet, const struct week_booking *b, size_t row)
{
	double x = x_of(sheet, b->start), w = x_of(sheet, b->end) - x;
	double y = MARGIN + HEAD + (double)row * sheet->row_height, h = sheet->row_height;

	cairo_rectangle(sheet->cairo, x, y + 1, w, h - 2);
	cairo_set_source_rgb(sheet->cairo, grey_of(b->kind), grey_of(b->kind), grey_of(b->kind));
	cairo_fill_preserve(sheet->cairo);
	cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
	cairo_set_line_width(sheet->cairo, 0.5);
	cairo_stroke(sheet->cairo);
	put_text(sheet, x + 2, y + h / 2 + 3, w - 4, label_of(sheet->plan->zone, b));
}

static void put_head(struct sheet *sheet)
{
	const struct zone *zone = sheet->plan->zone;
	double bottom = sheet->height - MARGIN;

	cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
	cairo_set_font_size(sheet->cairo, 16);
	cairo_move_to(sheet->cairo, MARGIN, MARGIN + 14);
	cairo_show_text(sheet->cairo,
			arena_printf(sheet->arena, "%.*s: %.*s",
				     STR_ARG(zone->schools.at[sheet->poster->school].name),
				     STR_ARG(zone->shapes.at[sheet->poster->shape].name))
				.ptr);
	put_text(sheet, MARGIN, MARGIN + 27, sheet->width - 2 * MARGIN, sheet->poster->dated);
	for (int32_t t = sheet->first + (60 - sheet->first % 60) % 60; t <= sheet->last; t += 30) {
		double x = x_of(sheet, t);

		put_text(sheet, x + 1, MARGIN + HEAD - 3, 40,
			 minutes_text(sheet->arena, t, MINUTES_12H));
		cairo_move_to(sheet->cairo, x, MARGIN + HEAD);
		cairo_line_to(sheet->cairo, x, bottom);
		cairo_set_line_width(sheet->cairo, 0.2);
		cairo_stroke(sheet->cairo);
	}
}

static bool is_shown(const struct sheet *sheet, const struct week_booking *b)
{
	return b->school == sheet->poster->school && b->shape == sheet->poster->shape &&
	       b->section != ZONE_NONE && b->kind != WEEK_PLANNING && b->kind != WEEK_SERVICE;
}

static void put_rows(struct sheet *sheet)
{
	const struct zone *zone = sheet->plan->zone;
	size_t n = 0, row = 0;

	for (size_t s = 0; s < zone->sections.n; s++)
		n += zone->sections.at[s].school == sheet->poster->school;
	if (n == 0)
		return;
	sheet->row_height = (sheet->height - 2 * MARGIN - HEAD) / (double)n;
	for (uint32_t s = 0; s < zone->sections.n; s++) {
		if (zone->sections.at[s].school != sheet->poster->school)
			continue;
		put_text(sheet, MARGIN, MARGIN + HEAD + ((double)row + 0.5) * sheet->row_height + 3,
			 NAMES - 4, zone->sections.at[s].code);
		for (size_t i = 0; i < sheet->plan->bookings.n; i++)
			if (sheet->plan->bookings.at[i].section == s &&
			    is_shown(sheet, &sheet->plan->bookings.at[i]))
				put_box(sheet, &sheet->plan->bookings.at[i], row);
		row++;
	}
}

bool week_poster_write(struct arena *arena, const struct week_plan *plan,
		       const struct week_poster *poster, const char *path, struct err *err)
{
	const struct zone_shape *shape = &plan->zone->shapes.at[poster->shape];
	struct sheet sheet = {.arena = arena,
			      .plan = plan,
			      .poster = poster,
			      .width = width_of[poster->paper],
			      .height = height_of[poster->paper],
			      .first = shape->student_start,
			      .last = shape->student_end};
	cairo_surface_t *surface = cairo_pdf_surface_create(path, sheet.width, sheet.height);
	cairo_status_t status;

	sheet.per_minute = (sheet.width - 2 * MARGIN - NAMES) / (double)(sheet.last - sheet.first);
	sheet.cairo = cairo_create(surface);
	cairo_select_font_face(sheet.cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	put_head(&sheet);
	put_rows(&sheet);
	cairo_show_page(sheet.cairo);
	cairo_destroy(sheet.cairo);
	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_SYSTEM, "Cannot write %s: %s", path,
			       cairo_status_to_string(status));
	return true;
}
