/* week_proposal: what staff suggest for a plan of the week, and who decided what about it.
 *
 * A suggestion names a booking (its line as it was looked at) and where it shall go (the wish, a
 * text of week_wish.h). Nothing changes until somebody of the leadership team accepts it: then the
 * change is made in the plan in the same transaction, as a step like any other, which can be
 * undone. Members of the team can say beforehand whether they are for it. Nothing is deleted. Any
 * thread.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_PROPOSAL_H
#define WEFT_PARTS_WEEK_WEEK_PROPOSAL_H

#include "parts/week/week_scenario.h"

enum week_proposal_state {
	WEEK_SUGGESTED,
	WEEK_ACCEPTED,
	WEEK_DECLINED,
	WEEK_TAKEN_BACK, /* by whoever suggested it */
};

/* What a member of the leadership team says to it. */
struct week_voice {
	int64_t proposal_id, account_id;
	bool in_favor;
	struct str words, who; /* words may be empty */
};

struct week_proposal {
	int64_t id, school_id, scenario_id, account_id, made_ms;
	uint32_t line;
	struct str before, wish, what, why, who;
	enum week_proposal_state state;
	int64_t decided_by, decided_ms;
	struct str answer, decider;
	const struct week_voice *voice; /* of open ones, in the order in which they were given */
	size_t n_voices;
};

struct week_proposals {
	struct week_proposal *at;
	size_t n;
};

/* Suggest it: school, plan, account, line, before, wish, what and why are taken. The same wish of
 * the same account that is still open is not made twice. */
bool week_proposal_add(struct db *db, int64_t zone_id, const struct week_proposal *proposal,
		       int64_t *ret_id, struct err *err);

/* Of a school: the open ones first, the oldest on top; then up to limit that are decided, the
 * newest on top. */
bool week_proposal_list(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			int64_t limit, struct week_proposals *ret, struct err *err);

/* How many are open at a school. */
bool week_proposal_count(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			 int64_t *ret, struct err *err);

/* One of a school, without its voices. ERR_NOT_FOUND: there is none there. */
bool week_proposal_find(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			int64_t id, struct week_proposal *ret, struct err *err);

/* Say whether one is for it, or say it anew. ERR_CONFLICT: it is decided. */
bool week_proposal_say(struct db *db, int64_t zone_id, const struct week_voice *voice,
		       struct err *err);

struct week_decision {
	int64_t zone_id, id, account_id;
	enum week_proposal_state state;
	struct str answer;
	const struct week_edit *edit; /* of an accepted one: made with it, or neither is */
};

/* ERR_CONFLICT: somebody decided it before, or the plan is not any more what it was. */
bool week_proposal_decide(struct db *db, const struct week_decision *decision, struct err *err);

#endif
