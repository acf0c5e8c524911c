/* The stores of kit/auth, on both engines: accounts, links, sessions, the audit chain, and the
 * rule of spaces as a WHERE. */
#include "tests/kit/db/db_test.h"

#include "base/rng.h"
#include "kit/auth/account.h"
#include "kit/auth/audit.h"
#include "kit/auth/session.h"
#include "kit/auth/sign_in.h"
#include "kit/auth/totp.h"

#include <string.h>

static const struct account_actor command = {0, STR_INIT("command")};

static struct site site_of(struct db_test *t)
{
	struct site site;

	assert_db(site_open(t->db, NULL, 1, STR(""), &site, &t->err));
	return site;
}

static int64_t add_account(struct db_test *t, const struct site *site, const char *email,
			   const struct access_grant *grant, size_t n)
{
	struct account_new new = {str_from(email), STR("Ada Byron"), 7, grant, n};
	int64_t id = 0;

	assert_db(account_add(site, &command, &new, &id, &t->err));
	return id;
}

static void keeps_one_key(void **state)
{
	struct db_test *t = *state;
	struct site a = site_of(t), b = site_of(t), other;

	assert_memory_equal(a.key.bytes, b.key.bytes, TOKEN_KEY_BYTES);
	assert_db(site_open(t->db, NULL, 2, STR(""), &other, &t->err));
	assert_memory_not_equal(a.key.bytes, other.key.bytes, TOKEN_KEY_BYTES);
	assert_db_fails(site_open(t->db, NULL, 1, STR("/nowhere/key"), &other, &t->err),
			ERR_SYSTEM);
}

static void finds_an_account_whatever_the_letters(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	struct access_grant grants[] = {{ACCESS_TEACHER, 3}, {ACCESS_COACH, 0}};
	int64_t id = add_account(t, &site, " Ada@School.example ", grants, 2), again;
	struct account_new twice = {STR("ada@school.EXAMPLE"), STR("Somebody"), 0, NULL, 0};
	struct account account;
	bool found;

	assert_db(account_find(&site, t->arena, STR("ADA@school.example"), &account, &found,
			       &t->err));
	assert_true(found);
	assert_int_equal(account.id, id);
	assert_int_equal(account.n_grants, 2);
	assert_false(account.has_password);
	assert_db_fails(account_add(&site, &command, &twice, &again, &t->err), ERR_CONFLICT);
	assert_db(account_find(&site, t->arena, STR("' OR 1=1 --"), &account, &found, &t->err));
	assert_false(found);
}

static void refuses_addresses_that_are_none(void **state)
{
	static const char *const wrong[] = {"",        "ada",  "ada@",      "@x.y",    "a b@x.y",
					    "a@b@x.y", "a@xy", "<ada@x.y>", "a,b@x.y", "a\n@x.y"};
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(account_email_ok(str_from(wrong[i]), &err));
	assert_true(account_email_ok(STR("o'hara+x@school.example"), &err));
}

static void keeps_the_last_administrator(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	struct access_grant admin = {ACCESS_ADMINISTRATOR, 0};
	int64_t a = add_account(t, &site, "a@x.example", &admin, 1), b;

	assert_db_fails(account_revoke(&site, &command, a, &admin, &t->err), ERR_CONFLICT);
	assert_db_fails(account_set_disabled(&site, &command, a, true, &t->err), ERR_CONFLICT);
	b = add_account(t, &site, "b@x.example", NULL, 0);
	assert_db(account_grant(&site, &command, b, &admin, &t->err));
	assert_db(account_grant(&site, &command, b, &admin, &t->err));
	assert_db(account_revoke(&site, &command, a, &admin, &t->err));
	assert_db_fails(account_set_disabled(&site, &command, b, true, &t->err), ERR_CONFLICT);
}

