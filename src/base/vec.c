#include "base/vec.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

void vec_reserve(struct arena *arena, void **at, size_t *cap, size_t n, size_t item_size)
{
	enum { FIRST = 8 };
	size_t wanted = *cap < FIRST ? FIRST : *cap * 2;
	void *grown;

	/* Even for no elements there is an array, so that at + 0 is defined. */
	if (n <= *cap && *at != NULL)
		return;
	if (wanted < n)
		wanted = n;
	grown = arena_alloc_array(arena, wanted, item_size, alignof(max_align_t));
	if (*at != NULL && *cap > 0)
		memcpy(grown, *at, *cap * item_size);
	*at = grown;
	*cap = wanted;
}
