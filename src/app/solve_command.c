#include "app/solve_command.h"

#include "base/file.h"
#include "base/json.h"
#include "engine/search.h"
#include "kit/cli/progress.h"
#include "kit/formats/xhstt/xhstt.h"

#include <inttypes.h>
#include <signal.h>
#include <string.h>

enum { MAX_WITHOUT = 16 };

/* Told by a signal to stop: the one thing that is not passed as a parameter. */
static atomic_bool stop;

static void on_signal(int number)
{
	(void)number;
	atomic_store(&stop, true);
}

static bool catch_signals(struct err *err)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	(void)sigemptyset(&action.sa_mask);
	if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGINT, &action, NULL) != 0)
		return err_set(err, ERR_SYSTEM, "The signals cannot be caught.");
	return true;
}

/* --- progress ---------------------------------------------------------------- */

struct watcher {
	struct command_call *call;
	struct progress line;
	bool as_json;
};

static void put_moves(struct json_writer *json, const struct weft_search_move *moves, uint32_t n)
{
	json_key(json, "moves");
	json_begin_array(json);
	for (uint32_t i = 0; i < n; i++) {
		if (moves[i].tried == 0)
			continue;
		json_begin_object(json);
		json_pair_str(json, "name", str_from(moves[i].name));
		json_pair_i64(json, "tried", (int64_t)moves[i].tried);
		json_pair_i64(json, "accepted", (int64_t)moves[i].accepted);
		json_pair_i64(json, "improved", (int64_t)moves[i].improved);
		json_end(json);
	}
	json_end(json);
}

static void put_cost(struct json_writer *json, struct weft_cost cost)
{
	json_pair_i64(json, "hard", cost.hard);
	json_pair_i64(json, "soft", cost.soft);
}

static void put_bound(struct json_writer *json, struct weft_cost bound)
{
	json_key(json, "bound");
	json_begin_object(json);
	put_cost(json, bound);
	json_end(json);
}

