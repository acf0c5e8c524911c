/* /schools/{school}/cover/sheet: the day sheet in three views, to print and to copy. */
#include "parts/cover/cover_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/cover/cover_page.html.h"

#include <stdlib.h>

/* A stretch of a class and who has it; pick NULL: nobody yet. */
struct row {
	const struct cover_need *need;
	const struct cover_pick *pick;
	int32_t start, end;
	size_t place; /* in the order of the desk */
};

struct rows {
	struct row *at;
	size_t n, cap;
};

static struct rows rows_of(const struct cover_visit *visit, const struct cover_desk *desk)
{
	struct rows rows = {0};

	for (size_t i = 0; i < desk->day.n_needs; i++) {
		const struct cover_need *need = &desk->day.needs[i];
		size_t before = rows.n;

		if (need->school != visit->school)
			continue;
		for (size_t k = 0; k < desk->picks.n; k++)
			if (desk->picks.at[k].need == i)
				*vec_push(visit->arena, &rows) = (struct row){
					need, &desk->picks.at[k], desk->picks.at[k].start,
					desk->picks.at[k].end, rows.n};
		if (rows.n == before)
			*vec_push(visit->arena, &rows) = (struct row){need, NULL, need->start,
								      need->end, rows.n};
	}
	return rows;
}

static int by_place(const struct row *x, const struct row *y)
{
	return (x->place > y->place) - (x->place < y->place);
}

static int by_cover(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->pick == NULL || y->pick == NULL)
		return x->pick == y->pick ? by_place(x, y) : x->pick == NULL ? 1 : -1;
	if (x->pick->who.source != y->pick->who.source)
		return x->pick->who.source < y->pick->who.source ? -1 : 1;
	if (x->pick->who.row != y->pick->who.row)
		return x->pick->who.row < y->pick->who.row ? -1 : 1;
	return x->start != y->start ? x->start - y->start : by_place(x, y);
}

static int by_period(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->start != y->start ? x->start - y->start : by_place(x, y);
}

enum { COLUMNS = 4 };

struct words {
	struct str away, place, when, who;
	struct badge badge;
};

static struct words words_of(const struct cover_visit *visit, const struct row *row)
{
	struct words words = {.away = row->need->person < visit->zone->people.n
					      ? visit->zone->people.at[row->need->person].name
					      : cover_say(visit, WORD("Vacant position")),
			      .place = cover_place(visit, row->need),
			      .when = cover_span(visit, row->start, row->end),
			      .who = row->pick == NULL ? cover_say(visit, WORD("Nobody yet"))
						       : cover_name(visit->zone, row->pick->who)};

	if (row->pick != NULL && row->pick->acknowledged)
		words.badge = (struct badge){BADGE_GOOD, cover_say(visit, WORD("Confirmed"))};
	if (row->pick == NULL)
		words.badge = (struct badge){BADGE_WARN, cover_say(visit, WORD("Open"))};
	return words;
}

static void put_row(struct table_cell *cell, enum cover_view view, const struct words *words)
{
	const struct table_cell away = {.text = words->away}, place = {.text = words->place},
				when = {.text = words->when},
				who = {.text = words->who, .badge = words->badge};
	const struct table_cell *order[3][COLUMNS] = {
		[COVER_BY_ABSENTEE] = {&away, &place, &when, &who},
		[COVER_BY_COVER] = {&who, &when, &place, &away},
		[COVER_BY_PERIOD] = {&when, &place, &who, &away},
	};

	for (size_t i = 0; i < COLUMNS; i++)
		cell[i] = *order[view][i];
}

static struct table table_of(const struct cover_visit *visit, const struct cover_desk *desk,
			     enum cover_view view)
{
	static const char *const away = WORD("Away"), *const place = WORD("Class and room"),
				 *const when = WORD("When"), *const who = WORD("Stands in");
	const char *const heads[3][COLUMNS] = {
		[COVER_BY_ABSENTEE] = {away, place, when, who},
		[COVER_BY_COVER] = {who, when, place, away},
		[COVER_BY_PERIOD] = {when, place, who, away},
	};
	struct rows rows = rows_of(visit, desk);
	struct table_column *column = arena_array(visit->arena, struct table_column, COLUMNS);
	struct table_cell *cell = arena_array(visit->arena, struct table_cell, rows.n * COLUMNS);

