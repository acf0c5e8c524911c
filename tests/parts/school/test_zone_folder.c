#include "base/file.h"
#include "base/rng.h"
#include "parts/school/zone_format.h"
#include "parts/school/zone_report.h"
#include "parts/school/zone_rule.h"
#include "zone_test.h"

static void assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void reads_the_sample_zone_whole(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	size_t specialists = 0, labs = 0;

	assert_int_equal(t->problems.n, 0);
	assert_int_equal(zone->schools.n, 6);
	assert_int_equal(zone->sections.n, 121);
	for (size_t i = 0; i < zone->people.n; i++) {
		assert_true(zone->people.at[i].name.len > 3);
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(zone->people.at[i].name, zone->people.at[k].name));
	}
	for (size_t i = 0; i < zone->lab_plans.n; i++)
		labs += (size_t)zone->lab_plans.at[i].count;
	assert_int_equal(labs, 144);
	for (size_t i = 0; i < zone->assignments.n; i++)
		specialists += zone->assignments.at[i].role == ZONE_SPECIALIST;
	assert_int_equal(specialists, 34); /* 24 people, 8 of them itinerant */
}

static void writes_what_it_reads_to_the_byte(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);

	for (int table = 0; table < ZONE_N_TABLES; table++) {
		struct str text = zone_write_text(t->arena, zone, (enum zone_table)table);

		assert_int_equal(text.len, t->files.file[table].len);
		assert_memory_equal(text.ptr, t->files.file[table].ptr, text.len);
	}
}

static void reads_the_odd_school_and_writes_it_to_the_byte(void **state)
{
	struct zone_test *t;
	const struct zone *zone;
	bool ret = zone_test_setup_of((void **)&t, ZONE_SAMPLES "/pine-hollow") == 0;

	(void)state;
	assert_true(ret);
	zone = zone_test_read(t);
	for (int table = 0; table < ZONE_N_TABLES; table++) {
		struct str text = zone_write_text(t->arena, zone, (enum zone_table)table);

		assert_int_equal(text.len, t->files.file[table].len);
		assert_memory_equal(text.ptr, t->files.file[table].ptr, text.len);
	}
	assert_int_equal(zone->sections.at[zone_find(zone, ZONE_T_SECTIONS, STR("45"))].grades.n,
			 2);
	zone_test_teardown((void **)&t);
}

static void the_documented_format_is_the_one_in_force(void **state)
{
	struct zone_test *t = *state;
	struct err err = {0};
	struct str doc;

	assert_true(file_read(t->arena, ZONE_DOCS "/zone-format.md", 1 << 20, &doc, &err));
	if (!str_eq(doc, zone_format_text(t->arena)))
		fail_msg("docs/zone-format.md is old: weft zone format > docs/zone-format.md");
}

static void every_column_is_described(void **state)
{
	(void)state;
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		const struct zone_file *file = zone_file((enum zone_table)t);
		bool has_key = false;

		for (size_t i = 0; i < file->n; i++) {
			const struct zone_column *column = &file->columns[i];

			assert_non_null(column->help);
			assert_non_null(column->example);
			has_key = has_key || column->key;
			if (column->type == ZONE_WORD || column->type == ZONE_WORDS)
				assert_non_null(column->words);
			if (column->type == ZONE_REF || column->type == ZONE_REFS)
				assert_int_equal(zone_file(column->target)->columns[0].type,
						 ZONE_CODE);
		}
		assert_true(has_key);
	}
	for (int k = 0; k < ZONE_N_RULE_KINDS; k++)
		assert_string_equal(zone_rule_kind_info((enum zone_rule_kind)k)->word,
				    zone_rule_kind_words.at[k]);
}

