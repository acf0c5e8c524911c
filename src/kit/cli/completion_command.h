/* completion_command: weft completion, the script that lets bash complete our words. */
#ifndef WEFT_KIT_CLI_COMPLETION_COMMAND_H
#define WEFT_KIT_CLI_COMPLETION_COMMAND_H

#include "kit/cli/command.h"

extern const struct command completion_command;

#endif
