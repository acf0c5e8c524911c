/* The rules of the house that no compiler checks: who may include whom, how long a file and
 * a function may be, which functions of the C library are not used.
 *
 * A rule is a function that looks at one line of one file. The last tests give each rule
 * lines that break it, for a test that cannot fail is worth nothing. */
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_FILE_LINES = 600, MAX_FUNCTION_LINES = 60, MAX_COLUMNS = 100, MAX_BYTES = 4 << 20 };

struct layout {
	struct arena *arena;
	struct text faults; /* one line each */
	size_t n_files;
};

/* One source file while its lines go by. */
struct source {
	struct str path; /* from src/: "kit/db/db.c" */
	unsigned line, function_start;
	bool in_comment;
};

static void fault(struct layout *layout, const struct source *source, const char *what,
		  struct str which)
{
	text_printf(&layout->faults, "src/%.*s:%u: %s: %.*s\n", STR_ARG(source->path), source->line,
		    what, STR_ARG(which));
}

/* Dependencies point down: a folder may include itself and what is named here. */
static const struct {
	struct str folder, may_include[5];
} layers[] = {
	{STR_INIT("base/"), {STR_INIT("")}},
	{STR_INIT("engine/"), {STR_INIT("base/")}},
	{STR_INIT("kit/formats/xhstt"), {STR_INIT("base/"), STR_INIT("kit/"), STR_INIT("engine/")}},
	{STR_INIT("kit/"), {STR_INIT("base/"), STR_INIT("kit/")}},
	{STR_INIT("parts/"), {STR_INIT("base/"), STR_INIT("engine/"), STR_INIT("kit/")}},
	{STR_INIT("app/"),
	 {STR_INIT("base/"), STR_INIT("engine/"), STR_INIT("kit/"), STR_INIT("parts/")}},
};

/* A part may include the parts before it. */
static const struct str parts[] = {
	STR_INIT("parts/vision/"),  STR_INIT("parts/school/"), STR_INIT("parts/week/"),
	STR_INIT("parts/year/"),    STR_INIT("parts/cover/"),  STR_INIT("parts/learning/"),
	STR_INIT("parts/money/"),   STR_INIT("parts/people/"), STR_INIT("parts/evidence/"),
	STR_INIT("parts/network/"),
};

/* Libraries that stand behind one room alone. */
static const struct {
	struct str header, folder;
} libraries[] = {
	{STR_INIT("microhttpd.h"), STR_INIT("kit/http/")},
	{STR_INIT("sqlite3.h"), STR_INIT("kit/db/")},
	{STR_INIT("libpq-fe.h"), STR_INIT("kit/db/")},
	{STR_INIT("iddawc.h"), STR_INIT("kit/auth/")},
	{STR_INIT("sodium.h"), STR_INIT("kit/")},
	{STR_INIT("jansson.h"), STR_INIT("kit/")},
	{STR_INIT("expat.h"), STR_INIT("kit/formats/")},
	{STR_INIT("libxml/"), STR_INIT("kit/formats/")},
	{STR_INIT("zip.h"), STR_INIT("kit/formats/")},
	{STR_INIT("cairo"), STR_INIT("kit/formats/")},
	{STR_INIT("pango/"), STR_INIT("kit/formats/")},
	{STR_INIT("xlsxwriter.h"), STR_INIT("kit/formats/")},
	{STR_INIT("cmark.h"), STR_INIT("kit/")},
	{STR_INIT("ccadical.h"), STR_INIT("engine/")},
	{STR_INIT("curl/"), STR_INIT("kit/")},
};

static size_t part_number(struct str path)
{
	size_t i = 0;

	while (i < sizeof parts / sizeof *parts && !str_starts_with(path, parts[i]))
		i++;
	return i;
}

static bool may_include(struct str path, struct str header)
{
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		if (!str_starts_with(path, layers[i].folder))
			continue;
		if (str_starts_with(header, layers[i].folder) &&
		    !str_eq(layers[i].folder, STR("parts/")))
			return true;
		for (size_t j = 0; j < 5 && layers[i].may_include[j].len > 0; j++)
			if (str_starts_with(header, layers[i].may_include[j]))
				return true;
		return str_starts_with(header, STR("parts/")) &&
		       str_starts_with(path, STR("parts/")) &&
		       part_number(header) < sizeof parts / sizeof *parts &&
		       part_number(header) <= part_number(path);
	}
	return false;
}

static bool may_use_library(struct str path, struct str header)
{
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		if (str_starts_with(header, libraries[i].header))
			return str_starts_with(path, libraries[i].folder);
	return true;
}

static void check_include(struct layout *layout, const struct source *source, struct str line)
{
	struct str rest = line, header;
	bool own;
	size_t end;

	if (!str_starts_with(rest, STR("#include ")) || rest.len < 12)
		return;
	own = rest.ptr[9] == '"';
	rest = str_slice(rest, 10, rest.len);
	if (!str_find_char(rest, own ? '"' : '>', &end))
		return;
	header = str_slice(rest, 0, end);
	if (own && !may_include(source->path, header))
		fault(layout, source, "this room may not include", header);
	if (!own && !may_use_library(source->path, header))
		fault(layout, source, "this library stands behind another room", header);
}

