/* /week/plans: the plans of the week, copied and compared. */
#include "parts/week/week_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_file.h"
#include "parts/week/week_plans.html.h"

struct str week_a_school(const struct week_visit *visit, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct str key;

	for (size_t i = 0; i < user->access.n_grants; i++)
		if (user->access.grant[i].school_id != 0 &&
		    zone_store_key(visit->part->db, visit->arena, visit->part->zone_id,
				   user->access.grant[i].school_id, &key, err) &&
		    str_starts_with(key, STR("schools/")))
			return str_slice(key, 8, key.len);
	return visit->zone->schools.at[0].code;
}

/* ---- Comparing ---- */

enum { COMPARE_MAX = 4 };

struct compared {
	const struct week_board *board;
	struct str name;
};

/* Minutes of common planning of all grades of a school in a rotation. */
static int64_t together(const struct week_board *board, uint32_t school)
{
	uint32_t rotation = week_school_rotation(board->zone, school);
	int64_t minutes = 0;

	for (uint32_t g = 0; rotation != ZONE_NONE && g < board->zone->grades.n; g++)
		minutes += week_common_minutes(&board->plan, school, g, rotation, NULL, 0);
	return minutes;
}

static struct table compare(const struct week_visit *visit, const struct compared *plan, size_t n)
{
	size_t n_columns = n + 1, rows = visit->zone->schools.n;
	struct table_column *column = arena_array(visit->arena, struct table_column, n_columns);
	struct table_cell *cell = arena_array(visit->arena, struct table_cell, rows * n_columns);

	column[0] = (struct table_column){.text = week_say(visit, WORD("School")),
					  .row_header = true};
	for (size_t p = 0; p < n; p++)
		column[p + 1] = (struct table_column){.text = plan[p].name, .align = ALIGN_NUMBER};
	for (size_t s = 0; s < rows; s++) {
		cell[s * n_columns].text = visit->zone->schools.at[s].name;
		cell[s * n_columns].url = arena_printf(visit->arena, "/schools/%.*s/week",
						       STR_ARG(visit->zone->schools.at[s].code));
		for (size_t p = 0; p < n; p++) {
			struct html_arg minutes = html_arg_minutes(
				together(plan[p].board, (uint32_t)s));

			cell[s * n_columns + p + 1].text = say_text(visit->arena, visit->lang,
								    STR("{1}"), &minutes, 1);
		}
	}
	return (struct table){
		.caption = week_say(visit, WORD("Time in which whole grade teams plan together, a "
						"rotation, all grades added")),
		.column = column,
		.n_columns = n_columns,
		.cell = cell,
		.n_rows = rows};
}

static bool fill_compare(const struct week_visit *visit, const struct week_scenarios *all,
			 struct plans_page *page, struct err *err)
{
	struct compared plan[COMPARE_MAX];
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < all->n && n < COMPARE_MAX; i++) {
		ok = week_boards_take(visit->part->boards, visit->part->db, all->at[i].id,
				      &plan[n].board, err);
		if (ok)
			plan[n++].name = all->at[i].name;
	}
	if (ok)
		page->table = compare(visit, plan, n);
	for (size_t i = 0; i < n; i++)
		week_boards_release(visit->part->boards, plan[i].board);
	return ok;
}

/* ---- The page ---- */

/* "HH: Harbor Hill: the meeting …" without the code, where the sentence names the school too. */
static struct str note_of(const struct week_visit *visit, struct str line)
{
	struct str rest = line, code;
	uint32_t school;

	if (!str_split(&rest, ':', &code))
		return line;
	school = zone_find(visit->zone, ZONE_T_SCHOOLS, code);
	return school != ZONE_NONE && str_find(rest, visit->zone->schools.at[school].name, NULL)
		       ? str_trim(rest)
		       : line;
}

/* The first sentence of the solver stands on the card, the others are there to be unfolded. */
static void split_report(const struct week_visit *visit, struct str report, struct plan_row *row)
{
	VEC(struct str) note = {0};
	struct str line;

	(void)str_split(&report, '\n', &row->report);
	while (report.len > 0 && str_split(&report, '\n', &line))
		if (line.len > 0)
			*vec_push(visit->arena, &note) = note_of(visit, line);
	row->note = note.at;
	row->n_notes = note.n;
}

