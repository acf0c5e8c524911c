#include "app/data_command.h"

#include "app/held.h"
#include "base/json.h"
#include "kit/db/db_columns.h"
#include "kit/db/db_option.h"

static struct str words(const char *text)
{
	return text == NULL ? STR("") : str_from(text);
}

static void print_lines(struct command_call *call, const struct db_column *column, size_t n)
{
	struct str table = STR("");

	for (size_t i = 0; i < n; i++) {
		const struct held_table *held = held_find(column[i].table);

		if (!str_eq(table, column[i].table) && held != NULL)
			(void)fprintf(call->out, "%s%.*s: %s %s\n  read by: %s\n  kept: %s\n",
				      i == 0 ? "" : "\n", STR_ARG(column[i].table), held->title,
				      held->what, held->who, held->kept);
		table = column[i].table;
		(void)fprintf(
			call->out, "  %-18.*s %.*s\n", STR_ARG(column[i].name),
			STR_ARG(words(held == NULL ? NULL
						   : held_column_words(held, column[i].name))));
	}
}

static void print_json(struct command_call *call, const struct db_column *column, size_t n)
{
	struct text text;
	struct json_writer json;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "elements");
	json_begin_array(&json);
	for (size_t i = 0; i < n; i++) {
		const struct held_table *held = held_find(column[i].table);

		json_begin_object(&json);
		json_pair_str(&json, "table", column[i].table);
		json_pair_str(&json, "element", column[i].name);
		if (held != NULL) {
			json_pair_str(&json, "what",
				      words(held_column_words(held, column[i].name)));
			json_pair_str(&json, "read_by", words(held->who));
			json_pair_str(&json, "kept", words(held->kept));
		}
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool run(struct command_call *call, struct err *err)
{
	const struct db_options options = {.clock = call->clock, .read_only = true};
	struct db_column *column;
	struct db *db;
	size_t n;
	bool ok;

	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	ok = db_columns(db, call->arena, &column, &n, err);
	db_close(db);
	if (ok && command_has(call, "json"))
		print_json(call, column, n);
	else if (ok)
		print_lines(call, column, n);
	return ok;
}

const struct command data_command = {
	.name = "data",
	.arguments = "",
	.summary = "list what data elements are held, who reads them and how long they stay",
	.help = "Lists every table and column that the database really has, in plain words: the "
		"page\n"
		"/data for scripts. What the rows of the zone hold, weft zone format says.",
	.options = {DB_OPTION, COMMAND_JSON},
	.max_words = 0,
	.run = run,
};
