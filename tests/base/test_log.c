#include "check.h"

#include "base/file.h"
#include "base/log.h"

#include <unistd.h>

/* What a log with the given level wrote; write_all() is given the log. */
static struct str logged(struct arena *arena, enum log_level level,
			 void (*write_all)(const struct log *log))
{
	struct clock_fake clock;
	struct log log = {.level = level, .clock = &clock.clock};
	struct str got = {0};
	struct err err = {0};
	int ends[2];

	clock_fake_init(&clock, 1795529400123);
	assert_int_equal(pipe(ends), 0);
	log.fd = ends[1];
	write_all(&log);
	(void)close(ends[1]);
	assert_true(file_read_fd(arena, ends[0], "pipe", 1 << 20, &got, &err));
	(void)close(ends[0]);
	return got;
}

static void some_events(const struct log *log)
{
	struct err err = {0};

	log_event(log, LOG_DEBUG, "left.out", LOG_NUMBER("n", 1));
	log_event(log, LOG_INFO, "http.request", LOG_CSTR("path", "/week"),
		  LOG_NUMBER("status", -200));
	(void)err_set(&err, ERR_CONFLICT, "someone else changed it");
	log_failure(log, "save", &err);
}

static void writes_one_line_an_event(void **state)
{
	assert_str(logged(*state, LOG_INFO, some_events),
		   "2026-11-24T14:10:00.123Z info http.request path=/week status=-200\n"
		   "2026-11-24T14:10:00.123Z error save kind=conflict "
		   "text=\"someone else changed it\"\n");
}

static void odd_values(const struct log *log)
{
	log_event(log, LOG_WARN, "odd", LOG_CSTR("a", ""), LOG_CSTR("b", "x\ny=\"\\"),
		  LOG_CSTR("c", "caf\xC3\xA9"), LOG_CSTR("d", "\xC3\x28\xFF"),
		  LOG_CSTR("e", "\xE2\x82\xAC 5"));
}

static void no_value_can_forge_a_line(void **state)
{
	assert_str(logged(*state, LOG_DEBUG, odd_values),
		   "2026-11-24T14:10:00.123Z warn odd a=\"\" b=\"x\\x0ay=\\\"\\\\\" c=caf\xC3\xA9 "
		   "d=\"\\xc3(\\xff\" e=\"\xE2\x82\xAC 5\"\n");
}

static void secrets(const struct log *log)
{
	log_event(log, LOG_INFO, "sign-in", LOG_CSTR("password", "hunter2"),
		  LOG_CSTR("Set-Cookie", "hunter2"), LOG_CSTR("csrf_token", "hunter2"),
		  LOG_NUMBER("key", 4711), LOG_CSTR("user", "ada"));
}

static void secrets_are_hidden(void **state)
{
	assert_str(logged(*state, LOG_INFO, secrets),
		   "2026-11-24T14:10:00.123Z info sign-in password=(hidden) Set-Cookie=(hidden) "
		   "csrf_token=(hidden) key=(hidden) user=ada\n");
}

static void a_long_value(const struct log *log)
{
	char value[LOG_MAX_LINE * 2];

	memset(value, 'a', sizeof value);
	log_event(log, LOG_INFO, "long", LOG_TEXT("v", ((struct str){value, sizeof value})),
		  LOG_CSTR("after", "x"));
}

static void long_lines_are_cut(void **state)
{
	struct str got = logged(*state, LOG_INFO, a_long_value);

	assert_int_equal(got.len, LOG_MAX_LINE);
	assert_true(str_ends_with(got, STR("a\n")));
}

static void a_closed_log_writes_nothing(void **state)
{
	const struct log log = {.fd = -1, .clock = &clock_system};

	(void)state;
	log_event(&log, LOG_ERROR, "x", LOG_NUMBER("n", 1));
}

static void every_kind_of_failure_has_a_name(void **state)
{
	static const char *const names[] = {"none",     "invalid", "not-found", "denied",
					    "conflict", "busy",    "system"};
	enum log_level level = LOG_ERROR;

	for (unsigned i = 0; i < LENGTH(names); i++) {
		struct log log = {.clock = &clock_system};
		struct err err = {.kind = (enum err_kind)i};
		struct str got = {0};
		int ends[2];

		assert_int_equal(pipe(ends), 0);
		log.fd = ends[1];
		log_failure(&log, "x", &err);
		(void)close(ends[1]);
		assert_true(file_read_fd(*state, ends[0], "pipe", 4096, &got, &err));
		(void)close(ends[0]);
		assert_true(str_find(got, str_from(names[i]), NULL));
	}
	assert_true(log_level_parse(STR("debug"), &level) && level == LOG_DEBUG);
	assert_true(log_level_parse(STR("error"), &level) && level == LOG_ERROR);
	assert_false(log_level_parse(STR("loud"), &level));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(writes_one_line_an_event),
		ARENA_TEST(no_value_can_forge_a_line),
		ARENA_TEST(secrets_are_hidden),
		ARENA_TEST(long_lines_are_cut),
		cmocka_unit_test(a_closed_log_writes_nothing),
		ARENA_TEST(every_kind_of_failure_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
