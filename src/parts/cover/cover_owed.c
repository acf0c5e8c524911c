#include "parts/cover/cover_owed.h"

#include "base/vec.h"
#include "parts/school/zone_store.h"

#include <stdlib.h>

static const char *const words[COVER_N_PAYMENTS] = {"time", "team", "money", "lab"};

const char *cover_payment_word(enum cover_payment payment)
{
	return words[payment];
}

bool cover_payment_find(struct str word, enum cover_payment *ret)
{
	for (int i = 0; i < COVER_N_PAYMENTS; i++)
		if (str_eq(word, str_from(words[i]))) {
			*ret = (enum cover_payment)i;
			return true;
		}
	return false;
}

const char *cover_payment_name(enum cover_payment payment)
{
	static const char *const names[COVER_N_PAYMENTS] = {
		"time back", "a team meeting at another time", "pay by the hour", "the lab later"};

	return names[payment];
}

/* ---- What a day costs ---- */

struct costing {
	struct arena *arena;
	const struct cover_day *day;
	struct week_losses costs;
};

static bool binds(const struct week_booking *booking, uint32_t person)
{
	for (size_t i = 0; i < booking->people.n; i++)
		if (booking->people.at[i] == person)
			return true;
	return false;
}

static enum week_lost_kind kind_of_staff_time(const struct zone *zone,
					      const struct week_booking *booking)
{
	if (booking->why.table != ZONE_T_STAFF_TIMES || booking->why.row == ZONE_NONE)
		return WEEK_LOST_DIRECTED;
	switch (zone->staff_times.at[booking->why.row].use) {
	case ZONE_TEAM_TIME:
		return WEEK_LOST_TEAM;
	case ZONE_SELF_DIRECTED:
		return WEEK_LOST_PLANNING;
	case ZONE_BUILDING_LED:
	case ZONE_NETWORK_TIME:
		return WEEK_LOST_DIRECTED;
	}
	return WEEK_LOST_DIRECTED;
}

/* Which of the person's bookings a minute is lost from: a meeting before planning before the rest;
 * false: none. */
static bool lost_at(const struct costing *c, const struct week_lost *who, int32_t minute,
		    enum week_lost_kind *ret, uint32_t *ret_team)
{
	const struct week_date *week = &c->day->weeks[who->school];
	int best = 3;

	for (size_t i = 0; i < week->bookings.n && best > 0; i++) {
		const struct week_booking *own = &week->bookings.at[i];
		int rank = own->kind == WEEK_TEAM         ? 0
			   : own->kind == WEEK_PLANNING   ? 1
			   : own->kind == WEEK_STAFF_TIME ? 2
							  : 3;

		if (rank >= best || minute < own->start || minute >= own->end ||
		    !binds(own, who->person))
			continue;
		best = rank;
		*ret_team = rank == 0 ? own->team : ZONE_NONE;
		*ret = rank == 0   ? WEEK_LOST_TEAM
		       : rank == 1 ? WEEK_LOST_PLANNING
				   : kind_of_staff_time(c->day->zone, own);
	}
	return best < 3;
}

/* What waits where no booking says it; false: nothing that is known. */
static bool waiting(const struct zone *zone, uint32_t person, enum week_lost_kind *ret)
{
	for (size_t i = 0; i < zone->assignments.n; i++) {
		enum zone_role role = zone->assignments.at[i].role;

		if (zone->assignments.at[i].person != person)
			continue;
		*ret = role == ZONE_COACH ? WEEK_LOST_COACHING : WEEK_LOST_GROUPS;
		return role != ZONE_TEACHER;
	}
	return false;
}

static void put(struct costing *c, struct week_lost lost)
{
	for (size_t i = 0; i < c->costs.n; i++) {
		struct week_lost *own = &c->costs.at[i];

		if (own->person == lost.person && own->kind == lost.kind &&
		    own->team == lost.team && own->school == lost.school) {
			own->minutes += lost.minutes;
			return;
		}
	}
	*vec_push(c->arena, &c->costs) = lost;
}

struct week_losses cover_costs_of(struct arena *arena, const struct cover_day *day,
				  const struct cover_picks *picks)
{
	struct costing c = {arena, day, {NULL, 0, 0}};

	for (size_t i = 0; i < picks->n; i++) {
		const struct cover_pick *pick = &picks->at[i];
		struct week_lost lost = {.school = day->needs[pick->need].school,
					 .person = pick->who.row,
					 .team = ZONE_NONE,
					 .date = day->date,
					 .minutes = 1};
		enum week_lost_kind otherwise = WEEK_LOST_GROUPS;
		bool waits;

		if (pick->who.source != COVER_STAFF)
			continue;
		waits = waiting(day->zone, pick->who.row, &otherwise);
		for (int32_t minute = pick->start; minute < pick->end; minute++) {
			lost.team = ZONE_NONE;
			lost.kind = otherwise;
			if ((day->weeks != NULL &&
			     lost_at(&c, &lost, minute, &lost.kind, &lost.team)) ||
			    waits)
				put(&c, lost);
		}
	}
	return c.costs;
}

/* ---- What is owed ---- */

