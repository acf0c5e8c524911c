#include "kit/html/languages.h"

#include "kit/html/assets.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *code, *path;
} catalogues[] = {
	{"es", ASSET_ES_PO},
};

bool languages_read(struct arena *arena, struct languages *ret, struct err *err)
{
	struct languages languages = {0};

	for (size_t i = 0; i < sizeof catalogues / sizeof *catalogues; i++) {
		const struct http_asset *at = assets.at, *asset = NULL;

		for (size_t j = 0; j < assets.n && asset == NULL; j++)
			if (str_eq(at[j].path, str_from(catalogues[i].path)))
				asset = &at[j];
		assert(asset != NULL);
		assert(languages.n < LANGUAGES_MAX);
		if (!lang_read(arena, str_from(catalogues[i].code), asset->bytes,
			       &languages.at[languages.n], err))
			return false;
		languages.n++;
	}
	*ret = languages;
	return true;
}

/* "es-US" is "es". */
static struct str primary(struct str code)
{
	size_t n = 0;

	while (n < code.len && strchr("-_;", code.ptr[n]) == NULL)
		n++;
	return str_trim(str_slice(code, 0, n));
}

const struct lang *languages_find(const struct languages *languages, struct str code)
{
	for (size_t i = 0; i < languages->n; i++)
		if (str_eq(languages->at[i].code, primary(code)))
			return &languages->at[i];
	return NULL;
}

const struct lang *languages_accept(const struct languages *languages, struct str header)
{
	while (header.len > 0) {
		size_t end = 0;
		const struct lang *lang;

		while (end < header.len && header.ptr[end] != ',')
			end++;
		lang = languages_find(languages, str_slice(header, 0, end));
		if (lang != NULL || str_eq(primary(str_slice(header, 0, end)), STR("en")))
			return lang;
		header = str_trim(str_slice(header, end < header.len ? end + 1 : end, header.len));
	}
	return NULL;
}
