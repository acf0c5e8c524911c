/* tmpl: reads a template line by line.
 *
 * A line whose first character that is not blank is '@' is a directive; any other is
 * markup. Markup is fed byte by byte to markup.c (or json.c), which knows where in the
 * page it stands; what has passed collects in t->literal until an expression or a
 * directive needs it written. Blocks (@if, @for) must leave the page where they
 * found it: in the same state, with the same elements open. */
#include "tmpl_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool tmpl_fail(struct tmpl *t, const char *at, const char *format, ...)
{
	char what[160];
	va_list args;
	size_t column = 1;

	va_start(args, format);
	(void)vsnprintf(what, sizeof what, format, args);
	va_end(args);
	if (at != NULL && t->line.ptr != NULL && at >= t->line.ptr &&
	    at <= t->line.ptr + t->line.len)
		column = (size_t)(at - t->line.ptr) + 1;
	return err_set(t->err, ERR_INVALID, "%.*s:%u:%zu: %s", STR_ARG(t->source->name), t->line_no,
		       column, what);
}

static bool feed(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;
	bool skip = m->state == MARKUP_VALUE && m->optional;

	if (!markup_feed(t, at))
		return false;
	if (!skip)
		text_put_char(&t->literal, *at);
	return true;
}

static bool compile_markup(struct tmpl *t, struct str s)
{
	const char *end = s.ptr + s.len, *close;

	for (const char *p = s.ptr; p < end; p++) {
		if (p + 1 < end && p[0] == '{' && p[1] == '{') {
			if (!markup_expression(t, p))
				return false;
			close = scan_expression_end(p + 2, end);
			if (close == NULL)
				return tmpl_fail(t, p, "'{{' without '}}' on the same line");
			if (!expr_compile(t, (struct str){p + 2, (size_t)(close - p - 2)}))
				return false;
			p = close + 1;
		} else if (!feed(t, p)) {
			return false;
		}
	}
	return true;
}

static bool ends_with(struct str s, struct str tail)
{
	return s.len >= tail.len && str_eq(str_slice(s, s.len - tail.len, s.len), tail);
}

static bool push_block(struct tmpl *t, enum block_kind kind, const char *at)
{
	if (t->n_blocks == TMPL_MAX_BLOCKS)
		return tmpl_fail(t, at, "more than %d blocks inside each other", TMPL_MAX_BLOCKS);
	t->block[t->n_blocks++] = (struct block){kind, t->line_no, t->markup.state,
						 t->markup.n_elements};
	return true;
}

static enum markup_state first_state(const struct tmpl *t)
{
	return t->source->json ? JSON_VALUE : MARKUP_TEXT;
}

/* @fn name(parameters), @local name(parameters) */
static bool begin_function(struct tmpl *t, struct str s, bool local)
{
	struct str name = scan_identifier(s), params;
	const char *storage = local ? "static " : "";
	struct text *prototype = local ? &t->code : &t->header;
	struct text signature;

	if (t->n_blocks != 0)
		return tmpl_fail(t, s.ptr, "a function inside of another (of line %u)",
				 t->block[0].line);
	if (name.len == 0 || name.len == s.len || s.ptr[name.len] != '(' || s.ptr[s.len - 1] != ')')
		return tmpl_fail(t, s.ptr, "a function is begun by @fn name(parameters)");
	params = str_trim(str_slice(s, name.len + 1, s.len - 1));
	if (str_eq(params, STR("void")))
		params.len = 0;
	t->markup = (struct markup){.state = first_state(t)};
	t->loose = ends_with(name, STR("_begin")) || ends_with(name, STR("_end"));
	text_init(&signature, t->arena);
	text_printf(&signature, "%svoid %.*s(struct html *out%s%.*s)", storage, STR_ARG(name),
		    params.len > 0 ? ", " : "", STR_ARG(params));
	text_printf(prototype, "%.*s;\n", STR_ARG(text_str(&signature)));
	emit_line(t);
	text_printf(&t->body, "%.*s\n{\n(void)out;\n", STR_ARG(text_str(&signature)));
	return push_block(t, BLOCK_FN, s.ptr);
}

/* What a block leaves must be what it found. */
static bool check_block(struct tmpl *t, const char *at)
{
	const struct block *block = &t->block[t->n_blocks - 1];
	const struct markup *m = &t->markup;

	if (m->state != block->state)
		return tmpl_fail(t, at, "the block of line %u ends inside a tag, value or comment",
				 block->line);
	if (!t->loose && m->n_elements > block->n_elements) {
		const struct element *top = &m->element[m->n_elements - 1];

		return tmpl_fail(t, at, "%s%.*s%s of line %u is not closed",
				 t->source->json ? "'" : "<", STR_ARG(top->name),
				 t->source->json ? "'" : ">", top->line);
	}
	return true;
}

