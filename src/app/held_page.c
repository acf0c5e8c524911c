#include "app/held_page.h"

#include "app/held_page.html.h"
#include "kit/db/db_columns.h"
#include "parts/school/zone_table.h"

/* What is drawn, and in whose language. */
struct drawing {
	struct http_request *request;
	const struct lang *lang;
	const struct db_column *column; /* of all tables */
	size_t n;
};

static struct str say(const struct drawing *d, const char *english)
{
	return lang_text(d->lang, str_from(english));
}

/* A table of two columns with room for n rows. */
static struct table *elements(const struct drawing *d, struct str of, size_t n,
			      struct table_cell **ret_cell)
{
	struct arena *arena = d->request->arena;
	struct table *table = arena_new(arena, struct table);
	struct table_column *column = arena_array(arena, struct table_column, 2);

	column[0] = (struct table_column){.text = say(d, WORD("Element")), .row_header = true};
	column[1].text = say(d, WORD("What it is"));
	*ret_cell = arena_array(arena, struct table_cell, n * 2);
	*table = (struct table){.caption = of,
				.hide_caption = true,
				.column = column,
				.n_columns = 2,
				.cell = *ret_cell,
				.n_rows = n};
	return table;
}

/* The table that begins at a place of the list of columns; *at moves behind it. */
static struct held_item item_of_table(const struct drawing *d, size_t *at)
{
	struct str name = d->column[*at].table;
	const struct held_table *held = held_find(name);
	struct held_item item = {.id = arena_printf(d->request->arena, "t-%s", name.ptr),
				 .title = name,
				 .where = name};
	struct table_cell *cell;
	size_t n = 0;

	while (*at + n < d->n && str_eq(d->column[*at + n].table, name))
		n++;
	if (held != NULL) {
		item.title = say(d, held->title);
		item.what = say(d, held->what);
		item.who = say(d, held->who);
		item.kept = say(d, held->kept);
	}
	item.columns = elements(d, item.title, n, &cell);
	for (size_t i = 0; i < n; i++) {
		struct str column = d->column[*at + i].name;
		const char *words = held == NULL ? NULL : held_column_words(held, column);

		cell[2 * i].text = column;
		cell[2 * i + 1].text = words == NULL ? STR("–") : say(d, words);
	}
	*at += n;
	return item;
}

/* A table without words stands among the program's own, so that it is seen. */
static enum held_group group_of(struct str table)
{
	const struct held_table *held = held_find(table);

	return held == NULL ? HELD_PROGRAM : held->group;
}

static struct held_section section_of(const struct drawing *d, enum held_group group)
{
	struct held_item *item = arena_array(d->request->arena, struct held_item, d->n);
	size_t n = 0;

	for (size_t at = 0; at < d->n;) {
		struct held_item one = item_of_table(d, &at);

		if (group_of(one.where) == group)
			item[n++] = one;
	}
	return (struct held_section){say(d, held_group_title(group)), item, n};
}

/* The rows of the zone, by their files. */
static struct held_section zone_section(const struct drawing *d)
{
	struct arena *arena = d->request->arena;
	struct held_item *item = arena_array(arena, struct held_item, ZONE_N_TABLES);

	for (size_t t = 0; t < ZONE_N_TABLES; t++) {
		const struct zone_file *file = zone_file((enum zone_table)t);
		struct table_cell *cell;

		item[t] = (struct held_item){
			.id = arena_printf(arena, "zone-%s", file->name),
			.title = say(d, file->title),
			.what = say(d, file->help),
			.who = say(d, held_find(STR("zone_row"))->who),
			.kept = say(d, held_find(STR("zone_row"))->kept),
			.where = arena_printf(arena, "zone_row, %s.csv", file->name),
		};
		item[t].columns = elements(d, item[t].title, file->n, &cell);
		for (size_t c = 0; c < file->n; c++) {
			cell[2 * c].text = str_from(file->columns[c].name);
			cell[2 * c + 1].text = say(d, file->columns[c].help);
		}
	}
	return (struct held_section){say(d, WORD("Tables of the zone")), item, ZONE_N_TABLES};
}

static struct held_section places_section(const struct drawing *d)
{
	struct held_item *item = arena_array(d->request->arena, struct held_item, held_n_places);

	for (size_t i = 0; i < held_n_places; i++)
		item[i] = (struct held_item){
			.id = arena_printf(d->request->arena, "place-%zu", i),
			.title = say(d, held_places[i].title),
			.what = say(d, held_places[i].what),
			.who = say(d, held_places[i].who),
			.kept = say(d, held_places[i].kept),
		};
	return (struct held_section){say(d, WORD("Outside the database")), item, held_n_places};
}

static bool held(struct http_request *request, struct http_response *response, struct err *err)
{
	struct app *app = request->part;
	struct drawing d = {.request = request, .lang = auth_lang(app->auth, request)};
	struct held_section section[HELD_N_GROUPS + 2];
	struct held_view view = {
		.page = auth_frame(app->auth, request, STR("What data is held, and where")),
		.section = section};
	struct db_column *column;
	struct html html;

	if (!db_columns(app->db, request->arena, &column, &d.n, err))
		return false;
	d.column = column;
	for (size_t group = 0; group < HELD_N_GROUPS; group++) {
		section[view.n++] = section_of(&d, (enum held_group)group);
		if (group == HELD_SCHOOL)
			section[view.n++] = zone_section(&d);
	}
	section[view.n++] = places_section(&d);
	view.page.lead = say(&d,
			     WORD("Everything that this program keeps: what it is, who reads it "
				  "and how long it stays. Listed from the database itself."));
	html_init(&html, response->arena, d.lang);
	held_view(&html, &view);
	response->text = html.text;
	return true;
}

/* Public: whoever is written about may ask, and nothing here is about anybody. */
static const struct http_route routes[] = {
	{HTTP_GET, "/data", held, HTTP_PUBLIC, NULL, 0},
};
const struct http_routes held_routes = {routes, sizeof routes / sizeof *routes};