static void a_link_works_once_and_in_time(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	int64_t id = add_account(t, &site, "a@x.example", NULL, 0), used;
	enum account_link_kind kind;
	struct account account;
	struct str first, token;

	assert_db(
		account_link_make(&site, &command, id, ACCOUNT_INVITE, t->arena, &first, &t->err));
	assert_db(
		account_link_make(&site, &command, id, ACCOUNT_INVITE, t->arena, &token, &t->err));
	assert_db_fails(account_link_find(&site, t->arena, first, &account, &kind, &t->err),
			ERR_NOT_FOUND);
	assert_db(account_link_find(&site, t->arena, token, &account, &kind, &t->err));
	assert_int_equal(account.id, id);
	assert_int_equal(kind, ACCOUNT_INVITE);
	assert_db_fails(
		account_link_find(&site, t->arena, STR("x' OR '1'='1"), &account, &kind, &t->err),
		ERR_NOT_FOUND);
	assert_db(account_link_use(&site, token, STR("hash"), STR("::1"), &used, &t->err));
	assert_int_equal(used, id);
	assert_db_fails(account_link_use(&site, token, STR("other"), STR("::1"), &used, &t->err),
			ERR_NOT_FOUND);
	assert_db(account_get(&site, t->arena, id, &account, &t->err));
	assert_true(str_eq(account.password_hash, STR("hash")));
	/* A reset lasts a day. */
	assert_db(account_link_make(&site, &command, id, ACCOUNT_RESET, t->arena, &token, &t->err));
	clock_fake_advance(&t->clock, ACCOUNT_RESET_HOURS * INT64_C(3600000) - 1);
	assert_db(account_link_find(&site, t->arena, token, &account, &kind, &t->err));
	clock_fake_advance(&t->clock, 1);
	assert_db_fails(account_link_find(&site, t->arena, token, &account, &kind, &t->err),
			ERR_NOT_FOUND);
}

enum { IDLE_MS = 7200000, LIVES_MS = 43200000 };

static struct str begin(struct db_test *t, const struct site *site, int64_t account_id,
			int64_t replaces, int64_t *ret_id)
{
	struct session_new new = {.account_id = account_id,
				  .stage = SESSION_FULL,
				  .lives_ms = LIVES_MS,
				  .address = STR("10.0.0.1"),
				  .agent = STR("a browser"),
				  .replaces_id = replaces};
	struct str token;

	assert_db(session_begin(site, t->arena, &new, &token, ret_id, &t->err));
	return token;
}

static bool alive(struct db_test *t, const struct site *site, struct str token)
{
	struct session session;
	bool found;

	assert_db(session_find(site, t->arena, token, IDLE_MS, &session, &found, &t->err));
	return found;
}

static void a_session_ends_when_idle_and_at_its_hour(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	int64_t id = add_account(t, &site, "a@x.example", NULL, 0), session_id;
	struct str idle = begin(t, &site, id, 0, &session_id), busy;

	clock_fake_advance(&t->clock, IDLE_MS - 1);
	busy = begin(t, &site, id, 0, &session_id);
	assert_true(alive(t, &site, idle));
	/* Seen a moment ago: another idle time begins. */
	clock_fake_advance(&t->clock, IDLE_MS - 1);
	assert_true(alive(t, &site, idle));
	clock_fake_advance(&t->clock, IDLE_MS);
	assert_false(alive(t, &site, idle));
	busy = begin(t, &site, id, 0, &session_id);
	for (int64_t ms = 0; ms < LIVES_MS; ms += IDLE_MS / 2) {
		assert_true(alive(t, &site, busy));
		clock_fake_advance(&t->clock, IDLE_MS / 2);
	}
	assert_false(alive(t, &site, busy));
}

static void a_session_is_replaced_listed_and_ended(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	int64_t id = add_account(t, &site, "a@x.example", NULL, 0), first_id, second_id, other_id;
	int64_t stranger = add_account(t, &site, "b@x.example", NULL, 0);
	struct str first = begin(t, &site, id, 0, &first_id), second, other;
	struct session_list list;

	second = begin(t, &site, id, first_id, &second_id);
	other = begin(t, &site, id, 0, &other_id);
	assert_false(alive(t, &site, first));
	assert_true(alive(t, &site, second));
	assert_db(session_all(&site, t->arena, id, IDLE_MS, &list, &t->err));
	assert_int_equal(list.n, 2);
	/* Only one's own. */
	assert_db(session_end(&site, stranger, other_id, &t->err));
	assert_true(alive(t, &site, other));
	assert_db(session_end(&site, id, other_id, &t->err));
	assert_false(alive(t, &site, other));
	other = begin(t, &site, id, 0, &other_id);
	assert_db(session_end_all(&site, id, second_id, &t->err));
	assert_false(alive(t, &site, other));
	assert_true(alive(t, &site, second));
	/* Losing a role, being disabled and a new password end them all. */
	assert_db(account_set_disabled(&site, &command, id, true, &t->err));
	assert_false(alive(t, &site, second));
	assert_false(alive(t, &site, STR("")));
	assert_false(alive(t, &site, token_make(t->arena)));
}

