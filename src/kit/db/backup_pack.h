/* backup_pack: backups as gzip, so that they can be kept in numbers. */
#ifndef WEFT_KIT_DB_BACKUP_PACK_H
#define WEFT_KIT_DB_BACKUP_PACK_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

/* Whether a name asks for it: ".gz" at its end. */
bool backup_is_packed_name(struct str path);

/* Whether a file is packed, whatever its name. */
bool backup_is_packed(const char *path);

/* Write the file from, packed, as a new file to. */
bool backup_pack(const char *from, const char *to, struct err *err);

/* The other way. ERR_INVALID when it is damaged or cut off; then there is no file to. */
bool backup_unpack(const char *from, const char *to, struct err *err);

#endif
