/* Changes of a day. The audit log is for good, and so names neither people nor classes: a line says
 * the date and the number of the row, which is forgotten with the absence. Each change reads the
 * day in its own transaction, changes the picks and writes the whole day back, with what it costs
 * and a line of the audit log. */
#include "parts/cover/cover_desk_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "kit/auth/audit.h"
#include "parts/cover/cover_needs.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_store.h"
#include "parts/year/year_phases.h"

struct change {
	struct arena *arena;
	const struct cover_view_of *view;
	const struct cover_actor *actor;
	const int64_t *ids; /* of schools */
	struct cover_desk desk;
	const char *action;                                   /* for the audit log */
	bool (*make)(struct change *change, struct err *err); /* changes desk.picks */
	struct str detail;                                    /* set by make() */
	/* What the change is about. */
	const struct cover_choice *choice;
	int64_t pick_a, pick_b;
};

static bool audit(struct db *tx, const struct cover_view_of *view, const struct cover_actor *actor,
		  const char *action, struct str detail, struct arena *arena, struct err *err)
{
	const struct site site = site_in(view->site, tx);
	const struct audit_entry entry = {
		.account_id = actor->account_id,
		.action = str_from(action),
		.target = arena_printf(arena, "cover %.*s", STR_ARG(date_text(arena, view->date))),
		.detail = detail,
		.address = actor->address,
	};

	return audit_add(&site, &entry, err);
}

static bool may_change(const struct change *c, uint32_t school, struct err *err)
{
	return cover_places_have(&c->actor->places, c->ids[school]) ||
	       err_set(err, ERR_DENIED, "You do not plan cover at %.*s.",
		       STR_ARG(c->view->problem->zone->schools.at[school].name));
}

/* ---- Writing the day ---- */

static struct cover_given given_of(const struct change *c, const struct cover_pick *pick)
{
	const struct zone *zone = c->view->problem->zone;
	const struct cover_need *need = &c->desk.day.needs[pick->need];

	return (struct cover_given){
		.school_id = c->ids[need->school],
		.section = zone->sections.at[need->section].code,
		.source = pick->who.source,
		.who = pick->who.source == COVER_SUBSTITUTE
			       ? zone->substitutes.at[pick->who.row].code
			       : zone->people.at[pick->who.row].code,
		.date = c->view->date,
		.start = pick->start,
		.end = pick->end,
		.by_hand = pick->by_hand,
		.acknowledged = pick->acknowledged,
		.release = need->why == COVER_RELEASE,
	};
}

static bool write_day(struct db *tx, struct change *c, struct err *err)
{
	const struct zone *zone = c->view->problem->zone;
	struct cover_given *given = arena_array(c->arena, struct cover_given, c->desk.picks.n);
	struct week_losses costs;
	size_t n = 0, n_own = 0;

	for (size_t i = 0; i < c->desk.picks.n; i++) {
		given[n] = given_of(c, &c->desk.picks.at[i]);
		n += cover_places_have(&c->actor->places, given[n].school_id);
	}
	costs = cover_costs_of(c->arena, &c->desk.day, &c->desk.picks);
	for (size_t i = 0; i < costs.n; i++)
		if (cover_places_have(&c->actor->places, c->ids[costs.at[i].school]))
			costs.at[n_own++] = costs.at[i];
	costs.n = n_own;
	return cover_store_save_day(tx, c->arena, &c->actor->places, c->view->date, given, n,
				    err) &&
	       week_lost_save(tx, c->arena, zone, &c->actor->places, c->view->date, &costs, err);
}

static bool run(struct db *tx, void *arg, struct err *err)
{
	struct change *c = arg;

	return cover_desk_read(tx, c->arena, c->view, &c->desk, &c->ids, err) && c->make(c, err) &&
	       write_day(tx, c, err) &&
	       audit(tx, c->view, c->actor, c->action, c->detail, c->arena, err);
}

static bool apply(struct change *c, struct err *err)
{
	return db_write(c->view->site->db, run, c, err);
}