struct door {
	struct passwords passwords;
	struct rate by_address, by_account;
	struct sign_in sign_in;
};

static void open_door(struct db_test *t, const struct site *site, struct door *door)
{
	struct rate_limit plenty = {1000, 1000};

	assert_db(passwords_init(&door->passwords, &password_cost_least, &t->err));
	rate_init(&door->by_address, t->arena, &t->clock.clock, plenty, 64);
	rate_init(&door->by_account, t->arena, &t->clock.clock, plenty, 64);
	door->sign_in = (struct sign_in){site, &door->passwords, &door->by_address,
					 &door->by_account};
}

static void close_door(struct door *door)
{
	rate_finish(&door->by_address);
	rate_finish(&door->by_account);
	passwords_finish(&door->passwords);
}

static int64_t with_password(struct db_test *t, const struct site *site, struct door *door,
			     const char *email, const char *password)
{
	int64_t id = add_account(t, site, email, NULL, 0);
	struct str hash;

	assert_db(password_hash(&door->passwords, str_from(password), t->arena, &hash, &t->err));
	assert_db(account_set_password(site, &command, id, hash, 0, &t->err));
	return id;
}

static bool try_password(struct db_test *t, struct door *door, const char *email,
			 const char *password)
{
	struct account account;

	t->err = (struct err){0};
	return sign_in_password(&door->sign_in, t->arena, str_from(email), str_from(password),
				STR("10.0.0.1"), &account, &t->err);
}

static void says_the_same_to_everyone_who_is_refused(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	struct door door;
	int64_t id;
	char sentence[sizeof t->err.text];

	open_door(t, &site, &door);
	(void)with_password(t, &site, &door, "a@x.example", "blue kettle seven fog");
	id = with_password(t, &site, &door, "off@x.example", "blue kettle seven fog");
	assert_db(account_set_disabled(&site, &command, id, true, &t->err));
	(void)add_account(t, &site, "new@x.example", NULL, 0);
	assert_true(try_password(t, &door, "A@x.example", "blue kettle seven fog"));
	assert_false(try_password(t, &door, "a@x.example", "wrong"));
	assert_int_equal(t->err.kind, ERR_DENIED);
	memcpy(sentence, t->err.text, sizeof sentence);
	for (size_t i = 0; i < 4; i++) {
		static const char *const email[] = {"nobody@x.example", "off@x.example",
						    "new@x.example", "'; DROP TABLE account; --"};

		assert_false(try_password(t, &door, email[i], "blue kettle seven fog"));
		assert_int_equal(t->err.kind, ERR_DENIED);
		assert_string_equal(t->err.text, sentence);
	}
	close_door(&door);
}

static void an_account_rests_after_ten_failures(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	struct door door;

	open_door(t, &site, &door);
	(void)with_password(t, &site, &door, "a@x.example", "blue kettle seven fog");
	for (int i = 0; i < SIGN_IN_FAILURES; i++)
		assert_false(try_password(t, &door, "a@x.example", "wrong"));
	assert_false(try_password(t, &door, "a@x.example", "blue kettle seven fog"));
	clock_fake_advance(&t->clock, SIGN_IN_REST_MINUTES * 60000 - 1);
	assert_false(try_password(t, &door, "a@x.example", "blue kettle seven fog"));
	clock_fake_advance(&t->clock, 1);
	assert_true(try_password(t, &door, "a@x.example", "blue kettle seven fog"));
	close_door(&door);
}

