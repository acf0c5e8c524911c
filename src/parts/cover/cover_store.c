#include "parts/cover/cover_store.h"

bool cover_store_add_absence(struct db *db, int64_t zone_id, const struct cover_absence *absence,
			     int64_t *ret_id, struct err *err)
{
	int64_t id = db_new_id(db);

	if (absence->start >= absence->end)
		return err_set(err, ERR_INVALID, "An absence must end after it begins.");
	if (!db_exec(db,
		     DB_SQL("INSERT INTO cover_absence (zone_id, id, date, person, start, until,"
			    "                           entered_ms, school_id)"
			    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			    db_int(zone_id), db_int(id), db_int(absence->date),
			    db_text(absence->person), db_int(absence->start), db_int(absence->end),
			    db_int(clock_utc_ms(db_clock(db))), db_int(absence->school_id)),
		     NULL, err))
		return false;
	*ret_id = id;
	return true;
}

bool cover_store_remove_absence(struct db *db, const struct access_places *places, int64_t id,
				struct err *err)
{
	int64_t n;

	if (!db_exec(db,
		     DB_SQL("DELETE FROM cover_absence"
			    " WHERE " ACCESS_PLACES_WHERE("cover_absence") " AND id = $3",
			    ACCESS_PLACES_PARAMS(places), db_int(id)),
		     &n, err))
		return false;
	return n > 0 || err_set(err, ERR_NOT_FOUND, "There is no such absence.");
}

bool cover_store_absences(struct db *db, struct arena *arena, const struct access_places *places,
			  int32_t date, struct cover_absence **ret, size_t *ret_n, struct err *err)
{
	struct cover_absence *absences;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT a.id, a.person, a.start, a.until, a.school_id"
			     "  FROM cover_absence a"
			     " WHERE " ACCESS_PLACES_WHERE("a") " AND a.date = $3"
								" ORDER BY a.id",
			     ACCESS_PLACES_PARAMS(places), db_int(date)),
		      &rows, err))
		return false;
	absences = arena_array(arena, struct cover_absence, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		absences[i] = (struct cover_absence){
			.id = db_get_int(&rows, i, 0),
			.school_id = db_get_int(&rows, i, 4),
			.person = db_get_text(&rows, i, 1),
			.date = date,
			.start = (int32_t)db_get_int(&rows, i, 2),
			.end = (int32_t)db_get_int(&rows, i, 3),
		};
	*ret = absences;
	*ret_n = rows.n;
	return true;
}

/* A class names its teacher: with the absence goes the class of what covered it. */
bool cover_store_forget(struct db *db, const struct access_places *places, int32_t before,
			int64_t *ret_n, struct err *err)
{
	return db_exec(db,
		       DB_SQL("UPDATE cover_given SET class = CAST(id AS TEXT)"
			      " WHERE " ACCESS_PLACES_WHERE(
				      "cover_given") "   AND date < $3 AND release = 0",
			      ACCESS_PLACES_PARAMS(places), db_int(before)),
		       NULL, err) &&
	       db_exec(db,
		       DB_SQL("DELETE FROM cover_absence"
			      " WHERE " ACCESS_PLACES_WHERE("cover_absence") " AND date < $3",
			      ACCESS_PLACES_PARAMS(places), db_int(before)),
		       ret_n, err);
}

/* ---- Cover ---- */

struct saving {
	struct arena *arena;
	const struct access_places *places;
	int64_t now_ms;
	int32_t date;
	const struct cover_given *given;
	size_t n;
};

static bool same(const struct cover_given *a, const struct cover_given *b)
{
	return a->source == b->source && str_eq(a->who, b->who) && str_eq(a->section, b->section) &&
	       a->start == b->start && a->end == b->end;
}

static bool delete_one(struct db *tx, const struct saving *s, int64_t id, struct err *err)
{
	return db_exec(tx,
		       DB_SQL("DELETE FROM cover_given"
			      " WHERE " ACCESS_PLACES_WHERE("cover_given") " AND id = $3",
			      ACCESS_PLACES_PARAMS(s->places), db_int(id)),
		       NULL, err);
}

