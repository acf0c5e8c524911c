#include "base/file.h"
#include "base/text.h"
#include "kit/formats/xhstt/xhstt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define DATA SOURCE_ROOT "/tests/data/xhstt/"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(1 << 16);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void assert_str(struct str got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.ptr, want, got.len);
}

static struct xhstt_archive *read_good(const char *path)
{
	struct xhstt_archive *archive;
	struct err err = {0};

	if (!xhstt_read_file(arena, path, NULL, &archive, &err))
		fail_msg("%s", err.text);
	return archive;
}

static void reads_the_instance(void **state)
{
	struct xhstt_archive *archive = read_good(DATA "all-kinds.xml");
	const struct weft_instance *in;
	const struct weft_event *event;

	(void)state;
	assert_str(archive->id, "all-kinds");
	assert_str(archive->metadata.name, "All kinds");
	assert_int_equal(archive->instances.n, 1);
	in = archive->instances.at[0];
	assert_ptr_equal(xhstt_find_instance(archive, STR("all kinds")), in);
	assert_null(xhstt_find_instance(archive, STR("all")));
	assert_str(in->metadata.contributor, "The Weft project");
	assert_int_equal(in->n_times, 6);
	assert_int_equal(in->n_time_groups, 4);
	assert_int_equal(in->time_groups[0].kind, WEFT_WEEK);
	assert_int_equal(in->time_groups[1].kind, WEFT_DAY);
	assert_int_equal(in->time_groups[3].kind, WEFT_TIME_GROUP);
	assert_int_equal(in->time_groups[3].times.n, 2);
	assert_int_equal(in->n_resources, 5);
	assert_str(in->resources[1].name, "Zoë & co");
	assert_str(in->resources[3].id, "Raum 1 ä");
	assert_int_equal(in->n_events, 3);
	event = &in->events[0];
	assert_str(event->color, "#804000");
	assert_int_equal(event->n_resources, 3);
	/* Named as course and as event group: once all the same. */
	assert_int_equal(event->groups.n, 2);
	assert_true(in->event_groups[0].course);
	assert_int_equal(in->event_groups[0].events.n, 2);
	assert_int_equal(in->events[2].workload, 2);
	assert_int_equal(in->events[2].time, 0);
	assert_int_equal(in->event_resources[in->events[2].first_resource + 1].workload, 1);
	assert_int_equal(in->n_constraints, 17);
	assert_int_equal(in->constraints[9].n_limited_groups + in->constraints[8].n_limited_groups,
			 2);
	xhstt_archive_destroy(archive);
}

static void reads_solutions_and_their_report(void **state)
{
	struct xhstt_archive *archive = read_good(DATA "all-kinds.xml");
	const struct xhstt_group *group = &archive->groups.at[0];
	const struct xhstt_solution *solution = &group->solutions.at[0];

	(void)state;
	assert_int_equal(archive->groups.n, 1);
	assert_str(group->id, "by hand");
	assert_str(group->metadata.publication, "none");
	assert_int_equal(group->solutions.n, 2);
	assert_str(solution->description, "with flaws");
	assert_str(solution->running_time, "0");
	assert_int_equal(solution->meets.n, 3);
	assert_int_equal(solution->meets.at[0].duration, 2);
	assert_int_equal(solution->meets.at[0].start, 0);
	assert_int_equal(solution->meets.at[0].uses.n, 1);
	assert_int_equal(solution->meets.at[0].uses.at[0].need, 2);
	assert_int_equal(solution->meets.at[0].uses.at[0].resource, 3);
	/* What is preassigned may be repeated, with its role or without. */
	assert_int_equal(solution->meets.at[1].uses.n, 1);
	assert_int_equal(solution->meets.at[2].uses.n, 0);
	assert_true(solution->report.given);
	assert_int_equal(solution->report.soft, 89);
	assert_int_equal(solution->report.lines.n, 3);
	assert_str(solution->report.lines.at[0].description, "once");
	assert_int_equal(solution->report.lines.at[2].section, XHSTT_EVENT_GROUPS);
	assert_int_equal(solution->report.lines.at[2].cost, 14);
	assert_int_equal(group->solutions.at[1].meets.n, 0);
	assert_false(group->solutions.at[1].report.given);
	xhstt_archive_destroy(archive);
}

/* The archive of all kinds with one piece of its text replaced. */
static struct str with(const char *from, const char *to)
{
	struct str text, before, after;
	struct text made;
	struct err err = {0};
	const char *found;

	if (!file_read(arena, DATA "all-kinds.xml", 1 << 20, &text, &err))
		fail_msg("%s", err.text);
	found = strstr(text.ptr, from);
	if (found == NULL)
		fail_msg("the archive does not hold %s", from);
	before = str_slice(text, 0, (size_t)(found - text.ptr));
	after = str_slice(text, before.len + strlen(from), text.len);
	text_init(&made, arena);
	text_put(&made, before);
	text_put(&made, str_from(to));
	text_put(&made, after);
	return text_str(&made);
}

