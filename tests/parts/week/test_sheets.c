/* The week on paper: every sheet of a school fits its page, on every paper. */
#include "parts/school/zone_folder.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sheet_of_a_school_fits_its_page_and_no_text_is_cut),
		cmocka_unit_test(one_sheet_is_one_page_on_every_paper),
		cmocka_unit_test(a_text_that_does_not_fit_is_cut_and_counted),
		cmocka_unit_test(an_empty_sheet_is_said_not_printed),
	};

	return cmocka_run_group_tests_name("week sheets", tests, setup, teardown);
}
