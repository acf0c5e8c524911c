/* account_command: weft account ..., which knows schools and people by their codes. */
#ifndef WEFT_APP_ACCOUNT_COMMAND_H
#define WEFT_APP_ACCOUNT_COMMAND_H

#include "kit/cli/command.h"

extern const struct command account_invite_command;
extern const struct command account_list_command;
extern const struct command account_role_command;
extern const struct command account_disable_command;
extern const struct command account_reset_command;

#endif
