/* week_poster: a school's day on one sheet, as PDF: a row a class, time across.
 *
 * Shades of grey and words alone carry the meaning, so that any printer will do.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_POSTER_H
#define WEFT_PARTS_WEEK_WEEK_POSTER_H

#include "parts/week/week.h"

enum week_paper { WEEK_LETTER, WEEK_LEGAL, WEEK_TABLOID };
bool week_paper_from_name(struct str name, enum week_paper *ret);

struct week_poster {
	uint32_t school, shape;
	enum week_paper paper;
	struct str dated; /* under the title: "Made on ..., version 3" */
};

/* Write the file. */
bool week_poster_write(struct arena *arena, const struct week_plan *plan,
		       const struct week_poster *poster, const char *path, struct err *err);

#endif
