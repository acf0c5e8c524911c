#include "kit/cli/command.h"
#include "kit/cli/completion_command.h"
#include "kit/cli/help_command.h"
#include "kit/cli/progress.h"
#include "kit/cli/suggestion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* A command that says what it was given, and fails as it is told. */
static bool echo_run(struct command_call *call, struct err *err)
{
	int64_t number = 0;
	double decimal = 0;

	if (!command_number(call, "number", 7, 1, 10, &number, err) ||
	    !command_decimal(call, "decimal", 0.5, 0, 1, &decimal, err))
		return false;
	if (command_has(call, "fail"))
		return err_set(err, (enum err_kind)number, "told to fail");
	if (command_has(call, "no"))
		call->exit = COMMAND_NO;
	(void)fprintf(call->out, "%s %lld %.2f", command_text(call, "text", "none").ptr,
		      (long long)number, decimal);
	for (size_t i = 0; i < call->n_words; i++)
		(void)fprintf(call->out, " [%.*s]", STR_ARG(call->word[i]));
	(void)fprintf(call->out, "\n");
	return true;
}

static const struct command echo_command = {
	.name = "echo",
	.arguments = "WORD...",
	.summary = "say what was given",
	.help = "Says it again.\n\n    weft echo a-b\n\n.Dots 'and' back\\slashes.",
	.options = {{"text", "TEXT", "a text"},
		    {"number", "N", "a number"},
		    {"decimal", "X", "a share"},
		    {"fail", NULL, "fail"},
		    {"no", NULL, "say no"}},
	.max_words = 3,
	.run = echo_run,
};

static const struct command family_info_command = {
	.name = "family info",
	.arguments = "FILE",
	.summary = "say what is in a file",
	.help = "Says what is in it.",
	.min_words = 1,
	.max_words = 1,
	.run = echo_run,
};

static const struct command *const list[] = {&completion_command, &echo_command,
					     &family_info_command, &help_command};
static const struct command_table table = {list, LENGTH(list)};

struct result {
	char *out, *err;
	int code;
};

/* Run a line of words with single spaces between. */
static struct result call(const char *line)
{
	char words[200], *argv[20] = {NULL}, *save = NULL;
	struct result result = {0};
	size_t out_size, err_size;
	struct command_io io = {
		.out = open_memstream(&result.out, &out_size),
		.err = open_memstream(&result.err, &err_size),
		.clock = &clock_system,
	};
	int argc = 0;

