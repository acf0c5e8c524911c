#include "app/xhstt_commands.h"
#include "base/json.h"
#include "engine/explain.h"
#include "kit/formats/xhstt/xhstt.h"

#include <inttypes.h>
#include <string.h>

/* One evaluated solution. */
struct row {
	struct str archive, group;
	const struct xhstt_solution *solution;
	struct weft_solution *loaded; /* NULL if it has a fault */
	struct weft_cost cost;
	struct weft_cost by_kind[WEFT_N_KINDS];
};

/* Where the rows go: a table for people or JSON. */
struct output {
	struct command_call *call;
	bool explain, as_json;
	struct text text;
	struct json_writer json;
	unsigned archive_width;
	bool any_fault;
};

/* --- costs ----------------------------------------------------------------- */

static void sum_by_kind(struct row *row)
{
	const struct weft_instance *instance = row->solution->instance;

	for (uint32_t i = 0; i < instance->n_constraints; i++) {
		const struct weft_constraint *c = &instance->constraints[i];
		struct weft_cost *sum = &row->by_kind[c->kind];
		const int64_t cost = weft_solution_constraint_cost(row->loaded, i);

		*(c->required ? &sum->hard : &sum->soft) += cost;
	}
}

/* The kinds by name. */
static void kinds_by_name(enum weft_kind ret[WEFT_N_KINDS])
{
	for (unsigned i = 0; i < WEFT_N_KINDS; i++) {
		const struct str name = weft_kind_name((enum weft_kind)i);
		unsigned j = i;

		for (; j > 0; j--) {
			const struct str before = weft_kind_name(ret[j - 1]);
			const size_t len = before.len < name.len ? before.len : name.len;
			const int order = memcmp(before.ptr, name.ptr, len);

			if (order < 0 || (order == 0 && before.len < name.len))
				break;
			ret[j] = ret[j - 1];
		}
		ret[j] = (enum weft_kind)i;
	}
}

static bool is_zero(struct weft_cost cost)
{
	return cost.hard == 0 && cost.soft == 0;
}

/* --- for people ------------------------------------------------------------ */

static void print_head(struct output *output)
{
	(void)fprintf(output->call->out, "%-*s %-24s %-30s %8s %10s  %s\n",
		      (int)output->archive_width, "archive", "instance", "solution group", "hard",
		      "soft", "by constraint (hard,soft)");
}

static void print_violations(struct output *output, const struct row *row)
{
	const struct weft_instance *instance = row->solution->instance;
	struct weft_violation violation;
	uint32_t cursor = 0;

	while (weft_solution_next_violation(row->loaded, &cursor, &violation)) {
		const struct weft_constraint *c = &instance->constraints[violation.constraint];
		const struct str kind = weft_kind_name(c->kind);
		const struct str words = weft_explain_point(row->loaded, violation.point,
							    output->call->arena);

		(void)fprintf(output->call->out, "  %s %" PRId64 "  %.*s %.*s: %.*s\n",
			      c->required ? "hard" : "soft", violation.cost, STR_ARG(kind),
			      STR_ARG(c->id), STR_ARG(words));
	}
}

static void print_row(struct output *output, const struct row *row)
{
	FILE *out = output->call->out;
	enum weft_kind kinds[WEFT_N_KINDS];

	(void)fprintf(out, "%-*.*s %-24.*s %-30.*s ", (int)output->archive_width,
		      STR_ARG(row->archive), STR_ARG(row->solution->instance->id),
		      STR_ARG(row->group));
	if (row->loaded == NULL) {
		(void)fprintf(out, "%8s %10s  %.*s\n", "invalid", "",
			      STR_ARG(row->solution->fault));
		return;
	}
	(void)fprintf(out, "%8" PRId64 " %10" PRId64 " ", row->cost.hard, row->cost.soft);
	kinds_by_name(kinds);
	for (unsigned i = 0; i < WEFT_N_KINDS; i++) {
		const struct weft_cost *cost = &row->by_kind[kinds[i]];
		const struct str name = weft_kind_name(kinds[i]);

		if (!is_zero(*cost))
			(void)fprintf(out, " %.*s:%" PRId64 ",%" PRId64, STR_ARG(name), cost->hard,
				      cost->soft);
	}
	(void)fputc('\n', out);
	if (output->explain)
		print_violations(output, row);
}

/* --- for programs ---------------------------------------------------------- */

static void flush_json(struct output *output)
{
	const struct str text = text_str(&output->text);

	(void)fwrite(text.ptr, 1, text.len, output->call->out);
	text_clear(&output->text);
}

static void put_violation(struct output *output, const struct row *row,
			  const struct weft_violation *violation)
{
	const struct weft_instance *instance = row->solution->instance;
	const struct weft_constraint *c = &instance->constraints[violation->constraint];
	struct arena *arena = output->call->arena;
	struct json_writer *json = &output->json;

	json_begin_object(json);
	json_pair_str(json, "constraint", c->id);
	json_pair_str(json, "kind", weft_kind_name(c->kind));
	json_pair_bool(json, "required", c->required);
	json_pair_str(json, "subject", weft_explain_subject(instance, violation->point, arena));
	json_pair_i64(json, "deviation", violation->deviation);
	json_pair_i64(json, "cost", violation->cost);
	json_pair_str(json, "text", weft_explain_point(row->loaded, violation->point, arena));
	json_end(json);
	flush_json(output);
}