/* kept: the row that is there already, or NULL. */
static bool write_one(struct db *tx, const struct saving *s, const struct cover_given *row,
		      const struct cover_given *kept, struct err *err)
{
	if (kept != NULL)
		return db_exec(
			tx,
			DB_SQL("UPDATE cover_given"
			       "   SET by_hand = $3, acknowledged_ms ="
			       "       CASE WHEN $4 = 0 THEN NULL"
			       "            ELSE coalesce(acknowledged_ms, $5) END"
			       " WHERE zone_id = $1 AND id = $2",
			       db_int(s->places->zone_id), db_int(kept->id), db_int(row->by_hand),
			       db_int(row->acknowledged || kept->acknowledged), db_int(s->now_ms)),
			NULL, err);
	return db_exec(tx,
		       DB_SQL("INSERT INTO cover_given (zone_id, id, date, class, source,"
			      "  who, start, until, by_hand, acknowledged_ms, school_id, release)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
			      db_int(s->places->zone_id), db_int(db_new_id(tx)), db_int(s->date),
			      db_text(row->section), db_int(row->source), db_text(row->who),
			      db_int(row->start), db_int(row->end), db_int(row->by_hand),
			      row->acknowledged ? db_int(s->now_ms) : db_null(),
			      db_int(row->school_id), db_int(row->release)),
		       NULL, err);
}

static bool save_day(struct db *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	struct cover_given *before;
	const struct cover_given **kept = arena_array(s->arena, const struct cover_given *, s->n);
	size_t n_before;

	if (!cover_store_day(tx, s->arena, s->places, s->date, &before, &n_before, err))
		return false;
	for (size_t b = 0; b < n_before; b++) {
		bool stays = false;

		for (size_t i = 0; i < s->n && !stays; i++)
			if (kept[i] == NULL && same(&s->given[i], &before[b])) {
				kept[i] = &before[b];
				stays = true;
			}
		if (!stays && !delete_one(tx, s, before[b].id, err))
			return false;
	}
	for (size_t i = 0; i < s->n; i++)
		if (!write_one(tx, s, &s->given[i], kept[i], err))
			return false;
	return true;
}

bool cover_store_save_day(struct db *db, struct arena *arena, const struct access_places *places,
			  int32_t date, const struct cover_given *given, size_t n, struct err *err)
{
	struct saving s = {arena, places, clock_utc_ms(db_clock(db)), date, given, n};

	return db_write(db, save_day, &s, err);
}

bool cover_store_day(struct db *db, struct arena *arena, const struct access_places *places,
		     int32_t date, struct cover_given **ret, size_t *ret_n, struct err *err)
{
	struct cover_given *given;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT g.id, g.class, g.source, g.who, g.start, g.until, g.by_hand,"
			     "       g.acknowledged_ms, g.school_id, g.release"
			     "  FROM cover_given g"
			     " WHERE " ACCESS_PLACES_WHERE("g") " AND g.date = $3"
								" ORDER BY g.class, g.start",
			     ACCESS_PLACES_PARAMS(places), db_int(date)),
		      &rows, err))
		return false;
	given = arena_array(arena, struct cover_given, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		given[i] = (struct cover_given){
			.id = db_get_int(&rows, i, 0),
			.section = db_get_text(&rows, i, 1),
			.source = db_get_int(&rows, i, 2) == 0 ? COVER_SUBSTITUTE : COVER_STAFF,
			.who = db_get_text(&rows, i, 3),
			.date = date,
			.start = (int32_t)db_get_int(&rows, i, 4),
			.end = (int32_t)db_get_int(&rows, i, 5),
			.by_hand = db_get_bool(&rows, i, 6),
			.acknowledged = !db_is_null(&rows, i, 7),
			.school_id = db_get_int(&rows, i, 8),
			.release = db_get_bool(&rows, i, 9),
		};
	*ret = given;
	*ret_n = rows.n;
	return true;
}

bool cover_store_acknowledge(struct db *db, const struct access_places *places, int64_t id,
			     struct err *err)
{
	int64_t n;

	if (!db_exec(db,
		     DB_SQL("UPDATE cover_given SET acknowledged_ms = $4"
			    " WHERE " ACCESS_PLACES_WHERE("cover_given") " AND id = $3",
			    ACCESS_PLACES_PARAMS(places), db_int(id),
			    db_int(clock_utc_ms(db_clock(db)))),
		     &n, err))
		return false;
	return n > 0 || err_set(err, ERR_NOT_FOUND, "There is no such cover.");
}

bool cover_store_counts(struct db *db, struct arena *arena, int64_t zone_id, const int32_t dates[2],
			struct cover_count **ret, size_t *ret_n, struct err *err)
{
	struct cover_count *counts;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT source, who, count(*)"
			     "  FROM cover_given"
			     " WHERE zone_id = $1 AND date >= $2 AND date <= $3"
			     " GROUP BY source, who"
			     " ORDER BY source, who",
			     db_int(zone_id), db_int(dates[0]), db_int(dates[1])),
		      &rows, err))
		return false;
	counts = arena_array(arena, struct cover_count, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		counts[i] = (struct cover_count){
			db_get_int(&rows, i, 0) == 0 ? COVER_SUBSTITUTE : COVER_STAFF,
			db_get_text(&rows, i, 1), (int32_t)db_get_int(&rows, i, 2)};
	*ret = counts;
	*ret_n = rows.n;
	return true;
}
