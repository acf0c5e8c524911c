/* Catalogues: any text is read or refused with its line; what was read is found again. */
#include "kit/html/lang.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct str po = {(const char *)data, size};
	struct lang lang;
	struct err err = {0};

	if (lang_read(arena, STR("es"), po, &lang, &err)) {
		for (size_t i = 0; i < lang.words.n; i++)
			assert(lang_text(&lang, lang.words.at[i].key).len > 0);
	} else {
		assert(err.kind == ERR_INVALID && strncmp(err.text, "line ", 5) == 0);
	}
	arena_destroy(arena);
	return 0;
}
