#include "kit/auth/command_site.h"

bool command_site_open(struct command_call *call, struct site *ret, struct err *err)
{
	int64_t zone_id;
	struct db *db;

	if (!command_number(call, "zone", 1, 1, INT64_MAX, &zone_id, err) ||
	    !db_option_open_migrated(call, &db, err))
		return false;
	if (!site_open(db, call->clock, zone_id, command_text(call, "key-file", ""), ret, err)) {
		db_close(db);
		return false;
	}
	return true;
}
