/* The commands that read, judge and convert XHSTT archives. */
#ifndef WEFT_APP_XHSTT_COMMANDS_H
#define WEFT_APP_XHSTT_COMMANDS_H

#include "kit/cli/command.h"

extern const struct command xhstt_convert_command;
extern const struct command xhstt_evaluate_command;
extern const struct command xhstt_info_command;

#endif
