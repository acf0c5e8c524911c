/* weft solve: the best timetable that time allows. */
#ifndef WEFT_APP_SOLVE_COMMAND_H
#define WEFT_APP_SOLVE_COMMAND_H

#include "kit/cli/command.h"

extern const struct command solve_command;

#endif
