/* The versions of the year, and where one lab was in each. */
#include "parts/year/year_store.h"

bool year_store_version_at(struct db *db, int64_t zone_id, int64_t at_ms, int64_t *ret,
			   struct err *err)
{
	struct arena *arena = arena_create(1U << 12);
	struct db_rows rows;
	bool ok = db_query(db, arena,
			   DB_SQL("SELECT coalesce(max(version), 0)"
				  "  FROM year_version"
				  " WHERE zone_id = $1 AND made_ms <= $2",
				  db_int(zone_id), db_int(at_ms)),
			   &rows, err);

	if (ok)
		*ret = db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}

static struct year_version version_of(const struct db_rows *rows, size_t row)
{
	return (struct year_version){
		.version = db_get_int(rows, row, 0),
		.made_ms = db_get_int(rows, row, 1),
		.account_id = db_get_int(rows, row, 2),
		.n_changes = db_get_int(rows, row, 3),
		.from_date = (int32_t)db_get_int(rows, row, 4),
		.note = db_get_text(rows, row, 5),
	};
}

bool year_store_versions(struct db *db, struct arena *arena, int64_t zone_id, int64_t limit,
			 struct year_version **ret, size_t *ret_n, struct err *err)
{
	struct year_version *versions;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT version, made_ms, account_id, n_changes, from_date, note"
			     "  FROM year_version"
			     " WHERE zone_id = $1"
			     " ORDER BY version DESC"
			     " LIMIT $2",
			     db_int(zone_id), db_int(limit)),
		      &rows, err))
		return false;
	versions = arena_array(arena, struct year_version, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		versions[i] = version_of(&rows, i);
	*ret = versions;
	*ret_n = rows.n;
	return true;
}

bool year_store_history(struct db *db, struct arena *arena, int64_t zone_id,
			struct year_lab_key key, struct year_past **ret, size_t *ret_n,
			struct err *err)
{
	struct year_past *past;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT v.version, v.made_ms, v.account_id, v.n_changes,"
			     "       v.from_date, v.note, l.date, l.locked, l.reason, l.host_1,"
			     "       l.host_2"
			     "  FROM year_lab l"
			     "  JOIN year_version v"
			     "    ON v.zone_id = l.zone_id AND v.version = l.since_version"
			     " WHERE l.zone_id = $1 AND l.plan = $2 AND l.number = $3"
			     " ORDER BY v.version",
			     db_int(zone_id), db_text(key.plan), db_int(key.number)),
		      &rows, err))
		return false;
	past = arena_array(arena, struct year_past, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		past[i] = (struct year_past){
			.version = version_of(&rows, i),
			.date = db_is_null(&rows, i, 6) ? ZONE_UNSET
							: (int32_t)db_get_int(&rows, i, 6),
			.locked = db_get_bool(&rows, i, 7),
			.reason = db_get_text(&rows, i, 8),
			.host = {db_get_text(&rows, i, 9), db_get_text(&rows, i, 10)},
		};
	*ret = past;
	*ret_n = rows.n;
	return true;
}
