#include "tmpl_internal.h"

/* Long literals are cut: C17 promises 4095 bytes, and diffs stay readable. */
enum { LITERAL_BYTES = 2000 };

void emit_c_string(struct text *to, struct str s)
{
	text_put_char(to, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '"' || c == '\\')
			text_printf(to, "\\%c", c);
		else if (c == '\n')
			text_put(to, STR("\\n"));
		else if (c < ' ' || c >= 0x7f || c == '?')
			text_printf(to, "\\%03o", c); /* '?' because of trigraphs */
		else
			text_put_char(to, (char)c);
	}
	text_put_char(to, '"');
}

void emit_flush(struct tmpl *t)
{
	struct str rest = text_str(&t->literal);

	while (rest.len > 0) {
		size_t n = rest.len < LITERAL_BYTES ? rest.len : LITERAL_BYTES;

		text_put(&t->body, STR("html_lit(out, "));
		emit_c_string(&t->body, str_slice(rest, 0, n));
		text_printf(&t->body, ", %zu);\n", n);
		rest = str_slice(rest, n, rest.len);
	}
	text_clear(&t->literal);
}

void emit_line(struct tmpl *t)
{
	text_printf(&t->body, "#line %u ", t->line_no);
	emit_c_string(&t->body, t->source->name);
	text_put_char(&t->body, '\n');
}
