#include "tmpl_internal.h"

#include <ctype.h>

/* The end of a C string or character literal that begins at p, or NULL. */
static const char *skip_quoted(const char *p, const char *end)
{
	char quote = *p;

	for (p++; p < end; p++) {
		if (*p == '\\')
			p++;
		else if (*p == quote)
			return p;
	}
	return NULL;
}

const char *scan_expression_end(const char *from, const char *end)
{
	size_t depth = 0;

	for (const char *p = from; p < end; p++) {
		if (*p == '"' || *p == '\'') {
			p = skip_quoted(p, end);
			if (p == NULL)
				return NULL;
		} else if (*p == '{') {
			depth++;
		} else if (*p == '}' && depth > 0) {
			depth--;
		} else if (*p == '}') {
			return p + 1 < end && p[1] == '}' ? p : NULL;
		}
	}
	return NULL;
}

const char *scan_comma(const char *from, const char *end)
{
	size_t depth = 0;

	for (const char *p = from; p < end; p++) {
		if (*p == '"' || *p == '\'') {
			p = skip_quoted(p, end);
			if (p == NULL)
				return end;
		} else if (*p == '(' || *p == '[' || *p == '{') {
			depth++;
		} else if ((*p == ')' || *p == ']' || *p == '}') && depth > 0) {
			depth--;
		} else if (*p == ',' && depth == 0) {
			return p;
		}
	}
	return end;
}

struct str scan_identifier(struct str s)
{
	size_t n = 0;

	while (n < s.len && (isalpha((unsigned char)s.ptr[n]) || s.ptr[n] == '_' ||
			     (n > 0 && isdigit((unsigned char)s.ptr[n]))))
		n++;
	return str_slice(s, 0, n);
}
