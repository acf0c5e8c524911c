/* The commands on the year: weft year ... */
#ifndef WEFT_PARTS_YEAR_YEAR_COMMAND_H
#define WEFT_PARTS_YEAR_YEAR_COMMAND_H

#include "engine/proof.h"
#include "kit/cli/command.h"

extern const struct command year_check_command;
extern const struct command year_explain_command;
extern const struct command year_repair_command;
extern const struct command year_show_command;
extern const struct command year_solve_command;

/* What they share. */
enum command_exit year_exit_of(enum weft_verdict verdict);

/* weft year explain --lab (year_explain_command.c). */
bool year_explain_lab(struct command_call *call, struct err *err);

#endif
