/* embed: puts files into the program.
 *
 *	embed OUT.c OUT.h NAME,NAME,... FILE...
 *
 * Each name is one asset made of one file; the last one is all files that are left,
 * joined. An asset gets an address that holds a hash of its content
 * ("/assets/weft.3f2a9c01d2.css"), so that browsers may keep it for ever, and a gzip
 * form where that is smaller. OUT.h names the addresses as macros (ASSET_WEFT_CSS) and
 * declares the table, sorted by address.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MAX_ASSETS = 64, MAX_BYTES = 8 << 20 };

struct asset {
	struct str name, path, etag, bytes, gzip;
	const char *type;
};

struct embed {
	struct arena *arena;
	struct asset asset[MAX_ASSETS];
	size_t n;
};

static const struct {
	const char *ending, *type;
} types[] = {
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".json", "application/json"},
	{".png", "image/png"},
	{".txt", "text/plain; charset=utf-8"},
	{".po", "text/plain; charset=utf-8"},
};

/* FNV-1a: names a version of a file; it is not for security. */
static uint64_t hash_of(struct str bytes)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ (unsigned char)bytes.ptr[i]) * 0x100000001b3U;
	return hash ^ hash >> 29;
}

static const char *type_of(struct str name)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct str ending = str_from(types[i].ending);

		if (name.len > ending.len &&
		    str_eq(str_slice(name, name.len - ending.len, name.len), ending))
			return types[i].type;
	}
	return NULL;
}

/* The same bytes for the same input on every machine: no time stamp in the header. */
static struct str gzip_of(struct arena *arena, struct str bytes)
{
	enum { GZIP_WINDOW = 15 + 16 };
	z_stream z = {0};
	size_t room;
	char *out;

	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 9, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return (struct str){0};
	room = deflateBound(&z, bytes.len);
	out = arena_array(arena, char, room);
	memcpy(&z.next_in, &bytes.ptr, sizeof z.next_in);
	z.avail_in = (uInt)bytes.len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		room = bytes.len;
	else
		room -= z.avail_out;
	(void)deflateEnd(&z);
	return room < bytes.len ? (struct str){out, room} : (struct str){0};
}

static bool read_parts(struct embed *e, char **files, int n, struct str *ret, struct err *err)
{
	struct text text;
	struct str part;

	text_init(&text, e->arena);
	for (int i = 0; i < n; i++) {
		if (!file_read(e->arena, files[i], MAX_BYTES, &part, err))
			return false;
		text_put(&text, part);
	}
	*ret = text_str(&text);
	return true;
}

/* weft.css with a hash: weft.3f2a9c01d2.css */
static struct str path_of(struct arena *arena, struct str name, struct str hash)
{
	size_t dot = name.len;

	while (dot > 0 && name.ptr[dot - 1] != '.')
		dot--;
	return arena_printf(arena, "/assets/%.*s%.*s.%.*s", STR_ARG(str_slice(name, 0, dot)),
			    STR_ARG(hash), STR_ARG(str_slice(name, dot, name.len)));
}

static bool add(struct embed *e, struct str name, char **files, int n, struct err *err)
{
	struct asset *asset = &e->asset[e->n];
	uint64_t hash;

	if (e->n == MAX_ASSETS || n < 1)
		return err_set(err, ERR_INVALID, "%.*s: has no file, or is one too many",
			       STR_ARG(name));
	asset->name = name;
	asset->type = type_of(name);
	if (asset->type == NULL)
		return err_set(err, ERR_INVALID, "%.*s: a file type without a media type",
			       STR_ARG(name));
	if (!read_parts(e, files, n, &asset->bytes, err))
		return false;
	hash = hash_of(asset->bytes);
	asset->etag = arena_printf(e->arena, "%016" PRIx64, hash);
	asset->path = path_of(e->arena, asset->name, str_slice(asset->etag, 0, 10));
	asset->gzip = gzip_of(e->arena, asset->bytes);
	e->n++;
	return true;
}

