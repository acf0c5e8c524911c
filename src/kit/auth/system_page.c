/* /admin/system: is the program well? And "/", the home page until parts add their own. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/page_shared.h"

#include "kit/auth/admin_page.html.h"

enum { CHECK_COLUMNS = 3, FACT_COLUMNS = 2, FACTS = 6 };

static struct table checks_table(struct http_request *request)
{
	const struct auth_options *options = &((struct auth *)request->part)->options;
	struct table_column *column = arena_array(request->arena, struct table_column,
						  CHECK_COLUMNS);
	struct table_cell *cell = arena_array(request->arena, struct table_cell,
					      options->n_checks * CHECK_COLUMNS);

	column[0] = (struct table_column){.text = page_say(request, STR("Check")),
					  .row_header = true};
	column[1].text = page_say(request, STR("State"));
	column[2].text = page_say(request, STR("Details"));
	for (size_t i = 0; i < options->n_checks; i++) {
		struct table_cell *row = &cell[i * CHECK_COLUMNS];
		struct err why = {0};
		bool ok = options->checks[i].run(options->checks[i].self, &why);

		row[0].text = str_from(options->checks[i].name);
		row[1].badge = (struct badge){
			ok ? BADGE_GOOD : BADGE_BAD,
			page_say(request, ok ? STR("Well") : STR("Not well"))};
		row[2].text = ok ? STR("") : page_error(request, &why);
	}
	return (struct table){.caption = page_say(request, STR("Checks, made just now")),
			      .column = column,
			      .n_columns = CHECK_COLUMNS,
			      .cell = cell,
			      .n_rows = options->n_checks};
}

struct facts {
	struct http_request *request;
	struct table_cell *cell;
	size_t n;
};

static void fact(struct facts *facts, struct str name, struct str value)
{
	struct table_cell *row = &facts->cell[facts->n++ * FACT_COLUMNS];

	row[0].text = page_say(facts->request, name);
	row[1].text = value;
}

/* One number of a literal that takes the zone. */
static bool count(struct facts *facts, struct str name, struct db_sql sql, struct err *err)
{
	struct auth *auth = facts->request->part;
	struct db_rows rows;

	if (!db_query(auth->site.db, facts->request->arena, sql, &rows, err))
		return false;
	fact(facts, name,
	     arena_printf(facts->request->arena, "%lld", (long long)db_get_int(&rows, 0, 0)));
	return true;
}

static bool fill_facts(struct facts *facts, struct err *err)
{
	struct auth *auth = facts->request->part;
	struct db_value zone = db_int(auth->site.zone_id);

	fact(facts, STR("Version"),
	     str_from(auth->options.version == NULL ? "–" : auth->options.version));
	fact(facts, STR("Database"),
	     db_engine(auth->site.db) == DB_SQLITE ? db_path(auth->site.db) : STR("PostgreSQL"));
	return count(facts, STR("Accounts"),
		     DB_SQL("SELECT count(*) FROM account WHERE zone_id = $1", zone), err) &&
	       count(facts, STR("Sessions"),
		     DB_SQL("SELECT count(*) FROM session WHERE zone_id = $1 AND seen_ms > $2",
			    zone, db_int(site_now(&auth->site) - auth->idle_ms)),
		     err) &&
	       count(facts, STR("Jobs that wait or run"),
		     DB_SQL("SELECT count(*) FROM job WHERE zone_id = $1"
			    " AND state IN ('queued', 'running')",
			    zone),
		     err) &&
	       count(facts, STR("Jobs that failed"),
		     DB_SQL("SELECT count(*) FROM job WHERE zone_id = $1 AND state = 'failed'",
			    zone),
		     err);
}

bool system_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct facts facts = {
		.request = request,
		.cell = arena_array(request->arena, struct table_cell,
				    (size_t)FACTS * FACT_COLUMNS),
	};
	struct table_column column[FACT_COLUMNS] = {
		{.text = page_say(request, STR("What")), .row_header = true},
		{.text = page_say(request, STR("How much"))},
	};
	struct system_view view;
	struct html html;

	if (!fill_facts(&facts, err))
		return false;
	view = (struct system_view){
		.page = admin_frame(request, STR("System health")),
		.checks = checks_table(request),
		.facts = {.caption = page_say(request, STR("The program")),
			  .column = column,
			  .n_columns = FACT_COLUMNS,
			  .cell = facts.cell,
			  .n_rows = facts.n},
	};
	auth_html(request, response, &html);
	system_view(&html, &view);
	page_write(response, &html);
	return true;
}

/* ---- home ---- */

bool home_page(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct auth_user *user = auth_user(request);
	struct home_view view = {.page = auth_frame(request->part, request, STR("Home"))};
	const struct page_links *nav = &view.page.nav;
	struct stat_tile *tile = arena_array(request->arena, struct stat_tile, nav->n + 1);
	struct html html;

	(void)err;
	for (size_t i = 0; i < nav->n; i++)
		if (!str_eq(nav->at[i].url, STR("/")))
			tile[view.n_tiles++] = (struct stat_tile){
				.label = page_say(request, STR("Go to")),
				.value = nav->at[i].text,
				.url = nav->at[i].url};
	view.tile = tile;
	view.page.lead = user->name;
	view.empty = (struct empty_state){
		.title = page_say(request, STR("Nothing here yet")),
		.text = page_say(
			request,
			user->access.n_grants == 0
				? STR("You have no role yet: ask your administrator for one.")
				: STR("What your roles open will stand here.")),
		.step = {.text = page_say(request, STR("Your account")), .url = STR("/account")},
	};
	auth_html(request, response, &html);
	home_view(&html, &view);
	page_write(response, &html);
	return true;
}