/* Each fault is one wrong cell of the sample; all are reported at once by the test after. */
static const struct {
	enum zone_table table;
	const char *old, *new, *column, *words;
} faults[] = {
	{ZONE_T_ASSIGNMENTS, "PE8,WP,specialist,PE", "PE8,WQ,specialist,PE", "school",
	 "\"WQ\" is not in schools.csv"},
	{ZONE_T_ASSIGNMENTS, "HH-PR,HH,principal", "HH-PR,HH,headmaster", "role",
	 "none of the words"},
	{ZONE_T_SECTIONS, "HH-KA,HH,K,HH-T01,HH-101,22", "HH-KA,HH,K,HH-T01,HH-101,two", "students",
	 "is no number"},
	{ZONE_T_SECTIONS, "HH-KB,HH,K,HH-T02,HH-102,22", "HH-KB,HH,K,HH-T02,HH-102,122", "students",
	 "out of range"},
	{ZONE_T_SCHOOLS, "JF,Juniper Flats", "JF,", "name", "empty"},
	{ZONE_T_CALENDAR, "2026-09-02,,school", "2026-09-31,,school", "date", "is no date"},
	{ZONE_T_SHAPES, "15:20,12:00", "25:20,12:00", "student_end", "is no time"},
	{ZONE_T_GRADES, "K,Kindergarten", "K 0,Kindergarten", "code", "cannot be a code"},
	{ZONE_T_RULES, "lab-cap,lab_substitutes,must", "lab-cap,lab_substitutes,maybe", "strength",
	 "none of the words"},
	{ZONE_T_INFO, "130000.00", "$130k", "position_cost", "is no amount"},
};

static void says_every_fault_with_file_line_column_and_remedy(void **state)
{
	struct zone_test *t = *state;

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		zone_edit(t, faults[i].table, faults[i].old, faults[i].new);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		assert_problem(t, faults[i].table, 0, faults[i].column, faults[i].words);
	assert_problem(t, ZONE_T_SECTIONS, 2, "students", "is no number");
}

static size_t n_problems_in(const struct zone_test *t, enum zone_table table)
{
	size_t n = 0;

	for (size_t i = 0; i < t->problems.n; i++)
		n += t->problems.at[i].table == table;
	return n;
}

/* One file that is not there, or not whole, makes one problem for each column that needs it: not
 * one for each row, among which the others would be lost. */
static void a_file_that_is_not_there_is_said_once_a_column(void **state)
{
	struct zone_test *t = *state;

	t->files.file[ZONE_T_PEOPLE] = (struct str){0};
	assert_problem(t, ZONE_T_ASSIGNMENTS, 2, "person",
		       "\"HH-PR\" is not in people.csv, which is missing or has no rows; so it is "
		       "with 285 more rows");
	assert_int_equal(n_problems_in(t, ZONE_T_ASSIGNMENTS), 1);
	assert_int_equal(n_problems_in(t, ZONE_T_SECTIONS), 1);
	assert_true(t->problems.n < 20);
}

static void a_file_that_cannot_be_read_is_said_once(void **state)
{
	struct zone_test *t = *state;
	struct str people = t->files.file[ZONE_T_PEOPLE];

	t->files.file[ZONE_T_PEOPLE] = STR("\xFF\xFE"
					   "c\0o\0d\0e\0");
	assert_problem(t, ZONE_T_PEOPLE, 1, "", "UTF-16");
	assert_int_equal(t->problems.n, 1);
	t->files.file[ZONE_T_PEOPLE] = people;
	zone_edit(t, ZONE_T_PEOPLE, "HH-T02,Simone", "HH-T02,\"Simone");
	assert_problem(t, ZONE_T_PEOPLE, 4, "", "not closed");
	assert_int_equal(t->problems.n, 1);
}

static void a_column_that_is_not_there_is_said_once(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_PEOPLE, "code,name,status", "kode,name,status");
	assert_problem(t, ZONE_T_PEOPLE, 1, "code", "missing");
	assert_int_equal(t->problems.n, 2);
}

static void a_file_with_semicolons_or_tabs_is_said_once(void **state)
{
	struct zone_test *t = *state;

	t->files.file[ZONE_T_PEOPLE] = STR("code;name;status\nHH-PR;Benedikt Dominguez;active\n");
	assert_problem(t, ZONE_T_PEOPLE, 1, "", "divided by semicolons");
	assert_int_equal(t->problems.n, 1);
	t->files.file[ZONE_T_PEOPLE] = STR("code\tname\tstatus\nHH-PR\tBenedikt\tactive\n");
	assert_problem(t, ZONE_T_PEOPLE, 1, "", "divided by tabs");
	assert_int_equal(t->problems.n, 1);
}

