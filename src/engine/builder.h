/* builder: makes an instance, and refuses a wrong one with a sentence.
 *
 * Add things in any order in which what is referred to exists already; each
 * weft_builder_add_... returns the index of the new thing. All text is copied.
 *
 * Errors stick: the first wrong call is remembered, later calls do nothing (adding
 * returns WEFT_NONE), and weft_builder_finish() fails with the sentence. So a caller
 * may write a whole instance down and look once; a reader that knows line numbers
 * looks at weft_builder_error() after each thing. (This departs from one struct err
 * per call: an instance is some hundred calls of which none fails alone.)
 *
 *	struct weft_builder *b = weft_builder_create(STR("demo"));
 *	uint32_t teacher = weft_builder_add_resource_type(b, STR("Teacher"), STR("Teacher"));
 *	...
 *	if (!weft_builder_finish(b, &instance, &err))
 *		complain(err.text);
 *	weft_builder_destroy(b);
 */
#ifndef WEFT_ENGINE_BUILDER_H
#define WEFT_ENGINE_BUILDER_H

#include "base/err.h"
#include "engine/instance.h"

struct weft_builder;

struct weft_builder *weft_builder_create(struct str id);
void weft_builder_destroy(struct weft_builder *builder); /* NULL is allowed */

/* The first fault so far, or NULL. */
const struct err *weft_builder_error(const struct weft_builder *builder);

void weft_builder_set_metadata(struct weft_builder *builder, const struct weft_metadata *metadata);

/* Times, in their order in the cycle, and groups of them. Ids are unique within
 * their kind (weeks, days and time groups are one kind; so are courses and event
 * groups), and not empty. A name may be empty. */
uint32_t weft_builder_add_time(struct weft_builder *builder, struct str id, struct str name);
uint32_t weft_builder_add_time_group(struct weft_builder *builder, struct str id, struct str name,
				     enum weft_time_group_kind kind);
void weft_builder_put_time(struct weft_builder *builder, uint32_t group, uint32_t time);

/* When in its day a time is, for SameTimeOfDay. Without this it is the time's rank
 * among the times of its day; with days of different shape set it, e.g. minutes. */
void weft_builder_set_time_of_day(struct weft_builder *builder, uint32_t time, uint32_t tick);

uint32_t weft_builder_add_resource_type(struct weft_builder *builder, struct str id,
					struct str name);
uint32_t weft_builder_add_resource_group(struct weft_builder *builder, struct str id,
					 struct str name, uint32_t type);
uint32_t weft_builder_add_resource(struct weft_builder *builder, struct str id, struct str name,
				   uint32_t type);
void weft_builder_put_resource(struct weft_builder *builder, uint32_t group, uint32_t resource);

uint32_t weft_builder_add_site(struct weft_builder *builder, struct str id, struct str name);

/* Groups are sets: putting an event (time, resource) into a group twice is once. */
uint32_t weft_builder_add_event_group(struct weft_builder *builder, struct str id, struct str name,
				      bool course);
void weft_builder_put_event(struct weft_builder *builder, uint32_t group, uint32_t event);

/* An event of so many times; its workload is its duration until it is set. */
uint32_t weft_builder_add_event(struct weft_builder *builder, struct str id, struct str name,
				int32_t duration);
void weft_builder_set_event_workload(struct weft_builder *builder, uint32_t event,
				     int32_t workload);
void weft_builder_set_event_time(struct weft_builder *builder, uint32_t event, uint32_t time);
void weft_builder_set_event_color(struct weft_builder *builder, uint32_t event, struct str color);
void weft_builder_set_event_size(struct weft_builder *builder, uint32_t event, int32_t size);
void weft_builder_set_event_site(struct weft_builder *builder, uint32_t event, uint32_t site);

/* What an event needs. */
struct weft_need {
	struct str role;   /* unique in the event; may be empty if a resource is given */
	uint32_t type;     /* WEFT_NONE: that of the resource, which must then be given */
	uint32_t resource; /* preassigned, or WEFT_NONE */
	bool has_workload; /* otherwise the event's workload */
	int32_t workload;
};

/* The position of the new event resource among those of the event: 0, 1 ... */
uint32_t weft_builder_add_need(struct weft_builder *builder, uint32_t event,
			       const struct weft_need *need);

/* Every member of the group that it has now, preassigned without a role. */
void weft_builder_add_group_need(struct weft_builder *builder, uint32_t event, uint32_t group);

/* A constraint: the plain members; the lists follow by the calls below. */
struct weft_rule {
	enum weft_kind kind;
	struct str id, name; /* an id, where given, is unique among constraints */
	bool required;
	int32_t weight; /* 0 ... 1000000 */
	enum weft_cost_function cost_function;
	struct weft_limits limits;
	struct str role;
	int64_t tag;
	struct str tag_text;
	int64_t price; /* 0 is a price: set WEFT_NO_PRICE where there is none */
};

uint32_t weft_builder_add_constraint(struct weft_builder *builder, const struct weft_rule *rule);

/* To what it applies. Which of these a kind takes is in docs/engine.md; the wrong
 * one is an error. A thing named twice is two points of application. */
void weft_builder_apply_to_event(struct weft_builder *builder, uint32_t constraint, uint32_t event);
void weft_builder_apply_to_event_group(struct weft_builder *builder, uint32_t constraint,
				       uint32_t group);
void weft_builder_apply_to_pair(struct weft_builder *builder, uint32_t constraint,
				const struct weft_event_pair *pair);
void weft_builder_apply_to_resource(struct weft_builder *builder, uint32_t constraint,
				    uint32_t resource);
void weft_builder_apply_to_resource_group(struct weft_builder *builder, uint32_t constraint,
					  uint32_t group);

/* Of what it speaks: preferred, unavailable or travel times; days of idle times ... */
void weft_builder_name_time(struct weft_builder *builder, uint32_t constraint, uint32_t time);
void weft_builder_name_time_group(struct weft_builder *builder, uint32_t constraint,
				  uint32_t group);
/* SpreadEvents only, which takes its time groups this way. */
void weft_builder_name_limited_group(struct weft_builder *builder, uint32_t constraint,
				     uint32_t group, int32_t minimum, int32_t maximum);
void weft_builder_name_resource(struct weft_builder *builder, uint32_t constraint,
				uint32_t resource);
void weft_builder_name_resource_group(struct weft_builder *builder, uint32_t constraint,
				      uint32_t group);
/* Travel only: the way between two sites takes so many times instead of limits.length. */
void weft_builder_name_distance(struct weft_builder *builder, uint32_t constraint, uint32_t from,
				uint32_t to, int32_t length);

/* The index of what was added under this id, or WEFT_NONE. */
uint32_t weft_builder_find_time(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_time_group(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_resource_type(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_resource_group(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_resource(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_site(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_event_group(const struct weft_builder *builder, struct str id);
uint32_t weft_builder_find_event(const struct weft_builder *builder, struct str id);

/* Make the instance. The builder is used up either way: only destroy it. On failure
 * (ERR_INVALID) *ret is untouched and err holds the first fault. */
bool weft_builder_finish(struct weft_builder *builder, struct weft_instance **ret, struct err *err)
	__attribute__((warn_unused_result));

#endif
