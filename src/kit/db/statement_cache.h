/* statement_cache: the prepared statements of one connection.
 *
 * Found by the address of the SQL text and, where the engine prepares for
 * types, by the types of the parameters. Since an address could be reused for
 * another text, a hash of the text is compared as well. The cache is an array
 * of sets of four; when a set is full, the entry used longest ago is dropped.
 */
#ifndef WEFT_KIT_DB_STATEMENT_CACHE_H
#define WEFT_KIT_DB_STATEMENT_CACHE_H

#include "kit/db/db.h"

enum { STATEMENT_SETS = 64, STATEMENT_WAYS = 4 };

struct statement {
	const char *text; /* the key; NULL: free */
	uint64_t hash;
	uint64_t used; /* the cache's clock when last found */
	void *handle;  /* of the engine */
	uint64_t number;
	size_t n;                           /* parameters */
	unsigned char type[DB_MAX_PARAMS];  /* enum db_type, part of the key where typed */
	unsigned char place[DB_MAX_PARAMS]; /* engine's parameter i stands for $place[i] */
};

struct statement_cache {
	bool typed;
	uint64_t clock;
	uint64_t made; /* statements so far: for names */
	struct statement set[STATEMENT_SETS][STATEMENT_WAYS];
};

/* The entry for the statement. *ret_found says whether it is prepared; else it is one to fill,
 * and when its handle or number is not 0, what those stand for must be dropped first. */
struct statement *statement_find(struct statement_cache *cache, const struct db_sql *sql,
				 bool *ret_found);

/* Make the entry the statement's, now that it is prepared. */
void statement_keep(struct statement_cache *cache, struct statement *entry,
		    const struct db_sql *sql);

/* Make it free again; handle and number are cleared. */
void statement_drop(struct statement *entry);

#endif