/* Every wrong code of a list, and rows with the same name beside any other fault. */
static void finds_in_one_go_what_can_be_found(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_TEAMS, "HH-K,", "HH-1,");
	zone_edit(t, ZONE_T_GRADES, "K,Kindergarten,0", "K,Kindergarten,x");
	zone_edit(t, ZONE_T_WAVES, "os-reg-1,OS,K;2", "os-reg-1,OS;XX,K;8;9");
	assert_problem(t, ZONE_T_TEAMS, 3, "code", "Line 2 has the same name");
	assert_problem(t, ZONE_T_GRADES, 2, "rank", "is no number");
	assert_problem(t, ZONE_T_WAVES, 0, "schools", "\"XX\" is not");
	assert_problem(t, ZONE_T_WAVES, 0, "grades", "\"8\" is not");
	assert_problem(t, ZONE_T_WAVES, 0, "grades", "\"9\" is not");
	assert_true(t->problems.is_partial);
}

static void every_line_of_a_report_begins_with_its_file(void **state)
{
	struct zone_test *t = *state;
	struct str report;

	t->files.file[ZONE_T_GRADES] = STR("");
	t->files.file[ZONE_T_INFO] = STR("");
	assert_problem(t, ZONE_T_GRADES, 0, "", "missing or has no rows");
	report = zone_report_text(t->arena, STR("z"), NULL, &t->problems);
	assert_true(str_find(report, STR("z/grades.csv: warning: The file is missing"), NULL));
	assert_true(str_find(report, STR("z/zone.csv: The file is missing"), NULL));
	assert_true(str_find(report, STR("when these errors are gone"), NULL));
	assert_false(str_find(report, STR("\nwarning"), NULL));
}

static void suggests_the_nearest_code(void **state)
{
	struct zone_test *t = *state;
	const struct zone_problem *first;

	zone_edit(t, ZONE_T_GRADE_BLOCKS, "OS,1,,B3", "OS,1,,b3");
	assert_problem(t, ZONE_T_GRADE_BLOCKS, 0, "block", "\"b3\" is not in blocks.csv");
	first = t->problems.at;
	assert_true(first != NULL && str_eq(first->remedy, STR("Did you mean \"B3\"?")));
}

static const struct {
	enum zone_table table;
	const char *old, *new, *column, *words;
} checks[] = {
	{ZONE_T_BLOCK_TIMES, "REG,B1,09:00,09:50", "REG,B1,09:50,09:00", "end", "comes before"},
	{ZONE_T_BLOCK_TIMES, "REG,B1,09:00,09:50", "REG,B1,09:02,09:50", "start",
	 "no multiple of 5"},
	{ZONE_T_BLOCK_TIMES, "REG,B1,09:00,09:50", "REG,B1,08:00,08:50", "start", "student day"},
	{ZONE_T_SECTIONS, "HH-KA,HH,K,HH-T01", "HH-KA,HH,K,JF-T01", "teacher", "does not work at"},
	{ZONE_T_SECTIONS, "HH-T01,HH-101", "HH-T01,JF-101", "room", "another school"},
	{ZONE_T_SECTIONS, "HH-KA,HH,K,", "HH-KA,HH,1;K,", "grades", "not in order"},
	{ZONE_T_ASSIGNMENTS, "PE8,WP,specialist,PE", "PE8,WP,specialist,MA", "subject",
	 "no special"},
	{ZONE_T_CALENDAR, "2026-09-07,,holiday,,", "2026-09-07,,holiday,REG,", "shape",
	 "Nobody comes"},
	{ZONE_T_CALENDAR, "2026-09-02,,school,REG", "2026-09-02,,school,", "shape", "no day shape"},
	{ZONE_T_ROTATIONS, "2026-09-01,1,", "2026-09-01,11,", "first_day", "only 10 days"},
	{ZONE_T_VISITS, "music,,,,MU", "music,,,,PE", "subject", "already"},
	{ZONE_T_VISITS, "TEN,,4,", "TEN,,14,", "visits", "10 days"},
	{ZONE_T_WAVES, "os-reg-1,OS,K;2", "os-reg-1,OS;HH,K;2", "grades", "already"},
	{ZONE_T_RULES, ",8,,,day,,,,,C2", ",,,,day,,,,,C2", "maximum", "needs it"},
	{ZONE_T_INFO, "America/Los_Angeles", "America/Seatle", "time_zone", "no time zone"},
	{ZONE_T_STAFF_TIMES, "8,2;4;6;8", "8,2;4;6;9", "turns", "larger than the cycle"},
	{ZONE_T_LAB_PHASES, "FULL,3,enact,1,", "FULL,3,enact,2,", "day", "1 days"},
	{ZONE_T_BLACKOUTS, "start,2026-09-01,2026-09-25", "start,2036-09-01,2036-09-25", "from",
	 "in the year of zone.csv"},
	{ZONE_T_SCHOOLS, "HH,Harbor Hill,402", "HH,Harbor Hill,410", "students", "its classes 402"},
};

