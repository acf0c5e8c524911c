#include "app/version_command.h"

static bool run(struct command_call *call, struct err *err)
{
	(void)err;
	(void)fprintf(call->out, "weft %s\n", WEFT_VERSION);
	return true;
}

const struct command version_command = {
	.name = "version",
	.arguments = "",
	.summary = "print the version",
	.help = "Prints the name and the version of the program.",
	.run = run,
};
