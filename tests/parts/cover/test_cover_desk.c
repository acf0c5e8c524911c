/* The substitute desk, from and to the database, with a week in force that is made by hand. */
#include "tests/kit/db/db_test.h"

#include "base/date.h"
#include "base/vec.h"
#include "kit/auth/audit.h"
#include "parts/cover/cover_desk.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_store.h"

enum { ZONE_ID = 1 };

struct desk_test {
	struct db_test *t;
	struct site site;
	const struct zone *zone;
	struct year_problem problem;
	struct year_plan plan;
	struct cover_view_of view;
	struct cover_actor actor;
	int64_t hh, jf; /* numbers of the schools */
};

static uint32_t row(const struct zone *zone, enum zone_table table, const char *code)
{
	uint32_t found = zone_find(zone, table, str_from(code));

	if (found == ZONE_NONE)
		fail_msg("no %s", code);
	return found;
}

static struct zone_list one(struct arena *arena, uint32_t index)
{
	uint32_t *at = arena_array(arena, uint32_t, 1);

	at[0] = index;
	return (struct zone_list){at, 1};
}

static struct week_booking booking(struct desk_test *d, enum week_kind kind, int32_t start,
				   int32_t end)
{
	return (struct week_booking){.kind = kind,
				     .school = row(d->zone, ZONE_T_SCHOOLS, "HH"),
				     .section = ZONE_NONE,
				     .team = ZONE_NONE,
				     .service = ZONE_NONE,
				     .subject = ZONE_NONE,
				     .meeting = ZONE_NONE,
				     .room = ZONE_NONE,
				     .shape = row(d->zone, ZONE_T_SHAPES, "REG"),
				     .rotation = ZONE_NONE,
				     .start = start,
				     .end = end,
				     .why = {ZONE_T_RULES, ZONE_NONE, ZONE_NONE}};
}

/* Grade 4 is with specialists from 9:55 to 10:45; HH-4A's teacher plans, HH-4B's team meets. */
static void adopt_week(struct desk_test *d)
{
	struct db_test *t = d->t;
	VEC(struct week_booking) all = {0};
	const struct week_adoption adoption = {.from_date = d->problem.first};
	struct week_plan plan = {.zone = d->zone};
	int64_t id;

	for (int k = 0; k < 2; k++) {
		uint32_t section = row(d->zone, ZONE_T_SECTIONS, k == 0 ? "HH-4A" : "HH-4B");
		uint32_t teacher = d->zone->sections.at[section].teacher;
		struct week_booking special = booking(d, WEEK_SPECIAL, 595, 645);
		struct week_booking planning = booking(d, WEEK_PLANNING, 595, 645);

		special.section = section;
		special.subject = row(d->zone, ZONE_T_SUBJECTS, "MU");
		special.people = one(t->arena, row(d->zone, ZONE_T_PEOPLE, "MU1"));
		planning.people = one(t->arena, teacher);
		*vec_push(t->arena, &all) = special;
		*vec_push(t->arena, &all) = planning;
		if (k == 1) {
			struct week_booking team = booking(d, WEEK_TEAM, 605, 645);

			team.team = row(d->zone, ZONE_T_TEAMS, "HH-4");
			team.people = one(t->arena, teacher);
			*vec_push(t->arena, &all) = team;
		}
	}
	week_sort(all.at, all.n);
	plan.bookings.at = all.at;
	plan.bookings.n = all.n;
	assert_db(week_store_adopt(t->db, t->arena, ZONE_ID, &plan, &adoption, &id, &t->err));
}

