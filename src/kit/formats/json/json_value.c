/* jansson reads; its tree of counted references is copied into the arena and
 * given back, so that nobody else has to count. */
#include "kit/formats/json/json_value.h"

#include <jansson.h>
#include <string.h>

static struct str copy_text(struct arena *arena, const json_t *from)
{
	return arena_str(arena, (struct str){json_string_value(from), json_string_length(from)});
}

static bool copy(struct arena *arena, json_t *from, unsigned depth, struct json_value *to);

static bool copy_array(struct arena *arena, json_t *from, unsigned depth, struct json_value *to)
{
	size_t n = json_array_size(from);
	struct json_value *item = arena_array(arena, struct json_value, n);

	for (size_t i = 0; i < n; i++)
		if (!copy(arena, json_array_get(from, i), depth + 1, &item[i]))
			return false;
	to->kind = JSON_IS_ARRAY;
	to->n = n;
	to->item = item;
	return true;
}

static bool copy_object(struct arena *arena, json_t *from, unsigned depth, struct json_value *to)
{
	size_t n = json_object_size(from), i = 0;
	struct json_value *item = arena_array(arena, struct json_value, n);
	struct str *name = arena_array(arena, struct str, n);

	for (void *at = json_object_iter(from); at != NULL; at = json_object_iter_next(from, at)) {
		name[i] = arena_str(arena, str_from(json_object_iter_key(at)));
		if (!copy(arena, json_object_iter_value(at), depth + 1, &item[i]))
			return false;
		i++;
	}
	to->kind = JSON_IS_OBJECT;
	to->n = n;
	to->item = item;
	to->name = name;
	return true;
}

/* False when it is too deep; the depth bounds the recursion. */
static bool copy(struct arena *arena, json_t *from, unsigned depth, struct json_value *to)
{
	if (depth > JSON_VALUE_MAX_DEPTH)
		return false;
	switch (json_typeof(from)) {
	case JSON_OBJECT:
		return copy_object(arena, from, depth, to);
	case JSON_ARRAY:
		return copy_array(arena, from, depth, to);
	case JSON_STRING:
		*to = (struct json_value){.kind = JSON_IS_TEXT, .text = copy_text(arena, from)};
		return true;
	case JSON_INTEGER:
		*to = (struct json_value){
			.kind = JSON_IS_INTEGER,
			.integer = json_integer_value(from),
			.real = (double)json_integer_value(from),
		};
		return true;
	case JSON_REAL:
		*to = (struct json_value){.kind = JSON_IS_REAL, .real = json_real_value(from)};
		return true;
	case JSON_TRUE:
	case JSON_FALSE:
		*to = (struct json_value){.kind = JSON_IS_BOOL, .yes = json_is_true(from)};
		return true;
	case JSON_NULL:
		*to = (struct json_value){.kind = JSON_IS_NULL};
		return true;
	}
	return false;
}

static unsigned place(int number)
{
	return number > 0 ? (unsigned)number : 1;
}

bool json_value_read(struct arena *arena, struct str text, const struct json_value **ret,
		     struct err *err)
{
	struct json_value *value = arena_new(arena, struct json_value);
	const char *bytes = text.len == 0 ? "" : text.ptr;
	json_error_t error;
	json_t *tree = json_loadb(bytes, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
				  &error);
	bool ok;

	if (tree == NULL)
		return err_at(err, place(error.line), place(error.column),
			      "this is not JSON as it should be: %s", error.text);
	ok = copy(arena, tree, 0, value);
	json_decref(tree);
	if (!ok)
		return err_at(err, 1, 1, "this JSON has more than %d levels", JSON_VALUE_MAX_DEPTH);
	*ret = value;
	return true;
}

const struct json_value *json_value_find(const struct json_value *value, const char *name)
{
	if (value == NULL || value->kind != JSON_IS_OBJECT)
		return NULL;
	for (size_t i = 0; i < value->n; i++)
		if (str_eq(value->name[i], str_from(name)))
			return &value->item[i];
	return NULL;
}

static const char *kind_name(enum json_kind kind)
{
	switch (kind) {
	case JSON_IS_NULL:
		return "null";
	case JSON_IS_BOOL:
		return "true or false";
	case JSON_IS_INTEGER:
		return "a whole number";
	case JSON_IS_REAL:
		return "a number";
	case JSON_IS_TEXT:
		return "text";
	case JSON_IS_ARRAY:
		return "a list";
	case JSON_IS_OBJECT:
		return "an object";
	}
	return "nothing";
}

static bool find_kind(const struct json_value *value, const char *name, enum json_kind kind,
		      const struct json_value **ret, struct err *err)
{
	const struct json_value *found = json_value_find(value, name);

	if (found == NULL)
		return err_set(err, ERR_INVALID, "\"%s\" is missing; %s is expected", name,
			       kind_name(kind));
	if (found->kind != kind && !(kind == JSON_IS_REAL && found->kind == JSON_IS_INTEGER))
		return err_set(err, ERR_INVALID, "\"%s\": %s is expected, not %s", name,
			       kind_name(kind), kind_name(found->kind));
	*ret = found;
	return true;
}

bool json_value_text(const struct json_value *value, const char *name, struct str *ret,
		     struct err *err)
{
	const struct json_value *found;

	if (!find_kind(value, name, JSON_IS_TEXT, &found, err))
		return false;
	*ret = found->text;
	return true;
}

bool json_value_i64(const struct json_value *value, const char *name, int64_t *ret, struct err *err)
{
	const struct json_value *found;

	if (!find_kind(value, name, JSON_IS_INTEGER, &found, err))
		return false;
	*ret = found->integer;
	return true;
}

bool json_value_double(const struct json_value *value, const char *name, double *ret,
		       struct err *err)
{
	const struct json_value *found;

	if (!find_kind(value, name, JSON_IS_REAL, &found, err))
		return false;
	*ret = found->real;
	return true;
}

bool json_value_bool(const struct json_value *value, const char *name, bool *ret, struct err *err)
{
	const struct json_value *found;

	if (!find_kind(value, name, JSON_IS_BOOL, &found, err))
		return false;
	*ret = found->yes;
	return true;
}

bool json_value_array(const struct json_value *value, const char *name,
		      const struct json_value **ret, struct err *err)
{
	return find_kind(value, name, JSON_IS_ARRAY, ret, err);
}

bool json_value_object(const struct json_value *value, const char *name,
		       const struct json_value **ret, struct err *err)
{
	return find_kind(value, name, JSON_IS_OBJECT, ret, err);
}
