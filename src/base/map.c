#include "base/map.h"

#include "base/vec.h"

#include <assert.h>
#include <string.h>

/* FNV-1a with a final mix: short keys, no adversary who chooses them in bulk
 * (sizes of input are limited before they reach a map). */
static uint64_t hash_of(struct str key)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.ptr[i]) * 0x100000001b3U;
	hash ^= hash >> 32;
	return hash * 0x9e3779b97f4a7c15U;
}

void map_init(struct map *map, struct arena *arena)
{
	*map = (struct map){.arena = arena};
}

static size_t first_slot(const struct map *map, uint64_t hash)
{
	return (size_t)(hash >> 20) & (map->n_slots - 1);
}

static void grow_slots(struct map *map)
{
	enum { FIRST = 16 };

	map->n_slots = map->n_slots == 0 ? FIRST : map->n_slots * 2;
	map->slot = arena_array(map->arena, uint32_t, map->n_slots);
	for (size_t i = 0; i < map->n; i++) {
		size_t slot = first_slot(map, map->at[i].hash);

		while (map->slot[slot] != 0)
			slot = (slot + 1) & (map->n_slots - 1);
		map->slot[slot] = (uint32_t)i + 1;
	}
}

/* The slot of a key, or the free slot where it would go. */
static size_t probe(const struct map *map, struct str key, uint64_t hash)
{
	size_t slot = first_slot(map, hash);

	for (; map->slot[slot] != 0; slot = (slot + 1) & (map->n_slots - 1)) {
		const struct map_entry *entry = &map->at[map->slot[slot] - 1];

		if (entry->hash == hash && str_eq(entry->key, key))
			break;
	}
	return slot;
}

struct map_entry *map_find(const struct map *map, struct str key)
{
	size_t slot;

	if (map->n == 0)
		return NULL;
	slot = probe(map, key, hash_of(key));
	return map->slot[slot] == 0 ? NULL : &map->at[map->slot[slot] - 1];
}

struct map_entry *map_add(struct map *map, struct str key, bool *ret_added)
{
	uint64_t hash = hash_of(key);
	size_t slot;
	bool added;

	assert(map->n < UINT32_MAX - 1);
	if ((map->n + 1) * 4 > map->n_slots * 3)
		grow_slots(map);
	slot = probe(map, key, hash);
	added = map->slot[slot] == 0;
	if (added) {
		*vec_push(map->arena, map) = (struct map_entry){.key = key, .hash = hash};
		map->slot[slot] = (uint32_t)map->n;
	}
	if (ret_added != NULL)
		*ret_added = added;
	return &map->at[map->slot[slot] - 1];
}
