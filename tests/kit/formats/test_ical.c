/* What we write is read by libical. */
#include "base/date.h"
#include "kit/formats/ical/ical.h"

#include <libical/ical.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct str write_one(struct arena *arena, const struct ical_event *event)
{
	struct ical ical;
	struct text text;

	text_init(&text, arena);
	ical_begin(&ical, &text, STR("Grade 3"), 0);
	ical_event(&ical, event);
	ical_end(&ical);
	return arena_str(arena, text_str(&text));
}

static void libical_reads_what_was_written(void **state)
{
	struct arena *arena = *state;
	struct str summary = STR(
		"Math, \xC3\xA9tude; \\ a very long title that goes on and on until the line must "
		"be folded more than once \xE2\x80\x94 and still is the same");
	struct ical_event event = {.uid = STR("a-1@zone"),
				   .start_ms = INT64_C(1791302400000),
				   .end_ms = INT64_C(1791306000000),
				   .summary = summary,
				   .cancelled = true,
				   .sequence = 2};
	struct str text = write_one(arena, &event);
	icalcomponent *calendar = icalparser_parse_string(text.ptr);
	icalcomponent *found;

	assert_non_null(calendar);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	found = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	assert_non_null(found);
	assert_string_equal(icalcomponent_get_uid(found), "a-1@zone");
	assert_string_equal(icalcomponent_get_summary(found), summary.ptr);
	assert_int_equal(icaltime_as_timet(icalcomponent_get_dtstart(found)), 1791302400);
	assert_int_equal(icaltime_as_timet(icalcomponent_get_dtend(found)), 1791306000);
	assert_int_equal(icalcomponent_get_status(found), ICAL_STATUS_CANCELLED);
	assert_int_equal(icalcomponent_get_sequence(found), 2);
	icalcomponent_free(calendar);
}

static void no_line_is_longer_than_seventy_five_bytes(void **state)
{
	struct arena *arena = *state;
	char long_text[600];
	struct ical_event event = {.uid = STR("b"), .summary = {long_text, sizeof long_text}};
	struct str rest, line;

	memset(long_text, 'x', sizeof long_text);
	rest = write_one(arena, &event);
	while (str_split(&rest, '\n', &line))
		assert_true(line.len <= 76); /* with the CR */
}

static int setup(void **state)
{
	*state = arena_create(1U << 14);
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libical_reads_what_was_written),
		cmocka_unit_test(no_line_is_longer_than_seventy_five_bytes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
