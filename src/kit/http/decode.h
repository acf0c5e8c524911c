/* decode: the encoded texts of a request.
 *
 * Paths, queries and forms arrive percent-encoded. The path is split at "/"
 * first and each segment decoded after, so that an encoded slash cannot make a
 * segment more; what decodes to a NUL byte or to bad UTF-8 is refused. Text
 * without escapes is not copied: results point into the input or the arena.
 */
#ifndef WEFT_KIT_HTTP_DECODE_H
#define WEFT_KIT_HTTP_DECODE_H

#include "kit/http/http.h"

/* One value. plus: "+" is a space, as in queries and forms. */
bool http_decode(struct arena *arena, struct str in, bool plus, struct str *ret, struct err *err);

/* "/rooms/7" to {"rooms", "7"}; "/" to none. Refuses what is not a plain
 * absolute path: "*", "http://...", "." and ".." segments, control characters. */
bool http_decode_path(struct arena *arena, struct str path, struct str ret[HTTP_MAX_SEGMENTS],
		      size_t *ret_n, struct err *err);

/* "a=1&b=x+y" (application/x-www-form-urlencoded), added to ret. */
bool http_decode_pairs(struct arena *arena, struct str text, struct http_fields *ret,
		       struct err *err);

/* "a=1; b=2" of a Cookie header, added to ret. Parts that are no cookies are
 * left out, as RFC 6265 asks; values keep their bytes, quotes removed. */
void http_decode_cookies(struct arena *arena, struct str header, struct http_fields *ret);

/* One parameter of a header such as Content-Type or Content-Disposition:
 * name=value or name="quoted \" value". ptr is NULL when it is missing. */
struct str http_decode_parameter(struct arena *arena, struct str header, const char *name);

/* Whether two texts are the same but for ASCII case. */
bool http_same_name(struct str a, struct str b);

/* RFC 9110 token: the characters of methods, header and cookie names. */
bool http_is_token(struct str s);

#endif
