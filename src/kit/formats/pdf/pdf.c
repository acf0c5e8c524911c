#include "kit/formats/pdf/pdf.h"

#include "base/text.h"

#include <cairo-pdf.h>

/* Points. Smaller letters than these nobody reads on a wall. */
static const double usual_size = 8, least_size = 4.5, step = 0.25, leading = 1.15;

enum { MAX_LINES = 48 };

struct pdf {
	struct arena *arena;
	struct text bytes;
	cairo_surface_t *surface;
	cairo_t *cairo;
	struct pdf_size size;
	size_t pages, cuts;
};

/* ---- Paper ---- */

static const struct {
	const char *name;
	double width, height;
} papers[PDF_N_PAPERS] = {
	[PDF_LETTER] = {"letter", 612, 792},    [PDF_LEGAL] = {"legal", 612, 1008},
	[PDF_TABLOID] = {"tabloid", 792, 1224}, [PDF_A4] = {"a4", 595.276, 841.89},
	[PDF_A3] = {"a3", 841.89, 1190.551},
};

struct pdf_size pdf_paper_size(enum pdf_paper paper, bool lying)
{
	double width = papers[paper].width, height = papers[paper].height;

	return lying ? (struct pdf_size){height, width} : (struct pdf_size){width, height};
}

const char *pdf_paper_name(enum pdf_paper paper)
{
	return papers[paper].name;
}

bool pdf_paper_from_name(struct str name, enum pdf_paper *ret)
{
	for (int i = 0; i < PDF_N_PAPERS; i++)
		if (str_eq_nocase(name, str_from(papers[i].name))) {
			*ret = (enum pdf_paper)i;
			return true;
		}
	return false;
}

/* ---- A file ---- */

static cairo_status_t take_bytes(void *self, const unsigned char *data, unsigned length)
{
	struct pdf *pdf = self;

	text_put(&pdf->bytes, (struct str){(const char *)data, length});
	return CAIRO_STATUS_SUCCESS;
}

struct pdf *pdf_begin(struct arena *arena, struct str title, struct pdf_size size)
{
	struct pdf *pdf = arena_new(arena, struct pdf);

	pdf->arena = arena;
	pdf->size = size;
	pdf->pages = 1;
	text_init(&pdf->bytes, arena);
	pdf->surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, size.width,
							   size.height);
	cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE,
				       arena_str(arena, title).ptr);
	cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       "2000-01-01T00:00:00Z");
	pdf->cairo = cairo_create(pdf->surface);
	return pdf;
}

void pdf_next_page(struct pdf *pdf)
{
	cairo_show_page(pdf->cairo);
	pdf->pages++;
}

struct pdf_size pdf_size(const struct pdf *pdf)
{
	return pdf->size;
}

size_t pdf_pages(const struct pdf *pdf)
{
	return pdf->pages;
}

size_t pdf_cuts(const struct pdf *pdf)
{
	return pdf->cuts;
}

bool pdf_end(struct pdf *pdf, struct str *ret, struct err *err)
{
	cairo_status_t status;

	cairo_show_page(pdf->cairo);
	cairo_destroy(pdf->cairo);
	cairo_surface_finish(pdf->surface);
	status = cairo_surface_status(pdf->surface);
	cairo_surface_destroy(pdf->surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_SYSTEM, "Cannot write the PDF: %s",
			       cairo_status_to_string(status));
	if (ret != NULL)
		*ret = text_str(&pdf->bytes);
	return true;
}

/* ---- Boxes and lines ---- */

static void ink(struct pdf *pdf, double grey)
{
	cairo_set_source_rgb(pdf->cairo, grey, grey, grey);
}

void pdf_fill_box(struct pdf *pdf, const struct pdf_box *box, double grey)
{
	ink(pdf, grey);
	cairo_rectangle(pdf->cairo, box->x, box->y, box->width, box->height);
	cairo_fill(pdf->cairo);
}

void pdf_put_box(struct pdf *pdf, const struct pdf_box *box, double grey)
{
	pdf_fill_box(pdf, box, grey);
	ink(pdf, 0.25);
	cairo_rectangle(pdf->cairo, box->x, box->y, box->width, box->height);
	cairo_set_line_width(pdf->cairo, 0.5);
	cairo_stroke(pdf->cairo);
}

void pdf_put_line(struct pdf *pdf, double x, double from_y, double to_y)
{
	ink(pdf, 0.6);
	cairo_move_to(pdf->cairo, x, from_y);
	cairo_line_to(pdf->cairo, x, to_y);
	cairo_set_line_width(pdf->cairo, 0.25);
	cairo_stroke(pdf->cairo);
}

void pdf_put_rule(struct pdf *pdf, double from_x, double to_x, double y, bool strong)
{
	ink(pdf, strong ? 0 : 0.6);
	cairo_move_to(pdf->cairo, from_x, y);
	cairo_line_to(pdf->cairo, to_x, y);
	cairo_set_line_width(pdf->cairo, strong ? 1 : 0.25);
	cairo_stroke(pdf->cairo);
}

/* ---- Text ---- */

