/* pdf: one sheet of boxes, lines and text, written as a PDF file.
 *
 * Lengths are points (a 72th of an inch) from the upper left corner. Everything is grey
 * or black, so that it survives a copier. Behind it stands cairo.
 */
#ifndef WEFT_KIT_FORMATS_PDF_PDF_H
#define WEFT_KIT_FORMATS_PDF_PDF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct pdf;

/* A new file with one sheet. It is complete after pdf_finish(). */
struct pdf *pdf_create(struct arena *arena, const char *path, double width, double height);

struct pdf_box {
	double x, y, width, height;
};

/* A rectangle filled with a grey (0 black, 1 white) and framed. */
void pdf_put_box(struct pdf *pdf, const struct pdf_box *box, double grey);

/* A thin upright line. */
void pdf_put_line(struct pdf *pdf, double x, double from_y, double to_y);

/* Text with its base line at y, in points. */
void pdf_put_text(struct pdf *pdf, double x, double y, double size, struct str s);

/* Text of 8 points within a width: made smaller first, to 4.5, then cut. */
void pdf_fit_text(struct pdf *pdf, double x, double y, double width, struct str s);

/* Close the file; frees pdf. False (ERR_SYSTEM) if it could not be written. */
bool pdf_finish(struct pdf *pdf, const char *path, struct err *err);

#endif
