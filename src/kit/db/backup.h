/* backup: copies of a whole database, and back.
 *
 * On SQLite a backup is a database file of its own, compact and checked, and
 * packed by gzip where its name ends with ".gz"; on
 * PostgreSQL it is an archive of pg_dump, and the programs pg_dump and
 * pg_restore (version 15 or later) must be installed.
 * Both are made while others read and write, and hold one moment of the data.
 */
#ifndef WEFT_KIT_DB_BACKUP_H
#define WEFT_KIT_DB_BACKUP_H

#include "kit/db/db.h"

/* Write a backup to a new file: it has its name only once it is whole and on the disk.
 * ERR_CONFLICT when there is such a file. */
bool backup_copy(struct db *db, struct str path, struct err *err);

/* Write one into a folder, as "weft-20261124-021500.db.gz" (PostgreSQL: ".dump"; UTC), and with
 * keep remove the oldest of such names beyond that number, once the new one is there. */
bool backup_into(struct db *db, struct arena *arena, struct str folder, size_t keep,
		 struct str *ret_path, struct err *err);

/* Make the database what a backup holds, in one transaction: on any failure it stays as it is.
 * Others may have it open and see the new content next. On SQLite what was there is first copied
 * beside it; *ret_old, in the arena, names the copy ("" where there is none). */
bool backup_restore(struct db *db, struct arena *arena, struct str path, struct str *ret_old,
		    struct err *err);

#endif
