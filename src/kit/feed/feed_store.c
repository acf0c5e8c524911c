/* The addresses: made, renewed, ended; and what one of them gives now. */
#include "kit/feed/feed.h"

#include "base/vec.h"
#include "kit/auth/account.h"
#include "kit/auth/audit.h"

#include <assert.h>

enum { DAY_MS = 86400000 };

static const char purpose[] = "feed";

void feed_put(struct feed_call *call, const struct ical_event *event)
{
	if (call->events.n < FEED_MAX_EVENTS)
		*vec_push(call->arena, &call->events) = *event;
}

void feed_add_source(struct feed_part *part, struct feed_source source)
{
	assert(part->n_sources < FEED_MAX_SOURCES);
	part->source[part->n_sources++] = source;
}

bool feed_all(const struct site *site, struct arena *arena, int64_t account_id,
	      struct feed_list *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query(site->db, arena,
		      DB_SQL("SELECT id, subject, made_ms"
			     "  FROM feed"
			     " WHERE zone_id = $1 AND account_id = $2 AND ended_ms = 0"
			     " ORDER BY subject COLLATE \"C\"",
			     db_int(site->zone_id), db_int(account_id)),
		      &rows, err))
		return false;
	*ret = (struct feed_list){arena_array(arena, struct feed, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		ret->at[i] = (struct feed){.id = db_get_int(&rows, i, 0),
					   .account_id = account_id,
					   .subject = db_get_text(&rows, i, 1),
					   .made_ms = db_get_int(&rows, i, 2)};
	return true;
}

/* ---- Making ---- */

struct making {
	const struct site *site;
	struct arena *arena;
	int64_t account_id;
	struct str subject;
	struct token_hash hash;
};

static bool note(const struct site *site, int64_t account_id, const char *action,
		 struct str subject, struct err *err)
{
	struct audit_entry entry = {
		.account_id = account_id, .action = str_from(action), .target = subject};

	return audit_add(site, &entry, err);
}

static bool insert(struct making *making, const struct site *site, struct err *err)
{
	return db_exec(site->db,
		       DB_SQL("INSERT INTO feed (zone_id, id, account_id, subject, hash, made_ms,"
			      " ended_ms, revision, memory)"
			      " VALUES ($1, $2, $3, $4, $5, $6, 0, 0, '')",
			      db_int(site->zone_id), db_int(db_new_id(site->db)),
			      db_int(making->account_id), db_text(making->subject),
			      db_bytes(token_hash_str(&making->hash)), db_int(site_now(site))),
		       NULL, err);
}

static bool make_work(struct db *tx, void *arg, struct err *err)
{
	struct making *making = arg;
	struct site site = site_in(making->site, tx);
	struct feed_list list;

	if (!feed_all(&site, making->arena, making->account_id, &list, err))
		return false;
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.at[i].subject, making->subject))
			return db_exec(tx,
				       DB_SQL("UPDATE feed SET hash = $3, made_ms = $4"
					      " WHERE zone_id = $1 AND id = $2",
					      db_int(site.zone_id), db_int(list.at[i].id),
					      db_bytes(token_hash_str(&making->hash)),
					      db_int(site_now(&site))),
				       NULL, err) &&
			       note(&site, making->account_id, "feed.renew", making->subject, err);
	if (list.n >= FEED_MAX_EACH)
		return err_set(err, ERR_CONFLICT,
			       "You have %d calendar addresses: end one that you do not use.",
			       FEED_MAX_EACH);
	return insert(making, &site, err) &&
	       note(&site, making->account_id, "feed.make", making->subject, err);
}

bool feed_make(const struct site *site, struct arena *arena, int64_t account_id, struct str subject,
	       struct str *ret_token, struct err *err)
{
	struct making making = {
		.site = site, .arena = arena, .account_id = account_id, .subject = subject};
	struct str token = token_make(arena);

	making.hash = token_hash(&site->key, purpose, token);
	if (!db_write(site->db, make_work, &making, err))
		return false;
	*ret_token = token;
	return true;
}

