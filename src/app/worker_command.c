#include "app/worker_command.h"

#include "app/job_kinds.h"
#include "kit/db/db_option.h"
#include "kit/jobs/worker.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Told by a signal to stop: the one thing that is not passed as a parameter. */
static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

static bool catch_signals(struct err *err)
{
	struct sigaction action = {.sa_handler = on_signal};

	(void)sigemptyset(&action.sa_mask);
	if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGINT, &action, NULL) != 0)
		return err_set(err, ERR_SYSTEM, "The signals cannot be caught.");
	return true;
}

/* End with the server that started us, also when it has ended just now. */
static void follow_parent(int64_t parent)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		stop = 1;
}

static bool check_schema(struct command_call *call, struct err *err)
{
	struct db *db;

	if (!db_option_open(call, &db, err))
		return false;
	db_close(db);
	return true;
}

static bool run(struct command_call *call, struct err *err)
{
	const struct log log = {.fd = STDERR_FILENO, .level = LOG_INFO, .clock = call->clock};
	struct worker_options options = {
		.database = db_option_url(call),
		.kinds = job_kinds,
		.drain = command_has(call, "drain"),
		.log = &log,
	};
	int64_t slots = 1, parent = 0;

	if (!command_number(call, "slots", 1, 1, 64, &slots, err) ||
	    !command_number(call, "companion", 0, 1, INT32_MAX, &parent, err) ||
	    !check_schema(call, err) || !catch_signals(err))
		return false;
	if (command_has(call, "companion"))
		follow_parent(parent);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_set(err, ERR_SYSTEM, "Privileges cannot be given up.");
	options.slots = (unsigned)slots;
	return worker_run(&options, &stop, err);
}

const struct command worker_command = {
	.name = "worker",
	.arguments = "",
	.summary = "run the jobs of the queue",
	.help = "Claims jobs from the queue and runs each in a process of its own, with limits of\n"
		"time and memory. Any number of workers may share a database; weft serve starts\n"
		"one by itself. SIGTERM stops it: its jobs go back into the queue.\n"
		"\n"
		"    WEFT_DATABASE=postgres://weft@db/weft weft worker --slots 4",
	.options = {DB_OPTION,
		    {"slots", "N", "jobs at once, 1 to 64 (1)"},
		    {"drain", NULL, "end when nothing is left that could run now"},
		    {"companion", "PID", "end when this process, which started it, ends"}},
	.run = run,
};
