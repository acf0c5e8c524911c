#include "kit/auth/password.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "a hash fits");

const struct password_cost password_cost_usual = {2, 64U << 20, 2, 3};
const struct password_cost password_cost_least = {crypto_pwhash_OPSLIMIT_MIN,
						  crypto_pwhash_MEMLIMIT_MIN, 2, 3};

/* Wait for a turn; false when too many wait already. */
static bool enter(struct passwords *passwords, struct err *err)
{
	bool ok = true;

	(void)pthread_mutex_lock(&passwords->mutex);
	if (passwords->running >= passwords->cost.at_once) {
		if (passwords->waiting >= passwords->cost.waiting) {
			ok = err_set(err, ERR_BUSY,
				     "Many people are signing in just now. Please try again in a "
				     "moment.");
		} else {
			passwords->waiting++;
			while (passwords->running >= passwords->cost.at_once)
				(void)pthread_cond_wait(&passwords->freed, &passwords->mutex);
			passwords->waiting--;
		}
	}
	if (ok)
		passwords->running++;
	(void)pthread_mutex_unlock(&passwords->mutex);
	return ok;
}

static void leave(struct passwords *passwords)
{
	(void)pthread_mutex_lock(&passwords->mutex);
	passwords->running--;
	(void)pthread_cond_signal(&passwords->freed);
	(void)pthread_mutex_unlock(&passwords->mutex);
}

bool passwords_init(struct passwords *passwords, const struct password_cost *cost, struct err *err)
{
	unsigned char secret[32];

	*passwords = (struct passwords){.cost = *cost};
	randombytes_buf(secret, sizeof secret);
	if (crypto_pwhash_str(passwords->nobody, (const char *)secret, sizeof secret, cost->passes,
			      cost->memory_bytes) != 0)
		return err_set(err, ERR_SYSTEM,
			       "There is not enough memory to check passwords (%zu MiB).",
			       cost->memory_bytes >> 20);
	(void)pthread_mutex_init(&passwords->mutex, NULL);
	(void)pthread_cond_init(&passwords->freed, NULL);
	return true;
}

void passwords_finish(struct passwords *passwords)
{
	(void)pthread_cond_destroy(&passwords->freed);
	(void)pthread_mutex_destroy(&passwords->mutex);
}

static size_t count_chars(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

static bool contains(struct str text, struct str part)
{
	for (size_t i = 0; part.len > 0 && i + part.len <= text.len; i++)
		if (strncasecmp(text.ptr + i, part.ptr, part.len) == 0)
			return true;
	return false;
}

/* What is left when a common beginning is taken away must be long enough by itself. */
static bool is_common(struct str password)
{
	static const char *const words[] = {
		"password", "passw0rd", "123456789", "qwertyuiop", "letmein",  "welcome",
		"teacher",  "school",   "iloveyou",  "abcdefgh",   "changeme", "administrator",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_from(words[i]);

		if (password.len >= word.len &&
		    strncasecmp(password.ptr, word.ptr, word.len) == 0 &&
		    password.len - word.len < 6)
			return true;
	}
	for (size_t i = 1; i < password.len; i++)
		if (password.ptr[i] != password.ptr[0])
			return false;
	return true;
}

bool password_acceptable(struct str password, struct str name, struct str email, struct err *err)
{
	const char *at = memchr(email.ptr == NULL ? "" : email.ptr, '@', email.len);
	struct str local = at == NULL ? email : str_slice(email, 0, (size_t)(at - email.ptr));

	if (password.len > PASSWORD_MAX_BYTES)
		return err_set(err, ERR_INVALID, "Choose a password of at most %d characters.",
			       PASSWORD_MAX_BYTES);
	if (count_chars(password) < PASSWORD_MIN_CHARS)
		return err_set(err, ERR_INVALID,
			       "Choose a longer password: %d characters or more. Four unusual "
			       "words are good.",
			       PASSWORD_MIN_CHARS);
	if (is_common(password))
		return err_set(err, ERR_INVALID,
			       "This password is among the first that others try. Choose another.");
	if ((name.len >= 4 && contains(password, name)) ||
	    (local.len >= 4 && contains(password, local)))
		return err_set(err, ERR_INVALID,
			       "Choose a password without your own name or address in it.");
	return true;
}

bool password_hash(struct passwords *passwords, struct str password, struct arena *arena,
		   struct str *ret, struct err *err)
{
	char *hash = arena_array(arena, char, PASSWORD_HASH_MAX);
	int failed;

	if (password.len > PASSWORD_MAX_BYTES)
		return err_set(err, ERR_INVALID, "The password is too long.");
	if (!enter(passwords, err))
		return false;
	failed = crypto_pwhash_str(hash, password.ptr, password.len, passwords->cost.passes,
				   passwords->cost.memory_bytes);
	leave(passwords);
	if (failed != 0)
		return err_set(err, ERR_SYSTEM,
			       "There is not enough memory to store the password.");
	*ret = str_from(hash);
	return true;
}

bool password_check(struct passwords *passwords, struct str hash, struct str password,
		    bool *ret_right, struct err *err)
{
	char text[PASSWORD_HASH_MAX] = {0};
	bool somebody = hash.len > 0 && hash.len < sizeof text;
	struct str use = somebody ? hash : str_from(passwords->nobody);
	int failed;

	memcpy(text, use.ptr, use.len);
	if (password.len > PASSWORD_MAX_BYTES)
		password = str_slice(password, 0, 0);
	if (!enter(passwords, err))
		return false;
	failed = crypto_pwhash_str_verify(text, password.len == 0 ? "" : password.ptr,
					  password.len);
	leave(passwords);
	*ret_right = somebody && failed == 0 && password.len > 0;
	return true;
}

bool password_needs_rehash(const struct passwords *passwords, struct str hash)
{
	char text[PASSWORD_HASH_MAX] = {0};

	if (hash.len == 0 || hash.len >= sizeof text)
		return true;
	memcpy(text, hash.ptr, hash.len);
	return crypto_pwhash_str_needs_rehash(text, passwords->cost.passes,
					      passwords->cost.memory_bytes) != 0;
}
