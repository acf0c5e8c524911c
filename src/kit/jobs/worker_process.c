#include "kit/jobs/worker_process.h"

#include "base/arena.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_ENVIRONMENT = 512 };

/* The environment, with WEFT_DATABASE as given. */
static char **make_environment(struct arena *arena, struct str database)
{
	static const char name[] = "WEFT_DATABASE=";
	char **all = arena_array(arena, char *, MAX_ENVIRONMENT + 2);
	char *entry = arena_array(arena, char, sizeof name + database.len);
	size_t n = 0;

	memcpy(entry, name, sizeof name - 1);
	if (database.len > 0)
		memcpy(entry + sizeof name - 1, database.ptr, database.len);
	all[n++] = entry;
	for (char **at = environ; *at != NULL && n <= MAX_ENVIRONMENT; at++) {
		if (strncmp(*at, name, sizeof name - 1) != 0)
			all[n++] = *at;
	}
	return all;
}

/* Signals that the parent blocks or catches are as usual in the child. */
static bool reset_signals(posix_spawnattr_t *attr)
{
	sigset_t none, all;

	return sigemptyset(&none) == 0 && sigfillset(&all) == 0 &&
	       posix_spawnattr_setsigmask(attr, &none) == 0 &&
	       posix_spawnattr_setsigdefault(attr, &all) == 0 &&
	       posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0;
}

bool worker_process_start(struct worker_process *process, struct str database, unsigned slots,
			  struct err *err)
{
	enum { BLOCK = 1 << 13 };
	char program[] = "weft", command[] = "worker";
	char slots_text[32], companion[48];
	char *argv[] = {program, command, companion, slots_text, NULL};
	struct arena *arena = arena_create(BLOCK);
	posix_spawnattr_t attr;
	int failed;

	(void)snprintf(companion, sizeof companion, "--companion=%ld", (long)getpid());
	(void)snprintf(slots_text, sizeof slots_text, "--slots=%u", slots);
	(void)posix_spawnattr_init(&attr);
	failed = reset_signals(&attr) ? posix_spawn(&process->pid, "/proc/self/exe", NULL, &attr,
						    argv, make_environment(arena, database))
				      : EINVAL;
	(void)posix_spawnattr_destroy(&attr);
	arena_destroy(arena);
	if (failed != 0) {
		process->pid = 0;
		return err_set(err, ERR_SYSTEM, "Cannot start the worker: %s.", strerror(failed));
	}
	return true;
}

bool worker_process_is_running(struct worker_process *process)
{
	if (process->pid != 0 && waitpid(process->pid, NULL, WNOHANG) != 0)
		process->pid = 0;
	return process->pid != 0;
}

void worker_process_stop(struct worker_process *process)
{
	if (process->pid == 0)
		return;
	(void)kill(process->pid, SIGTERM);
	while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR) {
	}
	process->pid = 0;
}