static bool is_word(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* Whether the line calls the function: its name as a whole word, then "(". */
static bool calls(struct str line, struct str name)
{
	size_t at;

	for (struct str rest = line; str_find(rest, name, &at);
	     rest = str_slice(rest, at + name.len, rest.len)) {
		struct str after = str_slice(rest, at + name.len, rest.len);

		if (str_starts_with(after, STR("(")) &&
		    (rest.ptr + at == line.ptr || !is_word(rest.ptr[at - 1])))
			return true;
	}
	return false;
}

static void check_banned(struct layout *layout, const struct source *source, struct str line)
{
	static const struct str banned[] = {
		STR_INIT("strcpy"), STR_INIT("strcat"), STR_INIT("sprintf"), STR_INIT("vsprintf"),
		STR_INIT("strtok"), STR_INIT("atoi"),   STR_INIT("atol"),    STR_INIT("atof"),
		STR_INIT("gets"),   STR_INIT("alloca"), STR_INIT("strncpy"), STR_INIT("strncat"),
		STR_INIT("rand"),   STR_INIT("srand"),  STR_INIT("setenv"),  STR_INIT("putenv"),
		STR_INIT("system"), STR_INIT("tmpnam"), STR_INIT("mktemp"),  STR_INIT("localtime"),
		STR_INIT("gmtime"),
	};
	static const struct str memory[] = {STR_INIT("malloc"), STR_INIT("calloc"),
					    STR_INIT("realloc")};

	for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
		if (calls(line, banned[i]))
			fault(layout, source, "a function that is not used here", banned[i]);
	if (str_starts_with(source->path, STR("base/")))
		return;
	for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
		if (calls(line, memory[i]))
			fault(layout, source, "memory comes from an arena", memory[i]);
}

static size_t columns(struct str line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '\t')
			n += 8 - n % 8;
		else if (((unsigned char)line.ptr[i] & 0xC0) != 0x80)
			n++;
	}
	return n;
}

static void check_form(struct layout *layout, struct source *source, struct str line)
{
	if (columns(line) > MAX_COLUMNS)
		fault(layout, source, "longer than 100 columns", STR(""));
	if (str_ends_with(line, STR(" ")) || str_ends_with(line, STR("\t")))
		fault(layout, source, "space at the end", STR(""));
	if (str_eq(line, STR("{")))
		source->function_start = source->line;
	if (str_eq(line, STR("}")) && source->function_start > 0) {
		if (source->line - source->function_start > MAX_FUNCTION_LINES)
			fault(layout, source, "a function of more than 60 lines ends", STR(""));
		source->function_start = 0;
	}
}

/* Comments may name what the code may not use. They begin a line here, or end one. */
static struct str without_comment(struct source *source, struct str line)
{
	size_t start = 0, end = 0;

	if (source->in_comment) {
		if (!str_find(line, STR("*/"), &end))
			return STR("");
		source->in_comment = false;
		return str_slice(line, end + 2, line.len);
	}
	if (!str_find(line, STR("/*"), &start))
		return line;
	source->in_comment = !str_find(str_slice(line, start, line.len), STR("*/"), NULL);
	return str_slice(line, 0, start);
}

static void check_words(struct layout *layout, const struct source *source, struct str line)
{
	/* In two pieces, or this file would break its own rule. */
	static const struct str words[] = {STR_INIT("TO"
						    "DO"),
					   STR_INIT("FIX"
						    "ME"),
					   STR_INIT("XX"
						    "X")};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_find(line, words[i], NULL))
			fault(layout, source, "work left undone", words[i]);
}

static void check_text(struct layout *layout, struct str path, struct str text)
{
	struct source source = {.path = path};
	struct str rest = text, line, code;

	layout->n_files++;
	while (str_split(&rest, '\n', &line)) {
		source.line++;
		check_form(layout, &source, line);
		check_words(layout, &source, line);
		code = without_comment(&source, line);
		check_include(layout, &source, code);
		check_banned(layout, &source, code);
	}
	if (source.line > MAX_FILE_LINES)
		fault(layout, &source, "a file of more than 600 lines ends", STR(""));
}

