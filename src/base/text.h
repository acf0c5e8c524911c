/* text: a byte buffer that grows, for building output.
 *
 * The buffer lives in an arena; text_str() gives what was written so far, and
 * stays valid until the next write.
 */
#ifndef WEFT_BASE_TEXT_H
#define WEFT_BASE_TEXT_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>

struct text {
	struct arena *arena;
	char *ptr;
	size_t len, cap;
};

void text_init(struct text *text, struct arena *arena);

/* The same with room for that many bytes from the start, where most texts are that long. */
void text_init_sized(struct text *text, struct arena *arena, size_t bytes);
void text_put(struct text *text, struct str s);
void text_put_char(struct text *text, char c);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str text_str(const struct text *text);

/* Forget what was written, keep the room. */
void text_clear(struct text *text);

#endif
