#include "parts/week/week_scenario.h"

#include "base/text.h"
#include "kit/db/id.h"
#include "parts/week/week_file.h"

#include <string.h>

enum { COL_ID, COL_PARENT, COL_MADE, COL_ACCOUNT, COL_REVISION, COL_NAME, COL_REPORT, COL_PATCH };

static struct week_scenario read_scenario(const struct db_rows *rows, size_t i)
{
	return (struct week_scenario){
		.id = db_get_int(rows, i, COL_ID),
		.parent_id = db_get_int(rows, i, COL_PARENT),
		.made_ms = db_get_int(rows, i, COL_MADE),
		.account_id = db_get_int(rows, i, COL_ACCOUNT),
		.revision = db_get_int(rows, i, COL_REVISION),
		.name = db_get_text(rows, i, COL_NAME),
		.report = db_get_text(rows, i, COL_REPORT),
		.patch = db_get_text(rows, i, COL_PATCH),
	};
}

bool week_scenario_list(struct db *db, struct arena *arena, int64_t zone_id,
			struct week_scenarios *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT id, parent_id, made_ms, account_id, revision, name, report, "
			     "patch "
			     "FROM week_scenario WHERE zone_id = $1 ORDER BY id DESC",
			     db_int(zone_id)),
		      &rows, err))
		return false;
	ret->at = arena_array(arena, struct week_scenario, rows.n);
	ret->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		ret->at[i] = read_scenario(&rows, i);
	return true;
}

bool week_scenario_find(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			struct week_scenario *ret, bool *ret_found, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT id, parent_id, made_ms, account_id, revision, name, report, "
			     "patch "
			     "FROM week_scenario WHERE zone_id = $1 AND ($2 = 0 OR id = $3) "
			     "ORDER BY id DESC LIMIT 1",
			     db_int(zone_id), db_int(id), db_int(id)),
		      &rows, err))
		return false;
	*ret_found = rows.n > 0;
	if (rows.n > 0)
		*ret = read_scenario(&rows, 0);
	return true;
}

bool week_scenario_add(struct db *db, const struct week_scenario_new *new, int64_t *ret_id,
		       struct err *err)
{
	int64_t id = db_new_id(db);

	if (!db_exec(db,
		     DB_SQL("INSERT INTO week_scenario (zone_id, id, name, parent_id, made_ms, "
			    "account_id, revision, bookings, report, patch) "
			    "VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9)",
			    db_int(new->zone_id), db_int(id), db_text(new->name),
			    db_int(new->parent_id), db_int(clock_utc_ms(db_clock(db))),
			    db_int(new->account_id), db_text(new->bookings), db_text(new->report),
			    db_text(new->patch)),
		     NULL, err))
		return false;
	*ret_id = id;
	return true;
}

/* ---- Lines ---- */

static size_t count_lines(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n;
}

/* The lines below the head. */
static void split_lines(struct arena *arena, struct str text, struct week_lines *ret)
{
	struct str line;

	ret->at = arena_array(arena, struct str, count_lines(text) + 1);
	ret->n = 0;
	if (!str_split(&text, '\n', &line))
		return;
	while (text.len > 0 && str_split(&text, '\n', &line))
		ret->at[ret->n++] = line;
}

/* What the solver says, after what it said of other schools; once. */
static struct str with_report(struct arena *arena, struct str report, struct str more)
{
	if (str_find(report, more, NULL))
		return report;
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(report), report.len > 0 ? "\n" : "",
			    STR_ARG(more));
}

/* Whether some line, below the head, is of a school: the second column. */
static bool has_school(struct str bookings, struct str code)
{
	struct str line, kind, school;

	(void)str_split(&bookings, '\n', &line);
	while (bookings.len > 0 && str_split(&bookings, '\n', &line))
		if (str_split(&line, ',', &kind) && str_split(&line, ',', &school) &&
		    str_eq(school, code))
			return true;
	return false;
}

