/* What the files that build an instance share. */
#ifndef WEFT_KIT_FORMATS_XHSTT_XHSTT_BUILD_INTERNAL_H
#define WEFT_KIT_FORMATS_XHSTT_XHSTT_BUILD_INTERNAL_H

#include "engine/builder.h"
#include "kit/formats/xhstt/xhstt_records.h"

/* What is counted while building, to refuse what would take too much memory, or whose
 * costs 64 bits could not hold. */
struct counts {
	uint64_t columns; /* times and resources: what the engine may keep for a point */
	uint64_t points;  /* constraints and their points of application so far */
	uint64_t cells;   /* sum over events of duration times needs */
	uint64_t needs;   /* of all events */
	int64_t duration; /* of all events together */
	int64_t workload; /* the largest */
	double magnitude; /* what all constraints so far could cost at most */
};

struct building {
	const char *name; /* of the file */
	struct weft_builder *builder;
	/* By resource group and by event group: members so far. */
	uint64_t *resource_group_size, *event_group_size;
	struct counts *counts;
};

enum thing { TIME, TIME_GROUP, RESOURCE_TYPE, RESOURCE_GROUP, RESOURCE, EVENT, EVENT_GROUP };

/* Whether the builder is content so far; else its fault, with the place. */
bool xhstt_built(const struct building *b, const struct xml_head *at, struct err *err);

/* The index of what a reference names. */
bool xhstt_lookup(const struct building *b, enum thing thing, const struct xml_head *at,
		  struct str id, uint32_t *ret, struct err *err);

/* How much of an id an error shows: for "%.*s". */
int xhstt_shown(struct str id);

bool xhstt_build_constraint(const struct building *b, const struct constraint_record *record,
			    struct err *err);

#endif
