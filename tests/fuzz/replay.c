/* Give a fuzz target every file of its corpus, one test each (TAP). */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
	enum { MAX_SEED = 16 << 20 };
	struct arena *arena = arena_create(1U << 16);
	struct str *names = NULL, bytes;
	struct err err = {0};
	size_t n = 0;

	if (argc != 2 || !file_list(arena, argv[1], &names, &n, &err) || n == 0) {
		(void)printf("Bail out! no corpus: %s\n", err.text);
		return 1;
	}
	(void)printf("1..%zu\n", n);
	for (size_t i = 0; i < n; i++) {
		struct str path = file_join(arena, str_from(argv[1]), names[i]);

		if (!file_read(arena, path.ptr, MAX_SEED, &bytes, &err)) {
			(void)printf("not ok %zu - %s\n", i + 1, err.text);
			continue;
		}
		(void)LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
		(void)printf("ok %zu - %.*s\n", i + 1, STR_ARG(names[i]));
	}
	arena_destroy(arena);
	return 0;
}
