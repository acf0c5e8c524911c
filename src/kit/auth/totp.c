#include "kit/auth/totp.h"

#include "base/text.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sodium.h>

static const char base32_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct str totp_secret_make(struct arena *arena)
{
	char *secret = arena_array(arena, char, TOTP_SECRET_BYTES);

	randombytes_buf(secret, TOTP_SECRET_BYTES);
	return (struct str){secret, TOTP_SECRET_BYTES};
}

bool totp_code(struct str secret, int64_t step, unsigned digits, uint32_t *ret, struct err *err)
{
	unsigned char counter[8], mac[20];
	uint32_t number, limit = 1;
	unsigned offset;

	assert(digits >= 6 && digits <= 8);
	for (unsigned i = 0; i < 8; i++)
		counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
	if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, secret.ptr, secret.len, counter, sizeof counter,
			     mac) != 0)
		return err_set(err, ERR_SYSTEM,
			       "The code cannot be computed: HMAC-SHA-1 is missing.");
	/* Dynamic truncation, RFC 4226 section 5.3. */
	offset = mac[19] & 0xF;
	number = (uint32_t)(mac[offset] & 0x7F) << 24 | (uint32_t)mac[offset + 1] << 16 |
		 (uint32_t)mac[offset + 2] << 8 | mac[offset + 3];
	for (unsigned i = 0; i < digits; i++)
		limit *= 10;
	*ret = number % limit;
	return true;
}

/* Exactly six digits, spaces aside. */
static bool read_digits(struct str typed, char ret[TOTP_DIGITS])
{
	size_t n = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.ptr[i];

		if (c == ' ')
			continue;
		if (c < '0' || c > '9' || n == TOTP_DIGITS)
			return false;
		ret[n++] = c;
	}
	return n == TOTP_DIGITS;
}

bool totp_check(struct str secret, struct str typed, int64_t utc_ms, int64_t last_step,
		int64_t *ret_step, struct err *err)
{
	char digits[TOTP_DIGITS] = {0};
	bool readable = read_digits(typed, digits);
	int64_t now = totp_step(utc_ms), found = -1;

	/* All three are computed and compared, whichever fits. */
	for (int64_t step = now - 1; step <= now + 1; step++) {
		char want[16];
		uint32_t code;

		if (!totp_code(secret, step, TOTP_DIGITS, &code, err))
			return false;
		(void)snprintf(want, sizeof want, "%06u", (unsigned)code);
		if (sodium_memcmp(want, digits, TOTP_DIGITS) == 0 && readable && step > last_step)
			found = step;
	}
	*ret_step = found;
	return true;
}

/* Five bits from a place counted in bits; past the end are zeros. */
static unsigned five_bits(struct str bytes, size_t bit)
{
	size_t at = bit / 8;
	unsigned high = at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
	unsigned low = at + 1 < bytes.len ? (unsigned char)bytes.ptr[at + 1] : 0;

	return (high << 8 | low) >> (11 - bit % 8) & 31;
}

struct str totp_base32(struct arena *arena, struct str bytes, bool grouped)
{
	struct text text;
	size_t n = (bytes.len * 8 + 4) / 5;

	text_init(&text, arena);
	for (size_t i = 0; i < n; i++) {
		if (grouped && i > 0 && i % 4 == 0)
			text_put_char(&text, ' ');
		text_put_char(&text, base32_letters[five_bits(bytes, i * 5)]);
	}
	return text_str(&text);
}

/* The value of a letter, or -1. */
static int base32_value(char c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= '2' && c <= '7')
		return c - '2' + 26;
	return -1;
}

bool totp_base32_read(struct arena *arena, struct str text, struct str *ret, struct err *err)
{
	char *bytes = arena_array(arena, char, text.len * 5 / 8 + 1);
	size_t n = 0, n_bits = 0;
	uint32_t bits = 0;

	for (size_t i = 0; i < text.len; i++) {
		int value = base32_value(text.ptr[i]);

		if (text.ptr[i] == ' ' || text.ptr[i] == '=')
			continue;
		if (value < 0)
			return err_set(err, ERR_INVALID, "character %zu is not of base32", i + 1);
		bits = (bits << 5 | (uint32_t)value) & 0xFFF;
		n_bits += 5;
		if (n_bits >= 8) {
			n_bits -= 8;
			bytes[n++] = (char)(unsigned char)(bits >> n_bits & 0xFF);
		}
	}
	*ret = (struct str){bytes, n};
	return true;
}

/* Percent-encode all but the unreserved characters of RFC 3986. */
static void put_encoded(struct text *text, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '.' || c == '_' || c == '~')
			text_put_char(text, c);
		else
			text_printf(text, "%%%02X", (unsigned)(unsigned char)c);
	}
}

struct str totp_uri(struct arena *arena, struct str secret, struct str issuer, struct str account)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, STR("otpauth://totp/"));
	put_encoded(&text, issuer);
	text_put_char(&text, ':');
	put_encoded(&text, account);
	text_put(&text, STR("?secret="));
	text_put(&text, totp_base32(arena, secret, false));
	text_put(&text, STR("&issuer="));
	put_encoded(&text, issuer);
	text_put(&text, STR("&algorithm=SHA1&digits=6&period=30"));
	return text_str(&text);
}

struct str totp_recovery_code(struct arena *arena)
{
	/* Without 0, 1, i, l and o, which look alike on paper. */
	static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz";
	struct text text;

	text_init(&text, arena);
	for (unsigned i = 0; i < 12; i++) {
		if (i > 0 && i % 4 == 0)
			text_put_char(&text, '-');
		text_put_char(&text, letters[randombytes_uniform(sizeof letters - 1)]);
	}
	return text_str(&text);
}

struct str totp_recovery_normal(struct arena *arena, struct str typed)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != '-' && c != ' ')
			text_put_char(&text, c);
	}
	return text_str(&text);
}
