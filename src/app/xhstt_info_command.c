#include "app/xhstt_commands.h"
#include "base/json.h"
#include "kit/formats/xhstt/xhstt.h"

#include <inttypes.h>

/* How many constraints of each kind there are. */
struct kinds {
	uint32_t hard[WEFT_N_KINDS], soft[WEFT_N_KINDS];
};

static struct kinds count_kinds(const struct weft_instance *instance)
{
	struct kinds kinds = {0};

	for (uint32_t i = 0; i < instance->n_constraints; i++) {
		const struct weft_constraint *c = &instance->constraints[i];

		(c->required ? kinds.hard : kinds.soft)[c->kind]++;
	}
	return kinds;
}

static int64_t total_duration(const struct weft_instance *instance)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < instance->n_events; i++)
		sum += instance->events[i].duration;
	return sum;
}

/* Needs for which a resource must be found. */
static uint32_t open_needs(const struct weft_instance *instance)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < instance->n_event_resources; i++)
		n += instance->event_resources[i].resource == WEFT_NONE;
	return n;
}

/* --- for people ------------------------------------------------------------ */

static void print_if(FILE *out, const char *name, struct str text)
{
	if (text.len > 0)
		(void)fprintf(out, "  %s: %.*s\n", name, STR_ARG(text));
}

static void print_instance(FILE *out, const struct weft_instance *instance)
{
	const struct kinds kinds = count_kinds(instance);

	(void)fprintf(out, "Instance %.*s\n", STR_ARG(instance->id));
	print_if(out, "Name", instance->metadata.name);
	print_if(out, "Contributor", instance->metadata.contributor);
	print_if(out, "Date", instance->metadata.date);
	print_if(out, "Country", instance->metadata.country);
	(void)fprintf(out, "  Times: %" PRIu32 " (%" PRIu32 " groups)\n", instance->n_times,
		      instance->n_time_groups);
	(void)fprintf(out, "  Resources: %" PRIu32 " of %" PRIu32 " types (%" PRIu32 " groups)\n",
		      instance->n_resources, instance->n_resource_types,
		      instance->n_resource_groups);
	(void)fprintf(out,
		      "  Events: %" PRIu32 ", lasting %" PRId64 " times (%" PRIu32
		      " groups), %" PRIu32 " resources to find\n",
		      instance->n_events, total_duration(instance), instance->n_event_groups,
		      open_needs(instance));
	(void)fprintf(out, "  Constraints: %" PRIu32 " with %" PRIu32 " points of application\n",
		      instance->n_constraints, instance->n_points);
	for (unsigned kind = 0; kind < WEFT_N_KINDS; kind++) {
		const struct str name = weft_kind_name((enum weft_kind)kind);

		if (kinds.hard[kind] + kinds.soft[kind] > 0)
			(void)fprintf(out, "    %-24.*s %4" PRIu32 " hard %4" PRIu32 " soft\n",
				      STR_ARG(name), kinds.hard[kind], kinds.soft[kind]);
	}
}

static void print_group(FILE *out, const struct xhstt_group *group)
{
	(void)fprintf(out, "Solution group %.*s\n", STR_ARG(group->id));
	print_if(out, "Contributor", group->metadata.contributor);
	print_if(out, "Date", group->metadata.date);
	print_if(out, "Description", group->metadata.description);
	print_if(out, "Publication", group->metadata.publication);
	print_if(out, "Remarks", group->metadata.remarks);
	for (size_t i = 0; i < group->solutions.n; i++) {
		const struct xhstt_solution *solution = &group->solutions.at[i];

		(void)fprintf(out, "  Solution of %.*s: ", STR_ARG(solution->instance->id));
		if (solution->fault.len > 0)
			(void)fprintf(out, "%.*s\n", STR_ARG(solution->fault));
		else if (solution->report.given)
			(void)fprintf(out, "%zu parts, reported cost (%" PRId64 ", %" PRId64 ")\n",
				      solution->meets.n, solution->report.hard,
				      solution->report.soft);
		else
			(void)fprintf(out, "%zu parts\n", solution->meets.n);
	}
}

static void print_archive(FILE *out, const struct xhstt_archive *archive)
{
	if (archive->id.len > 0)
		(void)fprintf(out, "Archive %.*s\n", STR_ARG(archive->id));
	print_if(out, "Name", archive->metadata.name);
	for (size_t i = 0; i < archive->instances.n; i++)
		print_instance(out, archive->instances.at[i]);
	for (size_t i = 0; i < archive->groups.n; i++)
		print_group(out, &archive->groups.at[i]);
}

