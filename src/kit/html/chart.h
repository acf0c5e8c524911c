/* chart: small drawings made by the server as SVG, each with its numbers as a table.
 *
 * The drawing is hidden from screen readers, which read the table instead; everybody
 * can open the table below it. Colours are classes of the style sheet (so that dark
 * mode and print work); nothing is told by colour alone.
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

/* Draw one, with title, drawing and table. Callable from templates. */
void bar_chart(struct html *out, const struct bar_chart *chart);
void line_chart(struct html *out, const struct line_chart *chart);
void heat_strip(struct html *out, const struct heat_strip *strip);
void timeline(struct html *out, const struct timeline *timeline);

#endif
