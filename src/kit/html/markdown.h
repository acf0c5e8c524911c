/* markdown: notes that people write, as CommonMark.
 *
 * cmark in its safe mode: raw HTML and dangerous addresses are dropped. Headings are
 * moved down two levels, since they stand inside a page; of pictures only the text
 * stays, because fetching them would tell other sites who reads the note.
 */
#ifndef WEFT_KIT_HTML_MARKDOWN_H
#define WEFT_KIT_HTML_MARKDOWN_H

#include "kit/html/html.h"

enum { MARKDOWN_MAX = 256 * 1024 };

/* Text longer than MARKDOWN_MAX is cut there, at a character. */
struct html_safe markdown_html(struct arena *arena, struct str markdown);

#endif
