#include "kit/html/markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/* Keep whole characters: a cut inside of one would leave bytes that are not UTF-8. */
static size_t cut(struct str s)
{
	size_t n = s.len;

	if (n <= MARKDOWN_MAX)
		return n;
	n = MARKDOWN_MAX;
	while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* A note stands below the page's h1 and a section's h2. */
static void lower_headings(cmark_node *document)
{
	enum { BELOW = 2, DEEPEST = 6 };
	cmark_iter *iter = cmark_iter_new(document);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		int level;

		if (cmark_node_get_type(node) != CMARK_NODE_HEADING ||
		    cmark_iter_get_event_type(iter) != CMARK_EVENT_EXIT)
			continue;
		level = cmark_node_get_heading_level(node) + BELOW;
		(void)cmark_node_set_heading_level(node, level > DEEPEST ? DEEPEST : level);
	}
	cmark_iter_free(iter);
}

/* Pictures of other sites would tell them who reads the note: only their text stays. */
static void drop_images(cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter), *child;

		if (cmark_node_get_type(node) != CMARK_NODE_IMAGE ||
		    cmark_iter_get_event_type(iter) != CMARK_EVENT_EXIT)
			continue;
		while ((child = cmark_node_first_child(node)) != NULL)
			(void)cmark_node_insert_before(node, child);
		cmark_node_unlink(node);
		cmark_node_free(node);
	}
	cmark_iter_free(iter);
}

struct html_safe markdown_html(struct arena *arena, struct str markdown)
{
	int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART;
	cmark_node *document;
	struct str html;
	char *drawn;

	if (markdown.len == 0)
		return (struct html_safe){0};
	document = cmark_parse_document(markdown.ptr, cut(markdown), options);
	lower_headings(document);
	drop_images(document);
	drawn = cmark_render_html(document, options);
	html = arena_str(arena, str_from(drawn));
	free(drawn);
	cmark_node_free(document);
	return (struct html_safe){html};
}
