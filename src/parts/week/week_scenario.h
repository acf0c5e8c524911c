/* week_scenario: plans of the week as people work on them.
 *
 * A scenario is a plan that was solved or imported, and the steps that people took since: each
 * replaces whole lines of its bookings (week_file.h), named by their number. A step says what each
 * line was before; where it is something else by now, somebody was quicker, and the step is
 * refused with ERR_CONFLICT instead of undoing their work. Two people who change different
 * bookings never meet. Steps can be undone and redone without limit and are never deleted.
 *
 * Adopting a scenario puts it in force (week_adopt.h), for one school or for all, from a date on.
 * It can be changed afterwards: what is in force stays as it was adopted until it is adopted again.
 * Any thread.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_SCENARIO_H
#define WEFT_PARTS_WEEK_WEEK_SCENARIO_H

#include "kit/db/db.h"
#include "parts/week/week.h"

struct week_scenario {
	int64_t id, parent_id, made_ms, account_id, revision;
	struct str name, report; /* the solver's sentences, one a line */
	struct str patch;        /* rows of the zone that it counts on (week_patch.h) */
};

struct week_scenarios {
	struct week_scenario *at; /* newest first */
	size_t n;
};

bool week_scenario_list(struct db *db, struct arena *arena, int64_t zone_id,
			struct week_scenarios *ret, struct err *err);
/* One; id 0: the newest. *ret_found false when there is none. */
bool week_scenario_find(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			struct week_scenario *ret, bool *ret_found, struct err *err);

struct week_scenario_new {
	int64_t zone_id, parent_id, account_id;
	struct str name, bookings, report, patch;
};
bool week_scenario_add(struct db *db, const struct week_scenario_new *new, int64_t *ret_id,
		       struct err *err);

/* Lines of more schools for a plan that has nothing of them yet, and what the solver says of
 * them. A plan that has lines of the first school already stays as it is: whoever appends may do so
 * twice. ERR_NOT_FOUND: there is no such plan. */
struct week_more {
	int64_t zone_id, scenario_id;
	struct str school; /* code of the first one */
	struct str bookings, report;
};
bool week_scenario_append(struct db *db, const struct week_more *more, struct err *err);

/* The lines as they are now, without the head; each without its end. */
struct week_lines {
	struct str *at;
	size_t n;
};
bool week_scenario_lines(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			 struct week_lines *ret, struct err *err);

/* As a whole file again, with the head. */
struct str week_lines_text(struct arena *arena, const struct week_lines *lines);

struct week_change {
	uint32_t line;
	struct str before, after;
};

struct week_edit {
	int64_t zone_id, scenario_id, account_id;
	const struct week_change *change;
	size_t n;
	struct str what; /* a sentence for the list of changes */
	struct str once; /* not empty: a second edit of the account with the same text is a
			  * success that changes nothing (the answer to the first was lost) */
};

/* Take a step. A step of no lines is none. ERR_CONFLICT: a line is not any more what the person
 * saw; err says who changed it to what. */
bool week_scenario_edit(struct db *db, const struct week_edit *edit, struct err *err);
/* The same inside of a transaction of the caller's. */
bool week_scenario_step(struct db *tx, const struct week_edit *edit, struct err *err);

/* Whether an edit with the same "once" was taken before. */
bool week_scenario_was_taken(struct db *db, struct arena *arena, const struct week_edit *edit,
			     bool *ret, struct err *err);

/* Always false: the error of a step that came too late for a line, with who was quicker. */
bool week_scenario_too_late(struct db *db, struct arena *arena, const struct week_edit *edit,
			    uint32_t line, struct err *err);

/* Take a person's last step back, or the last one taken back forward again. ERR_NOT_FOUND: there
 * is none; ERR_CONFLICT: somebody has changed the same booking since. *ret_what: its sentence. */
bool week_scenario_undo(struct db *db, struct arena *arena, const struct week_edit *who,
			struct str *ret_what, struct err *err);
bool week_scenario_redo(struct db *db, struct arena *arena, const struct week_edit *who,
			struct str *ret_what, struct err *err);

struct week_step {
	int64_t step, account_id, made_ms, revision;
	uint32_t line;
	bool undone;
	struct str what, who; /* who: the account's name */
};

struct week_steps {
	struct week_step *at; /* newest first */
	size_t n;
};

/* Up to limit of them. */
bool week_scenario_history(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			   int64_t limit, struct week_steps *ret, struct err *err);

#endif
