/* json: follows JSON byte by byte: strings, and brackets that must match. */
#include "tmpl_internal.h"

#include <string.h>

static size_t floor_of(const struct tmpl *t)
{
	return t->n_blocks == 0 || t->loose ? 0 : t->block[t->n_blocks - 1].n_elements;
}

static bool open_bracket(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (m->n_elements == TMPL_MAX_ELEMENTS)
		return tmpl_fail(t, at, "more than %d brackets inside each other",
				 TMPL_MAX_ELEMENTS);
	m->element[m->n_elements++] = (struct element){{at, 1}, t->line_no};
	return true;
}

static bool close_bracket(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;
	const struct element *top;

	if (m->n_elements <= floor_of(t)) {
		if (t->loose && m->n_elements == 0)
			return true;
		return tmpl_fail(t, at, "'%c' closes nothing that was opened in this block", *at);
	}
	top = &m->element[m->n_elements - 1];
	if ((*at == ']') != (top->name.ptr[0] == '['))
		return tmpl_fail(t, at, "'%c' where '%c' of line %u is to be closed", *at,
				 top->name.ptr[0], top->line);
	if (m->last == ',')
		return tmpl_fail(t, at, "a comma before '%c'", *at);
	m->n_elements--;
	if (m->after_block) {
		emit_flush(t);
		text_put(&t->body, STR("json_end_list(out);\n"));
	}
	return true;
}

static bool feed_outside(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (strchr(" \t\n", *at) != NULL)
		return true;
	if ((*at == '[' || *at == '{') && !open_bracket(t, at))
		return false;
	if ((*at == ']' || *at == '}') && !close_bracket(t, at))
		return false;
	if (*at == '"')
		m->state = JSON_STRING;
	m->last = *at;
	m->after_block = false;
	return true;
}

bool json_feed(struct tmpl *t, const char *at)
{
	struct markup *m = &t->markup;

	if (m->state == JSON_VALUE)
		return feed_outside(t, at);
	if (m->state == JSON_ESCAPE || *at == '\\')
		m->state = m->state == JSON_ESCAPE ? JSON_STRING : JSON_ESCAPE;
	else if (*at == '"')
		m->state = JSON_VALUE;
	return true;
}
