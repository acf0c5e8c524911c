/* Figures of the year and of cover, what needs somebody today, the next labs. */
#include "app/home_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/cover/cover_page.h"
#include "parts/week/week_proposal.h"
#include "parts/year/year_look.h"
#include "parts/year/year_mine.h"

enum { NEXT_LABS = 5, WEEK_DAYS = 7, SOON_DAYS = 14 };

void home_count_labs(const struct home *home, uint32_t school, int64_t *ret_placed,
		     int64_t *ret_labs)
{
	*ret_placed = *ret_labs = 0;
	for (size_t i = 0; i < home->year->problem.n_labs; i++) {
		if (school != ZONE_NONE && home->year->problem.labs[i].school != school)
			continue;
		*ret_labs += 1;
		*ret_placed += home->year->plan.at[i].date != ZONE_UNSET;
	}
}

/* Labs of a school from one date to another, both inside. */
static int64_t labs_between(const struct home *home, int32_t from, int32_t to)
{
	int64_t n = 0;

	for (size_t i = 0; i < home->year->n_placed; i++) {
		size_t lab = home->year->by_date[i];
		int32_t date = home->year->plan.at[lab].date;

		n += date >= from && date <= to &&
		     (home->school == ZONE_NONE ||
		      home->year->problem.labs[lab].school == home->school);
	}
	return n;
}

static struct str count_text(const struct home *home, int64_t n)
{
	return home_say2(home, STR("{1}").ptr, html_arg_number(n), html_arg_i64(0));
}

static struct str labs_url(const struct home *home)
{
	if (home->school == ZONE_NONE)
		return STR("/year/labs");
	return arena_printf(home->arena, "/year/labs?school=%.*s",
			    STR_ARG(home->zone->schools.at[home->school].code));
}

/* ---- Cover ---- */

static bool count_cover(const struct home *home, struct cover_tally *ret, struct err *err)
{
	return cover_tally_on(&home->app->cover, home->request, home->year, home->school,
			      home->today, ret, err);
}

bool home_cover_tile(const struct home *home, struct home_tiles *tiles, struct err *err)
{
	struct cover_tally tally;

	if (!count_cover(home, &tally, err))
		return false;
	home_put(tiles,
		 (struct stat_tile){
			 .label = home_say(home, WORD("Classes covered today")),
			 .value = tally.needs == 0
					  ? home_say(home, WORD("Nobody is away"))
					  : home_say2(home, WORD("{1} of {2}"),
						      html_arg_u64(tally.needs - tally.open),
						      html_arg_u64(tally.needs)),
			 .url = home->school == ZONE_NONE ? STR("/cover")
							  : home_url(home, home->school, "/cover"),
			 .badge = tally.needs == 0 ? (struct badge){0}
						   : home_kept(home, tally.open == 0)});
	return true;
}

/* ---- The year ---- */

void home_year_tiles(const struct home *home, struct home_tiles *tiles)
{
	int32_t monday = home->today - ((int32_t)date_weekday(home->today) - MONDAY);
	int64_t placed, labs;

	home_count_labs(home, home->school, &placed, &labs);
	home_put(tiles,
		 (struct stat_tile){.label = home_say(home, WORD("Learning labs with a date")),
				    .value = home_say2(home, WORD("{1} of {2}"),
						       html_arg_i64(placed), html_arg_i64(labs)),
				    .detail = home_say2(home, WORD("{1} have taken place"),
							html_arg_i64(labs_between(home, INT32_MIN,
										  home->today - 1)),
							html_arg_i64(0)),
				    .url = labs_url(home),
				    .badge = home_kept(home, placed == labs)});
	home_put(tiles,
		 (struct stat_tile){
			 .label = home_say(home, WORD("Labs this week")),
			 .value = count_text(home,
					     labs_between(home, monday, monday + WEEK_DAYS - 1)),
			 .detail = home_say2(home, WORD("{1} in the two weeks to come"),
					     html_arg_i64(labs_between(home, home->today + 1,
								       home->today + SOON_DAYS)),
					     html_arg_i64(0)),
			 .url = STR("/year")});
}

static int32_t most_on_a_day(const struct year_board *board)
{
	int32_t most = 0;

	for (size_t i = 0; i < board->n_placed; i++) {
		int32_t n = year_board_substitutes(board, board->plan.at[board->by_date[i]].date);

		most = n > most ? n : most;
	}
	return most;
}

