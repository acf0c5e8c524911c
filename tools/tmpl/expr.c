/* expr: {{expression}}, {{format expression}} and {{t "text" arguments}}. */
#include "tmpl_internal.h"

#include <string.h>

/* A format, and what writes it in a page, as an argument of a sentence, in JSON. */
struct format {
	const char *word, *html, *argument, *json;
	bool machine; /* may be part of an address */
};

static const struct format formats[] = {
	{"clock", "html_put_clock", "html_arg_clock", "json_put_time", false},
	{"date", "html_put_date", "html_arg_date", "json_put_isodate", false},
	{"decimal", "html_put_decimal", "html_arg_decimal", "json_put_double", false},
	{"isodate", "html_put_isodate", "html_arg_isodate", "json_put_isodate", true},
	{"longdate", "html_put_longdate", "html_arg_longdate", "json_put_isodate", false},
	{"minutes", "html_put_minutes", "html_arg_minutes", "html_put_i64", false},
	{"money", "html_put_money", "html_arg_money", "html_put_i64", false},
	{"number", "html_put_number", "html_arg_number", "html_put_i64", false},
	{"percent", "html_put_percent", "html_arg_percent", "json_put_double", false},
	{"time", "html_put_time", "html_arg_time", "json_put_time", false},
	{"time24", "html_put_time24", "html_arg_time24", "json_put_time", false},
};

static const char *const boolean_attributes[] = {
	"async",    "autofocus",  "checked", "defer",    "disabled", "hidden",   "inert",
	"multiple", "novalidate", "open",    "readonly", "required", "reversed", "selected",
};

static bool attribute_is_boolean(struct str name)
{
	for (size_t i = 0; i < sizeof boolean_attributes / sizeof *boolean_attributes; i++)
		if (str_eq(name, str_from(boolean_attributes[i])))
			return true;
	return false;
}

/* Whether what follows a name makes it a variable of an expression (date == x, time - 5)
 * rather than a format (date x, time -5). */
static bool continues_expression(struct str s)
{
	if (s.len == 0 || strchr("=<>+/%|^?.,:)[]", s.ptr[0]) != NULL)
		return true;
	if (s.len > 1 && s.ptr[0] == '!')
		return s.ptr[1] == '=';
	return s.len > 1 && strchr("-*&", s.ptr[0]) != NULL && (s.ptr[1] == ' ' || s.ptr[1] == '&');
}

/* Take the word off the front of *s, if it is word and an operand follows. */
static bool take_word(struct str *s, const char *word)
{
	struct str head = scan_identifier(*s), rest;

	if (!str_eq(head, str_from(word)) || head.len == s->len)
		return false;
	if (s->ptr[head.len] != ' ' && s->ptr[head.len] != '\t' && s->ptr[head.len] != '"')
		return false;
	rest = str_trim(str_slice(*s, head.len, s->len));
	if (continues_expression(rest))
		return false;
	*s = rest;
	return true;
}

static const struct format *take_format(struct str *s)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (take_word(s, formats[i].word))
			return &formats[i];
	return NULL;
}

/* The string literal at the front of *s, decoded; what follows it stays in *s. */
static bool take_literal(struct tmpl *t, struct str *s, struct str *ret)
{
	struct text text;
	size_t i = 1;

	if (s->len == 0 || s->ptr[0] != '"')
		return tmpl_fail(t, s->ptr, "{{t}} needs a text in double quotes");
	text_init(&text, t->arena);
	for (; i < s->len && s->ptr[i] != '"'; i++) {
		if (s->ptr[i] == '\\' && i + 1 < s->len) {
			i++;
			text_put_char(&text, s->ptr[i] == 'n' ? '\n' : s->ptr[i]);
		} else {
			text_put_char(&text, s->ptr[i]);
		}
	}
	if (i >= s->len)
		return tmpl_fail(t, s->ptr, "the text of {{t}} is not closed");
	if (text.len == 0)
		return tmpl_fail(t, s->ptr, "the text of {{t}} is empty");
	*s = str_trim(str_slice(*s, i + 1, s->len));
	*ret = text_str(&text);
	return true;
}

/* Arguments after the text: ", a, clock b" or "a, clock b". */
static bool put_arguments(struct tmpl *t, struct str s, struct text *to, size_t *ret_n)
{
	size_t n = 0;

	if (s.len > 0 && s.ptr[0] == ',')
		s = str_trim(str_slice(s, 1, s.len));
	while (s.len > 0) {
		const char *end = s.ptr + s.len, *comma = scan_comma(s.ptr, end);
		struct str one = str_trim((struct str){s.ptr, (size_t)(comma - s.ptr)});
		const struct format *format = take_format(&one);

		if (one.len == 0)
			return tmpl_fail(t, s.ptr, "an argument is missing");
		if (n++ == TMPL_MAX_ARGUMENTS)
			return tmpl_fail(t, s.ptr, "more than %d arguments", TMPL_MAX_ARGUMENTS);
		text_printf(to, "%s(%.*s), ", format == NULL ? "html_arg" : format->argument,
			    STR_ARG(one));
		s = comma < end ? str_trim(str_slice(s, (size_t)(comma + 1 - s.ptr), s.len))
				: (struct str){0};
	}
	*ret_n = n;
	return true;
}

/* "one|many": the first argument chooses, and need not appear. */
static bool has_forms(struct str words)
{
	return memchr(words.ptr, '|', words.len) != NULL;
}

