/* The commands on the year: weft year ... */
#ifndef WEFT_PARTS_YEAR_YEAR_COMMAND_H
#define WEFT_PARTS_YEAR_YEAR_COMMAND_H

#include "kit/cli/command.h"

extern const struct command year_check_command;
extern const struct command year_explain_command;
extern const struct command year_repair_command;
extern const struct command year_show_command;
extern const struct command year_solve_command;

#endif
