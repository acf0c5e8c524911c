#include "parts/school/zone_command.h"

#include "parts/school/zone_folder.h"
#include "parts/school/zone_report.h"

static bool read_folder(struct command_call *call, const struct zone **ret,
			struct zone_problems *problems, struct err *err)
{
	const char *dir = arena_str(call->arena, call->word[0]).ptr;

	if (zone_read_folder(call->arena, dir, ret, problems, err))
		return true;
	/* Problems of the zone are the answer, not a failure of the command. */
	if (err->kind != ERR_INVALID || problems->n_errors == 0)
		return false;
	*ret = NULL;
	*err = (struct err){0};
	return true;
}

static bool check(struct command_call *call, struct err *err)
{
	struct zone_problems problems = {0};
	const struct zone *zone;

	if (!read_folder(call, &zone, &problems, err))
		return false;
	(void)fprintf(call->out, "%.*s",
		      STR_ARG(zone_report(call->arena, call->word[0], zone, &problems,
					  command_has(call, "json"))));
	if (zone == NULL)
		call->exit = COMMAND_NO;
	return true;
}

const struct command zone_check_command = {
	.name = "zone check",
	.arguments = "DIR",
	.summary = "check the CSV files of a zone",
	.help = "Reads the folder and says everything that is wrong with it, with file, line, "
		"column\n"
		"and remedy. Ends with 0 when the zone can be used, with 1 when it cannot.\n"
		"\n"
		"    weft zone check share/alder-sound\n"
		"\n"
		"docs/zone-format.md describes the files.",
	.options = {COMMAND_JSON},
	.min_words = 1,
	.max_words = 1,
	.run = check,
};

static bool tidy(struct command_call *call, struct err *err)
{
	struct zone_problems problems = {0};
	const struct zone *zone;

	if (!read_folder(call, &zone, &problems, err))
		return false;
	if (zone != NULL)
		return zone_write_folder(zone, arena_str(call->arena, call->word[0]).ptr, err);
	(void)fprintf(call->out, "%.*s",
		      STR_ARG(zone_report_text(call->arena, call->word[0], NULL, &problems)));
	call->exit = COMMAND_NO;
	return true;
}

const struct command zone_tidy_command = {
	.name = "zone tidy",
	.arguments = "DIR",
	.summary = "write the CSV files of a zone in their usual form",
	.help = "Reads the folder and writes it back with all files and columns, in the form that "
		"an\n"
		"export has: so that two versions can be compared line by line. Nothing is "
		"written\n"
		"when there is an error.\n"
		"\n"
		"    weft zone tidy my-zone",
	.min_words = 1,
	.max_words = 1,
	.run = tidy,
};
