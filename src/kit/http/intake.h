/* intake: the body of a request, from its first bytes to form, files or text.
 *
 * application/x-www-form-urlencoded and multipart/form-data fill request->form
 * and request->file; any other type is request->body.
 */
#ifndef WEFT_KIT_HTTP_INTAKE_H
#define WEFT_KIT_HTTP_INTAKE_H

#include "kit/http/http.h"
#include "kit/http/multipart.h"
#include "kit/http/spool.h"

struct http_intake {
	struct http_request *request;
	size_t max, taken; /* bytes of the body */
	bool too_large;    /* why it failed: more than max */
	enum {
		HTTP_INTAKE_RAW,
		HTTP_INTAKE_PAIRS,
		HTTP_INTAKE_PARTS,
	} kind;
	struct multipart multipart;
	struct multipart_part part; /* being read */
	struct text value;          /* of a part that is no file */
	struct spool body;          /* raw and pairs */
	struct spool spool[HTTP_MAX_FILES];
};

bool http_intake_init(struct http_intake *intake, struct http_request *request, size_t max,
		      struct err *err);
bool http_intake_put(struct http_intake *intake, struct str piece, struct err *err);
bool http_intake_finish(struct http_intake *intake, struct err *err);
/* Give back the temporary files; NULL is allowed. */
void http_intake_free(struct http_intake *intake);

#endif
