#include "parts/year/year_store.h"

#include <string.h>

bool year_store_version(struct db *db, int64_t zone_id, int64_t *ret, struct err *err)
{
	struct arena *arena = arena_create(1U << 12);
	struct db_rows rows;
	bool ok = db_query(db, arena,
			   DB_SQL("SELECT coalesce(max(version), 0)"
				  "  FROM year_version"
				  " WHERE zone_id = $1",
				  db_int(zone_id)),
			   &rows, err);

	if (ok)
		*ret = db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}

static struct str section_code(const struct zone *zone, uint32_t section)
{
	return section < zone->sections.n ? zone->sections.at[section].code : STR("");
}

static void put_row(struct arena *arena, const struct year_problem *problem,
		    const struct db_rows *rows, size_t row, struct year_plan *plan)
{
	const struct zone *zone = problem->zone;
	struct year_lab_key key = {db_get_text(rows, row, 0), db_get_int(rows, row, 1)};
	size_t lab = year_find_lab(problem, key);

	if (lab == SIZE_MAX)
		return;
	plan->at[lab] = (struct year_place){
		.date = db_is_null(rows, row, 2) ? ZONE_UNSET : (int32_t)db_get_int(rows, row, 2),
		.locked = db_get_bool(rows, row, 3),
		.reason = arena_str(arena, db_get_text(rows, row, 4)),
		.host = {zone_find(zone, ZONE_T_SECTIONS, db_get_text(rows, row, 5)),
			 zone_find(zone, ZONE_T_SECTIONS, db_get_text(rows, row, 6))},
		.who = arena_str(arena, db_get_text(rows, row, 7)),
		.when_ms = db_get_int(rows, row, 8),
	};
}

bool year_store_load(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		     const struct year_problem *problem, struct year_plan *ret, struct err *err)
{
	struct year_plan plan = year_plan_make(arena, problem);
	struct db_rows rows;
	int64_t newest;

	if (!year_store_version(db, zone_id, &newest, err))
		return false;
	if (newest == 0 || version > newest || version < 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such plan of the year.");
	if (!db_query(db, arena,
		      DB_SQL("SELECT plan, number, date, locked, reason, host_1, host_2, locked_by,"
			     "       locked_ms"
			     "  FROM year_lab"
			     " WHERE zone_id = $1 AND since_version <= $2"
			     "   AND (until_version IS NULL OR until_version > $2)"
			     " ORDER BY plan, number",
			     db_int(zone_id), db_int(version == 0 ? newest : version)),
		      &rows, err))
		return false;
	for (size_t i = 0; i < rows.n; i++)
		put_row(arena, problem, &rows, i, &plan);
	*ret = plan;
	return true;
}

struct saving {
	struct arena *arena;
	int64_t zone_id, version, now_ms;
	const struct year_problem *problem;
	const struct year_save *save;
};

static bool same(const struct year_place *a, const struct year_place *b)
{
	return a->date == b->date && a->locked == b->locked && str_eq(a->reason, b->reason) &&
	       str_eq(a->who, b->who) && a->when_ms == b->when_ms &&
	       memcmp(a->host, b->host, sizeof a->host) == 0;
}

static bool write_lab(struct db *tx, const struct saving *s, size_t lab, struct err *err)
{
	const struct zone *zone = s->problem->zone;
	const struct year_place *place = &s->save->plan->at[lab];
	struct year_lab_key key = year_key_of(s->problem, lab);

	return db_exec(tx,
		       DB_SQL("UPDATE year_lab"
			      "   SET until_version = $4"
			      " WHERE zone_id = $1 AND plan = $2 AND number = $3"
			      "   AND until_version IS NULL",
			      db_int(s->zone_id), db_text(key.plan), db_int(key.number),
			      db_int(s->version)),
		       NULL, err) &&
	       db_exec(tx,
		       DB_SQL("INSERT INTO year_lab (zone_id, plan, number, since_version, date,"
			      "                      locked, reason, host_1, host_2, locked_by,"
			      "                      locked_ms)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
			      db_int(s->zone_id), db_text(key.plan), db_int(key.number),
			      db_int(s->version),
			      place->date == ZONE_UNSET ? db_null() : db_int(place->date),
			      db_int(place->locked), db_text(place->reason),
			      db_text(section_code(zone, place->host[0])),
			      db_text(section_code(zone, place->host[1])), db_text(place->who),
			      db_int(place->when_ms)),
		       NULL, err);
}

static bool save_plan(struct db *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	const struct year_plan *plan = s->save->plan;
	struct year_plan before = year_plan_make(s->arena, s->problem);
	int64_t newest, n_changes = 0;

	if (!year_store_version(tx, s->zone_id, &newest, err) ||
	    (newest > 0 && !year_store_load(tx, s->arena, s->zone_id, 0, s->problem, &before, err)))
		return false;
	s->version = newest + 1;
	for (size_t i = 0; i < plan->n; i++) {
		if (newest > 0 && same(&before.at[i], &plan->at[i]))
			continue;
		n_changes++;
		if (!write_lab(tx, s, i, err))
			return false;
	}
	if (n_changes == 0 && newest > 0) {
		s->version = newest;
		return true;
	}
	return db_exec(tx,
		       DB_SQL("INSERT INTO year_version (zone_id, version, made_ms, account_id, "
			      "                          note, n_changes, from_date)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
			      db_int(s->zone_id), db_int(s->version), db_int(s->now_ms),
			      db_int(s->save->account_id), db_text(s->save->note),
			      db_int(n_changes), db_int(s->save->from_date)),
		       NULL, err);
}

bool year_store_save(struct db *db, struct arena *arena, int64_t zone_id,
		     const struct year_problem *problem, const struct year_save *save,
		     int64_t *ret_version, struct err *err)
{
	struct saving s = {arena, zone_id, 0, clock_utc_ms(db_clock(db)), problem, save};

	if (!db_write(db, save_plan, &s, err))
		return false;
	*ret_version = s.version;
	return true;
}
