/* The commands on zones: weft zone ... */
#ifndef WEFT_PARTS_SCHOOL_ZONE_COMMAND_H
#define WEFT_PARTS_SCHOOL_ZONE_COMMAND_H

#include "kit/cli/command.h"

extern const struct command zone_check_command;
extern const struct command zone_tidy_command;

#endif
