/* What readers of a calendar are told when things change. */
#include "kit/feed/feed_memory.h"

#include "tests/base/check.h"

enum { HOUR = 3600000, NOW = 100 * HOUR };

struct step {
	struct arena *arena;
	struct str memory;
	struct ical_events now, out;
	bool changed;
};

static int setup(void **state)
{
	struct arena *arena = arena_create(1U << 16);
	struct step *step = arena_new(arena, struct step);

	step->arena = arena;
	*state = step;
	return 0;
}

static int teardown(void **state)
{
	struct step *step = *state;

	arena_destroy(step->arena);
	return 0;
}

/* Tell the readers of these events at a time. */
static void tell(struct step *step, struct ical_event *event, size_t n, int64_t now_ms)
{
	struct feed_telling telling = {.arena = step->arena,
				       .memory = step->memory,
				       .moment = {now_ms, now_ms - 50 * HOUR},
				       .now = &step->now};
	struct err err = {0};

	step->now = (struct ical_events){event, n, n};
	if (!feed_remember(&telling, &err))
		fail_msg("%s", err.text);
	step->out = telling.events;
	step->memory = telling.next_memory;
	step->changed = telling.changed;
}

static struct ical_event lesson(const char *uid, int64_t start_ms)
{
	return (struct ical_event){.uid = str_from(uid),
				   .start_ms = start_ms,
				   .end_ms = start_ms + HOUR,
				   .summary = STR("Music"),
				   .location = STR("Room 1")};
}

static void tells_the_same_again_without_a_change(void **state)
{
	struct step *step = *state;
	struct ical_event event[] = {lesson("b", NOW + HOUR), lesson("a", NOW + HOUR)};

	tell(step, event, 2, NOW);
	assert_true(step->changed);
	assert_int_equal(step->out.n, 2);
	assert_true(str_eq(step->out.at[0].uid, STR("a")));
	assert_int_equal(step->out.at[0].sequence, 0);
	assert_int_equal(step->out.at[0].stamp_ms, NOW);
	tell(step, event, 2, NOW + 1000);
	assert_false(step->changed);
	assert_int_equal(step->out.at[0].stamp_ms, NOW);
	assert_int_equal(step->out.at[0].sequence, 0);
	assert_true(str_eq(step->out.at[0].summary, STR("Music")));
	assert_int_equal(step->out.at[0].description.len, 0);
}

static void a_change_of_time_room_or_name_raises_the_sequence(void **state)
{
	struct step *step = *state;
	struct ical_event event = lesson("a", NOW + HOUR);

	tell(step, &event, 1, NOW);
	event.start_ms += HOUR;
	tell(step, &event, 1, NOW + 1);
	assert_int_equal(step->out.at[0].sequence, 1);
	assert_int_equal(step->out.at[0].stamp_ms, NOW + 1);
	event.location = STR("Room\t2");
	tell(step, &event, 1, NOW + 2);
	assert_int_equal(step->out.at[0].sequence, 2);
	tell(step, &event, 1, NOW + 3);
	assert_int_equal(step->out.at[0].sequence, 2);
	assert_false(step->changed);
}

static void what_is_gone_stays_as_cancelled_and_may_come_back(void **state)
{
	struct step *step = *state;
	struct ical_event event[] = {lesson("a", NOW + HOUR), lesson("b", NOW + 2 * HOUR)};

	tell(step, event, 2, NOW);
	tell(step, event, 1, NOW + 1);
	assert_int_equal(step->out.n, 2);
	assert_false(step->out.at[0].cancelled);
	assert_true(step->out.at[1].cancelled);
	assert_int_equal(step->out.at[1].sequence, 1);
	assert_int_equal(step->out.at[1].start_ms, NOW + 2 * HOUR);
	tell(step, event, 1, NOW + 2);
	assert_false(step->changed);
	tell(step, event, 2, NOW + 3);
	assert_false(step->out.at[1].cancelled);
	assert_int_equal(step->out.at[1].sequence, 2);
}

static void the_past_is_neither_changed_nor_cancelled_and_is_forgotten_in_time(void **state)
{
	struct step *step = *state;
	struct ical_event event[] = {lesson("a", NOW - 10 * HOUR), lesson("b", NOW + HOUR)};

	tell(step, event, 2, NOW);
	assert_int_equal(step->out.n, 2);
	event[0].start_ms -= HOUR;
	tell(step, event, 2, NOW + 1);
	assert_false(step->changed);
	assert_int_equal(step->out.at[0].start_ms, NOW - 10 * HOUR);
	tell(step, event + 1, 1, NOW + 2);
	assert_false(step->out.at[0].cancelled);
	tell(step, event + 1, 1, NOW + 45 * HOUR);
	assert_int_equal(step->out.n, 1);
	assert_true(str_eq(step->out.at[0].uid, STR("b")));
	assert_false(step->out.at[0].cancelled);
}

static void refuses_a_memory_that_is_not_its_own(void **state)
{
	static const char *const bad[] = {"a\n",
					  "1\t2\t3\t4\t5\tx\ty\n",
					  "x\t2\t0\t4\t0\tx\ty\tz\ta\n",
					  "1\t2\t-1\t4\t0\tx\ty\tz\ta\n",
					  "1\t2\t0\t4\t0\tx\ty\tz\t\n",
					  "1\t2\t0\t4\t0\tx\ty\tz\ta\tb\n"};
	struct step *step = *state;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct feed_telling telling = {.arena = step->arena,
					       .memory = str_from(bad[i]),
					       .moment = {NOW, 0},
					       .now = &step->now};
		struct err err = {0};

		assert_false(feed_remember(&telling, &err));
		assert_int_equal(err.kind, ERR_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tells_the_same_again_without_a_change, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_change_of_time_room_or_name_raises_the_sequence,
						setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_gone_stays_as_cancelled_and_may_come_back,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_past_is_neither_changed_nor_cancelled_and_is_forgotten_in_time, setup,
			teardown),
		cmocka_unit_test_setup_teardown(refuses_a_memory_that_is_not_its_own, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