/* ---- Assign ---- */

static bool assign(struct change *c, struct err *err)
{
	struct cover_day day = c->desk.day;
	struct cover_need *needs = arena_array(c->arena, struct cover_need, day.n_needs);
	size_t *from = arena_array(c->arena, size_t, day.n_needs), before = c->desk.picks.n, n = 0;
	struct cover_picks picks = {NULL, 0, 0};

	(void)err;
	/* Only the schools that the actor plans for; picks elsewhere are busy people. */
	for (size_t i = 0; i < day.n_needs; i++)
		if (cover_places_have(&c->actor->places, c->ids[day.needs[i].school])) {
			needs[n] = day.needs[i];
			from[n++] = i;
		}
	if (n == day.n_needs) {
		c->desk.n_open = cover_assign(c->arena, &day, &c->desk.picks);
	} else {
		VEC(struct cover_busy) busy = {0};

		for (size_t i = 0; i < day.n_busy; i++)
			*vec_push(c->arena, &busy) = day.busy[i];
		for (size_t i = 0; i < c->desk.picks.n; i++) {
			struct cover_pick pick = c->desk.picks.at[i];
			size_t at = 0;

			while (at < n && from[at] != pick.need)
				at++;
			if (at == n) {
				*vec_push(c->arena, &busy) = (struct cover_busy){
					pick.who, day.needs[pick.need].school, pick.start,
					pick.end};
				continue;
			}
			pick.need = at;
			*vec_push(c->arena, &picks) = pick;
		}
		before = picks.n;
		day.needs = needs;
		day.n_needs = n;
		day.busy = busy.at;
		day.n_busy = busy.n;
		c->desk.n_open = cover_assign(c->arena, &day, &picks);
		c->desk.day = day;
		c->desk.picks = picks;
	}
	c->detail = arena_printf(c->arena, "%zu chosen, %zu still open", c->desk.picks.n - before,
				 c->desk.n_open);
	return true;
}

bool cover_desk_assign(struct arena *arena, const struct cover_view_of *view,
		       const struct cover_actor *actor, size_t *ret_open, struct err *err)
{
	struct change c = {.arena = arena,
			   .view = view,
			   .actor = actor,
			   .action = "cover.assigned",
			   .make = assign};

	if (!apply(&c, err))
		return false;
	*ret_open = c.desk.n_open;
	return true;
}

/* ---- A person's choice ---- */

static size_t need_of(const struct change *c, uint32_t section, int32_t start, int32_t end)
{
	for (size_t i = 0; i < c->desk.day.n_needs; i++) {
		const struct cover_need *need = &c->desk.day.needs[i];

		if (need->section == section &&
		    (end == 0 || (need->start < end && start < need->end)))
			return i;
	}
	return SIZE_MAX;
}

/* Take a stretch out of the picks of a need; what is outside of it stays. */
static void cut(struct change *c, size_t need, int32_t start, int32_t end)
{
	struct cover_picks old = c->desk.picks, left = {NULL, 0, 0};

	for (size_t i = 0; i < old.n; i++) {
		struct cover_pick pick = old.at[i], tail = pick;

		if (pick.need != need || pick.end <= start || end <= pick.start) {
			*vec_push(c->arena, &left) = pick;
			continue;
		}
		if (pick.start < start) {
			pick.end = start;
			*vec_push(c->arena, &left) = pick;
		}
		if (end < tail.end) {
			tail.start = end;
			tail.id = 0;
			*vec_push(c->arena, &left) = tail;
		}
	}
	c->desk.picks = left;
}

