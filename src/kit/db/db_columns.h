/* db_columns: which tables and columns a database really has. */
#ifndef WEFT_KIT_DB_DB_COLUMNS_H
#define WEFT_KIT_DB_DB_COLUMNS_H

#include "kit/db/db.h"

struct db_column {
	struct str table, name;
};

/* All columns of all tables of the program, by table (in the order of bytes) and then as the table
 * has them. The engine's own tables are left out. */
bool db_columns(struct db *db, struct arena *arena, struct db_column **ret, size_t *ret_n,
		struct err *err);

#endif
