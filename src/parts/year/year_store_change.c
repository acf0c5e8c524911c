/* One lab moved, locked or unlocked by a person. */
#include "parts/year/year_store.h"

#include "base/date.h"
#include "parts/year/year_move.h"
#include "parts/year/year_phases.h"

#include <string.h>

struct changing {
	struct arena *arena;
	int64_t zone_id, version, now_ms;
	const struct year_problem *problem;
	const struct year_wish *wish;
	struct year_plan plan;
	size_t lab;
};

static bool find(struct changing *c, struct err *err)
{
	c->lab = year_find_lab(c->problem, c->wish->lab);
	return c->lab != SIZE_MAX || err_set(err, ERR_NOT_FOUND, "There is no such lab.");
}

/* Was the lab changed after the version that the person looked at? */
static bool is_as_seen(struct db *tx, const struct changing *c, struct err *err)
{
	struct year_past *past;
	size_t n;

	if (c->wish->seen_version == 0)
		return true;
	if (!year_store_history(tx, c->arena, c->zone_id, c->wish->lab, &past, &n, err))
		return false;
	if (n > 0 && past[n - 1].version.version > c->wish->seen_version)
		return err_set(err, ERR_CONFLICT,
			       "Somebody has changed this lab meanwhile. Look at it again.");
	return true;
}

static bool move(struct changing *c, struct err *err)
{
	const struct year_wish *wish = c->wish;
	struct year_place *place = &c->plan.at[c->lab];
	struct year_target target;

	if (wish->date == ZONE_UNSET || wish->date == place->date)
		return true;
	if (place->locked && wish->lock == YEAR_LOCK_AS_IS)
		return err_set(err, ERR_CONFLICT,
			       "This lab is locked%s%.*s%s%.*s. Unlock it first.",
			       place->who.len > 0 ? " by " : "", STR_ARG(place->who),
			       place->reason.len > 0 ? ": " : "", STR_ARG(place->reason));
	if (wish->date < c->problem->first ||
	    wish->date + 7 * ((int32_t)c->problem->labs[c->lab].days - 1) > c->problem->last)
		return err_set(err, ERR_INVALID, "This is not a date of the year.");
	target = year_target_on(c->arena, c->problem, &c->plan, c->lab, wish->date);
	for (size_t i = 0; i < target.n_reasons && !wish->overrule; i++)
		if (target.reasons[i].must)
			return err_set(err, ERR_CONFLICT, "%.*s",
				       STR_ARG(target.reasons[i].sentence));
	if (!target.legal && wish->why.len == 0)
		return err_set(err, ERR_INVALID, "To overrule a rule takes a reason.");
	place->date = wish->date;
	if (!wish->set_hosts)
		place->host[0] = place->host[1] = ZONE_NONE;
	return true;
}

static bool lock(struct changing *c, struct err *err)
{
	const struct year_wish *wish = c->wish;
	struct year_place *place = &c->plan.at[c->lab];

	if (wish->lock == YEAR_LOCK_AS_IS)
		return true;
	if (wish->lock == YEAR_LOCK_SET && (wish->why.len == 0 || wish->who.len == 0))
		return err_set(err, ERR_INVALID, "A lock needs a name and a reason.");
	if (wish->lock == YEAR_LOCK_SET && place->date == ZONE_UNSET)
		return err_set(err, ERR_INVALID, "A lab without a date cannot be locked.");
	place->locked = wish->lock == YEAR_LOCK_SET;
	place->reason = place->locked ? wish->why : STR("");
	place->who = place->locked ? wish->who : STR("");
	place->when_ms = place->locked ? c->now_ms : 0;
	return true;
}

/* What the list of versions says. */
static struct str note_of(const struct changing *c, int32_t old_date)
{
	const struct year_place *place = &c->plan.at[c->lab];
	struct str name = year_lab_name(c->arena, c->problem, c->lab), why = c->wish->why;
	const char *what = place->locked ? "is locked" : "is unlocked";

	if (place->date != old_date)
		return arena_printf(c->arena, "%.*s moves from %.*s to %.*s%s%.*s", STR_ARG(name),
				    STR_ARG(old_date == ZONE_UNSET ? STR("nowhere")
								   : date_text(c->arena, old_date)),
				    STR_ARG(date_text(c->arena, place->date)),
				    why.len > 0 ? ": " : "", STR_ARG(why));
	if (c->wish->lock == YEAR_LOCK_AS_IS)
		what = "has other hosts";
	return arena_printf(c->arena, "%.*s %s%s%.*s", STR_ARG(name), what, why.len > 0 ? ": " : "",
			    STR_ARG(why));
}

static bool change(struct db *tx, void *arg, struct err *err)
{
	struct changing *c = arg;
	struct year_save save = {.plan = &c->plan, .account_id = c->wish->account_id};
	int32_t old_date;

	if (!find(c, err) ||
	    !year_store_load(tx, c->arena, c->zone_id, 0, c->problem, &c->plan, err) ||
	    !is_as_seen(tx, c, err))
		return false;
	old_date = c->plan.at[c->lab].date;
	if (!move(c, err) || !lock(c, err))
		return false;
	if (c->wish->set_hosts)
		memcpy(c->plan.at[c->lab].host, c->wish->host, sizeof c->wish->host);
	if (c->plan.at[c->lab].host[0] == ZONE_NONE && c->plan.at[c->lab].date != ZONE_UNSET)
		year_choose_hosts(c->arena, c->problem, &c->plan);
	save.note = note_of(c, old_date);
	return year_store_save(tx, c->arena, c->zone_id, c->problem, &save, &c->version, err);
}

bool year_store_change(struct db *db, struct arena *arena, int64_t zone_id,
		       const struct year_problem *problem, const struct year_wish *wish,
		       int64_t *ret_version, struct err *err)
{
	struct changing c = {.arena = arena,
			     .zone_id = zone_id,
			     .now_ms = clock_utc_ms(db_clock(db)),
			     .problem = problem,
			     .wish = wish};

	if (!db_write(db, change, &c, err))
		return false;
	*ret_version = c.version;
	return true;
}
