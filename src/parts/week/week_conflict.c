#include "parts/week/week_conflict.h"

#include "base/vec.h"
#include "parts/week/week_patch.h"

struct storing {
	const struct week_making *making;
	const struct zone *zone;
	const struct week_report *report;
};

static bool put(struct db *tx, const struct week_making *making, const struct week_kept_remedy *row,
		struct err *err)
{
	return db_exec(tx,
		       DB_SQL("INSERT INTO week_conflict (zone_id, job_id, place, remedy, sentence,"
			      " price, patch) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			      db_int(making->zone_id), db_int(making->job_id), db_int(row->place),
			      db_int(row->remedy), db_text(row->sentence), db_text(row->price),
			      db_text(row->patch)),
		       NULL, err);
}

static bool put_conflict(struct db *tx, const struct storing *self, size_t i, struct err *err)
{
	const struct week_conflict *conflict = &self->report->conflicts.at[i];
	struct week_kept_remedy row = {.place = (int64_t)i + 1, .sentence = conflict->sentence};

	if (!put(tx, self->making, &row, err))
		return false;
	for (size_t k = 0; k < conflict->n_remedies; k++) {
		row.remedy = (int64_t)k + 1;
		row.sentence = conflict->remedies[k].sentence;
		row.price = conflict->remedies[k].price;
		row.patch = conflict->tried == NULL || conflict->tried[k] == NULL
				    ? STR("")
				    : week_patch_of(self->making->arena, self->zone,
						    conflict->tried[k]);
		if (!put(tx, self->making, &row, err))
			return false;
	}
	return true;
}

static bool store(struct db *tx, void *arg, struct err *err)
{
	const struct storing *self = arg;

	if (!db_exec(tx,
		     DB_SQL("DELETE FROM week_conflict WHERE zone_id = $1 AND job_id = $2",
			    db_int(self->making->zone_id), db_int(self->making->job_id)),
		     NULL, err))
		return false;
	for (size_t i = 0; i < self->report->conflicts.n; i++)
		if (!put_conflict(tx, self, i, err))
			return false;
	return true;
}

bool week_conflict_store(const struct week_making *making, const struct zone *zone,
			 const struct week_report *report, struct err *err)
{
	struct storing self = {making, zone, report};

	return db_write(making->db, store, &self, err);
}

bool week_conflict_list(struct db *db, struct arena *arena, int64_t zone_id, int64_t job_id,
			struct week_kept_conflict **ret, size_t *ret_n, struct err *err)
{
	VEC(struct week_kept_conflict) found = {0};
	struct week_kept_remedy *all;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT place, remedy, sentence, price, patch FROM week_conflict"
			     " WHERE zone_id = $1 AND job_id = $2 ORDER BY place, remedy",
			     db_int(zone_id), db_int(job_id)),
		      &rows, err))
		return false;
	all = arena_array(arena, struct week_kept_remedy, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		all[i] = (struct week_kept_remedy){
			db_get_int(&rows, i, 0), db_get_int(&rows, i, 1), db_get_text(&rows, i, 2),
			db_get_text(&rows, i, 3), db_get_text(&rows, i, 4)};
		if (all[i].remedy == 0)
			*vec_push(arena, &found) = (struct week_kept_conflict){
				.sentence = all[i].sentence, .remedy = &all[i + 1]};
		else if (found.n > 0)
			found.at[found.n - 1].n++;
	}
	*ret = found.at;
	*ret_n = found.n;
	return true;
}
