/* Every registered route × every role × every space, against the table of expectations. The
 * question is put to the very hook that the server asks, with real sessions. */
#include "tests/kit/db/db_test.h"

#include "app/app.h"
#include "kit/auth/account.h"
#include "kit/auth/session.h"
#include "route_expectations.h"

#include <stdlib.h>
#include <string.h>

enum { OWN_SCHOOL = 3, OTHER_SCHOOL = 4, NOBODY = ACCESS_N_ROLES, PEOPLE = ACCESS_N_ROLES + 1 };

struct walk {
	struct db_test *t;
	struct app app;
	struct site site;
	struct http_hooks hooks;
	struct http_mount mounts[APP_MAX_MOUNTS];
	size_t n_mounts;
	struct str cookie[PEOPLE];
	size_t n_asked;
};

static struct access_grant grant_of(unsigned role)
{
	bool zone = strcmp(access_role_place((enum access_role)role), "school") != 0;

	return (struct access_grant){(enum access_role)role, zone ? 0 : OWN_SCHOOL};
}

static void add_person(struct walk *walk, unsigned person)
{
	struct db_test *t = walk->t;
	struct account_actor command = {0, STR("command")};
	struct access_grant grant = {0};
	struct account_new new = {.name = STR("Somebody"), .grant = &grant};
	struct session_new session = {.stage = SESSION_FULL, .lives_ms = 3600000};
	int64_t id;

	new.email = arena_printf(t->arena, "p%u@school.example", person);
	if (person != NOBODY) {
		grant = grant_of(person);
		new.n_grants = 1;
	}
	assert_db(account_add(&walk->site, &command, &new, &session.account_id, &t->err));
	assert_db(session_begin(&walk->site, t->arena, &session, &walk->cookie[person], &id,
				&t->err));
}

static void begin(struct walk *walk, struct db_test *t)
{
	struct auth_options options = {
		.db = t->db, .zone_id = 1, .password_cost = &password_cost_least};

	*walk = (struct walk){.t = t, .app = {.arena = t->arena, .db = t->db, .zone_id = 1}};
	assert_db(auth_create(&options, &walk->app.auth, &t->err));
	assert_db(site_open(t->db, NULL, 1, STR(""), &walk->site, &t->err));
	walk->hooks = auth_hooks(walk->app.auth);
	walk->n_mounts = app_mounts(&walk->app, walk->mounts);
	for (unsigned person = 0; person < PEOPLE; person++)
		add_person(walk, person);
}

/* The segments of a pattern: {school} is the school, any other parameter 1. */
static void fill_path(struct http_request *request, int school)
{
	struct str rest = str_from(request->route->pattern + 1);

	while (rest.len > 0) {
		const char *slash = memchr(rest.ptr, '/', rest.len);
		size_t n = slash == NULL ? rest.len : (size_t)(slash - rest.ptr);
		struct str segment = str_slice(rest, 0, n);

		if (str_eq(segment, STR("{school}")))
			segment = arena_printf(request->arena, "%d", school);
		else if (segment.ptr[0] == '{')
			segment = STR("1");
		request->segment[request->n_segments++] = segment;
		rest = str_slice(rest, n + (slash == NULL ? 0 : 1), rest.len);
	}
	request->path = str_from(request->route->pattern);
}

/* cookie empty: nobody has signed in. */
static enum http_verdict ask(struct walk *walk, const struct http_route *route, struct str cookie,
			     int school)
{
	struct http_field field = {STR("weft-session"), cookie};
	struct http_request request = {
		.arena = walk->t->arena,
		.clock = &walk->t->clock.clock,
		.route = route,
		.method = route->method,
		.cookies = {&field, cookie.len > 0 ? 1 : 0, 1},
		.remote = STR("127.0.0.1"),
		.host = STR("127.0.0.1:8080"),
	};
	struct http_response response = {.arena = walk->t->arena, .status = 200};
	struct err err = {0};

	text_init(&response.text, walk->t->arena);
	fill_path(&request, school);
	walk->n_asked++;
	return walk->hooks.authorize(walk->hooks.self, &request, &response, &err);
}

static const struct expectation *expected(const struct http_route *route)
{
	for (size_t i = 0; i < EXPECTATIONS; i++)
		if (expectations[i].method == route->method &&
		    strcmp(expectations[i].pattern, route->pattern) == 0)
			return &expectations[i];
	fail_msg("%s %s stands in no line of tests/app/route_expectations.h: say there who may use "
		 "it",
		 http_method_name(route->method), route->pattern);
	return NULL;
}

