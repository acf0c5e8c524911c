#include "app/forget.h"

#include "app/held.h"
#include "parts/cover/cover_store.h"

static const int64_t day_ms = INT64_C(86400000);

bool app_forget(const struct app *app, struct err *err)
{
	int64_t now = clock_utc_ms(db_clock(app->db));
	/* Of the zone's clocks or of Greenwich: a day more or less does not matter here. */
	int32_t today = (int32_t)(now / day_ms);
	const struct access_places all = {app->zone_id, STR("*")};
	int64_t n;

	return auth_forget(app->auth, now - HELD_LINK_DAYS * day_ms, err) &&
	       cover_store_forget(app->db, &all, today - HELD_ABSENCE_DAYS, &n, err);
}
