/* xhstt_records: an archive as its elements stand in the file.
 *
 * The tables of xhstt_rules.c make the reader (kit/formats/xml) fill these records; they
 * live until the archive is built of them, and keep the line of each reference
 * for the errors that building finds.
 */
#ifndef WEFT_KIT_FORMATS_XHSTT_XHSTT_RECORDS_H
#define WEFT_KIT_FORMATS_XHSTT_XHSTT_RECORDS_H

#include "kit/formats/xhstt/xhstt.h"
#include "kit/formats/xml/xml_read.h"

struct reference {
	struct xml_head head;
	struct str id;
};

struct references {
	struct reference *at;
	size_t n, cap;
};

struct metadata_record {
	struct xml_head head;
	struct xhstt_metadata text;
};

/* Of times (tag: enum weft_time_group_kind), of events (tag: 1 for a course), of
 * resources, and resource types. */
struct group_record {
	struct xml_head head;
	struct str id, name;
	struct reference type; /* resource groups only */
};

struct time_record {
	struct xml_head head;
	struct str id, name;
	struct reference week, day;
	struct references groups;
};

struct resource_record {
	struct xml_head head;
	struct str id, name;
	struct reference type;
	struct references groups;
};

struct need_record {
	struct xml_head head;
	struct str resource; /* empty: to be assigned */
	struct str role;
	struct reference type;
	struct xml_number workload;
};

struct event_record {
	struct xml_head head;
	struct str id, name, color;
	struct xml_number duration, workload;
	struct reference course, time;
	VEC(struct need_record) needs;
	struct references resource_groups, groups;
};

struct limited_record {
	struct xml_head head;
	struct str id;
	struct xml_number minimum, maximum;
};

struct pair_record {
	struct xml_head head;
	struct reference first, second;
	struct xml_number minimum, maximum;
};

struct constraint_record {
	struct xml_head head; /* tag: enum weft_kind */
	struct str id, name, required, cost_function, role;
	struct xml_number weight, minimum, maximum, minimum_duration, maximum_duration, duration;
	struct references event_groups, events, resource_groups, resources;
	VEC(struct pair_record) pairs;
	struct references times, time_groups, preferred_groups, preferred_resources;
	VEC(struct limited_record) limited_groups;
};

struct instance_record {
	struct xml_head head;
	struct str id;
	struct metadata_record metadata;
	VEC(struct group_record) time_groups, resource_types, resource_groups, event_groups;
	VEC(struct time_record) times;
	VEC(struct resource_record) resources;
	VEC(struct event_record) events;
	VEC(struct constraint_record) constraints;
};

struct use_record {
	struct xml_head head;
	struct str resource, role;
};

struct meet_record {
	struct xml_head head;
	struct str event;
	struct xml_number duration;
	struct reference time;
	VEC(struct use_record) uses;
};

struct cost_record {
	struct xml_head head;
	struct str constraint, description;
	struct xml_number cost;
};

struct report_object {
	struct xml_head head; /* tag: enum xhstt_section */
	struct str id;
	VEC(struct cost_record) costs;
};

struct report_record {
	struct xml_head head;
	struct xml_number hard, soft;
	VEC(struct report_object) objects;
};

struct solution_record {
	struct xml_head head;
	struct str instance, description, running_time;
	VEC(struct meet_record) meets;
	struct report_record report;
};

struct solutions_record {
	struct xml_head head;
	struct str id;
	struct metadata_record metadata;
	VEC(struct solution_record) solutions;
};

struct archive_record {
	struct xml_head head;
	struct str id;
	struct metadata_record metadata;
	VEC(struct instance_record) instances;
	VEC(struct solutions_record) groups;
};

extern const struct xml_rule xhstt_archive_rule;

/* Make an instance of its records; name is that of the file, or NULL. */
bool xhstt_build_instance(const char *name, const struct instance_record *record,
			  struct weft_instance **ret, struct err *err);

/* Makes solutions of one instance. The tables are zero between two solutions. */
struct solution_builder {
	const char *name;
	const struct weft_instance *instance;
	struct arena *arena; /* for what stays */
	int64_t *duration;   /* by event: of its meets so far */
	uint32_t *stamp;     /* by event resource: the last meet that used it, from 1 */
};

void xhstt_solution_builder_init(struct solution_builder *builder, const char *name,
				 const struct weft_instance *instance, struct arena *scratch,
				 struct arena *arena);
/* What breaks the instance is an error; *ret then has no meets. */
bool xhstt_build_solution(struct solution_builder *builder, const struct solution_record *record,
			  struct xhstt_solution *ret, struct err *err);

#endif