static bool end_block(struct tmpl *t, const char *at)
{
	if (t->n_blocks == 0)
		return tmpl_fail(t, at, "@end without a block");
	if (!check_block(t, at))
		return false;
	emit_flush(t);
	text_put(&t->body, STR("}\n"));
	if (--t->n_blocks == 0)
		text_put_char(&t->body, '\n');
	t->markup.after_block = true;
	t->markup.last = 'x';
	return true;
}

static bool begin_block(struct tmpl *t, enum block_kind kind, struct str s)
{
	if (s.len == 0)
		return tmpl_fail(t, s.ptr, "the condition is missing");
	emit_flush(t);
	emit_line(t);
	text_printf(&t->body, "%s (%.*s) {\n", kind == BLOCK_FOR ? "for" : "if", STR_ARG(s));
	return push_block(t, kind, s.ptr);
}

static bool take(struct str *s, const char *word)
{
	struct str head = scan_identifier(*s);

	if (!str_eq(head, str_from(word)))
		return false;
	*s = str_trim(str_slice(*s, head.len, s->len));
	return true;
}

/* @else, @else if condition */
static bool begin_else(struct tmpl *t, struct str s)
{
	struct block *block = &t->block[t->n_blocks - 1];

	if (t->n_blocks == 0 || block->kind != BLOCK_IF)
		return tmpl_fail(t, s.ptr, "@else without @if");
	if (!check_block(t, s.ptr))
		return false;
	emit_flush(t);
	block->line = t->line_no;
	t->markup.n_elements = block->n_elements;
	if (take(&s, "if") && s.len > 0) {
		text_put(&t->body, STR("} else\n"));
		emit_line(t);
		text_printf(&t->body, "if (%.*s) {\n", STR_ARG(s));
		return true;
	}
	if (s.len > 0)
		return tmpl_fail(t, s.ptr, "@else stands alone or before if and a condition");
	block->kind = BLOCK_ELSE;
	text_put(&t->body, STR("} else {\n"));
	return true;
}

/* @call name(arguments) */
static bool put_call(struct tmpl *t, struct str s)
{
	struct str name = scan_identifier(s), arguments;

	if (name.len == 0 || name.len == s.len || s.ptr[name.len] != '(' || s.ptr[s.len - 1] != ')')
		return tmpl_fail(t, s.ptr, "a call is written @call name(arguments)");
	if (t->markup.state != first_state(t))
		return tmpl_fail(t, s.ptr, "a call may not stand inside a tag or value");
	arguments = str_trim(str_slice(s, name.len + 1, s.len - 1));
	emit_flush(t);
	emit_line(t);
	text_printf(&t->body, "%.*s(out%s%.*s);\n", STR_ARG(name), arguments.len > 0 ? ", " : "",
		    STR_ARG(arguments));
	t->markup.after_block = true;
	t->markup.last = 'x';
	return true;
}

/* @let declaration */
static bool put_let(struct tmpl *t, struct str s)
{
	if (s.len == 0)
		return tmpl_fail(t, s.ptr, "the declaration is missing");
	emit_flush(t);
	emit_line(t);
	text_printf(&t->body, "%.*s;\n", STR_ARG(s));
	return true;
}

static bool put_include(struct tmpl *t, struct str s)
{
	if (t->n_blocks != 0)
		return tmpl_fail(t, s.ptr, "@include belongs before the first function");
	if (s.len < 3 || s.ptr[0] != '"' || s.ptr[s.len - 1] != '"')
		return tmpl_fail(t, s.ptr, "an include is written @include \"part/file.h\"");
	text_printf(&t->header, "#include %.*s\n", STR_ARG(s));
	return true;
}

static bool compile_directive(struct tmpl *t, struct str s)
{
	const char *at = s.ptr;

	s = str_slice(s, 1, s.len);
	if (s.len > 0 && s.ptr[0] == '#')
		return true;
	if (take(&s, "include"))
		return put_include(t, s);
	if (take(&s, "fn"))
		return begin_function(t, s, false);
	if (take(&s, "local"))
		return begin_function(t, s, true);
	if (t->n_blocks == 0)
		return tmpl_fail(t, at, "only @include, @fn, @local and @# may stand here");
	if (take(&s, "end"))
		return end_block(t, at);
	if (take(&s, "if"))
		return begin_block(t, BLOCK_IF, s);
	if (take(&s, "for"))
		return begin_block(t, BLOCK_FOR, s);
	if (take(&s, "else"))
		return begin_else(t, s);
	if (take(&s, "call"))
		return put_call(t, s);
	if (take(&s, "let"))
		return put_let(t, s);
	return tmpl_fail(t, at, "unknown directive");
}

