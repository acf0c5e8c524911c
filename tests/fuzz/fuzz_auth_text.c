/* The small readers of kit/auth: base32 keys that people type, e-mail addresses, the pages to go
 * to after signing in. What base32 reads, it writes and reads again the same. */
#include "kit/auth/account.h"
#include "kit/auth/auth_internal.h"
#include "kit/auth/totp.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_base32(struct arena *arena, struct str text)
{
	struct str bytes, again;
	struct err err = {0};

	if (!totp_base32_read(arena, text, &bytes, &err))
		return;
	if (!totp_base32_read(arena, totp_base32(arena, bytes, true), &again, &err) ||
	    !str_eq(bytes, again))
		abort();
}

/* Never another site, never a line end. */
static void check_target(struct str text)
{
	struct str target = auth_target(text);

	if (target.len == 0 || target.ptr[0] != '/' || (target.len > 1 && target.ptr[1] == '/'))
		abort();
	for (size_t i = 0; i < target.len; i++)
		if ((unsigned char)target.ptr[i] <= ' ' || target.ptr[i] == '\\')
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct str text = {(const char *)data, size};
	struct err err = {0};
	int64_t step;

	check_base32(arena, text);
	check_target(text);
	if (account_email_ok(text, &err) && text.len > ACCOUNT_MAX_EMAIL)
		abort();
	(void)account_email_key(arena, text);
	if (!totp_check(STR("12345678901234567890"), text, 59000, 0, &step, &err) || step > 2)
		abort();
	arena_destroy(arena);
	return 0;
}
