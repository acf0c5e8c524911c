#include "parts/year/year_undo.h"

#include <string.h>

enum { VERSIONS_MAX = 1000 };

static const struct str undone = STR_INIT("Undone: change "), redone = STR_INIT("Redone: change ");

/* The version that a note of ours is about, 0: it is none. */
static int64_t about(struct str note, struct str word)
{
	int64_t version;

	return str_starts_with(note, word) &&
			       str_to_i64(str_slice(note, word.len, note.len), &version)
		       ? version
		       : 0;
}

/* The changes that hold, and those taken back, each with the newest last: as the versions
 * followed each other. */
struct stacks {
	int64_t held[VERSIONS_MAX], back[VERSIONS_MAX];
	size_t n_held, n_back;
};

static void follow(struct stacks *stacks, const struct year_version *version)
{
	if (about(version->note, undone) != 0 && stacks->n_held > 0)
		stacks->back[stacks->n_back++] = stacks->held[--stacks->n_held];
	else if (about(version->note, redone) != 0 && stacks->n_back > 0)
		stacks->held[stacks->n_held++] = stacks->back[--stacks->n_back];
	else {
		stacks->held[stacks->n_held++] = version->version;
		stacks->n_back = 0;
	}
}

struct year_undoable year_undo_of(const struct year_version *versions, size_t n)
{
	struct stacks stacks = {.n_held = 0};
	struct year_undoable ret = {0, 0};

	for (size_t i = n < VERSIONS_MAX ? n : VERSIONS_MAX; i > 0; i--)
		follow(&stacks, &versions[i - 1]);
	/* The first plan is not undone: without it there is no year. */
	if (stacks.n_held > 0 && stacks.held[stacks.n_held - 1] > 1)
		ret.undo = stacks.held[stacks.n_held - 1];
	if (stacks.n_back > 0)
		ret.redo = stacks.back[stacks.n_back - 1];
	return ret;
}

static bool same(const struct year_place *a, const struct year_place *b)
{
	return a->date == b->date && a->locked == b->locked && str_eq(a->reason, b->reason) &&
	       memcmp(a->host, b->host, sizeof a->host) == 0;
}

struct work {
	struct arena *arena;
	int64_t zone_id;
	const struct year_problem *problem;
	const struct year_undoing *undoing;
};

static bool may(const struct work *work, size_t lab)
{
	uint32_t school = work->problem->labs[lab].school;

	return school != ZONE_NONE && work->undoing->edits[school];
}

static bool take_back(struct db *tx, void *arg, struct err *err)
{
	const struct work *work = arg;
	struct year_version *versions;
	struct year_plan now, then;
	struct year_save save = {.plan = &then, .account_id = work->undoing->account_id};
	struct year_undoable able;
	int64_t about_version, version;
	size_t n;

	if (!year_store_versions(tx, work->arena, work->zone_id, VERSIONS_MAX, &versions, &n, err))
		return false;
	able = year_undo_of(versions, n);
	about_version = work->undoing->redo ? able.redo : able.undo;
	if (about_version == 0)
		return err_set(err, ERR_NOT_FOUND, "There is nothing more to %s.",
			       work->undoing->redo ? "redo" : "undo");
	if (!year_store_load(tx, work->arena, work->zone_id, 0, work->problem, &now, err) ||
	    !year_store_load(tx, work->arena, work->zone_id,
			     work->undoing->redo ? about_version : about_version - 1, work->problem,
			     &then, err))
		return false;
	for (size_t i = 0; i < now.n; i++)
		if (!same(&now.at[i], &then.at[i]) && !may(work, i))
			return err_set(err, ERR_DENIED,
				       "The last change moved labs of a school that others plan.");
	save.note = arena_printf(work->arena, "%s%lld", (work->undoing->redo ? redone : undone).ptr,
				 (long long)about_version);
	return year_store_save(tx, work->arena, work->zone_id, work->problem, &save, &version, err);
}

bool year_undo(struct db *db, struct arena *arena, int64_t zone_id,
	       const struct year_problem *problem, const struct year_undoing *undoing,
	       struct err *err)
{
	struct work work = {arena, zone_id, problem, undoing};

	return db_write(db, take_back, &work, err);
}
