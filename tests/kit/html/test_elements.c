/* Page frame, forms, tables, weeks, charts and notes: what must be in them. */
#include "html_test.h"
#include "kit/html/assets.h"
#include "kit/html/chart.html.h"
#include "kit/html/chart_internal.h"
#include "kit/html/elements.html.h"
#include "kit/html/form.html.h"
#include "kit/html/markdown.h"
#include "kit/html/page.html.h"
#include "kit/html/table.html.h"
#include "kit/html/week_view.html.h"
#include "kit/html/week_view_internal.h"

#include "base/date.h"

static void frames_a_page_with_what_a_reader_needs_first(void **state)
{
	static const struct page_link nav[] = {{STR_INIT("Week"), STR_INIT("/week"), true, 2}};
	const struct page page = {.title = STR("Rooms & halls"),
				  .place = STR("Cedar"),
				  .has_errors = true,
				  .theme = PAGE_THEME_DARK,
				  .nav = {nav, 1},
				  .user = STR("Ada"),
				  .sign_out_url = STR("/sign-out"),
				  .csrf = STR("tok\"en")};
	struct html out;

	html_init(&out, *state, NULL);
	page_begin(&out, &page);
	page_end(&out, &page);
	assert_drawn(&out, "<!doctype html>\n<html lang=\"en\" data-theme=\"dark\">");
	assert_drawn(&out, "<title>Error: Rooms &amp; halls – Cedar – Weft</title>");
	assert_drawn(&out, "href=\"#main\">Skip to the content</a>");
	assert_drawn(&out, "<a href=\"/week\" aria-current=\"page\">Week <span class=\"count\">2<");
	assert_drawn(&out, "value=\"tok&quot;en\"");
	assert_int_equal(count_of(drawn(&out), "<h1>"), 1);
	/* Nothing is drawn before the end is there. */
	assert_drawn(&out, "<link rel=\"expect\" href=\"#page-end\" blocking=\"render\">");
	assert_drawn(&out, "<div id=\"page-end\" hidden></div>\n</body>");
	assert_not_drawn(&out, " style=");
	assert_not_drawn(&out, "Sign in");
}

static void a_bare_page_has_no_header(void **state)
{
	const struct page page = {.title = STR("Sign in"), .bare = true};
	struct html out;

	html_init(&out, *state, NULL);
	page_begin(&out, &page);
	page_end(&out, &page);
	assert_not_drawn(&out, "<header");
	assert_not_drawn(&out, "data-theme");
	assert_drawn(&out, "<main id=\"main\"");
}

static void a_field_names_its_hint_and_error_and_keeps_what_was_typed(void **state)
{
	const struct form_field field = {.id = STR("code"),
					 .label = STR("Code"),
					 .hint = STR("Short"),
					 .error = STR("Enter 2 letters"),
					 .value = STR("<x>"),
					 .required = true};
	const struct form_field password = {
		.type = FIELD_PASSWORD, .id = STR("p"), .label = STR("P"), .value = STR("secret")};
	struct html out;

	html_init(&out, *state, NULL);
	form_text(&out, &field);
	assert_drawn(&out, "<label for=\"code\">Code</label>");
	assert_drawn(&out, "aria-describedby=\"code-hint code-error\" aria-invalid=\"true\"");
	assert_drawn(&out, "id=\"code-error\"");
	assert_drawn(&out, "value=\"&lt;x&gt;\"");
	assert_drawn(&out, " required>");
	html_init(&out, *state, NULL);
	form_text(&out, &password);
	assert_not_drawn(&out, "secret");
	assert_not_drawn(&out, "aria-describedby");
}

static void a_summary_links_to_each_field(void **state)
{
	static const struct form_error errors[] = {
		{STR_INIT("code"), STR_INIT("Enter 2 letters")},
		{STR_INIT(""), STR_INIT("The room is taken")},
	};
	struct form form = {.error = errors, .n_errors = 2};
	struct html out;

	html_init(&out, *state, NULL);
	error_summary(&out, &form);
	assert_drawn(&out, "There are 2 problems");
	assert_drawn(&out, "<a href=\"#code\">Enter 2 letters</a>");
	assert_drawn(&out, "<li>The room is taken</li>");
	form.n_errors = 0;
	html_init(&out, *state, NULL);
	error_summary(&out, &form);
	assert_string_equal(drawn(&out), "");
}

static void a_select_groups_its_options(void **state)
{
	static const struct form_option options[] = {
		{.value = STR_INIT("0"), .text = STR_INIT("None")},
		{.value = STR_INIT("1"), .text = STR_INIT("A"), .group = STR_INIT("East")},
		{.value = STR_INIT("2"),
		 .text = STR_INIT("B"),
		 .group = STR_INIT("East"),
		 .chosen = true},
		{.value = STR_INIT("3"), .text = STR_INIT("C"), .group = STR_INIT("West")},
	};
	const struct form_choice choice = {
		.id = STR("room"), .label = STR("Room"), .option = options, .n = 4};
	struct html out;

	html_init(&out, *state, NULL);
	form_select(&out, &choice);
	assert_int_equal(count_of(drawn(&out), "<optgroup"), 2);
	assert_int_equal(count_of(drawn(&out), "<option"), 4);
	assert_drawn(&out, "<option value=\"2\" selected>B</option>");
}

