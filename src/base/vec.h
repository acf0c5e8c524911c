/* vec: arrays that grow, in an arena.
 *
 * A vector is any struct with the members {T *at; size_t n, cap;}:
 *
 *	VEC(struct room) rooms = {0};
 *	*vec_push(arena, &rooms) = (struct room){...};
 *	for (size_t i = 0; i < rooms.n; i++)
 *		use(&rooms.at[i]);
 *
 * Old storage stays in the arena until the arena goes; growth doubles, so at
 * most as much again is left behind. Not for per-item churn in a long life.
 */
#ifndef WEFT_BASE_VEC_H
#define WEFT_BASE_VEC_H

#include "base/arena.h"

#include <stddef.h>

#define VEC(type)              \
	struct {               \
		type *at;      \
		size_t n, cap; \
	}

/* Pointer to a new, zeroed last element. */
#define vec_push(arena, vec)                                                                      \
	(vec_reserve((arena), (void **)&(vec)->at, &(vec)->cap, (vec)->n + 1, sizeof *(vec)->at), \
	 &(vec)->at[(vec)->n++])

/* Room for n elements in all; what is new is zeroed. */
void vec_reserve(struct arena *arena, void **at, size_t *cap, size_t n, size_t item_size);

#endif
