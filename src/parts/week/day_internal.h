/* Shared by the files that make and solve a day. */
#ifndef WEFT_PARTS_WEEK_DAY_INTERNAL_H
#define WEFT_PARTS_WEEK_DAY_INTERNAL_H

#include "base/text.h"
#include "engine/builder.h"
#include "engine/proof.h"
#include "parts/week/day.h"
#include "parts/week/week_choose.h"

struct day_maker {
	struct day *day;
	struct weft_builder *builder;
	uint32_t class_type, person_type, pair_type;
	uint32_t *unit_resource;   /* by unit */
	uint32_t *person_resource; /* by person, WEFT_NONE: not in this day */
	uint32_t clash_classes, clash_people, clash_pairs; /* constraints */
	VEC(uint32_t) windows;                             /* scratch */
	int32_t first_minute, ticks, tick;
	bool musts_only;
	uint32_t n_pairs;
	/* Of several days in one instance: which one of them, of which those before are made and
	 * lie before it in memory; where its ticks begin, and what its tags are counted from. */
	bool is_joint;
	size_t number;
	int32_t first_tick;
	int64_t first_tag;
};

/* The time of the instance at a tick of the day. */
uint32_t day_time(const struct day_maker *maker, int32_t tick);

/* An id of the instance: several days have the same. */
struct str day_id(const struct day_maker *maker, struct str id);

/* A builder for a day, or for several of its shape; the day itself is not set yet. */
struct day_maker day_maker_of(const struct day *day, bool musts_only);

/* The day's events and rules, after those that the builder has. */
void day_make(struct day_maker *maker);

/* "...: rules. These cannot hold together." of a conflict whose rules are of some days; then its
 * ids and remedies. day_refute.c. */
struct day_refuting {
	const struct days *days;
	struct weft_proof *proof;
	const struct deadline *deadline;
	struct weft_conflicts conflicts;
	struct day_findings *findings;
};
void day_tell_conflicts(struct day_refuting *r);

/* The tag of a rule. */
int64_t day_tag(struct day_maker *maker, const struct day_rule *rule);

/* A hard constraint with the rule's tag. */
uint32_t day_constraint(struct day_maker *maker, enum weft_kind kind, const struct day_rule *rule,
			const struct weft_limits *limits);

/* Whether rules of a strength belong into this instance. */
bool day_wants(const struct day_maker *maker, enum zone_strength strength);

/* Add an event for a new item; it needs its unit's resource unless unit is ZONE_NONE. */
uint32_t day_add_item(struct day_maker *maker, const struct day_item *item);

/* The item starts within [earliest, latest end - minutes]: by rule. */
void day_window(struct day_maker *maker, const struct day_rule *rule, uint32_t item,
		int32_t earliest, int32_t latest);

/* Two items never at the same time (gap 0) or with a gap between them: by rule. */
void day_apart(struct day_maker *maker, const struct day_rule *rule, uint32_t a, uint32_t b,
	       int32_t gap_minutes);

bool day_rule_applies(const struct day *day, const struct zone_rule *rule);
bool day_has_grade(struct zone_list list, const struct day_unit *unit);

void day_make_needs(struct day_maker *maker);
void day_make_waves(struct day_maker *maker);
void day_make_rules(struct day_maker *maker);
void day_make_same_time(struct day_maker *maker, uint32_t row);
void day_make_services(struct day_maker *maker);
void day_make_locks(struct day_maker *maker);

/* How long a locked block of a subject is for a unit; minutes where none is locked. */
int32_t day_locked_minutes(const struct day *day, uint32_t unit, uint32_t subject, int32_t minutes);

/* What the plan before says of the items: a wish for each. */
struct weft_wishes day_wishes(const struct day *day, const struct weft_instance *instance);

/* What one could do instead of keeping the rule, and what that costs. */
struct str day_rule_remedy(const struct day *day, const struct day_rule *rule);
struct str day_rule_price(const struct day *day, const struct day_rule *rule);

/* Minutes rounded up to ticks. */
int32_t day_ticks(const struct day_maker *maker, int32_t minutes);

/* The instance of a day; tags of its constraints are positions in day->rules, from 1. */
bool day_build(struct day *day, bool musts_only, struct weft_instance **ret, struct err *err);

#endif
