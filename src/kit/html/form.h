/* form: fields with label, hint and error, and the summary of errors.
 *
 *	@call form_begin(&p->form)
 *	@call form_text(&p->name)
 *	@call form_select(&p->room)
 *	@call form_end(&p->form)
 *
 * What was typed is always shown again: fill value from the request when there was
 * an error. An error stands at its field and, in the same words, in the summary on
 * top (@call error_summary(&p->form)), which links to the field by its id.
 */
#ifndef WEFT_KIT_HTML_FORM_H
#define WEFT_KIT_HTML_FORM_H

#include "kit/html/html.h"

enum form_method { FORM_POST, FORM_GET };

enum button_kind { BUTTON_PRIMARY, BUTTON_SECONDARY, BUTTON_DANGER };

struct form_button {
	struct str text;
	struct str name, value; /* empty: sends nothing of its own */
	enum button_kind kind;
};

struct form_error {
	struct str field; /* id of the field; empty: the form as a whole */
	struct str text;
};

struct form {
	enum form_method method;
	bool files;   /* has a file field: multipart */
	bool in_line; /* fields and button side by side: a search or filter */
	struct str action;
	struct str csrf; /* token; empty: none is written (GET) */
	const struct form_error *error;
	size_t n_errors;
	struct form_button submit;
	const struct form_button *more; /* further buttons, beside submit */
	size_t n_more;
	struct str cancel_url; /* a link beside the buttons; empty: none */
};

enum field_type {
	FIELD_TEXT,
	FIELD_NUMBER,
	FIELD_DATE,
	FIELD_TIME,
	FIELD_EMAIL,
	FIELD_PASSWORD,
	FIELD_SEARCH,
	FIELD_FILE,
	FIELD_CODE, /* a short code of digits, as from an authenticator */
};

/* How wide the box is: the size of what belongs in it. */
enum field_width { FIELD_WIDE, FIELD_MEDIUM, FIELD_SHORT };

struct form_field {
	enum field_type type;
	enum field_width width;
	struct str id; /* also the name; unique on the page */
	struct str label, hint, error;
	struct str value;
	struct str unit;         /* after the box: "minutes" */
	bool required, optional; /* optional writes "(optional)" after the label */
	bool disabled;
	struct str why_disabled;   /* shown where disabled: never hide the reason */
	const char *autocomplete;  /* as in HTML: "username"; may be NULL */
	struct str min, max, step; /* number, date and time; empty: none */
	struct str accept;         /* file: ".csv" */
	unsigned rows;             /* textarea: 0 is 4 */
	unsigned max_length;       /* 0: none */
};

struct form_option {
	struct str value, text, hint;
	struct str group; /* select: options with the same group stand below its name */
	bool chosen, disabled;
};

/* A select, radios or checkboxes. */
struct form_choice {
	struct str id; /* also the name of every box */
	struct str label, hint, error;
	const struct form_option *option;
	size_t n;
	bool required, optional;
	bool inline_boxes; /* radios side by side: yes / no */
};

/* One box that stands alone. */
struct form_check {
	struct str id, label, hint, error;
	struct str value; /* sent when ticked; empty: "1" */
	bool checked;
};

#endif
