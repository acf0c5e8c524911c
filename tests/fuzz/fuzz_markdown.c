/* Notes: whatever is written, no element that runs script or fetches comes out. */
#include "kit/html/markdown.h"

#include <assert.h>
#include <stdint.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool has(struct str html, struct str what)
{
	for (size_t i = 0; i + what.len <= html.len; i++)
		if (strncasecmp(html.ptr + i, what.ptr, what.len) == 0)
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct str html = markdown_html(arena, (struct str){(const char *)data, size}).str;

	assert(!has(html, STR("<script")) && !has(html, STR("<img")) && !has(html, STR("<iframe")));
	assert(!has(html, STR("=\"javascript:")) && !has(html, STR("=\"data:")));
	arena_destroy(arena);
	return 0;
}
