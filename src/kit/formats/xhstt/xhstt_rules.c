/* The grammar of XHSTT: which element may stand where, and into which member it goes.
 *
 * Read the tables from the bottom: the archive, then instances and solution groups,
 * then what they consist of. Order inside an element is not demanded, presence is.
 */
#include "kit/formats/xhstt/xhstt_records.h"

enum { MOST = INT32_MAX, MOST_DURATION = XHSTT_MAX_TOTAL_DURATION };

#define END                  \
	{                    \
		.name = NULL \
	}
#define TEXT(element, mandatory, record, member)                       \
	{                                                              \
		.name = element, .kind = XML_TEXT, .flags = mandatory, \
		.offset = offsetof(struct record, member)              \
	}
#define NUMBER(element, mandatory, record, member, low, high)                              \
	{                                                                                  \
		.name = element, .kind = XML_NUMBER, .flags = mandatory,                   \
		.offset = offsetof(struct record, member), .minimum = low, .maximum = high \
	}
#define ELEMENTS(element, mandatory, below)                                                  \
	{                                                                                    \
		.name = element, .kind = XML_ELEMENTS, .flags = mandatory, .children = below \
	}
/* A reference to one thing: <Time Reference="..."/>. */
#define REFERENCE(element, mandatory, record, member)                                         \
	{                                                                                     \
		.name = element, .kind = XML_PART, .flags = mandatory,                        \
		.offset = offsetof(struct record, member), .attributes = reference_attributes \
	}
/* Any number of them. */
#define REFERENCES(element, record, member)                                                  \
	{                                                                                    \
		.name = element, .kind = XML_RECORD, .flags = XML_MANY,                      \
		.offset = offsetof(struct record, member), .size = sizeof(struct reference), \
		.attributes = reference_attributes                                           \
	}
#define RECORDS(element, number, record, member, item, below, named)                          \
	{                                                                                     \
		.name = element, .kind = XML_RECORD, .flags = XML_MANY, .tag = (int)(number), \
		.offset = offsetof(struct record, member), .size = sizeof(struct item),       \
		.children = below, .attributes = named                                        \
	}

static const struct xml_attribute reference_attributes[] = {
	{"Reference", offsetof(struct reference, id), true},
	{"R", offsetof(struct reference, id), true},
	{NULL, 0, false},
};

/* Metadata may say anything: what is not known is passed over. */
static const struct xml_rule metadata_rules[] = {
	TEXT("Name", 0, metadata_record, text.name),
	TEXT("Contributor", 0, metadata_record, text.contributor),
	TEXT("Date", 0, metadata_record, text.date),
	TEXT("Country", 0, metadata_record, text.country),
	TEXT("Description", 0, metadata_record, text.description),
	TEXT("Publication", 0, metadata_record, text.publication),
	TEXT("Remarks", 0, metadata_record, text.remarks),
	END,
};

#define METADATA(record)                                                                \
	{                                                                               \
		.name = "MetaData", .kind = XML_PART, .flags = XML_ANY,                 \
		.offset = offsetof(struct record, metadata), .children = metadata_rules \
	}

/* --- times, resources ------------------------------------------------------ */

