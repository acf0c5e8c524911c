/* markdown: notes that people write, as CommonMark.
 *
 * cmark in its safe mode: raw HTML and dangerous addresses are dropped. Headings are
 * moved down two levels, since they stand inside a page; links say nothing about us
 * to where they lead.
 */
#ifndef WEFT_KIT_HTML_MARKDOWN_H
#define WEFT_KIT_HTML_MARKDOWN_H

#include "kit/html/html.h"

enum { MARKDOWN_MAX = 256 * 1024 };

/* Text longer than MARKDOWN_MAX is cut there, at a character. */
struct html_safe markdown_html(struct arena *arena, struct str markdown);

#endif
