/* made: small schools for tests of the proof, and what is expected of them. */
#ifndef WEFT_TESTS_ENGINE_PROOF_MADE_H
#define WEFT_TESTS_ENGINE_PROOF_MADE_H

#include "engine/builder.h"
#include "engine/proof.h"

extern const struct deadline never;

struct made {
	struct arena *arena;
	struct weft_builder *b;
	uint32_t type, all_events; /* a resource type; a group of all events */
	uint32_t n_times, n_events;
	struct weft_instance *instance;
	struct weft_proof *proof;
};

/* n_days days "D0", "D1" ... of so many times. */
struct made make(uint32_t n_days, uint32_t times_a_day);
struct str numbered(struct made *m, const char *what, uint32_t i);
uint32_t add_resource(struct made *m, const char *id);
/* Of the duration, with the resources preassigned (WEFT_NONE: not). */
uint32_t add_event(struct made *m, int32_t duration, uint32_t resource, uint32_t other);
uint32_t add_rule(struct made *m, enum weft_kind kind, const char *id, int64_t price,
		  struct weft_limits limits);
/* Every event gets a time: "times". */
void all_timetabled(struct made *m, int64_t price);
/* No event is split: a fact. */
void nothing_split(struct made *m);
void no_clash(struct made *m, const char *id, uint32_t resource, int64_t price);
uint32_t blocked(struct made *m, const char *id, uint32_t resource, int64_t price, uint32_t from,
		 uint32_t to);
void finish(struct made *m, const struct weft_proof_options *options);
void discard(struct made *m);

/* The names, separated by spaces, in the order of the rules. */
const char *names(struct made *m, struct weft_list rules);

/* Exactly these minimal conflicts, in any order. */
struct weft_conflicts expect_conflicts(struct made *m, const char *const *wanted, size_t n);

struct wanted {
	const char *names;
	int64_t price, number_by;
};

/* Exactly these, in this order. */
void expect_relaxations(struct made *m, const struct wanted *wanted, size_t n);

#define N(array) (sizeof(array) / sizeof *(array))

#endif
