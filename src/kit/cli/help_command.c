#include "kit/cli/help_command.h"

#include "kit/cli/manual.h"

#include <string.h>

bool help_is_family(const struct command_table *table, struct str word)
{
	for (size_t i = 0; i < table->n; i++) {
		struct str name = str_from(table->at[i]->name);

		if (name.len > word.len && str_starts_with(name, word) && name.ptr[word.len] == ' ')
			return true;
	}
	return false;
}

/* The commands that begin with the word, all for the empty word. */
static void print_list(FILE *out, const struct command_table *table, struct str family)
{
	int width = 0;

	for (size_t i = 0; i < table->n; i++)
		if ((int)strlen(table->at[i]->name) > width)
			width = (int)strlen(table->at[i]->name);
	for (size_t i = 0; i < table->n; i++) {
		struct str name = str_from(table->at[i]->name), word;

		if (family.len == 0 || (str_split(&name, ' ', &word) && str_eq(word, family)))
			(void)fprintf(out, "  %-*s  %s\n", width, table->at[i]->name,
				      table->at[i]->summary);
	}
}

static void print_options(FILE *out, const struct command *command)
{
	if (command->options[0].name != NULL)
		(void)fprintf(out, "\nOptions\n");
	for (size_t i = 0; i < COMMAND_MAX_OPTIONS && command->options[i].name != NULL; i++) {
		const struct command_option *option = &command->options[i];
		char name[64];

		(void)snprintf(name, sizeof name, "--%s%s%s", option->name,
			       option->value == NULL ? "" : " ",
			       option->value == NULL ? "" : option->value);
		(void)fprintf(out, "  %-22s  %s\n", name, option->help);
	}
}

static void print_command(FILE *out, const struct command *command)
{
	(void)fprintf(out, "weft %s%s%s%s\n\n%s\n", command->name,
		      command->options[0].name == NULL ? "" : " [OPTION...]",
		      command->arguments[0] == '\0' ? "" : " ", command->arguments, command->help);
	print_options(out, command);
}

static void print_all(FILE *out, const struct command_table *table)
{
	(void)fprintf(out, "weft: organize schools around teacher learning\n\n"
			   "  weft COMMAND [OPTION...] [ARGUMENT...]\n\nCommands\n");
	print_list(out, table, STR(""));
	(void)fprintf(out, "\nweft help COMMAND says more about one of them.\n"
			   "Exit codes: 0 done, 1 the answer is no, 2 the call is wrong,\n"
			   "3 the input is wrong, 4 the system failed.\n");
}

static bool run(struct command_call *call, struct err *err)
{
	struct str name = {0};
	const struct command *command;

	if (command_has(call, "man")) {
		manual_print(call->out, call->table);
		return true;
	}
	if (call->n_words == 0) {
		print_all(call->out, call->table);
		return true;
	}
	name = call->n_words == 1 ? call->word[0]
				  : arena_printf(call->arena, "%.*s %.*s", STR_ARG(call->word[0]),
						 STR_ARG(call->word[1]));
	command = command_find(call->table, name);
	if (command != NULL) {
		print_command(call->out, command);
		return true;
	}
	if (help_is_family(call->table, name)) {
		print_list(call->out, call->table, name);
		return true;
	}
	return err_set(err, ERR_NOT_FOUND, "there is no command \"%.*s\"; weft help lists all",
		       STR_ARG(str_utf8_cut(name, 60)));
}

const struct command help_command = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "list the commands, or say what one does",
	.help = "Without a command, lists all. With one, says what it does, its options and an\n"
		"example. The first word of a family (weft help xhstt) lists the family.\n"
		"\n"
		"    weft help serve",
	.options = {{"man", NULL, "write the whole as a manual page (troff) instead"}},
	.max_words = 2,
	.run = run,
};
