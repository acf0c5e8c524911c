#include "kit/cli/command.h"

#include "kit/cli/help_command.h"
#include "kit/cli/suggestion.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The place of an option in its command's list, or COMMAND_MAX_OPTIONS. */
static size_t option_index(const struct command *command, struct str name)
{
	size_t i = 0;

	while (i < COMMAND_MAX_OPTIONS && command->options[i].name != NULL) {
		if (str_eq(str_from(command->options[i].name), name))
			return i;
		i++;
	}
	return COMMAND_MAX_OPTIONS;
}

static const char *option_value(const struct command_call *call, const char *option)
{
	size_t i = option_index(call->command, str_from(option));

	assert(i < COMMAND_MAX_OPTIONS);
	return call->option[i];
}

bool command_has(const struct command_call *call, const char *option)
{
	return option_value(call, option) != NULL;
}

struct str command_text(const struct command_call *call, const char *option, const char *otherwise)
{
	const char *value = option_value(call, option);

	return str_from(value != NULL ? value : otherwise);
}

bool command_number(const struct command_call *call, const char *option, int64_t otherwise,
		    int64_t low, int64_t high, int64_t *ret, struct err *err)
{
	const char *value = option_value(call, option);
	int64_t number = otherwise;

	if (value != NULL &&
	    (!str_to_i64(str_from(value), &number) || number < low || number > high))
		return err_set(err, ERR_INVALID,
			       "--%s takes a whole number from %lld to %lld, not \"%.40s\"", option,
			       (long long)low, (long long)high, value);
	*ret = number;
	return true;
}

bool command_decimal(const struct command_call *call, const char *option, double otherwise,
		     double low, double high, double *ret, struct err *err)
{
	const char *value = option_value(call, option);
	char *end = NULL;
	double number = otherwise;

	if (value != NULL) {
		number = strtod(value, &end);
		if (end == value || *end != '\0' || !(number >= low && number <= high))
			return err_set(err, ERR_INVALID,
				       "--%s takes a number from %g to %g, not \"%.40s\"", option,
				       low, high, value);
	}
	*ret = number;
	return true;
}

/* How many of argv's words name the command: 0 when they do not. */
static int matches(const struct command *command, int argc, char **argv)
{
	struct str rest = str_from(command->name), word;
	int used = 0;

	while (str_split(&rest, ' ', &word)) {
		if (used == argc || !str_eq(str_from(argv[used]), word))
			return 0;
		used++;
	}
	return used;
}

static const struct command *find(const struct command_table *table, int argc, char **argv,
				  int *ret_used)
{
	const struct command *best = NULL;

	*ret_used = 0;
	for (size_t i = 0; i < table->n; i++) {
		int used = matches(table->at[i], argc, argv);

		if (used > *ret_used) {
			best = table->at[i];
			*ret_used = used;
		}
	}
	return best;
}

const struct command *command_find(const struct command_table *table, struct str name)
{
	for (size_t i = 0; i < table->n; i++)
		if (str_eq(str_from(table->at[i]->name), name))
			return table->at[i];
	return NULL;
}

static bool no_option(const struct command *command, struct str name, struct err *err)
{
	struct suggestion suggestion = suggestion_for(name);

	for (size_t i = 0; i < COMMAND_MAX_OPTIONS && command->options[i].name != NULL; i++)
		suggestion_try(&suggestion, command->options[i].name);
	name = str_utf8_cut(name, 40);
	if (suggestion.best != NULL)
		return err_set(err, ERR_INVALID, "there is no option --%.*s; did you mean --%s?",
			       STR_ARG(name), suggestion.best);
	return err_set(err, ERR_INVALID, "there is no option --%.*s", STR_ARG(name));
}

/* Take argv[at], an option; *ret_used says how many words it took. */
static bool take_option(struct command_call *call, int argc, char **argv, int at, int *ret_used,
			struct err *err)
{
	struct str text = str_from(argv[at] + 2);
	const char *equals = memchr(text.ptr, '=', text.len);
	struct str name = str_slice(text, 0,
				    equals == NULL ? text.len : (size_t)(equals - text.ptr));
	size_t i = option_index(call->command, name);
	const struct command_option *option = &call->command->options[i];

	if (i == COMMAND_MAX_OPTIONS)
		return no_option(call->command, name, err);
	*ret_used = 1;
	if (option->value == NULL) {
		if (equals != NULL)
			return err_set(err, ERR_INVALID, "--%s takes no value", option->name);
		call->option[i] = "";
	} else if (equals != NULL) {
		call->option[i] = equals + 1;
	} else if (at + 1 < argc) {
		call->option[i] = argv[at + 1];
		*ret_used = 2;
	} else {
		return err_set(err, ERR_INVALID, "--%s needs a value (%s)", option->name,
			       option->value);
	}
	return true;
}

/* "-x": a short option, which we have none of. "-" and "-5" are words. */
static bool is_short_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0' && (word[1] < '0' || word[1] > '9');
}

static bool take_word(struct command_call *call, const char *word, struct err *err)
{
	if (call->n_words == COMMAND_MAX_WORDS)
		return err_set(err, ERR_INVALID, "more than %d arguments", COMMAND_MAX_WORDS);
	call->word[call->n_words++] = str_from(word);
	return true;
}

static bool check_words(const struct command_call *call, struct err *err)
{
	const struct command *command = call->command;

	if (call->n_words >= command->min_words && call->n_words <= command->max_words)
		return true;
	return err_set(err, ERR_INVALID, "%s; it is called as: weft %s%s%s",
		       call->n_words < command->min_words ? "an argument is missing"
							  : "there are too many arguments",
		       command->name, command->arguments[0] == '\0' ? "" : " ", command->arguments);
}