static bool choose(struct change *c, struct err *err)
{
	const struct cover_choice *choice = c->choice;
	const struct zone *zone = c->view->problem->zone;
	uint32_t section = zone_find(zone, ZONE_T_SECTIONS, choice->section);
	size_t need = need_of(c, section, choice->start, choice->end);
	struct cover_pick pick = {.need = need, .who = choice->who, .by_hand = true};
	struct cover_stretch open;
	struct str why;
	bool never;

	if (need == SIZE_MAX)
		return err_set(err, ERR_NOT_FOUND, "%.*s needs nobody then.",
			       STR_ARG(str_utf8_cut(choice->section, 40)));
	if (!may_change(c, c->desk.day.needs[need].school, err))
		return false;
	pick.start = choice->start;
	pick.end = choice->end;
	if (choice->end == 0) {
		if (!cover_open_stretch(&c->desk.day, &c->desk.picks, need, 0, &open))
			open = (struct cover_stretch){c->desk.day.needs[need].start,
						      c->desk.day.needs[need].end};
		pick.start = open.start;
		pick.end = c->desk.day.needs[need].end;
	}
	if (pick.start >= pick.end)
		return err_set(err, ERR_INVALID, "Cover must end after it begins.");
	cut(c, need, pick.start, pick.end);
	why = cover_why_not(c->arena, &c->desk.day, &c->desk.picks, need, &pick, &never);
	if (why.len > 0 && (never || !choice->overrule))
		return err_set(err, ERR_CONFLICT, "%.*s", STR_ARG(why));
	*vec_push(c->arena, &c->desk.picks) = pick;
	c->detail = why.len > 0 ? STR("by hand, overruled") : STR("by hand");
	return true;
}

bool cover_desk_choose(struct arena *arena, const struct cover_view_of *view,
		       const struct cover_actor *actor, const struct cover_choice *choice,
		       struct err *err)
{
	struct change c = {.arena = arena,
			   .view = view,
			   .actor = actor,
			   .action = "cover.chosen",
			   .make = choose,
			   .choice = choice};

	return apply(&c, err);
}

static bool find_pick(const struct change *c, int64_t id, size_t *ret, struct err *err)
{
	for (size_t i = 0; i < c->desk.picks.n; i++)
		if (c->desk.picks.at[i].id == id && id != 0) {
			*ret = i;
			return may_change(c, c->desk.day.needs[c->desk.picks.at[i].need].school,
					  err);
		}
	return err_set(err, ERR_NOT_FOUND, "There is no such cover.");
}

static bool clear(struct change *c, struct err *err)
{
	size_t at;

	if (!find_pick(c, c->pick_a, &at, err))
		return false;
	c->desk.picks.at[at] = c->desk.picks.at[--c->desk.picks.n];
	c->detail = arena_printf(c->arena, "cover %lld", (long long)c->pick_a);
	return true;
}

bool cover_desk_clear(struct arena *arena, const struct cover_view_of *view,
		      const struct cover_actor *actor, int64_t pick_id, struct err *err)
{
	struct change c = {.arena = arena,
			   .view = view,
			   .actor = actor,
			   .action = "cover.cleared",
			   .make = clear,
			   .pick_a = pick_id};

	return apply(&c, err);
}

static bool swap(struct change *c, struct err *err)
{
	size_t a, b;

	if (!find_pick(c, c->pick_a, &a, err) || !find_pick(c, c->pick_b, &b, err))
		return false;
	if (a == b || !cover_swap(c->arena, &c->desk.day, &c->desk.picks, a, b))
		return err_set(err, ERR_CONFLICT, "These two cannot change places.");
	c->detail = arena_printf(c->arena, "cover %lld and %lld", (long long)c->pick_a,
				 (long long)c->pick_b);
	return true;
}

bool cover_desk_swap(struct arena *arena, const struct cover_view_of *view,
		     const struct cover_actor *actor, int64_t pick_a, int64_t pick_b,
		     struct err *err)
{
	struct change c = {.arena = arena,
			   .view = view,
			   .actor = actor,
			   .action = "cover.swapped",
			   .make = swap,
			   .pick_a = pick_a,
			   .pick_b = pick_b};

	return apply(&c, err);
}

/* ---- Absences ---- */