static struct str trim_left(struct str s)
{
	size_t n = 0;

	while (n < s.len && (s.ptr[n] == ' ' || s.ptr[n] == '\t'))
		n++;
	return str_slice(s, n, s.len);
}

/* One line; newline points at its newline, or is NULL at the end of the text. */
static bool compile_line(struct tmpl *t, const char *newline)
{
	struct str s = trim_left(t->line);
	bool joined = false;

	if (s.len > 0 && s.ptr[0] == '@' && !(s.len > 1 && s.ptr[1] == '@'))
		return compile_directive(t, str_trim(s));
	if (t->n_blocks == 0)
		return s.len == 0 ? true : tmpl_fail(t, s.ptr, "text outside of a function");
	if (s.len > 0 && s.ptr[0] == '@')
		s = str_slice(s, 1, s.len);
	else if (markup_keeps_blanks(&t->markup))
		s = t->line;
	else if (s.len == 0)
		return true;
	else if (s.len > 1 && s.ptr[0] == '\\' && s.ptr[1] == ' ')
		s = str_slice(s, 1, s.len); /* a blank that is meant */
	if (s.len > 0 && s.ptr[s.len - 1] == '\\') {
		joined = true;
		s.len--;
	}
	if (!compile_markup(t, s))
		return false;
	return joined || newline == NULL || feed(t, newline);
}

static bool compile_lines(struct tmpl *t)
{
	struct str rest = t->source->text;

	if (rest.len > 0 && memchr(rest.ptr, '\0', rest.len) != NULL)
		return tmpl_fail(t, NULL, "a template may not hold a zero byte");
	while (rest.len > 0) {
		const char *newline = memchr(rest.ptr, '\n', rest.len);
		size_t n = newline == NULL ? rest.len : (size_t)(newline - rest.ptr);

		t->line = str_slice(rest, 0, n);
		t->line_no++;
		if (!compile_line(t, newline))
			return false;
		rest = str_slice(rest, newline == NULL ? n : n + 1, rest.len);
	}
	t->line = (struct str){0};
	if (t->n_blocks > 0)
		return tmpl_fail(t, NULL, "@end is missing for the block of line %u",
				 t->block[t->n_blocks - 1].line);
	return true;
}

/* WEFT_PARTS_WEEK_WEEK_PAGE_HTML_H */
static void put_guard(struct text *to, struct str path)
{
	text_put(to, STR("WEFT_"));
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		else if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z'))
			c = '_';
		text_put_char(to, c);
	}
}

static void put_prologue(struct tmpl *t)
{
	struct str path = t->source->header;

	text_printf(&t->code, "/* Generated from %.*s. Do not edit. */\n#include \"%.*s\"\n\n",
		    STR_ARG(t->source->name), STR_ARG(path));
	text_printf(&t->code, "#include \"kit/html/say.h\"\n%s\n",
		    t->source->json ? "#include \"kit/html/json_out.h\"\n" : "");
	text_printf(&t->header, "/* Generated from %.*s. Do not edit. */\n#ifndef ",
		    STR_ARG(t->source->name));
	put_guard(&t->header, path);
	text_put(&t->header, STR("\n#define "));
	put_guard(&t->header, path);
	text_put(&t->header, STR("\n\n#include \"kit/html/html.h\"\n"));
}

bool tmpl_compile(struct arena *arena, const struct tmpl_source *source, struct tmpl_output *ret,
		  struct err *err)
{
	struct tmpl_output output = {0};
	struct tmpl t = {.arena = arena, .source = source, .output = &output, .err = err};

	text_init(&t.code, arena);
	text_init(&t.header, arena);
	text_init(&t.body, arena);
	text_init(&t.literal, arena);
	put_prologue(&t);
	if (!compile_lines(&t))
		return false;
	text_put(&t.header, STR("\n#endif\n"));
	text_put_char(&t.code, '\n');
	text_put(&t.code, text_str(&t.body));
	output.code = text_str(&t.code);
	output.header = text_str(&t.header);
	*ret = output;
	return true;
}
