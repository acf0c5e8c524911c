#include "auth_test.h"

#include "kit/auth/access.h"

#define GRANT(role, school) &(const struct access_grant){role, school}, 1

static struct access_user somebody(const struct access_grant *grant, size_t n_grants)
{
	return (struct access_user){
		.zone_id = 1,
		.account_id = 100,
		.person_id = 7,
		.grant = grant,
		.n_grants = n_grants,
	};
}

static void every_word_is_found_again(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ACCESS_N_PERMISSIONS; i++) {
		enum access_permission found;

		assert_true(access_permission_find(
			str_from(access_permission_word((enum access_permission)i)), &found));
		assert_int_equal(found, i);
	}
	for (unsigned i = 0; i < ACCESS_N_ROLES; i++) {
		enum access_role found;

		assert_true(
			access_role_find(str_from(access_role_word((enum access_role)i)), &found));
		assert_int_equal(found, i);
		assert_true(access_role_has((enum access_role)i, ACCESS_SELF));
	}
}

/* What no role may have together, whatever else changes in the table. */
static void roles_keep_apart_what_must_be_apart(void **state)
{
	static const struct {
		enum access_role role;
		enum access_permission never;
	} row[] = {
		{ACCESS_PRINCIPAL, ACCESS_COACHING_WRITE},
		{ACCESS_PRINCIPAL, ACCESS_ACCOUNT_MANAGE},
		{ACCESS_PRINCIPAL, ACCESS_RESEARCH_READ},
		{ACCESS_DISTRICT_LEADER, ACCESS_LEARNING_SCHOOL},
		{ACCESS_DISTRICT_LEADER, ACCESS_COACHING_WRITE},
		{ACCESS_DISTRICT_LEADER, ACCESS_RESEARCH_READ},
		{ACCESS_ADMINISTRATOR, ACCESS_LEARNING_SCHOOL},
		{ACCESS_ADMINISTRATOR, ACCESS_LEARNING_ZONE},
		{ACCESS_ADMINISTRATOR, ACCESS_LEARNING_FACTS},
		{ACCESS_ADMINISTRATOR, ACCESS_EVIDENCE_READ},
		{ACCESS_ADMINISTRATOR, ACCESS_RESEARCH_READ},
		{ACCESS_RESEARCHER, ACCESS_SCHOOL_READ},
		{ACCESS_RESEARCHER, ACCESS_LEARNING_ZONE},
		{ACCESS_SUBSTITUTE_DESK, ACCESS_LEARNING_SCHOOL},
		{ACCESS_SUBSTITUTE_DESK, ACCESS_LEARNING_FACTS},
		{ACCESS_SUBSTITUTE_DESK, ACCESS_EVIDENCE_READ},
		{ACCESS_TEACHER, ACCESS_LEARNING_FACTS},
		{ACCESS_TEACHER, ACCESS_WEEK_EDIT},
		{ACCESS_TEACHER, ACCESS_ACCOUNT_MANAGE},
		{ACCESS_COACH, ACCESS_WEEK_EDIT},
		{ACCESS_COACH, ACCESS_LEARNING_FACTS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		assert_false(access_role_has(row[i].role, row[i].never));
	/* Rule 9: specialists have all that teachers have. */
	for (unsigned p = 0; p < ACCESS_N_PERMISSIONS; p++)
		assert_int_equal(access_role_has(ACCESS_TEACHER, (enum access_permission)p),
				 access_role_has(ACCESS_SPECIALIST, (enum access_permission)p));
}

static void a_grant_counts_where_it_is_held(void **state)
{
	struct access_user principal = somebody(GRANT(ACCESS_PRINCIPAL, 3));
	struct access_user leader = somebody(GRANT(ACCESS_DISTRICT_LEADER, 0));
	/* Held where they cannot be held: worth nothing. */
	struct access_user wrong_leader = somebody(GRANT(ACCESS_DISTRICT_LEADER, 3));
	struct access_user wrong_principal = somebody(GRANT(ACCESS_PRINCIPAL, 0));
	struct access_user nobody = somebody(NULL, 0);

	(void)state;
	assert_true(access_may_use(&principal, ACCESS_WEEK_EDIT, ACCESS_SCOPE_SCHOOL, 3));
	assert_false(access_may_use(&principal, ACCESS_WEEK_EDIT, ACCESS_SCOPE_SCHOOL, 4));
	assert_false(access_may_use(&principal, ACCESS_WEEK_EDIT, ACCESS_SCOPE_SCHOOL, 0));
	assert_false(access_may_use(&principal, ACCESS_WEEK_EDIT, ACCESS_SCOPE_ZONE, 3));
	assert_true(access_may_use(&principal, ACCESS_WEEK_EDIT, ACCESS_SCOPE_ANY, 0));
	assert_true(access_may_use(&leader, ACCESS_WEEK_READ, ACCESS_SCOPE_SCHOOL, 4));
	assert_true(access_may_use(&leader, ACCESS_NETWORK_READ, ACCESS_SCOPE_ZONE, 0));
	assert_false(access_may(&wrong_leader, ACCESS_NETWORK_READ));
	assert_false(access_may(&wrong_principal, ACCESS_WEEK_EDIT));
	assert_true(access_may_use(&nobody, ACCESS_SELF, ACCESS_SCOPE_SELF, 0));
	for (unsigned p = ACCESS_SELF + 1; p < ACCESS_N_PERMISSIONS; p++)
		assert_false(access_may(&nobody, (enum access_permission)p));
}

static void lists_the_schools_of_a_permission(void **state)
{
	static const struct access_grant grants[] = {{ACCESS_COACH, 9},
						     {ACCESS_TEACHER, 2},
						     {ACCESS_COACH, 2},
						     {ACCESS_SUBSTITUTE_DESK, 5}};
	struct access_user coach = somebody(grants, 4);
	struct access_user leader = somebody(GRANT(ACCESS_DISTRICT_LEADER, 0));
	const int64_t *id;
	size_t n;
	bool all;

	access_schools(&coach, ACCESS_LEARNING_SCHOOL, *state, &all, &id, &n);
	assert_false(all);
	assert_int_equal(n, 2);
	assert_int_equal(id[0], 2);
	assert_int_equal(id[1], 9);
	assert_str(access_places_for(&coach, ACCESS_LEARNING_SCHOOL, *state).schools, ",2,9,");
	assert_str(access_places_for(&coach, ACCESS_MONEY_READ, *state).schools, ",");
	access_schools(&leader, ACCESS_WEEK_READ, *state, &all, &id, &n);
	assert_true(all);
	assert_str(access_places_for(&leader, ACCESS_WEEK_READ, *state).schools, "*");
}

/* Each space, seen by the owner, the partner, a team member, staff of the school, staff of
 * another school, and each role that might be tempted. */
static void a_space_opens_for_its_people_only(void **state)
{
	static const int64_t team[] = {50};
	struct {
		const char *who;
		struct access_user user;
		bool may[ACCESS_N_SPACES];
	} row[] = {
		{"owner", somebody(NULL, 0), {true, true, true, true, true}},
		{"partner", somebody(NULL, 0), {true, false, false, false, false}},
		{"member", somebody(NULL, 0), {false, true, false, false, false}},
		{"teacher", somebody(GRANT(ACCESS_TEACHER, 3)), {false, false, true, true, false}},
		{"other", somebody(GRANT(ACCESS_TEACHER, 4)), {false, false, false, true, false}},
		{"coach", somebody(GRANT(ACCESS_COACH, 0)), {false, false, true, true, false}},
		{"principal",
		 somebody(GRANT(ACCESS_PRINCIPAL, 3)),
		 {false, false, true, true, false}},
		{"desk", somebody(GRANT(ACCESS_SUBSTITUTE_DESK, 0)), {false}},
		{"leader",
		 somebody(GRANT(ACCESS_DISTRICT_LEADER, 0)),
		 {false, false, false, true, false}},
		{"researcher",
		 somebody(GRANT(ACCESS_RESEARCHER, 0)),
		 {false, false, false, false, true}},
		{"administrator", somebody(GRANT(ACCESS_ADMINISTRATOR, 0)), {false}},
	};

	(void)state;
	row[0].user.person_id = 20;
	row[1].user.person_id = 21;
	row[2].user.team = team;
	row[2].user.n_teams = 1;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		for (unsigned space = 0; space < ACCESS_N_SPACES; space++) {
			struct access_record record = {1, 3, (enum access_space)space, 20, 21, 50};

			if (access_may_read(&row[i].user, &record) != row[i].may[space])
				fail_msg("%s, space %u", row[i].who, space);
			record.zone_id = 2;
			assert_false(access_may_read(&row[i].user, &record));
			assert_false(access_may_change(&row[i].user, &record));
		}
	}
}

static void nobody_in_the_school_owns_nothing(void **state)
{
	struct access_user technician = somebody(GRANT(ACCESS_ADMINISTRATOR, 0));
	struct access_record record = {1, 3, ACCESS_PRIVATE, 0, 0, 0};

	technician.person_id = 0;
	assert_false(access_may_read(&technician, &record));
	assert_false(access_may_change(&technician, &record));
	assert_int_equal(access_filter_for(&technician, *state).person_id, -1);
}

static void roles_are_given_by_those_who_look_after_accounts(void **state)
{
	struct access_user zone = somebody(GRANT(ACCESS_ADMINISTRATOR, 0));
	struct access_user school = somebody(GRANT(ACCESS_ADMINISTRATOR, 3));
	struct access_user principal = somebody(GRANT(ACCESS_PRINCIPAL, 3));
	struct {
		const struct access_user *user;
		struct access_grant grant;
		int64_t account;
		bool ok;
	} row[] = {
		{&zone, {ACCESS_TEACHER, 3}, 5, true},
		{&zone, {ACCESS_RESEARCHER, 0}, 5, true},
		{&zone, {ACCESS_TEACHER, 0}, 5, false},
		{&zone, {ACCESS_DISTRICT_LEADER, 3}, 5, false},
		{&zone, {ACCESS_PRINCIPAL, 3}, 100, false},
		{&school, {ACCESS_TEACHER, 3}, 5, true},
		{&school, {ACCESS_TEACHER, 4}, 5, false},
		{&school, {ACCESS_ADMINISTRATOR, 0}, 5, false},
		{&principal, {ACCESS_TEACHER, 3}, 5, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct err err = {0};

		if (access_may_grant(row[i].user, row[i].account, &row[i].grant, &err) != row[i].ok)
			fail_msg("row %zu: %s", i, err.text);
	}
}

static void knows_who_evaluates(void **state)
{
	struct access_user principal = somebody(GRANT(ACCESS_PRINCIPAL, 3));
	struct access_user coach = somebody(GRANT(ACCESS_COACH, 0));

	(void)state;
	assert_true(access_evaluates(&principal, 3));
	assert_false(access_evaluates(&principal, 4));
	assert_false(access_evaluates(&coach, 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_found_again),
		cmocka_unit_test(roles_keep_apart_what_must_be_apart),
		cmocka_unit_test(a_grant_counts_where_it_is_held),
		cmocka_unit_test_setup_teardown(lists_the_schools_of_a_permission, arena_setup,
						arena_teardown),
		cmocka_unit_test(a_space_opens_for_its_people_only),
		cmocka_unit_test_setup_teardown(nobody_in_the_school_owns_nothing, arena_setup,
						arena_teardown),
		cmocka_unit_test(roles_are_given_by_those_who_look_after_accounts),
		cmocka_unit_test(knows_who_evaluates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
