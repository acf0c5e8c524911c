#include "kit/html/form.h"

#include "kit/html/form_internal.h"

const char *form_field_type(const struct form_field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
	case FIELD_NUMBER: /* a text box with digits: no wheel, no spinner, keeps what was typed */
		return "text";
	case FIELD_DATE:
		return "date";
	case FIELD_TIME:
		return "time";
	case FIELD_EMAIL:
		return "email";
	case FIELD_PASSWORD:
		return "password";
	case FIELD_SEARCH:
		return "search";
	case FIELD_FILE:
		return "file";
	}
	return "text";
}

const char *form_field_width(const struct form_field *field)
{
	static const char *const names[] = {"w-wide", "w-medium", "w-short"};

	return names[field->width];
}

const char *form_field_input_mode(const struct form_field *field)
{
	bool digits = field->type == FIELD_NUMBER || field->type == FIELD_CODE;

	return digits ? "numeric" : NULL;
}

struct str form_field_value(const struct form_field *field)
{
	bool never = field->type == FIELD_PASSWORD || field->type == FIELD_FILE;

	return never ? (struct str){0} : field->value;
}

/* The ids of what describes a field, in the order in which they stand. */
static struct str described(struct arena *arena, struct str id, const bool part[3])
{
	static const char *const ending[] = {"-hint", "-why", "-error"};
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < 3; i++)
		if (part[i])
			text_printf(&text, "%s%.*s%s", text.len > 0 ? " " : "", STR_ARG(id),
				    ending[i]);
	return text_str(&text);
}

struct str form_field_described(struct arena *arena, const struct form_field *field)
{
	const bool part[] = {field->hint.len > 0, field->disabled && field->why_disabled.len > 0,
			     field->error.len > 0};

	return described(arena, field->id, part);
}

struct str form_choice_described(struct arena *arena, const struct form_choice *choice)
{
	const bool part[] = {choice->hint.len > 0, false, choice->error.len > 0};

	return described(arena, choice->id, part);
}

struct str form_check_described(struct arena *arena, const struct form_check *check)
{
	const bool part[] = {check->hint.len > 0, false, check->error.len > 0};

	return described(arena, check->id, part);
}
