#include "kit/cli/progress.h"

#include <stdarg.h>

void progress_init(struct progress *progress, const struct command_call *call)
{
	*progress = (struct progress){
		.out = call->progress,
		.clock = call->clock,
		.next_ns = INT64_MIN,
	};
}

void progress_show(struct progress *progress, const char *format, ...)
{
	enum { COLUMNS = 79, EVERY_NS = 100000000 };
	char line[COLUMNS * 4 + 1];
	struct str text;
	va_list args;
	int64_t now;

	if (progress->out == NULL)
		return;
	now = clock_monotonic_ns(progress->clock);
	if (now < progress->next_ns)
		return;
	progress->next_ns = now + EVERY_NS;
	progress->shown = true;
	va_start(args, format);
	(void)vsnprintf(line, sizeof line, format, args);
	va_end(args);
	text = str_utf8_cut(str_from(line), COLUMNS);
	(void)fprintf(progress->out, "\r\033[K%.*s", STR_ARG(text));
	(void)fflush(progress->out);
}

void progress_end(struct progress *progress)
{
	if (!progress->shown)
		return;
	(void)fputs("\r\033[K", progress->out);
	(void)fflush(progress->out);
	progress->shown = false;
}