static void set_font(struct pdf *pdf, double size, bool bold)
{
	cairo_select_font_face(pdf->cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
			       bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(pdf->cairo, size);
}

static double width_of(struct pdf *pdf, struct str s)
{
	cairo_text_extents_t extents;

	cairo_text_extents(pdf->cairo, arena_str(pdf->arena, s).ptr, &extents);
	return extents.x_advance;
}

/* As much as fits, with a sign that there was more. */
static struct str cut(struct pdf *pdf, double width, struct str s)
{
	pdf->cuts++;
	while (s.len > 0) {
		struct str copy;

		s = str_utf8_cut(s, s.len - 1);
		copy = arena_printf(pdf->arena, "%.*s\xE2\x80\xA6", STR_ARG(s));
		if (width_of(pdf, copy) <= width)
			return copy;
	}
	return s;
}

static void show(struct pdf *pdf, const struct pdf_box *at, const struct pdf_style *style,
		 struct str s)
{
	double x = at->x, rest = at->width - width_of(pdf, s);

	if (style->align == PDF_CENTRE)
		x += rest / 2;
	else if (style->align == PDF_RIGHT)
		x += rest;
	ink(pdf, style->grey);
	cairo_move_to(pdf->cairo, x, at->y);
	cairo_show_text(pdf->cairo, arena_str(pdf->arena, s).ptr);
}

void pdf_put_text(struct pdf *pdf, const struct pdf_box *at, const struct pdf_style *style,
		  struct str s)
{
	double size = style->size > 0 ? style->size : usual_size;

	set_font(pdf, size, style->bold);
	while (size > least_size && width_of(pdf, s) > at->width) {
		size -= step;
		set_font(pdf, size, style->bold);
	}
	if (width_of(pdf, s) > at->width)
		s = cut(pdf, at->width, s);
	show(pdf, at, style, s);
}

/* Lines as they are broken in one size. */
struct broken {
	struct str text[MAX_LINES];
	bool bold[MAX_LINES];
	size_t n;
	bool fits; /* every word is narrower than the box */
};

/* Where the first line of a text ends: before a space, as far as the width goes. */
static size_t break_at(struct pdf *pdf, double width, struct str s)
{
	size_t best = 0;

	for (size_t i = 1; i <= s.len; i++) {
		if (i < s.len && s.ptr[i] != ' ')
			continue;
		if (best > 0 && width_of(pdf, str_slice(s, 0, i)) > width)
			return best;
		best = i;
	}
	return best;
}

static void break_line(struct pdf *pdf, double width, const struct pdf_line *line,
		       struct broken *ret)
{
	struct str rest = line->text;

	while (rest.len > 0 && ret->n < MAX_LINES) {
		size_t end = break_at(pdf, width, rest);
		struct str piece = str_slice(rest, 0, end);

		ret->fits = ret->fits && width_of(pdf, piece) <= width;
		ret->text[ret->n] = piece;
		ret->bold[ret->n++] = line->bold;
		rest = str_trim(str_slice(rest, end, rest.len));
	}
	ret->fits = ret->fits && rest.len == 0;
}

static bool break_all(struct pdf *pdf, const struct pdf_box *box, double size,
		      const struct pdf_line *line, size_t n, struct broken *ret)
{
	ret->n = 0;
	ret->fits = true;
	for (size_t i = 0; i < n; i++) {
		set_font(pdf, size, line[i].bold);
		break_line(pdf, box->width, &line[i], ret);
	}
	return ret->fits && (double)ret->n * size * leading <= box->height;
}

static void show_all(struct pdf *pdf, const struct pdf_box *box, const struct pdf_style *style,
		     double size, const struct broken *broken)
{
	struct pdf_box at = *box;

	at.y += size * 0.9;
	for (size_t i = 0; i < broken->n; i++) {
		struct str text = broken->text[i];

		if (at.y > box->y + box->height + 0.5) {
			pdf->cuts++;
			return;
		}
		set_font(pdf, size, broken->bold[i]);
		if (width_of(pdf, text) > box->width)
			text = cut(pdf, box->width, text);
		show(pdf, &at, style, text);
		at.y += size * leading;
	}
}

void pdf_put_lines(struct pdf *pdf, const struct pdf_box *box, const struct pdf_style *style,
		   const struct pdf_line *line, size_t n)
{
	double largest = style->size > 0 ? style->size : usual_size, readable = least_size + 1.25;
	struct broken broken;

	/* With all lines in a size that is easily read; else without the spare ones; else as
	 * small as need be. */
	for (;;) {
		double least = n > 1 && line[n - 1].spare ? readable : least_size;

		int steps = (int)((largest - least) / step) + 1;

		for (int i = 0; i < steps; i++) {
			double size = largest - i * step;

			if (break_all(pdf, box, size, line, n, &broken)) {
				show_all(pdf, box, style, size, &broken);
				return;
			}
		}
		if (n <= 1 || !line[n - 1].spare)
			break;
		n--;
	}
	(void)break_all(pdf, box, least_size, line, n, &broken);
	show_all(pdf, box, style, least_size, &broken);
}
