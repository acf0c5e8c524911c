/* command_site: the site of a command, by its options --database, --zone and --key-file. */
#ifndef WEFT_KIT_AUTH_COMMAND_SITE_H
#define WEFT_KIT_AUTH_COMMAND_SITE_H

#include "kit/auth/site.h"
#include "kit/cli/command.h"
#include "kit/db/db_option.h"

/* The caller closes ret->db. */
bool command_site_open(struct command_call *call, struct site *ret, struct err *err);

#endif
