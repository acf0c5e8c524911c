/* response: what a page sets besides its text. */
#include "kit/http/http.h"

#include "kit/http/decode.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static bool header_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < 0x20 && c != '\t') || c == 0x7F)
			return false;
	}
	return true;
}

void http_header_add(struct http_response *response, const char *name, struct str value)
{
	bool good = http_is_token(str_from(name)) && header_value(value);

	assert(good);
	if (good)
		*vec_push(response->arena, &response->headers) = (struct http_field){
			str_from(name), arena_str(response->arena, value)};
}

void http_body(struct http_response *response, struct str type, struct str body)
{
	response->type = type;
	response->body = body.ptr == NULL ? STR("") : body;
}

/* A path on this server, or a whole http(s) address; nothing a browser could
 * take for another host ("//host", "/\host", "\\host"). */
static bool may_redirect_to(struct str location)
{
	static const struct str https = STR_INIT("https://"), http = STR_INIT("http://");

	if (!header_value(location) || location.len == 0)
		return false;
	for (size_t i = 0; i < location.len; i++) {
		unsigned char c = (unsigned char)location.ptr[i];

		if (c == ' ' || c == '\\' || c >= 0x7F || c == '\t')
			return false;
	}
	if (location.ptr[0] == '/')
		return location.len == 1 || location.ptr[1] != '/';
	return (location.len > https.len && memcmp(location.ptr, https.ptr, https.len) == 0) ||
	       (location.len > http.len && memcmp(location.ptr, http.ptr, http.len) == 0);
}

void http_redirect(struct http_response *response, struct str location)
{
	response->status = 303;
	http_header_add(response, "Location", may_redirect_to(location) ? location : STR("/"));
	http_body(response, STR("text/plain; charset=utf-8"), STR("See other.\n"));
}

void http_download(struct http_response *response, struct str file_name, struct str type)
{
	struct text text;

	/* The plain form for old clients, the encoded one (RFC 6266) for all letters. */
	text_init(&text, response->arena);
	text_put(&text, STR("attachment; filename=\""));
	for (size_t i = 0; i < file_name.len; i++) {
		char c = file_name.ptr[i];
		bool plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '/';

		text_put_char(&text, plain ? c : '_');
	}
	text_put(&text, STR("\"; filename*=UTF-8''"));
	text_put(&text, http_encode(response->arena, file_name));
	http_header_add(response, "Content-Disposition", text_str(&text));
	response->type = type;
}

static bool cookie_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c <= 0x20 || c >= 0x7F || c == '"' || c == ',' || c == ';' || c == '\\')
			return false;
	}
	return true;
}

void http_cookie_set(struct http_response *response, const char *name, struct str value,
		     struct http_cookie_options options)
{
	struct text text;
	bool good = http_is_token(str_from(name)) && cookie_value(value);

	assert(good);
	if (!good)
		return;
	text_init(&text, response->arena);
	text_printf(&text, "%s=%.*s; Path=/", name, STR_ARG(value));
	if (options.max_age_seconds != 0)
		text_printf(&text, "; Max-Age=%" PRId64,
			    options.max_age_seconds < 0 ? 0 : options.max_age_seconds);
	if (!options.insecure)
		text_put(&text, STR("; Secure"));
	if (!options.script)
		text_put(&text, STR("; HttpOnly"));
	text_put(&text, options.strict ? STR("; SameSite=Strict") : STR("; SameSite=Lax"));
	http_header_add(response, "Set-Cookie", text_str(&text));
}

unsigned http_status_of(enum err_kind kind)
{
	switch (kind) {
	case ERR_INVALID:
		return 400;
	case ERR_NOT_FOUND:
		return 404;
	case ERR_DENIED:
		return 403;
	case ERR_CONFLICT:
		return 409;
	case ERR_BUSY:
		return 503;
	case ERR_NONE:
	case ERR_SYSTEM:
		return 500;
	}
	return 500;
}

const char *http_status_text(unsigned status)
{
	static const struct {
		unsigned status;
		const char *text;
	} texts[] = {
		{200, "OK"},
		{201, "Created"},
		{204, "No content"},
		{303, "See other"},
		{304, "Not modified"},
		{400, "The request cannot be understood"},
		{401, "Please sign in"},
		{403, "Not allowed"},
		{404, "Not found"},
		{405, "This cannot be done here"},
		{408, "The request took too long"},
		{409, "Someone else was faster"},
		{413, "Too large"},
		{414, "The address is too long"},
		{415, "This form of content is not taken"},
		{417, "The expectation cannot be met"},
		{422, "Something in the form needs a change"},
		{429, "Too many requests"},
		{431, "Too many header lines"},
		{500, "Something went wrong here"},
		{501, "Not supported"},
		{503, "Not ready"},
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (texts[i].status == status)
			return texts[i].text;
	}
	return "Answer";
}
