/* multipart: read a multipart/form-data body as it arrives (RFC 7578, RFC 2046).
 *
 *	--boundary CRLF
 *	header: value CRLF ... CRLF      Content-Disposition: form-data; name="a"; filename="b"
 *	bytes
 *	CRLF --boundary CRLF             the next part, or
 *	CRLF --boundary-- ...            the end; what follows is ignored
 *
 * The reader holds back only what could be the beginning of a delimiter, or the
 * header lines of one part, so that its memory does not grow with the body.
 * Pieces may be cut anywhere.
 */
#ifndef WEFT_KIT_HTTP_MULTIPART_H
#define WEFT_KIT_HTTP_MULTIPART_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"

#include <stdbool.h>

enum {
	MULTIPART_MAX_HEADER = 4096, /* bytes of a part's header lines */
	MULTIPART_MAX_BOUNDARY = 70, /* as RFC 2046 says */
};

struct multipart_part {
	struct str name;
	struct str file_name; /* the last part of a path; ptr is NULL when it is no file */
	struct str type;
};

/* What is found is given to these, in order: begin, bytes*, end, begin ... */
struct multipart_sink {
	void *self;
	bool (*begin)(void *self, const struct multipart_part *part, struct err *err);
	bool (*bytes)(void *self, struct str bytes, struct err *err);
	bool (*end)(void *self, struct err *err);
};

struct multipart {
	struct arena *arena;
	struct multipart_sink sink;
	struct text window;   /* not used up yet */
	struct str delimiter; /* CRLF, two dashes, boundary */
	enum {
		MULTIPART_PREAMBLE, /* before the first delimiter */
		MULTIPART_AFTER,    /* a delimiter was read: dashes or CRLF must follow */
		MULTIPART_HEADER,
		MULTIPART_BYTES,
		MULTIPART_DONE,
	} state;
};

/* content_type is the whole header; fails when it has no usable boundary. */
bool multipart_init(struct multipart *multipart, struct arena *arena, struct str content_type,
		    const struct multipart_sink *sink, struct err *err);
bool multipart_put(struct multipart *multipart, struct str piece, struct err *err);
/* Fails when the last delimiter has not come. */
bool multipart_finish(const struct multipart *multipart, struct err *err);

#endif
