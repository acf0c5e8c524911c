/* form_internal: what form.html asks of form.c. */
#ifndef WEFT_KIT_HTML_FORM_INTERNAL_H
#define WEFT_KIT_HTML_FORM_INTERNAL_H

#include "kit/html/form.h"

const char *form_field_type(const struct form_field *field);
const char *form_field_width(const struct form_field *field);
const char *form_field_input_mode(const struct form_field *field); /* NULL: none */
struct str form_field_value(const struct form_field *field);       /* never a password's */

/* Ids for aria-describedby; empty: nothing describes it. */
struct str form_field_described(struct arena *arena, const struct form_field *field);
struct str form_choice_described(struct arena *arena, const struct form_choice *choice);
struct str form_check_described(struct arena *arena, const struct form_check *check);

#endif
