/* Text becomes troff: a backslash is doubled, a dash becomes "\-" so that it can be copied from
 * the page, and a line that begins with a dot or an apostrophe would be a request,
 * so it is preceded by "\&". A help text's empty line is a new paragraph, its indented lines
 * are an example, set as they are. */
#include "kit/cli/manual.h"

static void put_line(FILE *out, struct str line)
{
	if (line.len > 0 && (line.ptr[0] == '.' || line.ptr[0] == '\''))
		(void)fputs("\\&", out);
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '\\')
			(void)fputs("\\e", out);
		else if (line.ptr[i] == '-')
			(void)fputs("\\-", out);
		else
			(void)fputc(line.ptr[i], out);
	}
	(void)fputc('\n', out);
}

static void put_text(FILE *out, const char *text)
{
	struct str rest = str_from(text), line;
	bool example = false;

	while (str_split(&rest, '\n', &line)) {
		bool indented = str_starts_with(line, STR("    "));

		if (indented != example && line.len > 0) {
			(void)fputs(indented ? ".RS\n.nf\n" : ".fi\n.RE\n", out);
			example = indented;
		}
		if (line.len == 0)
			(void)fputs(example ? "\n" : ".PP\n", out);
		else
			put_line(out, indented ? str_slice(line, 4, line.len) : line);
	}
	if (example)
		(void)fputs(".fi\n.RE\n", out);
}

static void put_options(FILE *out, const struct command *command)
{
	for (size_t i = 0; i < COMMAND_MAX_OPTIONS && command->options[i].name != NULL; i++) {
		const struct command_option *option = &command->options[i];

		(void)fprintf(out, ".TP\n\\fB\\-\\-%s\\fR", option->name);
		if (option->value != NULL)
			(void)fprintf(out, " \\fI%s\\fR", option->value);
		(void)fputc('\n', out);
		put_line(out, str_from(option->help));
	}
}

static void put_command(FILE *out, const struct command *command)
{
	(void)fprintf(out, ".SS weft %s %s%s%s\n", command->name,
		      command->options[0].name == NULL ? "" : "[OPTION...]",
		      command->options[0].name == NULL || command->arguments[0] == '\0' ? "" : " ",
		      command->arguments);
	put_text(out, command->help);
	put_options(out, command);
}

void manual_print(FILE *out, const struct command_table *table)
{
	(void)fputs(".TH WEFT 1 \"\" \"weft " WEFT_VERSION "\" \"Weft\"\n"
		    ".SH NAME\nweft \\- organize schools around teacher learning\n"
		    ".SH SYNOPSIS\n\\fBweft\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] "
		    "[\\fIARGUMENT\\fR...]\n"
		    ".SH DESCRIPTION\n",
		    out);
	put_text(out, "Weft plans the week, the year and the day of elementary schools so that "
		      "teachers learn together, and shows what that costs and brings.\n"
		      "\nEvery command takes --help. After -- words that begin with dashes are "
		      "arguments. A command that reports something takes --json.\n");
	(void)fputs(".SH COMMANDS\n", out);
	for (size_t i = 0; i < table->n; i++)
		put_command(out, table->at[i]);
	(void)fputs(".SH EXIT STATUS\n"
		    ".TP\n0\ndone; if the call asked something, the answer is yes\n"
		    ".TP\n1\nthe answer is no: not feasible, a check failed\n"
		    ".TP\n2\nthe call is wrong: no such command or option\n"
		    ".TP\n3\nthe input is wrong, or what it names is not there\n"
		    ".TP\n4\nthe disk, the database or the network failed, or access was denied\n",
		    out);
}
