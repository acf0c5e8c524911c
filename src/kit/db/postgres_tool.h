/* postgres_tool: run pg_dump and pg_restore for a database.
 *
 * The connection is given to them in their environment, not in their words,
 * which other users of the machine could read.
 */
#ifndef WEFT_KIT_DB_POSTGRES_TOOL_H
#define WEFT_KIT_DB_POSTGRES_TOOL_H

#include "kit/db/db.h"

/* Write an archive to a new file. */
bool postgres_dump(struct db *db, const char *path, struct err *err);

/* Replace what the archive names, in one transaction. */
bool postgres_restore(struct db *db, const char *path, struct err *err);

#endif
