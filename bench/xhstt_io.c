/* xhstt_io: how fast archives are read and written.
 *
 *	xhstt_io FILE.xml...
 *
 * Reads each file from memory as often as fits into a second (at least three times) and
 * tells the best time, and the same for writing it back.
 */
#include "base/clock.h"
#include "base/file.h"
#include "kit/formats/xhstt/xhstt.h"

#include <stdio.h>
#include <string.h>

enum { MAX_FILE = 64 << 20, LEAST_RUNS = 3 };

static const int64_t second_ns = 1000000000;

struct figures {
	int64_t read_ns, write_ns;
	size_t written, solutions;
};

static bool measure_once(struct str text, struct figures *f, struct err *err)
{
	struct arena *arena = arena_create(1 << 20);
	struct xhstt_archive *archive = NULL;
	struct str again;
	int64_t start = clock_monotonic_ns(&clock_system), middle, end;
	bool ok = xhstt_read_text(arena, text, NULL, &archive, err);

	middle = clock_monotonic_ns(&clock_system);
	ok = ok && xhstt_write_text(archive, NULL, arena, &again, err);
	end = clock_monotonic_ns(&clock_system);
	if (ok) {
		f->read_ns = f->read_ns == 0 || middle - start < f->read_ns ? middle - start
									    : f->read_ns;
		f->write_ns = f->write_ns == 0 || end - middle < f->write_ns ? end - middle
									     : f->write_ns;
		f->written = again.len;
		f->solutions = 0;
		for (size_t i = 0; i < archive->groups.n; i++)
			f->solutions += archive->groups.at[i].solutions.n;
	}
	xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return ok;
}

static bool measure(const char *path, struct err *err)
{
	struct arena *arena = arena_create(1 << 16);
	struct figures f = {0};
	struct str text = {0};
	const char *name = strrchr(path, '/');
	int64_t start = clock_monotonic_ns(&clock_system);
	bool ok = file_read(arena, path, MAX_FILE, &text, err);

	for (int i = 0;
	     ok && (i < LEAST_RUNS || clock_monotonic_ns(&clock_system) - start < second_ns); i++)
		ok = measure_once(text, &f, err);
	if (ok)
		(void)printf("%-40s %9zu %5zu %9.2f %8.1f %9.2f %8.1f\n",
			     name == NULL ? path : name + 1, text.len, f.solutions,
			     (double)f.read_ns / 1e6,
			     (double)text.len / 1e3 / ((double)f.read_ns / 1e6),
			     (double)f.write_ns / 1e6,
			     (double)f.written / 1e3 / ((double)f.write_ns / 1e6));
	arena_destroy(arena);
	return ok;
}

int main(int argc, char **argv)
{
	struct err err = {0};

	(void)printf("%-40s %9s %5s %9s %8s %9s %8s\n", "archive", "bytes", "sols", "read ms",
		     "MB/s", "write ms", "MB/s");
	for (int i = 1; i < argc; i++)
		if (!measure(argv[i], &err)) {
			(void)fprintf(stderr, "%s\n", err.text);
			return 1;
		}
	return 0;
}
