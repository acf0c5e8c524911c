/* Shared by the files that make the specials' instance. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_INTERNAL_H
#define WEFT_PARTS_WEEK_SPECIALS_INTERNAL_H

#include "base/map.h"
#include "base/vec.h"
#include "engine/builder.h"
#include "parts/week/specials.h"

/* An instance in the making. */
struct specials_maker {
	struct specials *specials;
	struct arena *arena;
	const struct zone *zone;
	struct weft_builder *builder;
	struct map tags; /* of a rule's text: the tag */
	VEC(struct week_rule) rules;
	VEC(struct specials_group) groups;
	VEC(struct specials_event) events;
	VEC(uint32_t) person_of; /* by resource */
	uint32_t class_type, person_type;
	uint32_t *day_group;   /* by day, from 0 */
	uint32_t *class_of;    /* by section: resource, or WEFT_NONE */
	uint32_t *resource_of; /* by person: resource, or WEFT_NONE */
	uint32_t *site_of;     /* by school, or WEFT_NONE */
	bool *in_schools;      /* by school */
};

/* The tag of a rule, made when first asked for. */
int64_t specials_tag(struct specials_maker *maker, const struct week_rule *rule);

/* A required constraint of weight 1 with the tag of a rule; text names it. */
uint32_t specials_constraint(struct specials_maker *maker, enum weft_kind kind,
			     const struct week_rule *rule, const struct weft_limits *limits);

/* The first must rule of a kind that is for this school and person (either may be
 * ZONE_NONE), or ZONE_NONE. */
uint32_t specials_must(const struct zone *zone, enum zone_rule_kind kind, uint32_t school,
		       uint32_t person);

/* Whether a rule is asked of this instance; and of a specialist. */
bool specials_asks(const struct specials_maker *maker, const struct zone_rule *rule);
bool specials_is_for(const struct zone *zone, const struct zone_rule *rule, uint32_t person);

/* Who may give a row's visits at a school: people, in the order of assignments.csv. */
struct zone_list specials_teachers(struct arena *arena, const struct zone *zone, uint32_t row,
				   uint32_t school);

/* Whether a person has an assignment at one of the schools (empty: all). */
bool specials_is_at(const struct zone *zone, uint32_t person, struct zone_list schools);

/* Whether a person can be at a school on a day of the rotation, all the time. */
struct specials_span {
	int32_t start, end; /* minutes from midnight */
};
bool specials_may_work(const struct specials *specials, uint32_t person, uint32_t school,
		       int32_t day, struct specials_span span);

/* Days on which a person can be somewhere in that half. */
int64_t specials_half_days(const struct specials *specials, uint32_t person, enum zone_half half);

/* Whether a person can change schools at midday; *ret_pause: the longest pause, in minutes. */
bool specials_can_change(const struct specials *specials, uint32_t person, int32_t *ret_pause);

/* Minutes that a person needs from one school to another; -1: it is not said. */
int32_t specials_way(const struct specials *specials, uint32_t person, uint32_t from, uint32_t to);

/* How many classes the rooms of a special take at once at a school; 0: it has no such room; -1:
 * nothing is said of rooms. */
int32_t specials_places(const struct zone *zone, uint32_t subject, uint32_t school);

/* The same by a rule on places, which may name rooms, or a number of classes for each. */
int32_t specials_places_by(const struct zone *zone, uint32_t rule, uint32_t subject,
			   uint32_t school);

/* Whether a section has locked visits; those of a row, by day (positions in the task). */
bool specials_has_lock(const struct specials_maker *maker, uint32_t section);
struct zone_list specials_locks_of(const struct specials_maker *maker, uint32_t section,
				   uint32_t row);

/* The event is the locked visit; or one of the events from first on to the last is. */
void specials_lock_event(struct specials_maker *maker, uint32_t lock, uint32_t event);
void specials_lock_one_of(struct specials_maker *maker, uint32_t lock, uint32_t first);

/* A rule about a person that a row of rules.csv asks for, or none; the price of giving it up. */
struct week_rule specials_person_rule(enum week_rule_kind kind, uint32_t person, uint32_t rule);
int64_t specials_price(const struct zone *zone, uint32_t rule);

/* Steps: the classes' side and the specialists' side. */
bool specials_make_visits(struct specials_maker *maker, struct err *err);
void specials_make_people(struct specials_maker *maker);
void specials_make_available(struct specials_maker *maker, uint32_t person);
void specials_make_breaks(struct specials_maker *maker, uint32_t person);
void specials_make_common(struct specials_maker *maker);
void specials_make_caps(struct specials_maker *maker);
void specials_make_room(struct specials_maker *maker);

#endif