static bool append(struct db *tx, void *arg, struct err *err)
{
	const struct week_more *more = arg;
	struct arena *arena = arena_create(1U << 16);
	struct str bookings, report, rest = more->bookings, head;
	struct db_rows rows;
	bool ok = db_query_one(tx, arena,
			       DB_SQL("SELECT bookings, report FROM week_scenario "
				      "WHERE zone_id = $1 AND id = $2",
				      db_int(more->zone_id), db_int(more->scenario_id)),
			       "plan of the week", &rows, err);

	if (ok && !has_school(db_get_text(&rows, 0, 0), more->school)) {
		(void)str_split(&rest, '\n', &head);
		bookings = arena_printf(arena, "%.*s%.*s", STR_ARG(db_get_text(&rows, 0, 0)),
					STR_ARG(rest));
		report = with_report(arena, db_get_text(&rows, 0, 1), more->report);
		ok = db_exec(tx,
			     DB_SQL("UPDATE week_scenario SET bookings = $1, report = $2, "
				    "revision = revision + 1 WHERE zone_id = $3 AND id = $4",
				    db_text(bookings), db_text(report), db_int(more->zone_id),
				    db_int(more->scenario_id)),
			     NULL, err);
	}
	arena_destroy(arena);
	return ok;
}

bool week_scenario_append(struct db *db, const struct week_more *more, struct err *err)
{
	struct week_more copy = *more;

	return db_write(db, append, &copy, err);
}

struct str week_lines_text(struct arena *arena, const struct week_lines *lines)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, week_head_line(arena));
	for (size_t i = 0; i < lines->n; i++) {
		text_put(&text, lines->at[i]);
		text_put_char(&text, '\n');
	}
	return text_str(&text);
}

struct reading {
	struct arena *arena;
	int64_t zone_id, id;
	struct week_lines lines;
};

static bool read_lines(struct db *tx, void *arg, struct err *err)
{
	struct reading *self = arg;
	struct db_rows base, steps;

	if (!db_query_one(
		    tx, self->arena,
		    DB_SQL("SELECT bookings FROM week_scenario WHERE zone_id = $1 AND id = $2",
			   db_int(self->zone_id), db_int(self->id)),
		    "plan of the week", &base, err) ||
	    !db_query(tx, self->arena,
		      DB_SQL("SELECT line, after FROM week_step WHERE zone_id = $1 AND "
			     "scenario_id = $2 AND undone = 0 ORDER BY step",
			     db_int(self->zone_id), db_int(self->id)),
		      &steps, err))
		return false;
	split_lines(self->arena, db_get_text(&base, 0, 0), &self->lines);
	for (size_t i = 0; i < steps.n; i++) {
		size_t line = (size_t)db_get_int(&steps, i, 0);

		if (line < self->lines.n)
			self->lines.at[line] = db_get_text(&steps, i, 1);
	}
	return true;
}

bool week_scenario_lines(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			 struct week_lines *ret, struct err *err)
{
	struct reading self = {.arena = arena, .zone_id = zone_id, .id = id};

	if (!db_read(db, read_lines, &self, err))
		return false;
	*ret = self.lines;
	return true;
}

/* ---- Steps ---- */

/* Who changed a line last, for the sentence of a conflict. */
bool week_scenario_too_late(struct db *tx, struct arena *arena, const struct week_edit *edit,
			    uint32_t line, struct err *err)
{
	struct db_rows rows;

	if (!db_query(
		    tx, arena,
		    DB_SQL("SELECT s.what, a.name FROM week_step s LEFT JOIN account a ON "
			   "a.zone_id = s.zone_id AND a.id = s.account_id WHERE s.zone_id = $1 AND "
			   "s.scenario_id = $2 AND s.line = $3 ORDER BY s.revision DESC LIMIT 1",
			   db_int(edit->zone_id), db_int(edit->scenario_id), db_int(line)),
		    &rows, err))
		return false;
	if (rows.n == 0)
		return err_set(err, ERR_CONFLICT,
			       "This plan was changed since you opened the page.");
	return err_set(
		err, ERR_CONFLICT,
		"%.*s changed this since you opened the page: %.*s Nothing of theirs was lost, "
		"and your change was not made.",
		STR_ARG(db_is_null(&rows, 0, 1) ? STR("Somebody") : db_get_text(&rows, 0, 1)),
		STR_ARG(db_get_text(&rows, 0, 0)));
}

static bool bump(struct db *tx, const struct week_edit *edit, struct arena *arena,
		 int64_t *ret_revision, struct err *err)
{
	struct db_rows rows;

	if (!db_query_one(tx, arena,
			  DB_SQL("UPDATE week_scenario SET revision = revision + 1 "
				 "WHERE zone_id = $1 AND id = $2 RETURNING revision",
				 db_int(edit->zone_id), db_int(edit->scenario_id)),
			  "plan of the week", &rows, err))
		return false;
	*ret_revision = db_get_int(&rows, 0, 0);
	return true;
}

