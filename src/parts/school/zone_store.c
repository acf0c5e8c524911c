#include "parts/school/zone_store.h"

#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_diff.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

/* ---- Reading ---- */

bool zone_store_version(struct db *db, int64_t zone_id, int64_t *ret, struct err *err)
{
	struct arena *arena = arena_create(1 << 10);
	struct db_rows rows;
	bool ok = db_query(db, arena,
			   DB_SQL("SELECT COALESCE(MAX(version), 0)"
				  "  FROM zone_version"
				  " WHERE zone_id = $1",
				  db_int(zone_id)),
			   &rows, err);

	if (ok)
		*ret = db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}

/* The rows of a version, file by file in the order of the files. */
static bool read_lines(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		       struct zone_lines *ret, struct err *err)
{
	struct zone_lines by_table[ZONE_N_TABLES] = {0};
	struct db_rows rows;

	if (!(version == 0 ? db_query(db, arena,
				      DB_SQL("SELECT file, row_key, place, line"
					     "  FROM zone_row"
					     " WHERE zone_id = $1 AND until_version IS NULL"
					     " ORDER BY place",
					     db_int(zone_id)),
				      &rows, err)
			   : db_query(db, arena,
				      DB_SQL("SELECT file, row_key, place, line"
					     "  FROM zone_row"
					     " WHERE zone_id = $1 AND since_version <= $2"
					     "   AND (until_version IS NULL OR until_version > $2)"
					     " ORDER BY place",
					     db_int(zone_id), db_int(version)),
				      &rows, err)))
		return false;
	for (size_t i = 0; i < rows.n; i++) {
		enum zone_table table;

		/* A file of a newer program was refused by the migrations before. */
		if (!zone_file_find(db_get_text(&rows, i, 0), &table))
			return err_set(err, ERR_CONFLICT,
				       "The database holds a file \"%.*s\" that "
				       "this program does not know.",
				       STR_ARG(db_get_text(&rows, i, 0)));
		*vec_push(arena, &by_table[table]) = (struct zone_line){
			.table = table,
			.key = db_get_text(&rows, i, 1),
			.place = db_get_int(&rows, i, 2),
			.line = db_get_text(&rows, i, 3),
		};
	}
	*ret = (struct zone_lines){0};
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		for (size_t i = 0; i < by_table[t].n; i++)
			*vec_push(arena, ret) = by_table[t].at[i];
	}
	return true;
}

bool zone_store_files(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		      struct zone_files *ret, struct err *err)
{
	struct text text[ZONE_N_TABLES];
	struct zone_lines lines;

	if (!read_lines(db, arena, zone_id, version, &lines, err))
		return false;
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		text_init(&text[t], arena);
		text_put(&text[t], zone_head_line(arena, (enum zone_table)t));
	}
	for (size_t i = 0; i < lines.n; i++) {
		text_put(&text[lines.at[i].table], lines.at[i].line);
		text_put_char(&text[lines.at[i].table], '\n');
	}
	for (int t = 0; t < ZONE_N_TABLES; t++)
		ret->file[t] = text_str(&text[t]);
	return true;
}

bool zone_store_load(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		     const struct zone **ret, struct err *err)
{
	struct zone_files files;
	int64_t highest;

	if (!zone_store_version(db, zone_id, &highest, err) ||
	    !zone_store_files(db, arena, zone_id, version, &files, err))
		return false;
	if (highest == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no zone yet: weft zone import DIR.");
	if (version > highest)
		return err_set(err, ERR_NOT_FOUND,
			       "The zone has no version %lld; its newest is %lld.",
			       (long long)version, (long long)highest);
	return zone_read_texts(arena, &files, ret, NULL, err);
}

bool zone_store_history(struct db *db, struct arena *arena, int64_t zone_id, int64_t limit,
			struct zone_version **ret, size_t *ret_n, struct err *err)
{
	struct zone_version *at;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT version, made_ms, account_id, undoes, n_changes, note"
			     "  FROM zone_version"
			     " WHERE zone_id = $1"
			     " ORDER BY version DESC"
			     " LIMIT $2",
			     db_int(zone_id), db_int(limit)),
		      &rows, err))
		return false;
	at = arena_array(arena, struct zone_version, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		at[i] = (struct zone_version){
			.version = db_get_int(&rows, i, 0),
			.made_ms = db_get_int(&rows, i, 1),
			.account_id = db_get_int(&rows, i, 2),
			.undoes = db_get_int(&rows, i, 3),
			.n_changes = db_get_int(&rows, i, 4),
			.note = db_get_text(&rows, i, 5),
		};
	*ret = at;
	*ret_n = rows.n;
	return true;
}

