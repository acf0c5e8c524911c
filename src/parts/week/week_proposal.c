#include "parts/week/week_proposal.h"

#include "kit/db/id.h"

/* ---- Suggesting ---- */

static bool find_same(struct db *tx, struct arena *arena, int64_t zone_id,
		      const struct week_proposal *p, int64_t *ret_id, struct err *err)
{
	struct db_rows rows;

	if (!db_query(tx, arena,
		      DB_SQL("SELECT id FROM week_proposal WHERE zone_id = $1 AND account_id = $2 "
			     "AND scenario_id = $3 AND line = $4 AND before = $5 AND wish = $6 "
			     "AND state = 0",
			     db_int(zone_id), db_int(p->account_id), db_int(p->scenario_id),
			     db_int(p->line), db_text(p->before), db_text(p->wish)),
		      &rows, err))
		return false;
	*ret_id = rows.n > 0 ? db_get_int(&rows, 0, 0) : 0;
	return true;
}

static bool insert(struct db *tx, int64_t zone_id, const struct week_proposal *p, int64_t id,
		   struct err *err)
{
	return db_exec(
		tx,
		DB_SQL("INSERT INTO week_proposal (zone_id, id, school_id, scenario_id, "
		       "account_id, made_ms, line, before, wish, what, why, state, "
		       "decided_by, decided_ms, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, "
		       "$8, $9, $10, $11, 0, 0, 0, '')",
		       db_int(zone_id), db_int(id), db_int(p->school_id), db_int(p->scenario_id),
		       db_int(p->account_id), db_int(clock_utc_ms(db_clock(tx))), db_int(p->line),
		       db_text(p->before), db_text(p->wish), db_text(p->what), db_text(p->why)),
		NULL, err);
}

struct adding {
	int64_t zone_id;
	const struct week_proposal *proposal;
	int64_t id;
};

static bool add_work(struct db *tx, void *arg, struct err *err)
{
	struct adding *self = arg;
	struct arena *scratch = arena_create(1U << 12);
	bool ok = find_same(tx, scratch, self->zone_id, self->proposal, &self->id, err);

	if (ok && self->id == 0) {
		self->id = db_new_id(tx);
		ok = insert(tx, self->zone_id, self->proposal, self->id, err);
	}
	arena_destroy(scratch);
	return ok;
}

bool week_proposal_add(struct db *db, int64_t zone_id, const struct week_proposal *proposal,
		       int64_t *ret_id, struct err *err)
{
	struct adding self = {.zone_id = zone_id, .proposal = proposal};

	if (!db_write(db, add_work, &self, err))
		return false;
	*ret_id = self.id;
	return true;
}

/* ---- Reading ---- */

#define FIELDS                                                                                  \
	"SELECT p.id, p.school_id, p.scenario_id, p.account_id, p.made_ms, p.line, p.before, "  \
	"p.wish, p.what, p.why, p.state, p.decided_by, p.decided_ms, p.answer, a.name, d.name " \
	"FROM week_proposal p LEFT JOIN account a ON a.zone_id = p.zone_id AND "                \
	"a.id = p.account_id LEFT JOIN account d ON d.zone_id = p.zone_id AND "                 \
	"d.id = p.decided_by "

enum {
	COL_ID,
	COL_SCHOOL,
	COL_SCENARIO,
	COL_ACCOUNT,
	COL_MADE,
	COL_LINE,
	COL_BEFORE,
	COL_WISH,
	COL_WHAT,
	COL_WHY,
	COL_STATE,
	COL_DECIDED_BY,
	COL_DECIDED_MS,
	COL_ANSWER,
	COL_WHO,
	COL_DECIDER
};

/* Of an account that is gone: empty. */
static struct str name_of(const struct db_rows *rows, size_t i, size_t column)
{
	return db_is_null(rows, i, column) ? STR("") : db_get_text(rows, i, column);
}

static struct week_proposal read_row(const struct db_rows *rows, size_t i)
{
	return (struct week_proposal){
		.id = db_get_int(rows, i, COL_ID),
		.school_id = db_get_int(rows, i, COL_SCHOOL),
		.scenario_id = db_get_int(rows, i, COL_SCENARIO),
		.account_id = db_get_int(rows, i, COL_ACCOUNT),
		.made_ms = db_get_int(rows, i, COL_MADE),
		.line = (uint32_t)db_get_int(rows, i, COL_LINE),
		.before = db_get_text(rows, i, COL_BEFORE),
		.wish = db_get_text(rows, i, COL_WISH),
		.what = db_get_text(rows, i, COL_WHAT),
		.why = db_get_text(rows, i, COL_WHY),
		.who = name_of(rows, i, COL_WHO),
		.state = (enum week_proposal_state)db_get_int(rows, i, COL_STATE),
		.decided_by = db_get_int(rows, i, COL_DECIDED_BY),
		.decided_ms = db_get_int(rows, i, COL_DECIDED_MS),
		.answer = db_get_text(rows, i, COL_ANSWER),
		.decider = name_of(rows, i, COL_DECIDER),
	};
}

/* The voices of one, from all of the school by proposal. */
static void take_voices(struct week_proposal *p, const struct week_voice *voice, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (voice[i].proposal_id == p->id) {
			if (p->n_voices++ == 0)
				p->voice = &voice[i];
		}
}

