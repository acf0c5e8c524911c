/* The commands `weft week ...`. */
#ifndef WEFT_PARTS_WEEK_WEEK_COMMAND_H
#define WEFT_PARTS_WEEK_WEEK_COMMAND_H

#include "kit/cli/command.h"

extern const struct command week_solve_command, week_check_command, week_explain_command,
	week_show_command, week_make_command, week_print_command, week_export_command,
	week_compare_command;

#endif
