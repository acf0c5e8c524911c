#include "parts/school/zone_command.h"

#include "parts/school/zone_format.h"

static bool run(struct command_call *call, struct err *err)
{
	(void)err;
	(void)fprintf(call->out, "%.*s", STR_ARG(zone_format_text(call->arena)));
	return true;
}

const struct command zone_format_command = {
	.name = "zone format",
	.arguments = "",
	.summary = "print the description of the zone folder",
	.help = "Prints, as Markdown, every file and column of the zone folder: "
		"docs/zone-format.md.",
	.run = run,
};
