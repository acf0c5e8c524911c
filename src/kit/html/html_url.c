/* html_url: addresses in attributes.
 *
 * A whole URL that comes from data may name a scheme that runs script
 * (javascript:, data:, vbscript:), also with leading blanks or control characters
 * inside, which browsers drop. So the rule is an allow-list, applied before
 * anything is dropped: what begins with a name and a colon must be one of the
 * schemes below, letter by letter; control characters are nowhere allowed; and
 * "//host" is refused because it leaves the site while it looks like a path. */
#include "kit/html/html.h"

#include <string.h>
#include <strings.h>

static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:", "webcal:"};

static bool scheme_is_allowed(struct str url)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t n = strlen(schemes[i]);

		if (url.len > n && strncasecmp(url.ptr, schemes[i], n) == 0)
			return true;
	}
	return false;
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool url_is_allowed(struct str url)
{
	if (url.len == 0)
		return true;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' || url.ptr[i] == 0x7f)
			return false;
	if (url.len > 1 && is_slash(url.ptr[0]) && is_slash(url.ptr[1]))
		return false;
	for (size_t i = 0; i < url.len && strchr("/?#", url.ptr[i]) == NULL; i++)
		if (url.ptr[i] == ':')
			return scheme_is_allowed(url);
	return true;
}

void html_put_url_str(struct html *out, struct str url)
{
	html_put_str(out, url_is_allowed(url) ? url : STR("#"));
}

void html_put_url_cstr(struct html *out, const char *url)
{
	html_put_url_str(out, str_from(url));
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("-._~", c) != NULL);
}

void html_put_part_str(struct html *out, struct str part)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < part.len; i++) {
		unsigned char c = (unsigned char)part.ptr[i];
		const char coded[3] = {'%', hex[c >> 4], hex[c & 15]};

		if (is_unreserved(part.ptr[i]))
			html_lit(out, part.ptr + i, 1);
		else
			html_lit(out, coded, sizeof coded);
	}
}

void html_put_part_cstr(struct html *out, const char *part)
{
	html_put_part_str(out, str_from(part));
}
