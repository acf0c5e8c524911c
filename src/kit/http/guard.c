#include "kit/http/guard.h"

#include "kit/http/decode.h"

#include <string.h>

bool http_guard_method(const char *method, enum http_method *ret)
{
	static const struct {
		const char *name;
		enum http_method method;
	} methods[] = {
		{"GET", HTTP_GET}, {"HEAD", HTTP_GET},    {"POST", HTTP_POST},
		{"PUT", HTTP_PUT}, {"PATCH", HTTP_PATCH}, {"DELETE", HTTP_DELETE},
	};

	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		if (strcmp(method, methods[i].name) == 0) {
			*ret = methods[i].method;
			return true;
		}
	}
	return false;
}

static bool refuse(unsigned *ret_status, unsigned status, struct err *err, const char *why)
{
	*ret_status = status;
	return err_set(err, ERR_INVALID, "%s", why);
}

static bool good_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < 0x20 && c != '\t') || c == 0x7F)
			return false;
	}
	return true;
}

static bool good_host(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
		    (c == '\0' || strchr(".-_:[]", c) == NULL))
			return false;
	}
	return s.len <= 255;
}

/* Digits only: no sign, no list. At most 18, so that it fits. */
static bool read_length(struct str s, uint64_t *ret)
{
	uint64_t value = 0;

	if (s.len == 0 || s.len > 18)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(s.ptr[i] - '0');
	}
	*ret = value;
	return true;
}

struct seen {
	unsigned lengths, codings, hosts;
	struct str length, coding, host, expect;
};

static void look(struct seen *seen, const struct http_field *header)
{
	if (http_same_name(header->name, STR("Content-Length"))) {
		seen->lengths++;
		seen->length = header->value;
	} else if (http_same_name(header->name, STR("Transfer-Encoding"))) {
		seen->codings++;
		seen->coding = header->value;
	} else if (http_same_name(header->name, STR("Host"))) {
		seen->hosts++;
		seen->host = header->value;
	} else if (http_same_name(header->name, STR("Expect"))) {
		seen->expect = header->value;
	}
}

bool http_guard_check(const struct http_request *request, const char *method, const char *version,
		      struct http_framing *ret, unsigned *ret_status, struct err *err)
{
	struct seen seen = {0};
	struct http_framing framing = {0};
	enum http_method known;

	if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
		return refuse(ret_status, 400, err, "The version of HTTP is not known here.");
	if (request->headers.n > HTTP_MAX_HEADERS)
		return refuse(ret_status, 431, err, "The request has too many header lines.");
	for (size_t i = 0; i < request->headers.n; i++) {
		const struct http_field *header = &request->headers.at[i];

		if (!http_is_token(header->name) || !good_value(header->value))
			return refuse(ret_status, 400, err, "A header line is damaged.");
		look(&seen, header);
	}
	if (seen.hosts > 1 || seen.lengths > 1 || seen.codings > 1 ||
	    (seen.codings > 0 && seen.lengths > 0))
		return refuse(ret_status, 400, err, "The header lines contradict each other.");
	if (seen.hosts > 0 && !good_host(seen.host))
		return refuse(ret_status, 400, err, "The host is not a host name.");
	if (seen.codings > 0 &&
	    (!http_same_name(seen.coding, STR("chunked")) || strcmp(version, "HTTP/1.1") != 0))
		return refuse(ret_status, 400, err, "The transfer coding is not taken.");
	if (seen.lengths > 0 && !read_length(seen.length, &framing.content_length))
		return refuse(ret_status, 400, err, "The content length is not a number.");
	if (seen.expect.len > 0 && !http_same_name(seen.expect, STR("100-continue")))
		return refuse(ret_status, 417, err, "The expectation cannot be met.");
	if (!http_guard_method(method, &known))
		return refuse(ret_status, 501, err, "The method is not supported.");
	framing.chunked = seen.codings > 0;
	framing.has_body = framing.chunked || framing.content_length > 0;
	if (framing.has_body && known == HTTP_GET)
		return refuse(ret_status, 400, err, "A request to read must not have a body.");
	*ret = framing;
	return true;
}