static const struct xml_attribute group_attributes[] = {
	{"Id", offsetof(struct group_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule group_rules[] = {
	TEXT("Name", 0, group_record, name),
	END,
};

static const struct xml_rule time_groups_rules[] = {
	RECORDS("TimeGroup", WEFT_TIME_GROUP, instance_record, time_groups, group_record,
		group_rules, group_attributes),
	RECORDS("Day", WEFT_DAY, instance_record, time_groups, group_record, group_rules,
		group_attributes),
	RECORDS("Week", WEFT_WEEK, instance_record, time_groups, group_record, group_rules,
		group_attributes),
	END,
};

static const struct xml_attribute time_attributes[] = {
	{"Id", offsetof(struct time_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule time_group_references[] = {
	REFERENCES("TimeGroup", time_record, groups),
	END,
};

static const struct xml_rule time_rules[] = {
	TEXT("Name", 0, time_record, name),
	REFERENCE("Week", 0, time_record, week),
	REFERENCE("Day", 0, time_record, day),
	ELEMENTS("TimeGroups", 0, time_group_references),
	END,
};

static const struct xml_rule times_rules[] = {
	ELEMENTS("TimeGroups", 0, time_groups_rules),
	RECORDS("Time", 0, instance_record, times, time_record, time_rules, time_attributes),
	END,
};

static const struct xml_rule resource_types_rules[] = {
	RECORDS("ResourceType", 0, instance_record, resource_types, group_record, group_rules,
		group_attributes),
	END,
};

static const struct xml_rule resource_group_rules[] = {
	TEXT("Name", 0, group_record, name),
	REFERENCE("ResourceType", XML_MUST, group_record, type),
	END,
};

static const struct xml_rule resource_groups_rules[] = {
	RECORDS("ResourceGroup", 0, instance_record, resource_groups, group_record,
		resource_group_rules, group_attributes),
	END,
};

static const struct xml_attribute resource_attributes[] = {
	{"Id", offsetof(struct resource_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule resource_group_references[] = {
	REFERENCES("ResourceGroup", resource_record, groups),
	END,
};

static const struct xml_rule resource_rules[] = {
	TEXT("Name", 0, resource_record, name),
	REFERENCE("ResourceType", XML_MUST, resource_record, type),
	ELEMENTS("ResourceGroups", 0, resource_group_references),
	END,
};

static const struct xml_rule resources_rules[] = {
	ELEMENTS("ResourceTypes", 0, resource_types_rules),
	ELEMENTS("ResourceGroups", 0, resource_groups_rules),
	RECORDS("Resource", 0, instance_record, resources, resource_record, resource_rules,
		resource_attributes),
	END,
};

/* --- events ---------------------------------------------------------------- */

static const struct xml_rule event_groups_rules[] = {
	RECORDS("EventGroup", 0, instance_record, event_groups, group_record, group_rules,
		group_attributes),
	RECORDS("Course", 1, instance_record, event_groups, group_record, group_rules,
		group_attributes),
	END,
};

static const struct xml_attribute need_attributes[] = {
	{"Reference", offsetof(struct need_record, resource), false},
	{"R", offsetof(struct need_record, resource), false},
	{NULL, 0, false},
};

static const struct xml_rule need_rules[] = {
	TEXT("Role", 0, need_record, role),
	REFERENCE("ResourceType", 0, need_record, type),
	NUMBER("Workload", 0, need_record, workload, 0, MOST),
	END,
};

static const struct xml_rule needs_rules[] = {
	RECORDS("Resource", 0, event_record, needs, need_record, need_rules, need_attributes),
	END,
};

static const struct xml_rule group_needs_rules[] = {
	REFERENCES("ResourceGroup", event_record, resource_groups),
	END,
};

static const struct xml_rule event_group_references[] = {
	REFERENCES("EventGroup", event_record, groups),
	REFERENCES("Course", event_record, groups),
	END,
};

static const struct xml_attribute event_attributes[] = {
	{"Id", offsetof(struct event_record, id), true},
	{"Color", offsetof(struct event_record, color), false},
	{NULL, 0, false},
};

static const struct xml_rule event_rules[] = {
	TEXT("Name", 0, event_record, name),
	NUMBER("Duration", XML_MUST, event_record, duration, 1, MOST_DURATION),
	NUMBER("Workload", 0, event_record, workload, 0, MOST),
	REFERENCE("Course", 0, event_record, course),
	REFERENCE("Time", 0, event_record, time),
	ELEMENTS("Resources", 0, needs_rules),
	ELEMENTS("ResourceGroups", 0, group_needs_rules),
	ELEMENTS("EventGroups", 0, event_group_references),
	END,
};

static const struct xml_rule events_rules[] = {
	ELEMENTS("EventGroups", 0, event_groups_rules),
	RECORDS("Event", 0, instance_record, events, event_record, event_rules, event_attributes),
	END,
};

/* --- constraints ----------------------------------------------------------- */

static const struct xml_attribute constraint_attributes[] = {
	{"Id", offsetof(struct constraint_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule apply_event_groups[] = {
	REFERENCES("EventGroup", constraint_record, event_groups),
	END,
};

static const struct xml_rule apply_events[] = {
	REFERENCES("Event", constraint_record, events),
	END,
};

static const struct xml_rule pair_rules[] = {
	REFERENCE("FirstEvent", XML_MUST, pair_record, first),
	REFERENCE("SecondEvent", XML_MUST, pair_record, second),
	NUMBER("MinSeparation", 0, pair_record, minimum, -MOST, MOST),
	NUMBER("MaxSeparation", 0, pair_record, maximum, -MOST, MOST),
	END,
};

static const struct xml_rule apply_pairs[] = {
	RECORDS("EventPair", 0, constraint_record, pairs, pair_record, pair_rules, NULL),
	END,
};

static const struct xml_rule apply_resource_groups[] = {
	REFERENCES("ResourceGroup", constraint_record, resource_groups),
	END,
};

static const struct xml_rule apply_resources[] = {
	REFERENCES("Resource", constraint_record, resources),
	END,
};

static const struct xml_rule to_events[] = {
	ELEMENTS("EventGroups", 0, apply_event_groups),
	ELEMENTS("Events", 0, apply_events),
	END,
};

static const struct xml_rule to_event_groups[] = {
	ELEMENTS("EventGroups", 0, apply_event_groups),
	END,
};

static const struct xml_rule to_pairs[] = {
	ELEMENTS("EventPairs", 0, apply_pairs),
	END,
};

static const struct xml_rule to_resources[] = {
	ELEMENTS("ResourceGroups", 0, apply_resource_groups),
	ELEMENTS("Resources", 0, apply_resources),
	END,
};

static const struct xml_rule named_times[] = {
	REFERENCES("Time", constraint_record, times),
	END,
};

static const struct xml_rule named_time_groups[] = {
	REFERENCES("TimeGroup", constraint_record, time_groups),
	REFERENCES("Day", constraint_record, time_groups),
	REFERENCES("Week", constraint_record, time_groups),
	END,
};

static const struct xml_attribute limited_attributes[] = {
	{"Reference", offsetof(struct limited_record, id), true},
	{"R", offsetof(struct limited_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule limited_rules[] = {
	NUMBER("Minimum", XML_MUST, limited_record, minimum, 0, MOST),
	NUMBER("Maximum", XML_MUST, limited_record, maximum, 0, MOST),
	END,
};

static const struct xml_rule limited_time_groups[] = {
	RECORDS("TimeGroup", 0, constraint_record, limited_groups, limited_record, limited_rules,
		limited_attributes),
	END,
};

static const struct xml_rule preferred_groups[] = {
	REFERENCES("ResourceGroup", constraint_record, preferred_groups),
	END,
};

static const struct xml_rule preferred_resources[] = {
	REFERENCES("Resource", constraint_record, preferred_resources),
	END,
};

/* What every kind has. */
#define COMMON(applies_to)                                                        \
	TEXT("Name", 0, constraint_record, name),                                 \
		TEXT("Required", XML_MUST, constraint_record, required),          \
		NUMBER("Weight", XML_MUST, constraint_record, weight, 0, MOST),   \
		TEXT("CostFunction", XML_MUST, constraint_record, cost_function), \
		ELEMENTS("AppliesTo", XML_MUST, applies_to)
#define CONSTRAINT_NUMBER(element, mandatory, member) \
	NUMBER(element, mandatory, constraint_record, member, 0, MOST)
#define MINIMUM_MAXIMUM                                  \
	CONSTRAINT_NUMBER("Minimum", XML_MUST, minimum), \
		CONSTRAINT_NUMBER("Maximum", XML_MUST, maximum)
#define ROLE TEXT("Role", XML_MUST, constraint_record, role)

static const struct xml_rule assign_resource[] = {COMMON(to_events), ROLE, END};
static const struct xml_rule assign_time[] = {COMMON(to_events), END};
static const struct xml_rule split_events[] = {
	COMMON(to_events),
	CONSTRAINT_NUMBER("MinimumDuration", XML_MUST, minimum_duration),
	CONSTRAINT_NUMBER("MaximumDuration", XML_MUST, maximum_duration),
	CONSTRAINT_NUMBER("MinimumAmount", XML_MUST, minimum),
	CONSTRAINT_NUMBER("MaximumAmount", XML_MUST, maximum),
	END,
};
static const struct xml_rule distribute_split_events[] = {
	COMMON(to_events),
	CONSTRAINT_NUMBER("Duration", XML_MUST, duration),
	MINIMUM_MAXIMUM,
	END,
};
static const struct xml_rule prefer_resources[] = {
	COMMON(to_events),
	ELEMENTS("ResourceGroups", 0, preferred_groups),
	ELEMENTS("Resources", 0, preferred_resources),
	ROLE,
	END,
};
static const struct xml_rule prefer_times[] = {
	COMMON(to_events),
	ELEMENTS("TimeGroups", 0, named_time_groups),
	ELEMENTS("Times", 0, named_times),
	CONSTRAINT_NUMBER("Duration", 0, duration),
	END,
};
static const struct xml_rule avoid_split_assignments[] = {COMMON(to_event_groups), ROLE, END};
static const struct xml_rule spread_events[] = {
	COMMON(to_event_groups),
	ELEMENTS("TimeGroups", 0, limited_time_groups),
	END,
};
static const struct xml_rule link_events[] = {COMMON(to_event_groups), END};
static const struct xml_rule order_events[] = {COMMON(to_pairs), END};
static const struct xml_rule avoid_clashes[] = {COMMON(to_resources), END};
static const struct xml_rule avoid_unavailable_times[] = {
	COMMON(to_resources),
	ELEMENTS("TimeGroups", 0, named_time_groups),
	ELEMENTS("Times", 0, named_times),
	END,
};
/* LimitIdleTimes, ClusterBusyTimes and LimitBusyTimes. */
static const struct xml_rule limit_times[] = {
	COMMON(to_resources),
	ELEMENTS("TimeGroups", 0, named_time_groups),
	MINIMUM_MAXIMUM,
	END,
};
static const struct xml_rule limit_workload[] = {COMMON(to_resources), MINIMUM_MAXIMUM, END};

#define CONSTRAINT(element, kind, rules)                                                     \
	RECORDS(element "Constraint", kind, instance_record, constraints, constraint_record, \
		rules, constraint_attributes)

static const struct xml_rule constraints_rules[] = {
	CONSTRAINT("AssignResource", WEFT_ASSIGN_RESOURCE, assign_resource),
	CONSTRAINT("AssignTime", WEFT_ASSIGN_TIME, assign_time),
	CONSTRAINT("SplitEvents", WEFT_SPLIT_EVENTS, split_events),
	CONSTRAINT("DistributeSplitEvents", WEFT_DISTRIBUTE_SPLIT_EVENTS, distribute_split_events),
	CONSTRAINT("PreferResources", WEFT_PREFER_RESOURCES, prefer_resources),
	CONSTRAINT("PreferTimes", WEFT_PREFER_TIMES, prefer_times),
	CONSTRAINT("AvoidSplitAssignments", WEFT_AVOID_SPLIT_ASSIGNMENTS, avoid_split_assignments),
	CONSTRAINT("SpreadEvents", WEFT_SPREAD_EVENTS, spread_events),
	CONSTRAINT("LinkEvents", WEFT_LINK_EVENTS, link_events),
	CONSTRAINT("OrderEvents", WEFT_ORDER_EVENTS, order_events),
	CONSTRAINT("AvoidClashes", WEFT_AVOID_CLASHES, avoid_clashes),
	CONSTRAINT("AvoidUnavailableTimes", WEFT_AVOID_UNAVAILABLE_TIMES, avoid_unavailable_times),
	CONSTRAINT("LimitIdleTimes", WEFT_LIMIT_IDLE_TIMES, limit_times),
	CONSTRAINT("ClusterBusyTimes", WEFT_CLUSTER_BUSY_TIMES, limit_times),
	CONSTRAINT("LimitBusyTimes", WEFT_LIMIT_BUSY_TIMES, limit_times),
	CONSTRAINT("LimitWorkload", WEFT_LIMIT_WORKLOAD, limit_workload),
	END,
};

/* --- instances, solutions, the archive ------------------------------------- */

static const struct xml_attribute instance_attributes[] = {
	{"Id", offsetof(struct instance_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule instance_rules[] = {
	METADATA(instance_record),
	ELEMENTS("Times", XML_MUST, times_rules),
	ELEMENTS("Resources", 0, resources_rules),
	ELEMENTS("Events", 0, events_rules),
	ELEMENTS("Constraints", 0, constraints_rules),
	END,
};

static const struct xml_attribute use_attributes[] = {
	{"Reference", offsetof(struct use_record, resource), false},
	{"R", offsetof(struct use_record, resource), false},
	{NULL, 0, false},
};

static const struct xml_rule use_rules[] = {
	TEXT("Role", 0, use_record, role),
	END,
};

static const struct xml_rule uses_rules[] = {
	RECORDS("Resource", 0, meet_record, uses, use_record, use_rules, use_attributes),
	END,
};

static const struct xml_attribute meet_attributes[] = {
	{"Reference", offsetof(struct meet_record, event), true},
	{"R", offsetof(struct meet_record, event), true},
	{NULL, 0, false},
};

static const struct xml_rule meet_rules[] = {
	NUMBER("Duration", 0, meet_record, duration, 1, MOST_DURATION),
	REFERENCE("Time", 0, meet_record, time),
	ELEMENTS("Resources", 0, uses_rules),
	END,
};

static const struct xml_rule meets_rules[] = {
	RECORDS("Event", 0, solution_record, meets, meet_record, meet_rules, meet_attributes),
	END,
};

static const struct xml_attribute cost_attributes[] = {
	{"Reference", offsetof(struct cost_record, constraint), true},
	{NULL, 0, false},
};

static const struct xml_rule cost_rules[] = {
	NUMBER("Cost", XML_MUST, cost_record, cost, 0, INT64_MAX),
	TEXT("Description", 0, cost_record, description),
	END,
};

static const struct xml_attribute object_attributes[] = {
	{"Reference", offsetof(struct report_object, id), true},
	{NULL, 0, false},
};

static const struct xml_rule object_rules[] = {
	{
		.name = "Constraint",
		.kind = XML_RECORD,
		.flags = XML_MANY | XML_ANY,
		.offset = offsetof(struct report_object, costs),
		.size = sizeof(struct cost_record),
		.children = cost_rules,
		.attributes = cost_attributes,
	},
	END,
};

/* Reports may say more than we know; that is passed over. */
#define REPORT_OBJECTS(element, section)                                                          \
	{                                                                                         \
		.name = element, .kind = XML_RECORD, .flags = XML_MANY | XML_ANY, .tag = section, \
		.offset = offsetof(struct report_record, objects),                                \
		.size = sizeof(struct report_object), .children = object_rules,                   \
		.attributes = object_attributes                                                   \
	}

static const struct xml_rule report_resources[] = {
	REPORT_OBJECTS("Resource", XHSTT_RESOURCES),
	END,
};

static const struct xml_rule report_events[] = {
	REPORT_OBJECTS("Event", XHSTT_EVENTS),
	END,
};

static const struct xml_rule report_event_groups[] = {
	REPORT_OBJECTS("EventGroup", XHSTT_EVENT_GROUPS),
	END,
};

static const struct xml_rule report_rules[] = {
	NUMBER("InfeasibilityValue", 0, report_record, hard, 0, INT64_MAX),
	NUMBER("ObjectiveValue", 0, report_record, soft, 0, INT64_MAX),
	ELEMENTS("Resources", XML_ANY, report_resources),
	ELEMENTS("Events", XML_ANY, report_events),
	ELEMENTS("EventGroups", XML_ANY, report_event_groups),
	END,
};

static const struct xml_attribute solution_attributes[] = {
	{"Reference", offsetof(struct solution_record, instance), true},
	{"R", offsetof(struct solution_record, instance), true},
	{NULL, 0, false},
};

static const struct xml_rule solution_rules[] = {
	TEXT("Description", 0, solution_record, description),
	TEXT("RunningTime", 0, solution_record, running_time),
	ELEMENTS("Events", 0, meets_rules),
	{
		.name = "Report",
		.kind = XML_PART,
		.flags = XML_ANY,
		.offset = offsetof(struct solution_record, report),
		.children = report_rules,
	},
	END,
};

static const struct xml_attribute solutions_attributes[] = {
	{"Id", offsetof(struct solutions_record, id), true},
	{NULL, 0, false},
};

static const struct xml_rule solutions_rules[] = {
	METADATA(solutions_record),
	RECORDS("Solution", 0, solutions_record, solutions, solution_record, solution_rules,
		solution_attributes),
	END,
};

static const struct xml_rule instances_rules[] = {
	RECORDS("Instance", 0, archive_record, instances, instance_record, instance_rules,
		instance_attributes),
	END,
};

static const struct xml_rule groups_rules[] = {
	RECORDS("SolutionGroup", 0, archive_record, groups, solutions_record, solutions_rules,
		solutions_attributes),
	END,
};

static const struct xml_rule archive_rules[] = {
	METADATA(archive_record),
	ELEMENTS("Instances", 0, instances_rules),
	ELEMENTS("SolutionGroups", 0, groups_rules),
	END,
};

static const struct xml_attribute archive_attributes[] = {
	{"Id", offsetof(struct archive_record, id), false},
	{NULL, 0, false},
};

const struct xml_rule xhstt_archive_rule = {
	.name = "HighSchoolTimetableArchive",
	.kind = XML_PART,
	.offset = 0,
	.children = archive_rules,
	.attributes = archive_attributes,
};
