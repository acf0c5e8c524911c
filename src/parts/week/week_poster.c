#include "parts/week/week_poster.h"

#include "base/date.h"
#include "kit/formats/pdf/pdf.h"

/* Points, a 72th of an inch; the sheet lies on its long side. */
enum { MARGIN = 28, HEAD = 46, NAMES = 62 };

static const double width_of[] = {792, 1008, 1224}, height_of[] = {612, 612, 792};

struct sheet {
	struct arena *arena;
	const struct week_plan *plan;
	const struct week_poster *poster;
	struct pdf *pdf;
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
	const struct pdf_box box = {x, y + 1, w, h - 2};

	pdf_put_box(sheet->pdf, &box, grey_of(b->kind));
	pdf_fit_text(sheet->pdf, x + 2, y + h / 2 + 3, w - 4, label_of(sheet->plan->zone, b));
}

static void put_head(struct sheet *sheet)
{
	const struct zone *zone = sheet->plan->zone;
	double bottom = sheet->height - MARGIN;

	pdf_put_text(sheet->pdf, MARGIN, MARGIN + 14, 16,
		     arena_printf(sheet->arena, "%.*s: %.*s",
				  STR_ARG(zone->schools.at[sheet->poster->school].name),
				  STR_ARG(zone->shapes.at[sheet->poster->shape].name)));
	pdf_fit_text(sheet->pdf, MARGIN, MARGIN + 27, sheet->width - 2 * MARGIN,
		     sheet->poster->dated);
	for (int32_t t = sheet->first + (60 - sheet->first % 60) % 60; t <= sheet->last; t += 30) {
		double x = x_of(sheet, t);

		pdf_fit_text(sheet->pdf, x + 1, MARGIN + HEAD - 3, 40,
			     minutes_text(sheet->arena, t, MINUTES_12H));
		pdf_put_line(sheet->pdf, x, MARGIN + HEAD, bottom);
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
		pdf_fit_text(sheet->pdf, MARGIN,
			     MARGIN + HEAD + ((double)row + 0.5) * sheet->row_height + 3, NAMES - 4,
			     zone->sections.at[s].code);
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

	sheet.per_minute = (sheet.width - 2 * MARGIN - NAMES) / (double)(sheet.last - sheet.first);
	sheet.pdf = pdf_create(arena, path, sheet.width, sheet.height);
	put_head(&sheet);
	put_rows(&sheet);
	return pdf_finish(sheet.pdf, path, err);
}