static int setup(void **state)
{
	struct zone_import import = {.note = STR("test")};
	struct zone_changes changes;
	struct desk_test *d;
	struct db_test *t;

	if (db_test_setup(state) != 0)
		return -1;
	t = *state;
	d = arena_new(t->arena, struct desk_test);
	d->t = t;
	assert_db(zone_read_folder(t->arena, ZONE_SAMPLES "/alder-sound", &d->zone, NULL, &t->err));
	assert_db(zone_store_import(t->db, t->arena, ZONE_ID, d->zone, &import, &changes, &t->err));
	assert_db(site_open(t->db, &t->clock.clock, ZONE_ID, STR(""), &d->site, &t->err));
	assert_db(year_problem_make(t->arena, d->zone, INT32_MAX, &d->problem, &t->err));
	d->plan = year_plan_make(t->arena, &d->problem);
	assert_db(zone_store_id(t->db, ZONE_ID, STR("schools/HH"), &d->hh, &t->err));
	assert_db(zone_store_id(t->db, ZONE_ID, STR("schools/JF"), &d->jf, &t->err));
	d->view = (struct cover_view_of){.site = &d->site,
					 .problem = &d->problem,
					 .plan = &d->plan,
					 .places = cover_all_places(ZONE_ID)};
	assert_true(date_parse(STR("2026-10-13"), &d->view.date, &t->err));
	d->actor = (struct cover_actor){12, STR("test"), cover_all_places(ZONE_ID)};
	adopt_week(d);
	*state = d;
	return 0;
}

static int teardown(void **state)
{
	struct desk_test *d = *state;

	*state = d->t;
	return db_test_teardown(state);
}

static void enter(struct desk_test *d, const char *person)
{
	struct db_test *t = d->t;
	const struct cover_absence absence = {.person = str_from(person)};
	int64_t id;

	assert_db(cover_desk_enter(t->arena, &d->view, &d->actor, &absence, &id, &t->err));
}

static struct str teacher_of(const struct desk_test *d, const char *section)
{
	return d->zone->people
		.at[d->zone->sections.at[row(d->zone, ZONE_T_SECTIONS, section)].teacher]
		.code;
}

static struct cover_desk look(struct desk_test *d)
{
	struct db_test *t = d->t;
	struct cover_desk desk;

	assert_db(cover_desk_open(t->arena, &d->view, &desk, &t->err));
	return desk;
}

static void choose(struct desk_test *d, const char *section, enum cover_source source,
		   const char *who, const int32_t when[2])
{
	struct db_test *t = d->t;
	const struct cover_choice choice = {
		str_from(section),
		{source,
		 row(d->zone, source == COVER_STAFF ? ZONE_T_PEOPLE : ZONE_T_SUBSTITUTES, who)},
		when[0],
		when[1],
		false};

	assert_db(cover_desk_choose(t->arena, &d->view, &d->actor, &choice, &t->err));
}

static void an_absence_is_entered_assigned_and_confirmed(void **state)
{
	struct desk_test *d = *state;
	struct db_test *t = d->t;
	struct cover_absence again = {.person = teacher_of(d, "HH-4A")};
	struct audit_filter filter = {.action = STR("cover."), .limit = 10};
	struct audit_list log;
	struct cover_desk desk;
	size_t n_open;
	int64_t id;

	enter(d, arena_str(t->arena, again.person).ptr);
	assert_db_fails(cover_desk_enter(t->arena, &d->view, &d->actor, &again, &id, &t->err),
			ERR_CONFLICT);
	desk = look(d);
	assert_int_equal(desk.day.n_needs, 1);
	assert_int_equal(desk.n_open, 1);
	/* The class needs nobody while it is at music. */
	assert_int_equal(desk.day.needs[0].n_stretches, 2);
	assert_int_equal(desk.day.needs[0].stretches[0].end, 595);
	assert_int_equal(desk.day.needs[0].stretches[1].start, 645);
	assert_db(cover_desk_assign(t->arena, &d->view, &d->actor, &n_open, &t->err));
	assert_int_equal(n_open, 0);
	desk = look(d);
	assert_int_equal(desk.picks.n, 1);
	assert_false(desk.picks.at[0].acknowledged);
	assert_db(cover_desk_acknowledge(t->arena, &d->view, &d->actor, desk.picks.at[0].id,
					 &t->err));
	assert_db(cover_desk_assign(t->arena, &d->view, &d->actor, &n_open, &t->err));
	desk = look(d);
	assert_true(desk.picks.at[0].acknowledged);
	assert_db(audit_find(&d->site, t->arena, &filter, &log, &t->err));
	assert_int_equal(log.n, 4);
	/* They come after all: nobody stands in any more. */
	assert_db(cover_desk_cancel(t->arena, &d->view, &d->actor, desk.absences[0].id, &t->err));
	desk = look(d);
	assert_int_equal(desk.picks.n + desk.day.n_needs + desk.n_absences, 0);
}

