/* The commands on cover: weft cover ... */
#ifndef WEFT_PARTS_COVER_COVER_COMMAND_H
#define WEFT_PARTS_COVER_COVER_COMMAND_H

#include "kit/cli/command.h"

extern const struct command cover_compare_command;
extern const struct command cover_day_command;
extern const struct command cover_simulate_command;

#endif
