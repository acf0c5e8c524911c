/* command: one command of the program, and what it is run with.
 *
 * Each command is a static const struct command beside its function (in
 * <part>_command.c or src/app/), named in the table of src/app/commands.c.
 * Help, the man page and shell completion are made from the same struct.
 */
#ifndef WEFT_KIT_CLI_COMMAND_H
#define WEFT_KIT_CLI_COMMAND_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What the process ends with. */
enum command_exit {
	COMMAND_DONE = 0,    /* done; the answer, if one was asked for, is yes */
	COMMAND_NO = 1,      /* the answer is no (infeasible, checks failed) */
	COMMAND_USAGE = 2,   /* the words of the call are wrong */
	COMMAND_INVALID = 3, /* the input is wrong, or the answer is not known */
	COMMAND_SYSTEM = 4,  /* disk, database, network */
};

/* A GNU long option. Without a value it is a switch. */
struct command_option {
	const char *name;  /* "seconds" for --seconds */
	const char *value; /* "S" where it takes one, or NULL */
	const char *help;  /* one line */
};

enum { COMMAND_MAX_OPTIONS = 24, COMMAND_MAX_WORDS = 4096 };

struct command_call;

struct command {
	const char *name;      /* one or two words: "xhstt info" */
	const char *arguments; /* "FILE...", or "" */
	const char *summary;   /* one line */
	const char *help;      /* paragraphs between empty lines; examples indented by 4 spaces */
	struct command_option options[COMMAND_MAX_OPTIONS]; /* ends with a NULL name */
	size_t min_words, max_words; /* of the arguments that are not options */
	/* Does it. On failure the caller prints err and maps its kind to an exit code. */
	bool (*run)(struct command_call *call, struct err *err);
};

/* One run of a command. */
struct command_call {
	const struct command *command;
	struct arena *arena;
	const struct clock *clock;
	FILE *out, *progress; /* progress is NULL when nobody watches; see progress.h */
	struct str word[COMMAND_MAX_WORDS];
	size_t n_words;
	const char *option[COMMAND_MAX_OPTIONS]; /* value, "" for a switch that is set, or NULL */
	enum command_exit exit;                  /* set by run() for COMMAND_NO and the like */
	const struct command_table *table;       /* all commands, for help and completion */
};

struct command_table {
	const struct command *const *at; /* by name */
	size_t n;
};

/* An option of the command being run; asserts that it is declared. */
bool command_has(const struct command_call *call, const char *option);
struct str command_text(const struct command_call *call, const char *option, const char *otherwise);

/* A whole number or a decimal number within [low, high]; else an error that names the option. */
bool command_number(const struct command_call *call, const char *option, int64_t otherwise,
		    int64_t low, int64_t high, int64_t *ret, struct err *err);
bool command_decimal(const struct command_call *call, const char *option, double otherwise,
		     double low, double high, double *ret, struct err *err);

/* The option of every command that reports something. With it the command writes one JSON
 * value and a line feed to call->out and nothing else there: an object whose names have their unit
 * (planning_minutes, cost_cents). Errors and the exit code are the same with and without. */
#define COMMAND_JSON                                     \
	{                                                \
		"json", NULL, "write the answer as JSON" \
	}

/* The command of that name ("xhstt info"), or NULL. */
const struct command *command_find(const struct command_table *table, struct str name);

/* Where a process meets the world; tests have their own. */
struct command_io {
	FILE *out, *err, *progress;
	const struct clock *clock;
};

/* Find the command that argv names, parse its words and options, run it. Prints
 * errors on io->err; the result is the exit code. Every command takes --help. */
int command_main_with(const struct command_io *io, const struct command_table *table, int argc,
		      char **argv);

/* The same with standard output and standard error. */
int command_main(const struct command *const *table, size_t n, int argc, char **argv);

#endif
