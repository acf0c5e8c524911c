/* account_command: the commands of accounts and of the audit log. */
#ifndef WEFT_KIT_AUTH_ACCOUNT_COMMAND_H
#define WEFT_KIT_AUTH_ACCOUNT_COMMAND_H

#include "kit/cli/command.h"

extern const struct command account_invite_command;
extern const struct command account_list_command;
extern const struct command account_role_command;
extern const struct command account_disable_command;
extern const struct command account_reset_command;
extern const struct command audit_check_command;
extern const struct command audit_list_command;

#endif
