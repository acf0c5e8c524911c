/* model: the hard constraints of an instance as a linear system.
 *
 * Internal to the proof. Variables:
 *
 *	y(e, d, s, k)	event e has a k-th meet of duration d that starts at s, or
 *			(s = WEFT_NONE) that is not timetabled
 *	w(y, n, r)	the meet of y has resource r in its n-th need
 *	b(r, t)		resource r is busy at time t, where a rule must know
 *
 * and some that rules define on top. How each kind of constraint is written down is
 * said in docs/engine-proof.md. Facts, which no rule carries and nothing relaxes,
 * are: what is preassigned, what types allow, the durations that SplitEvents allows,
 * and (with options.facts_without_price) preferences of constraints without a price.
 */
#ifndef WEFT_ENGINE_PROOF_MODEL_H
#define WEFT_ENGINE_PROOF_MODEL_H

#include "engine/proof.h"
#include "engine/proof/linear.h"

/* A possible meet of an event: variable y. */
struct placement {
	uint32_t var, event, start; /* start may be WEFT_NONE */
	int32_t duration;
	uint32_t first_choice; /* of the w variables, by need and resource */
	uint32_t n_choices;
};

/* A resource that a possible meet may have: variable w. */
struct choice {
	uint32_t var, placement, need, resource;
};

/* A variable that makes a resource busy from start on. */
struct use {
	uint32_t var, event, start;
	int32_t duration;
};

struct model {
	struct arena *arena;
	const struct weft_instance *instance;
	const struct weft_proof_options *options;
	struct linear linear;
	size_t n_stated; /* rows of the instance; those after them follow from them */

	/* Rules: constraints with the same tag are one rule. */
	VEC(struct weft_rule_info) rules;
	uint32_t *rule_of; /* by constraint: rule, LINEAR_DEFINITION if a fact or not hard */
	bool *fact;        /* by constraint: its effect is in the variables */

	VEC(struct placement) placements;
	uint32_t *first_placement; /* by event, n_events + 1 */
	VEC(struct choice) choices;
	struct {
		VEC(struct use) uses;
		uint32_t *busy; /* b by time, or NULL; WEFT_NONE: not made */
		uint32_t *any;  /* "busy at least once" by time group, likewise */
	} * resources;
	int32_t *most_at;            /* by event and time: meets that may start, after facts */
	uint64_t *allowed_times;     /* by event: bit sets, after facts */
	uint64_t *allowed_resources; /* by event resource: bit sets, after facts */

	VEC(struct str) not_covered; /* sentences */
	bool stopped;                /* too large, or too late: see model_stops() */
};

/* Build everything. False, with a sentence, if the system would be too large. */
bool model_build(struct model *model, const struct weft_instance *instance,
		 const struct weft_proof_options *options, struct arena *arena, struct err *err);

/* Steps of model_build(), by file. */
void model_find_rules(struct model *model);                      /* model_rules.c */
bool model_make_variables(struct model *model, struct err *err); /* model_variables.c */
void model_constrain_events(struct model *model);                /* model_events.c */
void model_constrain_resources(struct model *model);             /* model_resources.c */
void model_constrain_school(struct model *model);                /* model_school.c */
void model_constrain_days(struct model *model);                  /* model_days.c */

/* Is the constraint to be written as rows? Its rule is then model->rule_of[]. */
bool model_is_rule(const struct model *model, uint32_t constraint);

/* Note that a constraint is left out; the verdict "feasible" then speaks of the rest. */
void model_not_covered(struct model *model, uint32_t constraint, const char *why);

/* Is the model too large, or the deadline passed? Then building ends early. */
bool model_stops(struct model *model);

/* By how many times must the window of a row (linear_window) be wider on each side so
 * that the variable is within? UINT32_MAX: it never is, for want of a free time that day. */
uint32_t model_outside(const struct model *model, const uint64_t *named,
		       const struct linear_row *row, uint32_t var);

/* The preferred resources of a PreferResources constraint, as a set. */
void model_preferred(const struct model *model, uint32_t constraint, uint64_t *ret);

/* The times that a constraint names, alone and in groups, as a set. */
uint64_t *model_named_times(const struct model *model, uint32_t constraint);

/* b(r, t), made with its definition when first asked for. */
uint32_t model_busy(struct model *model, uint32_t resource, uint32_t time);

/* Does the use cover the time? */
static inline bool use_covers(const struct use *use, uint32_t time)
{
	return use->start != WEFT_NONE && time >= use->start &&
	       time < use->start + (uint32_t)use->duration;
}

static inline bool use_starts(const struct use *use, uint32_t time)
{
	return use->start == time;
}

/* A variable for "one of the uses that pass the test at this time is chosen", defined
 * both ways (uses may overlap); WEFT_NONE if none passes. */
typedef bool (*use_test)(const struct use *use, uint32_t time);
uint32_t model_any(struct model *model, const struct use *uses, size_t n, use_test test,
		   uint32_t time);

/* All uses by the events of a list: their possible meets. In the model's arena. */
struct use *model_uses(struct model *model, struct weft_list events, size_t *ret_n);

#endif
