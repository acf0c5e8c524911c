#include "app/version_command.h"

#include "base/json.h"

static bool run(struct command_call *call, struct err *err)
{
	struct json_writer json;
	struct text text;

	(void)err;
	if (!command_has(call, "json")) {
		(void)fprintf(call->out, "weft %s\n", WEFT_VERSION);
		return true;
	}
	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "name", STR("weft"));
	json_pair_str(&json, "version", STR(WEFT_VERSION));
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
	return true;
}

const struct command version_command = {
	.name = "version",
	.arguments = "",
	.summary = "print the version",
	.help = "Prints the name and the version of the program.",
	.options = {COMMAND_JSON},
	.run = run,
};