static void a_day_is_split_swapped_and_cleared(void **state)
{
	struct desk_test *d = *state;
	struct db_test *t = d->t;
	const int32_t all_day[2] = {0, 0}, afternoon[2] = {740, 920};
	struct cover_desk desk;
	struct cover_who first;
	size_t a = 0, whole = 0;

	enter(d, arena_str(t->arena, teacher_of(d, "HH-4A")).ptr);
	enter(d, arena_str(t->arena, teacher_of(d, "HH-4B")).ptr);
	choose(d, "HH-4A", COVER_SUBSTITUTE, "SUB01", all_day);
	choose(d, "HH-4A", COVER_SUBSTITUTE, "SUB03", afternoon);
	choose(d, "HH-4B", COVER_SUBSTITUTE, "SUB02", all_day);
	desk = look(d);
	assert_int_equal(desk.picks.n, 3);
	assert_int_equal(desk.n_open, 0);
	for (size_t i = 0; i < 3; i++) {
		if (desk.picks.at[i].start == 740)
			a = i;
		else
			assert_int_equal(desk.picks.at[i].start, 530);
		if (desk.picks.at[i].end - desk.picks.at[i].start == 390)
			whole = i;
	}
	/* Who has the afternoon takes the whole day of the other class, and the other way round. */
	assert_db(cover_desk_swap(t->arena, &d->view, &d->actor, desk.picks.at[a].id,
				  desk.picks.at[whole].id, &t->err));
	first = desk.picks.at[whole].who;
	desk = look(d);
	for (size_t i = 0; i < 3; i++)
		if (desk.picks.at[i].start == 740) {
			a = i;
			assert_int_equal(desk.picks.at[i].who.row, first.row);
		}
	assert_db_fails(cover_desk_swap(t->arena, &d->view, &d->actor, desk.picks.at[a].id,
					desk.picks.at[a].id, &t->err),
			ERR_CONFLICT);
	assert_db(cover_desk_clear(t->arena, &d->view, &d->actor, desk.picks.at[a].id, &t->err));
	desk = look(d);
	assert_int_equal(desk.picks.n, 2);
	assert_int_equal(desk.n_open, 1);
	first = desk.picks.at[0].who;
	assert_db(cover_desk_swap(t->arena, &d->view, &d->actor, desk.picks.at[0].id,
				  desk.picks.at[1].id, &t->err));
	desk = look(d);
	assert_int_equal(desk.picks.at[1].who.row, first.row);
}

