#include "app/commands.h"

#include "app/serve_command.h"
#include "app/version_command.h"

/* One line a command, by name. */
const struct command *const commands[] = {
	&serve_command,
	&version_command,
};
const size_t commands_n = sizeof commands / sizeof *commands;