static void checks_what_rows_say_together(void **state)
{
	struct zone_test *t = *state;

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		struct zone_files before = t->files;

		zone_edit(t, checks[i].table, checks[i].old, checks[i].new);
		assert_problem(t, checks[i].table, 0, checks[i].column, checks[i].words);
		t->files = before;
	}
}

static void refuses_the_same_row_twice(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_BLOCKS, "B2,Block 2", "B1,Block 2");
	t->files.file[ZONE_T_BLOCK_TIMES] = t->files.file[ZONE_T_GRADE_BLOCKS] = STR("");
	assert_problem(t, ZONE_T_BLOCKS, 3, "code", "has the same name");
}

static void takes_columns_in_any_order_and_leaves_out_what_is_optional(void **state)
{
	struct zone_test *t = *state;

	t->files.file[ZONE_T_GRADES] = STR("\xEF\xBB\xBFrank,Name,CODE\r\n0,Kindergarten,"
					   "K\r\n\r\n1,Grade 1,1\r\n2,Grade 2,2\r\n"
					   "3,Grade 3,3\r\n4,Grade 4,4\r\n5,Grade 5,5\r\n");
	(void)zone_test_read(t);
	assert_str(zone_write_text(t->arena, t->zone, ZONE_T_GRADES),
		   "code,name,rank\nK,Kindergarten,0\n1,Grade 1,1\n2,Grade 2,2\n3,Grade 3,3\n"
		   "4,Grade 4,4\n5,Grade 5,5\n");
}

static void says_what_is_wrong_with_a_head(void **state)
{
	struct zone_test *t = *state;

	t->files.file[ZONE_T_GRADES] = STR("code,nmae,rank,rank\nK,Kindergarten,0,0\n");
	assert_problem(t, ZONE_T_GRADES, 1, "nmae", "no such column");
	assert_problem(t, ZONE_T_GRADES, 1, "name", "missing");
	assert_problem(t, ZONE_T_GRADES, 1, "rank", "twice");
	t->files.file[ZONE_T_GRADES] = STR("code,name,rank\nK,Kindergarten\n");
	assert_problem(t, ZONE_T_GRADES, 2, "", "2 cells, the head has 3");
	t->files.file[ZONE_T_GRADES] = STR("");
	assert_problem(t, ZONE_T_GRADES, 0, "", "missing or has no rows");
}

static void names_rows_for_ever(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	int64_t tag;

	assert_true(zone_tag_find(zone, STR("assignments/PE8/WP/specialist/PE"), &tag));
	assert_int_equal(zone->assignments.at[zone_tag_index(tag)].visits_per_week_x100, 600);
	assert_str(zone_tag_text(zone, tag, t->arena), "assignments/PE8/WP/specialist/PE");
	assert_false(zone_tag_find(zone, STR("assignments/PE8/HH/specialist/PE"), &tag));
	for (int table = 0; table < ZONE_N_TABLES; table++) {
		for (size_t i = 0; i < zone_count(zone, (enum zone_table)table); i += 17) {
			struct str text = zone_tag_text(zone, zone_tag((enum zone_table)table, i),
							t->arena);

			assert_true(zone_tag_find(zone, text, &tag));
			assert_int_equal(zone_tag_index(tag), i);
		}
	}
}

static void says_rules_as_sentences(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);

	assert_str(zone_rule_sentence(t->arena, zone,
				      zone_find(zone, ZONE_T_RULES, STR("contract-planning"))),
		   "At least 200 minutes of planning a week, in blocks of 30 or more, 100 % of it "
		   "self-directed.");
	assert_str(zone_rule_sentence(t->arena, zone, zone_find(zone, ZONE_T_RULES, STR("wa-pe"))),
		   "Physical education: at least 100 minutes a week on average.");
	assert_str(zone_rule_sentence(t->arena, zone,
				      zone_find(zone, ZONE_T_RULES, STR("lab-apart-os-ql"))),
		   "Orchard Street and Quarry Lake have no labs on the same day.");
	assert_str(zone_rule_sentence(t->arena, zone,
				      zone_find(zone, ZONE_T_RULES, STR("lab-weekdays"))),
		   "Labs on Monday, Tuesday, Wednesday, Thursday only.");
	for (size_t i = 0; i < zone->rules.n; i++)
		assert_false(
			str_find_char(zone_rule_sentence(t->arena, zone, i), '{', &(size_t){0}));
}

