/* lang: reads the part of gettext's PO format that catalogues use.
 *
 *	# a comment (also #: #, #. #~)
 *	msgid "text"
 *	"that goes on"
 *	msgstr "texto"
 *	"que sigue"
 *
 * with the escapes \n \t \" \\ in the quotes. An empty msgid is the header and is
 * skipped; an empty msgstr is a text not yet translated and stays English. Plural
 * forms stand inside the text ("one|many"), so msgid_plural is not used. */
#include "kit/html/lang.h"

#include "base/text.h"

enum part { PART_NONE, PART_ID, PART_WORDS };

struct reader {
	struct lang *lang;
	struct arena *arena;
	struct text id, words;
	enum part part;
	unsigned line;
};

static bool starts_with(struct str s, struct str head)
{
	return s.len >= head.len && str_eq(str_slice(s, 0, head.len), head);
}

/* Store the pair that was read last. */
static void store(struct reader *r)
{
	if (r->part == PART_WORDS && r->id.len > 0 && r->words.len > 0) {
		struct str *words = arena_new(r->arena, struct str);

		*words = arena_str(r->arena, text_str(&r->words));
		map_add(&r->lang->words, arena_str(r->arena, text_str(&r->id)), NULL)
			->value.ptr = words;
	}
	text_clear(&r->id);
	text_clear(&r->words);
	r->part = PART_NONE;
}

static bool fail(const struct reader *r, const char *what, struct err *err)
{
	return err_set(err, ERR_INVALID, "line %u: %s", r->line, what);
}

static bool put_escape(struct text *to, char c)
{
	switch (c) {
	case 'n':
		text_put_char(to, '\n');
		return true;
	case 't':
		text_put_char(to, '\t');
		return true;
	case '"':
	case '\\':
		text_put_char(to, c);
		return true;
	default:
		return false;
	}
}

static bool read_quoted(struct reader *r, struct str s, struct err *err)
{
	struct text *to = r->part == PART_ID ? &r->id : &r->words;

	if (r->part == PART_NONE)
		return fail(r, "a text without msgid or msgstr before it", err);
	if (s.len < 2 || s.ptr[0] != '"' || s.ptr[s.len - 1] != '"')
		return fail(r, "a text must stand between double quotes", err);
	for (size_t i = 1; i + 1 < s.len; i++) {
		if (s.ptr[i] == '"')
			return fail(r, "a double quote inside a text must be written \\\"", err);
		if (s.ptr[i] != '\\')
			text_put_char(to, s.ptr[i]);
		else if (++i + 1 >= s.len || !put_escape(to, s.ptr[i]))
			return fail(r, "only \\n \\t \\\" and \\\\ may follow a backslash", err);
	}
	return true;
}

static bool read_line(struct reader *r, struct str line, struct err *err)
{
	static const struct str id = STR_INIT("msgid "), words = STR_INIT("msgstr ");

	line = str_trim(line);
	if (line.len == 0 || line.ptr[0] == '#')
		return true;
	if (line.ptr[0] == '"')
		return read_quoted(r, line, err);
	if (starts_with(line, id)) {
		store(r);
		r->part = PART_ID;
		return read_quoted(r, str_trim(str_slice(line, id.len, line.len)), err);
	}
	if (starts_with(line, words) && r->part == PART_ID) {
		r->part = PART_WORDS;
		return read_quoted(r, str_trim(str_slice(line, words.len, line.len)), err);
	}
	return fail(r, "expected msgid, msgstr or a text in double quotes", err);
}

bool lang_read(struct arena *arena, struct str code, struct str po, struct lang *ret,
	       struct err *err)
{
	struct lang lang = {.code = code};
	struct reader r = {.lang = &lang, .arena = arena};

	map_init(&lang.words, arena);
	text_init(&r.id, arena);
	text_init(&r.words, arena);
	while (po.len > 0) {
		size_t end = 0;

		while (end < po.len && po.ptr[end] != '\n')
			end++;
		r.line++;
		if (!read_line(&r, str_slice(po, 0, end), err))
			return false;
		po = str_slice(po, end < po.len ? end + 1 : end, po.len);
	}
	store(&r);
	*ret = lang;
	return true;
}

struct str lang_text(const struct lang *lang, struct str english)
{
	const struct map_entry *entry = lang == NULL ? NULL : map_find(&lang->words, english);

	return entry == NULL ? english : *(const struct str *)entry->value.ptr;
}

struct str lang_form(struct str text, int64_t n)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '|')
			return n == 1 ? str_slice(text, 0, i) : str_slice(text, i + 1, text.len);
	return text;
}

struct str lang_code(const struct lang *lang)
{
	return lang == NULL ? STR("en") : lang->code;
}
