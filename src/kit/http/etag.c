#include "kit/http/etag.h"

#include <string.h>

/* One round: the finalizer of splitmix64 (Steele, Lea and Flood 2014), which is a
 * bijection that spreads every bit. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

static uint64_t load(const char *p, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++)
		word |= (uint64_t)(unsigned char)p[i] << (8 * i);
	return word;
}

/* Four chains side by side: one alone would wait for each multiplication before it begins the
 * next, which took a twentieth of the time of a small page. */
uint64_t etag_hash(struct str bytes)
{
	enum { LANES = 4, WORD = 8 };
	static const uint64_t step = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t lane[LANES] = {step, 2 * step, 3 * step, 4 * step};
	uint64_t hash = mix(step + bytes.len);
	size_t i = 0;

	for (; bytes.len - i >= (size_t)LANES * WORD; i += (size_t)LANES * WORD) {
		uint64_t word[LANES];

		memcpy(word, bytes.ptr + i, sizeof word);
		for (size_t k = 0; k < LANES; k++)
			lane[k] = mix(lane[k] + word[k]) + step;
	}
	for (size_t k = 0; k < LANES; k++)
		hash = mix(hash + lane[k]) + step;
	for (; bytes.len - i >= WORD; i += WORD)
		hash = mix(hash + load(bytes.ptr + i, WORD)) + step;
	return mix(hash ^ load(bytes.ptr + i, bytes.len - i));
}

bool etag_matches(struct str if_none_match, struct str tag)
{
	struct str rest = str_trim(if_none_match);

	if (str_eq(rest, STR("*")))
		return true;
	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.ptr);
		struct str one = str_trim(str_slice(rest, 0, len));

		if (one.len >= 2 && memcmp(one.ptr, "W/", 2) == 0)
			one = str_slice(one, 2, one.len);
		if (one.len >= 2 && one.ptr[0] == '"' && one.ptr[one.len - 1] == '"' &&
		    str_eq(str_slice(one, 1, one.len - 1), tag))
			return true;
		rest = str_slice(rest, comma == NULL ? len : len + 1, rest.len);
	}
	return false;
}
