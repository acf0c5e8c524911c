/* weft serve */
#ifndef WEFT_APP_SERVE_COMMAND_H
#define WEFT_APP_SERVE_COMMAND_H

#include "kit/cli/command.h"

extern const struct command serve_command;

#endif
