/* weft restore */
#ifndef WEFT_APP_RESTORE_COMMAND_H
#define WEFT_APP_RESTORE_COMMAND_H

#include "kit/cli/command.h"

extern const struct command restore_command;

#endif
