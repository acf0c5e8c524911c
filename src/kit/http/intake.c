#include "kit/http/intake.h"

#include "kit/http/decode.h"

#include <string.h>

/* "multipart/form-data" of "multipart/form-data; boundary=x". */
static struct str media_type(struct str header)
{
	const char *semicolon = header.len == 0 ? NULL : memchr(header.ptr, ';', header.len);

	return str_trim(semicolon == NULL ? header
					  : str_slice(header, 0, (size_t)(semicolon - header.ptr)));
}

static bool begin_part(void *self, const struct multipart_part *part, struct err *err)
{
	struct http_intake *intake = self;
	struct http_request *request = intake->request;

	intake->part = *part;
	text_init(&intake->value, request->arena);
	if (part->file_name.ptr == NULL && request->form.n == HTTP_MAX_FIELDS)
		return err_set(err, ERR_INVALID, "There are more than %d fields.",
			       (int)HTTP_MAX_FIELDS);
	if (part->file_name.ptr != NULL && request->n_files == HTTP_MAX_FILES)
		return err_set(err, ERR_INVALID, "There are more than %d files.",
			       (int)HTTP_MAX_FILES);
	if (part->file_name.ptr != NULL)
		spool_init(&intake->spool[request->n_files], request->arena);
	return true;
}

static bool take_bytes(void *self, struct str bytes, struct err *err)
{
	struct http_intake *intake = self;

	if (intake->part.file_name.ptr != NULL)
		return spool_put(&intake->spool[intake->request->n_files], bytes, err);
	text_put(&intake->value, bytes);
	return true;
}

static bool end_part(void *self, struct err *err)
{
	struct http_intake *intake = self;
	struct http_request *request = intake->request;
	struct str value = text_str(&intake->value);
	struct http_file *file;

	if (intake->part.file_name.ptr == NULL) {
		if (!str_is_utf8(value, NULL) ||
		    (value.len > 0 && memchr(value.ptr, '\0', value.len)))
			return err_set(err, ERR_INVALID, "A text is not valid UTF-8.");
		*vec_push(request->arena, &request->form) = (struct http_field){intake->part.name,
										value};
		return true;
	}
	file = &request->file[request->n_files];
	*file = (struct http_file){
		.name = intake->part.name,
		.file_name = intake->part.file_name,
		.type = intake->part.type,
	};
	/* Counted first: its spool has to be freed whatever happens. */
	return spool_finish(&intake->spool[request->n_files++], &file->content, err);
}

bool http_intake_init(struct http_intake *intake, struct http_request *request, size_t max,
		      struct err *err)
{
	struct str header = http_header(request, "Content-Type");
	struct str type = media_type(header);

	*intake = (struct http_intake){.request = request, .max = max};
	spool_init(&intake->body, request->arena);
	for (size_t i = 0; i < HTTP_MAX_FILES; i++)
		spool_init(&intake->spool[i], request->arena);
	if (http_same_name(type, STR("application/x-www-form-urlencoded"))) {
		intake->kind = HTTP_INTAKE_PAIRS;
	} else if (http_same_name(type, STR("multipart/form-data"))) {
		intake->kind = HTTP_INTAKE_PARTS;
		request->file = arena_array(request->arena, struct http_file, HTTP_MAX_FILES);
		return multipart_init(
			&intake->multipart, request->arena, header,
			&(struct multipart_sink){intake, begin_part, take_bytes, end_part}, err);
	}
	return true;
}

bool http_intake_put(struct http_intake *intake, struct str piece, struct err *err)
{
	if (piece.len > intake->max - intake->taken) {
		intake->too_large = true;
		return err_set(err, ERR_INVALID, "More was sent than the %zu bytes that are taken.",
			       intake->max);
	}
	intake->taken += piece.len;
	if (intake->kind == HTTP_INTAKE_PARTS)
		return multipart_put(&intake->multipart, piece, err);
	return spool_put(&intake->body, piece, err);
}

bool http_intake_finish(struct http_intake *intake, struct err *err)
{
	struct http_request *request = intake->request;
	struct str body;

	if (intake->kind == HTTP_INTAKE_PARTS)
		return multipart_finish(&intake->multipart, err);
	if (!spool_finish(&intake->body, &body, err))
		return false;
	if (intake->kind == HTTP_INTAKE_PAIRS)
		return http_decode_pairs(request->arena, body, &request->form, err);
	request->body = body;
	return true;
}

void http_intake_free(struct http_intake *intake)
{
	if (intake == NULL)
		return;
	spool_free(&intake->body);
	for (size_t i = 0; i < HTTP_MAX_FILES; i++)
		spool_free(&intake->spool[i]);
}
