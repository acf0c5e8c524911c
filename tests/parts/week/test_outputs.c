/* What leaves the house: the week on paper, each sheet of which fits its page on every paper, and
 * in the formats of other programs. */
#include "base/text.h"
#include "kit/formats/xhstt/xhstt.h"
#include "parts/school/zone_folder.h"
#include "parts/week/week_export.h"
#include "parts/week/week_file.h"
#include "parts/week/week_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	const struct zone *zone;
	struct week_plan plan;
	uint32_t school;
};

static const struct week_whose all = {ZONE_NONE, ZONE_NONE, ZONE_NONE, ZONE_NONE};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct week_options options = {.clock = &clock_system, .seconds = 300};
	struct week_report report;
	struct err err = {0};

	f->arena = arena_create(1U << 20);
	if (!zone_read_folder(f->arena, ZONE_SAMPLES "/alder-sound", &f->zone, NULL, &err))
		fail_msg("%s", err.text);
	f->school = zone_find(f->zone, ZONE_T_SCHOOLS, STR("HH"));
	options.schools = (struct zone_list){&f->school, 1};
	if (!week_solve(f->arena, f->zone, &options, &f->plan, &report, &err))
		fail_msg("%s", err.text);
	assert_true(f->plan.bookings.n > 500);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_destroy(f->arena);
	free(f);
	return 0;
}

static bool holds(struct str bytes, struct str part)
{
	return memmem(bytes.ptr, bytes.len, part.ptr, part.len) != NULL;
}

static struct week_sheet_facts write_sheet(struct fixture *f, struct week_sheet sheet,
					   struct str *ret)
{
	struct week_sheet_facts facts = {0};
	struct err err = {0};

	sheet.school = f->school;
	sheet.dated = STR("Printed on Monday, September 7, 2026 \xC2\xB7 version 1");
	if (!week_sheet_write(f->arena, &f->plan, &sheet, ret, &facts, &err))
		fail_msg("%s: %s", week_sheet_name(sheet.kind), err.text);
	return facts;
}

static void every_sheet_of_a_school_fits_its_page_and_no_text_is_cut(void **state)
{
	/* Two shapes of days in the rotation; all have a page of their own. */
	static const size_t least[WEEK_N_SHEETS] = {
		[WEEK_SHEET_POSTER] = 2,  [WEEK_SHEET_LUNCH] = 1,  [WEEK_SHEET_TEAM] = 6,
		[WEEK_SHEET_PERSON] = 24, [WEEK_SHEET_CLASS] = 18, [WEEK_SHEET_ROOM] = 20};
	struct fixture *f = *state;

	for (int kind = 0; kind < WEEK_N_SHEETS; kind++) {
		struct week_sheet sheet = {
			.kind = (enum week_sheet_kind)kind, .shape = ZONE_NONE, .whose = all};
		struct str bytes;
		struct week_sheet_facts facts = write_sheet(f, sheet, &bytes);

		assert_true(facts.pages >= least[kind]);
		assert_true(kind != WEEK_SHEET_POSTER || facts.pages == 2);
		assert_int_equal(facts.cuts, 0);
		assert_true(str_starts_with(bytes, STR("%PDF-")));
		assert_true(holds(bytes, arena_printf(f->arena, "/Count %zu", facts.pages)));
	}
}

static void one_sheet_is_one_page_on_every_paper(void **state)
{
	static const char *const media[PDF_N_PAPERS] = {"0 0 792 612", "0 0 1008 612",
							"0 0 1224 792", "0 0 841", "0 0 1190"};
	struct fixture *f = *state;
	const struct {
		enum week_sheet_kind kind;
		struct str key;
	} row[] = {{WEEK_SHEET_PERSON, STR("people/HH-T10")},
		   {WEEK_SHEET_PERSON, STR("people/PE1")},
		   {WEEK_SHEET_TEAM, STR("teams/HH-3")},
		   {WEEK_SHEET_ROOM, STR("rooms/HH-GYM")},
		   {WEEK_SHEET_LUNCH, STR("")}};

	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		for (int paper = 0; paper < PDF_N_PAPERS; paper++) {
			struct week_sheet sheet = {.kind = row[i].kind,
						   .shape = ZONE_NONE,
						   .whose = all,
						   .paper = (enum pdf_paper)paper};
			struct week_sheet_facts facts;
			struct str bytes, again;

			assert_true(row[i].key.len == 0 ||
				    week_whose_find(f->zone, row[i].key, &sheet.whose));
			facts = write_sheet(f, sheet, &bytes);
			assert_int_equal(facts.pages, 1);
			assert_int_equal(facts.cuts, 0);
			assert_true(holds(bytes, STR("/Count 1")));
			assert_true(holds(bytes, str_from(media[paper])));
			(void)write_sheet(f, sheet, &again);
			assert_true(str_eq(bytes, again));
		}
}

