#include "parts/year/year_sheet.h"

#include "base/date.h"

/* Points. */
enum {
	MARGIN = 24,
	HEAD = 38,
	FOOT = 16,
	GAP = 7,
	COLUMNS = 4,       /* of months */
	ROWS = 3,          /* more where there are more than twelve months */
	MONTH_HEAD = 14,   /* its name */
	WEEKDAY_HEAD = 10, /* the names of its days */
	DAYS = 5,
	WEEKS = 6, /* at most in a month */
};

/* How wide the load is, in days. */
#define LOAD_SHARE 0.55

static const double grey_off = 0.80, grey_short = 0.93, grey_lab = 0.98;

static struct pdf_box page(struct pdf *pdf, const struct year_sheet_frame *frame, struct str title)
{
	struct pdf_size size = pdf_size(pdf);
	double width = size.width - 2 * MARGIN;
	const struct pdf_style large = {.size = 18, .bold = true}, small = {.size = 9},
			       foot = {.size = 7, .grey = 0.3};

	pdf_put_text(pdf, &(struct pdf_box){MARGIN, MARGIN + 14, width, 0}, &large, title);
	pdf_put_text(pdf, &(struct pdf_box){MARGIN, MARGIN + 28, width, 0}, &small, frame->below);
	pdf_put_text(pdf, &(struct pdf_box){MARGIN, size.height - MARGIN, width, 0}, &foot,
		     frame->dated);
	return (struct pdf_box){MARGIN, MARGIN + HEAD, width,
				size.height - 2 * MARGIN - HEAD - FOOT};
}

/* ---- The calendar ---- */

struct drawing {
	struct arena *arena;
	struct pdf *pdf;
	const struct year_sheet_frame *frame;
	const struct wall_calendar *wall;
	const struct year_sheet_load *load;
	size_t next; /* entry: they come by date */
};

static int32_t month_first(const struct wall_calendar *wall, int month)
{
	return date_add_months(wall->first - (date_civil(wall->first).day - 1), month);
}

static int months_of(const struct wall_calendar *wall)
{
	struct civil first = date_civil(wall->first), last = date_civil(wall->last);

	return (last.year - first.year) * 12 + last.month - first.month + 1;
}

/* The Monday of the first week of a month that has a weekday in it. */
static int32_t first_monday(int32_t first)
{
	int weekday = (int)date_weekday(first);

	return first - (weekday - MONDAY) + (weekday > FRIDAY ? 7 : 0);
}

static double grey_of(enum wall_day kind)
{
	return kind == WALL_OFF ? grey_off : kind == WALL_SHORT ? grey_short : 1;
}

/* What stands on a date: its labs in bold, then what kind of day it is. */
static void draw_day(struct drawing *d, const struct pdf_box *box, int32_t date)
{
	enum { LINES = 6 };
	const struct pdf_style number = {.size = 5.5, .grey = 0.25}, text = {.size = 6.5};
	const struct pdf_box inside = {box->x + 1, box->y + 6, box->width - 1.5, box->height - 6};
	struct pdf_line line[LINES] = {0};
	struct str name = {0};
	enum wall_day kind = date < d->wall->first || date > d->wall->last
				     ? WALL_OUTSIDE
				     : d->wall->day(d->wall->self, date, &name);
	bool lab = false;
	size_t n = 0;

	while (d->next < d->wall->n && d->wall->entry[d->next].date < date)
		d->next++;
	for (size_t i = d->next; i < d->wall->n && d->wall->entry[i].date == date; i++) {
		if (n < LINES - 1)
			line[n++] = (struct pdf_line){.text = d->wall->entry[i].text,
						      .bold = d->wall->entry[i].kind != KIND_OTHER};
		lab = lab || d->wall->entry[i].kind != KIND_OTHER;
	}
	if (name.len > 0 && n == 0)
		line[n++] = (struct pdf_line){.text = name, .spare = true};
	pdf_put_box(d->pdf, box, lab ? grey_lab : grey_of(kind));
	pdf_put_text(d->pdf, &(struct pdf_box){box->x + 1.5, box->y + 5.5, box->width - 3, 0},
		     &number, arena_printf(d->arena, "%d", date_civil(date).day));
	if (n > 0)
		pdf_put_lines(d->pdf, &inside, &text, line, n);
}

static void draw_heads(struct drawing *d, const struct pdf_box *box, double width)
{
	const struct pdf_style style = {.size = 6.5, .grey = 0.25};

	for (int day = 0; day < DAYS; day++) {
		struct str name = lang_text(d->frame->lang,
					    date_weekday_name((enum weekday)(MONDAY + day)));

		pdf_put_text(d->pdf,
			     &(struct pdf_box){box->x + width * day + 1.5, box->y + MONTH_HEAD + 7,
					       width - 2, 0},
			     &style, str_slice(name, 0, name.len < 3 ? name.len : 3));
	}
	if (d->load != NULL)
		pdf_put_text(d->pdf,
			     &(struct pdf_box){box->x + width * DAYS + 1.5, box->y + MONTH_HEAD + 7,
					       width - 2, 0},
			     &style, d->load->head);
}

