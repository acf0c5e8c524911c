/* What sign-in learns of the zone: schools by code, and the teams of a person today. */
#include "tests/kit/db/db_test.h"

#include "app/zone_parts.h"
#include "parts/school/zone_store.h"

static const char head[] = "team,person,leads,partner,from,to\n";

static bool has(const int64_t *id, size_t n, int64_t wanted)
{
	for (size_t i = 0; i < n; i++)
		if (id[i] == wanted)
			return true;
	return false;
}

static int64_t id_of(struct db_test *t, const char *key)
{
	int64_t id = 0;

	assert_db(zone_store_id(t->db, 1, str_from(key), &id, &t->err));
	return id;
}

static void import(struct db_test *t, struct str members)
{
	struct zone_import how = {.note = STR("test")};
	struct zone_changes changes;
	struct zone_files files;
	const struct zone *zone;

	assert_db(zone_read_files(t->arena, ZONE_SAMPLES "/alder-sound", &files, &t->err));
	if (members.len > 0)
		files.file[ZONE_T_MEMBERS] = members;
	assert_db(zone_read_texts(t->arena, &files, &zone, NULL, &t->err));
	assert_db(zone_store_import(t->db, t->arena, 1, zone, &how, &changes, &t->err));
}

static void knows_schools_and_the_teams_of_today(void **state)
{
	struct db_test *t = *state;
	struct zone_parts parts;
	struct auth_parts hooks;
	const struct auth_school *school;
	struct auth_teams team;
	int64_t id;
	size_t n;

	zone_parts_init(&parts, &t->clock.clock);
	hooks = zone_parts_for_auth(&parts);
	/* Before anything is imported there is nothing, and that is no error. */
	assert_db(hooks.schools(hooks.self, t->db, t->arena, 1, &school, &n, &t->err));
	assert_int_equal(n, 0);
	import(t, STR(""));
	assert_db(hooks.schools(hooks.self, t->db, t->arena, 1, &school, &n, &t->err));
	assert_int_equal(n, 6);
	assert_db(hooks.find_school(hooks.self, t->db, t->arena, 1, STR("HH"), &id, &t->err));
	assert_int_equal(id, id_of(t, "schools/HH"));
	assert_db(hooks.find_school(hooks.self, t->db, t->arena, 1,
				    arena_printf(t->arena, "%lld", (long long)id), &id, &t->err));
	assert_int_equal(id, id_of(t, "schools/HH"));
	assert_db_fails(
		hooks.find_school(hooks.self, t->db, t->arena, 1, STR("hh' --"), &id, &t->err),
		ERR_NOT_FOUND);
	assert_db(hooks.teams(hooks.self, t->db, t->arena, 1, id_of(t, "people/HH-T01"), &team,
			      &t->err));
	assert_true(has(team.id, team.n, id_of(t, "teams/HH-K")));
	assert_db(hooks.teams(hooks.self, t->db, t->arena, 1, 999, &team, &t->err));
	assert_int_equal(team.n, 0);
	zone_parts_finish(&parts);
}

/* The clock of the test stands at 2026-09-01 12:00 UTC; the zone is in America/Los_Angeles. */
static void a_membership_counts_between_its_dates(void **state)
{
	static const struct {
		const char *dates;
		bool counts;
	} row[] = {
		{",", true},           {"2026-09-01,", true},  {"2026-09-02,", false},
		{",2026-09-01", true}, {",2026-08-31", false},
	};
	struct db_test *t = *state;
	struct zone_parts parts;
	struct auth_parts hooks;

	zone_parts_init(&parts, &t->clock.clock);
	hooks = zone_parts_for_auth(&parts);
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct auth_teams team;

		/* A new version each time: what was kept of the one before is read anew. */
		import(t, arena_printf(t->arena, "%sHH-K,HH-T01,no,no,%s\n", head, row[i].dates));
		assert_db(hooks.teams(hooks.self, t->db, t->arena, 1, id_of(t, "people/HH-T01"),
				      &team, &t->err));
		if ((team.n > 0) != row[i].counts)
			fail_msg("row %zu: %zu teams", i, team.n);
	}
	zone_parts_finish(&parts);
}

static void knows_the_clock_on_the_wall_once_there_is_a_zone(void **state)
{
	struct db_test *t = *state;
	const struct time_zone *zone;
	struct zone_parts parts;
	struct auth_parts hooks;

	zone_parts_init(&parts, &t->clock.clock);
	hooks = zone_parts_for_auth(&parts);
	assert_db(hooks.time_zone(hooks.self, t->db, t->arena, 1, &zone, &t->err));
	assert_null(zone);
	import(t, STR(""));
	assert_db(hooks.time_zone(hooks.self, t->db, t->arena, 1, &zone, &t->err));
	assert_non_null(zone);
	assert_int_equal(time_zone_local(zone, clock_utc_ms(&t->clock.clock)).minutes, 5 * 60);
	zone_parts_finish(&parts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(knows_schools_and_the_teams_of_today),
		db_unit_test(a_membership_counts_between_its_dates),
		db_unit_test(knows_the_clock_on_the_wall_once_there_is_a_zone),
	};

	return db_test_run(tests);
}
