#include "app/commands.h"

#include "app/serve_command.h"
#include "app/version_command.h"
#include "kit/cli/completion_command.h"
#include "kit/cli/help_command.h"

/* One line a command, by name. */
const struct command *const commands[] = {
	&completion_command,
	&help_command,
	&serve_command,
	&version_command,
};
const size_t commands_n = sizeof commands / sizeof *commands;