static void put_costs(struct json_writer *json, const struct row *row)
{
	enum weft_kind kinds[WEFT_N_KINDS];

	json_pair_i64(json, "hard", row->cost.hard);
	json_pair_i64(json, "soft", row->cost.soft);
	json_key(json, "by_constraint");
	json_begin_object(json);
	kinds_by_name(kinds);
	for (unsigned i = 0; i < WEFT_N_KINDS; i++) {
		const struct weft_cost *cost = &row->by_kind[kinds[i]];

		if (is_zero(*cost))
			continue;
		json_key_str(json, weft_kind_name(kinds[i]));
		json_begin_object(json);
		json_pair_i64(json, "hard", cost->hard);
		json_pair_i64(json, "soft", cost->soft);
		json_end(json);
	}
	json_end(json);
}

static void put_row(struct output *output, const struct row *row)
{
	struct json_writer *json = &output->json;
	struct weft_violation violation;
	uint32_t cursor = 0;

	json_begin_object(json);
	json_pair_str(json, "archive", row->archive);
	json_pair_str(json, "instance", row->solution->instance->id);
	json_pair_str(json, "solution_group", row->group);
	if (row->loaded == NULL)
		json_pair_str(json, "error", row->solution->fault);
	else
		put_costs(json, row);
	if (row->loaded != NULL && output->explain) {
		json_key(json, "violations");
		json_begin_array(json);
		while (weft_solution_next_violation(row->loaded, &cursor, &violation))
			put_violation(output, row, &violation);
		json_end(json);
	}
	json_end(json);
	flush_json(output);
}

/* --- the whole ------------------------------------------------------------- */

/* Archives are told apart by the name of the file, without its folder. */
static struct str base_name(struct str path)
{
	size_t from = path.len;

	while (from > 0 && path.ptr[from - 1] != '/')
		from--;
	return str_slice(path, from, path.len);
}

static bool evaluate(struct output *output, struct row *row, struct err *err)
{
	if (row->solution->fault.len > 0) {
		output->any_fault = true;
	} else {
		row->loaded = weft_solution_create(row->solution->instance);
		if (!xhstt_solution_load(row->solution, row->loaded, err)) {
			weft_solution_destroy(row->loaded);
			return false;
		}
		row->cost = weft_solution_cost(row->loaded);
		sum_by_kind(row);
	}
	if (output->as_json)
		put_row(output, row);
	else
		print_row(output, row);
	weft_solution_destroy(row->loaded);
	return true;
}

static bool evaluate_archive(struct output *output, struct str path, struct err *err)
{
	const struct xhstt_read_options options = {.keep_invalid = true};
	struct arena *arena = arena_create(1 << 18);
	struct xhstt_archive *archive = NULL;
	bool ok = xhstt_read_file(arena, path.ptr, &options, &archive, err);

	for (size_t i = 0; ok && i < archive->groups.n; i++)
		for (size_t j = 0; ok && j < archive->groups.at[i].solutions.n; j++) {
			struct row row = {
				.archive = base_name(path),
				.group = archive->groups.at[i].id,
				.solution = &archive->groups.at[i].solutions.at[j],
			};

			ok = evaluate(output, &row, err);
		}
	xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return ok;
}

static void begin(struct output *output, struct command_call *call)
{
	*output = (struct output){
		.call = call,
		.explain = command_has(call, "explain"),
		.as_json = command_has(call, "json"),
		.archive_width = sizeof "archive" - 1,
	};
	text_init(&output->text, call->arena);
	json_writer_init(&output->json, &output->text);
	for (size_t i = 0; i < call->n_words; i++) {
		const size_t width = base_name(call->word[i]).len;

		if (width > output->archive_width && width < 60)
			output->archive_width = (unsigned)width;
	}
	if (!output->as_json) {
		print_head(output);
		return;
	}
	json_begin_object(&output->json);
	json_key(&output->json, "solutions");
	json_begin_array(&output->json);
}

static bool run(struct command_call *call, struct err *err)
{
	struct output output;
	bool ok = true;

	begin(&output, call);
	for (size_t i = 0; ok && i < call->n_words; i++)
		ok = evaluate_archive(&output, call->word[i], err);
	if (output.as_json && ok) {
		json_end(&output.json);
		json_end(&output.json);
		text_put_char(&output.text, '\n');
		flush_json(&output);
	}
	if (ok && output.any_fault)
		call->exit = COMMAND_INVALID;
	return ok;
}

const struct command xhstt_evaluate_command = {
	.name = "xhstt evaluate",
	.arguments = "FILE...",
	.summary = "compute the cost of the solutions in XHSTT archives",
	.help = "Reads archives and computes the cost of each solution: the hard cost, the soft\n"
		"cost, and both by kind of constraint. A solution that breaks its instance (a "
		"lesson\n"
		"too many, a room of the wrong type) is shown as invalid with the reason; the "
		"exit\n"
		"code is then 3.\n"
		"\n"
		"--json prints {\"solutions\": [{\"archive\", \"instance\", \"solution_group\", "
		"\"hard\",\n"
		"\"soft\", \"by_constraint\": {\"AvoidClashes\": {\"hard\", \"soft\"}, ...}}]}; an "
		"invalid one\n"
		"has \"error\" instead of costs. With --explain each has \"violations\" too.\n"
		"\n"
		"Example: weft xhstt evaluate --explain solved/BR-SA-00.xml",
	.options =
		{
			{"json", NULL, "print JSON"},
			{"explain", NULL, "list where each unit of cost arises"},
		},
	.min_words = 1,
	.max_words = COMMAND_MAX_WORDS,
	.run = run,
};
