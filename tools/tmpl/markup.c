/* markup: follows HTML byte by byte.
 *
 * Not a full parser: templates are written by us, so the compiler asks for the
 * strict form (every element closed, every value quoted) and says where it is not.
 * What it guarantees is that an expression stands only where the escape chosen for
 * it is the right one: in text, or in a quoted value; in an address either whole and
 * checked by {{url}}, or as one part after a fixed beginning. Script and style of any
 * kind do not stand in a template, since the pages' policy would block them. */
#include "tmpl_internal.h"

#include <ctype.h>
#include <strings.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, str_from(names[i])))
			return true;
	return false;
}

#define ONE_OF(name, names) one_of((name), (names), sizeof(names) / sizeof *(names))

static const char *const void_elements[] = {
	"area",  "base", "br",   "col",    "embed", "hr",  "img",
	"input", "link", "meta", "source", "track", "wbr",
};

static const char *const url_attributes[] = {
	"action",    "background",  "cite",       "data",     "formaction",  "href",
	"hx-delete", "hx-get",      "hx-patch",   "hx-post",  "hx-push-url", "hx-replace-url",
	"hx-put",    "icon",        "longdesc",   "manifest", "ping",        "poster",
	"src",       "sse-connect", "xlink:href",
};

/* Attributes that run script, carry style, or hold a page of their own. */
static bool attribute_is_forbidden(struct str name)
{
	static const char *const forbidden[] = {"style", "srcdoc", "srcset", "hx-vars"};
	bool handler = name.len > 2 && strncasecmp(name.ptr, "on", 2) == 0;
	bool hx_on = name.len >= 5 && strncasecmp(name.ptr, "hx-on", 5) == 0;

	return handler || hx_on || ONE_OF(name, forbidden);
}

static struct str until(const char *from, const char *to)
{
	return (struct str){from, (size_t)(to - from)};
}

/* The first block's elements belong to the function; those of an inner block may not be
 * closed by another. */
static size_t floor_of(const struct tmpl *t)
{
	return t->n_blocks == 0 || t->loose ? 0 : t->block[t->n_blocks - 1].n_elements;
}

static bool in_svg(const struct markup *m)
{
	for (size_t i = 0; i < m->n_elements; i++)
		if (str_eq(m->element[i].name, STR("svg")))
			return true;
	return false;
}

static bool in_raw(const struct markup *m)
{
	static const char *const raw[] = {"script", "style"};

	return m->n_elements > 0 && ONE_OF(m->element[m->n_elements - 1].name, raw);
}

static bool open_element(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;
	bool raw = str_eq(m->name, STR("script")) || str_eq(m->name, STR("style"));

	m->state = raw ? MARKUP_RAW : MARKUP_TEXT;
	if (ONE_OF(m->name, void_elements))
		return true;
	if (m->n_elements == TMPL_MAX_ELEMENTS)
		return tmpl_fail(t, at, "more than %d elements inside each other",
				 TMPL_MAX_ELEMENTS);
	m->element[m->n_elements++] = (struct element){m->name, t->line_no};
	return true;
}

static bool close_element(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;
	const struct element *top;

	m->state = MARKUP_TEXT;
	if (m->n_elements <= floor_of(t)) {
		if (t->loose && m->n_elements == 0)
			return true;
		return tmpl_fail(t, at, "</%.*s> closes nothing that was opened in this block",
				 STR_ARG(m->name));
	}
	top = &m->element[m->n_elements - 1];
	if (!str_eq(top->name, m->name))
		return tmpl_fail(t, at, "</%.*s> where <%.*s> of line %u is to be closed",
				 STR_ARG(m->name), STR_ARG(top->name), top->line);
	m->n_elements--;
	return true;
}

