#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void json_writer_init(struct json_writer *json, struct text *text)
{
	*json = (struct json_writer){.text = text};
}

static void new_line(struct json_writer *json)
{
	if (!json->indent)
		return;
	text_put_char(json->text, '\n');
	for (unsigned i = 0; i < json->depth; i++)
		text_put(json->text, STR("  "));
}

/* What comes before a value or a key: a comma, or nothing. */
static void begin_item(struct json_writer *json)
{
	uint64_t bit = UINT64_C(1) << json->depth;

	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if ((json->has_item & bit) != 0)
		text_put_char(json->text, ',');
	json->has_item |= bit;
	if (json->depth > 0)
		new_line(json);
}

static void begin_value(struct json_writer *json)
{
	assert(json->after_key || (json->is_object >> json->depth & 1) == 0);
	begin_item(json);
}

static void begin(struct json_writer *json, bool is_object)
{
	uint64_t bit;

	begin_value(json);
	assert(json->depth < JSON_MAX_DEPTH);
	bit = UINT64_C(1) << ++json->depth;
	json->is_object = is_object ? json->is_object | bit : json->is_object & ~bit;
	json->has_item &= ~bit;
	text_put_char(json->text, is_object ? '{' : '[');
}

void json_begin_object(struct json_writer *json)
{
	begin(json, true);
}

void json_begin_array(struct json_writer *json)
{
	begin(json, false);
}

void json_end(struct json_writer *json)
{
	uint64_t bit = UINT64_C(1) << json->depth;

	assert(json->depth > 0 && !json->after_key);
	json->depth--;
	if ((json->has_item & bit) != 0)
		new_line(json);
	text_put_char(json->text, (json->is_object & bit) != 0 ? '}' : ']');
}

static void put_escaped(struct text *text, unsigned char c)
{
	switch (c) {
	case '"':
		text_put(text, STR("\\\""));
		break;
	case '\\':
		text_put(text, STR("\\\\"));
		break;
	case '\n':
		text_put(text, STR("\\n"));
		break;
	case '\r':
		text_put(text, STR("\\r"));
		break;
	case '\t':
		text_put(text, STR("\\t"));
		break;
	default:
		text_printf(text, "\\u%04x", c);
		break;
	}
}

static bool needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == '<' || c == 0x7F;
}

static void put_quoted(struct text *text, struct str s)
{
	text_put_char(text, '"');
	while (s.len > 0) {
		size_t good = s.len, plain = 0;
		bool all_good = str_is_utf8(s, &good);

		while (plain < good && !needs_escape((unsigned char)s.ptr[plain]))
			plain++;
		text_put(text, str_slice(s, 0, plain));
		s = str_slice(s, plain, s.len);
		if (plain < good)
			put_escaped(text, (unsigned char)s.ptr[0]);
		else if (!all_good)
			text_put(text, STR("\xEF\xBF\xBD"));
		else
			break;
		s = str_slice(s, 1, s.len);
	}
	text_put_char(text, '"');
}

void json_key_str(struct json_writer *json, struct str key)
{
	assert((json->is_object >> json->depth & 1) != 0 && !json->after_key);
	begin_item(json);
	put_quoted(json->text, key);
	text_put_char(json->text, ':');
	if (json->indent)
		text_put_char(json->text, ' ');
	json->after_key = true;
}

void json_key(struct json_writer *json, const char *key)
{
	json_key_str(json, str_from(key));
}

void json_put_str(struct json_writer *json, struct str s)
{
	begin_value(json);
	put_quoted(json->text, s);
}

void json_put_cstr(struct json_writer *json, const char *s)
{
	if (s == NULL)
		json_put_null(json);
	else
		json_put_str(json, str_from(s));
}

void json_put_i64(struct json_writer *json, int64_t number)
{
	begin_value(json);
	text_printf(json->text, "%lld", (long long)number);
}

void json_put_double(struct json_writer *json, double number)
{
	char digits[40] = "null";

	begin_value(json);
	if (isfinite(number)) {
		number += 0.0; /* minus zero becomes zero */
		/* 17 digits always read back as the same number; mostly 15 do. */
		for (int precision = 15; precision <= 17; precision++) {
			(void)snprintf(digits, sizeof digits, "%.*g", precision, number);
			if (!(strtod(digits, NULL) < number) && !(strtod(digits, NULL) > number))
				break;
		}
	}
	text_put(json->text, str_from(digits));
}

void json_put_bool(struct json_writer *json, bool yes)
{
	begin_value(json);
	text_put(json->text, yes ? STR("true") : STR("false"));
}

void json_put_null(struct json_writer *json)
{
	begin_value(json);
	text_put(json->text, STR("null"));
}

void json_pair_str(struct json_writer *json, const char *key, struct str s)
{
	json_key(json, key);
	json_put_str(json, s);
}

void json_pair_i64(struct json_writer *json, const char *key, int64_t number)
{
	json_key(json, key);
	json_put_i64(json, number);
}

void json_pair_double(struct json_writer *json, const char *key, double number)
{
	json_key(json, key);
	json_put_double(json, number);
}

void json_pair_bool(struct json_writer *json, const char *key, bool yes)
{
	json_key(json, key);
	json_put_bool(json, yes);
}
