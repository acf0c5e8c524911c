/* tmpl: compiles a template to C. The language is described in docs/templates.md.
 *
 * Pure: text in, text out, so that tests and the fuzzer call it as the build does.
 */
#ifndef WEFT_TOOLS_TMPL_H
#define WEFT_TOOLS_TMPL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stddef.h>

struct tmpl_source {
	struct str name;   /* for errors and #line: "../src/parts/week/week_page.html" */
	struct str header; /* how C includes the result: "parts/week/week_page.html.h" */
	struct str text;
	bool json; /* a .json template */
};

/* A text to translate, and where it stands. */
struct tmpl_word {
	struct str text; /* as the program sees it, escapes undone */
	unsigned line;
};

struct tmpl_output {
	struct str code, header;
	VEC(struct tmpl_word) words;
};

/* The error says "name:line:column: sentence". */
bool tmpl_compile(struct arena *arena, const struct tmpl_source *source, struct tmpl_output *ret,
		  struct err *err);

#endif
