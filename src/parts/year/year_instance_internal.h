/* year_instance_internal: what the makers of the engine's instance share. */
#ifndef WEFT_PARTS_YEAR_YEAR_INSTANCE_INTERNAL_H
#define WEFT_PARTS_YEAR_YEAR_INSTANCE_INTERNAL_H

#include "base/date.h"
#include "engine/builder.h"
#include "parts/year/year_instance.h"
#include "parts/year/year_internal.h"

/* What the steps of the making share. */
struct making {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *locks, *stay; /* may be NULL */
	struct weft_builder *builder;
	uint32_t *event;
	uint32_t *person; /* resource of a person, WEFT_NONE: none yet */
	uint32_t *team;   /* the same of a team */
	uint32_t weekday_group[SUNDAY + 1];
	uint8_t *open;     /* dates open to any lab */
	uint32_t *windows; /* first group of the stretches of so many days, by length */
};

/* A constraint of weight 1 with the code of what made it. */
struct weft_rule year_rule_of(enum weft_kind kind, bool required, struct str tag);

/* The same of a rule of the zone: required where it must hold, else with a weight. */
struct weft_rule year_rule_of_row(enum weft_kind kind, const struct zone_rule *row);

/* Rules that count labs and substitutes, and weekdays and shapes that are wished. */
void year_add_rules(struct making *m);

#endif
