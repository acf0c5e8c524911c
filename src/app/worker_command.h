/* weft worker */
#ifndef WEFT_APP_WORKER_COMMAND_H
#define WEFT_APP_WORKER_COMMAND_H

#include "kit/cli/command.h"

extern const struct command worker_command;

#endif
