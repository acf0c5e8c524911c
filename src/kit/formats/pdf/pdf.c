#include "kit/formats/pdf/pdf.h"

#include <cairo-pdf.h>

struct pdf {
	struct arena *arena;
	cairo_surface_t *surface;
	cairo_t *cairo;
};

struct pdf *pdf_create(struct arena *arena, const char *path, double width, double height)
{
	struct pdf *pdf = arena_new(arena, struct pdf);

	pdf->arena = arena;
	pdf->surface = cairo_pdf_surface_create(path, width, height);
	pdf->cairo = cairo_create(pdf->surface);
	cairo_select_font_face(pdf->cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	return pdf;
}

void pdf_put_box(struct pdf *pdf, const struct pdf_box *box, double grey)
{
	cairo_rectangle(pdf->cairo, box->x, box->y, box->width, box->height);
	cairo_set_source_rgb(pdf->cairo, grey, grey, grey);
	cairo_fill_preserve(pdf->cairo);
	cairo_set_source_rgb(pdf->cairo, 0, 0, 0);
	cairo_set_line_width(pdf->cairo, 0.5);
	cairo_stroke(pdf->cairo);
}

void pdf_put_line(struct pdf *pdf, double x, double from_y, double to_y)
{
	cairo_move_to(pdf->cairo, x, from_y);
	cairo_line_to(pdf->cairo, x, to_y);
	cairo_set_line_width(pdf->cairo, 0.2);
	cairo_stroke(pdf->cairo);
}

void pdf_put_text(struct pdf *pdf, double x, double y, double size, struct str s)
{
	cairo_set_source_rgb(pdf->cairo, 0, 0, 0);
	cairo_set_font_size(pdf->cairo, size);
	cairo_move_to(pdf->cairo, x, y);
	cairo_show_text(pdf->cairo, arena_str(pdf->arena, s).ptr);
}

void pdf_fit_text(struct pdf *pdf, double x, double y, double width, struct str s)
{
	struct str copy = arena_str(pdf->arena, s);
	cairo_text_extents_t extents;
	double size = 8;

	for (;; size -= 0.5) {
		cairo_set_font_size(pdf->cairo, size);
		cairo_text_extents(pdf->cairo, copy.ptr, &extents);
		if (extents.x_advance <= width || size <= 4.5)
			break;
	}
	while (extents.x_advance > width && copy.len > 0) {
		copy = arena_str(pdf->arena, str_utf8_cut(copy, copy.len - 1));
		cairo_text_extents(pdf->cairo, copy.ptr, &extents);
	}
	pdf_put_text(pdf, x, y, size, copy);
}

bool pdf_finish(struct pdf *pdf, const char *path, struct err *err)
{
	cairo_status_t status;

	cairo_show_page(pdf->cairo);
	cairo_destroy(pdf->cairo);
	cairo_surface_finish(pdf->surface);
	status = cairo_surface_status(pdf->surface);
	cairo_surface_destroy(pdf->surface);
	return status == CAIRO_STATUS_SUCCESS || err_set(err, ERR_SYSTEM, "Cannot write %s: %s",
							 path, cairo_status_to_string(status));
}
