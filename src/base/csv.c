#include "base/csv.h"

#include <string.h>

static const struct str bom = {"\xEF\xBB\xBF", 3};

void csv_init(struct csv *csv, struct str text)
{
	bool has_bom = text.len >= bom.len && memcmp(text.ptr, bom.ptr, bom.len) == 0;

	*csv = (struct csv){
		.rest = str_slice(text, has_bom ? bom.len : 0, text.len),
		.next_line = 1,
	};
}

/* The text between the quotes; doubled quotes become single. */
static struct str undouble(struct arena *arena, struct str raw)
{
	size_t n = 0;
	char *out;

	if (raw.len == 0 || memchr(raw.ptr, '"', raw.len) == NULL)
		return raw;
	out = arena_array(arena, char, raw.len);
	for (size_t i = 0; i < raw.len; i++) {
		out[n++] = raw.ptr[i];
		if (raw.ptr[i] == '"')
			i++;
	}
	return (struct str){out, n};
}

/* Take a quoted field off csv->rest, which starts with its opening quote. */
static bool take_quoted(struct csv *csv, struct arena *arena, struct str *ret, struct err *err)
{
	struct str s = csv->rest;

	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] == '\n')
			csv->next_line++;
		if (s.ptr[i] != '"')
			continue;
		if (i + 1 < s.len && s.ptr[i + 1] == '"') {
			i++;
			continue;
		}
		*ret = undouble(arena, str_slice(s, 1, i));
		csv->rest = str_slice(s, i + 1, s.len);
		return true;
	}
	return err_set(err, ERR_INVALID, "line %u: a quoted field is not closed", csv->line);
}

static bool take_plain(struct csv *csv, struct str *ret, struct err *err)
{
	struct str s = csv->rest;
	size_t i = 0;

	while (i < s.len && s.ptr[i] != ',' && s.ptr[i] != '\n' && s.ptr[i] != '\r') {
		if (s.ptr[i] == '"')
			return err_set(err, ERR_INVALID,
				       "line %u: a quote inside an unquoted field", csv->line);
		i++;
	}
	*ret = str_slice(s, 0, i);
	csv->rest = str_slice(s, i, s.len);
	return true;
}

/* Take a record's end off csv->rest; false if something else is there. */
static bool take_end(struct csv *csv)
{
	struct str s = csv->rest;
	size_t n = 0;

	if (s.len >= 2 && s.ptr[0] == '\r' && s.ptr[1] == '\n')
		n = 2;
	else if (s.len >= 1 && s.ptr[0] == '\n')
		n = 1;
	else if (s.len > 0)
		return false;
	csv->rest = str_slice(s, n, s.len);
	csv->next_line++;
	return true;
}

bool csv_next(struct csv *csv, struct arena *arena, struct csv_record *ret, bool *ret_more,
	      struct err *err)
{
	ret->n = 0;
	*ret_more = csv->rest.len > 0;
	if (!*ret_more)
		return true;

	csv->line = csv->next_line;
	for (;;) {
		bool quoted = csv->rest.len > 0 && csv->rest.ptr[0] == '"';
		struct str *field;

		if (ret->n == CSV_MAX_FIELDS)
			return err_set(err, ERR_INVALID, "line %u: more than %d fields",
				       csv->line, CSV_MAX_FIELDS);
		field = &ret->field[ret->n++];
		if (quoted ? !take_quoted(csv, arena, field, err) : !take_plain(csv, field, err))
			return false;
		if (take_end(csv))
			return true;
		if (csv->rest.ptr[0] != ',')
			return err_set(err, ERR_INVALID, "line %u: text after a quoted field",
				       csv->line);
		csv->rest = str_slice(csv->rest, 1, csv->rest.len);
	}
}
