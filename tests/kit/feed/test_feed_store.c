/* Calendars at secret addresses: who may read them, what readers are told, as libical reads it. */
#include "tests/kit/db/db_test.h"

#include "kit/auth/account.h"
#include "kit/auth/auth.h"
#include "kit/feed/feed.h"

#include <libical/ical.h>
#include <string.h>

enum { HOUR = 3600000 };

/* A house with one teacher, whose events are these. */
struct house {
	struct db_test *t;
	struct auth *auth;
	struct feed_part part;
	struct site site;
	int64_t account;
	struct ical_event event[4];
	size_t n;
	bool may;
};

static bool about(void *self, struct feed_call *call, const struct access_user *who,
		  struct str *ret_name, struct err *err)
{
	const struct house *house = self;

	(void)call;
	(void)who;
	*ret_name = STR("Rosa Delgado");
	return house->may || err_set(err, ERR_DENIED, "This calendar is for others.");
}

static bool fill(void *self, struct feed_call *call, struct err *err)
{
	const struct house *house = self;

	(void)err;
	for (size_t i = 0; i < house->n; i++)
		feed_put(call, &house->event[i]);
	return true;
}

static void begin(struct house *house, struct db_test *t)
{
	struct auth_options options = {.db = t->db,
				       .clock = &t->clock.clock,
				       .zone_id = 1,
				       .password_cost = &password_cost_least};
	struct access_grant grant = {ACCESS_TEACHER, 3};
	struct account_new new = {.email = STR("rosa@school.example"),
				  .name = STR("Rosa"),
				  .grant = &grant,
				  .n_grants = 1};
	struct account_actor command = {0, STR("command")};
	int64_t soon;

	*house = (struct house){.t = t, .n = 2, .may = true};
	assert_db(auth_create(&options, &house->auth, &t->err));
	house->site = *auth_site(house->auth);
	soon = site_now(&house->site) + HOUR;
	assert_db(account_add(&house->site, &command, &new, &house->account, &t->err));
	feed_part_init(&house->part, t->arena, house->auth, (struct feed_keeper){about, house});
	feed_add_source(&house->part, (struct feed_source){fill, house});
	house->event[0] = (struct ical_event){.uid = STR("a@zone"),
					      .start_ms = soon,
					      .end_ms = soon + HOUR,
					      .summary = STR("Music 3A"),
					      .location = STR("Room 1")};
	house->event[1] = house->event[0];
	house->event[1].uid = STR("b@zone");
}

static void end(struct house *house)
{
	feed_part_finish(&house->part);
	auth_destroy(house->auth);
}

static struct str make(struct house *house)
{
	struct db_test *t = house->t;
	struct str token = STR("");

	assert_db(feed_make(&house->site, t->arena, house->account, STR("people/R"), &token,
			    &t->err));
	assert_int_equal(token.len, TOKEN_CHARS);
	return token;
}

static struct str read_feed(struct house *house, struct str token)
{
	struct db_test *t = house->t;
	struct str text = STR("");

	assert_db(feed_read(&house->part, t->arena, token, &text, &t->err));
	return text;
}

static void refused(struct house *house, struct str token)
{
	struct db_test *t = house->t;
	struct str text;

	assert_db_fails(feed_read(&house->part, t->arena, token, &text, &t->err), ERR_NOT_FOUND);
}

/* The event of a uid, as libical reads it; the caller frees *ret. */
static icalcomponent *find(struct house *house, struct str text, const char *uid,
			   icalcomponent **ret)
{
	struct db_test *t = house->t;
	icalcomponent *calendar = icalparser_parse_string(arena_str(t->arena, text).ptr);
	icalcomponent *event;

	assert_non_null(calendar);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	while (event != NULL && strcmp(icalcomponent_get_uid(event), uid) != 0)
		event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
	*ret = calendar;
	return event;
}

static void check_event(struct house *house, struct str text, const char *uid, int sequence,
			icalproperty_status status)
{
	icalcomponent *calendar, *event = find(house, text, uid, &calendar);

	assert_non_null(event);
	assert_int_equal(icalcomponent_get_sequence(event), sequence);
	assert_int_equal(icalcomponent_get_status(event), status);
	icalcomponent_free(calendar);
}

