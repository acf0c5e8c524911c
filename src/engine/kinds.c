#include "engine/constraints/constraints.h"

static const struct kind *const kinds[WEFT_N_KINDS] = {
	[WEFT_ASSIGN_RESOURCE] = &kind_assign_resource,
	[WEFT_ASSIGN_TIME] = &kind_assign_time,
	[WEFT_SPLIT_EVENTS] = &kind_split_events,
	[WEFT_DISTRIBUTE_SPLIT_EVENTS] = &kind_distribute_split_events,
	[WEFT_PREFER_RESOURCES] = &kind_prefer_resources,
	[WEFT_PREFER_TIMES] = &kind_prefer_times,
	[WEFT_AVOID_SPLIT_ASSIGNMENTS] = &kind_avoid_split_assignments,
	[WEFT_SPREAD_EVENTS] = &kind_spread_events,
	[WEFT_LINK_EVENTS] = &kind_link_events,
	[WEFT_ORDER_EVENTS] = &kind_order_events,
	[WEFT_AVOID_CLASHES] = &kind_avoid_clashes,
	[WEFT_AVOID_UNAVAILABLE_TIMES] = &kind_avoid_unavailable_times,
	[WEFT_LIMIT_IDLE_TIMES] = &kind_limit_idle_times,
	[WEFT_CLUSTER_BUSY_TIMES] = &kind_cluster_busy_times,
	[WEFT_LIMIT_BUSY_TIMES] = &kind_limit_busy_times,
	[WEFT_LIMIT_WORKLOAD] = &kind_limit_workload,
	[WEFT_CAPACITY] = &kind_capacity,
	[WEFT_TRAVEL] = &kind_travel,
	[WEFT_FREE_BLOCKS] = &kind_free_blocks,
	[WEFT_SAME_TIME_OF_DAY] = &kind_same_time_of_day,
	[WEFT_MINIMUM_GAP] = &kind_minimum_gap,
	[WEFT_KEEP_OUT] = &kind_keep_out,
	[WEFT_BREAKS] = &kind_breaks,
	[WEFT_GATHERINGS] = &kind_gatherings,
};

const struct kind *kind_of(enum weft_kind kind)
{
	return kinds[kind];
}
