/* totp: codes of six digits that change every 30 seconds (RFC 6238, RFC 4226).
 *
 * The second factor: a secret of 20 bytes shared with an authenticator app,
 * HMAC-SHA-1 over the number of the 30-second step. SHA-1 because it is the one
 * that every app knows; HMAC does not lean on what is broken in it.
 */
#ifndef WEFT_KIT_AUTH_TOTP_H
#define WEFT_KIT_AUTH_TOTP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	TOTP_SECRET_BYTES = 20,
	TOTP_STEP_SECONDS = 30,
	TOTP_DIGITS = 6,
	TOTP_RECOVERY_CODES = 10,
};

struct str totp_secret_make(struct arena *arena);

/* The code of a step with up to 8 digits; *ret is a number below 10^digits. */
bool totp_code(struct str secret, int64_t step, unsigned digits, uint32_t *ret, struct err *err);

static inline int64_t totp_step(int64_t utc_ms)
{
	return utc_ms / 1000 / TOTP_STEP_SECONDS;
}

/* Is what was typed ("123 456" too) the code of now, or of one step before or after? A step up
 * to last_step has been used already and counts no more. *ret_step is the step of the code, or -1.
 */
bool totp_check(struct str secret, struct str typed, int64_t utc_ms, int64_t last_step,
		int64_t *ret_step, struct err *err);

/* Base32 of RFC 4648 without padding, in groups of four letters where grouped (for typing). */
struct str totp_base32(struct arena *arena, struct str bytes, bool grouped);
/* Reads small letters, spaces and padding too. */
bool totp_base32_read(struct arena *arena, struct str text, struct str *ret, struct err *err);

/* otpauth://totp/Weft:ada%40school.example?secret=...&issuer=Weft: an app opens it. */
struct str totp_uri(struct arena *arena, struct str secret, struct str issuer, struct str account);

/* Ten codes to print and keep, "k7mq-2xhd-9tfe" (12 of 31 letters, 59 bits); each works once. */
struct str totp_recovery_code(struct arena *arena);
/* As they are compared: small letters, without dashes and spaces. */
struct str totp_recovery_normal(struct arena *arena, struct str typed);

#endif