static void what_cover_costs_goes_to_the_ledger_and_is_paid_back(void **state)
{
	struct desk_test *d = *state;
	struct db_test *t = d->t;
	const int32_t period[2] = {595, 645}, dates[2] = {d->problem.first, d->problem.last};
	uint32_t person = d->zone->sections.at[row(d->zone, ZONE_T_SECTIONS, "HH-4B")].teacher;
	uint32_t team = row(d->zone, ZONE_T_TEAMS, "HH-4");
	struct cover_repayment pay = {
		.person = person, .team = ZONE_NONE, .date = d->view.date + 3, .minutes = 51};
	struct week_plan week;
	struct week_ledger ledger;
	struct cover_owed_list owed;
	const struct week_moment moment = {0, d->view.date, d->problem.as_of};
	struct week_losses lost;
	struct cover_desk desk;

	enter(d, arena_str(t->arena, teacher_of(d, "HH-2A")).ptr);
	choose(d, "HH-2A", COVER_STAFF, arena_str(t->arena, d->zone->people.at[person].code).ptr,
	       period);
	desk = look(d);
	/* 10 minutes of planning, then 40 of the team's meeting: each minute once. */
	assert_int_equal(desk.costs.n, 2);
	assert_int_equal(desk.costs.at[0].minutes + desk.costs.at[1].minutes, 50);
	assert_db(cover_owed_of(t->db, t->arena, d->zone, &d->view.places, dates, &owed, &t->err));
	assert_int_equal(owed.n, 2);
	assert_int_equal(owed.at[0].person, person);
	assert_int_equal(owed.at[0].lost_minutes[WEEK_LOST_TEAM], 40);
	assert_int_equal(owed.at[0].lost_minutes[WEEK_LOST_PLANNING], 10);
	assert_int_equal(owed.at[0].owed, 50);
	assert_int_equal(owed.at[1].team, team);
	assert_int_equal(owed.at[1].owed, 40);
	assert_db(week_store_in_force(t->db, t->arena, ZONE_ID, d->zone, &moment, &week, &t->err));
	ledger = week_ledger_of(t->arena, &week, 0);
	assert_db(week_lost_read(t->db, t->arena, d->zone, &d->view.places, dates, &lost, &t->err));
	week_ledger_add_lost(t->arena, &ledger, &lost);
	assert_int_equal(ledger.school_minutes.lost, 50);
	for (size_t i = 0; i < ledger.people.n; i++)
		assert_int_equal(ledger.people.at[i].minutes.lost,
				 ledger.people.at[i].index == person ? 50 : 0);
	for (size_t i = 0; i < ledger.teams.n; i++)
		assert_int_equal(ledger.teams.at[i].minutes.lost,
				 ledger.teams.at[i].index == team ? 40 : 0);
	/* No more than is owed can be paid back. */
	assert_db_fails(
		cover_owed_pay(t->db, t->arena, d->zone, &d->view.places, &pay, dates[0], &t->err),
		ERR_INVALID);
	pay.minutes = 30;
	assert_db(
		cover_owed_pay(t->db, t->arena, d->zone, &d->view.places, &pay, dates[0], &t->err));
	assert_db(cover_owed_of(t->db, t->arena, d->zone, &d->view.places, dates, &owed, &t->err));
	assert_int_equal(owed.at[0].owed, 20);
	assert_int_equal(owed.at[1].owed, 40);
	/* Cleared cover costs nothing any more. */
	assert_db(cover_desk_clear(t->arena, &d->view, &d->actor, desk.picks.at[0].id, &t->err));
	assert_db(cover_owed_of(t->db, t->arena, d->zone, &d->view.places, dates, &owed, &t->err));
	assert_int_equal(owed.at[0].lost, 0);
}

static void each_school_plans_for_its_own_and_sees_who_is_taken(void **state)
{
	struct desk_test *d = *state;
	struct db_test *t = d->t;
	const int32_t all_day[2] = {0, 0};
	struct cover_choice choice = {STR("JF-2A"), {COVER_SUBSTITUTE, 0}, 0, 0, true};
	struct cover_absence other = {.person = teacher_of(d, "HH-4B")};
	struct cover_desk desk;
	size_t n_open;
	int64_t id;

	enter(d, arena_str(t->arena, teacher_of(d, "HH-4A")).ptr);
	enter(d, arena_str(t->arena, teacher_of(d, "JF-2A")).ptr);
	choose(d, "HH-4A", COVER_SUBSTITUTE, "SUB01", all_day);
	d->view.places.schools = d->actor.places.schools = arena_printf(t->arena, ",%lld,",
									(long long)d->jf);
	desk = look(d);
	assert_int_equal(desk.day.n_needs, 1);
	assert_int_equal(desk.n_absences, 1);
	assert_int_equal(desk.picks.n, 0);
	assert_db_fails(cover_desk_choose(t->arena, &d->view, &d->actor, &choice, &t->err),
			ERR_CONFLICT);
	assert_db_fails(cover_desk_enter(t->arena, &d->view, &d->actor, &other, &id, &t->err),
			ERR_DENIED);
	assert_db(cover_desk_assign(t->arena, &d->view, &d->actor, &n_open, &t->err));
	assert_int_equal(n_open, 0);
	d->view.places = cover_all_places(ZONE_ID);
	desk = look(d);
	assert_int_equal(desk.picks.n, 2);
	assert_int_equal(desk.n_open, 0);
}