/* What is replaced, by what, and the end of the error, from the line on; "*" stands for a
 * line and column that do not matter here. */
static const struct fault_case {
	const char *from, *to, *want;
} instance_cases[] = {
	{"<Times>", "<Time>", "line 13, column 7: <Time> is not known in <Instance>"},
	{"Id=\"all kinds\"", "", "line 5, column 5: <Instance> needs the attribute Id"},
	{"Id=\"all kinds\"", "Id=''", "line 5, column 5: <Instance> needs the attribute Id"},
	{"<Day Reference=\"Mon\"/>", "<Day Reference=\"Sun\"/>",
	 "line 20, column 63: there is no time group \"Sun\" in the instance"},
	{"<Day Reference=\"Mon\"/>", "<Day Reference=\"Mon\"/><Day Reference=\"Mon\"/>",
	 "line 20, column 85: a second <Day> in <Time>"},
	{"<Duration>3", "<Duration>0", "<Duration> must be between 1 and 4000000, not 0"},
	{"<Duration>3", "<Duration>three", "<Duration> must be a whole number, not \"three\""},
	{"<Duration>3</Duration>", "", "<Event> lacks <Duration>"},
	{"<Required>true", "<Required>yes", "<Required> must be true or false, not \"yes\""},
	{"<CostFunction>Linear", "<CostFunction>Cubic", "there is no cost function \"Cubic\""},
	{"<Weight>1</Weight>", "", "<AssignResourceConstraint> lacks <Weight>"},
	{"<Weight>1<", "<Weight>-1<", "<Weight> must be between 0 and 2147483647, not -1"},
	{"<AssignResourceConstraint Id=\"AR\">", "<AssignRoomConstraint Id=\"AR\">",
	 "<AssignRoomConstraint> is not known in <Constraints>"},
	{"<Course Reference=\"Lessons\"/>", "<Course Reference=\"Lesson\"/>",
	 "there is no event group \"Lesson\" in the instance"},
	{"<Time Reference=\"Mo1\"/>", "<Time Reference=\"Mo9\"/>",
	 "there is no time \"Mo9\" in the instance"},
	{"<Resource Reference=\"C1\"/>", "<Resource Reference=\"C2\"/>",
	 "there is no resource \"C2\" in the instance"},
	{"<ResourceType Reference=\"Class\"/>", "<ResourceType Reference=\"Group\"/>",
	 "there is no resource type \"Group\" in the instance"},
	{"<ResourceGroup Reference=\"Teachers\"/>", "<ResourceGroup Reference=\"Pupils\"/>",
	 "there is no resource group \"Pupils\" in the instance"},
	{"<FirstEvent Reference=\"E3\"/>", "<FirstEvent Reference=\"E9\"/>",
	 "there is no event \"E9\" in the instance"},
	{"<FirstEvent Reference=\"E3\"/>", "", "<EventPair> lacks <FirstEvent>"},
	{"<Role>Room</Role>", "<Role>Room</Role><Colour/>", "<Colour> is not known in <Resource>"},
	{"<Events>", "<Events>Here: ", "text inside <Events>, which holds only elements"},
	{"</Instance>", "</instance>", "mismatched tag"},
	{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE a [<!ENTITY b \"c\">]>",
	 "a document type declaration is not allowed here"},
	{"<Solution Reference=\"all kinds\">", "<Solution Reference=\"none\">",
	 "there is no instance \"none\" in the archive"},
};

static const struct fault_case solution_cases[] = {
	{"<Event Reference=\"E1\">\n            <Duration>1",
	 "<Event Reference=\"E1\">"
	 "\n            <Duration>2",
	 "the parts of event \"E1\" last 4 times, the event only 3"},
	{"<Event Reference=\"E2\">", "<Event Reference=\"E9\">",
	 "there is no event \"E9\" in the instance"},
	{"<Time Reference=\"Mo2\"/>", "<Time Reference=\"Mo9\"/>",
	 "there is no time \"Mo9\" in the instance"},
	{"<Duration>2</Duration>\n            <Time Reference=\"Mo1\"/>",
	 "<Duration>2</Duration>\n            <Time Reference=\"Tu3\"/>",
	 "a part of event \"E1\" would end after the last time"},
	{"<Event Reference=\"E2\">\n            <Duration>1</Duration>",
	 "<Event Reference=\"E3\">\n            <Duration>1</Duration>",
	 "event \"E3\" is preassigned to another time"},
	{"<Resource R=\"R2\">", "<Resource R=\"T2\">",
	 "resource \"T2\" is not of the type that role \"Room\" needs"},
	{"<Resource R=\"R2\">", "<Resource R=\"R9\">",
	 "there is no resource \"R9\" in the instance"},
	{"<Resource R=\"R2\"><Role>Room</Role>", "<Resource R=\"R2\"><Role>Roof</Role>",
	 "the event has no role \"Roof\""},
	{"<Resource R=\"R2\"><Role>Room</Role>", "<Resource R=\"R2\">", "<Resource> lacks <Role>"},
	{"<Resource Reference=\"T2\"/></Resources>\n          </Event>",
	 "<Resource Reference=\"R2\"><Role>Room</Role></Resource></Resources>\n          </Event>",
	 "role \"Room\" stands here twice"},
	{"<Resource Reference=\"T1\"><Role>Teacher</Role></Resource></Resources>",
	 "<Resource Reference=\"T2\"><Role>Teacher</Role></Resource></Resources>",
	 "another resource is preassigned to role \"Teacher\""},
};

static void assert_fault(const struct err *err, const char *want)
{
	const size_t got_len = strlen(err->text), want_len = strlen(want);

	assert_int_equal(err->kind, ERR_INVALID);
	assert_true(err->line > 0 && err->column > 0);
	assert_memory_equal(err->text, "all.xml: line ", 14);
	assert_true(got_len >= want_len);
	assert_string_equal(err->text + got_len - want_len, want);
}

static void says_what_is_wrong_with_an_instance(void **state)
{
	const struct xhstt_read_options options = {.name = "all.xml", .keep_invalid = true};

	(void)state;
	for (size_t i = 0; i < sizeof instance_cases / sizeof *instance_cases; i++) {
		const struct fault_case *c = &instance_cases[i];
		struct xhstt_archive *archive;
		struct err err = {0};

		assert_false(
			xhstt_read_text(arena, with(c->from, c->to), &options, &archive, &err));
		assert_fault(&err, c->want);
	}
}

static void says_what_is_wrong_with_a_solution(void **state)
{
	struct xhstt_read_options options = {.name = "all.xml"};

	(void)state;
	for (size_t i = 0; i < sizeof solution_cases / sizeof *solution_cases; i++) {
		const struct fault_case *c = &solution_cases[i];
		struct xhstt_archive *archive;
		const struct xhstt_solution *solution;
		struct err err = {0};

		options.keep_invalid = false;
		assert_false(
			xhstt_read_text(arena, with(c->from, c->to), &options, &archive, &err));
		assert_fault(&err, c->want);
		options.keep_invalid = true;
		assert_true(xhstt_read_text(arena, with(c->from, c->to), &options, &archive, &err));
		solution = &archive->groups.at[0].solutions.at[0];
		assert_str(solution->fault, err.text);
		assert_int_equal(solution->meets.n, 0);
		assert_int_equal(archive->groups.at[0].solutions.at[1].fault.len, 0);
		xhstt_archive_destroy(archive);
	}
}

static void refuses_instances_that_are_too_large(void **state)
{
	static const struct fault_case cases[] = {
		{"<Duration>3", "<Duration>4000000",
		 "the events last more than 4000000 times together"},
		{"<Workload>2", "<Workload>2147483647",
		 "A workload is 2147483647; it must be 0 to 1048576"},
		{"<MinimumAmount>3", "<MinimumAmount>2147483647",
		 "the constraints up to this one could cost more than can be counted"},
		{"<Duration>3", "<Duration>4000001",
		 "<Duration> must be between 1 and 4000000, not 4000001"},
	};
	const struct xhstt_read_options options = {.name = "all.xml"};
	const struct xhstt_read_options small = {.max_bytes = 5000};
	struct xhstt_archive *archive;
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_false(xhstt_read_text(arena, with(cases[i].from, cases[i].to), &options,
					     &archive, &err));
		assert_fault(&err, cases[i].want);
	}
	assert_false(xhstt_read_file(arena, DATA "all-kinds.xml", &small, &archive, &err));
	assert_string_equal(err.text,
			    DATA "all-kinds.xml: longer than the 5000 bytes that are allowed");
}

static void tells_a_missing_file(void **state)
{
	struct xhstt_archive *archive;
	struct err err = {0};

	(void)state;
	assert_false(xhstt_read_file(arena, "/nowhere/at-all.xml", NULL, &archive, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_string_equal(err.text, "Cannot open /nowhere/at-all.xml: No such file or directory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_instance),
		cmocka_unit_test(reads_solutions_and_their_report),
		cmocka_unit_test(says_what_is_wrong_with_an_instance),
		cmocka_unit_test(says_what_is_wrong_with_a_solution),
		cmocka_unit_test(refuses_instances_that_are_too_large),
		cmocka_unit_test(tells_a_missing_file),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
