/* lab_cover: who stands in on a date, for the pages of labs: the year may not ask cover itself. */
#ifndef WEFT_APP_LAB_COVER_H
#define WEFT_APP_LAB_COVER_H

#include "parts/year/year_page.h"

/* As struct year_pages.cover. */
bool app_lab_cover(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		   int32_t date, struct year_covers *ret, struct err *err);

#endif