static struct plan_row row_of(const struct week_visit *visit, const struct week_force *force,
			      const struct week_scenario *scenario, struct str school)
{
	struct plan_row row = {
		.id = arena_printf(visit->arena, "%lld", (long long)scenario->id),
		.name = scenario->name,
		.when = week_say2(visit, WORD("Made on {1}"),
				  html_arg_longdate((int32_t)(scenario->made_ms / 86400000)),
				  html_arg_i64(0)),
		.url = arena_printf(visit->arena, "/schools/%.*s/week?plan=%lld", STR_ARG(school),
				    (long long)scenario->id),
		.compare_url = arena_printf(visit->arena, "/schools/%.*s/week/compare?a=0&b=%lld",
					    STR_ARG(school), (long long)scenario->id),
		.badge = week_state_badge(visit, force, scenario->id)};

	split_report(visit, scenario->report, &row);
	return row;
}

static bool fill_plans(const struct week_visit *visit, struct plans_page *page, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct week_scenarios all;
	struct empty_state *empty;
	struct plan_row *row;
	struct str school = week_a_school(visit, err);
	struct week_force force;

	if (!week_scenario_list(visit->part->db, visit->arena, visit->part->zone_id, &all, err) ||
	    !week_force_of(visit, &force, err))
		return false;
	page->csrf = user->csrf;
	page->may_copy = access_may(&user->access, ACCESS_WEEK_EDIT);
	page->may_adopt = access_may(&user->access, ACCESS_WEEK_ADOPT);
	if (all.n == 0) {
		empty = arena_new(visit->arena, struct empty_state);
		*empty = (struct empty_state){
			.title = week_say(visit, WORD("There is no plan of the week yet")),
			.text = week_say(visit,
					 WORD("Whoever runs the server makes the first plan with "
					      "the command weft week make; here plans are "
					      "compared, changed and adopted.")),
			.step = {.text = week_say(visit, WORD("See what the plan is made from")),
				 .url = STR("/zone")}};
		page->empty = empty;
		return true;
	}
	row = arena_array(visit->arena, struct plan_row, all.n);
	for (size_t i = 0; i < all.n; i++)
		row[i] = row_of(visit, &force, &all.at[i], school);
	page->row = row;
	page->n = all.n;
	return week_fill_force(visit, &force, page, err) && fill_compare(visit, &all, page, err);
}

bool week_plans_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct plans_page page = {0};
	struct week_visit visit;
	struct html html;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	page.page = week_frame(&visit, week_say(&visit, WORD("Plans of the week")), "");
	ok = fill_plans(&visit, &page, err);
	if (ok) {
		auth_html(request, response, &html);
		plans_page(&html, &page);
		response->text = html.text;
	}
	week_end(&visit);
	return ok;
}

/* ---- Copying ---- */

static bool copy(const struct week_visit *visit, int64_t *ret_id, struct err *err)
{
	const struct week_scenario *from = &visit->board->scenario;
	struct week_scenario_new new = {.zone_id = visit->part->zone_id,
					.parent_id = from->id,
					.account_id = auth_user(visit->request)->access.account_id,
					.name = week_say2(visit, WORD("Copy of {1}"),
							  html_arg_str(from->name),
							  html_arg_i64(0)),
					.report = from->report,
					.patch = from->patch};

	if (from->id == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no plan to copy yet.");
	new.bookings = week_write_csv(visit->arena, &visit->board->plan);
	return week_scenario_add(visit->part->db, &new, ret_id, err);
}

void week_go_to_plan(const struct week_visit *visit, struct http_response *response, int64_t id,
		     const char *done)
{
	struct err ignored = {0};
	struct str school = week_a_school(visit, &ignored);

	http_redirect(response, arena_printf(visit->arena, "/schools/%.*s/week?plan=%lld&done=%s",
					     STR_ARG(school), (long long)id, done));
}

bool week_copy_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	int64_t id;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = copy(&visit, &id, err);
	if (ok)
		week_go_to_plan(&visit, response, id, "copied");
	week_end(&visit);
	return ok;
}