static void a_text_that_does_not_fit_is_cut_and_counted(void **state)
{
	struct fixture *f = *state;
	struct pdf *pdf = pdf_begin(f->arena, STR("x"), pdf_paper_size(PDF_LETTER, true));
	struct pdf_box narrow = {10, 10, 20, 8}, wide = {10, 40, 200, 20};
	struct pdf_line line = {.text = STR("Incomprehensibilities")};
	struct pdf_style style = {.size = 8};
	struct err err = {0};

	pdf_put_lines(pdf, &wide, &style, &line, 1);
	pdf_put_text(pdf, &wide, &style, line.text);
	assert_int_equal(pdf_cuts(pdf), 0);
	pdf_put_lines(pdf, &narrow, &style, &line, 1);
	assert_int_equal(pdf_cuts(pdf), 1);
	pdf_put_text(pdf, &narrow, &style, line.text);
	assert_int_equal(pdf_cuts(pdf), 2);
	assert_true(pdf_end(pdf, NULL, &err));
}

static void an_empty_sheet_is_said_not_printed(void **state)
{
	struct fixture *f = *state;
	struct week_sheet sheet = {
		.kind = WEEK_SHEET_PERSON, .shape = ZONE_NONE, .whose = all, .school = f->school};
	struct week_sheet_facts facts;
	struct err err = {0};
	struct str bytes;

	/* Somebody of a school that was not planned. */
	assert_true(week_whose_find(f->zone, STR("people/QL-T01"), &sheet.whose));
	assert_false(week_sheet_write(f->arena, &f->plan, &sheet, &bytes, &facts, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void other_solvers_read_the_specials_and_our_solution_costs_them_the_same(void **state)
{
	struct fixture *f = *state;
	struct week_xhstt asked = {&clock_system, 300, f->school, STR("2026-09-07")};
	struct week_xhstt_facts facts;
	struct xhstt_archive *archive = NULL;
	struct weft_solution *solution;
	struct weft_cost cost;
	struct err err = {0};
	struct str text;

	if (!week_write_xhstt(f->arena, f->zone, &asked, &text, &facts, &err) ||
	    !xhstt_read_text(f->arena, text, NULL, &archive, &err))
		fail_msg("%s", err.text);
	assert_true(facts.solved);
	assert_int_equal(facts.instances, 1);
	assert_int_equal(archive->instances.n, 1);
	assert_int_equal(archive->groups.n, 1);
	/* 18 classes with 10 visits of 8 ticks. */
	assert_true(archive->instances.at[0]->n_events > 0);
	assert_true(holds(archive->instances.at[0]->metadata.remarks, STR("Left out: ")));
	solution = weft_solution_create(archive->instances.at[0]);
	if (!xhstt_solution_load(&archive->groups.at[0].solutions.at[0], solution, &err))
		fail_msg("%s", err.text);
	cost = weft_solution_cost(solution);
	assert_int_equal(cost.hard, facts.hard);
	assert_int_equal(cost.soft, facts.soft);
	assert_int_equal(cost.hard, 0);
	/* The evaluator sees a fault where one is made. */
	weft_solution_set_time(solution, 0, WEFT_NONE);
	assert_true(weft_solution_cost(solution).hard > 0);
	weft_solution_destroy(solution);
	xhstt_archive_destroy(archive);
}

static void a_school_is_exported_as_csv_and_json(void **state)
{
	struct fixture *f = *state;
	struct str csv = week_write_school_csv(f->arena, &f->plan, f->school);
	struct week_plan again;
	struct json_writer json;
	struct err err = {0};
	struct text text;

	if (!week_read_csv(f->arena, f->zone, csv, &again, &err))
		fail_msg("%s", err.text);
	assert_int_equal(again.bookings.n, f->plan.bookings.n);
	text_init(&text, f->arena);
	json_writer_init(&json, &text);
	week_plan_json(&json, &f->plan, f->school);
	assert_true(holds(text_str(&text), STR("\"school\":\"HH\"")));
	assert_true(holds(text_str(&text), STR("\"start_minute\":")));
	assert_true(str_ends_with(text_str(&text), STR("}]}")));
}

static void a_spreadsheet_has_the_grid_the_bookings_and_the_teams(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	struct str book;

	if (!week_write_xlsx(f->arena, &f->plan, f->school, &book, &err))
		fail_msg("%s", err.text);
	assert_true(str_starts_with(book, STR("PK\x03\x04")));
	assert_true(holds(book, STR("xl/worksheets/sheet3.xml")));
	assert_false(holds(book, STR("xl/worksheets/sheet4.xml")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sheet_of_a_school_fits_its_page_and_no_text_is_cut),
		cmocka_unit_test(one_sheet_is_one_page_on_every_paper),
		cmocka_unit_test(a_text_that_does_not_fit_is_cut_and_counted),
		cmocka_unit_test(an_empty_sheet_is_said_not_printed),
		cmocka_unit_test(
			other_solvers_read_the_specials_and_our_solution_costs_them_the_same),
		cmocka_unit_test(a_school_is_exported_as_csv_and_json),
		cmocka_unit_test(a_spreadsheet_has_the_grid_the_bookings_and_the_teams),
	};

	return cmocka_run_group_tests_name("week outputs", tests, setup, teardown);
}