static bool feed_less(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at != '/' && in_raw(m))
		return tmpl_fail(t, at, "nothing may stand inside <script> or <style>");
	m->name = until(at, at);
	if (*at == '/') {
		m->name = until(at + 1, at + 1);
		m->state = MARKUP_END_NAME;
	} else if (*at == '!') {
		m->state = MARKUP_BANG;
	} else if (isalpha((unsigned char)*at)) {
		m->name.len = 1;
		m->state = MARKUP_NAME;
	} else {
		return tmpl_fail(t, at, "'<' that begins no tag must be written &lt;");
	}
	return true;
}

static bool feed_end_name(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at == '>')
		return close_element(t, at);
	if (!isalnum((unsigned char)*at) && *at != '-')
		return tmpl_fail(t, at, "an end tag is </name> without blanks");
	m->name.len++;
	return true;
}

static bool feed_tag(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at == '>')
		return open_element(t, at);
	if (*at == '/') {
		m->state = MARKUP_SLASH;
		return true;
	}
	if (is_blank(*at)) {
		m->state = MARKUP_TAG;
		return true;
	}
	if (m->state == MARKUP_VALUE_DONE)
		return tmpl_fail(t, at, "a blank must stand between attributes");
	if (!isalpha((unsigned char)*at) && *at != '_')
		return tmpl_fail(t, at, "'%c' cannot begin an attribute", *at);
	m->attribute = until(at, at + 1);
	m->attribute_start = t->literal.len;
	m->state = MARKUP_ATTRIBUTE;
	return true;
}

static bool feed_name(struct tmpl *t, const char *at)
{
	if (isalnum((unsigned char)*at) || *at == '-') {
		t->markup.name.len++;
		return true;
	}
	return feed_tag(t, at);
}

static bool end_attribute_name(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;
	struct str *name = &m->attribute;

	m->optional = name->ptr[name->len - 1] == '?';
	m->optional_done = false;
	if (m->optional)
		name->len--;
	if (attribute_is_forbidden(*name))
		return tmpl_fail(t, name->ptr, "the attribute %.*s is not allowed in a page",
				 STR_ARG(*name));
	m->attribute_kind = ONE_OF(*name, url_attributes) ? ATTRIBUTE_URL : ATTRIBUTE_PLAIN;
	if (m->optional && *at != '=')
		return tmpl_fail(t, at,
				 "an optional attribute is written name?=\"{{expression}}\"");
	return true;
}

static bool feed_attribute(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (isalnum((unsigned char)*at) || (*at != '\0' && index("-_:.?", *at) != NULL)) {
		m->attribute.len++;
		return true;
	}
	if (!end_attribute_name(t, at))
		return false;
	if (*at == '=') {
		m->state = MARKUP_EQUALS;
		return true;
	}
	m->state = MARKUP_TAG;
	return feed_tag(t, at);
}

static bool feed_equals(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at != '"' && *at != '\'')
		return tmpl_fail(t, at, "the value of %.*s must be quoted", STR_ARG(m->attribute));
	m->quote = *at;
	m->value_len = 0;
	m->state = MARKUP_VALUE;
	return true;
}

/* "javascript:" as far as the fixed beginning of an address shows it. */
static bool url_begins_badly(struct str value)
{
	static const char *const bad[] = {"javascript:", "data:", "vbscript:"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str head = str_from(bad[i]);

		if (value.len >= head.len && strncasecmp(value.ptr, head.ptr, head.len) == 0)
			return true;
	}
	return false;
}

static bool feed_value(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at != m->quote) {
		if (m->optional)
			return tmpl_fail(t, at,
					 "an optional attribute holds one {{expression}} "
					 "and nothing else");
		m->value_len++;
		if (m->attribute_kind == ATTRIBUTE_URL && *at == ':' &&
		    url_begins_badly(until(at + 1 - m->value_len, at + 1)))
			return tmpl_fail(t, at, "an address of this kind runs script");
		return true;
	}
	if (m->optional && !m->optional_done)
		return tmpl_fail(t, at, "an optional attribute holds one {{expression}}");
	m->state = MARKUP_VALUE_DONE;
	return true;
}

