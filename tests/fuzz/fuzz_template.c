/* The template compiler on any text: it ends, says where a fault is, and what it accepts
 * gives both files. */
#include "tmpl/tmpl.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct tmpl_source source = {STR("t"), STR("t.h"), {(const char *)data, size}, false};
	struct tmpl_output output;
	struct err err = {0};

	for (int json = 0; json < 2; json++) {
		source.json = json != 0;
		if (tmpl_compile(arena, &source, &output, &err))
			assert(output.code.len > 0 && output.header.len > 0);
		else
			assert(err.kind == ERR_INVALID && strncmp(err.text, "t:", 2) == 0);
	}
	arena_destroy(arena);
	return 0;
}
