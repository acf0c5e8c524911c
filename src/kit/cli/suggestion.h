/* suggestion: the known word that someone may have meant. */
#ifndef WEFT_KIT_CLI_SUGGESTION_H
#define WEFT_KIT_CLI_SUGGESTION_H

#include "base/str.h"

#include <stddef.h>

struct suggestion {
	struct str word;
	const char *best; /* NULL until something comes near */
	size_t distance;
};

struct suggestion suggestion_for(struct str word);

/* Keep the candidate if it is nearer than all before: at most one edit (a letter changed,
 * added, dropped, or two neighbours swapped) and one more for each five letters, or a longer
 * word that begins like it. */
void suggestion_try(struct suggestion *suggestion, const char *candidate);

#endif