static bool parse(struct command_call *call, int argc, char **argv, struct err *err)
{
	bool words_only = false;

	for (int i = 0; i < argc;) {
		int used = 1;
		bool ok = true;

		if (!words_only && strcmp(argv[i], "--") == 0)
			words_only = true;
		else if (!words_only && strncmp(argv[i], "--", 2) == 0)
			ok = take_option(call, argc, argv, i, &used, err);
		else if (!words_only && is_short_option(argv[i]))
			ok = err_set(err, ERR_INVALID,
				     "options have two dashes and a whole word, not \"%.40s\"",
				     argv[i]);
		else
			ok = take_word(call, argv[i], err);
		if (!ok)
			return false;
		i += used;
	}
	return check_words(call, err);
}

static enum command_exit exit_of(enum err_kind kind)
{
	switch (kind) {
	case ERR_NONE:
		return COMMAND_DONE;
	case ERR_INVALID:
	case ERR_NOT_FOUND:
		return COMMAND_INVALID;
	case ERR_DENIED:
	case ERR_CONFLICT:
	case ERR_BUSY:
	case ERR_SYSTEM:
		return COMMAND_SYSTEM;
	}
	return COMMAND_SYSTEM;
}

static int complain(const struct command_io *io, const char *name, const struct err *err,
		    enum command_exit code)
{
	(void)fprintf(io->err, "weft %s: %s\n", name, err->text);
	if (code == COMMAND_USAGE)
		(void)fprintf(io->err, "See: weft help %s\n", name);
	return (int)code;
}

static int run(const struct command_io *io, const struct command_table *table,
	       const struct command *command, int argc, char **argv)
{
	struct arena *arena = arena_create(1U << 16);
	struct command_call *call = arena_new(arena, struct command_call);
	struct err err = {0};
	int code;

	*call = (struct command_call){
		.command = command,
		.arena = arena,
		.clock = io->clock,
		.out = io->out,
		.progress = io->progress,
		.table = table,
	};
	if (!parse(call, argc, argv, &err))
		code = complain(io, command->name, &err, COMMAND_USAGE);
	else if (!command->run(call, &err))
		code = complain(io, command->name, &err, exit_of(err.kind));
	else
		code = (int)call->exit;
	arena_destroy(arena);
	/* A full disk must not look like a short answer. */
	if (fflush(io->out) != 0 || ferror(io->out) != 0) {
		(void)fprintf(io->err, "weft %s: cannot write the output\n", command->name);
		code = (int)COMMAND_SYSTEM;
	}
	return code;
}

/* Whether --help or -h stands among the words, before any "--". */
static bool asks_for_help(int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static const char *nearest_command(const struct command_table *table, const char *word)
{
	struct suggestion suggestion = suggestion_for(str_from(word));

	for (size_t i = 0; i < table->n; i++) {
		assert(table->at[i] != NULL);
		suggestion_try(&suggestion, table->at[i]->name);
	}
	return suggestion.best;
}

static int no_command(const struct command_io *io, const struct command_table *table, int argc,
		      char **argv)
{
	char words[64];
	const char *best = NULL;

	if (argc == 0) {
		(void)fprintf(io->err, "weft: name a command\nSee: weft help\n");
		return (int)COMMAND_USAGE;
	}
	/* Two words may be nearer to a command than the first alone. */
	if (argc > 1) {
		(void)snprintf(words, sizeof words, "%s %s", argv[0], argv[1]);
		best = nearest_command(table, words);
	}
	if (best == NULL)
		best = nearest_command(table, argv[0]);
	(void)fprintf(io->err, "weft: there is no command \"%.60s\"", argv[0]);
	if (best != NULL)
		(void)fprintf(io->err, "; did you mean: weft %s", best);
	(void)fprintf(io->err, "\nSee: weft help\n");
	return (int)COMMAND_USAGE;
}

int command_main_with(const struct command_io *io, const struct command_table *table, int argc,
		      char **argv)
{
	static char help_word[] = "help", version_word[] = "version";
	char *words[3] = {help_word, NULL, NULL};
	const struct command *command, *help = command_find(table, STR("help"));
	int used = 0;

	argc--;
	argv++;
	if (argc > 0 && strcmp(argv[0], "--version") == 0)
		argv[0] = version_word;
	command = find(table, argc, argv, &used);
	if (help != NULL && asks_for_help(argc - used, argv + used)) {
		for (int i = 0; i < used && i < 2; i++)
			words[i + 1] = argv[i];
		return run(io, table, help, used < 2 ? used : 2, words + 1);
	}
	/* "weft xhstt" names a family: say who is in it. */
	if (command == NULL && help != NULL && argc == 1 &&
	    help_is_family(table, str_from(argv[0])))
		return run(io, table, help, 1, argv) == 0 ? (int)COMMAND_USAGE
							  : (int)COMMAND_SYSTEM;
	if (command == NULL)
		return no_command(io, table, argc, argv);
	return run(io, table, command, argc - used, argv + used);
}

int command_main(const struct command *const *table, size_t n, int argc, char **argv)
{
	const struct command_table all = {table, n};
	const struct command_io io = {
		.out = stdout,
		.err = stderr,
		.progress = isatty(STDERR_FILENO) ? stderr : NULL,
		.clock = &clock_system,
	};

	return command_main_with(&io, &all, argc, argv);
}
