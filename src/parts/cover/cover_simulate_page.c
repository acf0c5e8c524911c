/* /year/simulation: how many labs take place when substitutes do not come, with the ladder and
 * without it. The same seed gives the same years, so that a figure can be found again. */
#include "parts/cover/cover_page_internal.h"

#include "parts/cover/cover_page.html.h"
#include "parts/cover/cover_simulate.h"

enum { RUNS = 100, COLUMNS = 3, ROWS = 7 };

struct questions {
	int64_t fill, permanent, seed;
	bool asked;
};

static bool read_questions(const struct cover_visit *visit, struct questions *ret, struct err *err)
{
	int32_t rate = visit->zone->info.at[0].fill_rate_percent;
	const struct http_range fill = {0, 100, rate == ZONE_UNSET ? 80 : rate},
				permanent = {0, 50, 0}, seed = {1, 1000000, 1};
	struct questions q = {.asked = http_query_text(visit->request, "fill", "").len > 0};

	if (!http_query_int(visit->request, "fill", fill, &q.fill, err) ||
	    !http_query_int(visit->request, "permanent", permanent, &q.permanent, err) ||
	    !http_query_int(visit->request, "seed", seed, &q.seed, err))
		return false;
	*ret = q;
	return true;
}

static struct form_field number_field(const struct cover_visit *visit, const char *id,
				      const char *label, int64_t value)
{
	return (struct form_field){.type = FIELD_NUMBER,
				   .width = FIELD_SHORT,
				   .id = str_from(id),
				   .label = cover_say(visit, label),
				   .value = arena_printf(visit->arena, "%lld", (long long)value)};
}

static struct str a_year(const struct cover_visit *visit, int64_t n)
{
	struct html_arg arg = html_arg_decimal((double)n / RUNS);

	return say_text(visit->arena, visit->lang, STR("{1}"), &arg, 1);
}

/* Fills the next row, and goes on to the one after it. */
static void put_row(const struct cover_visit *visit, struct table_cell **next, const char *words,
		    int64_t with, int64_t without)
{
	struct table_cell *cell = *next;

	cell[0].text = cover_say(visit, words);
	cell[1].text = a_year(visit, with);
	cell[2].text = a_year(visit, without);
	*next += COLUMNS;
}

static struct table table_of(const struct cover_visit *visit, const struct cover_result *with,
			     const struct cover_result *without)
{
	static const char *const heads[COLUMNS] = {WORD("Labs in a year"), WORD("With the ladder"),
						   WORD("Without it")};
	struct table_column *column = arena_array(visit->arena, struct table_column, COLUMNS);
	struct table_cell *cell = arena_array(visit->arena, struct table_cell,
					      (size_t)ROWS * COLUMNS);
	struct table_cell *next = cell;

	for (size_t i = 0; i < COLUMNS; i++)
		column[i] = (struct table_column){.text = cover_say(visit, heads[i]),
						  .align = i == 0 ? ALIGN_TEXT : ALIGN_NUMBER,
						  .row_header = i == 0};
	put_row(visit, &next, WORD("Take place"), with->labs * RUNS - with->failed,
		without->labs * RUNS - without->failed);
	put_row(visit, &next, WORD("… as planned"), with->as_planned, without->as_planned);
	put_row(visit, &next, WORD("… staff of the school stand in"), with->internal,
		without->internal);
	put_row(visit, &next, WORD("… as half days"), with->half_day, without->half_day);
	put_row(visit, &next, WORD("… on another date"), with->moved, without->moved);
	put_row(visit, &next, WORD("… much later"), with->postponed, without->postponed);
	put_row(visit, &next, WORD("Do not take place"), with->failed, without->failed);
	return (struct table){.caption = cover_say(visit, WORD("Averages of 100 simulated years")),
			      .column = column,
			      .n_columns = COLUMNS,
			      .cell = cell,
			      .n_rows = ROWS};
}

static void simulate(const struct cover_visit *visit, const struct questions *q,
		     struct cover_simulate_page *page)
{
	struct cover_options options = cover_options_usual();
	struct cover_result with, without;
	struct html_arg words[3];

	options.fill_percent = (int32_t)q->fill;
	options.permanent = (int32_t)q->permanent;
	options.seed = (uint64_t)q->seed;
	options.runs = RUNS;
	with = cover_simulate(visit->arena, &visit->board->problem, &visit->board->plan, &options);
	options.ladder = 0;
	without = cover_simulate(visit->arena, &visit->board->problem, &visit->board->plan,
				 &options);
	page->table = table_of(visit, &with, &without);
	words[0] = html_arg_decimal((double)(with.labs * RUNS - with.failed) / RUNS);
	words[1] = html_arg_i64(with.labs);
	words[2] = html_arg_decimal((double)(without.labs * RUNS - without.failed) / RUNS);
	page->summary = say_text(visit->arena, visit->lang,
				 STR(WORD("{1} of {2} labs take place with the ladder, {3} without "
					  "it.")),
				 words, 3);
}

static void fill_page(const struct cover_visit *visit, const struct questions *q,
		      struct cover_simulate_page *page)
{
	struct page_link *crumb = arena_array(visit->arena, struct page_link, 1);

	crumb[0] = (struct page_link){.text = cover_say(visit, WORD("The year")),
				      .url = STR("/year")};
	page->page.crumbs = (struct page_links){crumb, 1};
	page->page.place = visit->zone->info.at[0].name;
	page->page.lead = cover_say(visit, WORD("How many labs take place when substitutes do not "
						"come? Chance decides about each request, and the "
						"ladder about each lab that lacks somebody: staff "
						"of the school, half a day, another date."));
	page->form = (struct form){.method = FORM_GET,
				   .in_line = true,
				   .action = STR("/year/simulation"),
				   .submit = {.text = cover_say(visit, WORD("Simulate"))}};
	page->fill = number_field(visit, "fill", WORD("Of 100 requests are filled"), q->fill);
	page->permanent = number_field(visit, "permanent", WORD("Substitutes who come each day"),
				       q->permanent);
	page->seed = number_field(visit, "seed", WORD("Which throw of the dice"), q->seed);
	if (visit->board->version == 0)
		page->summary = cover_say(visit, WORD("There is no plan of the year yet"));
	else if (q->asked)
		simulate(visit, q, page);
}

bool cover_simulate_show(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	struct cover_simulate_page page = {0};
	struct questions questions;
	struct cover_visit visit;
	struct html html;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	ok = read_questions(&visit, &questions, err);
	if (ok) {
		page.page = auth_frame(visit.part->auth, request,
				       cover_say(&visit, WORD("Try the year out")));
		fill_page(&visit, &questions, &page);
		auth_html(request, response, &html);
		cover_simulate_page(&html, &page);
		response->text = html.text;
	}
	cover_end(&visit);
	return ok;
}