/* --- for programs ---------------------------------------------------------- */

static void put_constraints(struct json_writer *json, const struct weft_instance *instance)
{
	const struct kinds kinds = count_kinds(instance);

	json_key(json, "constraints");
	json_begin_object(json);
	for (unsigned kind = 0; kind < WEFT_N_KINDS; kind++) {
		if (kinds.hard[kind] + kinds.soft[kind] == 0)
			continue;
		json_key_str(json, weft_kind_name((enum weft_kind)kind));
		json_begin_object(json);
		json_pair_i64(json, "hard", kinds.hard[kind]);
		json_pair_i64(json, "soft", kinds.soft[kind]);
		json_end(json);
	}
	json_end(json);
}

static void put_instance(struct json_writer *json, const struct weft_instance *instance)
{
	json_begin_object(json);
	json_pair_str(json, "id", instance->id);
	json_pair_str(json, "name", instance->metadata.name);
	json_pair_str(json, "contributor", instance->metadata.contributor);
	json_pair_str(json, "date", instance->metadata.date);
	json_pair_str(json, "country", instance->metadata.country);
	json_pair_i64(json, "times", instance->n_times);
	json_pair_i64(json, "time_groups", instance->n_time_groups);
	json_pair_i64(json, "resource_types", instance->n_resource_types);
	json_pair_i64(json, "resource_groups", instance->n_resource_groups);
	json_pair_i64(json, "resources", instance->n_resources);
	json_pair_i64(json, "events", instance->n_events);
	json_pair_i64(json, "event_groups", instance->n_event_groups);
	json_pair_i64(json, "total_duration", total_duration(instance));
	json_pair_i64(json, "resources_to_find", open_needs(instance));
	json_pair_i64(json, "points", instance->n_points);
	put_constraints(json, instance);
	json_end(json);
}

static void put_solution(struct json_writer *json, const struct xhstt_solution *solution)
{
	json_begin_object(json);
	json_pair_str(json, "instance", solution->instance->id);
	json_pair_i64(json, "parts", (int64_t)solution->meets.n);
	if (solution->fault.len > 0)
		json_pair_str(json, "error", solution->fault);
	if (solution->report.given) {
		json_pair_i64(json, "reported_hard", solution->report.hard);
		json_pair_i64(json, "reported_soft", solution->report.soft);
	}
	json_end(json);
}

static void put_group(struct json_writer *json, const struct xhstt_group *group)
{
	json_begin_object(json);
	json_pair_str(json, "id", group->id);
	json_pair_str(json, "contributor", group->metadata.contributor);
	json_pair_str(json, "date", group->metadata.date);
	json_pair_str(json, "description", group->metadata.description);
	json_key(json, "solutions");
	json_begin_array(json);
	for (size_t i = 0; i < group->solutions.n; i++)
		put_solution(json, &group->solutions.at[i]);
	json_end(json);
	json_end(json);
}

static void put_archive(struct command_call *call, const struct xhstt_archive *archive)
{
	struct text text;
	struct json_writer json;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json.indent = true;
	json_begin_object(&json);
	json_pair_str(&json, "id", archive->id);
	json_key(&json, "instances");
	json_begin_array(&json);
	for (size_t i = 0; i < archive->instances.n; i++)
		put_instance(&json, archive->instances.at[i]);
	json_end(&json);
	json_key(&json, "solution_groups");
	json_begin_array(&json);
	for (size_t i = 0; i < archive->groups.n; i++)
		put_group(&json, &archive->groups.at[i]);
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool run(struct command_call *call, struct err *err)
{
	const struct xhstt_read_options options = {.keep_invalid = true};
	struct xhstt_archive *archive;

	if (!xhstt_read_file(call->arena, call->word[0].ptr, &options, &archive, err))
		return false;
	if (command_has(call, "json"))
		put_archive(call, archive);
	else
		print_archive(call->out, archive);
	xhstt_archive_destroy(archive);
	return true;
}

const struct command xhstt_info_command = {
	.name = "xhstt info",
	.arguments = "FILE",
	.summary = "tell what is in an XHSTT archive",
	.help = "Reads an archive and lists its instances (times, resources, events, constraints "
		"by\n"
		"kind) and its solution groups.\n"
		"\n"
		"Example: weft xhstt info BR-SA-00.xml",
	.options = {{"json", NULL, "print JSON"}},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
