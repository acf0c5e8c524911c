#include "app/lab_cover.h"

#include "parts/cover/cover_desk.h"

bool app_lab_cover(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		   int32_t date, struct year_covers *ret, struct err *err)
{
	const struct access_places all = cover_all_places(zone_id);
	struct cover_given *given;
	struct year_cover *cover;
	size_t n, n_cover = 0;

	if (!cover_store_day(db, arena, &all, date, &given, &n, err))
		return false;
	cover = arena_array(arena, struct year_cover, n);
	for (size_t i = 0; i < n; i++) {
		bool staff = given[i].source == COVER_STAFF;
		struct cover_who who = {
			given[i].source,
			zone_find(zone, staff ? ZONE_T_PEOPLE : ZONE_T_SUBSTITUTES, given[i].who)};

		/* Only releases are of the lab: an absence of that day is nobody's business here.
		 */
		if (given[i].release && who.row != ZONE_NONE)
			cover[n_cover++] = (struct year_cover){
				given[i].section, cover_name(zone, who), given[i].acknowledged};
	}
	*ret = (struct year_covers){cover, n_cover};
	return true;
}