void home_pool_tiles(const struct home *home, struct home_tiles *tiles)
{
	int64_t permanent = 0, placed, labs, days = 0;
	int32_t cap = year_board_cap(home->year, home->today);

	for (size_t i = 0; i < home->year->zone->substitutes.n; i++)
		permanent += home->year->zone->substitutes.at[i].kind == ZONE_PERMANENT;
	for (size_t i = 0; i < home->year->problem.n_labs; i++)
		days += (int64_t)home->year->problem.labs[i].substitutes *
			home->year->problem.labs[i].days;
	home_count_labs(home, home->school, &placed, &labs);
	if (home->school == ZONE_NONE)
		home_put(tiles,
			 (struct stat_tile){
				 .label = home_say(home, WORD("Learning labs with a date")),
				 .value = home_say2(home, WORD("{1} of {2}"), html_arg_i64(placed),
						    html_arg_i64(labs)),
				 .url = STR("/year/labs"),
				 .badge = home_kept(home, placed == labs)});
	home_put(tiles,
		 (struct stat_tile){
			 .label = home_say(home, WORD("Substitutes on the fullest day")),
			 .value = cap == ZONE_UNSET
					  ? count_text(home, most_on_a_day(home->year))
					  : home_say2(home, WORD("{1} of {2}"),
						      html_arg_i64(most_on_a_day(home->year)),
						      html_arg_i64(cap)),
			 .detail = home_say2(home, WORD("{1} days of substitutes for labs"),
					     html_arg_number(days), html_arg_i64(0)),
			 .url = STR("/year")});
	home_put(tiles, (struct stat_tile){
				.label = home_say(home, WORD("Substitutes in the pool")),
				.value = count_text(home, (int64_t)home->year->zone->substitutes.n),
				.detail = home_say2(home, WORD("{1} of them come each day"),
						    html_arg_i64(permanent), html_arg_i64(0)),
				.url = STR("/zone/files/substitutes")});
}

/* ---- What needs somebody today ---- */

struct needs {
	struct task *at;
	size_t n, cap;
};

static void need(const struct home *home, struct needs *needs, struct str text, struct str url)
{
	*vec_push(home->arena,
		  needs) = (struct task){.text = text, .url = url, .state = TASK_TO_DO};
}

static int64_t broken(const struct home *home)
{
	int64_t n = 0;

	for (size_t i = 0; i < home->year->faults.n; i++) {
		const struct year_fault *fault = &home->year->faults.at[i];

		n += fault->must && (fault->lab == SIZE_MAX ||
				     home->year->problem.labs[fault->lab].school == home->school);
	}
	return n;
}

bool home_needs(const struct home *home, struct app_home *page, struct err *err)
{
	const struct access_user *access = &home->user->access;
	struct needs needs = {0};
	struct cover_tally cover = {0};
	int64_t placed, labs, suggested;

	if (access_may(access, ACCESS_COVER_EDIT) && !count_cover(home, &cover, err))
		return false;
	if (cover.open > 0)
		need(home, &needs,
		     home_say2(home,
			       WORD("One class has nobody today|{1} classes have nobody today"),
			       html_arg_u64(cover.open), html_arg_u64(0)),
		     home_url(home, home->school, "/cover"));
	if (!week_proposal_count(home->app->db, home->arena, home->app->zone_id, home->school_id,
				 &suggested, err))
		return false;
	if (suggested > 0)
		need(home, &needs,
		     home_say2(home,
			       WORD("One suggestion waits for a decision|{1} suggestions wait for "
				    "a decision"),
			       html_arg_i64(suggested), html_arg_u64(0)),
		     home_url(home, home->school, "/week/proposals"));
	if (home->board->plan.bookings.n == 0)
		need(home, &needs, home_say(home, WORD("There is no plan of the week yet")),
		     STR("/week/plans"));
	home_count_labs(home, home->school, &placed, &labs);
	if (placed < labs)
		need(home, &needs,
		     home_say2(home, WORD("One lab has no date yet|{1} labs have no date yet"),
			       html_arg_i64(labs - placed), html_arg_u64(0)),
		     STR("/year/plan"));
	if (placed > 0 && broken(home) > 0)
		need(home, &needs,
		     home_say2(home,
			       WORD("One rule of the year is broken|{1} rules of the year are "
				    "broken"),
			       html_arg_i64(broken(home)), html_arg_u64(0)),
		     STR("/year/plan"));
	page->has_needs = true;
	page->needs = (struct task_list){.task = needs.at, .n = needs.n};
	return true;
}

/* ---- The next labs ---- */

void home_next_labs(const struct home *home, struct app_home *page)
{
	const struct year_board *board = home->year;
	struct week_coming *next = arena_array(home->arena, struct week_coming, NEXT_LABS);

	page->labs_title = home_say(home, WORD("My next labs"));
	page->lab = next;
	for (size_t i = 0; i < board->n_placed && page->n_labs < NEXT_LABS; i++) {
		size_t lab = board->by_date[i];

		if (board->plan.at[lab].date < home->today || home->person == ZONE_NONE ||
		    !year_is_in(&board->problem, lab, home->person))
			continue;
		next[page->n_labs++] = (struct week_coming){
			.name = home_say2(home, STR("{1}").ptr,
					  html_arg_date(board->plan.at[lab].date), html_arg_i64(0)),
			.text = year_lab_name(home->arena, &board->problem, lab),
			.url = year_board_lab_url(home->arena, board, lab)};
	}
	if (home->person != ZONE_NONE && year_is_coach(board->zone, home->person))
		page->load_link = (struct page_link){
			.text = home_say(home, WORD("My year, with the load of each week")),
			.url = arena_printf(
				home->arena, "/year/coaches/%.*s",
				STR_ARG(http_encode(home->arena,
						    board->zone->people.at[home->person].code)))};
}