struct entering {
	struct arena *arena;
	const struct cover_view_of *view;
	const struct cover_actor *actor;
	const struct cover_absence *absence;
	int64_t id;
};

static bool whole_day(const struct entering *e, uint32_t school, struct cover_absence *absence,
		      struct err *err)
{
	const struct zone *zone = e->view->problem->zone;
	struct zone_date day = zone_date_at(zone, school == ZONE_NONE ? 0 : school, absence->date,
					    e->view->problem->as_of);

	if (day.shape == ZONE_NONE)
		return err_set(err, ERR_INVALID, "Nobody is at school on %.*s.",
			       STR_ARG(date_long_text(e->arena, absence->date)));
	if (absence->end == 0) {
		absence->start = zone->shapes.at[day.shape].staff_start;
		absence->end = zone->shapes.at[day.shape].staff_end;
	}
	return true;
}

static bool overlaps_known(struct db *tx, const struct entering *e,
			   const struct cover_absence *absence, struct err *err)
{
	const struct access_places all = cover_all_places(e->view->places.zone_id);
	struct cover_absence *known;
	size_t n;

	if (!cover_store_absences(tx, e->arena, &all, absence->date, &known, &n, err))
		return true;
	for (size_t i = 0; i < n; i++)
		if (str_eq(known[i].person, absence->person) && known[i].start < absence->end &&
		    absence->start < known[i].end) {
			(void)err_set(err, ERR_CONFLICT, "This absence is known already.");
			return true;
		}
	return false;
}

static bool enter(struct db *tx, void *arg, struct err *err)
{
	struct entering *e = arg;
	const struct zone *zone = e->view->problem->zone;
	struct cover_absence absence = *e->absence;
	uint32_t person = zone_find(zone, ZONE_T_PEOPLE, absence.person), school;
	const int64_t *ids;

	absence.date = e->view->date;
	if (person == ZONE_NONE)
		return err_set(err, ERR_INVALID, "There is no person \"%.*s\".",
			       STR_ARG(str_utf8_cut(absence.person, 60)));
	school = cover_school_of(zone, person);
	if (!zone_store_ids(tx, e->arena, e->view->places.zone_id, zone, ZONE_T_SCHOOLS, &ids, err))
		return false;
	absence.school_id = school == ZONE_NONE ? 0 : ids[school];
	if (!cover_places_have(&e->actor->places, absence.school_id))
		return err_set(err, ERR_DENIED, "You do not plan cover for %.*s.",
			       STR_ARG(zone->people.at[person].name));
	return whole_day(e, school, &absence, err) && !overlaps_known(tx, e, &absence, err) &&
	       cover_store_add_absence(tx, e->view->places.zone_id, &absence, &e->id, err) &&
	       audit(tx, e->view, e->actor, "cover.absence.entered",
		     arena_printf(e->arena, "absence %lld", (long long)e->id), e->arena, err);
}

bool cover_desk_enter(struct arena *arena, const struct cover_view_of *view,
		      const struct cover_actor *actor, const struct cover_absence *absence,
		      int64_t *ret_id, struct err *err)
{
	struct entering e = {arena, view, actor, absence, 0};

	if (!db_write(view->site->db, enter, &e, err))
		return false;
	*ret_id = e.id;
	return true;
}

struct cancelling {
	struct change change;
	int64_t id;
};

/* Nothing to choose: picks for needs that are gone are not read any more, so writing the day drops
 * them. */
static bool as_it_is(struct change *c, struct err *err)
{
	(void)c;
	(void)err;
	return true;
}

static bool cancel(struct db *tx, void *arg, struct err *err)
{
	struct cancelling *k = arg;

	return cover_store_remove_absence(tx, &k->change.actor->places, k->id, err) &&
	       run(tx, &k->change, err);
}

