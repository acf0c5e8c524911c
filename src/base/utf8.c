#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static bool continues(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Bytes of the sequence at p, of which left are there; 0 when it is not valid. */
static size_t sequence(const unsigned char *p, size_t left)
{
	unsigned char c = p[0];

	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return left >= 2 && continues(p[1]) ? 2 : 0;
	if (c >= 0xE0 && c <= 0xEF) {
		unsigned char low = c == 0xE0 ? 0xA0 : 0x80, high = c == 0xED ? 0x9F : 0xBF;

		return left >= 3 && p[1] >= low && p[1] <= high && continues(p[2]) ? 3 : 0;
	}
	if (c >= 0xF0 && c <= 0xF4) {
		unsigned char low = c == 0xF0 ? 0x90 : 0x80, high = c == 0xF4 ? 0x8F : 0xBF;
		bool ok = left >= 4 && p[1] >= low && p[1] <= high;

		return ok && continues(p[2]) && continues(p[3]) ? 4 : 0;
	}
	return 0;
}

bool utf8_valid(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i = 0;

	while (i < s.len) {
		size_t n;
		uint64_t word;

		/* Most text is ASCII: eight bytes at a time. */
		while (s.len - i >= sizeof word) {
			memcpy(&word, p + i, sizeof word);
			if ((word & UINT64_C(0x8080808080808080)) != 0)
				break;
			i += sizeof word;
		}
		if (i == s.len)
			break;
		n = sequence(p + i, s.len - i);
		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

size_t utf8_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += !continues((unsigned char)s.ptr[i]);
	return n;
}
