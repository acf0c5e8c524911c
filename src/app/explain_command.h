/* weft explain */
#ifndef WEFT_APP_EXPLAIN_COMMAND_H
#define WEFT_APP_EXPLAIN_COMMAND_H

#include "kit/cli/command.h"

extern const struct command explain_command;

#endif
