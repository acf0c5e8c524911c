/* year_undo: take changes of the plan back, as often as one likes, and bring them forth again.
 *
 * Nothing is deleted: to undo a version is to make a new one in which every lab is where it was
 * before it. The note of such a version says which one it undoes, so that the next undo goes one
 * further back, and redo knows what to bring forth.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_UNDO_H
#define WEFT_PARTS_YEAR_YEAR_UNDO_H

#include "parts/year/year_store.h"

struct year_undoable {
	int64_t undo, redo; /* the version that the next undo or redo is about; 0: none */
};

/* versions: newest first, as year_store_versions() gives them, all of them. */
struct year_undoable year_undo_of(const struct year_version *versions, size_t n);

/* For those who may change labs of all schools in "edits" (one a school, true: may). ERR_NOT_FOUND:
 * nothing to undo. ERR_DENIED: the change was about a lab of another school. */
struct year_undoing {
	bool redo;
	const bool *edits;
	int64_t account_id;
};
bool year_undo(struct db *db, struct arena *arena, int64_t zone_id,
	       const struct year_problem *problem, const struct year_undoing *undoing,
	       struct err *err);

#endif