/* ---- Numbers of rows ---- */

bool zone_store_id(struct db *db, int64_t zone_id, struct str key, int64_t *ret, struct err *err)
{
	struct arena *arena = arena_create(1 << 10);
	struct db_rows rows;
	bool ok = db_query_one(db, arena,
			       DB_SQL("SELECT id FROM zone_key WHERE zone_id = $1 AND row_key = $2",
				      db_int(zone_id), db_text(key)),
			       "row", &rows, err);

	if (ok)
		*ret = db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}

bool zone_store_key(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
		    struct str *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query_one(db, arena,
			  DB_SQL("SELECT row_key FROM zone_key WHERE zone_id = $1 AND id = $2",
				 db_int(zone_id), db_int(id)),
			  "row", &rows, err))
		return false;
	*ret = db_get_text(&rows, 0, 0);
	return true;
}

static bool read_ids(struct db *db, struct arena *arena, int64_t zone_id, struct map *ret,
		     struct err *err)
{
	struct db_rows rows;

	if (!db_query(
		    db, arena,
		    DB_SQL("SELECT row_key, id FROM zone_key WHERE zone_id = $1", db_int(zone_id)),
		    &rows, err))
		return false;
	map_init(ret, arena);
	for (size_t i = 0; i < rows.n; i++)
		map_add(ret, db_get_text(&rows, i, 0), NULL)->value.number = db_get_int(&rows, i,
											1);
	return true;
}

bool zone_store_ids(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		    enum zone_table table, const int64_t **ret, struct err *err)
{
	int64_t *ids = arena_array(arena, int64_t, zone_count(zone, table));
	struct map map;

	if (!read_ids(db, arena, zone_id, &map, err))
		return false;
	for (size_t i = 0; i < zone_count(zone, table); i++) {
		struct str key = zone_tag_text(zone, zone_tag(table, i), arena);
		const struct map_entry *entry = map_find(&map, key);

		if (entry == NULL)
			return err_set(err, ERR_NOT_FOUND, "\"%.*s\" is not stored.", STR_ARG(key));
		ids[i] = entry->value.number;
	}
	*ret = ids;
	return true;
}

/* ---- Writing ---- */

struct job {
	struct arena *arena;
	int64_t zone_id;
	const struct zone *zone; /* NULL: undo */
	const struct zone_import *import;
	struct zone_changes *changes;
	/* Of one run: */
	int64_t version, undoes;
	struct map ids;
};

static bool begin_row(struct db *tx, struct job *job, const struct zone_line *row, struct err *err)
{
	if (!db_exec(tx,
		     DB_SQL("INSERT INTO zone_row"
			    " (zone_id, file, row_key, since_version, until_version, place, line)"
			    " VALUES ($1, $2, $3, $4, NULL, $5, $6)",
			    db_int(job->zone_id), db_text(zone_file_name(row->table)),
			    db_text(row->key), db_int(job->version), db_int(row->place),
			    db_text(row->line)),
		     NULL, err))
		return false;
	return map_find(&job->ids, row->key) != NULL ||
	       db_exec(tx,
		       DB_SQL("INSERT INTO zone_key (zone_id, row_key, id) VALUES ($1, $2, $3)",
			      db_int(job->zone_id), db_text(row->key), db_int(db_new_id(tx))),
		       NULL, err);
}

