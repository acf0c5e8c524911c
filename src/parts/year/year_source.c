#include "parts/year/year_source.h"

#include "base/file.h"
#include "parts/school/zone_store.h"
#include "parts/year/year_file.h"

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

bool year_source_plan(struct command_call *call, const struct year_problem *problem,
		      struct year_plan *ret, bool *ret_found, struct err *err)
{
	struct str path = command_text(call, "labs", ""), text;

	*ret_found = path.len > 0;
	*ret = year_plan_make(call->arena, problem);
	if (path.len == 0)
		return true;
	path = arena_str(call->arena, path);
	if (!file_read(call->arena, path.ptr, MAX_LABS_BYTES, &text, err))
		return false;
	return year_read_labs(call->arena, text, problem, ret, err) || err_in(err, path.ptr);
}
