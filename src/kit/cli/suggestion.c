#include "kit/cli/suggestion.h"

enum { MAX_LETTERS = 40 };

struct suggestion suggestion_for(struct str word)
{
	return (struct suggestion){.word = word, .distance = SIZE_MAX};
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The number of edits between two words of at most MAX_LETTERS: the table of optimal string
 * alignment (Levenshtein's distance with swapped neighbours), three rows of it at a time. */
static size_t edits(struct str a, struct str b)
{
	size_t row[3][MAX_LETTERS + 1];

	for (size_t j = 0; j <= b.len; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = row[i % 3], *above = row[(i + 2) % 3], *above2 = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = a.ptr[i - 1] == b.ptr[j - 1];

			now[j] = least(least(above[j], now[j - 1]) + 1,
				       above[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1])
				now[j] = least(now[j], above2[j - 2] + 1);
		}
	}
	return row[a.len % 3][b.len];
}

void suggestion_try(struct suggestion *suggestion, const char *candidate)
{
	struct str word = suggestion->word, other = str_from(candidate);
	size_t distance;

	if (word.len == 0 || word.len > MAX_LETTERS || other.len > MAX_LETTERS)
		return;
	distance = edits(word, other);
	if (word.len >= 2 && str_starts_with(other, word))
		distance = 1;
	if (distance > least(word.len - 1, 1 + word.len / 5))
		return;
	if (distance < suggestion->distance) {
		suggestion->distance = distance;
		suggestion->best = candidate;
	}
}