/* names: "a.js,b.css"; the last takes all files that are left. */
static bool add_all(struct embed *e, char *names, char **files, int n, struct err *err)
{
	int at = 0;

	for (char *comma; names != NULL; names = comma, at++) {
		comma = strchr(names, ',');
		if (comma != NULL)
			*comma++ = '\0';
		if (!add(e, str_from(names), files + at, comma == NULL ? n - at : 1, err))
			return false;
	}
	return true;
}

static int by_path(const void *a, const void *b)
{
	const struct asset *x = a, *y = b;

	return strcmp(x->path.ptr, y->path.ptr);
}

static void put_bytes(struct text *to, const char *kind, size_t i, struct str bytes)
{
	if (bytes.len == 0)
		return;
	text_printf(to, "static const unsigned char %s_%zu[] = {", kind, i);
	for (size_t j = 0; j < bytes.len; j++)
		text_printf(to, "%s%u,", j % 32 == 0 ? "\n" : "",
			    (unsigned)(unsigned char)bytes.ptr[j]);
	text_put(to, STR("\n};\n"));
}

static void put_table(const struct embed *e, struct text *to)
{
	text_put(to, STR("static const struct http_asset table[] = {\n"));
	for (size_t i = 0; i < e->n; i++) {
		const struct asset *a = &e->asset[i];

		text_printf(to, "{STR_INIT(\"%.*s\"), STR_INIT(\"%s\"), ", STR_ARG(a->path),
			    a->type);
		text_printf(to, "{(const char *)bytes_%zu, sizeof bytes_%zu}, ", i, i);
		if (a->gzip.len > 0)
			text_printf(to, "{(const char *)gzip_%zu, sizeof gzip_%zu}, ", i, i);
		else
			text_put(to, STR("{NULL, 0}, "));
		text_printf(to, "STR_INIT(\"%.*s\")},\n", STR_ARG(a->etag));
	}
	text_printf(to, "};\nconst struct http_assets assets = {table, %zu};\n", e->n);
}

static void put_macro(struct text *to, const struct asset *asset)
{
	text_put(to, STR("#define ASSET_"));
	for (size_t i = 0; i < asset->name.len; i++) {
		char c = asset->name.ptr[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		else if (!(c >= '0' && c <= '9'))
			c = '_';
		text_put_char(to, c);
	}
	text_printf(to, " \"%.*s\"\n", STR_ARG(asset->path));
}

static bool run(struct embed *e, char **argv, int n_files, struct err *err)
{
	struct text code, header;

	if (!add_all(e, argv[3], argv + 4, n_files, err))
		return false;
	qsort(e->asset, e->n, sizeof *e->asset, by_path);
	text_init(&code, e->arena);
	text_init(&header, e->arena);
	text_put(&code, STR("/* Generated by embed. Do not edit. */\n"
			    "#include \"kit/html/assets.h\"\n\n#include <stddef.h>\n\n"));
	text_put(&header,
		 STR("/* assets: the files embedded in the program. Generated by embed. */\n"
		     "#ifndef WEFT_KIT_HTML_ASSETS_H\n#define WEFT_KIT_HTML_ASSETS_H\n\n"
		     "#include \"kit/http/asset.h\"\n\n"));
	for (size_t i = 0; i < e->n; i++) {
		put_bytes(&code, "bytes", i, e->asset[i].bytes);
		put_bytes(&code, "gzip", i, e->asset[i].gzip);
		put_macro(&header, &e->asset[i]);
	}
	put_table(e, &code);
	text_put(&header, STR("\nextern const struct http_assets assets;\n\n#endif\n"));
	return file_write(argv[1], text_str(&code), err) &&
	       file_write(argv[2], text_str(&header), err);
}

int main(int argc, char **argv)
{
	struct embed *e;
	struct arena *arena;
	struct err err = {0};
	bool ok;

	if (argc < 5) {
		(void)fputs("usage: embed OUT.c OUT.h NAME,NAME,... FILE...\n", stderr);
		return 2;
	}
	arena = arena_create((size_t)1 << 20);
	e = arena_new(arena, struct embed);
	e->arena = arena;
	ok = run(e, argv, argc - 4, &err);
	if (!ok)
		(void)fprintf(stderr, "embed: %s\n", err.text);
	arena_destroy(arena);
	return ok ? 0 : 1;
}
