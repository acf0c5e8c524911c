/* weft migrate */
#ifndef WEFT_APP_MIGRATE_COMMAND_H
#define WEFT_APP_MIGRATE_COMMAND_H

#include "kit/cli/command.h"

extern const struct command migrate_command;

#endif
