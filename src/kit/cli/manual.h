/* manual: the manual page, made from the table of commands. */
#ifndef WEFT_KIT_CLI_MANUAL_H
#define WEFT_KIT_CLI_MANUAL_H

#include "kit/cli/command.h"

/* Write weft(1) in the man macros of troff. It has no date: the same program always
 * gives the same page. */
void manual_print(FILE *out, const struct command_table *table);

#endif
