/* progress: one line on standard error that says how far the work is.
 *
 * It is drawn over itself at most ten times a second, only where standard error is a terminal, and
 * is gone when the work is done: what stays is the command's answer.
 *
 *	progress_init(&progress, call);
 *	while (...)
 *		progress_show(&progress, "%zu of %zu rows", done, n);
 *	progress_end(&progress);
 */
#ifndef WEFT_KIT_CLI_PROGRESS_H
#define WEFT_KIT_CLI_PROGRESS_H

#include "kit/cli/command.h"

struct progress {
	FILE *out; /* NULL: quiet */
	const struct clock *clock;
	int64_t next_ns; /* not before */
	bool shown;
};

void progress_init(struct progress *progress, const struct command_call *call);

/* Cheap enough for every turn of a loop of milliseconds. Cut at 79 columns. */
void progress_show(struct progress *progress, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void progress_end(struct progress *progress);

#endif
