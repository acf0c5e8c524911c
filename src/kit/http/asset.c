#include "kit/http/asset.h"

#include <string.h>

static int compare(struct str a, struct str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

const struct http_asset *http_asset_find(const struct http_assets *assets, struct str path)
{
	size_t low = 0, high = assets->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = path.len == 0 ? -1 : compare(path, assets->at[middle].path);

		if (order == 0)
			return &assets->at[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool http_assets_check(const struct http_assets *assets, struct err *err)
{
	for (size_t i = 0; i < assets->n; i++) {
		const struct http_asset *asset = &assets->at[i];

		if (asset->path.len == 0 || asset->path.ptr[0] != '/' || asset->type.len == 0)
			return err_set(err, ERR_INVALID, "The asset \"%.*s\" has no path or type.",
				       STR_ARG(asset->path));
		if (i > 0 && compare(assets->at[i - 1].path, asset->path) >= 0)
			return err_set(err, ERR_INVALID, "The asset %.*s is not in order.",
				       STR_ARG(asset->path));
	}
	return true;
}