static void check_route(struct walk *walk, const struct http_route *route)
{
	const struct expectation *row = expected(route);
	bool is_public = strcmp(row->who, "public") == 0;

	assert_int_equal(ask(walk, route, STR(""), OWN_SCHOOL) == HTTP_ALLOW, is_public);
	if (!is_public)
		assert_int_equal(strlen(row->who), PEOPLE);
	for (unsigned person = 0; person < PEOPLE; person++) {
		char may = is_public ? 'y' : row->who[person];
		bool own = ask(walk, route, walk->cookie[person], OWN_SCHOOL) == HTTP_ALLOW;
		bool other = ask(walk, route, walk->cookie[person], OTHER_SCHOOL) == HTTP_ALLOW;

		if (own != (may == 'y' || may == 's') || other != (may == 'y'))
			fail_msg("%s %s: %s: own school %d, other school %d, expected '%c'",
				 http_method_name(route->method), route->pattern,
				 person == NOBODY ? "no role"
						  : access_role_word((enum access_role)person),
				 own, other, may);
	}
}

static void every_route_opens_for_its_roles_and_no_other(void **state)
{
	struct walk walk;
	struct err err = {0};
	size_t n = 0;

	begin(&walk, *state);
	if (!http_routes_check(walk.mounts, walk.n_mounts, &walk.hooks, &err))
		fail_msg("%s", err.text);
	for (size_t m = 0; m < walk.n_mounts; m++) {
		for (size_t i = 0; i < walk.mounts[m].routes->n; i++) {
			check_route(&walk, &walk.mounts[m].routes->at[i]);
			n++;
		}
	}
	/* As many routes as lines: no line has lost its route, none stands there twice. */
	assert_int_equal(n, EXPECTATIONS);
	assert_int_equal(walk.n_asked, n * (1 + 2 * PEOPLE));
	auth_destroy(walk.app.auth);
}

static bool is_about_learning(const char *permission)
{
	static const char *const about[] = {"learning.", "coaching.", "evidence.", "research."};

	for (size_t i = 0; i < sizeof about / sizeof *about; i++)
		if (strncmp(permission, about[i], strlen(about[i])) == 0 &&
		    strcmp(permission, "learning.facts") != 0)
			return true;
	return false;
}

/* What a role may read of a stranger's record, by space: private team school zone research; at
 * the own school and at another. The order of roles is that of the expectations. */
static const char *const reads_at_own[PEOPLE] = {"--yy-", "--yy-", "--yy-", "--yy-", "--yy-",
						 "-----", "---y-", "----y", "-----", "-----"};
static const char *const reads_elsewhere[PEOPLE] = {"---y-", "--yy-", "---y-", "---y-", "--yy-",
						    "-----", "---y-", "----y", "-----", "-----"};

static void every_role_reads_its_spaces_and_no_other(void **state)
{
	(void)state;
	for (unsigned person = 0; person < PEOPLE; person++) {
		struct access_grant grant = person == NOBODY ? (struct access_grant){0}
							     : grant_of(person);
		struct access_user user = {.zone_id = 1,
					   .person_id = 100,
					   .grant = &grant,
					   .n_grants = person == NOBODY ? 0 : 1};

		for (unsigned space = 0; space < ACCESS_N_SPACES; space++) {
			struct access_record record = {1, OWN_SCHOOL, (enum access_space)space,
						       7, 8,          9};

			assert_int_equal(access_may_read(&user, &record),
					 reads_at_own[person][space] == 'y');
			record.school_id = OTHER_SCHOOL;
			assert_int_equal(access_may_read(&user, &record),
					 reads_elsewhere[person][space] == 'y');
			assert_false(access_may_change(&user, &record));
		}
	}
}

/* A page about learning says which spaces it shows, no other page shows any, and what is of the
 * research space is shown to researchers alone. */
static void every_page_of_learning_says_its_spaces(void **state)
{
	struct walk walk;

	begin(&walk, *state);
	for (size_t m = 0; m < walk.n_mounts; m++) {
		for (size_t i = 0; i < walk.mounts[m].routes->n; i++) {
			const struct http_route *route = &walk.mounts[m].routes->at[i];
			const struct expectation *row = expected(route);

			if (is_about_learning(route->permission) != (row->spaces[0] != '\0'))
				fail_msg("%s: which spaces does it show?", route->pattern);
			assert_int_equal(strspn(row->spaces, "ptszr"), strlen(row->spaces));
			if (strchr(row->spaces, 'r') != NULL)
				for (unsigned person = 0; person < PEOPLE; person++)
					assert_true(row->who[person] == '-' ||
						    person == ACCESS_RESEARCHER);
		}
	}
	auth_destroy(walk.app.auth);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(every_route_opens_for_its_roles_and_no_other),
		db_unit_test(every_role_reads_its_spaces_and_no_other),
		db_unit_test(every_page_of_learning_says_its_spaces),
	};

	return db_test_run(tests);
}
