/* sql_text: what happens to a statement before an engine sees it. */
#include "base/text.h"
#include "kit/db/db_internal.h"

#include <math.h>
#include <string.h>

static const struct {
	struct str token;
	struct str text[2]; /* by enum db_engine */
} tokens[] = {
	{STR_INIT("{int}"), {STR_INIT("INTEGER"), STR_INIT("BIGINT")}},
	{STR_INIT("{real}"), {STR_INIT("REAL"), STR_INIT("DOUBLE PRECISION")}},
	{STR_INIT("{bytes}"), {STR_INIT("BLOB"), STR_INIT("BYTEA")}},
	{STR_INIT("{strict}"), {STR_INIT("STRICT"), STR_INIT("")}},
	{STR_INIT("{lock}"), {STR_INIT(""), STR_INIT("FOR UPDATE SKIP LOCKED")}},
};

/* The token that begins here, or the number of tokens. */
static size_t token_at(const char *at)
{
	size_t i = 0;

	while (i < sizeof tokens / sizeof *tokens &&
	       strncmp(at, tokens[i].token.ptr, tokens[i].token.len) != 0)
		i++;
	return i;
}

const char *db_expand(struct arena *arena, const char *text, enum db_engine engine)
{
	struct text out;
	const char *brace = strchr(text, '{');

	if (brace == NULL)
		return text;
	text_init(&out, arena);
	while (brace != NULL) {
		size_t i = token_at(brace);

		text_put(&out, (struct str){text, (size_t)(brace - text)});
		if (i < sizeof tokens / sizeof *tokens) {
			text_put(&out, tokens[i].text[engine]);
			text = brace + tokens[i].token.len;
		} else {
			text_put_char(&out, '{');
			text = brace + 1;
		}
		brace = strchr(text, '{');
	}
	text_put(&out, str_from(text));
	text_put_char(&out, '\0');
	return out.ptr;
}

static bool text_is_good(struct str text)
{
	return str_is_utf8(text, NULL) &&
	       (text.len == 0 || memchr(text.ptr, '\0', text.len) == NULL);
}

bool db_check_params(const struct db_sql *sql, struct err *err)
{
	if (sql->n > DB_MAX_PARAMS)
		return err_set(err, ERR_SYSTEM, "A statement has more than %d parameters.",
			       DB_MAX_PARAMS);
	for (size_t i = 0; i < sql->n; i++) {
		const struct db_value *value = &sql->param[i];

		if (value->type == DB_TEXT && !text_is_good(value->of.text))
			return err_set(err, ERR_INVALID,
				       "A text has characters that cannot be stored (it is not "
				       "UTF-8, or has a NUL in it).");
		if (value->type == DB_REAL && isnan(value->of.real))
			return err_set(err, ERR_INVALID, "A number is not a number (NaN).");
		if ((value->type == DB_TEXT || value->type == DB_BYTES) &&
		    value->of.text.len > DB_MAX_VALUE)
			return err_set(err, ERR_INVALID, "A value is longer than %d bytes.",
				       DB_MAX_VALUE);
	}
	return true;
}
