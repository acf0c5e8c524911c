/* guard: requests whose meaning two programs could read differently.
 *
 * The library underneath (libmicrohttpd 0.9.75) accepts two Content-Length
 * lines, Content-Length together with Transfer-Encoding, and unknown transfer
 * codings. A proxy in front may see another end of the request than we do, and
 * what follows becomes someone else's request ("request smuggling"). Such
 * requests are refused and their connection is closed.
 */
#ifndef WEFT_KIT_HTTP_GUARD_H
#define WEFT_KIT_HTTP_GUARD_H

#include "kit/http/http.h"

struct http_framing {
	bool has_body;
	bool chunked;
	uint64_t content_length; /* 0 when chunked */
};

/* False, with *ret_status 400, 413, 417, 431 or 501 and an error, when the
 * request must not be answered otherwise. version is "HTTP/1.1". */
bool http_guard_check(const struct http_request *request, const char *method, const char *version,
		      struct http_framing *ret, unsigned *ret_status, struct err *err);

/* HEAD is GET here. False for a method we do not know. */
bool http_guard_method(const char *method, enum http_method *ret);

#endif
