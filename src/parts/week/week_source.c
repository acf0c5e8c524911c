#include "parts/week/week_source.h"

#include "base/date.h"
#include "base/file.h"
#include "parts/school/zone_folder.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_file.h"
#include "parts/week/week_scenario.h"
#include "parts/week/week_sheet.h"
#include "parts/week/week_store.h"

enum { ZONE_ID = 1 };

static bool read_zone(struct command_call *call, struct db *db, const struct zone **ret,
		      struct err *err)
{
	struct str dir = command_text(call, "zone", "");

	if (dir.len > 0)
		return zone_read_folder(call->arena, arena_str(call->arena, dir).ptr, ret, NULL,
					err);
	return zone_store_load(db, call->arena, ZONE_ID, 0, ret, err);
}

bool week_source_zone(struct command_call *call, const struct zone **ret, struct err *err)
{
	struct db *db = NULL;
	bool ok;

	if (command_text(call, "zone", "").len == 0 && !db_option_open(call, &db, err))
		return false;
	ok = read_zone(call, db, ret, err);
	db_close(db);
	return ok;
}

static struct str today(struct command_call *call)
{
	return date_long_text(call->arena, (int32_t)(clock_utc_ms(call->clock) / DATE_MS_PER_DAY));
}

static bool read_folder(struct command_call *call, struct str dir, struct week_source *ret,
			struct err *err)
{
	struct str path = file_join(call->arena, dir, STR("bookings.csv")), text;

	if (!file_read(call->arena, path.ptr, WEEK_MAX_FILE_BYTES, &text, err))
		return false;
	if (!week_read_csv(call->arena, ret->zone, text, &ret->plan, err))
		return err_in(err, path.ptr);
	ret->name = dir;
	ret->dated = arena_printf(call->arena, "Printed on %.*s \xC2\xB7 version %.*s",
				  STR_ARG(today(call)),
				  STR_ARG(week_plan_mark(call->arena, &ret->plan)));
	return true;
}

static bool read_scenario(struct command_call *call, struct db *db, int64_t id,
			  struct week_source *ret, struct err *err)
{
	struct week_scenario scenario;
	struct week_lines lines;
	bool found;

	if (!week_scenario_find(db, call->arena, ZONE_ID, id, &scenario, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND,
			       id == 0 ? "There is no plan of the week yet."
				       : "There is no such plan of the week.");
	if (!week_scenario_lines(db, call->arena, ZONE_ID, scenario.id, &lines, err))
		return false;
	if (!week_read_csv(call->arena, ret->zone, week_lines_text(call->arena, &lines), &ret->plan,
			   err))
		return false;
	ret->name = scenario.name;
	ret->dated = arena_printf(
		call->arena, "Printed on %.*s \xC2\xB7 %.*s \xC2\xB7 version %lld (%.*s)",
		STR_ARG(today(call)), STR_ARG(scenario.name), (long long)scenario.revision,
		STR_ARG(week_plan_mark(call->arena, &ret->plan)));
	return true;
}

/* What every page shows. */
static bool read_in_force(struct command_call *call, struct db *db, struct week_source *ret,
			  struct err *err)
{
	int32_t date = ret->date;

	if (date == 0)
		date = (int32_t)(clock_utc_ms(call->clock) / DATE_MS_PER_DAY);
	if (!week_store_all_in_force(db, call->arena, ZONE_ID, ret->zone, date, &ret->plan, err))
		return false;
	ret->name = STR("in force");
	ret->dated = arena_printf(call->arena, "Printed on %.*s \xC2\xB7 version %.*s",
				  STR_ARG(today(call)),
				  STR_ARG(week_plan_mark(call->arena, &ret->plan)));
	return true;
}

static bool read_plan(struct command_call *call, struct db *db, struct str plan,
		      struct week_source *ret, struct err *err)
{
	int64_t id = 0;

	if (plan.len == 0)
		return read_in_force(call, db, ret, err);
	if (!str_to_i64(plan, &id))
		return read_folder(call, plan, ret, err);
	return read_scenario(call, db, id, ret, err);
}

static bool needs_database(const struct command_call *call, struct str plan)
{
	int64_t id;

	return command_text(call, "zone", "").len == 0 || plan.len == 0 || str_to_i64(plan, &id);
}

bool week_source_read(struct command_call *call, struct str plan, struct week_source *ret,
		      struct err *err)
{
	struct db *db = NULL;
	bool ok;

	if (needs_database(call, plan) && !db_option_open(call, &db, err))
		return false;
	ok = read_zone(call, db, &ret->zone, err) && read_plan(call, db, plan, ret, err);
	db_close(db);
	return ok;
}

bool week_source_read_two(struct command_call *call, struct str a, struct str b,
			  struct week_source *ret_a, struct week_source *ret_b, struct err *err)
{
	struct db *db = NULL;
	bool ok;

	if ((needs_database(call, a) || needs_database(call, b)) && !db_option_open(call, &db, err))
		return false;
	ok = read_zone(call, db, &ret_a->zone, err);
	ret_b->zone = ret_a->zone;
	ok = ok && read_plan(call, db, a, ret_a, err) && read_plan(call, db, b, ret_b, err);
	db_close(db);
	return ok;
}

bool week_source_find(const struct zone *zone, enum zone_table table, struct str code,
		      const char *what, uint32_t *ret, struct err *err)
{
	*ret = code.len == 0 ? ZONE_NONE : zone_find(zone, table, code);
	if (code.len > 0 && *ret == ZONE_NONE)
		return err_set(err, ERR_INVALID, "The zone has no %s \"%.*s\".", what,
			       STR_ARG(code));
	return true;
}

bool week_source_put(struct command_call *call, struct str bytes, struct err *err)
{
	struct str path = command_text(call, "out", "");

	if (path.len > 0)
		return file_write(arena_str(call->arena, path).ptr, bytes, err);
	if (fwrite(bytes.ptr, 1, bytes.len, call->out) != bytes.len)
		return err_set(err, ERR_SYSTEM, "Cannot write to the output.");
	return true;
}