/* Every argument must be in the text, and nothing that is not given. */
static bool check_arguments(struct tmpl *t, const char *at, struct str words, size_t n)
{
	bool used[TMPL_MAX_ARGUMENTS] = {0};

	for (size_t i = 0; i + 2 < words.len; i++) {
		size_t index = (size_t)(words.ptr[i + 1] - '1');

		if (words.ptr[i] != '{' || words.ptr[i + 2] != '}' || index >= TMPL_MAX_ARGUMENTS)
			continue;
		if (index >= n)
			return tmpl_fail(t, at, "{%zu} has no argument", index + 1);
		used[index] = true;
	}
	for (size_t i = 0; i < n; i++)
		if (!used[i] && (i > 0 || !has_forms(words)))
			return tmpl_fail(t, at,
					 "argument %zu is not used: {%zu} is not in the text",
					 i + 1, i + 1);
	return true;
}

static bool put_translated(struct tmpl *t, struct str s)
{
	const char *at = s.ptr;
	struct str words;
	struct text arguments;
	size_t n = 0;

	text_init(&arguments, t->arena);
	if (!take_literal(t, &s, &words) || !put_arguments(t, s, &arguments, &n) ||
	    !check_arguments(t, at, words, n))
		return false;
	*vec_push(t->arena, &t->output->words) = (struct tmpl_word){words, t->line_no};
	if (t->source->json)
		text_printf(&t->body, "%s(out, say_text(out->text.arena, out->lang, STR(",
			    t->markup.state == JSON_STRING ? "json_part_str" : "json_put_str");
	else
		text_put(&t->body, STR("html_say(out, STR("));
	emit_c_string(&t->body, words);
	if (n == 0)
		text_put(&t->body, STR("), NULL, 0)"));
	else
		text_printf(&t->body, "), (const struct html_arg[]){%.*s}, %zu)",
			    STR_ARG(text_str(&arguments)), n);
	text_put(&t->body, t->source->json ? STR(");\n") : STR(";\n"));
	return true;
}

static bool put_json(struct tmpl *t, struct str s)
{
	bool inside = t->markup.state == JSON_STRING;
	const struct format *format = take_format(&s);

	if (format != NULL && inside)
		return tmpl_fail(t, s.ptr, "a format may not stand inside a JSON string");
	text_printf(&t->body, "%s(out, (%.*s));\n",
		    format != NULL ? format->json
		    : inside       ? "json_part"
				   : "json_put",
		    STR_ARG(s));
	return true;
}

/* What writes an expression in the page, decided by where it stands. */
static bool put_html(struct tmpl *t, struct str s)
{
	const struct markup *m = &t->markup;
	bool address = m->state == MARKUP_VALUE && m->attribute_kind == ATTRIBUTE_URL;
	const char *at = s.ptr, *writer = "html_put";
	const struct format *format = take_format(&s);

	if (take_word(&s, "url")) {
		if (!address || m->value_len > 0)
			return tmpl_fail(t, at, "{{url}} belongs at the start of an address");
		writer = "html_put_url";
	} else if (address && format != NULL && m->value_len > 0 && format->machine) {
		writer = format->html;
	} else if (address && format != NULL) {
		return tmpl_fail(t, at, "{{%s}} is for people, not for an address", format->word);
	} else if (address && m->value_len == 0) {
		return tmpl_fail(t, at,
				 "an address that begins with data must be checked: "
				 "write {{url ...}}");
	} else if (address) {
		writer = "html_put_part";
	} else if (format != NULL) {
		writer = format->html;
	}
	if (s.len == 0)
		return tmpl_fail(t, at, "an expression is missing");
	text_printf(&t->body, "%s(out, (%.*s));\n", writer, STR_ARG(s));
	return true;
}

/* Take " name?=\"" back and write the attribute only where it has a value. */
static bool put_optional(struct tmpl *t, struct str s)
{
	struct markup *m = &t->markup;
	struct str name = m->attribute, value = s;

	m->optional_done = true;
	t->literal.len = m->attribute_start;
	if (t->literal.len > 0 && (t->literal.ptr[t->literal.len - 1] == ' ' ||
				   t->literal.ptr[t->literal.len - 1] == '\n'))
		t->literal.len--;
	emit_flush(t);
	emit_line(t);
	if (attribute_is_boolean(name)) {
		text_printf(&t->body, "if (%.*s)\nhtml_lit(out, \" %.*s\", %zu);\n", STR_ARG(s),
			    STR_ARG(name), name.len + 1);
		return true;
	}
	(void)take_format(&value);
	(void)take_word(&value, "url");
	if (take_word(&value, "t"))
		return tmpl_fail(t, s.ptr, "a translated text is never empty: write name=\"...\"");
	text_printf(&t->body, "if (html_is(%.*s)) {\nhtml_lit(out, \" %.*s=\\\"\", %zu);\n",
		    STR_ARG(value), STR_ARG(name), name.len + 3);
	if (!put_html(t, s))
		return false;
	text_put(&t->body, STR("html_lit(out, \"\\\"\", 1);\n}\n"));
	return true;
}

bool expr_compile(struct tmpl *t, struct str inner)
{
	struct markup *m = &t->markup;
	struct str s = str_trim(inner);
	bool ok;

	if (s.len == 0)
		return tmpl_fail(t, inner.ptr, "an expression is missing");
	if (m->state == MARKUP_VALUE && m->optional)
		return put_optional(t, s);
	emit_flush(t);
	emit_line(t);
	if (take_word(&s, "t"))
		ok = put_translated(t, s);
	else
		ok = t->source->json ? put_json(t, s) : put_html(t, s);
	m->value_len++;
	m->after_block = false;
	m->last = 'x';
	return ok;
}
