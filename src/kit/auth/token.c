#include "kit/auth/token.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

static_assert(TOKEN_KEY_BYTES == crypto_secretbox_KEYBYTES, "one key for hashes and boxes");

bool token_init(struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_SYSTEM, "Cannot get random numbers from the system.");
	return true;
}

static struct str encode(struct arena *arena, const unsigned char *bytes, size_t n)
{
	size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_array(arena, char, size);

	(void)sodium_bin2base64(text, size, bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return (struct str){text, size - 1};
}

struct str token_make(struct arena *arena)
{
	unsigned char bytes[32];

	randombytes_buf(bytes, sizeof bytes);
	return encode(arena, bytes, sizeof bytes);
}

struct token_key token_key_make(void)
{
	struct token_key key;

	randombytes_buf(key.bytes, sizeof key.bytes);
	return key;
}

struct token_hash token_hash(const struct token_key *key, const char *purpose, struct str token)
{
	crypto_generichash_state state;
	struct token_hash hash;

	/* The NUL ends the purpose, so that no purpose runs into the text. */
	(void)crypto_generichash_init(&state, key->bytes, sizeof key->bytes, sizeof hash.bytes);
	(void)crypto_generichash_update(&state, (const unsigned char *)purpose,
					strlen(purpose) + 1);
	if (token.len > 0)
		(void)crypto_generichash_update(&state, (const unsigned char *)token.ptr,
						token.len);
	(void)crypto_generichash_final(&state, hash.bytes, sizeof hash.bytes);
	return hash;
}

struct str token_hash_str(const struct token_hash *hash)
{
	return (struct str){(const char *)hash->bytes, sizeof hash->bytes};
}

struct str token_derive(struct arena *arena, const struct token_key *key, const char *purpose,
			struct str text)
{
	struct token_hash hash = token_hash(key, purpose, text);

	return encode(arena, hash.bytes, sizeof hash.bytes);
}

bool token_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || sodium_memcmp(a.ptr, b.ptr, a.len) == 0);
}

struct str token_seal(struct arena *arena, const struct token_key *key, struct str secret)
{
	size_t size = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + secret.len;
	unsigned char *box = arena_array(arena, unsigned char, size);

	randombytes_buf(box, crypto_secretbox_NONCEBYTES);
	(void)crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES,
				    (const unsigned char *)secret.ptr, secret.len, box, key->bytes);
	return (struct str){(const char *)box, size};
}

bool token_open(struct arena *arena, const struct token_key *key, struct str sealed,
		struct str *ret, struct err *err)
{
	const unsigned char *box = (const unsigned char *)sealed.ptr;
	size_t extra = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
	char *secret;

	if (sealed.len < extra)
		return err_set(err, ERR_SYSTEM, "A stored secret is cut short.");
	secret = arena_array(arena, char, sealed.len - extra + 1);
	if (crypto_secretbox_open_easy((unsigned char *)secret, box + crypto_secretbox_NONCEBYTES,
				       sealed.len - crypto_secretbox_NONCEBYTES, box,
				       key->bytes) != 0)
		return err_set(
			err, ERR_SYSTEM,
			"A stored secret does not open: the key of the installation has changed.");
	*ret = (struct str){secret, sealed.len - extra};
	return true;
}
