/* words: lists the texts of the program that a catalogue lacks.
 *
 *	words [--check] CATALOGUE.po PATH...
 *
 * Walks files and folders. In templates the texts are those of {{t "..."}}; in C those of
 * STR("...") inside lang_text(...), say_text(...) and whatever ends in _say(...), and
 * of WORD("..."). Prints each missing text with its place and ends with a count; with
 * --check it fails when one is missing.
 */
#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "kit/html/lang.h"
#include "tmpl/tmpl.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MAX_FILE = 4 << 20, MAX_DEPTH = 12 };

struct words {
	struct arena *arena;
	struct lang lang;
	struct map seen;
	size_t missing;
};

static bool ends_with(struct str s, const char *tail)
{
	struct str end = str_from(tail);

	return s.len > end.len && str_eq(str_slice(s, s.len - end.len, s.len), end);
}

/* "{1}, {2}" reads the same in every language. */
static bool says_something(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '{')
			while (i < text.len && text.ptr[i] != '}')
				i++;
		else if (isalpha((unsigned char)text.ptr[i]))
			return true;
	return false;
}

static void meet(struct words *w, struct str path, unsigned line, struct str text)
{
	bool added;

	if (!says_something(text))
		return;
	(void)map_add(&w->seen, text, &added);
	if (!added || map_find(&w->lang.words, text) != NULL)
		return;
	w->missing++;
	(void)printf("%.*s:%u: %.*s\n", STR_ARG(path), line, STR_ARG(text));
}

static bool read_template(struct words *w, struct str path, struct str text, struct err *err)
{
	struct tmpl_source source = {path, STR("x.h"), text, ends_with(path, ".json")};
	struct tmpl_output output;

	if (!tmpl_compile(w->arena, &source, &output, err))
		return false;
	for (size_t i = 0; i < output.words.n; i++)
		meet(w, path, output.words.at[i].line, output.words.at[i].text);
	return true;
}

/* The C string literals that follow one another at p ("a" "b"), joined; p moves behind. */
static struct str take_literals(struct arena *arena, const char **p, const char *end)
{
	struct text text;
	const char *at = *p;

	text_init(&text, arena);
	while (at < end && *at == '"') {
		for (at++; at < end && *at != '"'; at++) {
			if (*at == '\\' && at + 1 < end)
				at++;
			text_put_char(&text, *at);
		}
		at++;
		while (at < end && strchr(" \t\n", *at) != NULL)
			at++;
	}
	*p = at;
	return text_str(&text);
}

/* The literals STR("...") between the parentheses of a call that begins before p. */
static void read_call(struct words *w, struct str path, unsigned line, const char *p,
		      const char *end)
{
	size_t depth = 1;

	for (; p + 5 < end && depth > 0 && *p != ';'; p++) {
		if (strncmp(p, "STR(\"", 5) == 0) {
			p += 4;
			meet(w, path, line, take_literals(w->arena, &p, end));
		} else if (*p == '(') {
			depth++;
		} else if (*p == ')') {
			depth--;
		}
	}
}

static void read_code(struct words *w, struct str path, struct str text)
{
	static const char *const calls[] = {"lang_text(", "_say(", "say_text("};
	const char *end = text.ptr + text.len;
	unsigned line = 1;

	for (const char *p = text.ptr; p < end; p++) {
		if (*p == '\n')
			line++;
		for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
			size_t n = strlen(calls[i]);

			if ((size_t)(end - p) > n && strncmp(p, calls[i], n) == 0)
				read_call(w, path, line, p + n, end);
		}
		if (end - p > 6 && strncmp(p, "WORD(\"", 6) == 0) {
			const char *literal = p + 5;

			meet(w, path, line, take_literals(w->arena, &literal, end));
		}
	}
}

static bool read_path(struct words *w, struct str path, unsigned depth, struct err *err)
{
	struct str *names, text;
	size_t n;

	if (!file_is_folder(path.ptr)) {
		if (!ends_with(path, ".html") && !ends_with(path, ".json") &&
		    !ends_with(path, ".c"))
			return true;
		if (!file_read(w->arena, path.ptr, MAX_FILE, &text, err))
			return false;
		if (!ends_with(path, ".c"))
			return read_template(w, path, text, err);
		read_code(w, path, text);
		return true;
	}
	if (depth == MAX_DEPTH || !file_list(w->arena, path.ptr, &names, &n, err))
		return err_set(err, ERR_INVALID, "%.*s cannot be walked", STR_ARG(path));
	for (size_t i = 0; i < n; i++)
		if (!read_path(w, file_join(w->arena, path, names[i]), depth + 1, err))
			return false;
	return true;
}

static bool run(struct words *w, int n, char **argv, struct err *err)
{
	struct str po;

	if (!file_read(w->arena, argv[0], MAX_FILE, &po, err) ||
	    !lang_read(w->arena, STR("es"), po, &w->lang, err))
		return false;
	for (int i = 1; i < n; i++)
		if (!read_path(w, str_from(argv[i]), 0, err))
			return false;
	(void)printf("%zu texts, %zu without a translation in %s\n", w->seen.n, w->missing,
		     argv[0]);
	return true;
}

int main(int argc, char **argv)
{
	bool check = argc > 1 && strcmp(argv[1], "--check") == 0, ok;
	int first = check ? 2 : 1;
	struct words w = {0};
	struct err err = {0};

	if (argc - first < 2) {
		(void)fputs("usage: words [--check] CATALOGUE.po PATH...\n", stderr);
		return 2;
	}
	w.arena = arena_create((size_t)1 << 20);
	map_init(&w.seen, w.arena);
	ok = run(&w, argc - first, argv + first, &err);
	if (!ok)
		(void)fprintf(stderr, "words: %s\n", err.text);
	ok = ok && !(check && w.missing > 0);
	arena_destroy(w.arena);
	return ok ? 0 : 1;
}