static void trace(const struct weft_search_progress *p)
{
	struct arena *arena = arena_create(4096);
	struct text text;
	struct json_writer json;

	text_init(&text, arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_double(&json, "seconds", p->seconds);
	json_pair_i64(&json, "iterations", (int64_t)p->iterations);
	put_cost(&json, p->cost);
	put_bound(&json, p->bound);
	put_moves(&json, p->moves, p->n_moves);
	json_end(&json);
	(void)fprintf(stderr, "%.*s\n", STR_ARG(text_str(&text)));
	arena_destroy(arena);
}

static bool show(void *user, const struct weft_search_progress *p)
{
	struct watcher *watcher = user;
	const struct weft_search_move *best = &p->moves[0];

	if (watcher->as_json) {
		trace(p);
		return true;
	}
	for (uint32_t i = 1; i < p->n_moves; i++)
		if (p->moves[i].improved > best->improved)
			best = &p->moves[i];
	progress_show(&watcher->line,
		      "%.0f s: cost %" PRId64 ", %" PRId64 "; bound %" PRId64 ", %" PRId64
		      "; %.1f M moves, most by %s",
		      p->seconds, p->cost.hard, p->cost.soft, p->bound.hard, p->bound.soft,
		      (double)p->iterations / 1e6, best->name);
	return true;
}

/* --- the answer --------------------------------------------------------------- */

struct task {
	struct command_call *call;
	const struct weft_instance *instance;
	struct weft_search_options options;
	const char *without[MAX_WITHOUT + 1];
	struct weft_solution *solution;
	struct weft_search_result result;
};

static void print_json(const struct task *task)
{
	const struct weft_search_result *r = &task->result;
	struct text text;
	struct json_writer json;

	text_init(&text, task->call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "instance", task->instance->id);
	put_cost(&json, r->cost);
	put_bound(&json, r->bound);
	json_pair_bool(&json, "proved", r->proved);
	json_pair_double(&json, "seconds", r->seconds);
	json_pair_i64(&json, "seed", (int64_t)task->options.seed);
	json_pair_i64(&json, "iterations", (int64_t)r->iterations);
	json_key(&json, "first_feasible_seconds");
	if (r->first_feasible >= 0)
		json_put_double(&json, r->first_feasible);
	else
		json_put_null(&json);
	put_moves(&json, r->moves, r->n_moves);
	json_end(&json);
	(void)fprintf(task->call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static void print(const struct task *task)
{
	const struct weft_search_result *r = &task->result;
	FILE *out = task->call->out;

	(void)fprintf(out, "%.*s: hard %" PRId64 ", soft %" PRId64, STR_ARG(task->instance->id),
		      r->cost.hard, r->cost.soft);
	if (r->proved)
		(void)fprintf(out, "; optimal: nothing can cost less");
	else if (r->cost.hard == r->bound.hard)
		(void)fprintf(out,
			      "; nothing can cost less than soft %" PRId64 " (gap %" PRId64 ")",
			      r->bound.soft, r->cost.soft - r->bound.soft);
	else
		(void)fprintf(out, "; bound hard %" PRId64 ", soft %" PRId64, r->bound.hard,
			      r->bound.soft);
	(void)fprintf(out, "\n%.1f s, %" PRIu64 " moves", r->seconds, r->iterations);
	if (r->first_feasible >= 0)
		(void)fprintf(out, ", feasible after %.2f s", r->first_feasible);
	(void)fprintf(out, "\n");
}

static bool write_out(const struct task *task, const struct xhstt_archive *archive,
		      const char *path, struct err *err)
{
	struct arena *arena = task->call->arena;
	struct xhstt_archive result = {.id = archive->id, .metadata = archive->metadata};
	struct xhstt_group *group = vec_push(arena, &result.groups);
	struct xhstt_solution *stored = vec_push(arena, &group->solutions);
	struct str text;

	for (size_t i = 0; i < archive->instances.n; i++)
		if (archive->instances.at[i] == task->instance)
			*vec_push(arena, &result.instances) = archive->instances.at[i];
	group->id = STR("Weft");
	group->metadata.contributor = STR("Weft");
	group->metadata.description = arena_printf(arena, "weft solve, seed %" PRIu64,
						   task->options.seed);
	xhstt_solution_store(task->solution, arena, stored);
	xhstt_report_make(task->solution, arena, &stored->report);
	return xhstt_write_text(&result, NULL, arena, &text, err) && file_write(path, text, err);
}

/* --- the call ----------------------------------------------------------------- */

/* The names of --without, between commas. */
static bool read_without(struct task *task, struct err *err)
{
	struct str rest = command_text(task->call, "without", ""), name;
	uint32_t n = 0;

	while (str_split(&rest, ',', &name)) {
		const char *text = arena_str(task->call->arena, name).ptr;

		if (!weft_search_has(text))
			return err_set(err, ERR_INVALID, "--without: there is no move \"%.*s\".",
				       STR_ARG(str_utf8_cut(name, 60)));
		if (n == MAX_WITHOUT)
			return err_set(err, ERR_INVALID, "--without takes %d moves at most.",
				       MAX_WITHOUT);
		task->without[n++] = text;
	}
	task->options.without = task->without;
	return true;
}

static bool read_options(struct task *task, struct err *err)
{
	struct command_call *call = task->call;
	int64_t iterations, seed, threads;

	if (!command_number(call, "iterations", 0, 1, INT64_MAX, &iterations, err) ||
	    !command_number(call, "seed", 1, 0, INT64_MAX, &seed, err) ||
	    !command_number(call, "threads", 2, 1, 64, &threads, err) ||
	    !command_decimal(call, "seconds", iterations > 0 ? 0 : 60, 0, 1e7,
			     &task->options.seconds, err))
		return false;
	task->options.iterations = (uint64_t)iterations;
	task->options.seed = (uint64_t)seed;
	task->options.threads = iterations > 0 && !command_has(call, "threads") ? 1
										: (unsigned)threads;
	if (task->options.seconds <= 0 && iterations <= 0)
		task->options.seconds = 60;
	return read_without(task, err);
}

static bool find_instance(struct task *task, const struct xhstt_archive *archive, struct err *err)
{
	struct str id = command_text(task->call, "instance", "");

	if (archive->instances.n == 0)
		return err_set(err, ERR_INVALID, "The archive holds no instance.");
	task->instance = id.len == 0 ? archive->instances.at[0] : xhstt_find_instance(archive, id);
	if (task->instance == NULL)
		return err_set(err, ERR_NOT_FOUND, "The archive holds no instance %.*s.",
			       STR_ARG(id));
	return true;
}

static bool solve(struct task *task, const struct xhstt_archive *archive, struct err *err)
{
	struct watcher watcher = {.call = task->call, .as_json = command_has(task->call, "trace")};
	bool ok = true;

	progress_init(&watcher.line, task->call);
	task->options.clock = task->call->clock;
	task->options.stop = &stop;
	task->options.progress = show;
	task->options.user = &watcher;
	task->options.progress_seconds = watcher.as_json ? 1 : 0.2;
	task->solution = weft_solution_create(task->instance);
	weft_search_run(task->instance, &task->options, task->solution, &task->result);
	progress_end(&watcher.line);
	if (command_has(task->call, "out"))
		ok = write_out(task, archive, command_text(task->call, "out", "").ptr, err);
	if (ok && command_has(task->call, "json"))
		print_json(task);
	else if (ok)
		print(task);
	weft_solution_destroy(task->solution);
	return ok;
}

static bool run(struct command_call *call, struct err *err)
{
	struct task task = {.call = call};
	struct xhstt_archive *archive;
	bool ok;

	if (!read_options(&task, err) ||
	    !xhstt_read_file(call->arena, call->word[0].ptr, NULL, &archive, err))
		return false;
	ok = find_instance(&task, archive, err) && catch_signals(err) && solve(&task, archive, err);
	xhstt_archive_destroy(archive);
	return ok;
}

const struct command solve_command = {
	.name = "solve",
	.arguments = "FILE",
	.summary = "search for the best timetable of an XHSTT instance",
	.help = "Searches until the time is up, the number of moves is made, the solution is\n"
		"proved optimal, or the program is interrupted (Ctrl-C), and then writes the best\n"
		"solution found. What it costs is printed with a bound: no solution costs less.\n"
		"\n"
		"With --iterations and one thread the same seed gives the same file, on every\n"
		"machine.\n"
		"\n"
		"Example: weft solve --seconds 60 --out solved.xml school.xml",
	.options =
		{
			{"seconds", "S", "time to search (60)"},
			{"iterations", "N", "moves to try in each thread, instead of a time"},
			{"seed", "N", "of the random numbers (1)"},
			{"threads", "N", "threads that share the best (2; 1 with --iterations)"},
			{"instance", "ID", "which instance of the archive (the first)"},
			{"out", "FILE", "write an archive with the instance and the solution"},
			{"json", NULL, "print one line of JSON"},
			{"trace", NULL, "progress as lines of JSON on standard error"},
			{"without", "MOVES", "leave out kinds of moves, for measuring (time,swap)"},
		},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
