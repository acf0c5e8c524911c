/* Whatever JSON is read, written and read again is written the same. */
#include "base/json.h"
#include "kit/formats/json/json_value.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The reader has bounded the depth. */
static void write_value(struct json_writer *json, const struct json_value *value)
{
	switch (value->kind) {
	case JSON_IS_NULL:
		json_put_null(json);
		break;
	case JSON_IS_BOOL:
		json_put_bool(json, value->yes);
		break;
	case JSON_IS_INTEGER:
		json_put_i64(json, value->integer);
		break;
	case JSON_IS_REAL:
		json_put_double(json, value->real);
		break;
	case JSON_IS_TEXT:
		json_put_str(json, value->text);
		break;
	case JSON_IS_ARRAY:
		json_begin_array(json);
		for (size_t i = 0; i < value->n; i++)
			write_value(json, &value->item[i]);
		json_end(json);
		break;
	case JSON_IS_OBJECT:
		json_begin_object(json);
		for (size_t i = 0; i < value->n; i++) {
			json_key_str(json, value->name[i]);
			write_value(json, &value->item[i]);
		}
		json_end(json);
		break;
	}
}

static struct str written(struct arena *arena, const struct json_value *value)
{
	struct json_writer json;
	struct text text;

	text_init(&text, arena);
	json_writer_init(&json, &text);
	write_value(&json, value);
	return text_str(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(1U << 14);
	const struct json_value *value, *again;
	struct err err = {0};

	if (json_value_read(arena, (struct str){(const char *)data, size}, &value, &err)) {
		struct str once = written(arena, value);

		if (!json_value_read(arena, once, &again, &err) ||
		    !str_eq(once, written(arena, again)))
			abort();
	} else if (err.line == 0 || err.column == 0) {
		abort();
	}
	arena_destroy(arena);
	return 0;
}
