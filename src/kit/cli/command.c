#include "kit/cli/command.h"

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
	struct str rest = str_from(command->name);
	int used = 0;

	while (rest.len > 0) {
		const char *space = memchr(rest.ptr, ' ', rest.len);
		size_t len = space == NULL ? rest.len : (size_t)(space - rest.ptr);

		if (used == argc || !str_eq(str_from(argv[used]), str_slice(rest, 0, len)))
			return 0;
		used++;
		rest = str_slice(rest, len + (space == NULL ? 0 : 1), rest.len);
	}
	return used;
}

static const struct command *find(const struct command *const *table, size_t n, int argc,
				  char **argv, int *ret_used)
{
	const struct command *best = NULL;

	*ret_used = 0;
	for (size_t i = 0; i < n; i++) {
		int used = matches(table[i], argc, argv);

		if (used > *ret_used) {
			best = table[i];
			*ret_used = used;
		}
	}
	return best;
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
		return err_set(err, ERR_INVALID, "there is no option --%.*s; see: weft help %s",
			       STR_ARG(name), call->command->name);
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

static bool parse(struct command_call *call, int argc, char **argv, struct err *err)
{
	bool words_only = false;

	for (int i = 0; i < argc;) {
		bool dashes = strncmp(argv[i], "--", 2) == 0;
		int used = 1;

		if (!words_only && dashes && argv[i][2] == '\0') {
			words_only = true;
		} else if (!words_only && dashes) {
			if (!take_option(call, argc, argv, i, &used, err))
				return false;
		} else if (call->n_words == COMMAND_MAX_WORDS) {
			return err_set(err, ERR_INVALID, "more than %d arguments",
				       COMMAND_MAX_WORDS);
		} else {
			call->word[call->n_words++] = str_from(argv[i]);
		}
		i += used;
	}
	if (call->n_words < call->command->min_words || call->n_words > call->command->max_words)
		return err_set(err, ERR_INVALID, "the words of the call are: weft %s %s",
			       call->command->name, call->command->arguments);
	return true;
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

static int complain(const char *name, const struct err *err, enum command_exit code)
{
	(void)fprintf(stderr, "weft %s: %s\n", name, err->text);
	return (int)code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct arena *arena = arena_create(1U << 16);
	struct command_call *call = arena_new(arena, struct command_call);
	struct err err = {0};
	int code;

	*call = (struct command_call){
		.command = command,
		.arena = arena,
		.clock = &clock_system,
		.out = stdout,
		.progress = isatty(STDERR_FILENO) ? stderr : NULL,
	};
	if (!parse(call, argc, argv, &err))
		code = complain(command->name, &err, COMMAND_USAGE);
	else if (!command->run(call, &err))
		code = complain(command->name, &err, exit_of(err.kind));
	else
		code = (int)call->exit;
	arena_destroy(arena);
	if (fflush(stdout) != 0)
		code = (int)COMMAND_SYSTEM;
	return code;
}

int command_main(const struct command *const *table, size_t n, int argc, char **argv)
{
	int used = 0;
	const struct command *command = argc < 2 ? NULL : find(table, n, argc - 1, argv + 1, &used);

	if (command == NULL) {
		(void)fprintf(stderr, "weft: %s\nSee: weft help\n",
			      argc < 2 ? "name a command" : "there is no such command");
		return (int)COMMAND_USAGE;
	}
	return run(command, argc - 1 - used, argv + 1 + used);
}
