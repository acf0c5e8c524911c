/* constraints: the kinds, one file each; kinds.c has the table.
 *
 * Internal to src/engine.
 */
#ifndef WEFT_ENGINE_CONSTRAINTS_H
#define WEFT_ENGINE_CONSTRAINTS_H

#include "engine/explain_internal.h"
#include "engine/kind.h"

extern const struct kind kind_assign_resource, kind_assign_time, kind_split_events,
	kind_distribute_split_events, kind_prefer_resources, kind_prefer_times,
	kind_avoid_split_assignments, kind_spread_events, kind_link_events, kind_order_events,
	kind_avoid_clashes, kind_avoid_unavailable_times, kind_limit_idle_times,
	kind_cluster_busy_times, kind_limit_busy_times, kind_limit_workload, kind_capacity,
	kind_travel, kind_free_blocks, kind_same_time_of_day, kind_minimum_gap,
	kind_keep_out, kind_breaks, kind_gatherings;

#endif