static struct cover_owed *owed_to(struct arena *arena, struct cover_owed_list *list,
				  uint32_t person, uint32_t team)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].person == person && list->at[i].team == team)
			return &list->at[i];
	*vec_push(arena,
		  list) = (struct cover_owed){.person = person, .team = team, .school = ZONE_NONE};
	return &list->at[list->n - 1];
}

static void lose(struct cover_owed *owed, const struct week_lost *lost)
{
	owed->school = lost->school;
	owed->lost_minutes[lost->kind] += lost->minutes;
	owed->lost += lost->minutes;
}

static int by_row(const void *a, const void *b)
{
	const struct cover_owed *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->team > y->team) - (x->team < y->team);
}

static bool read_paid(struct db *db, struct arena *arena, const struct zone *zone,
		      const struct access_places *places, const int32_t dates[2],
		      struct cover_owed_list *list, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT person, team, minutes"
			     "  FROM cover_repaid r"
			     " WHERE " ACCESS_PLACES_WHERE("r") "   AND date >= $3 AND date <= $4",
			     ACCESS_PLACES_PARAMS(places), db_int(dates[0]), db_int(dates[1])),
		      &rows, err))
		return false;
	for (size_t i = 0; i < rows.n; i++) {
		uint32_t person = zone_find(zone, ZONE_T_PEOPLE, db_get_text(&rows, i, 0));
		uint32_t team = zone_find(zone, ZONE_T_TEAMS, db_get_text(&rows, i, 1));
		int32_t minutes = (int32_t)db_get_int(&rows, i, 2);

		if (person != ZONE_NONE || team != ZONE_NONE)
			owed_to(arena, list, person, team)->paid += minutes;
	}
	return true;
}

bool cover_owed_of(struct db *db, struct arena *arena, const struct zone *zone,
		   const struct access_places *places, const int32_t dates[2],
		   struct cover_owed_list *ret, struct err *err)
{
	struct cover_owed_list list = {NULL, 0, 0};
	struct week_losses lost;

	if (!week_lost_read(db, arena, zone, places, dates, &lost, err) ||
	    !read_paid(db, arena, zone, places, dates, &list, err))
		return false;
	for (size_t i = 0; i < lost.n; i++) {
		const struct week_lost *one = &lost.at[i];

		if (one->person != ZONE_NONE)
			lose(owed_to(arena, &list, one->person, ZONE_NONE), one);
		if (one->team != ZONE_NONE)
			lose(owed_to(arena, &list, ZONE_NONE, one->team), one);
	}
	for (size_t i = 0; i < list.n; i++)
		list.at[i].owed = list.at[i].lost > list.at[i].paid
					  ? list.at[i].lost - list.at[i].paid
					  : 0;
	if (list.n > 0)
		qsort(list.at, list.n, sizeof *list.at, by_row);
	*ret = list;
	return true;
}

/* ---- Payments ---- */

struct paying {
	struct arena *arena;
	const struct zone *zone;
	const struct access_places *places;
	const struct cover_repayment *repayment;
	int32_t since;
};

static bool pay(struct db *tx, void *arg, struct err *err)
{
	const struct paying *p = arg;
	const struct cover_repayment *r = p->repayment;
	const int32_t dates[2] = {p->since, r->date};
	struct cover_owed_list list;
	const int64_t *schools;
	int32_t owed = 0;
	uint32_t school = ZONE_NONE;

	if (!cover_owed_of(tx, p->arena, p->zone, p->places, dates, &list, err) ||
	    !zone_store_ids(tx, p->arena, p->places->zone_id, p->zone, ZONE_T_SCHOOLS, &schools,
			    err))
		return false;
	for (size_t i = 0; i < list.n; i++)
		if (list.at[i].person == r->person && list.at[i].team == r->team) {
			owed = list.at[i].owed;
			school = list.at[i].school;
		}
	if (r->minutes < 1 || r->minutes > owed)
		return err_set(err, ERR_INVALID,
			       owed == 0 ? "Nothing is owed there."
					 : "Between 1 and %d minutes can be paid back.",
			       owed);
	return db_exec(
		tx,
		DB_SQL("INSERT INTO cover_repaid (zone_id, id, school_id, date, person,"
		       "  team, payment, minutes, note, account_id, made_ms)"
		       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		       db_int(p->places->zone_id), db_int(db_new_id(tx)),
		       db_int(school < p->zone->schools.n ? schools[school] : 0), db_int(r->date),
		       db_text(r->person < p->zone->people.n ? p->zone->people.at[r->person].code
							     : STR("")),
		       db_text(r->team < p->zone->teams.n ? p->zone->teams.at[r->team].code
							  : STR("")),
		       db_int(r->payment), db_int(r->minutes), db_text(r->note),
		       db_int(r->account_id), db_int(clock_utc_ms(db_clock(tx)))),
		NULL, err);
}

bool cover_owed_pay(struct db *db, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, const struct cover_repayment *repayment,
		    int32_t since, struct err *err)
{
	struct paying p = {arena, zone, places, repayment, since};

	return db_write(db, pay, &p, err);
}
