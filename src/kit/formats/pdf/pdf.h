/* pdf: sheets of boxes, lines and text, written as PDF.
 *
 * Lengths are points (a 72th of an inch) from the upper left corner. Everything is grey
 * or black, so that it survives a copier. Text is never drawn outside of what it was given: it is
 * made smaller first, then cut, and the cuts are counted, so that a test can ask for none.
 * The same sheets give the same bytes. Behind it stands cairo.
 *
 *	struct pdf *pdf = pdf_begin(arena, STR("Lunch"), pdf_paper_size(PDF_LETTER, true));
 *	pdf_put_box(pdf, &box, 0.9);
 *	pdf_next_page(pdf);
 *	...
 *	if (!pdf_end(pdf, &bytes, err))
 */
#ifndef WEFT_KIT_FORMATS_PDF_PDF_H
#define WEFT_KIT_FORMATS_PDF_PDF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct pdf;

struct pdf_size {
	double width, height;
};

/* ---- Paper ---- */

enum pdf_paper { PDF_LETTER, PDF_LEGAL, PDF_TABLOID, PDF_A4, PDF_A3 };
enum { PDF_N_PAPERS = PDF_A3 + 1 };

/* Upright, or lying on its long side. */
struct pdf_size pdf_paper_size(enum pdf_paper paper, bool lying);
/* "letter", "legal", "tabloid", "a4", "a3". */
const char *pdf_paper_name(enum pdf_paper paper);
bool pdf_paper_from_name(struct str name, enum pdf_paper *ret);

/* ---- A file ---- */

/* A new file with one empty sheet; pdf_end() gives its bytes, in the arena, and frees it. */
struct pdf *pdf_begin(struct arena *arena, struct str title, struct pdf_size size);
/* Another sheet of the same size. */
void pdf_next_page(struct pdf *pdf);
struct pdf_size pdf_size(const struct pdf *pdf);
/* False: ERR_SYSTEM. ret may be NULL: the sheets are thrown away. */
bool pdf_end(struct pdf *pdf, struct str *ret, struct err *err);

/* How many sheets there are, and how many texts did not fit and were cut. */
size_t pdf_pages(const struct pdf *pdf);
size_t pdf_cuts(const struct pdf *pdf);

/* ---- On the sheet ---- */

struct pdf_box {
	double x, y, width, height;
};

/* A rectangle filled with a grey (0 black, 1 white) and framed. */
void pdf_put_box(struct pdf *pdf, const struct pdf_box *box, double grey);
/* The same without a frame. */
void pdf_fill_box(struct pdf *pdf, const struct pdf_box *box, double grey);

/* Thin lines, upright and level; strong ones are thicker. */
void pdf_put_line(struct pdf *pdf, double x, double from_y, double to_y);
void pdf_put_rule(struct pdf *pdf, double from_x, double to_x, double y, bool strong);

enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT };

struct pdf_style {
	double size; /* at most; 0: 8 */
	bool bold;
	enum pdf_align align;
	double grey; /* of the letters; 0: black */
};

/* One line within a width, its base line at y. */
void pdf_put_text(struct pdf *pdf, const struct pdf_box *at, const struct pdf_style *style,
		  struct str s);

struct pdf_line {
	struct str text; /* empty: left out */
	bool bold;
	bool spare; /* may be left out where there is no room; from the last on */
};

/* Lines inside a box, each broken between words where it must be, all in one size: the largest up
 * to the style's that fits. */
void pdf_put_lines(struct pdf *pdf, const struct pdf_box *box, const struct pdf_style *style,
		   const struct pdf_line *line, size_t n);

#endif
