/* The day sheet on paper: a line a stretch of a class, as many pages as it takes. */
#include "parts/cover/cover_page_internal.h"

#include "kit/formats/pdf/pdf.h"

/* Points. */
enum { MARGIN = 36, HEAD = 52, FOOT = 20, ROW = 20, COLUMNS = 4 };

struct sheet {
	struct pdf *pdf;
	const struct cover_paper *paper;
	struct pdf_size size;
};

static void put_row(const struct sheet *s, double y, const struct pdf_style *style,
		    const struct str *cell)
{
	double width = (s->size.width - 2 * MARGIN) / COLUMNS;

	for (size_t i = 0; i < COLUMNS; i++)
		pdf_put_text(s->pdf,
			     &(struct pdf_box){MARGIN + width * (double)i, y + 13, width - 6, 0},
			     style, cell[i]);
	pdf_put_rule(s->pdf, MARGIN, s->size.width - MARGIN, y + ROW - 1, style->bold);
}

/* The head of a page; where its rows begin. */
static double begin_page(const struct sheet *s)
{
	const struct pdf_style large = {.size = 18, .bold = true}, small = {.size = 10},
			       foot = {.size = 7, .grey = 0.3}, head = {.size = 9, .bold = true};
	double width = s->size.width - 2 * MARGIN;
	struct str cell[COLUMNS];

	pdf_put_text(s->pdf, &(struct pdf_box){MARGIN, MARGIN + 14, width, 0}, &large,
		     s->paper->title);
	pdf_put_text(s->pdf, &(struct pdf_box){MARGIN, MARGIN + 32, width, 0}, &small,
		     s->paper->below);
	pdf_put_text(s->pdf, &(struct pdf_box){MARGIN, s->size.height - MARGIN, width, 0}, &foot,
		     s->paper->dated);
	for (size_t i = 0; i < COLUMNS; i++)
		cell[i] = s->paper->table->column[i].text;
	put_row(s, MARGIN + HEAD, &head, cell);
	return MARGIN + HEAD + ROW;
}

bool cover_paper_write(struct arena *arena, const struct cover_paper *paper, struct str *ret,
		       struct err *err)
{
	const struct pdf_style text = {.size = 9};
	struct sheet s = {pdf_begin(arena, paper->title, pdf_paper_size(PDF_LETTER, false)), paper,
			  pdf_paper_size(PDF_LETTER, false)};
	double y = begin_page(&s);

	for (size_t row = 0; row < paper->table->n_rows; row++) {
		struct str cell[COLUMNS];

		if (y + ROW > s.size.height - MARGIN - FOOT) {
			pdf_next_page(s.pdf);
			y = begin_page(&s);
		}
		for (size_t i = 0; i < COLUMNS; i++) {
			const struct table_cell *at = &paper->table->cell[row * COLUMNS + i];

			cell[i] = at->badge.text.len == 0
					  ? at->text
					  : arena_printf(arena, "%.*s (%.*s)", STR_ARG(at->text),
							 STR_ARG(at->badge.text));
		}
		put_row(&s, y, &text, cell);
		y += ROW;
	}
	return pdf_end(s.pdf, ret, err);
}