static void draw_month(struct drawing *d, const struct pdf_box *box, int32_t first)
{
	const struct pdf_style name = {.size = 10, .bold = true}, small = {.size = 6.5};
	double width = box->width / (DAYS + (d->load != NULL ? LOAD_SHARE : 0));
	double height = (box->height - MONTH_HEAD - WEEKDAY_HEAD) / WEEKS;
	int32_t end = date_add_months(first, 1), monday = first_monday(first);
	struct str month = lang_text(d->frame->lang, date_month_name(date_civil(first).month));

	pdf_put_text(d->pdf, &(struct pdf_box){box->x, box->y + 9, box->width, 0}, &name,
		     arena_printf(d->arena, "%.*s %d", STR_ARG(month), date_civil(first).year));
	draw_heads(d, box, width);
	for (int week = 0; monday + 7 * week < end; week++) {
		double y = box->y + MONTH_HEAD + WEEKDAY_HEAD + height * week;

		for (int day = 0; day < DAYS; day++) {
			int32_t date = monday + 7 * week + day;

			if (date >= first && date < end)
				draw_day(d,
					 &(struct pdf_box){box->x + width * day, y, width, height},
					 date);
		}
		if (d->load != NULL)
			pdf_put_text(d->pdf,
				     &(struct pdf_box){box->x + width * DAYS + 2,
						       y + height / 2 + 2, width - 3, 0},
				     &small, d->load->of(d->load->self, monday + 7 * week));
	}
}

static bool end(struct pdf *pdf, struct str *ret, struct year_sheet_facts *ret_facts,
		struct err *err)
{
	struct year_sheet_facts facts = {pdf_pages(pdf), pdf_cuts(pdf)};

	if (!pdf_end(pdf, ret, err))
		return false;
	if (ret_facts != NULL)
		*ret_facts = facts;
	return true;
}

bool year_sheet_wall(struct arena *arena, const struct year_sheet_frame *frame,
		     const struct wall_calendar *wall, const struct year_sheet_load *load,
		     struct str *ret, struct year_sheet_facts *ret_facts, struct err *err)
{
	struct pdf *pdf = pdf_begin(arena, frame->title, pdf_paper_size(frame->paper, true));
	struct drawing d = {arena, pdf, frame, wall, load, 0};
	struct pdf_box all = page(pdf, frame, frame->title);
	int months = months_of(wall);
	int rows = months > COLUMNS * ROWS ? (months + COLUMNS - 1) / COLUMNS : ROWS;
	double width = (all.width - GAP * (COLUMNS - 1)) / COLUMNS;
	double height = (all.height - GAP * (rows - 1)) / rows;

	for (int i = 0; i < months; i++) {
		int column = i % COLUMNS, row = i / COLUMNS;
		struct pdf_box box = {all.x + (width + GAP) * column, all.y + (height + GAP) * row,
				      width, height};

		draw_month(&d, &box, month_first(wall, i));
	}
	return end(pdf, ret, ret_facts, err);
}

/* ---- Cards ---- */

enum { CARD_COLUMNS = 2, CARD_HEAD = 16, CARD_ROW = 13, CELLS = 4 };

static double card_height(const struct year_sheet_card *card, double scale)
{
	return (CARD_HEAD + CARD_ROW * (double)card->n + GAP) * scale;
}

static void draw_card(struct pdf *pdf, const struct year_sheet_card *card, double x, double y,
		      double width, double scale)
{
	static const double share[CELLS] = {0.22, 0.24, 0.46, 0.08};
	const struct pdf_style head = {.size = 10 * scale, .bold = true},
			       text = {.size = 8 * scale},
			       right = {.size = 8 * scale, .align = PDF_RIGHT};

	pdf_put_text(pdf, &(struct pdf_box){x, y + 10 * scale, width, 0}, &head, card->title);
	for (size_t i = 0; i < card->n; i++) {
		double at = x, line = y + (CARD_HEAD + CARD_ROW * (double)i) * scale;

		pdf_put_rule(pdf, x, x + width, line, i == 0);
		for (int k = 0; k < CELLS; k++) {
			pdf_put_text(
				pdf,
				&(struct pdf_box){at, line + 9.5 * scale, width * share[k] - 3, 0},
				k == CELLS - 1 ? &right : &text, card->row[i].cell[k]);
			at += width * share[k];
		}
	}
}

/* How high the cards are together where each goes into the shorter column. */
static double needed(const struct year_sheet_group *group, double scale)
{
	double height[CARD_COLUMNS] = {0};

	for (size_t i = 0; i < group->n; i++)
		height[height[1] < height[0]] += card_height(&group->card[i], scale);
	return height[0] > height[1] ? height[0] : height[1];
}

static void draw_group(struct pdf *pdf, const struct year_sheet_group *group,
		       const struct pdf_box *all)
{
	double width = (all->width - 2 * GAP) / CARD_COLUMNS, height[CARD_COLUMNS] = {0};
	double scale = 1, need = needed(group, 1);

	if (need > all->height)
		scale = all->height / need;
	for (size_t i = 0; i < group->n; i++) {
		int column = height[1] < height[0];

		draw_card(pdf, &group->card[i], all->x + (width + 2 * GAP) * column,
			  all->y + height[column], width, scale);
		height[column] += card_height(&group->card[i], scale);
	}
}

bool year_sheet_cards(struct arena *arena, const struct year_sheet_frame *frame,
		      const struct year_sheet_group *group, size_t n, struct str *ret,
		      struct year_sheet_facts *ret_facts, struct err *err)
{
	struct pdf *pdf = pdf_begin(arena, frame->title, pdf_paper_size(frame->paper, true));

	for (size_t i = 0; i < n; i++) {
		struct pdf_box all;

		if (i > 0)
			pdf_next_page(pdf);
		all = page(pdf, frame, group[i].title);
		draw_group(pdf, &group[i], &all);
	}
	return end(pdf, ret, ret_facts, err);
}
