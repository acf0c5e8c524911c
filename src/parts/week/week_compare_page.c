#include "parts/week/week_compare.h"

#include "parts/week/week_compare.html.h"
#include "parts/week/week_page_internal.h"

static int64_t asked_plan(const struct week_visit *visit, const char *name, int64_t otherwise)
{
	int64_t id;

	return str_to_i64(http_query_text(visit->request, name, ""), &id) ? id : otherwise;
}

/* What is in force, and every plan. */
static struct form_choice choice(const struct week_visit *visit, const char *id, const char *label,
				 const struct week_scenarios *all, int64_t chosen)
{
	struct form_option *option = arena_array(visit->arena, struct form_option, all->n + 1);

	option[0] = (struct form_option){.value = STR("0"),
					 .text = week_say(visit, WORD("The plan in force")),
					 .chosen = chosen == 0};
	for (size_t i = 0; i < all->n; i++)
		option[i + 1] = (struct form_option){
			.value = arena_printf(visit->arena, "%lld", (long long)all->at[i].id),
			.text = all->at[i].name,
			.chosen = all->at[i].id == chosen};
	return (struct form_choice){.id = str_from(id),
				    .label = week_say(visit, label),
				    .option = option,
				    .n = all->n + 1};
}

/* Better, worse, or merely different: in words. */
static struct badge difference(const struct week_visit *visit, const struct week_measure *m)
{
	int64_t more = m->value[1] - m->value[0];

	if (!m->known || more == 0)
		return (struct badge){0};
	if (m->better == 0)
		return (struct badge){BADGE_PLAIN, week_say(visit, WORD("different"))};
	return (more > 0) == (m->better > 0)
		       ? (struct badge){BADGE_GOOD, week_say(visit, WORD("better"))}
		       : (struct badge){BADGE_WARN, week_say(visit, WORD("worse"))};
}

static struct str value_text(const struct week_visit *visit, const struct week_measure *m,
			     size_t plan)
{
	struct html_arg arg = m->unit == WEEK_UNIT_MINUTES ? html_arg_minutes(m->value[plan])
			      : m->unit == WEEK_UNIT_CENTS ? html_arg_money(m->value[plan])
							   : html_arg_number(m->value[plan]);

	return m->known ? say_text(visit->arena, visit->lang, STR("{1}"), &arg, 1)
			: STR("\xE2\x80\x93");
}

enum { COLUMNS = 3 };

static struct table make_table(const struct week_visit *visit,
			       const struct week_comparison *comparison, const struct str name[2])
{
	struct table_column *column = arena_array(visit->arena, struct table_column, COLUMNS);
	struct table_cell *cell = arena_array(visit->arena, struct table_cell,
					      comparison->measures.n * COLUMNS);

	column[0] = (struct table_column){.text = week_say(visit, WORD("What")),
					  .row_header = true};
	column[1] = (struct table_column){.text = name[0], .align = ALIGN_NUMBER};
	column[2] = (struct table_column){.text = name[1], .align = ALIGN_NUMBER};
	for (size_t i = 0; i < comparison->measures.n; i++) {
		const struct week_measure *m = &comparison->measures.at[i];
		struct str group = week_say(visit, m->group);

		cell[i * COLUMNS].text = m->name.len == 0
						 ? group
						 : arena_printf(visit->arena, "%.*s: %.*s",
								STR_ARG(group), STR_ARG(m->name));
		cell[i * COLUMNS + 1].text = value_text(visit, m, 0);
		cell[i * COLUMNS + 2].text = value_text(visit, m, 1);
		cell[i * COLUMNS + 2].badge = difference(visit, m);
	}
	return (struct table){.caption = week_say2(visit, WORD("{1} and {2}, side by side"),
						   html_arg_str(name[0]), html_arg_str(name[1])),
			      .column = column,
			      .n_columns = COLUMNS,
			      .cell = cell,
			      .n_rows = comparison->measures.n};
}

static bool compare(const struct week_visit *visit, const int64_t id[2], struct compare_page *page,
		    struct err *err)
{
	const struct week_board *board[2];
	struct week_comparison comparison;
	struct week_plan plan[2];
	struct str name[2];

	if (!week_boards_take(visit->part->boards, visit->part->db, id[0], &board[0], err))
		return false;
	if (!week_boards_take(visit->part->boards, visit->part->db, id[1], &board[1], err)) {
		week_boards_release(visit->part->boards, board[0]);
		return false;
	}
	for (size_t i = 0; i < 2; i++) {
		plan[i] = board[i]->plan;
		name[i] = id[i] == 0 ? week_say(visit, WORD("The plan in force"))
				     : arena_str(visit->arena, board[i]->scenario.name);
	}
	comparison = week_compare(visit->arena, plan, 2, visit->school);
	page->table = make_table(visit, &comparison, name);
	week_boards_release(visit->part->boards, board[1]);
	week_boards_release(visit->part->boards, board[0]);
	return true;
}

static bool fill(const struct week_visit *visit, struct compare_page *page, struct err *err)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);
	struct week_scenarios all;
	int64_t id[2];

	if (!week_scenario_list(visit->part->db, visit->arena, visit->part->zone_id, &all, err))
		return false;
	if (all.n == 0) {
		*empty = (struct empty_state){
			.title = week_say(visit, WORD("There is no plan of the week yet")),
			.text = week_say(visit, WORD("Plans are compared once there are two."))};
		page->empty = empty;
		return true;
	}
	id[0] = asked_plan(visit, "a", 0);
	id[1] = asked_plan(visit, "b", all.at[0].id);
	page->choose = (struct form){
		.method = FORM_GET,
		.in_line = true,
		.action = visit->request->path,
		.submit = {.text = week_say(visit, WORD("Compare")), .kind = BUTTON_SECONDARY}};
	page->a = choice(visit, "a", WORD("Plan"), &all, id[0]);
	page->b = choice(visit, "b", WORD("Other plan"), &all, id[1]);
	return compare(visit, id, page, err);
}

bool week_compare_page(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	struct compare_page page = {0};
	struct week_visit visit;
	struct html html;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	page.page = week_frame(&visit, week_say(&visit, WORD("Plans side by side")), "compare");
	ok = fill(&visit, &page, err);
	if (ok) {
		auth_html(request, response, &html);
		compare_page(&html, &page);
		response->text = html.text;
	}
	week_end(&visit);
	return ok;
}