static void a_table_has_headers_and_shows_the_next_step_when_empty(void **state)
{
	static const struct table_column columns[] = {
		{STR_INIT("Room"), ALIGN_TEXT, STR_INIT("/r?s=1"), SORT_UP, true},
		{STR_INIT("Seats"), ALIGN_NUMBER, STR_INIT(""), SORT_NONE, false},
	};
	static const struct table_cell cells[] = {{.text = STR_INIT("A-1")},
						  {.text = STR_INIT("24")}};
	const struct empty_state empty = {.title = STR("No rooms"),
					  .text = STR("Add one."),
					  .step = {STR("Add a room"), STR("/rooms/new"), false, 0}};
	struct table t = {.caption = STR("Rooms"),
			  .column = columns,
			  .n_columns = 2,
			  .cell = cells,
			  .n_rows = 1,
			  .empty = &empty};
	struct html out;

	html_init(&out, *state, NULL);
	table(&out, &t);
	assert_drawn(&out, "aria-sort=\"ascending\"");
	assert_drawn(&out, "<th scope=\"row\" class=\"words\">A-1</th>");
	assert_drawn(&out, "<td class=\"number\" data-label=\"Seats\">24</td>");
	t.n_rows = 0;
	html_init(&out, *state, NULL);
	table(&out, &t);
	assert_drawn(&out, "href=\"/rooms/new\">Add a room</a>");
	assert_not_drawn(&out, "<table");
}

static void blocks_that_overlap_share_the_width(void **state)
{
	static const struct view_block blocks[] = {
		{.begin = 480, .minutes = 60},
		{.begin = 500, .minutes = 20},
		{.begin = 520, .minutes = 40},
		{.begin = 560, .minutes = 30},
	};
	const struct view_column column = {.block = blocks, .n = 4};
	const struct lane *lanes = week_view_lanes(*state, &column);

	assert_int_equal(lanes[0].lane, 1);
	assert_int_equal(lanes[1].lane, 2);
	assert_int_equal(lanes[2].lane, 2);
	assert_int_equal(lanes[2].lanes, 2);
	assert_int_equal(lanes[3].lanes, 1);
}

