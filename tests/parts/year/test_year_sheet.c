/* The year on paper: a page each, and no word cut off. */
#include "../school/zone_test.h"
#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/year/year_sheet.h"

struct days {
	const struct zone *zone;
	struct zone_dates dates;
};

static enum wall_day day_of(const void *self, int32_t date, struct str *ret_name)
{
	const struct days *days = self;
	const struct zone_date *at = zone_dates_find(&days->dates, date);

	*ret_name = STR("");
	if (at == NULL)
		return WALL_OUTSIDE;
	if (at->day != ZONE_NONE)
		*ret_name = days->zone->calendar.at[at->day].label;
	return at->open ? WALL_SCHOOL : WALL_OFF;
}

static struct str load_of(const void *self, int32_t monday)
{
	(void)self;
	(void)monday;
	return STR("22.3 h");
}

struct entries {
	struct wall_entry *at;
	size_t n, cap;
};

/* Two labs on every day from Monday to Thursday: the fullest year that the cap allows. */
static struct wall_calendar full_year(struct zone_test *t, struct days *days)
{
	const struct zone *zone = zone_test_read(t);
	struct entries entries = {0};
	int32_t first = zone->info.at[0].year_start, last = zone->info.at[0].year_end;

	*days = (struct days){zone, zone_dates_of(t->arena, zone, 0, ZONE_NONE, ZONE_AS_OF_END)};
	for (int32_t date = first; date <= last; date++)
		for (int i = 0; i < 2 && date_weekday(date) < FRIDAY; i++)
			*vec_push(t->arena, &entries) = (struct wall_entry){
				.date = date, .kind = KIND_LAB, .text = STR("WP 45 MA 4")};
	return (struct wall_calendar){.first = first,
				      .last = last,
				      .entry = entries.at,
				      .n = entries.n,
				      .day = day_of,
				      .self = days};
}

static void the_wall_calendar_is_one_page_and_no_word_is_cut(void **state)
{
	static const enum pdf_paper papers[] = {PDF_LETTER, PDF_TABLOID, PDF_A4};
	struct zone_test *t = *state;
	const struct year_sheet_load load = {load_of, NULL, STR("Load")};
	struct days days;
	struct wall_calendar wall = full_year(t, &days);

	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
		for (int with_load = 0; with_load < 2; with_load++) {
			const struct year_sheet_frame frame = {
				.title = STR("Alder Sound: the year"),
				.below = STR("Labs"),
				.dated = STR("Printed today"),
				.paper = papers[i]};
			struct year_sheet_facts facts;
			struct str pdf;

			if (!year_sheet_wall(t->arena, &frame, &wall, with_load ? &load : NULL,
					     &pdf, &facts, &t->err))
				fail_msg("%s", t->err.text);
			assert_int_equal(facts.pages, 1);
			if (facts.cuts != 0)
				fail_msg("%zu words cut on %s%s", facts.cuts,
					 pdf_paper_name(papers[i]), with_load ? " with load" : "");
			assert_true(str_starts_with(pdf, STR("%PDF")));
		}
}

static void the_labs_of_each_school_are_one_page(void **state)
{
	enum { TEAMS = 12, LABS = 6 };
	const struct year_sheet_row row = {{STR_INIT("Wed, Sep 30"), STR_INIT("Mathematics 4"),
					    STR_INIT("HH-2A 10:50, HH-2B 2:10"), STR_INIT("3")}};
	const struct year_sheet_frame frame = {.title = STR("Labs by team"),
					       .below = STR("Date, lab, classes, substitutes"),
					       .dated = STR("Printed today")};
	struct zone_test *t = *state;
	struct year_sheet_row rows[LABS];
	struct year_sheet_card card[TEAMS];
	struct year_sheet_group group[2];
	struct year_sheet_facts facts;
	struct str pdf;

	for (size_t i = 0; i < LABS; i++)
		rows[i] = row;
	for (size_t i = 0; i < TEAMS; i++)
		card[i] = (struct year_sheet_card){STR("Harbor Hill grade 2"), rows, LABS};
	group[0] = (struct year_sheet_group){STR("Harbor Hill: labs by team"), card, TEAMS};
	group[1] = (struct year_sheet_group){STR("Wren Park: labs by team"), card, 1};
	if (!year_sheet_cards(t->arena, &frame, group, 2, &pdf, &facts, &t->err))
		fail_msg("%s", t->err.text);
	assert_int_equal(facts.pages, 2);
	assert_int_equal(facts.cuts, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(the_wall_calendar_is_one_page_and_no_word_is_cut),
		zone_unit_test(the_labs_of_each_school_are_one_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