	(void)snprintf(words, sizeof words, "weft %s", line);
	for (char *word = strtok_r(words, " ", &save); word != NULL;
	     word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	result.code = command_main_with(&io, &table, argc, argv);
	(void)fclose(io.out);
	(void)fclose(io.err);
	return result;
}

/* The call ends with the code; its output and its complaint begin with these. */
static void expect(const char *line, int code, const char *out, const char *err)
{
	struct result result = call(line);

	if (result.code != code || strncmp(result.out, out, strlen(out)) != 0 ||
	    strncmp(result.err, err, strlen(err)) != 0)
		fail_msg("weft %s: %d\n%s%s", line, result.code, result.out, result.err);
	free(result.out);
	free(result.err);
}

static void contains(const char *line, const char *piece)
{
	struct result result = call(line);

	if (strstr(result.out, piece) == NULL)
		fail_msg("weft %s: no \"%s\" in\n%s", line, piece, result.out);
	free(result.out);
	free(result.err);
}

static void words_and_options_are_taken_apart(void **state)
{
	(void)state;
	expect("echo", 0, "none 7 0.50\n", "");
	expect("echo a --number 3 b --text=x --decimal=0.25", 0, "x 3 0.25 [a] [b]\n", "");
	expect("echo --text x=y", 0, "x=y 7", "");
	expect("echo --text=", 0, " 7", "");
	expect("echo -- --text -x", 0, "none 7 0.50 [--text] [-x]\n", "");
	expect("echo - -5", 0, "none 7 0.50 [-] [-5]\n", "");
}

static void a_wrong_call_ends_with_2_and_says_what_is_right(void **state)
{
	(void)state;
	expect("", 2, "", "weft: name a command\nSee: weft help\n");
	expect("ehco", 2, "", "weft: there is no command \"ehco\"; did you mean: weft echo\n");
	expect("xylophone", 2, "", "weft: there is no command \"xylophone\"\nSee: weft help\n");
	expect("famly info f", 2, "",
	       "weft: there is no command \"famly\"; did you mean: weft family info\n");
	expect("echo --numbr 3", 2, "",
	       "weft echo: there is no option --numbr; did you mean --number?\nSee: weft help "
	       "echo\n");
	expect("echo --zzz", 2, "", "weft echo: there is no option --zzz\n");
	expect("echo --text", 2, "", "weft echo: --text needs a value (TEXT)\n");
	expect("echo --fail=yes", 2, "", "weft echo: --fail takes no value\n");
	expect("echo -n", 2, "", "weft echo: options have two dashes and a whole word, not \"-n\"");
	expect("echo a b c d", 2, "",
	       "weft echo: there are too many arguments; it is called as: weft echo WORD...\n");
	expect("family info", 2, "",
	       "weft family info: an argument is missing; it is called as: weft family info "
	       "FILE\n");
	expect("family", 2, "  family info  say what is in a file\n", "");
}

static void values_out_of_range_name_the_option(void **state)
{
	(void)state;
	expect("echo --number 11", 3, "",
	       "weft echo: --number takes a whole number from 1 to 10, not \"11\"\n");
	expect("echo --number x", 3, "", "weft echo: --number takes a whole number");
	expect("echo --decimal 2", 3, "", "weft echo: --decimal takes a number from 0 to 1, not");
	expect("echo --decimal nan", 3, "", "weft echo: --decimal takes a number");
}

static void each_kind_of_failure_has_its_exit_code(void **state)
{
	static const struct {
		enum err_kind kind;
		int code;
	} cases[] = {{ERR_INVALID, 3},  {ERR_NOT_FOUND, 3}, {ERR_DENIED, 4},
		     {ERR_CONFLICT, 4}, {ERR_BUSY, 4},      {ERR_SYSTEM, 4}};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char line[60];

		(void)snprintf(line, sizeof line, "echo --fail --number %d", (int)cases[i].kind);
		expect(line, cases[i].code, "", "weft echo: told to fail\n");
	}
	expect("echo --no", 1, "none", "");
}

static void help_lists_all_or_says_one(void **state)
{
	(void)state;
	contains("help", "  echo         say what was given\n");
	contains("help", "  family info  say what is in a file\n");
	contains("--help", "Exit codes: 0 done");
	contains("-h", "Commands\n");
	contains("help echo", "weft echo [OPTION...] WORD...\n\nSays it again.\n");
	contains("help echo", "  --text TEXT             a text\n");
	contains("echo --number 3 --help", "weft echo [OPTION...]");
	contains("family info -h", "weft family info FILE\n");
	expect("help family", 0, "  family info  say", "");
	expect("help nothing", 3, "", "weft help: there is no command \"nothing\"");
	expect("echo -- --help", 0, "none 7 0.50 [--help]\n", "");
}

static void the_manual_has_every_command(void **state)
{
	(void)state;
	expect("help --man", 0, ".TH WEFT 1 \"\" \"weft ", "");
	contains("help --man", ".SS weft echo [OPTION...] WORD...\nSays it again.\n");
	contains("help --man", ".RS\n.nf\nweft echo a\\-b\n");
	contains("help --man", ".fi\n.RE\n\\&.Dots 'and' back\\eslashes.\n");
	contains("help --man", ".TP\n\\fB\\-\\-text\\fR \\fITEXT\\fR\na text\n");
	contains("help --man", ".SS weft family info FILE\n");
}

