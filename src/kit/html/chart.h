/* chart: small drawings made by the server, each with its numbers as text.
 *
 * Words and numbers are HTML, so that they wrap, zoom and are read aloud; only the
 * marks are SVG, stretched to the width there is. Bars and heat strips are tables
 * with a drawing in each row; lines and timelines have their table below them. Colours
 * are classes of the style sheet (so that dark mode and print work), and nothing is
 * told by colour alone.
 */
#ifndef WEFT_KIT_HTML_CHART_H
#define WEFT_KIT_HTML_CHART_H

#include "kit/html/elements.h"

enum chart_unit {
	CHART_NUMBER,
	CHART_MINUTES,
	CHART_CENTS,
	CHART_PERCENT, /* of a value that is permille */
};

struct chart_point {
	struct str label;
	int64_t value;
	enum time_kind kind; /* bars and strips: its colour; KIND_OTHER: the plain one */
	bool missing;        /* no value: a gap, "no data" in the table */
	bool suppressed;     /* a group too small to show: hatched, "hidden" in the table */
};

/* Horizontal bars, with a line where the target is. */
struct bar_chart {
	struct str title, note;
	enum chart_unit unit;
	const struct chart_point *point;
	size_t n;
	int64_t target; /* 0: none */
	struct str target_label;
};

/* Values over time with their median: a run chart. */
struct line_chart {
	struct str title, note;
	enum chart_unit unit;
	const struct chart_point *point;
	size_t n;
	bool median;
};

/* A row of cells per label, darker where there is more. value has n_rows * n_columns. */
struct heat_strip {
	struct str title, note;
	enum chart_unit unit;
	const struct str *row, *column;
	size_t n_rows, n_columns;
	const int64_t *value; /* < 0: no data */
};

/* Spans on a row each, over a range of days. */
struct timeline_span {
	struct str row, text;
	int32_t first, last; /* dates */
	enum time_kind kind;
};
struct timeline {
	struct str title, note;
	int32_t first, last;
	int32_t today;                    /* 0: not marked */
	const struct timeline_span *span; /* spans of one row stand together */
	size_t n;
};

/* Drawn by the functions of the same names in chart.html.h. */

/* A value with its unit, in the page's language. */
void chart_put_value(struct html *out, enum chart_unit unit, int64_t value);

/* The median of the values that are there (of two in the middle, the lower). False if none is. */
bool chart_median(struct arena *arena, const struct chart_point *point, size_t n, int64_t *ret);

#endif
