/* json_value: read JSON.
 *
 * A whole text becomes a tree of values in an arena; they are immutable. Refused, with line and
 * column: what is not JSON (RFC 8259) or not UTF-8, an object with the same name twice, numbers
 * that do not fit, more than JSON_VALUE_MAX_DEPTH levels. Writing is in base/json.h.
 */
#ifndef WEFT_KIT_FORMATS_JSON_JSON_VALUE_H
#define WEFT_KIT_FORMATS_JSON_JSON_VALUE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_VALUE_MAX_DEPTH = 60 };

enum json_kind {
	JSON_IS_NULL,
	JSON_IS_BOOL,
	JSON_IS_INTEGER, /* written without point and exponent */
	JSON_IS_REAL,
	JSON_IS_TEXT,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT,
};

struct json_value {
	enum json_kind kind;
	bool yes;
	int64_t integer;
	double real; /* of an integer too */
	struct str text;
	size_t n;                      /* of an array or object */
	const struct json_value *item; /* n values */
	const struct str *name;        /* n names, of an object */
};

bool json_value_read(struct arena *arena, struct str text, const struct json_value **ret,
		     struct err *err);

/* The value of that name, or NULL. Where value is NULL or no object: NULL. */
const struct json_value *json_value_find(const struct json_value *value, const char *name);

/* The value of that name, which must be there and be of that kind; else ERR_INVALID that
 * names it: "\"seats\": a whole number is expected, not text". */
bool json_value_text(const struct json_value *value, const char *name, struct str *ret,
		     struct err *err);
bool json_value_i64(const struct json_value *value, const char *name, int64_t *ret,
		    struct err *err);
bool json_value_double(const struct json_value *value, const char *name, double *ret,
		       struct err *err);
bool json_value_bool(const struct json_value *value, const char *name, bool *ret, struct err *err);
bool json_value_array(const struct json_value *value, const char *name,
		      const struct json_value **ret, struct err *err);
bool json_value_object(const struct json_value *value, const char *name,
		       const struct json_value **ret, struct err *err);

#endif
