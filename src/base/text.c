#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void text_init(struct text *text, struct arena *arena)
{
	*text = (struct text){.arena = arena};
}

void text_init_sized(struct text *text, struct arena *arena, size_t bytes)
{
	*text = (struct text){
		.arena = arena, .ptr = arena_alloc(arena, bytes, 1), .cap = bytes};
}

static void reserve(struct text *text, size_t more)
{
	enum { FIRST = 256 };
	size_t cap = text->cap < FIRST ? FIRST : text->cap;
	char *grown;

	if (more <= text->cap - text->len)
		return;
	while (cap - text->len < more)
		cap *= 2;
	grown = arena_array(text->arena, char, cap);
	if (text->len > 0)
		memcpy(grown, text->ptr, text->len);
	text->ptr = grown;
	text->cap = cap;
}

void text_put(struct text *text, struct str s)
{
	if (s.len == 0)
		return;
	reserve(text, s.len);
	memcpy(text->ptr + text->len, s.ptr, s.len);
	text->len += s.len;
}

void text_put_char(struct text *text, char c)
{
	text_put(text, (struct str){&c, 1});
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(len >= 0);
	reserve(text, (size_t)len + 1);
	(void)vsnprintf(text->ptr + text->len, (size_t)len + 1, format, again);
	va_end(again);
	text->len += (size_t)len;
}

struct str text_str(const struct text *text)
{
	return (struct str){text->ptr, text->len};
}

void text_clear(struct text *text)
{
	text->len = 0;
}
