/* commands: the command table of the program. */
#ifndef WEFT_APP_COMMANDS_H
#define WEFT_APP_COMMANDS_H

#include "kit/cli/command.h"

extern const struct command *const commands[];
extern const size_t commands_n;

#endif