bool cover_desk_cancel(struct arena *arena, const struct cover_view_of *view,
		       const struct cover_actor *actor, int64_t absence_id, struct err *err)
{
	struct cancelling k = {{.arena = arena,
				.view = view,
				.actor = actor,
				.action = "cover.absence.cancelled",
				.make = as_it_is},
			       absence_id};

	k.change.detail = arena_printf(arena, "absence %lld", (long long)absence_id);
	return db_write(view->site->db, cancel, &k, err);
}

/* ---- The rest ---- */

static bool acknowledge(struct db *tx, void *arg, struct err *err)
{
	struct change *c = arg;

	return cover_store_acknowledge(tx, &c->actor->places, c->pick_a, err) &&
	       audit(tx, c->view, c->actor, "cover.acknowledged",
		     arena_printf(c->arena, "cover %lld", (long long)c->pick_a), c->arena, err);
}

bool cover_desk_acknowledge(struct arena *arena, const struct cover_view_of *view,
			    const struct cover_actor *actor, int64_t pick_id, struct err *err)
{
	struct change c = {.arena = arena, .view = view, .actor = actor, .pick_a = pick_id};

	return db_write(view->site->db, acknowledge, &c, err);
}

bool cover_desk_forget(const struct cover_view_of *view, const struct cover_actor *actor,
		       int32_t before, struct err *err)
{
	int64_t n;

	return cover_store_forget(view->site->db, &actor->places, before, &n, err);
}

struct losing {
	struct change change;
	struct year_lab_key lab;
};

/* Minutes of a lab on the date, lunch left out. */
static int32_t lab_minutes(const struct change *c, size_t lab)
{
	struct year_phases phases = year_phases_of(c->arena, c->view->problem, c->view->plan);
	int32_t minutes = 0;

	for (size_t i = 0; i < phases.n; i++)
		if (phases.at[i].lab == lab && phases.at[i].date == c->view->date &&
		    phases.at[i].phase != ZONE_LAB_LUNCH)
			minutes += phases.at[i].end - phases.at[i].start;
	return minutes;
}

/* A team has one lab a day at the most. */
static bool is_new_loss(struct db *tx, const struct change *c, const struct week_lost *lost,
			struct err *err)
{
	const int32_t dates[2] = {lost->date, lost->date};
	struct week_losses known;

	if (!week_lost_read(tx, c->arena, c->view->problem->zone, &c->actor->places, dates, &known,
			    err))
		return false;
	for (size_t i = 0; i < known.n; i++)
		if (known.at[i].kind == WEEK_LOST_LAB && known.at[i].team == lost->team)
			return err_set(err, ERR_CONFLICT, "That lab is noted as lost already.");
	return true;
}

static bool lose_lab(struct db *tx, void *arg, struct err *err)
{
	struct losing *l = arg;
	struct change *c = &l->change;
	const struct year_problem *problem = c->view->problem;
	size_t lab = year_find_lab(problem, l->lab);
	struct week_lost lost = {.person = ZONE_NONE, .kind = WEEK_LOST_LAB, .date = c->view->date};

	if (c->view->plan != NULL && lab != SIZE_MAX)
		lost.minutes = lab_minutes(c, lab);
	if (lost.minutes == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such lab that day.");
	lost.school = problem->labs[lab].school;
	lost.team = problem->labs[lab].team;
	return zone_store_ids(tx, c->arena, c->view->places.zone_id, problem->zone, ZONE_T_SCHOOLS,
			      &c->ids, err) &&
	       (lost.school == ZONE_NONE || may_change(c, lost.school, err)) &&
	       is_new_loss(tx, c, &lost, err) &&
	       week_lost_add(tx, c->arena, problem->zone, c->view->places.zone_id, &lost, err) &&
	       audit(tx, c->view, c->actor, "cover.lab.lost", l->lab.plan, c->arena, err);
}

bool cover_desk_lab_lost(struct arena *arena, const struct cover_view_of *view,
			 const struct cover_actor *actor, struct year_lab_key lab, struct err *err)
{
	struct losing l = {{.arena = arena, .view = view, .actor = actor}, lab};

	return db_write(view->site->db, lose_lab, &l, err);
}