static bool close_row(struct db *tx, const struct job *job, const struct zone_line *row,
		      struct err *err)
{
	return db_exec(tx,
		       DB_SQL("UPDATE zone_row SET until_version = $3"
			      " WHERE zone_id = $1 AND row_key = $2 AND until_version IS NULL",
			      db_int(job->zone_id), db_text(row->key), db_int(job->version)),
		       NULL, err);
}

static bool write_steps(struct db *tx, struct job *job, const struct zone_steps *steps,
			struct err *err)
{
	if (!read_ids(tx, job->arena, job->zone_id, &job->ids, err) ||
	    !db_exec(tx,
		     DB_SQL("INSERT INTO zone_version"
			    " (zone_id, version, made_ms, account_id, note, undoes, n_changes)"
			    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
			    db_int(job->zone_id), db_int(job->version),
			    db_int(clock_utc_ms(db_clock(tx))), db_int(job->import->account_id),
			    db_text(job->import->note), db_int(job->undoes),
			    db_int((int64_t)steps->n)),
		     NULL, err))
		return false;
	for (size_t i = 0; i < steps->n; i++) {
		const struct zone_step *step = &steps->at[i];

		if ((step->close != NULL && !close_row(tx, job, step->close, err)) ||
		    (step->begin != NULL && !begin_row(tx, job, step->begin, err)))
			return false;
	}
	job->changes->version = job->version;
	return true;
}

/* The last version that is no undo and was not undone. */
static bool find_undoable(struct db *tx, struct job *job, struct err *err)
{
	struct db_rows rows;

	if (!db_query(tx, job->arena,
		      DB_SQL("SELECT MAX(v.version)"
			     "  FROM zone_version v"
			     " WHERE v.zone_id = $1 AND v.undoes = 0"
			     "   AND NOT EXISTS (SELECT 1 FROM zone_version u"
			     "                    WHERE u.zone_id = v.zone_id AND u.undoes = "
			     "v.version)",
			     db_int(job->zone_id)),
		      &rows, err))
		return false;
	job->undoes = db_get_int(&rows, 0, 0);
	return job->undoes > 0 || err_set(err, ERR_NOT_FOUND, "There is no import to undo.");
}

static bool run(struct db *tx, void *arg, struct err *err)
{
	struct job *job = arg;
	struct zone_lines stored, wanted = {0};
	struct zone_steps steps = {0};

	*job->changes = (struct zone_changes){0};
	if (!read_lines(tx, job->arena, job->zone_id, 0, &stored, err) ||
	    !zone_store_version(tx, job->zone_id, &job->version, err))
		return false;
	if (job->import->expects > 0 && job->import->expects != job->version)
		return err_set(err, ERR_CONFLICT,
			       "Somebody changed the zone in the meantime, and nothing was saved. "
			       "Go back, and save again.");
	job->version++;
	if (job->zone != NULL)
		zone_lines_of(job->arena, job->zone, &wanted);
	/* Version 0 would mean the present: before the first import there was nothing. */
	else if (!find_undoable(tx, job, err) ||
		 (job->undoes > 1 &&
		  !read_lines(tx, job->arena, job->zone_id, job->undoes - 1, &wanted, err)))
		return false;
	zone_diff(job->arena, &stored, &wanted, &steps, job->changes);
	if (job->import->dry_run || (steps.n == 0 && job->zone != NULL))
		return true;
	return write_steps(tx, job, &steps, err);
}

bool zone_store_import(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		       const struct zone_import *import, struct zone_changes *ret, struct err *err)
{
	struct job job = {
		.arena = arena, .zone_id = zone_id, .zone = zone, .import = import, .changes = ret};

	return import->dry_run ? db_read(db, run, &job, err) : db_write(db, run, &job, err);
}

bool zone_store_undo(struct db *db, struct arena *arena, int64_t zone_id,
		     const struct zone_import *import, struct zone_changes *ret, struct err *err)
{
	struct job job = {.arena = arena, .zone_id = zone_id, .import = import, .changes = ret};

	return import->dry_run ? db_read(db, run, &job, err) : db_write(db, run, &job, err);
}
