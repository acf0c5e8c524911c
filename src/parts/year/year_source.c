#include "parts/year/year_source.h"

#include "base/date.h"
#include "base/file.h"
#include "base/time_zone.h"
#include "parts/school/zone_store.h"
#include "parts/year/year_file.h"
#include "parts/year/year_store.h"

enum { MAX_LABS_BYTES = 16 << 20 };

bool year_source_zone(struct command_call *call, const struct zone **ret, struct err *err)
{
	struct str word = command_text(call, "zone", "1");
	int64_t zone_id;
	struct db *db;
	bool ok;

	if (!str_to_i64(word, &zone_id))
		return zone_read_folder(call->arena, arena_str(call->arena, word).ptr, ret, NULL,
					err);
	if (!db_option_open(call, &db, err))
		return false;
	ok = zone_store_load(db, call->arena, zone_id, 0, ret, err);
	db_close(db);
	return ok;
}

bool year_source_problem(struct command_call *call, struct year_problem *ret, struct err *err)
{
	const struct zone *zone;

	return year_source_zone(call, &zone, err) &&
	       year_problem_make(call->arena, zone, INT32_MAX, ret, err);
}

bool year_source_today(struct command_call *call, const struct zone *zone, int32_t *ret,
		       struct err *err)
{
	const struct time_zone *time_zone;
	struct str word = command_text(call, "today", "");
	int64_t zone_id;

	*ret = ZONE_UNSET;
	if (word.len > 0)
		return date_parse(word, ret, err);
	if (!str_to_i64(command_text(call, "zone", "1"), &zone_id))
		return true;
	if (!time_zone_load(call->arena, zone->info.at[0].time_zone, &time_zone, err))
		return false;
	*ret = time_zone_local(time_zone, clock_utc_ms(call->clock)).date;
	return true;
}

void year_hold_history(struct year_plan *plan, int32_t today)
{
	for (size_t i = 0; today != ZONE_UNSET && i < plan->n; i++)
		if (plan->at[i].date != ZONE_UNSET && plan->at[i].date < today)
			plan->at[i].locked = true;
}

bool year_source_save(struct command_call *call, const struct year_problem *problem,
		      const struct year_save *save, struct err *err)
{
	int64_t zone_id, version;
	struct db *db;
	bool ok;

	if (!str_to_i64(command_text(call, "zone", "1"), &zone_id))
		return true;
	if (!db_option_open(call, &db, err))
		return false;
	ok = year_store_save(db, call->arena, zone_id, problem, save, &version, err);
	db_close(db);
	return ok;
}

static bool stored_plan(struct command_call *call, const struct year_problem *problem,
			struct year_plan *ret, bool *ret_found, struct err *err)
{
	int64_t zone_id, version = 0;
	struct db *db;
	bool ok;

	if (!str_to_i64(command_text(call, "zone", "1"), &zone_id))
		return true;
	if (!db_option_open(call, &db, err))
		return false;
	ok = year_store_version(db, zone_id, &version, err) &&
	     (version == 0 ||
	      year_store_load(db, call->arena, zone_id, version, problem, ret, err));
	db_close(db);
	*ret_found = ok && version > 0;
	return ok;
}

bool year_source_plan(struct command_call *call, const struct year_problem *problem,
		      struct year_plan *ret, bool *ret_found, struct err *err)
{
	struct str path = command_text(call, "labs", ""), text;

	*ret_found = path.len > 0;
	*ret = year_plan_make(call->arena, problem);
	if (path.len == 0)
		return stored_plan(call, problem, ret, ret_found, err);
	path = arena_str(call->arena, path);
	if (!file_read(call->arena, path.ptr, MAX_LABS_BYTES, &text, err))
		return false;
	return year_read_labs(call->arena, text, problem, ret, err) || err_in(err, path.ptr);
}
