#include "kit/auth/command_site.h"

#include "kit/auth/audit.h"
#include "kit/db/db_columns.h"

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

static bool count(struct command_call *call, struct db *db, struct db_sql sql, bool *ret,
		  struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, call->arena, sql, &rows, err))
		return false;
	*ret = db_get_int(&rows, 0, 0) > 0;
	return true;
}

/* A database of an old version may lack the tables. */
static bool has_log(struct command_call *call, struct db *db, bool *ret, struct err *err)
{
	struct db_column *column;
	size_t n;

	*ret = false;
	if (!db_columns(db, call->arena, &column, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		*ret = *ret || str_eq(column[i].table, STR("audit_head"));
	return true;
}

bool command_site_note(struct command_call *call, struct db *db, const char *action,
		       struct str target, struct err *err)
{
	struct audit_entry entry = {
		.action = str_from(action), .target = target, .address = STR("command")};
	struct str key_file = command_text(call, "key-file", "");
	bool is_there, has_key, has_entries;
	struct site site;
	int64_t zone_id;

	if (!command_number(call, "zone", 1, 1, INT64_MAX, &zone_id, err) ||
	    !has_log(call, db, &is_there, err))
		return false;
	if (!is_there)
		return true;
	if (!count(call, db,
		   DB_SQL("SELECT count(*) FROM auth_key WHERE zone_id = $1", db_int(zone_id)),
		   &has_key, err) ||
	    !count(call, db,
		   DB_SQL("SELECT count(*) FROM audit_head WHERE zone_id = $1", db_int(zone_id)),
		   &has_entries, err))
		return false;
	if (!has_entries)
		return true;
	if (!has_key && key_file.len == 0)
		return err_set(err, ERR_INVALID,
			       "This is noted in the audit log, whose key is in a file: give "
			       "--key-file.");
	return site_open(db, call->clock, zone_id, key_file, &site, err) &&
	       audit_add(&site, &entry, err);
}
