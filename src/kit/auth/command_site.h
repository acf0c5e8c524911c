/* command_site: the site of a command, by its options --database, --zone and --key-file. */
#ifndef WEFT_KIT_AUTH_COMMAND_SITE_H
#define WEFT_KIT_AUTH_COMMAND_SITE_H

#include "kit/auth/site.h"
#include "kit/cli/command.h"
#include "kit/db/db_option.h"

#define COMMAND_SITE_ZONE_OPTION                         \
	{                                                \
		"zone", "N", "the number of the zone, 1" \
	}
#define COMMAND_SITE_KEY_OPTION                                                                    \
	{                                                                                          \
		"key-file", "FILE", "the key of the installation, where it is not in the database" \
	}

/* The caller closes ret->db. */
bool command_site_open(struct command_call *call, struct site *ret, struct err *err);

/* Note what a command gives away ("export.zone"), before it does. Where nobody has ever signed in
 * there is no log yet, and nothing to note. ERR_INVALID: the key of the log is in a file that the
 * option --key-file must name. */
bool command_site_note(struct command_call *call, struct db *db, const char *action,
		       struct str target, struct err *err);

#endif
