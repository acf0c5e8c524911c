/* The script is a function with a table in a case statement: for what was typed so far,
 * the words that may follow. File names are completed by bash itself (-o default). */
#include "kit/cli/completion_command.h"

#include <string.h>

static struct str first_word(const struct command *command)
{
	struct str name = str_from(command->name), word = {0};

	(void)str_split(&name, ' ', &word);
	return word;
}

/* The first words, each once: the table is sorted by name. */
static void put_first_words(FILE *out, const struct command_table *table)
{
	struct str before = {0};

	for (size_t i = 0; i < table->n; i++) {
		struct str word = first_word(table->at[i]);

		if (!str_eq(word, before))
			(void)fprintf(out, "%s%.*s", i == 0 ? "" : " ", STR_ARG(word));
		before = word;
	}
}

static void put_options(FILE *out, const struct command *command)
{
	for (size_t i = 0; i < COMMAND_MAX_OPTIONS && command->options[i].name != NULL; i++)
		(void)fprintf(out, "--%s ", command->options[i].name);
	(void)fputs("--help", out);
}

/* The second words of a family. */
static void put_family(FILE *out, const struct command_table *table, struct str family)
{
	const char *space = "";

	for (size_t i = 0; i < table->n; i++) {
		struct str name = str_from(table->at[i]->name);

		if (!str_eq(first_word(table->at[i]), family) || name.len == family.len)
			continue;
		(void)fprintf(out, "%s%s", space, table->at[i]->name + family.len + 1);
		space = " ";
	}
}

static void put_cases(FILE *out, const struct command_table *table)
{
	struct str before = {0};

	for (size_t i = 0; i < table->n; i++) {
		const struct command *command = table->at[i];
		struct str word = first_word(command);
		bool has_two = strlen(command->name) > word.len;

		if (has_two && !str_eq(word, before)) {
			(void)fprintf(out, "\t\"%.*s \") words='", STR_ARG(word));
			put_family(out, table, word);
			(void)fputs("' ;;\n", out);
		}
		(void)fprintf(out, "\t\"%s \"*) words='", command->name);
		if (strcmp(command->arguments, "[COMMAND]") == 0) {
			put_first_words(out, table);
			(void)fputc(' ', out);
		}
		put_options(out, command);
		(void)fputs("' ;;\n", out);
		before = word;
	}
}

static bool run(struct command_call *call, struct err *err)
{
	(void)err;
	(void)fputs("# bash completion for weft; made by: weft completion\n"
		    "_weft()\n{\n"
		    "\tlocal typed=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\" words=''\n"
		    "\tcase \"$typed \" in\n"
		    "\t' ') words='",
		    call->out);
	put_first_words(call->out, call->table);
	(void)fputs("' ;;\n", call->out);
	put_cases(call->out, call->table);
	(void)fputs("\tesac\n"
		    "\tCOMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
		    "}\n"
		    "complete -o default -F _weft weft\n",
		    call->out);
	return true;
}

const struct command completion_command = {
	.name = "completion",
	.arguments = "",
	.summary = "write the completion script for bash",
	.help = "Writes a script with which bash completes commands and options. make install "
		"puts\n"
		"it where bash finds it; in a shell of your own:\n"
		"\n"
		"    source <(weft completion)",
	.run = run,
};
