/* lang: the language of a page.
 *
 * The source language is English: the text in a template ({{t "..."}}) or in C
 * (lang_text()) is both the key and the English wording. A catalogue, read from
 * assets/i18n/<code>.po, maps it to another language; what it lacks stays English.
 *
 * "one section|{1} sections" has a form for exactly one and one for other numbers,
 * chosen by the first argument; {1}, {2} stand for the arguments.
 *
 * A struct lang is immutable after lang_read() and may be shared by threads.
 */
#ifndef WEFT_KIT_HTML_LANG_H
#define WEFT_KIT_HTML_LANG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"

#include <stdbool.h>

struct lang {
	struct str code; /* "es", as in <html lang> */
	struct map words;
};

/* Read a catalogue: msgid/msgstr pairs as in gettext's PO files; comments, the header
 * and other keywords are skipped. The text must outlive *ret, which lives in the arena. */
bool lang_read(struct arena *arena, struct str code, struct str po, struct lang *ret,
	       struct err *err);

/* Marks a literal in C that lang_text() gets later, for the list of texts to translate. */
#define WORD(literal) literal

/* The wording of an English text, or the text itself. lang may be NULL (English). */
struct str lang_text(const struct lang *lang, struct str english);

/* The form of a text for a number: the part before or after '|'. */
struct str lang_form(struct str text, int64_t n);

/* "en" for NULL. */
struct str lang_code(const struct lang *lang);

#endif
