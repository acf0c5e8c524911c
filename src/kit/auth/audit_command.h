/* audit_command: weft audit ... */
#ifndef WEFT_KIT_AUTH_AUDIT_COMMAND_H
#define WEFT_KIT_AUTH_AUDIT_COMMAND_H

#include "kit/cli/command.h"

extern const struct command audit_check_command;
extern const struct command audit_list_command;

#endif
