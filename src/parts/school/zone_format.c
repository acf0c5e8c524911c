#include "parts/school/zone_format.h"

#include "base/text.h"
#include "parts/school/zone_rule.h"
#include "parts/school/zone_table.h"

static const char intro[] =
	"# The zone folder\n"
	"\n"
	"A zone (its schools, people, classes, days, needs and rules) is a folder of CSV files. "
	"`weft zone\n"
	"import DIR` takes it into the database, `weft zone export DIR` writes it, `weft zone "
	"check DIR` says\n"
	"everything that is wrong with it, and the week and year commands work straight on it "
	"(`--zone DIR`),\n"
	"so that one can change a row and ask again. `share/alder-sound` is a complete example of "
	"six schools,\n"
	"`share/pine-hollow` a small odd one.\n"
	"\n"
	"This page is printed by `weft zone format`, from the same table that reads and checks the "
	"files.\n"
	"\n"
	"## The form of all files\n"
	"\n"
	"* UTF-8, comma-separated, a field with a comma or a quote in double quotes (RFC 4180). "
	"Spreadsheets can\n"
	"  open and save them; a byte order mark and CRLF are accepted. Weft writes LF.\n"
	"* The first line names the columns. Their order does not matter; columns that are not "
	"required may be left\n"
	"  out, and so may files without required rows. An unknown column is an error, so that a "
	"typing mistake\n"
	"  does not go unnoticed.\n"
	"* One row a thing. The key columns name it: no two rows have the same key. The order of "
	"rows is kept; it is\n"
	"  the order in which things are shown.\n"
	"* A **code** is up to 48 letters, digits and `- _ .`, large and small letters being "
	"different. Codes are the\n"
	"  names by which rows refer to one another.\n"
	"* A **reference** is the code of a row in the file named; a list has `;` between its "
	"items. **An empty\n"
	"  list means all**: a rule without schools holds for every school.\n"
	"* A **time of day** is `08:50` (or `8:50 am`), a **date** `2026-09-01`, an **amount** "
	"`227.85`, a\n"
	"  **flag** `yes` or `no` (empty: no).\n"
	"* A text that begins with `=`, `+`, `-` or `@` is written with an apostrophe before it, "
	"which keeps\n"
	"  spreadsheets from running it; reading takes it away again.\n"
	"* No file has names of students. Classes and groups have counts.\n"
	"\n"
	"Export, import and export again give the same bytes. `weft zone tidy DIR` brings files "
	"that were written by\n"
	"hand into that form.\n"
	"\n";

static void put_values(struct text *text, const struct zone_column *column)
{
	int32_t high = column->high == 0 ? 1000000 : column->high;
	const char *sep = "";

	switch (column->type) {
	case ZONE_WORD:
	case ZONE_WORDS:
		for (size_t i = 0; i < column->words->n; i++) {
			if (column->words->at[i][0] == '\0')
				continue;
			text_printf(text, "%s`%s`", sep, column->words->at[i]);
			sep = ", ";
		}
		break;
	case ZONE_REF:
	case ZONE_REFS:
		text_printf(text, "%s of %.*s.csv", column->type == ZONE_REF ? "a code" : "codes",
			    STR_ARG(zone_file_name(column->target)));
		break;
	case ZONE_NUMBER:
	case ZONE_NUMBERS:
	case ZONE_MINUTES:
		text_printf(text, "%d to %d", column->low, high);
		break;
	case ZONE_HUNDREDTHS:
		text_printf(text, "%g to %g", (double)column->low / 100, (double)high / 100);
		break;
	case ZONE_FLAG:
		text_put(text, STR("`yes`, `no`"));
		break;
	case ZONE_CODE:
	case ZONE_TEXT:
	case ZONE_TEXTS:
	case ZONE_TIME:
	case ZONE_DATE:
	case ZONE_MONEY:
		text_put(text, str_from(zone_type_name(column->type)));
		break;
	}
}

static void put_file(struct text *text, enum zone_table table)
{
	const struct zone_file *file = zone_file(table);

	text_printf(text, "## %.*s.csv\n\n%s. %s%s\n\n", STR_ARG(zone_file_name(table)),
		    file->title, file->help,
		    file->required ? " It is needed before a plan can be made." : "");
	text_put(text, STR("| column | | values | unit | meaning | example |\n"
			   "|---|---|---|---|---|---|\n"));
	for (size_t i = 0; i < file->n; i++) {
		const struct zone_column *column = &file->columns[i];

		text_printf(text, "| %s | %s | ", column->name,
			    column->key && column->required ? "key"
			    : column->key                   ? "key, may be empty"
			    : column->required              ? "required"
							    : "");
		put_values(text, column);
		text_printf(text, " | %s | %s | ", column->unit == NULL ? "" : column->unit,
			    column->help);
		if (column->example[0] != '\0')
			text_printf(text, "`%s`", column->example);
		text_put(text, STR(" |\n"));
	}
	text_put_char(text, '\n');
}

static void put_numbers(struct text *text, unsigned bits)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {{ZONE_HAS_MINIMUM, "minimum"},   {ZONE_HAS_MAXIMUM, "maximum"},
		     {ZONE_HAS_MINUTES, "minutes"},   {ZONE_HAS_SHARE, "share_percent"},
		     {ZONE_HAS_PER, "per"},           {ZONE_HAS_WINDOW, "start, end"},
		     {ZONE_HAS_WEEKDAYS, "weekdays"}, {ZONE_HAS_SHAPES, "shapes"},
		     {ZONE_HAS_GRADES, "grades"},     {ZONE_HAS_SUBJECTS, "subjects"},
		     {ZONE_HAS_SCHOOLS, "schools"},   {ZONE_HAS_PEOPLE, "people"}};
	const char *sep = "";

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!(bits & names[i].bit))
			continue;
		text_printf(text, "%s%s", sep, names[i].name);
		sep = ", ";
	}
}

static void put_rule_kinds(struct text *text)
{
	text_put(text, STR("### Kinds of rules\n\n"
			   "Numbers that a kind neither needs nor takes must be left empty. Whom a "
			   "rule is for "
			   "(schools, grades, teams, roles, people) may be said of every kind.\n\n"
			   "| kind | needs | takes | says |\n|---|---|---|---|\n"));
	for (int k = 0; k < ZONE_N_RULE_KINDS; k++) {
		const struct zone_rule_kind_info *info = zone_rule_kind_info(
			(enum zone_rule_kind)k);

		text_printf(text, "| `%s` | ", info->word);
		put_numbers(text, info->needs);
		text_put(text, STR(" | "));
		put_numbers(text, info->takes);
		text_printf(text, " | %s |\n", info->says);
	}
}

struct str zone_format_text(struct arena *arena)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, str_from(intro));
	text_put(&text, STR("## The files\n\n"));
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		struct str name = zone_file_name((enum zone_table)t);

		text_printf(&text, "* [%.*s.csv](#%.*scsv): %s\n", STR_ARG(name), STR_ARG(name),
			    zone_file((enum zone_table)t)->title);
	}
	text_put_char(&text, '\n');
	for (int t = 0; t < ZONE_N_TABLES; t++)
		put_file(&text, (enum zone_table)t);
	put_rule_kinds(&text);
	return text_str(&text);
}
