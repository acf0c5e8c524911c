/* builder_internal: what a builder has collected; read by builder_finish.c.
 *
 * Membership is collected as pairs (owner, item) in the order of the calls and
 * sorted into lists at the end.
 */
#ifndef WEFT_ENGINE_BUILDER_INTERNAL_H
#define WEFT_ENGINE_BUILDER_INTERNAL_H

#include "base/vec.h"
#include "engine/builder.h"
#include "engine/index.h"

struct owned {
	uint32_t owner, item;
};

struct owned_list {
	struct owned *at;
	size_t n, cap;
};

struct owned_pair {
	uint32_t owner;
	struct weft_event_pair pair;
};

struct owned_group {
	uint32_t owner;
	struct weft_limited_group group;
};

struct owned_distance {
	uint32_t owner;
	struct weft_site_pair pair;
};

struct weft_builder {
	struct arena *arena; /* the instance's: its text and arrays */
	struct arena *work;  /* the builder's own */
	struct err err;
	bool finished;
	struct weft_instance *instance;
	struct weft_index *index;

	VEC(struct weft_time) times;
	VEC(struct weft_time_group) time_groups;
	VEC(struct weft_resource_type) types;
	VEC(struct weft_resource_group) resource_groups;
	VEC(struct weft_resource) resources;
	VEC(struct weft_site) sites;
	VEC(struct weft_event) events;
	VEC(struct weft_event_resource) needs;
	VEC(struct weft_event_group) event_groups;
	VEC(struct weft_constraint) constraints;

	struct owned_list times_in, resources_in, events_in; /* owner: the group */
	struct owned_list ticks;                             /* owner: the time */

	/* Owner: the constraint. */
	struct owned_list to_events, to_event_groups, to_resources, to_resource_groups;
	struct owned_list of_times, of_time_groups, of_resources, of_resource_groups;
	VEC(struct owned_pair) pairs;
	VEC(struct owned_group) limited;
	VEC(struct owned_distance) distances;
};

/* Remember the first fault. Always returns WEFT_NONE. */
uint32_t builder_fail(struct weft_builder *builder, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* False, with a sentence, if index is not below n. what is "time", "event" ... */
bool builder_check(struct weft_builder *builder, uint32_t index, size_t n, const char *what);

#endif