static void the_rule_sets_that_are_shipped_are_rules_of_a_zone_and_marked_as_examples(void **state)
{
	static const char *const sets[] = {"washington", "texas", "contract"};
	struct zone_test *t = *state;

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct str path = arena_printf(t->arena, ZONE_SAMPLES "/rule-sets/%s.csv", sets[i]);
		const struct zone *zone;

		assert_true(file_read(t->arena, path.ptr, 1 << 20, &t->files.file[ZONE_T_RULES],
				      &t->err));
		zone = zone_test_read(t);
		assert_true(zone->rules.n > 0);
		for (size_t k = 0; k < zone->rules.n; k++) {
			assert_true(zone->rules.at[k].example);
			assert_true(zone->rules.at[k].source.len > 10);
			assert_true(zone->rules.at[k].source_date != ZONE_UNSET);
		}
	}
}

/* Random cells in random places never crash the reader, and what it takes it writes back. */
static void takes_no_harm_from_random_cells(void **state)
{
	static const char *const cells[] = {
		"",    "K",    "x;y",  "-1",    "9999999999", "24:01", "2026-02-30", "\"a,b\"\"\"",
		"yes", "must", "=1+1", "0.001", "HH;HH;JF",   ";;;",   "\xC3\xA9"};
	struct zone_test *t = *state;
	struct zone_files files = t->files;
	struct rng rng;

	rng_init(&rng, 7);
	for (int round = 0; round < 300; round++) {
		size_t table = rng_below(&rng, ZONE_N_TABLES), at;
		struct arena *arena = arena_create(1 << 16);
		struct zone_files edited = files;
		struct zone_problems problems = {0};
		struct str file = files.file[table];
		const struct zone *zone;
		struct err err = {0};
		struct text text;

		text_init(&text, arena);
		at = rng_below(&rng, file.len);
		while (at < file.len && file.ptr[at] != ',')
			at++;
		text_put(&text, str_slice(file, 0, at));
		text_put(&text, STR(","));
		text_put(&text, str_from(cells[rng_below(&rng, sizeof cells / sizeof *cells)]));
		text_put(&text, str_slice(file, at, file.len));
		edited.file[table] = text_str(&text);
		if (zone_read_texts(arena, &edited, &zone, &problems, &err))
			assert_true(zone_write_text(arena, zone, (enum zone_table)table).len > 0);
		else
			assert_true(problems.n_errors > 0);
		arena_destroy(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(reads_the_sample_zone_whole),
		zone_unit_test(writes_what_it_reads_to_the_byte),
		cmocka_unit_test(reads_the_odd_school_and_writes_it_to_the_byte),
		zone_unit_test(the_documented_format_is_the_one_in_force),
		cmocka_unit_test(every_column_is_described),
		zone_unit_test(says_every_fault_with_file_line_column_and_remedy),
		zone_unit_test(a_file_that_is_not_there_is_said_once_a_column),
		zone_unit_test(a_file_that_cannot_be_read_is_said_once),
		zone_unit_test(a_column_that_is_not_there_is_said_once),
		zone_unit_test(a_file_with_semicolons_or_tabs_is_said_once),
		zone_unit_test(finds_in_one_go_what_can_be_found),
		zone_unit_test(every_line_of_a_report_begins_with_its_file),
		zone_unit_test(suggests_the_nearest_code),
		zone_unit_test(checks_what_rows_say_together),
		zone_unit_test(refuses_the_same_row_twice),
		zone_unit_test(takes_columns_in_any_order_and_leaves_out_what_is_optional),
		zone_unit_test(says_what_is_wrong_with_a_head),
		zone_unit_test(names_rows_for_ever),
		zone_unit_test(says_rules_as_sentences),
		zone_unit_test(
			the_rule_sets_that_are_shipped_are_rules_of_a_zone_and_marked_as_examples),
		zone_unit_test(takes_no_harm_from_random_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