static void readers_are_told_of_changes_and_of_what_is_gone(void **state)
{
	struct db_test *t = *state;
	struct house house;
	struct str token, first, second;

	begin(&house, t);
	token = make(&house);
	first = read_feed(&house, token);
	check_event(&house, first, "a@zone", 0, ICAL_STATUS_CONFIRMED);
	check_event(&house, first, "b@zone", 0, ICAL_STATUS_CONFIRMED);
	/* The same bytes again: the server answers 304. */
	assert_true(str_eq(first, read_feed(&house, token)));
	house.event[0].start_ms += HOUR;
	house.event[0].end_ms += HOUR;
	house.n = 1;
	second = read_feed(&house, token);
	check_event(&house, second, "a@zone", 1, ICAL_STATUS_CONFIRMED);
	check_event(&house, second, "b@zone", 1, ICAL_STATUS_CANCELLED);
	assert_true(str_eq(second, read_feed(&house, token)));
	end(&house);
}

static void an_address_that_is_renewed_or_ended_is_worth_nothing(void **state)
{
	struct db_test *t = *state;
	struct house house;
	struct feed_list list;
	struct str old, token;

	begin(&house, t);
	old = make(&house);
	(void)read_feed(&house, old);
	token = make(&house);
	refused(&house, old);
	/* What readers were told goes on at the new address. */
	house.n = 1;
	check_event(&house, read_feed(&house, token), "b@zone", 1, ICAL_STATUS_CANCELLED);
	assert_db(feed_all(&house.site, t->arena, house.account, &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_db_fails(feed_end(&house.site, house.account + 1, list.at[0].id, &t->err),
			ERR_NOT_FOUND);
	assert_db(feed_end(&house.site, house.account, list.at[0].id, &t->err));
	refused(&house, token);
	assert_db_fails(feed_end(&house.site, house.account, list.at[0].id, &t->err),
			ERR_NOT_FOUND);
	end(&house);
}

static void a_calendar_closes_with_the_account_and_with_the_right_to_see_it(void **state)
{
	struct account_actor command = {0, STR("command")};
	struct db_test *t = *state;
	struct house house;
	struct str token;

	begin(&house, t);
	token = make(&house);
	house.may = false;
	refused(&house, token);
	house.may = true;
	(void)read_feed(&house, token);
	assert_db(account_set_disabled(&house.site, &command, house.account, true, &t->err));
	refused(&house, token);
	refused(&house, STR("unknown"));
	end(&house);
}

static void the_database_does_not_know_the_address(void **state)
{
	struct db_test *t = *state;
	struct house house;
	struct db_rows rows;
	struct str token;

	begin(&house, t);
	token = make(&house);
	assert_db(db_query(t->db, t->arena, DB_SQL0("SELECT hash, memory FROM feed"), &rows,
			   &t->err));
	assert_int_equal(rows.n, 1);
	assert_int_equal(db_get_bytes(&rows, 0, 0).len, TOKEN_HASH_BYTES);
	assert_null(memmem(db_get_bytes(&rows, 0, 0).ptr, TOKEN_HASH_BYTES, token.ptr, 8));
	end(&house);
}

static void who_asks_too_often_waits(void **state)
{
	struct db_test *t = *state;
	struct house house;
	struct http_request request = {.remote = STR("192.0.2.1"), .n_segments = 3};
	size_t answered = 0, refusals = 0;

	begin(&house, t);
	request.arena = t->arena;
	request.part = &house.part;
	request.route = &feed_routes.at[0];
	request.segment[0] = STR("feeds");
	request.segment[1] = make(&house);
	request.segment[2] = STR("calendar.ics");
	for (int i = 0; i < 30; i++) {
		struct http_response response = {.arena = t->arena, .status = 200};

		text_init(&response.text, t->arena);
		assert_true(request.route->handler(&request, &response, &t->err));
		answered += response.status == 200;
		refusals += response.status == 429;
	}
	assert_int_equal(answered, 20);
	assert_int_equal(refusals, 10);
	end(&house);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(readers_are_told_of_changes_and_of_what_is_gone),
		db_unit_test(an_address_that_is_renewed_or_ended_is_worth_nothing),
		db_unit_test(a_calendar_closes_with_the_account_and_with_the_right_to_see_it),
		db_unit_test(the_database_does_not_know_the_address),
		db_unit_test(who_asks_too_often_waits),
	};

	return db_test_run(tests);
}
