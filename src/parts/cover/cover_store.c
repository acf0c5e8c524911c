#include "parts/cover/cover_store.h"

bool cover_store_add_absence(struct db *db, int64_t zone_id, const struct cover_absence *absence,
			     int64_t *ret_id, struct err *err)
{
	int64_t id = db_new_id(db);

	if (absence->start >= absence->end)
		return err_set(err, ERR_INVALID, "An absence must end after it begins.");
	if (!db_exec(db,
		     DB_SQL("INSERT INTO cover_absence (zone_id, id, date, person, start, until,"
			    "                           entered_ms)"
			    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
			    db_int(zone_id), db_int(id), db_int(absence->date),
			    db_text(absence->person), db_int(absence->start), db_int(absence->end),
			    db_int(clock_utc_ms(db_clock(db)))),
		     NULL, err))
		return false;
	*ret_id = id;
	return true;
}

bool cover_store_remove_absence(struct db *db, int64_t zone_id, int64_t id, struct err *err)
{
	int64_t n;

	if (!db_exec(db,
		     DB_SQL("DELETE FROM cover_absence WHERE zone_id = $1 AND id = $2",
			    db_int(zone_id), db_int(id)),
		     &n, err))
		return false;
	return n > 0 || err_set(err, ERR_NOT_FOUND, "There is no such absence.");
}

bool cover_store_absences(struct db *db, struct arena *arena, int64_t zone_id, int32_t date,
			  struct cover_absence **ret, size_t *ret_n, struct err *err)
{
	struct cover_absence *absences;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT id, person, start, until"
			     "  FROM cover_absence"
			     " WHERE zone_id = $1 AND date = $2"
			     " ORDER BY id",
			     db_int(zone_id), db_int(date)),
		      &rows, err))
		return false;
	absences = arena_array(arena, struct cover_absence, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		absences[i] = (struct cover_absence){
			db_get_int(&rows, i, 0), db_get_text(&rows, i, 1), date,
			(int32_t)db_get_int(&rows, i, 2), (int32_t)db_get_int(&rows, i, 3)};
	*ret = absences;
	*ret_n = rows.n;
	return true;
}

bool cover_store_forget(struct db *db, int64_t zone_id, int32_t before, struct err *err)
{
	return db_exec(db,
		       DB_SQL("DELETE FROM cover_absence WHERE zone_id = $1 AND date < $2",
			      db_int(zone_id), db_int(before)),
		       NULL, err);
}

struct saving {
	struct arena *arena;
	int64_t zone_id, now_ms;
	int32_t date;
	const struct cover_given *given;
	size_t n;
};

static bool was_acknowledged(const struct cover_given *now, const struct cover_given *before,
			     size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (before[i].acknowledged && before[i].source == now->source &&
		    str_eq(before[i].who, now->who) && str_eq(before[i].section, now->section) &&
		    before[i].start == now->start && before[i].end == now->end)
			return true;
	return false;
}

static bool save_day(struct db *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	struct cover_given *before;
	size_t n_before;

	if (!cover_store_day(tx, s->arena, s->zone_id, s->date, &before, &n_before, err) ||
	    !db_exec(tx,
		     DB_SQL("DELETE FROM cover_given WHERE zone_id = $1 AND date = $2",
			    db_int(s->zone_id), db_int(s->date)),
		     NULL, err))
		return false;
	for (size_t i = 0; i < s->n; i++) {
		const struct cover_given *row = &s->given[i];
		bool said_yes = row->acknowledged || was_acknowledged(row, before, n_before);

		if (!db_exec(tx,
			     DB_SQL("INSERT INTO cover_given (zone_id, id, date, class, source,"
				    "  who, start, until, by_hand, acknowledged_ms)"
				    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
				    db_int(s->zone_id), db_int(db_new_id(tx)), db_int(s->date),
				    db_text(row->section), db_int(row->source), db_text(row->who),
				    db_int(row->start), db_int(row->end), db_int(row->by_hand),
				    said_yes ? db_int(s->now_ms) : db_null()),
			     NULL, err))
			return false;
	}
	return true;
}

bool cover_store_save_day(struct db *db, struct arena *arena, int64_t zone_id, int32_t date,
			  const struct cover_given *given, size_t n, struct err *err)
{
	struct saving s = {arena, zone_id, clock_utc_ms(db_clock(db)), date, given, n};

	return db_write(db, save_day, &s, err);
}

bool cover_store_day(struct db *db, struct arena *arena, int64_t zone_id, int32_t date,
		     struct cover_given **ret, size_t *ret_n, struct err *err)
{
	struct cover_given *given;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT id, class, source, who, start, until, by_hand,"
			     "       acknowledged_ms"
			     "  FROM cover_given"
			     " WHERE zone_id = $1 AND date = $2"
			     " ORDER BY class, start",
			     db_int(zone_id), db_int(date)),
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
		};
	*ret = given;
	*ret_n = rows.n;
	return true;
}

bool cover_store_acknowledge(struct db *db, int64_t zone_id, int64_t id, struct err *err)
{
	int64_t n;

	if (!db_exec(db,
		     DB_SQL("UPDATE cover_given SET acknowledged_ms = $3"
			    " WHERE zone_id = $1 AND id = $2",
			    db_int(zone_id), db_int(id), db_int(clock_utc_ms(db_clock(db)))),
		     &n, err))
		return false;
	return n > 0 || err_set(err, ERR_NOT_FOUND, "There is no such cover.");
}

bool cover_store_count(struct db *db, int64_t zone_id, enum cover_source source, struct str who,
		       int32_t from, int32_t to, int32_t *ret, struct err *err)
{
	struct arena *arena = arena_create(1U << 12);
	struct db_rows rows;
	bool ok = db_query(db, arena,
			   DB_SQL("SELECT count(*)"
				  "  FROM cover_given"
				  " WHERE zone_id = $1 AND source = $2 AND who = $3"
				  "   AND date >= $4 AND date <= $5",
				  db_int(zone_id), db_int(source), db_text(who), db_int(from),
				  db_int(to)),
			   &rows, err);

	if (ok)
		*ret = (int32_t)db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}
