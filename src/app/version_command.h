/* weft version */
#ifndef WEFT_APP_VERSION_COMMAND_H
#define WEFT_APP_VERSION_COMMAND_H

#include "kit/cli/command.h"

extern const struct command version_command;

#endif
