/* The commands on cover: weft cover ... */
#ifndef WEFT_PARTS_COVER_COVER_COMMAND_H
#define WEFT_PARTS_COVER_COVER_COMMAND_H

#include "kit/cli/command.h"

extern const struct command cover_absent_command;
extern const struct command cover_acknowledge_command;
extern const struct command cover_assign_command;
extern const struct command cover_choose_command;
extern const struct command cover_compare_command;
extern const struct command cover_day_command;
extern const struct command cover_lost_command;
extern const struct command cover_owed_command;
extern const struct command cover_pay_command;
extern const struct command cover_simulate_command;
extern const struct command cover_suggest_command;
extern const struct command cover_swap_command;

#endif