	if (rows.n > 0 && view != COVER_BY_ABSENTEE)
		qsort(rows.at, rows.n, sizeof *rows.at,
		      view == COVER_BY_COVER ? by_cover : by_period);
	for (size_t i = 0; i < COLUMNS; i++)
		column[i] = (struct table_column){.text = cover_say(visit, heads[view][i]),
						  .row_header = i == 0};
	for (size_t i = 0; i < rows.n; i++) {
		struct words words = words_of(visit, &rows.at[i]);

		put_row(&cell[i * COLUMNS], view, &words);
	}
	return (struct table){.caption = cover_say(visit, WORD("Day sheet")),
			      .hide_caption = true,
			      .column = column,
			      .n_columns = COLUMNS,
			      .cell = cell,
			      .n_rows = rows.n};
}

static enum cover_view view_asked(const struct cover_visit *visit)
{
	struct str view = http_query_text(visit->request, "view", "");

	return str_eq(view, STR("cover"))    ? COVER_BY_COVER
	       : str_eq(view, STR("period")) ? COVER_BY_PERIOD
					     : COVER_BY_ABSENTEE;
}

static void fill_frame(const struct cover_visit *visit, enum cover_view view,
		       struct cover_sheet_page *page)
{
	static const struct {
		const char *view, *text;
	} tabs[] = {{"absentee", WORD("By who is away")},
		    {"cover", WORD("By who stands in")},
		    {"period", WORD("By time")}};
	enum { TABS = sizeof tabs / sizeof *tabs };
	struct page_link *tab = arena_array(visit->arena, struct page_link, TABS);
	struct page_link *crumb = arena_array(visit->arena, struct page_link, 1);
	struct str base = cover_base(visit);
	struct str self = cover_date_url(
		visit, arena_printf(visit->arena, "%.*s/sheet", STR_ARG(base)), visit->date);

	for (size_t i = 0; i < TABS; i++)
		tab[i] = (struct page_link){.text = cover_say(visit, tabs[i].text),
					    .url = arena_printf(visit->arena, "%.*s&view=%s",
								STR_ARG(self), tabs[i].view),
					    .current = i == (size_t)view};
	crumb[0] = (struct page_link){.text = cover_say(visit, WORD("Cover")),
				      .url = cover_date_url(visit, base, visit->date)};
	page->page.tabs = (struct page_links){tab, TABS};
	page->page.crumbs = (struct page_links){crumb, 1};
	page->page.place = visit->zone->schools.at[visit->school].name;
	page->pdf = (struct page_link){
		.text = cover_say(visit, WORD("Print (PDF)")),
		.url = arena_printf(visit->arena, "%.*s/sheet.pdf?date=%.*s&view=%s", STR_ARG(base),
				    STR_ARG(date_text(visit->arena, visit->date)),
				    tabs[view].view)};
	page->date_words = cover_say2(visit, STR("{1}").ptr, html_arg_longdate(visit->date),
				      html_arg_i64(0));
}

bool cover_sheet_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_sheet_page page = {0};
	struct cover_visit visit;
	struct cover_view_of view;
	struct cover_desk desk;
	struct html html;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	view = cover_look(&visit, ACCESS_COVER_READ);
	page.page = auth_frame(visit.part->auth, request, cover_say(&visit, WORD("Day sheet")));
	ok = cover_desk_open(visit.arena, &view, &desk, err);
	if (ok) {
		enum cover_view order = view_asked(&visit);

		fill_frame(&visit, order, &page);
		page.table = table_of(&visit, &desk, order);
		page.text = cover_sheet(visit.arena, &desk.day, &desk.picks, order, visit.school);
		auth_html(request, response, &html);
		cover_sheet_page(&html, &page);
		response->text = html.text;
	}
	cover_end(&visit);
	return ok;
}

bool cover_sheet_pdf(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_visit visit;
	struct cover_view_of view;
	struct cover_desk desk;
	struct str pdf;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	view = cover_look(&visit, ACCESS_COVER_READ);
	ok = cover_desk_open(visit.arena, &view, &desk, err);
	if (ok) {
		struct table table = table_of(&visit, &desk, view_asked(&visit));
		struct cover_paper paper = {
			.title = cover_say2(&visit, WORD("{1}: day sheet"),
					    html_arg_str(visit.zone->schools.at[visit.school].name),
					    html_arg_i64(0)),
			.below = cover_say2(&visit, STR("{1}").ptr, html_arg_longdate(visit.date),
					    html_arg_i64(0)),
			.dated = cover_say2(&visit, WORD("Printed on {1}, {2}"),
					    html_arg_longdate(visit.today),
					    html_arg_clock(visit.minute)),
			.table = &table};

		ok = cover_paper_write(visit.arena, &paper, &pdf, err);
	}
	if (ok)
		http_body(response, STR("application/pdf"), pdf);
	cover_end(&visit);
	return ok;
}
