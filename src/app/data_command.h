/* data_command: weft data, what data elements are held. */
#ifndef WEFT_APP_DATA_COMMAND_H
#define WEFT_APP_DATA_COMMAND_H

#include "kit/cli/command.h"

extern const struct command data_command;

#endif