static void releases_for_labs_are_needs_of_their_own_kind(void **state)
{
	struct desk_test *d = *state;
	struct db_test *t = d->t;
	struct cover_desk desk;
	struct cover_owed_list owed;
	struct year_lab_key lab = {STR("HH-K-math"), 1};
	const int32_t dates[2] = {d->problem.first, d->problem.last};
	size_t n_open;

	/* The first lab of Harbor Hill's kindergarten: three classes. One of the three is ill. */
	d->plan.at[0].date = d->view.date;
	enter(d, arena_str(t->arena, teacher_of(d, "HH-KA")).ptr);
	desk = look(d);
	assert_int_equal(desk.day.n_needs, 3);
	assert_int_equal((desk.day.needs[0].why == COVER_ABSENCE) +
				 (desk.day.needs[1].why == COVER_RELEASE) +
				 (desk.day.needs[2].why == COVER_RELEASE),
			 3);
	assert_db(cover_desk_assign(t->arena, &d->view, &d->actor, &n_open, &t->err));
	assert_int_equal(n_open, 0);
	/* The lab failed all the same: its team is owed its 410 minutes, without lunch. */
	assert_db(cover_desk_lab_lost(t->arena, &d->view, &d->actor, lab, &t->err));
	assert_db_fails(cover_desk_lab_lost(t->arena, &d->view, &d->actor, lab, &t->err),
			ERR_CONFLICT);
	lab.number = 2;
	assert_db_fails(cover_desk_lab_lost(t->arena, &d->view, &d->actor, lab, &t->err),
			ERR_NOT_FOUND);
	assert_db(cover_owed_of(t->db, t->arena, d->zone, &d->view.places, dates, &owed, &t->err));
	assert_int_equal(owed.n, 1);
	assert_int_equal(owed.at[0].team, row(d->zone, ZONE_T_TEAMS, "HH-K"));
	assert_int_equal(owed.at[0].lost_minutes[WEEK_LOST_LAB], owed.at[0].owed);
	assert_true(owed.at[0].owed > 350 && owed.at[0].owed <= 450);
}

static void an_absent_specialist_leaves_the_visits_open(void **state)
{
	struct desk_test *d = *state;
	struct db_test *t = d->t;
	struct cover_desk desk;
	struct cover_candidates found;
	bool own = false;

	enter(d, "MU1");
	desk = look(d);
	assert_int_equal(desk.day.n_needs, 2);
	assert_int_equal(desk.day.needs[0].start, 595);
	assert_int_equal(desk.day.needs[0].end, 645);
	/* The class's own teacher can keep it, and is owed the planning. */
	found = cover_suggest(t->arena, &desk.day, &desk.picks, 0, 595, 645);
	for (size_t i = 0; i < found.n; i++)
		own = own ||
		      (found.at[i].who.source == COVER_STAFF &&
		       str_find(found.at[i].reasons, STR("minutes of planning are owed"), NULL));
	assert_true(own);
}

#define desk_unit_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_unit_test(an_absence_is_entered_assigned_and_confirmed),
		desk_unit_test(a_day_is_split_swapped_and_cleared),
		desk_unit_test(what_cover_costs_goes_to_the_ledger_and_is_paid_back),
		desk_unit_test(each_school_plans_for_its_own_and_sees_who_is_taken),
		desk_unit_test(releases_for_labs_are_needs_of_their_own_kind),
		desk_unit_test(an_absent_specialist_leaves_the_visits_open),
	};

	return db_test_run(tests);
}