static struct str code_now(struct db_test *t, struct str secret)
{
	uint32_t code;

	assert_db(totp_code(secret, totp_step(t->clock.utc_ms), TOTP_DIGITS, &code, &t->err));
	return arena_printf(t->arena, "%06u", (unsigned)code);
}

static bool try_second(struct db_test *t, struct door *door, int64_t id, struct str code)
{
	t->err = (struct err){0};
	return sign_in_second(&door->sign_in, t->arena, id, code, STR("::1"), &t->err);
}

static void a_code_works_once_and_so_does_a_recovery_code(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	struct str secret = totp_secret_make(t->arena), code;
	struct str recovery[2] = {STR("k7mq2xhd9tfe"), STR("aaaabbbbcccc")};
	struct door door;
	int64_t id;

	open_door(t, &site, &door);
	id = with_password(t, &site, &door, "a@x.example", "blue kettle seven fog");
	assert_false(try_second(t, &door, id, STR("123456")));
	assert_db(account_set_second_factor(&site, &command, id, secret, recovery, 2, &t->err));
	code = code_now(t, secret);
	assert_true(try_second(t, &door, id, code));
	assert_false(try_second(t, &door, id, code));
	clock_fake_advance(&t->clock, 30000);
	assert_true(try_second(t, &door, id, code_now(t, secret)));
	assert_true(try_second(t, &door, id, STR("K7MQ-2xhd-9tfe")));
	assert_false(try_second(t, &door, id, STR("K7MQ-2xhd-9tfe")));
	assert_true(try_second(t, &door, id, STR("aaaa bbbb cccc")));
	assert_db(account_remove_second_factor(&site, &command, id, &t->err));
	assert_false(try_second(t, &door, id, code_now(t, secret)));
	close_door(&door);
}

static void tokens_and_secrets_stand_nowhere_in_the_database(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	int64_t id = add_account(t, &site, "a@x.example", NULL, 0), session_id;
	struct str token = begin(t, &site, id, 0, &session_id), secret = totp_secret_make(t->arena);
	struct str link;
	struct db_rows rows;

	assert_db(account_link_make(&site, &command, id, ACCOUNT_INVITE, t->arena, &link, &t->err));
	assert_db(account_set_second_factor(&site, &command, id, secret, NULL, 0, &t->err));
	assert_db(db_query(t->db, t->arena,
			   DB_SQL0("SELECT s.hash, l.hash, a.totp_secret"
				   "  FROM session s, account_link l, account a"),
			   &rows, &t->err));
	assert_int_equal(rows.n, 1);
	assert_null(memmem(db_get_bytes(&rows, 0, 0).ptr, 32, token.ptr, 8));
	assert_null(memmem(db_get_bytes(&rows, 0, 1).ptr, 32, link.ptr, 8));
	assert_null(memmem(db_get_bytes(&rows, 0, 2).ptr, db_get_bytes(&rows, 0, 2).len, secret.ptr,
			   8));
}

static void note(struct db_test *t, const struct site *site, const char *action)
{
	struct audit_entry entry = {.account_id = 5,
				    .action = str_from(action),
				    .target = STR("account 7"),
				    .address = STR("::1")};

	assert_db(audit_add(site, &entry, &t->err));
}

static void the_audit_chain_shows_what_was_changed(void **state)
{
	static const char *const attack[] = {
		"UPDATE audit SET detail = 'nothing' WHERE seq = 4",
		"UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 4",
		"DELETE FROM audit WHERE seq = 4",
		"UPDATE audit SET seq = 100 WHERE seq = 4",
		"DELETE FROM audit WHERE seq >= 4",
		"UPDATE audit_head SET seq = 3; DELETE FROM audit WHERE seq > 3",
	};
	struct db_test *t = *state;
	struct site site = site_of(t);
	int64_t bad, n;

	assert_db(audit_verify(&site, &bad, &n, &t->err));
	assert_int_equal(bad, 0);
	for (size_t i = 0; i < sizeof attack / sizeof *attack; i++) {
		assert_db(db_script(t->db, "DELETE FROM audit; DELETE FROM audit_head", &t->err));
		for (int k = 0; k < 7; k++)
			note(t, &site, "read.sensitive");
		assert_db(audit_verify(&site, &bad, &n, &t->err));
		assert_int_equal(bad, 0);
		assert_int_equal(n, 7);
		assert_db(db_script(t->db, attack[i], &t->err));
		assert_db(audit_verify(&site, &bad, &n, &t->err));
		assert_int_equal(bad, 4);
	}
}