/* The script is run by the shell that it is for. */
static void bash_completes_with_our_script(void **state)
{
	static const struct {
		const char *words, *want;
	} cases[] = {
		{"weft ec", "echo"},
		{"weft family i", "info"},
		{"weft echo --te", "--text"},
		{"weft family info --h", "--help"},
		{"weft help comp", "completion"},
	};
	struct result script = call("completion");

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char command[6000], answer[200] = "";
		FILE *bash;

		(void)snprintf(command, sizeof command,
			       "bash <<'END'\n%s\nCOMP_WORDS=(%s)\n"
			       "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_weft\n"
			       "echo \"${COMPREPLY[*]}\"\nEND\n",
			       script.out, cases[i].words);
		bash = popen(command, "r");
		assert_non_null(bash);
		assert_non_null(fgets(answer, sizeof answer, bash));
		assert_int_equal(pclose(bash), 0);
		answer[strcspn(answer, "\n")] = '\0';
		assert_string_equal(answer, cases[i].want);
	}
	free(script.out);
	free(script.err);
}

static void a_full_disk_is_a_failure_of_the_system(void **state)
{
	char words[2][8] = {"weft", "help"}, *argv[] = {words[0], words[1], NULL}, *text = NULL;
	size_t size;
	struct command_io io = {
		.out = fopen("/dev/full", "we"),
		.err = open_memstream(&text, &size),
		.clock = &clock_system,
	};

	(void)state;
	assert_non_null(io.out);
	assert_int_equal(command_main_with(&io, &table, 2, argv), 4);
	(void)fclose(io.out);
	(void)fclose(io.err);
	assert_string_equal(text, "weft help: cannot write the output\n");
	free(text);
}

static const char *nearest(const char *word)
{
	static const char *const candidates[] = {"serve", "solve", "zone import", "week"};
	struct suggestion suggestion = suggestion_for(str_from(word));

	for (size_t i = 0; i < LENGTH(candidates); i++)
		suggestion_try(&suggestion, candidates[i]);
	return suggestion.best == NULL ? "" : suggestion.best;
}

static void a_suggestion_is_near_or_there_is_none(void **state)
{
	(void)state;
	assert_string_equal(nearest("serev"), "serve");
	assert_string_equal(nearest("sove"), "solve");
	assert_string_equal(nearest("weeks"), "week");
	assert_string_equal(nearest("zone"), "zone import");
	assert_string_equal(nearest("zone imprt"), "zone import");
	assert_string_equal(nearest("w"), "");
	assert_string_equal(nearest("help"), "");
	assert_string_equal(nearest(""), "");
	assert_string_equal(nearest("a word of more than forty letters, surely"), "");
}

static void progress_is_drawn_ten_times_a_second_and_then_gone(void **state)
{
	struct clock_fake clock;
	struct progress progress, quiet = {0};
	struct command_call made = {.clock = &clock.clock};
	char *text = NULL;
	size_t size;

	(void)state;
	clock_fake_init(&clock, 0);
	made.progress = open_memstream(&text, &size);
	progress_init(&progress, &made);
	progress_show(&progress, "%d of 3", 1);
	progress_show(&progress, "%d of 3", 2);
	clock_fake_advance(&clock, 100);
	progress_show(&progress, "%d of 3", 3);
	progress_end(&progress);
	progress_end(&progress);
	(void)fclose(made.progress);
	assert_string_equal(text, "\r\033[K1 of 3\r\033[K3 of 3\r\033[K");
	free(text);
	progress_show(&quiet, "nobody watches");
	progress_end(&quiet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_options_are_taken_apart),
		cmocka_unit_test(a_wrong_call_ends_with_2_and_says_what_is_right),
		cmocka_unit_test(values_out_of_range_name_the_option),
		cmocka_unit_test(each_kind_of_failure_has_its_exit_code),
		cmocka_unit_test(help_lists_all_or_says_one),
		cmocka_unit_test(the_manual_has_every_command),
		cmocka_unit_test(bash_completes_with_our_script),
		cmocka_unit_test(a_full_disk_is_a_failure_of_the_system),
		cmocka_unit_test(a_suggestion_is_near_or_there_is_none),
		cmocka_unit_test(progress_is_drawn_ten_times_a_second_and_then_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