static bool read_voices(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			struct week_proposals *list, struct err *err)
{
	struct week_voice *voice;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT v.proposal_id, v.account_id, v.in_favor, v.words, a.name FROM "
			     "week_voice v JOIN week_proposal p ON p.zone_id = v.zone_id AND "
			     "p.id = v.proposal_id LEFT JOIN account a ON a.zone_id = v.zone_id "
			     "AND a.id = v.account_id WHERE v.zone_id = $1 AND p.school_id = $2 "
			     "AND p.state = 0 ORDER BY v.proposal_id, v.made_ms, v.account_id",
			     db_int(zone_id), db_int(school_id)),
		      &rows, err))
		return false;
	voice = arena_array(arena, struct week_voice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		voice[i] = (struct week_voice){.proposal_id = db_get_int(&rows, i, 0),
					       .account_id = db_get_int(&rows, i, 1),
					       .in_favor = db_get_int(&rows, i, 2) != 0,
					       .words = db_get_text(&rows, i, 3),
					       .who = name_of(&rows, i, 4)};
	for (size_t i = 0; i < list->n; i++)
		take_voices(&list->at[i], voice, rows.n);
	return true;
}

bool week_proposal_list(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			int64_t limit, struct week_proposals *ret, struct err *err)
{
	struct week_proposals list;
	struct db_rows open, decided;

	if (!db_query(db, arena,
		      DB_SQL(FIELDS "WHERE p.zone_id = $1 AND p.school_id = $2 AND p.state = 0 "
				    "ORDER BY p.id",
			     db_int(zone_id), db_int(school_id)),
		      &open, err) ||
	    !db_query(db, arena,
		      DB_SQL(FIELDS "WHERE p.zone_id = $1 AND p.school_id = $2 AND p.state <> 0 "
				    "ORDER BY p.decided_ms DESC, p.id DESC LIMIT $3",
			     db_int(zone_id), db_int(school_id), db_int(limit)),
		      &decided, err))
		return false;
	list.n = open.n + decided.n;
	list.at = arena_array(arena, struct week_proposal, list.n);
	for (size_t i = 0; i < open.n; i++)
		list.at[i] = read_row(&open, i);
	for (size_t i = 0; i < decided.n; i++)
		list.at[open.n + i] = read_row(&decided, i);
	if (!read_voices(db, arena, zone_id, school_id, &list, err))
		return false;
	*ret = list;
	return true;
}

bool week_proposal_count(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			 int64_t *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT COUNT(*) FROM week_proposal WHERE zone_id = $1 AND "
			     "school_id = $2 AND state = 0",
			     db_int(zone_id), db_int(school_id)),
		      &rows, err))
		return false;
	*ret = db_get_int(&rows, 0, 0);
	return true;
}

bool week_proposal_find(struct db *db, struct arena *arena, int64_t zone_id, int64_t school_id,
			int64_t id, struct week_proposal *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query_one(db, arena,
			  DB_SQL(FIELDS "WHERE p.zone_id = $1 AND p.school_id = $2 AND p.id = $3",
				 db_int(zone_id), db_int(school_id), db_int(id)),
			  "suggestion", &rows, err))
		return false;
	*ret = read_row(&rows, 0);
	return true;
}

/* ---- Deciding ---- */

struct saying {
	int64_t zone_id;
	const struct week_voice *voice;
};

static bool say_work(struct db *tx, void *arg, struct err *err)
{
	const struct saying *self = arg;
	const struct week_voice *v = self->voice;
	int64_t changed;

	/* Also takes the row, so that nobody decides meanwhile. */
	if (!db_exec(tx,
		     DB_SQL("UPDATE week_proposal SET state = 0 WHERE zone_id = $1 AND id = $2 AND "
			    "state = 0",
			    db_int(self->zone_id), db_int(v->proposal_id)),
		     &changed, err))
		return false;
	if (changed == 0)
		return err_set(err, ERR_CONFLICT, "This suggestion is decided already.");
	return db_exec(tx,
		       DB_SQL("INSERT INTO week_voice (zone_id, proposal_id, account_id, in_favor, "
			      "words, made_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT "
			      "(zone_id, proposal_id, account_id) DO UPDATE SET "
			      "in_favor = excluded.in_favor, words = excluded.words, "
			      "made_ms = excluded.made_ms",
			      db_int(self->zone_id), db_int(v->proposal_id), db_int(v->account_id),
			      db_int(v->in_favor), db_text(v->words),
			      db_int(clock_utc_ms(db_clock(tx)))),
		       NULL, err);
}

bool week_proposal_say(struct db *db, int64_t zone_id, const struct week_voice *voice,
		       struct err *err)
{
	struct saying self = {zone_id, voice};

	return db_write(db, say_work, &self, err);
}

static bool decide_work(struct db *tx, void *arg, struct err *err)
{
	const struct week_decision *d = arg;
	int64_t changed;

	if (!db_exec(
		    tx,
		    DB_SQL("UPDATE week_proposal SET state = $1, decided_by = $2, decided_ms = $3, "
			   "answer = $4 WHERE zone_id = $5 AND id = $6 AND state = 0",
			   db_int(d->state), db_int(d->account_id),
			   db_int(clock_utc_ms(db_clock(tx))), db_text(d->answer),
			   db_int(d->zone_id), db_int(d->id)),
		    &changed, err))
		return false;
	if (changed == 0)
		return err_set(err, ERR_CONFLICT, "This suggestion is decided already.");
	return d->edit == NULL || week_scenario_step(tx, d->edit, err);
}

bool week_proposal_decide(struct db *db, const struct week_decision *decision, struct err *err)
{
	struct week_decision d = *decision;

	return db_write(db, decide_work, &d, err);
}
