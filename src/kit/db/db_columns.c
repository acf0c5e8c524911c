#include "kit/db/db_columns.h"

bool db_columns(struct db *db, struct arena *arena, struct db_column **ret, size_t *ret_n,
		struct err *err)
{
	struct db_column *column;
	struct db_rows rows;
	struct db_sql sql =
		db_engine(db) == DB_SQLITE
			? DB_SQL0("SELECT t.name, c.name"
				  "  FROM sqlite_schema t, pragma_table_info(t.name) c"
				  " WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'"
				  " ORDER BY t.name, c.cid")
			: DB_SQL0("SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)"
				  "  FROM information_schema.columns"
				  " WHERE table_schema = current_schema()"
				  " ORDER BY CAST(table_name AS TEXT) COLLATE \"C\","
				  "          ordinal_position");

	if (!db_query(db, arena, sql, &rows, err))
		return false;
	column = arena_array(arena, struct db_column, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		column[i] = (struct db_column){db_get_text(&rows, i, 0), db_get_text(&rows, i, 1)};
	*ret = column;
	*ret_n = rows.n;
	return true;
}
