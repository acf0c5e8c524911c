/* weft demo */
#ifndef WEFT_APP_DEMO_COMMAND_H
#define WEFT_APP_DEMO_COMMAND_H

#include "kit/cli/command.h"

extern const struct command demo_command;

#endif
