#include "kit/formats/xhstt/xhstt.h"

#include "base/map.h"
#include "kit/formats/xhstt/xhstt_build_internal.h"

#include <errno.h>
#include <string.h>

enum { BLOCK = 1 << 18, MAX_DEPTH = 32, MAX_TEXT = 1 << 20 };

/* One reading: the records live in scratch until the archive is built. */
struct reading {
	struct arena *scratch, *arena;
	struct xhstt_read_options options;
	struct archive_record record;
	struct map instances; /* by id, number: position in the archive */
	struct solution_builder *builders;
	struct xhstt_archive *archive;
};

static struct xml_source source_of(struct reading *reading)
{
	return (struct xml_source){
		.name = reading->options.name,
		.root = &xhstt_archive_rule,
		.object = &reading->record,
		.limits =
			{
				.max_bytes = reading->options.max_bytes == 0
						     ? XHSTT_MAX_BYTES
						     : reading->options.max_bytes,
				.max_text = MAX_TEXT,
				.max_depth = MAX_DEPTH,
			},
	};
}

static void begin(struct reading *reading, struct arena *arena,
		  const struct xhstt_read_options *options)
{
	*reading = (struct reading){
		.scratch = arena_create(BLOCK),
		.arena = arena,
		.archive = arena_new(arena, struct xhstt_archive),
	};
	if (options != NULL)
		reading->options = *options;
	map_init(&reading->instances, reading->scratch);
}

static struct xhstt_metadata keep_metadata(struct arena *arena, const struct xhstt_metadata *m)
{
	return (struct xhstt_metadata){
		.name = arena_str(arena, m->name),
		.contributor = arena_str(arena, m->contributor),
		.date = arena_str(arena, m->date),
		.country = arena_str(arena, m->country),
		.description = arena_str(arena, m->description),
		.publication = arena_str(arena, m->publication),
		.remarks = arena_str(arena, m->remarks),
	};
}

static bool build_instances(struct reading *reading, struct err *err)
{
	for (size_t i = 0; i < reading->record.instances.n; i++) {
		const struct instance_record *record = &reading->record.instances.at[i];
		struct weft_instance *instance;
		bool added;
		struct map_entry *entry = map_add(&reading->instances, record->id, &added);

		if (!added)
			return xml_fault(reading->options.name, &record->head, err,
					 "a second instance \"%.*s\"", xhstt_shown(record->id),
					 record->id.ptr);
		entry->value.number = (int64_t)i;
		if (!xhstt_build_instance(reading->options.name, record, &instance, err))
			return false;
		*vec_push(reading->arena, &reading->archive->instances) = instance;
	}
	return true;
}

static bool build_solution(struct reading *reading, const struct solution_record *record,
			   struct xhstt_solution *ret, struct err *err)
{
	const struct map_entry *entry = map_find(&reading->instances, record->instance);
	struct solution_builder *builder;
	struct err fault = {0};

	if (entry == NULL)
		return xml_fault(reading->options.name, &record->head, err,
				 "there is no instance \"%.*s\" in the archive",
				 xhstt_shown(record->instance), record->instance.ptr);
	builder = &reading->builders[entry->value.number];
	if (builder->instance == NULL)
		xhstt_solution_builder_init(builder, reading->options.name,
					    reading->archive->instances.at[entry->value.number],
					    reading->scratch, reading->arena);
	if (xhstt_build_solution(builder, record, ret, &fault))
		return true;
	if (!reading->options.keep_invalid) {
		*err = fault;
		return false;
	}
	ret->fault = arena_str(reading->arena, str_from(fault.text));
	return true;
}

static bool build_groups(struct reading *reading, struct err *err)
{
	reading->builders = arena_array(reading->scratch, struct solution_builder,
					reading->archive->instances.n + 1);
	for (size_t i = 0; i < reading->record.groups.n; i++) {
		const struct solutions_record *record = &reading->record.groups.at[i];
		struct xhstt_group *group = vec_push(reading->arena, &reading->archive->groups);

		group->id = arena_str(reading->arena, record->id);
		group->metadata = keep_metadata(reading->arena, &record->metadata.text);
		for (size_t j = 0; j < record->solutions.n; j++)
			if (!build_solution(reading, &record->solutions.at[j],
					    vec_push(reading->arena, &group->solutions), err))
				return false;
	}
	return true;
}

/* Build the archive if the records were read; give everything else back. */
static bool end(struct reading *reading, bool ok, struct xhstt_archive **ret, struct err *err)
{
	struct xhstt_archive *archive = reading->archive;

	if (ok) {
		archive->id = arena_str(reading->arena, reading->record.id);
		archive->metadata = keep_metadata(reading->arena, &reading->record.metadata.text);
		ok = build_instances(reading, err) && build_groups(reading, err);
	}
	if (ok)
		*ret = archive;
	else
		xhstt_archive_destroy(archive);
	arena_destroy(reading->scratch);
	return ok;
}

bool xhstt_read_text(struct arena *arena, struct str text, const struct xhstt_read_options *options,
		     struct xhstt_archive **ret, struct err *err)
{
	struct reading reading;
	struct xml_source source;

	begin(&reading, arena, options);
	source = source_of(&reading);
	return end(&reading, xml_read_text(reading.scratch, &source, text, err), ret, err);
}

bool xhstt_read_stream(struct arena *arena, FILE *stream, const struct xhstt_read_options *options,
		       struct xhstt_archive **ret, struct err *err)
{
	struct reading reading;
	struct xml_source source;

	begin(&reading, arena, options);
	source = source_of(&reading);
	return end(&reading, xml_read_stream(reading.scratch, &source, stream, err), ret, err);
}

bool xhstt_read_file(struct arena *arena, const char *path,
		     const struct xhstt_read_options *options, struct xhstt_archive **ret,
		     struct err *err)
{
	struct xhstt_read_options named = {0};
	FILE *stream = fopen(path, "rbe");
	bool ok;

	if (stream == NULL)
		return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_SYSTEM,
			       "Cannot open %s: %s", path, strerror(errno));
	if (options != NULL)
		named = *options;
	named.name = path;
	ok = xhstt_read_stream(arena, stream, &named, ret, err);
	(void)fclose(stream);
	return ok;
}

void xhstt_archive_destroy(struct xhstt_archive *archive)
{
	if (archive == NULL)
		return;
	for (size_t i = 0; i < archive->instances.n; i++)
		weft_instance_destroy(archive->instances.at[i]);
	archive->instances.n = 0;
}

struct weft_instance *xhstt_find_instance(const struct xhstt_archive *archive, struct str id)
{
	for (size_t i = 0; i < archive->instances.n; i++)
		if (str_eq(archive->instances.at[i]->id, id))
			return archive->instances.at[i];
	return NULL;
}
