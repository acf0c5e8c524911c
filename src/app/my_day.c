#include "app/my_day.h"

#include "base/date.h"
#include "base/vec.h"
#include "kit/html/say.h"
#include "parts/cover/cover_store.h"
#include "parts/year/year_mine.h"

static struct str say(const struct http_request *request, const char *english,
		      const struct html_arg *arg, size_t n)
{
	return say_text(request->arena, auth_user(request)->lang, str_from(english), arg, n);
}

/* Where they stand in on a date. */
static bool add_cover(const struct app *app, struct http_request *request, struct str person,
		      int32_t date, struct week_extra *ret, struct err *err)
{
	/* Of all schools, for only their own rows are shown. */
	const struct access_places all = {app->zone_id, STR("*")};
	struct cover_given *given;
	size_t n;

	if (!cover_store_day(app->db, request->arena, &all, date, &given, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (given[i].source == COVER_STAFF && str_eq(given[i].who, person))
			*vec_push(request->arena, ret) = (struct view_block){
				.begin = given[i].start,
				.minutes = given[i].end - given[i].start,
				.kind = KIND_OTHER,
				.name = say(request, WORD("You stand in"), NULL, 0),
				.detail = arena_str(request->arena, given[i].section),
				.url = STR("/my/absence"),
				.marks = BLOCK_COVERED | BLOCK_CHANGED};
	return true;
}

static bool day(void *self, struct http_request *request, struct str person, int32_t date,
		struct week_extra *ret, struct err *err)
{
	const struct app *app = self;
	const struct year_board *board;
	struct year_mine mine;
	uint32_t row;

	if (!year_boards_take(app->year.boards, app->db, &board, err))
		return false;
	row = zone_find(board->zone, ZONE_T_PEOPLE, person);
	if (row != ZONE_NONE) {
		mine = year_mine_on(request->arena, board, auth_user(request)->lang, row, date);
		for (size_t i = 0; i < mine.n; i++) {
			mine.at[i].marks |= BLOCK_CHANGED;
			*vec_push(request->arena, ret) = mine.at[i];
		}
		mine = year_bookings_mine(request->arena, board, auth_user(request)->lang, row,
					  date);
		for (size_t i = 0; i < mine.n; i++)
			*vec_push(request->arena, ret) = mine.at[i];
	}
	year_boards_release(app->year.boards, board);
	return add_cover(app, request, person, date, ret, err);
}

static bool next(void *self, struct http_request *request, struct str person, int32_t date,
		 struct week_comings *ret, struct err *err)
{
	const struct app *app = self;
	const struct year_board *board;
	struct year_next lab = {.lab = SIZE_MAX};
	uint32_t row;

	if (!year_boards_take(app->year.boards, app->db, &board, err))
		return false;
	row = zone_find(board->zone, ZONE_T_PEOPLE, person);
	if (row != ZONE_NONE)
		lab = year_next_of(board, row, date);
	if (lab.lab != SIZE_MAX) {
		struct html_arg words[4] = {
			html_arg_str(year_lab_name(request->arena, &board->problem, lab.lab)),
			html_arg_longdate(lab.date), html_arg_clock(lab.start),
			html_arg_str(lab.room == ZONE_NONE
					     ? STR("")
					     : arena_str(request->arena,
							 board->zone->rooms.at[lab.room].name))};

		*vec_push(request->arena, ret) = (struct week_coming){
			.name = say(request, WORD("Next lab"), NULL, 0),
			.text = say(request, WORD("{1}: {2}, {3}. {4}"), words, 4),
			.url = year_board_lab_url(request->arena, board, lab.lab)};
	}
	year_boards_release(app->year.boards, board);
	return true;
}

struct week_adder app_my_day(struct app *app)
{
	return (struct week_adder){day, next, app};
}