static bool feed_slash(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at != '>')
		return tmpl_fail(t, at, "'/' in a tag must be followed by '>'");
	if (!in_svg(m))
		return tmpl_fail(t, at, "<%.*s/> closes itself only inside svg", STR_ARG(m->name));
	m->state = MARKUP_TEXT;
	return true;
}

static bool feed_bang(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	m->name.len++;
	if (str_eq(m->name, STR("!--")))
		m->state = MARKUP_COMMENT;
	else if (*at == '>')
		m->state = MARKUP_TEXT;
	return true;
}

static bool feed_raw(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (*at == '<')
		m->state = MARKUP_LESS;
	else if (!is_blank(*at))
		return tmpl_fail(t, at, "nothing may stand inside <%.*s>: put it into a file",
				 STR_ARG(m->name));
	return true;
}

static bool feed_comment(struct tmpl *t, const char *at)
{
	const char *begin = t->line.ptr;

	if (*at == '>' && at - begin >= 2 && at[-1] == '-' && at[-2] == '-')
		t->markup.state = MARKUP_TEXT;
	return true;
}

bool markup_feed(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	switch (m->state) {
	case MARKUP_TEXT:
		if (*at == '<')
			m->state = MARKUP_LESS;
		return true;
	case MARKUP_LESS:
		return feed_less(t, at);
	case MARKUP_NAME:
		return feed_name(t, at);
	case MARKUP_TAG:
	case MARKUP_VALUE_DONE:
		return feed_tag(t, at);
	case MARKUP_ATTRIBUTE:
		return feed_attribute(t, at);
	case MARKUP_EQUALS:
		return feed_equals(t, at);
	case MARKUP_VALUE:
		return feed_value(t, at);
	case MARKUP_SLASH:
		return feed_slash(t, at);
	case MARKUP_END_NAME:
		return feed_end_name(t, at);
	case MARKUP_BANG:
		return feed_bang(t, at);
	case MARKUP_COMMENT:
		return feed_comment(t, at);
	case MARKUP_RAW:
		return feed_raw(t, at);
	case JSON_VALUE:
	case JSON_STRING:
	case JSON_ESCAPE:
		return json_feed(t, at);
	}
	return true;
}

bool markup_keeps_blanks(const struct markup *m)
{
	struct str top;

	if (m->n_elements == 0 || m->state != MARKUP_TEXT)
		return m->state == MARKUP_VALUE || m->state == JSON_STRING;
	top = m->element[m->n_elements - 1].name;
	return str_eq(top, STR("pre")) || str_eq(top, STR("textarea"));
}

bool markup_expression(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	switch (m->state) {
	case MARKUP_TEXT:
	case JSON_VALUE:
	case JSON_STRING:
		return true;
	case MARKUP_VALUE:
		if (m->optional && m->optional_done)
			return tmpl_fail(t, at,
					 "an optional attribute holds one {{expression}} "
					 "and nothing else");
		return true;
	case MARKUP_RAW:
		return tmpl_fail(t, at, "{{...}} may not stand inside <%.*s>", STR_ARG(m->name));
	case MARKUP_COMMENT:
	case MARKUP_BANG:
		return tmpl_fail(t, at, "{{...}} may not stand in a comment");
	case MARKUP_EQUALS:
		return tmpl_fail(t, at, "the value of %.*s must be quoted", STR_ARG(m->attribute));
	case MARKUP_LESS:
	case MARKUP_NAME:
	case MARKUP_TAG:
	case MARKUP_ATTRIBUTE:
	case MARKUP_VALUE_DONE:
	case MARKUP_SLASH:
	case MARKUP_END_NAME:
	case JSON_ESCAPE:
		break;
	}
	return tmpl_fail(t, at, "{{...}} may stand only in text or in a quoted value");
}