static void blocks_stay_inside_the_view(void **state)
{
	const struct week_view view = {.begin = 480, .end = 540};
	static const struct {
		int begin, minutes, row, rows;
	} cases[] = {
		{480, 5, 1, 1},   {485, 45, 2, 9},  {470, 20, 1, 2},
		{530, 60, 11, 2}, {600, 30, 13, 1}, {0, 0, 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct view_block block = {.begin = cases[i].begin,
						 .minutes = cases[i].minutes};

		assert_int_equal(week_view_row(&view, &block), cases[i].row);
		assert_int_equal(week_view_rows(&view, &block), cases[i].rows);
	}
}

static void a_day_says_what_is_now_and_next(void **state)
{
	static const struct view_block blocks[] = {
		{.begin = 480, .minutes = 30, .name = STR_INIT("A")},
		{.begin = 510, .minutes = 30, .name = STR_INIT("B"), .marks = BLOCK_COVERED},
		{.begin = 560, .minutes = 30, .name = STR_INIT("C")},
		{.begin = 600, .minutes = 30, .name = STR_INIT("D")},
	};
	const struct day_view day = {STR("Today"), blocks, 4, 520};
	struct html out;

	assert_int_equal(day_view_time(&day, 0), BLOCK_PAST);
	assert_int_equal(day_view_time(&day, 1), BLOCK_NOW);
	assert_int_equal(day_view_time(&day, 2), BLOCK_NEXT);
	assert_int_equal(day_view_time(&day, 3), BLOCK_LATER);
	html_init(&out, *state, NULL);
	day_view(&out, &day);
	assert_int_equal(count_of(drawn(&out), ">Now<"), 1);
	assert_int_equal(count_of(drawn(&out), ">Next<"), 1);
	assert_drawn(&out, ">Cover</strong>");
}

static void a_wall_calendar_draws_whole_months_of_school_weeks(void **state)
{
	int32_t first, last;
	struct html out;
	struct wall_calendar wall = {.caption = STR("Labs")};

	assert_true(date_from_civil(2026, 8, 31, &first));
	assert_true(date_from_civil(2027, 6, 11, &last));
	wall.first = first;
	wall.last = last;
	assert_int_equal(wall_months(&wall), 11);
	html_init(&out, *state, NULL);
	wall_calendar(&out, &wall);
	assert_int_equal(count_of(drawn(&out), "<caption>"), 11);
	assert_drawn(&out, "<caption>August 2026</caption>");
	/* August 2026 begins on a Saturday: its first school day is Monday the 3rd. */
	assert_int_equal(wall_monday(wall_month_first(&wall, 0), 0),
			 wall_month_first(&wall, 0) + 2);
}

/* 30 November 2026 is a Monday: it is also the first place of December, which is empty. */
static void today_is_marked_once_where_months_share_a_week(void **state)
{
	struct wall_calendar wall = {.caption = STR("Labs")};
	struct html out;

	assert_true(date_from_civil(2026, 8, 31, &wall.first));
	assert_true(date_from_civil(2027, 6, 11, &wall.last));
	assert_true(date_from_civil(2026, 11, 30, &wall.today));
	html_init(&out, *state, NULL);
	wall_calendar(&out, &wall);
	assert_int_equal(count_of(drawn(&out), "is-today"), 1);
	assert_int_equal(count_of(drawn(&out), "(today)"), 1);
}

static void charts_carry_their_numbers_and_hide_small_groups(void **state)
{
	static const struct chart_point points[] = {
		{.label = STR_INIT("A"), .value = 30},
		{.label = STR_INIT("B"), .value = 90},
		{.label = STR_INIT("C"), .value = 77, .suppressed = true},
		{.label = STR_INIT("D"), .missing = true},
		{.label = STR_INIT("E"), .value = 60},
	};
	const struct bar_chart bars = {
		.title = STR("Bars"), .unit = CHART_MINUTES, .point = points, .n = 5};
	const struct line_chart line = {.title = STR("Line"),
					.unit = CHART_MINUTES,
					.point = points,
					.n = 5,
					.median = true};
	struct html out;
	int64_t median;

	assert_true(chart_median(*state, points, 5, &median));
	assert_int_equal(median, 60);
	assert_false(chart_median(*state, points, 0, &median));
	html_init(&out, *state, NULL);
	bar_chart(&out, &bars);
	line_chart(&out, &line);
	assert_not_drawn(&out, "77");
	assert_drawn(&out, "1 h 30 min");
	assert_int_equal(count_of(drawn(&out), "hidden (small group)"), 2);
	assert_drawn(&out, "Median");
	assert_true(str_eq(line_chart_path(*state, &line, &(struct line_scale){.high = 90}),
			   STR("M0 134L250 0M1000 67")));
}

static void notes_are_safe_and_stand_below_the_page(void **state)
{
	static const struct {
		const char *markdown, *want;
	} cases[] = {
		{"# A\n\n**b**", "<h3>A</h3>\n<p><strong>b</strong></p>\n"},
		{"<script>x</script>", "<!-- raw HTML omitted -->\n"},
		{"[a](javascript:x)", "<p><a href=\"\">a</a></p>\n"},
		{"![a *b*](https://e.org/x.png)", "<p>a <em>b</em></p>\n"},
		{"", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct html out;

		html_init(&out, *state, NULL);
		html_put(&out, markdown_html(*state, str_from(cases[i].markdown)));
		assert_string_equal(drawn(&out), cases[i].want);
	}
}

static void assets_have_hashed_names_in_order(void **state)
{
	(void)state;
	assert_true(assets.n >= 6);
	for (size_t i = 0; i < assets.n; i++) {
		const struct http_asset *a = &assets.at[i];

		assert_true(a->bytes.len > 0 && a->gzip.len < a->bytes.len);
		assert_true(i == 0 || strcmp(assets.at[i - 1].path.ptr, a->path.ptr) < 0);
		assert_true(a->gzip.len == 0 || memcmp(a->gzip.ptr, "\x1f\x8b", 2) == 0);
	}
	assert_non_null(strstr(ASSET_WEFT_CSS, "/assets/weft."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		html_unit_test(frames_a_page_with_what_a_reader_needs_first),
		html_unit_test(a_bare_page_has_no_header),
		html_unit_test(a_field_names_its_hint_and_error_and_keeps_what_was_typed),
		html_unit_test(a_summary_links_to_each_field),
		html_unit_test(a_select_groups_its_options),
		html_unit_test(a_table_has_headers_and_shows_the_next_step_when_empty),
		html_unit_test(blocks_that_overlap_share_the_width),
		html_unit_test(blocks_stay_inside_the_view),
		html_unit_test(a_day_says_what_is_now_and_next),
		html_unit_test(a_wall_calendar_draws_whole_months_of_school_weeks),
		html_unit_test(today_is_marked_once_where_months_share_a_week),
		html_unit_test(charts_carry_their_numbers_and_hide_small_groups),
		html_unit_test(notes_are_safe_and_stand_below_the_page),
		html_unit_test(assets_have_hashed_names_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
