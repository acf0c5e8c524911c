/* weft backup */
#ifndef WEFT_APP_BACKUP_COMMAND_H
#define WEFT_APP_BACKUP_COMMAND_H

#include "kit/cli/command.h"

extern const struct command backup_command;

#endif