static void check_folder(struct layout *layout, struct str folder)
{
	struct str root = file_join(layout->arena, STR(SOURCE_ROOT), STR("src"));
	struct str path = file_join(layout->arena, root, folder), *names = NULL, bytes;
	struct err err = {0};
	size_t n = 0;

	if (!file_list(layout->arena, path.ptr, &names, &n, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < n; i++) {
		struct str name = folder.len == 0 ? names[i]
						  : file_join(layout->arena, folder, names[i]);
		struct str full = file_join(layout->arena, root, name);

		if (file_is_folder(full.ptr)) {
			check_folder(layout, name);
		} else if (str_ends_with(name, STR(".c")) || str_ends_with(name, STR(".h"))) {
			if (!file_read(layout->arena, full.ptr, MAX_BYTES, &bytes, &err))
				fail_msg("%s", err.text);
			check_text(layout, name, bytes);
		}
	}
}

static int setup(void **state)
{
	struct arena *arena = arena_create(1U << 16);
	struct layout *layout = arena_new(arena, struct layout);

	layout->arena = arena;
	text_init(&layout->faults, arena);
	*state = layout;
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(((struct layout *)*state)->arena);
	return 0;
}

static void every_file_keeps_the_rules_of_the_house(void **state)
{
	struct layout *layout = *state;
	struct str faults;

	check_folder(layout, STR(""));
	faults = text_str(&layout->faults);
	assert_true(layout->n_files > 30);
	(void)fprintf(stderr, "%.*s", STR_ARG(faults));
	assert_int_equal(faults.len, 0);
}

static void each_rule_finds_what_breaks_it(void **state)
{
	static const struct {
		struct str path, text;
		const char *want;
	} cases[] = {
		{STR_INIT("base/x.c"), STR_INIT("#include \"kit/db/db.h\"\n"), "may not include"},
		{STR_INIT("engine/x.c"), STR_INIT("#include \"kit/cli/command.h\"\n"),
		 "may not include"},
		{STR_INIT("kit/db/x.c"), STR_INIT("#include \"engine/instance.h\"\n"),
		 "may not include"},
		{STR_INIT("kit/db/x.c"), STR_INIT("#include \"parts/week/week.h\"\n"),
		 "may not include"},
		{STR_INIT("parts/school/x.c"), STR_INIT("#include \"parts/week/week.h\"\n"),
		 "may not include"},
		{STR_INIT("parts/week/x.c"), STR_INIT("#include \"app/commands.h\"\n"),
		 "may not include"},
		{STR_INIT("parts/week/x.c"), STR_INIT("#include \"week.h\"\n"), "may not include"},
		{STR_INIT("parts/week/x.c"), STR_INIT("#include <sqlite3.h>\n"),
		 "behind another room"},
		{STR_INIT("base/x.c"), STR_INIT("\tn = atoi(s);\n"), "not used here: atoi"},
		{STR_INIT("engine/x.c"), STR_INIT("\tp = malloc(4);\n"), "from an arena: malloc"},
		{STR_INIT("base/x.c"), STR_INIT("\tx;\t\n"), "space at the end"},
	};
	struct layout *layout = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		text_clear(&layout->faults);
		check_text(layout, cases[i].path, cases[i].text);
		assert_true(str_find(text_str(&layout->faults), str_from(cases[i].want), NULL));
	}
}

static void what_is_allowed_is_not_a_fault(void **state)
{
	static const struct {
		struct str path, text;
	} cases[] = {
		{STR_INIT("parts/week/x.c"), STR_INIT("#include \"parts/school/zone.h\"\n")},
		{STR_INIT("parts/week/x.c"), STR_INIT("#include \"parts/week/week.h\"\n")},
		{STR_INIT("kit/formats/xhstt/x.c"), STR_INIT("#include \"engine/instance.h\"\n")},
		{STR_INIT("kit/db/x.c"), STR_INIT("#include <sqlite3.h>\n")},
		{STR_INIT("base/x.c"), STR_INIT("\tn = my_atoi(s); /* not atoi(s) */\n")},
		{STR_INIT("base/x.c"), STR_INIT("/* malloc(\n * atoi(\n */\n\tp = malloc(4);\n")},
	};
	struct layout *layout = *state;

	text_clear(&layout->faults);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_text(layout, cases[i].path, cases[i].text);
	assert_int_equal(text_str(&layout->faults).len, 0);
}

static void long_lines_functions_and_files_are_faults(void **state)
{
	struct layout *layout = *state;
	struct text text;

	text_init(&text, layout->arena);
	text_put(&text, STR("{\n"));
	for (int i = 0; i < MAX_FILE_LINES; i++)
		text_printf(&text, "%*d\n", i == 7 ? MAX_COLUMNS + 1 : 3, i);
	text_put(&text, STR("}\n"));
	text_clear(&layout->faults);
	check_text(layout, STR("base/x.c"), text_str(&text));
	assert_true(
		str_find(text_str(&layout->faults), STR("x.c:9: longer than 100 columns"), NULL));
	assert_true(str_find(text_str(&layout->faults), STR("more than 60 lines"), NULL));
	assert_true(str_find(text_str(&layout->faults), STR("more than 600 lines"), NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_file_keeps_the_rules_of_the_house, setup,
						teardown),
		cmocka_unit_test_setup_teardown(each_rule_finds_what_breaks_it, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_allowed_is_not_a_fault, setup, teardown),
		cmocka_unit_test_setup_teardown(long_lines_functions_and_files_are_faults, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
