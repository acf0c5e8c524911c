/* password: hashing what people type, with bounded memory.
 *
 * argon2id by libsodium, 2 passes over 64 MiB: about 150 ms. At most two run at
 * once (128 MiB), at most three wait for their turn, and further ones are sent
 * away with ERR_BUSY, so that a crowd at the sign-in page leaves threads and
 * memory for the people who are working.
 */
#ifndef WEFT_KIT_AUTH_PASSWORD_H
#define WEFT_KIT_AUTH_PASSWORD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	PASSWORD_MIN_CHARS = 12,
	PASSWORD_MAX_BYTES = 256, /* what is longer is refused before it is hashed */
	PASSWORD_HASH_MAX = 128,
};

struct password_cost {
	unsigned long long passes;
	size_t memory_bytes;
	unsigned at_once, waiting;
};

/* 2 passes, 64 MiB, 2 at once, 3 waiting. */
extern const struct password_cost password_cost_usual;
/* The least that libsodium does: for tests alone. */
extern const struct password_cost password_cost_least;

/* Shared by all threads. */
struct passwords {
	struct password_cost cost;
	pthread_mutex_t mutex;
	pthread_cond_t freed;
	unsigned running, waiting;
	char nobody[PASSWORD_HASH_MAX]; /* hash of a password that nobody knows */
};

bool passwords_init(struct passwords *passwords, const struct password_cost *cost, struct err *err);
void passwords_finish(struct passwords *passwords);

/* Is it fit to be a password? ERR_INVALID says what to change: 12 characters at least, none of
 * the words everybody tries first, not one's own name or address. No rule about kinds of
 * characters: length is what counts (NIST SP 800-63B, 5.1.1.2). */
bool password_acceptable(struct str password, struct str name, struct str email, struct err *err);

/* The hash, text to be kept. ERR_BUSY: too many at once. */
bool password_hash(struct passwords *passwords, struct str password, struct arena *arena,
		   struct str *ret, struct err *err);

/* Whether the password belongs to the hash. An empty hash (no such account, or one without a
 * password) takes as long as any other and says no. */
bool password_check(struct passwords *passwords, struct str hash, struct str password,
		    bool *ret_right, struct err *err);

/* The hash was made with other costs: make it anew now that the password is known. */
bool password_needs_rehash(const struct passwords *passwords, struct str hash);

#endif