static void the_audit_log_is_searched_by_action_and_person(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	struct audit_filter filter = {.action = STR("sign-in"), .limit = 10};
	struct audit_list list;

	note(t, &site, "sign-in.done");
	note(t, &site, "sign-in.refused");
	note(t, &site, "export.zone");
	assert_db(audit_find(&site, t->arena, &filter, &list, &t->err));
	assert_int_equal(list.n, 2);
	assert_true(str_eq(list.at[0].action, STR("sign-in.refused")));
	filter = (struct audit_filter){.account_id = 6, .limit = 10};
	assert_db(audit_find(&site, t->arena, &filter, &list, &t->err));
	assert_int_equal(list.n, 0);
	filter = (struct audit_filter){.action = STR("%' OR 1=1"), .limit = 10};
	assert_db(audit_find(&site, t->arena, &filter, &list, &t->err));
	assert_int_equal(list.n, 0);
	filter = (struct audit_filter){.before_seq = 3, .limit = 1};
	assert_db(audit_find(&site, t->arena, &filter, &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].seq, 2);
}

/* Random people and records: the WHERE finds exactly what access_may_read() allows. */
enum { RECORDS = 300, PEOPLE = 60 };

static struct access_user random_user(struct rng *rng, struct arena *arena)
{
	struct access_grant *grant = arena_array(arena, struct access_grant, 3);
	int64_t *team = arena_array(arena, int64_t, 3);
	struct access_user user = {
		.zone_id = 1,
		.person_id = (int64_t)rng_below(rng, 6),
		.grant = grant,
		.n_grants = rng_below(rng, 4),
		.team = team,
		.n_teams = rng_below(rng, 4),
	};

	for (size_t i = 0; i < 3; i++) {
		grant[i] = (struct access_grant){(enum access_role)rng_below(rng, ACCESS_N_ROLES),
						 (int64_t)rng_below(rng, 13)};
		team[i] = (int64_t)rng_below(rng, 13);
	}
	return user;
}

static void the_filter_of_queries_is_the_rule(void **state)
{
	struct db_test *t = *state;
	struct access_record record[RECORDS];
	struct rng rng;
	size_t n_seen = 0, n_hidden = 0;

	rng_init(&rng, 7);
	assert_db(db_script(t->db,
			    "CREATE TABLE note (zone_id {int}, school_id {int}, space {int},"
			    " owner_id {int}, partner_id {int}, team_id {int}, n {int}) {strict}",
			    &t->err));
	for (int64_t i = 0; i < RECORDS; i++) {
		struct access_record *r = &record[i];

		*r = (struct access_record){1 + (int64_t)rng_below(&rng, 2),
					    1 + (int64_t)rng_below(&rng, 12),
					    (enum access_space)rng_below(&rng, ACCESS_N_SPACES),
					    (int64_t)rng_below(&rng, 6),
					    (int64_t)rng_below(&rng, 6),
					    (int64_t)rng_below(&rng, 13)};
		assert_db(db_exec(t->db,
				  DB_SQL("INSERT INTO note VALUES ($1, $2, $3, $4, $5, $6, $7)",
					 db_int(r->zone_id), db_int(r->school_id),
					 db_int((int64_t)r->space), db_int(r->owner_id),
					 db_int(r->partner_id), db_int(r->team_id), db_int(i)),
				  NULL, &t->err));
	}
	for (int u = 0; u < PEOPLE; u++) {
		struct access_user user = random_user(&rng, t->arena);
		struct access_filter filter = access_filter_for(&user, t->arena);
		struct db_rows rows;
		size_t at = 0;

		assert_db(db_query(t->db, t->arena,
				   DB_SQL("SELECT n.n FROM note n WHERE " ACCESS_WHERE(
						  "n") " AND n.n >= $7 ORDER BY n.n",
					  ACCESS_PARAMS(&filter), db_int(0)),
				   &rows, &t->err));
		for (size_t i = 0; i < RECORDS; i++) {
			bool seen = at < rows.n && db_get_int(&rows, at, 0) == (int64_t)i;

			if (seen != access_may_read(&user, &record[i]))
				fail_msg("person %d, record %zu: the query says %d", u, i, seen);
			at += seen;
			n_seen += seen;
			n_hidden += !seen;
		}
		assert_int_equal(at, rows.n);
	}
	assert_true(n_seen > 1000 && n_hidden > 1000);
}

