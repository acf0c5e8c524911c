/* languages: the languages that the program speaks, read once when it starts.
 *
 * English needs no catalogue and is NULL as a struct lang.
 */
#ifndef WEFT_KIT_HTML_LANGUAGES_H
#define WEFT_KIT_HTML_LANGUAGES_H

#include "kit/html/lang.h"

enum { LANGUAGES_MAX = 8 };

struct languages {
	struct lang at[LANGUAGES_MAX];
	size_t n;
};

/* The catalogues embedded in the program. */
bool languages_read(struct arena *arena, struct languages *ret, struct err *err);

/* The language of a code ("es", "es-US"), or NULL: English. */
const struct lang *languages_find(const struct languages *languages, struct str code);

/* The first language of an Accept-Language header that we speak; English (NULL) if it comes
 * first or none is spoken. Weights are taken to stand in order, as browsers send them. */
const struct lang *languages_accept(const struct languages *languages, struct str header);

#endif
