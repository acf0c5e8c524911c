#include "parts/week/week_store.h"

#include "parts/week/week_file.h"

bool week_store_adopt(struct db *db, struct arena *arena, int64_t zone_id,
		      const struct week_plan *plan, const struct week_adoption *adoption,
		      int64_t *ret_id, struct err *err)
{
	int64_t id = db_new_id(db);
	struct str bookings = week_write_csv(arena, plan);

	if (!db_exec(db,
		     DB_SQL("INSERT INTO week_adopted"
			    " (zone_id, id, school, from_date, bookings, zone_version,"
			    "  scenario_id, note, account_id, made_ms)"
			    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
			    db_int(zone_id), db_int(id), db_text(adoption->school),
			    db_int(adoption->from_date), db_text(bookings),
			    db_int(adoption->zone_version), db_int(adoption->scenario_id),
			    db_text(adoption->note), db_int(adoption->account_id),
			    db_int(clock_utc_ms(db_clock(db)))),
		     NULL, err))
		return false;
	*ret_id = id;
	return true;
}

bool week_store_withdraw(struct db *db, int64_t zone_id, int64_t id, int64_t account_id,
			 struct err *err)
{
	int64_t changed = 0;

	if (!db_exec(db,
		     DB_SQL("UPDATE week_adopted"
			    "   SET withdrawn_by = $3, withdrawn_ms = $4"
			    " WHERE zone_id = $1 AND id = $2 AND withdrawn_ms IS NULL",
			    db_int(zone_id), db_int(id), db_int(account_id),
			    db_int(clock_utc_ms(db_clock(db)))),
		     &changed, err))
		return false;
	if (changed == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such plan in force.");
	return true;
}

bool week_store_adoptions(struct db *db, struct arena *arena, int64_t zone_id,
			  struct week_adoption **ret, size_t *ret_n, struct err *err)
{
	struct week_adoption *at;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT id, school, from_date, zone_version, scenario_id, note,"
			     "       account_id, made_ms, COALESCE(withdrawn_by, 0),"
			     "       COALESCE(withdrawn_ms, 0)"
			     "  FROM week_adopted"
			     " WHERE zone_id = $1"
			     " ORDER BY made_ms DESC, id DESC",
			     db_int(zone_id)),
		      &rows, err))
		return false;
	at = arena_array(arena, struct week_adoption, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		at[i] = (struct week_adoption){
			.id = db_get_int(&rows, i, 0),
			.school = db_get_text(&rows, i, 1),
			.from_date = (int32_t)db_get_int(&rows, i, 2),
			.zone_version = db_get_int(&rows, i, 3),
			.scenario_id = db_get_int(&rows, i, 4),
			.note = db_get_text(&rows, i, 5),
			.account_id = db_get_int(&rows, i, 6),
			.made_ms = db_get_int(&rows, i, 7),
			.withdrawn_by = db_get_int(&rows, i, 8),
			.withdrawn_ms = db_get_int(&rows, i, 9),
		};
	*ret = at;
	*ret_n = rows.n;
	return true;
}

/* Of two that begin on one date the one adopted later holds. */
bool week_store_in_force(struct db *db, struct arena *arena, int64_t zone_id,
			 const struct zone *zone, uint32_t school, int32_t date,
			 struct week_plan *ret, struct err *err)
{
	struct db_rows rows;

	return db_query_one(db, arena,
			    DB_SQL("SELECT bookings"
				   "  FROM week_adopted"
				   " WHERE zone_id = $1 AND (school = $2 OR school = '')"
				   "   AND from_date <= $3 AND withdrawn_ms IS NULL"
				   " ORDER BY from_date DESC, made_ms DESC, id DESC"
				   " LIMIT 1",
				   db_int(zone_id), db_text(zone->schools.at[school].code),
				   db_int(date)),
			    "plan in force", &rows, err) &&
	       week_read_csv(arena, zone, db_get_text(&rows, 0, 0), ret, err);
}

bool week_store_schedule_for(struct db *db, struct arena *arena, int64_t zone_id,
			     const struct zone *zone, const struct week_moment *moment,
			     struct week_date *ret, struct err *err)
{
	struct week_calendar calendar = week_calendar_of(arena, zone, moment->school,
							 moment->as_of);
	struct week_plan plan;

	if (!week_store_in_force(db, arena, zone_id, zone, moment->school, moment->date, &plan,
				 err))
		return false;
	*ret = week_on(arena, &plan, &calendar, moment->date);
	return true;
}
