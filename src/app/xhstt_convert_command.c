#include "app/xhstt_commands.h"
#include "base/file.h"
#include "kit/formats/xhstt/xhstt.h"

/* Keep only the instance, and the solutions of it; groups left empty go. The archive's own
 * list of instances stays as it is, for it owns them. */
static bool select_instance(struct command_call *call, struct xhstt_archive *archive, struct str id,
			    struct xhstt_archive *ret, struct err *err)
{
	struct weft_instance *instance = xhstt_find_instance(archive, id);

	if (instance == NULL)
		return err_set(err, ERR_NOT_FOUND, "There is no instance \"%.*s\" in %.*s",
			       STR_ARG(id), STR_ARG(call->word[0]));
	*ret = (struct xhstt_archive){.id = archive->id, .metadata = archive->metadata};
	*vec_push(call->arena, &ret->instances) = instance;
	for (size_t i = 0; i < archive->groups.n; i++) {
		const struct xhstt_group *from = &archive->groups.at[i];
		struct xhstt_group group = {.id = from->id, .metadata = from->metadata};

		for (size_t j = 0; j < from->solutions.n; j++)
			if (from->solutions.at[j].instance == instance)
				*vec_push(call->arena, &group.solutions) = from->solutions.at[j];
		if (group.solutions.n > 0)
			*vec_push(call->arena, &ret->groups) = group;
	}
	return true;
}

static bool make_report(struct command_call *call, struct xhstt_solution *solution, struct err *err)
{
	struct weft_solution *loaded = weft_solution_create(solution->instance);
	const bool ok = xhstt_solution_load(solution, loaded, err);

	if (ok)
		xhstt_report_make(loaded, call->arena, &solution->report);
	weft_solution_destroy(loaded);
	return ok;
}

/* Reports name constraints: with other constraints, what they say is no longer true. */
static bool set_reports(struct command_call *call, struct xhstt_archive *archive, struct err *err)
{
	const bool make = command_has(call, "reports");
	const bool drop = command_has(call, "without-reports") ||
			  command_has(call, "new-cost-functions");

	for (size_t i = 0; i < archive->groups.n; i++)
		for (size_t j = 0; j < archive->groups.at[i].solutions.n; j++) {
			struct xhstt_solution *solution = &archive->groups.at[i].solutions.at[j];

			if (drop)
				solution->report = (struct xhstt_report){0};
			if (make && !make_report(call, solution, err))
				return false;
		}
	return true;
}

static bool write_archive(struct command_call *call, const struct xhstt_archive *archive,
			  struct err *err)
{
	const struct xhstt_write_options options = {
		.new_cost_functions = command_has(call, "new-cost-functions"),
		.without_solutions = command_has(call, "without-solutions"),
	};
	const struct str path = command_text(call, "output", "");
	struct str text;

	/* Written whole, so that a fault leaves no half archive behind. */
	if (!xhstt_write_text(archive, &options, call->arena, &text, err))
		return false;
	if (path.len > 0)
		return file_write(path.ptr, text, err);
	return fwrite(text.ptr, 1, text.len, call->out) == text.len ||
	       err_set(err, ERR_SYSTEM, "Cannot write the archive");
}

static bool convert(struct command_call *call, struct xhstt_archive *archive, struct err *err)
{
	const struct str id = command_text(call, "instance", "");
	struct xhstt_archive chosen = *archive;

	if (id.len > 0 && !select_instance(call, archive, id, &chosen, err))
		return false;
	if (!command_has(call, "without-solutions") && !set_reports(call, &chosen, err))
		return false;
	return write_archive(call, &chosen, err);
}

static bool run(struct command_call *call, struct err *err)
{
	struct xhstt_archive *archive;
	bool ok;

	if (command_has(call, "new-cost-functions") && command_has(call, "reports"))
		return err_set(err, ERR_INVALID,
			       "Convert the cost functions first, then compute the reports");
	if (!xhstt_read_file(call->arena, call->word[0].ptr, NULL, &archive, err))
		return false;
	ok = convert(call, archive, err);
	xhstt_archive_destroy(archive);
	return ok;
}

const struct command xhstt_convert_command = {
	.name = "xhstt convert",
	.arguments = "FILE",
	.summary = "write an XHSTT archive anew",
	.help = "Reads an archive, checks it and writes it in the form of 2014: one instance of it "
		"or\n"
		"all, with or without solutions, with reports as they are, computed anew or left "
		"out.\n"
		"With --new-cost-functions the names of before 2014 (Sum, SumSquares ...) become "
		"those\n"
		"of today, with exactly the same cost; where that takes several constraints for "
		"one,\n"
		"their ids get a number. Old reports are then left out.\n"
		"\n"
		"Example: weft xhstt convert old.xml --new-cost-functions --output new.xml",
	.options =
		{
			{"output", "FILE", "where to write; standard output without it"},
			{"instance", "ID", "only this instance and its solutions"},
			{"without-solutions", NULL, "only instances"},
			{"without-reports", NULL, "solutions without reports"},
			{"reports", NULL, "compute the report of each solution"},
			{"new-cost-functions", NULL, "cost functions of 2014 for older ones"},
		},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
