/* help_command: weft help, weft help COMMAND, and the manual page. */
#ifndef WEFT_KIT_CLI_HELP_COMMAND_H
#define WEFT_KIT_CLI_HELP_COMMAND_H

#include "kit/cli/command.h"

extern const struct command help_command;

/* Whether some command has two words and this is the first of them. */
bool help_is_family(const struct command_table *table, struct str word);

#endif
