#include "parts/week/week_store.h"

#include "base/vec.h"
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
			    "  scenario_id, note, account_id, made_ms, revision)"
			    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
			    db_int(zone_id), db_int(id), db_text(adoption->school),
			    db_int(adoption->from_date), db_text(bookings),
			    db_int(adoption->zone_version), db_int(adoption->scenario_id),
			    db_text(adoption->note), db_int(adoption->account_id),
			    db_int(clock_utc_ms(db_clock(db))), db_int(adoption->revision)),
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

	if (!db_query(
		    db, arena,
		    DB_SQL("SELECT a.id, a.school, a.from_date, a.zone_version, a.scenario_id,"
			   "       a.note, a.account_id, a.made_ms, COALESCE(a.withdrawn_by, 0),"
			   "       COALESCE(a.withdrawn_ms, 0), a.revision,"
			   "       COALESCE(p.name, ''), COALESCE(s.name, '')"
			   "  FROM week_adopted a"
			   "  LEFT JOIN account p ON p.zone_id = a.zone_id AND p.id = a.account_id"
			   "  LEFT JOIN week_scenario s"
			   "    ON s.zone_id = a.zone_id AND s.id = a.scenario_id"
			   " WHERE a.zone_id = $1"
			   " ORDER BY a.made_ms DESC, a.id DESC",
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
			.revision = db_get_int(&rows, i, 10),
			.who = db_get_text(&rows, i, 11),
			.plan = db_get_text(&rows, i, 12),
		};
	*ret = at;
	*ret_n = rows.n;
	return true;
}

/* Of two that begin on one date the one adopted later holds; the list is newest first. */
static const struct week_adoption *holds(const struct week_adoption *all, size_t n,
					 struct str school, int32_t date)
{
	const struct week_adoption *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (all[i].withdrawn_ms == 0 && all[i].from_date <= date &&
		    (all[i].school.len == 0 || str_eq(all[i].school, school)) &&
		    (best == NULL || all[i].from_date > best->from_date))
			best = &all[i];
	return best;
}

struct week_holding week_holding_of(struct arena *arena, const struct zone *zone,
				    const struct week_adoption *all, size_t n, int32_t date)
{
	struct week_holding holding = {.n = zone->schools.n};

	holding.at = arena_array(arena, const struct week_adoption *, holding.n);
	for (size_t s = 0; s < holding.n; s++) {
		holding.at[s] = holds(all, n, zone->schools.at[s].code, date);
		holding.any = holding.any || holding.at[s] != NULL;
	}
	return holding;
}

bool week_store_bookings(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			 struct str *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query_one(db, arena,
			  DB_SQL("SELECT bookings FROM week_adopted WHERE zone_id = $1 AND id = $2",
				 db_int(zone_id), db_int(id)),
			  "adopted plan", &rows, err))
		return false;
	*ret = db_get_text(&rows, 0, 0);
	return true;
}

/* Of two that begin on one date the one adopted later holds. */
bool week_store_in_force(struct db *db, struct arena *arena, int64_t zone_id,
			 const struct zone *zone, const struct week_moment *moment,
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
				   db_int(zone_id), db_text(zone->schools.at[moment->school].code),
				   db_int(moment->date)),
			    "plan in force", &rows, err) &&
	       week_read_csv(arena, zone, db_get_text(&rows, 0, 0), ret, err);
}

bool week_store_all_in_force(struct db *db, struct arena *arena, int64_t zone_id,
			     const struct zone *zone, int32_t date, struct week_plan *ret,
			     struct err *err)
{
	VEC(struct week_booking) all = {0};
	struct week_holding holding;
	struct week_adoption *from;
	struct week_plan plan;
	struct str text;
	size_t n;

	if (!week_store_adoptions(db, arena, zone_id, &from, &n, err))
		return false;
	holding = week_holding_of(arena, zone, from, n, date);
	if (!holding.any)
		return err_set(err, ERR_NOT_FOUND, "No plan of the week is in force on that date.");
	for (uint32_t s = 0; s < (uint32_t)holding.n; s++) {
		if (holding.at[s] == NULL)
			continue;
		if (!week_store_bookings(db, arena, zone_id, holding.at[s]->id, &text, err) ||
		    !week_read_csv(arena, zone, text, &plan, err))
			return false;
		for (size_t i = 0; i < plan.bookings.n; i++)
			if (plan.bookings.at[i].school == s)
				*vec_push(arena, &all) = plan.bookings.at[i];
	}
	ret->zone = zone;
	ret->bookings.at = all.at;
	ret->bookings.n = all.n;
	return true;
}

bool week_store_schedule_for(struct db *db, struct arena *arena, int64_t zone_id,
			     const struct zone *zone, const struct week_moment *moment,
			     struct week_date *ret, struct err *err)
{
	struct week_calendar calendar = week_calendar_of(arena, zone, moment->school,
							 moment->as_of);
	struct week_plan plan;

	if (!week_store_in_force(db, arena, zone_id, zone, moment, &plan, err))
		return false;
	*ret = week_on(arena, &plan, &calendar, moment->date);
	return true;
}
