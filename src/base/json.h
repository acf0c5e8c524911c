/* json: write JSON, piece by piece.
 *
 * Pieces go into a struct text, which the caller may empty to a file or socket and clear
 * between any two calls, so that output of any size needs little memory. Commas and
 * colons come by themselves; a piece in the wrong place is a broken invariant (assert).
 *
 *	json_begin_object(&json);
 *	json_key(&json, "rooms");
 *	json_begin_array(&json);
 *	json_put_str(&json, room->code);
 *	json_end(&json);
 *	json_end(&json);
 *
 * Reading is in kit/formats/json/json_value.h.
 */
#ifndef WEFT_BASE_JSON_H
#define WEFT_BASE_JSON_H

#include "base/str.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { JSON_MAX_DEPTH = 63 };

struct json_writer {
	struct text *text;  /* the caller's */
	uint64_t is_object; /* bit i: the container at depth i */
	uint64_t has_item;
	unsigned depth;
	bool after_key;
	bool indent; /* one piece a line, for people */
};

void json_writer_init(struct json_writer *json, struct text *text);

void json_begin_object(struct json_writer *json);
void json_begin_array(struct json_writer *json);
void json_end(struct json_writer *json); /* of the innermost */

void json_key(struct json_writer *json, const char *key);
void json_key_str(struct json_writer *json, struct str key);

/* Bytes that are not UTF-8 become U+FFFD. "<" is escaped, so that the text may stand in HTML. */
void json_put_str(struct json_writer *json, struct str s);
void json_put_cstr(struct json_writer *json, const char *s); /* NULL writes null */
void json_put_i64(struct json_writer *json, int64_t number);

/* The shortest text that reads back as the same number; null for what is not a number. */
void json_put_double(struct json_writer *json, double number);
void json_put_bool(struct json_writer *json, bool yes);
void json_put_null(struct json_writer *json);

/* A key and its value. */
void json_pair_str(struct json_writer *json, const char *key, struct str s);
void json_pair_i64(struct json_writer *json, const char *key, int64_t number);
void json_pair_double(struct json_writer *json, const char *key, double number);
void json_pair_bool(struct json_writer *json, const char *key, bool yes);

#endif