bool feed_end(const struct site *site, int64_t account_id, int64_t id, struct err *err)
{
	int64_t changed = 0;

	if (!db_exec(site->db,
		     DB_SQL("UPDATE feed SET ended_ms = $4, memory = ''"
			    " WHERE zone_id = $1 AND id = $2 AND account_id = $3 AND ended_ms = 0",
			    db_int(site->zone_id), db_int(id), db_int(account_id),
			    db_int(site_now(site))),
		     &changed, err))
		return false;
	if (changed == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such calendar address.");
	return note(site, account_id, "feed.end", STR(""), err);
}

/* ---- Reading ---- */

struct found {
	int64_t id, account_id, revision;
	struct str subject, memory;
};

static bool find(const struct site *site, struct arena *arena, struct str token, struct found *ret,
		 struct err *err)
{
	struct token_hash hash = token_hash(&site->key, purpose, token);
	struct db_rows rows;

	if (!db_query(site->db, arena,
		      DB_SQL("SELECT id, account_id, subject, revision, memory"
			     "  FROM feed"
			     " WHERE zone_id = $1 AND hash = $2 AND ended_ms = 0",
			     db_int(site->zone_id), db_bytes(token_hash_str(&hash))),
		      &rows, err))
		return false;
	if (rows.n == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no calendar at this address.");
	*ret = (struct found){.id = db_get_int(&rows, 0, 0),
			      .account_id = db_get_int(&rows, 0, 1),
			      .subject = db_get_text(&rows, 0, 2),
			      .revision = db_get_int(&rows, 0, 3),
			      .memory = db_get_text(&rows, 0, 4)};
	return true;
}

/* What the owner may is asked anew each time; what they may not is not there. */
static bool ask_owner(struct feed_part *part, const struct found *found, struct feed_call *call,
		      struct str *ret_name, struct err *err)
{
	struct auth_user owner;
	bool alive;

	if (!auth_account(part->auth, call->arena, found->account_id, &owner, &alive, err))
		return false;
	call->lang = owner.lang;
	if (alive && part->keeper.about(part->keeper.self, call, &owner.access, ret_name, err))
		return true;
	return err_set(err, ERR_NOT_FOUND, "There is no calendar at this address.");
}

/* Two readers at once remember the same; the slower one need not write. */
static bool keep(const struct site *site, const struct found *found, struct str memory,
		 struct err *err)
{
	return db_exec(site->db,
		       DB_SQL("UPDATE feed SET memory = $4, revision = revision + 1"
			      " WHERE zone_id = $1 AND id = $2 AND revision = $3 AND ended_ms = 0",
			      db_int(site->zone_id), db_int(found->id), db_int(found->revision),
			      db_text(memory)),
		       NULL, err);
}

static struct str write_calendar(struct arena *arena, struct str name,
				 const struct ical_events *events)
{
	struct ical ical;
	struct text text;

	text_init(&text, arena);
	ical_begin(&ical, &text, name, 0);
	for (size_t i = 0; i < events->n; i++)
		ical_event(&ical, &events->at[i]);
	ical_end(&ical);
	return text_str(&text);
}

bool feed_read(struct feed_part *part, struct arena *arena, struct str token, struct str *ret,
	       struct err *err)
{
	const struct site *site = part->site;
	struct feed_moment moment = {.now_ms = site_now(site)};
	struct feed_call call = {.db = site->db, .arena = arena, .zone_id = site->zone_id};
	struct feed_telling telling;
	struct found found;
	struct str name;

	if (!find(site, arena, token, &found, err))
		return false;
	call.subject = found.subject;
	call.from_ms = moment.now_ms - (int64_t)FEED_DAYS_BACK * DAY_MS;
	call.to_ms = moment.now_ms + (int64_t)FEED_DAYS_AHEAD * DAY_MS;
	moment.oldest_ms = call.from_ms;
	if (!ask_owner(part, &found, &call, &name, err))
		return false;
	for (size_t i = 0; i < part->n_sources; i++)
		if (!part->source[i].fill(part->source[i].self, &call, err))
			return false;
	telling = (struct feed_telling){
		.arena = arena, .memory = found.memory, .moment = moment, .now = &call.events};
	if (!feed_remember(&telling, err) ||
	    (telling.changed && !keep(site, &found, telling.next_memory, err)))
		return false;
	*ret = write_calendar(arena, name, &telling.events);
	return true;
}