static bool insert_step(struct db *tx, const struct week_edit *edit, size_t i, int64_t step,
			int64_t revision, struct err *err)
{
	const struct week_change *change = &edit->change[i];

	return db_exec(tx,
		       DB_SQL("INSERT INTO week_step (zone_id, scenario_id, step, line, revision, "
			      "account_id, made_ms, undone, before, after, what, once) "
			      "VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11)",
			      db_int(edit->zone_id), db_int(edit->scenario_id), db_int(step),
			      db_int(change->line), db_int(revision), db_int(edit->account_id),
			      db_int(clock_utc_ms(db_clock(tx))), db_text(change->before),
			      db_text(change->after), db_text(edit->what), db_text(edit->once)),
		       NULL, err);
}

bool week_scenario_was_taken(struct db *tx, struct arena *arena, const struct week_edit *edit,
			     bool *ret, struct err *err)
{
	struct db_rows rows;

	*ret = false;
	if (edit->once.len == 0)
		return true;
	if (!db_query(tx, arena,
		      DB_SQL("SELECT step FROM week_step WHERE zone_id = $1 AND scenario_id = $2 "
			     "AND account_id = $3 AND once = $4 LIMIT 1",
			     db_int(edit->zone_id), db_int(edit->scenario_id),
			     db_int(edit->account_id), db_text(edit->once)),
		      &rows, err))
		return false;
	*ret = rows.n > 0;
	return true;
}

static bool take_step(struct db *tx, struct arena *arena, const struct week_edit *edit,
		      struct err *err)
{
	struct reading now = {.arena = arena, .zone_id = edit->zone_id, .id = edit->scenario_id};
	int64_t revision;
	struct db_rows last;
	bool taken;

	if (!week_scenario_was_taken(tx, arena, edit, &taken, err) ||
	    (!taken && !read_lines(tx, &now, err)))
		return false;
	if (taken)
		return true;
	for (size_t i = 0; i < edit->n; i++)
		if (edit->change[i].line >= now.lines.n ||
		    !str_eq(now.lines.at[edit->change[i].line], edit->change[i].before))
			return week_scenario_too_late(tx, arena, edit, edit->change[i].line, err);
	if (!bump(tx, edit, arena, &revision, err) ||
	    !db_query(tx, arena,
		      DB_SQL("SELECT COALESCE(MAX(step), 0) FROM week_step WHERE zone_id = $1 AND "
			     "scenario_id = $2",
			     db_int(edit->zone_id), db_int(edit->scenario_id)),
		      &last, err))
		return false;
	for (size_t i = 0; i < edit->n; i++)
		if (!insert_step(tx, edit, i, db_get_int(&last, 0, 0) + 1, revision, err))
			return false;
	return true;
}

struct stepping {
	const struct week_edit *edit;
	struct arena *arena; /* for what is found */
	bool undo;
	struct str what;
};

bool week_scenario_step(struct db *tx, const struct week_edit *edit, struct err *err)
{
	struct arena *scratch = arena_create(1U << 16);
	bool ok = take_step(tx, scratch, edit, err);

	arena_destroy(scratch);
	return ok;
}

static bool step_work(struct db *tx, void *arg, struct err *err)
{
	const struct stepping *self = arg;

	return week_scenario_step(tx, self->edit, err);
}

bool week_scenario_edit(struct db *db, const struct week_edit *edit, struct err *err)
{
	struct stepping self = {.edit = edit};

	return db_write(db, step_work, &self, err);
}

/* The step a person would take back (their last that holds), or forward again (the first
 * undone one after the last that holds). */
