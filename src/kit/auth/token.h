/* token: secrets that the program makes, and how it remembers them.
 *
 * A token is 32 random bytes as 43 characters of base64url. The database never
 * holds one: it holds a hash under the key of the installation, so that who
 * reads the database cannot sign in with what stands there. The purpose is part
 * of the hash: a token for one thing is worth nothing for another.
 */
#ifndef WEFT_KIT_AUTH_TOKEN_H
#define WEFT_KIT_AUTH_TOKEN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	TOKEN_KEY_BYTES = 32,
	TOKEN_CHARS = 43,      /* of a token */
	TOKEN_HASH_BYTES = 32, /* of its hash: BLAKE2b-256, keyed */
};

struct token_key {
	unsigned char bytes[TOKEN_KEY_BYTES];
};

struct token_hash {
	unsigned char bytes[TOKEN_HASH_BYTES];
};

/* Once in each process, before anything of kit/auth is used. */
bool token_init(struct err *err);

/* A new secret. */
struct str token_make(struct arena *arena);
struct token_key token_key_make(void);

/* The hash of any text for a purpose ("session", "invite"). */
struct token_hash token_hash(const struct token_key *key, const char *purpose, struct str token);

/* For db_bytes(): points into *hash. */
struct str token_hash_str(const struct token_hash *hash);

/* A hash as a token of its own that can be computed again: forms are signed so. */
struct str token_derive(struct arena *arena, const struct token_key *key, const char *purpose,
			struct str text);

/* Equal, in a time that depends on the lengths alone. */
bool token_equal(struct str a, struct str b);

/* Encrypt and authenticate a small secret for the database; the nonce goes in front. */
struct str token_seal(struct arena *arena, const struct token_key *key, struct str secret);
bool token_open(struct arena *arena, const struct token_key *key, struct str sealed,
		struct str *ret, struct err *err);

#endif
