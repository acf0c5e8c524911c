/* commitment: what a school promises about its learning, ranked.
 *
 * A commitment is one sentence of a school's vision ("Every grade team studies student thinking
 * together each week"). Rules, meetings, labs, and later dollars and evidence, name the one
 * they serve, so that each can say why it is there, and each promise can say what it still
 * lacks. A reworded commitment is a new version under the same code; old versions stay.
 */
#ifndef WEFT_PARTS_VISION_COMMITMENT_H
#define WEFT_PARTS_VISION_COMMITMENT_H

#include "base/str.h"

#include <stdint.h>

struct commitment {
	uint32_t line;        /* in commitments.csv, 0: not from a file */
	struct str code;      /* "C3", unique */
	uint32_t school;      /* index of a school, UINT32_MAX: the whole zone */
	int32_t rank;         /* 1 is the first to be kept when not all can be */
	struct str text;      /* one sentence */
	uint32_t owner;       /* index of a person, UINT32_MAX: none yet */
	int32_t version;      /* 1, 2 ... of the wording */
	struct str agreed_by; /* "staff vote", "leadership team" */
	int32_t agreed_on;    /* date, INT32_MIN: not agreed yet */
};

/* What one would see or hear in a room if the commitment is kept. */
struct commitment_look_for {
	uint32_t line;
	uint32_t commitment; /* index */
	int32_t rank;        /* order among those of the commitment */
	struct str text;
};

#endif