static bool find_step(struct db *tx, struct stepping *self, int64_t *ret, struct err *err)
{
	const struct week_edit *who = self->edit;
	struct db_rows rows;
	bool ok =
		self->undo
			? db_query(tx, self->arena,
				   DB_SQL("SELECT MAX(step) FROM week_step WHERE zone_id = $1 AND "
					  "scenario_id = $2 AND account_id = $3 AND undone = 0",
					  db_int(who->zone_id), db_int(who->scenario_id),
					  db_int(who->account_id)),
				   &rows, err)
			: db_query(tx, self->arena,
				   DB_SQL("SELECT MIN(step) FROM week_step WHERE zone_id = $1 AND "
					  "scenario_id = $2 AND account_id = $3 AND undone = 1 AND "
					  "step > (SELECT COALESCE(MAX(step), 0) FROM week_step "
					  "WHERE zone_id = $4 AND scenario_id = $5 AND "
					  "account_id = $6 AND undone = 0)",
					  db_int(who->zone_id), db_int(who->scenario_id),
					  db_int(who->account_id), db_int(who->zone_id),
					  db_int(who->scenario_id), db_int(who->account_id)),
				   &rows, err);

	if (!ok)
		return false;
	if (db_is_null(&rows, 0, 0))
		return err_set(err, ERR_NOT_FOUND,
			       self->undo ? "You have changed nothing that could be undone."
					  : "There is nothing to do again.");
	*ret = db_get_int(&rows, 0, 0);
	return true;
}

static bool turn_step(struct db *tx, void *arg, struct err *err)
{
	struct stepping *self = arg;
	const struct week_edit *who = self->edit;
	struct reading now = {
		.arena = self->arena, .zone_id = who->zone_id, .id = who->scenario_id};
	struct db_rows rows;
	int64_t step, revision;

	if (!find_step(tx, self, &step, err) || !read_lines(tx, &now, err) ||
	    !db_query(
		    tx, self->arena,
		    DB_SQL("SELECT line, before, after, what FROM week_step WHERE zone_id = $1 AND "
			   "scenario_id = $2 AND step = $3",
			   db_int(who->zone_id), db_int(who->scenario_id), db_int(step)),
		    &rows, err) ||
	    !bump(tx, who, self->arena, &revision, err))
		return false;
	for (size_t i = 0; i < rows.n; i++) {
		uint32_t line = (uint32_t)db_get_int(&rows, i, 0);

		if (!str_eq(now.lines.at[line], db_get_text(&rows, i, self->undo ? 2 : 1)))
			return week_scenario_too_late(tx, self->arena, who, line, err);
	}
	self->what = db_get_text(&rows, 0, 3);
	return db_exec(
		tx,
		DB_SQL("UPDATE week_step SET undone = $1, revision = $2 WHERE zone_id = $3 AND "
		       "scenario_id = $4 AND step = $5",
		       db_int(self->undo), db_int(revision), db_int(who->zone_id),
		       db_int(who->scenario_id), db_int(step)),
		NULL, err);
}

static bool turn(struct db *db, struct stepping *self, struct str *ret_what, struct err *err)
{
	if (!db_write(db, turn_step, self, err))
		return false;
	*ret_what = self->what;
	return true;
}

bool week_scenario_undo(struct db *db, struct arena *arena, const struct week_edit *who,
			struct str *ret_what, struct err *err)
{
	struct stepping self = {.edit = who, .arena = arena, .undo = true};

	return turn(db, &self, ret_what, err);
}

bool week_scenario_redo(struct db *db, struct arena *arena, const struct week_edit *who,
			struct str *ret_what, struct err *err)
{
	struct stepping self = {.edit = who, .arena = arena};

	return turn(db, &self, ret_what, err);
}

static struct week_step read_step(const struct db_rows *rows, size_t i)
{
	return (struct week_step){
		.step = db_get_int(rows, i, 0),
		.account_id = db_get_int(rows, i, 1),
		.made_ms = db_get_int(rows, i, 2),
		.line = (uint32_t)db_get_int(rows, i, 3),
		.undone = db_get_bool(rows, i, 4),
		.revision = db_get_int(rows, i, 7),
		.what = db_get_text(rows, i, 5),
		.who = db_is_null(rows, i, 6) ? STR("") : db_get_text(rows, i, 6),
	};
}

bool week_scenario_history(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
			   int64_t limit, struct week_steps *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT s.step, s.account_id, s.made_ms, MIN(s.line), s.undone, "
			     "s.what, a.name, s.revision FROM week_step s "
			     "LEFT JOIN account a ON a.zone_id = s.zone_id AND a.id = s.account_id "
			     "WHERE s.zone_id = $1 AND s.scenario_id = $2 GROUP BY s.step, "
			     "s.account_id, s.made_ms, s.undone, s.what, a.name, s.revision "
			     "ORDER BY s.step DESC LIMIT $3",
			     db_int(zone_id), db_int(id), db_int(limit)),
		      &rows, err))
		return false;
	*ret = (struct week_steps){arena_array(arena, struct week_step, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		ret->at[i] = read_step(&rows, i);
	return true;
}
