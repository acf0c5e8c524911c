#include "parts/week/week_lost.h"

#include "base/vec.h"
#include "parts/school/zone_store.h"

const char *week_lost_name(enum week_lost_kind kind)
{
	static const char *const names[WEEK_N_LOST] = {"team time", "planning",     "directed time",
						       "coaching",  "small groups", "lab"};

	return names[kind];
}

bool week_lost_is_learning(enum week_lost_kind kind)
{
	return kind != WEEK_LOST_GROUPS;
}

static uint32_t school_of(const int64_t *ids, size_t n, int64_t id)
{
	for (uint32_t s = 0; s < n; s++)
		if (ids[s] == id)
			return s;
	return ZONE_NONE;
}

bool week_lost_read(struct db *db, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, const int32_t dates[2],
		    struct week_losses *ret, struct err *err)
{
	struct week_losses lost = {0};
	const int64_t *schools;
	struct db_rows rows;

	if (!zone_store_ids(db, arena, places->zone_id, zone, ZONE_T_SCHOOLS, &schools, err) ||
	    !db_query(db, arena,
		      DB_SQL("SELECT school_id, person, team, kind, date, minutes"
			     "  FROM week_lost l"
			     " WHERE " ACCESS_PLACES_WHERE("l") "   AND date >= $3 AND date <= $4"
								" ORDER BY date, id",
			     ACCESS_PLACES_PARAMS(places), db_int(dates[0]), db_int(dates[1])),
		      &rows, err))
		return false;
	for (size_t i = 0; i < rows.n; i++) {
		uint32_t person = zone_find(zone, ZONE_T_PEOPLE, db_get_text(&rows, i, 1));
		uint32_t team = zone_find(zone, ZONE_T_TEAMS, db_get_text(&rows, i, 2));
		int64_t kind = db_get_int(&rows, i, 3);

		if (kind < 0 || kind >= WEEK_N_LOST || (person == ZONE_NONE && team == ZONE_NONE))
			continue;
		*vec_push(arena, &lost) = (struct week_lost){
			.school = school_of(schools, zone->schools.n, db_get_int(&rows, i, 0)),
			.person = person,
			.team = team,
			.kind = (enum week_lost_kind)kind,
			.date = (int32_t)db_get_int(&rows, i, 4),
			.minutes = (int32_t)db_get_int(&rows, i, 5),
		};
	}
	*ret = lost;
	return true;
}

/* schools: their ids, as zone_store_ids() says them. */
static bool insert(struct db *tx, const struct zone *zone, const int64_t *schools, int64_t zone_id,
		   const struct week_lost *lost, struct err *err)
{
	int64_t school_id = lost->school < zone->schools.n ? schools[lost->school] : 0;
	struct str person = lost->person < zone->people.n ? zone->people.at[lost->person].code
							  : STR("");
	struct str team = lost->team < zone->teams.n ? zone->teams.at[lost->team].code : STR("");

	return db_exec(tx,
		       DB_SQL("INSERT INTO week_lost (zone_id, id, school_id, date, person, team,"
			      "                       kind, minutes)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			      db_int(zone_id), db_int(db_new_id(tx)), db_int(school_id),
			      db_int(lost->date), db_text(person), db_text(team),
			      db_int(lost->kind), db_int(lost->minutes)),
		       NULL, err);
}

bool week_lost_add(struct db *tx, struct arena *arena, const struct zone *zone, int64_t zone_id,
		   const struct week_lost *lost, struct err *err)
{
	const int64_t *schools;

	return zone_store_ids(tx, arena, zone_id, zone, ZONE_T_SCHOOLS, &schools, err) &&
	       insert(tx, zone, schools, zone_id, lost, err);
}

bool week_lost_save(struct db *tx, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, int32_t date,
		    const struct week_losses *lost, struct err *err)
{
	const int64_t *schools;

	if (!zone_store_ids(tx, arena, places->zone_id, zone, ZONE_T_SCHOOLS, &schools, err) ||
	    !db_exec(tx,
		     DB_SQL("DELETE FROM week_lost"
			    " WHERE " ACCESS_PLACES_WHERE(
				    "week_lost") "   AND date = $3 AND kind <> $4",
			    ACCESS_PLACES_PARAMS(places), db_int(date), db_int(WEEK_LOST_LAB)),
		     NULL, err))
		return false;
	for (size_t i = 0; i < lost->n; i++)
		if (!insert(tx, zone, schools, places->zone_id, &lost->at[i], err))
			return false;
	return true;
}

/* Rows of a ledger are not changed but made anew. */
static const struct week_ledger_row *with_lost(struct arena *arena,
					       const struct week_ledger_row *rows, size_t n_rows,
					       const struct week_losses *lost, bool teams)
{
	struct week_ledger_row *made = arena_array(arena, struct week_ledger_row, n_rows);

	for (size_t r = 0; r < n_rows; r++) {
		made[r] = rows[r];
		for (size_t i = 0; i < lost->n; i++) {
			const struct week_lost *one = &lost->at[i];

			if (week_lost_is_learning(one->kind) &&
			    (teams ? one->team : one->person) == rows[r].index)
				made[r].minutes.lost += one->minutes;
		}
	}
	return made;
}

void week_ledger_add_lost(struct arena *arena, struct week_ledger *ledger,
			  const struct week_losses *lost)
{
	ledger->people.at = with_lost(arena, ledger->people.at, ledger->people.n, lost, false);
	ledger->teams.at = with_lost(arena, ledger->teams.at, ledger->teams.n, lost, true);
	for (size_t i = 0; i < lost->n; i++)
		if (lost->at[i].school == ledger->school && week_lost_is_learning(lost->at[i].kind))
			ledger->school_minutes.lost += lost->at[i].minutes;
}
