/* tmpl_internal: what the files of the compiler share.
 *
 * tmpl.c reads lines and directives, scan.c takes C expressions apart, expr.c
 * writes {{...}}, markup.c and json.c follow where in the output a byte stands and
 * refuse what would be unsafe there, emit.c writes C.
 */
#ifndef WEFT_TOOLS_TMPL_INTERNAL_H
#define WEFT_TOOLS_TMPL_INTERNAL_H

#include "tmpl.h"

#include "base/text.h"

enum { TMPL_MAX_BLOCKS = 32, TMPL_MAX_ELEMENTS = 128, TMPL_MAX_ARGUMENTS = 9 };

/* Where in HTML a byte stands. */
enum markup_state {
	MARKUP_TEXT,
	MARKUP_LESS,       /* after < */
	MARKUP_NAME,       /* in the name of a start tag */
	MARKUP_TAG,        /* between attributes */
	MARKUP_ATTRIBUTE,  /* in the name of an attribute */
	MARKUP_EQUALS,     /* after name= */
	MARKUP_VALUE,      /* in a quoted value */
	MARKUP_VALUE_DONE, /* after its closing quote */
	MARKUP_SLASH,      /* after / in a tag */
	MARKUP_END_NAME,   /* in the name of an end tag */
	MARKUP_BANG,       /* in <!doctype> */
	MARKUP_COMMENT,
	MARKUP_RAW, /* in script or style, where nothing may stand */
	JSON_VALUE, /* in JSON outside of quotes */
	JSON_STRING,
	JSON_ESCAPE, /* after a backslash in a string */
};

/* What an attribute's value is. */
enum attribute_kind {
	ATTRIBUTE_PLAIN,
	ATTRIBUTE_URL,
};

struct element {
	struct str name; /* in JSON: "[" or "{" */
	unsigned line;
};

struct markup {
	enum markup_state state;
	char quote;
	struct str name;      /* of the tag or attribute being read; points into the source */
	struct str attribute; /* whose value is being read */
	enum attribute_kind attribute_kind;
	bool optional;          /* the attribute is name?="{{...}}" */
	bool optional_done;     /* its expression was written */
	size_t value_len;       /* bytes and expressions of the value so far */
	size_t attribute_start; /* in the literal: where " name" begins */
	struct element element[TMPL_MAX_ELEMENTS];
	size_t n_elements;
	bool after_block; /* JSON: the last thing was a block or call */
	char last;        /* JSON: the last byte that is not blank */
};

enum block_kind { BLOCK_FN, BLOCK_IF, BLOCK_ELSE, BLOCK_FOR };

struct block {
	enum block_kind kind;
	unsigned line;
	enum markup_state state; /* where it began */
	size_t n_elements;
};

struct tmpl {
	struct arena *arena;
	const struct tmpl_source *source;
	struct tmpl_output *output;
	struct err *err;

	struct str line; /* being compiled, without its newline */
	unsigned line_no;

	struct text code, header;
	struct text body;    /* of the function being compiled */
	struct text literal; /* bytes not yet written as html_lit() */
	struct markup markup;
	struct block block[TMPL_MAX_BLOCKS];
	size_t n_blocks;
	bool loose; /* name ends in _begin or _end: elements may stay open */
};

/* Always false; at points into t->line. */
bool tmpl_fail(struct tmpl *t, const char *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* scan: the place of the "}}" that ends an expression beginning at from, or NULL;
 * quotes and braces inside are stepped over. */
const char *scan_expression_end(const char *from, const char *end);

/* The place of the first comma of an expression outside of (), [], {} and quotes, or end. */
const char *scan_comma(const char *from, const char *end);

/* An identifier at the start of s; empty if there is none. */
struct str scan_identifier(struct str s);

/* emit */
void emit_flush(struct tmpl *t); /* write the literal */
void emit_line(struct tmpl *t);  /* #line of the template */
void emit_c_string(struct text *to, struct str s);

/* markup and json: one byte of the template's own text. */
bool markup_feed(struct tmpl *t, const char *at);
bool json_feed(struct tmpl *t, const char *at);

/* Inside pre or textarea, where blanks count. */
bool markup_keeps_blanks(const struct markup *markup);

/* "{{" at: may an expression stand here? */
bool markup_expression(struct tmpl *t, const char *at);

/* expr: one {{...}}, what is between the braces. */
bool expr_compile(struct tmpl *t, struct str inner);

#endif