static void the_places_of_queries_are_those_of_the_role(void **state)
{
	struct db_test *t = *state;
	struct rng rng;

	rng_init(&rng, 8);
	assert_db(db_script(t->db,
			    "CREATE TABLE plan (zone_id {int}, school_id {int}) {strict};"
			    "INSERT INTO plan VALUES (1, 1), (1, 2), (1, 11), (1, 12), (2, 1)",
			    &t->err));
	for (int u = 0; u < PEOPLE; u++) {
		static const int64_t school[] = {1, 2, 11, 12};
		struct access_user user = random_user(&rng, t->arena);
		struct access_places places = access_places_for(&user, ACCESS_WEEK_EDIT, t->arena);
		struct db_rows rows;
		size_t want = 0;

		for (size_t i = 0; i < 4; i++)
			want += access_may_at(&user, ACCESS_WEEK_EDIT, school[i]);
		assert_db(
			db_query(t->db, t->arena,
				 DB_SQL("SELECT p.school_id FROM plan p"
					" WHERE " ACCESS_PLACES_WHERE("p") " AND p.school_id > $3",
					ACCESS_PLACES_PARAMS(&places), db_int(0)),
				 &rows, &t->err));
		assert_int_equal(rows.n, want);
		for (size_t i = 0; i < rows.n; i++)
			assert_true(
				access_may_at(&user, ACCESS_WEEK_EDIT, db_get_int(&rows, i, 0)));
	}
}

static void an_identity_belongs_to_one_account(void **state)
{
	struct db_test *t = *state;
	struct site site = site_of(t);
	int64_t id = add_account(t, &site, "a@x.example", NULL, 0), found;
	int64_t other = add_account(t, &site, "b@x.example", NULL, 0);

	assert_db(account_find_identity(&site, STR("https://idp"), STR("s1"), &found, &t->err));
	assert_int_equal(found, 0);
	assert_db(
		account_add_identity(&site, &command, id, STR("https://idp"), STR("s1"), &t->err));
	assert_db(account_find_identity(&site, STR("https://idp"), STR("s1"), &found, &t->err));
	assert_int_equal(found, id);
	assert_db(account_find_identity(&site, STR("https://other"), STR("s1"), &found, &t->err));
	assert_int_equal(found, 0);
	assert_db_fails(account_add_identity(&site, &command, other, STR("https://idp"), STR("s1"),
					     &t->err),
			ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(keeps_one_key),
		db_unit_test(finds_an_account_whatever_the_letters),
		db_unit_test(refuses_addresses_that_are_none),
		db_unit_test(keeps_the_last_administrator),
		db_unit_test(a_link_works_once_and_in_time),
		db_unit_test(a_session_ends_when_idle_and_at_its_hour),
		db_unit_test(a_session_is_replaced_listed_and_ended),
		db_unit_test(says_the_same_to_everyone_who_is_refused),
		db_unit_test(an_account_rests_after_ten_failures),
		db_unit_test(a_code_works_once_and_so_does_a_recovery_code),
		db_unit_test(tokens_and_secrets_stand_nowhere_in_the_database),
		db_unit_test(the_audit_chain_shows_what_was_changed),
		db_unit_test(the_audit_log_is_searched_by_action_and_person),
		db_unit_test(the_filter_of_queries_is_the_rule),
		db_unit_test(the_places_of_queries_are_those_of_the_role),
		db_unit_test(an_identity_belongs_to_one_account),
	};

	return db_test_run(tests);
}
