/* map: a hash map from strings to a number or a pointer.
 *
 * Keys are copied by reference only: their bytes must outlive the map. The
 * table lives in an arena. Entries are kept in the order they were added, so
 * that walking at[0..n) is the same on every machine. There is no removal.
 */
#ifndef WEFT_BASE_MAP_H
#define WEFT_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_entry {
	struct str key;
	uint64_t hash;
	union {
		int64_t number;
		void *ptr;
	} value;
};

struct map {
	struct arena *arena;
	struct map_entry *at;
	size_t n, cap;
	uint32_t *slot; /* index into at, plus one; 0 is free */
	size_t n_slots; /* a power of two */
};

void map_init(struct map *map, struct arena *arena);

/* The entry of a key, or NULL. */
struct map_entry *map_find(const struct map *map, struct str key);

/* The entry of a key, added with a zero value when missing; *ret_added, where
 * not NULL, says which. The pointer is good until the next addition. */
struct map_entry *map_add(struct map *map, struct str key, bool *ret_added);

#endif
