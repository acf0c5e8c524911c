/* tmplc: the template compiler as the build calls it.
 *
 *	tmplc FILE OUT.c OUT.h		compile one template
 *
 * The name of FILE from "src/" on is how other code includes the header, and
 * only its last part where it does not lie below src/. A name that ends in .json is a JSON template.
 */
#include "tmpl/tmpl.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MAX_TEMPLATE = 4 << 20 };

static bool read_file(struct arena *arena, const char *path, struct str *ret, struct err *err)
{
	FILE *file = fopen(path, "rb");
	struct text text;
	char part[4096];
	size_t n;
	bool ok;

	if (file == NULL)
		return err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	text_init(&text, arena);
	while (text.len < MAX_TEMPLATE && (n = fread(part, 1, sizeof part, file)) > 0)
		text_put(&text, (struct str){part, n});
	ok = ferror(file) == 0 && text.len < MAX_TEMPLATE;
	(void)fclose(file);
	if (!ok)
		return err_set(err, ERR_SYSTEM, "%s: cannot be read, or is too large", path);
	*ret = text_str(&text);
	return true;
}

static bool write_file(const char *path, struct str bytes, struct err *err)
{
	FILE *file = fopen(path, "wb");
	bool ok;

	if (file == NULL)
		return err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	ok = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
	ok = fclose(file) == 0 && ok;
	return ok ? true : err_set(err, ERR_SYSTEM, "%s: cannot be written", path);
}

/* "parts/week/week_page.html.h" */
static struct str header_path(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *below = slash == NULL ? path : slash + 1;

	for (const char *p = strstr(path, "src/"); p != NULL; p = strstr(p + 1, "src/"))
		if (p == path || p[-1] == '/')
			below = p + strlen("src/");
	return arena_printf(arena, "%s.h", below);
}

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n >= m && strcmp(s + n - m, tail) == 0;
}

static bool compile(struct arena *arena, char **argv, struct err *err)
{
	struct tmpl_source source = {
		.name = str_from(argv[1]),
		.header = header_path(arena, argv[1]),
		.json = ends_with(argv[1], ".json"),
	};
	struct tmpl_output output;

	return read_file(arena, argv[1], &source.text, err) &&
	       tmpl_compile(arena, &source, &output, err) &&
	       write_file(argv[2], output.code, err) && write_file(argv[3], output.header, err);
}

int main(int argc, char **argv)
{
	struct arena *arena;
	struct err err = {0};
	bool ok;

	if (argc != 4) {
		(void)fputs("usage: tmplc FILE OUT.c OUT.h\n", stderr);
		return 2;
	}
	arena = arena_create((size_t)1 << 16);
	ok = compile(arena, argv, &err);
	if (!ok)
		(void)fprintf(stderr, "%s\n", err.text);
	arena_destroy(arena);
	return ok ? 0 : 1;
}
