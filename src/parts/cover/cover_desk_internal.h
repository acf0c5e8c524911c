/* cover_desk_internal: what reading and changing a day share. */
#ifndef WEFT_PARTS_COVER_COVER_DESK_INTERNAL_H
#define WEFT_PARTS_COVER_COVER_DESK_INTERNAL_H

#include "parts/cover/cover_desk.h"

/* The day, and the numbers of the schools. db: of the view, or a transaction. */
bool cover_desk_read(struct db *db, struct arena *arena, const struct cover_view_of *view,
		     struct cover_desk *ret, const int64_t **ret_schools, struct err *err);

/* Is the school of that number among the places? */
bool cover_places_have(const struct access_places *places, int64_t school_id);

#endif
