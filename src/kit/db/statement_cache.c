#include "kit/db/statement_cache.h"

#include <string.h>

/* Eight bytes at a time, multiplied and folded: a guard against reused addresses, not against
 * attackers, since statements are never made of input. */
static uint64_t hash_text(const char *text)
{
	size_t len = strlen(text);
	uint64_t hash = 0x9e3779b97f4a7c15U ^ len, word;

	for (size_t i = 0; i < len; i += sizeof word) {
		size_t n = len - i < sizeof word ? len - i : sizeof word;

		word = 0;
		memcpy(&word, text + i, n);
		hash = (hash ^ word) * 0xff51afd7ed558ccdU;
		hash ^= hash >> 32;
	}
	return hash;
}

static size_t set_of(const char *text)
{
	uint64_t address = (uint64_t)(uintptr_t)text;

	return (size_t)((address * 0x9e3779b97f4a7c15U) >> 32) % STATEMENT_SETS;
}

static bool same_types(const struct statement *entry, const struct db_sql *sql)
{
	for (size_t i = 0; i < sql->n; i++) {
		if (entry->type[i] != sql->param[i].type)
			return false;
	}
	return true;
}

struct statement *statement_find(struct statement_cache *cache, const struct db_sql *sql,
				 bool *ret_found)
{
	struct statement *set = cache->set[set_of(sql->text)], *oldest = &set[0];
	uint64_t hash = hash_text(sql->text);

	*ret_found = false;
	for (size_t i = 0; i < STATEMENT_WAYS; i++) {
		struct statement *entry = &set[i];

		if (entry->text == sql->text && entry->hash == hash && entry->n == sql->n &&
		    (!cache->typed || same_types(entry, sql))) {
			entry->used = ++cache->clock;
			*ret_found = true;
			return entry;
		}
		if (entry->used < oldest->used)
			oldest = entry;
	}
	return oldest;
}

void statement_keep(struct statement_cache *cache, struct statement *entry,
		    const struct db_sql *sql)
{
	entry->text = sql->text;
	entry->hash = hash_text(sql->text);
	entry->used = ++cache->clock;
	entry->n = sql->n;
	for (size_t i = 0; i < sql->n; i++)
		entry->type[i] = (unsigned char)sql->param[i].type;
}

void statement_drop(struct statement *entry)
{
	*entry = (struct statement){0};
}
