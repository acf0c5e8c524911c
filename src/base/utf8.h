/* utf8: is text from outside valid UTF-8, and how long is it for a person? */
#ifndef WEFT_BASE_UTF8_H
#define WEFT_BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* As the Unicode standard's table 3-7 says: shortest forms only, no surrogates,
 * nothing above U+10FFFF. */
bool utf8_valid(struct str s);

/* Code points of valid text. */
size_t utf8_length(struct str s);

#endif
