/* Views to scale: a day of a school, the days of a class or person; one's own week and day. */
#include "parts/week/week_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_page.html.h"

#include <stdlib.h>

/* A day to be drawn: of the rotation, or a date. */
struct day_asked {
	uint32_t shape, rotation;
	int32_t rotation_day;
	enum weekday weekday;
	int32_t turn; /* which day of its shape in the year, from 1; 0: any */
};

static bool in_numbers(struct zone_numbers numbers, int32_t number)
{
	for (size_t i = 0; i < numbers.n; i++)
		if (numbers.at[i] == number)
			return true;
	return numbers.n == 0;
}

static bool is_on(const struct week_booking *b, const struct day_asked *day)
{
	if (b->shape != day->shape)
		return false;
	if (b->rotation != ZONE_NONE &&
	    (b->rotation != day->rotation || !in_numbers(b->days, day->rotation_day)))
		return false;
	if (b->weekdays != 0 && (b->weekdays & (1U << day->weekday)) == 0)
		return false;
	if (b->cycle <= 0 || day->turn <= 0)
		return true;
	return in_numbers(b->turns, (day->turn - 1) % b->cycle + 1);
}

static bool has_person(const struct week_booking *b, uint32_t person)
{
	for (size_t i = 0; i < b->people.n; i++)
		if (b->people.at[i] == person)
			return true;
	return false;
}

static int compare_blocks(const void *left, const void *right)
{
	const struct view_block *a = left, *b = right;

	return a->begin != b->begin ? a->begin - b->begin : b->minutes - a->minutes;
}

/* The blocks of a class (person ZONE_NONE) or of a person on a day, by begin. */
static void fill_column(const struct week_visit *visit, const struct day_asked *day,
			uint32_t section, uint32_t person, struct view_column *ret)
{
	const struct week_plan *plan = &visit->board->plan;
	VEC(struct view_block) blocks = {0};

	for (uint32_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];
		bool mine = person != ZONE_NONE ? has_person(b, person)
						: b->section == section && b->kind != WEEK_PLANNING;

		if (mine && is_on(b, day))
			*vec_push(visit->arena, &blocks) = week_block(visit, i,
								      person == ZONE_NONE);
	}
	if (blocks.n > 0)
		qsort(blocks.at, blocks.n, sizeof *blocks.at, compare_blocks);
	ret->block = blocks.at;
	ret->n = blocks.n;
}

static struct day_asked rotation_day(const struct week_visit *visit, uint32_t school, int32_t day)
{
	uint32_t rotation = week_school_rotation(visit->zone, school);

	return (struct day_asked){
		.rotation = rotation,
		.rotation_day = day,
		.shape = rotation == ZONE_NONE
				 ? ZONE_NONE
				 : week_rotation_shape(visit->zone, rotation, school, day),
		.weekday = (enum weekday)((day - 1) % 5 + 1)};
}

/* The hours that the columns need, whole hours around them. */
static void set_scale(struct week_view *view)
{
	int begin = 24 * 60, end = 0;

	for (size_t i = 0; i < view->n; i++)
		for (size_t k = 0; k < view->column[i].n; k++) {
			const struct view_block *b = &view->column[i].block[k];

			begin = b->begin < begin ? b->begin : begin;
			end = b->begin + b->minutes > end ? b->begin + b->minutes : end;
		}
	view->begin = end == 0 ? 8 * 60 : begin / 30 * 30;
	view->end = end == 0 ? 16 * 60 : (end + 29) / 30 * 30;
}

/* ---- A day of a school: a column a class ---- */

void week_fill_day(const struct week_visit *visit, const struct week_asked *asked,
		   struct week_view *ret)
{
	const struct zone *zone = visit->zone;
	int32_t today = week_rotation_day(visit, visit->school, week_today(visit, NULL));
	int32_t number = asked->day > 0 ? asked->day : today > 0 ? today : 1;
	struct day_asked day = rotation_day(visit, visit->school, number);
	struct view_column *column = arena_array(visit->arena, struct view_column, COLUMNS_MAX);
	size_t n = 0;

	for (uint32_t g = 0; g < zone->grades.n; g++)
		for (uint32_t s = 0; s < zone->sections.n && n < COLUMNS_MAX; s++) {
			if (zone->sections.at[s].school != visit->school ||
			    zone->sections.at[s].grades.at[0] != g ||
			    (asked->grade != ZONE_NONE && asked->grade != g))
				continue;
			fill_column(visit, &day, s, ZONE_NONE, &column[n]);
			column[n].name = zone->sections.at[s].code;
			n++;
		}
	*ret = (struct week_view){.caption = week_say2(visit, WORD("Day {1} of the rotation"),
						       html_arg_i64(number), html_arg_i64(0)),
				  .dense = n > 8,
				  .column = column,
				  .n = n};
	set_scale(ret);
}

/* ---- The days of a class or person ---- */

static uint32_t first_section(const struct week_visit *visit, const struct week_asked *asked)
{
	for (uint32_t s = 0; s < visit->zone->sections.n; s++)
		if (visit->zone->sections.at[s].school == visit->school &&
		    (asked->grade == ZONE_NONE ||
		     zone_section_has_grade(&visit->zone->sections.at[s], asked->grade)))
			return s;
	return ZONE_NONE;
}

void week_fill_days(const struct week_visit *visit, const struct week_asked *asked,
		    struct week_view *ret)
{
	const struct zone *zone = visit->zone;
	uint32_t rotation = week_school_rotation(zone, visit->school);
	uint32_t section = asked->section != ZONE_NONE ? asked->section
						       : first_section(visit, asked);
	size_t n = rotation == ZONE_NONE ? 0 : (size_t)zone->rotations.at[rotation].days;
	struct view_column *column = arena_array(visit->arena, struct view_column, n);
	int32_t today = week_rotation_day(visit, visit->school, week_today(visit, NULL));

	for (size_t i = 0; i < n; i++) {
		struct day_asked day = rotation_day(visit, visit->school, (int32_t)i + 1);

		fill_column(visit, &day, section, asked->person, &column[i]);
		column[i].name = week_say2(visit, WORD("Day {1}"), html_arg_u64(i + 1),
					   html_arg_u64(0));
		column[i].current = (int32_t)i + 1 == today;
		if (i == 0)
			column[i].detail = asked->person != ZONE_NONE
						   ? zone->people.at[asked->person].name
					   : section == ZONE_NONE ? STR("")
								  : zone->sections.at[section].code;
	}
	*ret = (struct week_view){.caption = week_say(visit, WORD("The days of the rotation")),
				  .column = column,
				  .n = n,
				  .dense = n > 5};
	set_scale(ret);
}

/* ---- One's own ---- */

/* Who one is in the zone, and at which school; ZONE_NONE: nobody. */
static bool find_me(struct week_visit *visit, uint32_t *ret_person, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct str key;

	*ret_person = ZONE_NONE;
	if (user->access.person_id == 0)
		return true;
	if (!zone_store_key(visit->part->db, visit->arena, visit->part->zone_id,
			    user->access.person_id, &key, err))
		return false;
	if (str_starts_with(key, STR("people/")))
		*ret_person = zone_find(visit->zone, ZONE_T_PEOPLE, str_slice(key, 7, key.len));
	for (uint32_t i = 0; i < visit->zone->assignments.n && visit->school == ZONE_NONE; i++)
		if (visit->zone->assignments.at[i].person == *ret_person)
			visit->school = visit->zone->assignments.at[i].school;
	return true;
}

/* A date as a day to be drawn; false where nobody comes. */
static bool date_asked(const struct week_visit *visit, int32_t date, struct day_asked *ret)
{
	uint32_t rotation = week_school_rotation(visit->zone, visit->school);
	struct zone_dates dates = zone_dates_of(visit->arena, visit->zone, visit->school, rotation,
						ZONE_AS_OF_END);
	const struct zone_date *found = zone_dates_find(&dates, date);

	if (found == NULL || found->shape == ZONE_NONE)
		return false;
	*ret = (struct day_asked){.shape = found->shape,
				  .rotation = rotation,
				  .rotation_day = found->rotation_day,
				  .weekday = date_weekday(date)};
	for (size_t i = 0; i < dates.n && dates.at[i].date <= date; i++)
		ret->turn += dates.at[i].shape == found->shape && dates.at[i].open;
	return true;
}

static struct empty_state *nobody(const struct week_visit *visit, uint32_t person)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = week_say(visit, person == ZONE_NONE
						 ? WORD("Your account is not one of the staff")
						 : WORD("There is no plan of the week yet")),
		.text = week_say(
			visit, person == ZONE_NONE
				       ? WORD("Whoever looks after accounts can say who you are in "
					      "the school; your own week then stands here.")
				       : WORD("As soon as a plan is adopted, your own week "
					      "stands here: classes, planning, team time."))};
	return empty;
}

static bool overlaps(const struct view_block *a, const struct view_block *b)
{
	return a->begin < b->begin + b->minutes && b->begin < a->begin + a->minutes;
}

/* What other parts know of the day takes the place of what the week says for that time. */
static void merge(const struct week_visit *visit, const struct week_extra *extra,
		  struct view_column *column)
{
	VEC(struct view_block) blocks = {0};

	for (size_t i = 0; i < column->n; i++) {
		bool gone = false;

		for (size_t k = 0; k < extra->n && !gone; k++)
			gone = overlaps(&column->block[i], &extra->at[k]);
		if (!gone)
			*vec_push(visit->arena, &blocks) = column->block[i];
	}
	for (size_t k = 0; k < extra->n; k++)
		*vec_push(visit->arena, &blocks) = extra->at[k];
	if (blocks.n > 0)
		qsort(blocks.at, blocks.n, sizeof *blocks.at, compare_blocks);
	column->block = blocks.at;
	column->n = blocks.n;
}

/* A person's blocks on a date, with what other parts add. */
static bool fill_mine(const struct week_visit *visit, uint32_t person, int32_t date,
		      struct view_column *ret, struct err *err)
{
	const struct week_adder *adder = &visit->part->adder;
	struct week_extra extra = {0};
	struct day_asked day;

	if (date_asked(visit, date, &day))
		fill_column(visit, &day, ZONE_NONE, person, ret);
	if (adder->day == NULL)
		return true;
	if (!adder->day(adder->self, visit->request, visit->zone->people.at[person].code, date,
			&extra, err))
		return false;
	if (extra.n > 0)
		merge(visit, &extra, ret);
	return true;
}

/* "Today, Monday, May 4": how far a date is from today is said where it is near. */
static struct str day_name(const struct week_visit *visit, int32_t date)
{
	int32_t today = week_today(visit, NULL);
	struct str words = date == today       ? STR(WORD("Today, {1}"))
			   : date == today + 1 ? STR(WORD("Tomorrow, {1}"))
					       : STR("{1}");

	return say_text(visit->arena, visit->lang, words,
			(struct html_arg[]){html_arg_longdate(date)}, 1);
}

static bool fill_my_day(const struct week_visit *visit, uint32_t person, int32_t date, int minute,
			struct day_view *ret, struct err *err)
{
	struct view_column column = {0};

	*ret = (struct day_view){.now = minute, .name = day_name(visit, date)};
	if (!fill_mine(visit, person, date, &column, err))
		return false;
	ret->block = column.block;
	ret->n = column.n;
	return true;
}

enum { COMING_DAYS = 14 };

/* The date itself or, where nobody comes, the next day on which somebody does. */
static int32_t school_day_from(const struct week_visit *visit, int32_t date)
{
	struct day_asked day;

	for (int32_t next = date; next < date + COMING_DAYS; next++)
		if (date_asked(visit, next, &day))
			return next;
	return date;
}

/* The first meeting of a person on a day that begins at a minute or later; ZONE_NONE: none. */
static uint32_t meeting_on(const struct week_visit *visit, const struct day_asked *day,
			   uint32_t person, int32_t minute)
{
	const struct week_plan *plan = &visit->board->plan;
	uint32_t found = ZONE_NONE;

	for (uint32_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->kind == WEEK_TEAM && b->start >= minute && has_person(b, person) &&
		    is_on(b, day) &&
		    (found == ZONE_NONE || b->start < plan->bookings.at[found].start))
			found = i;
	}
	return found;
}

/* The next meeting with a team; what has begun today does not count. */
static void next_team_time(const struct week_visit *visit, uint32_t person, int32_t today,
			   int32_t minute, struct week_comings *ret)
{
	for (int32_t date = today; date < today + COMING_DAYS; date++) {
		struct day_asked day;
		uint32_t line = ZONE_NONE;
		struct view_block block;
		struct html_arg words[4];

		if (date_asked(visit, date, &day))
			line = meeting_on(visit, &day, person, date == today ? minute : 0);
		if (line == ZONE_NONE)
			continue;
		block = week_block(visit, line, false);
		words[0] = html_arg_str(block.name);
		words[1] = html_arg_date(date);
		words[2] = html_arg_clock(block.begin);
		words[3] = html_arg_str(block.detail);
		*vec_push(visit->arena, ret) = (struct week_coming){
			.name = week_say(visit, WORD("Next time together")),
			.text = say_text(visit->arena, visit->lang, STR(WORD("{1}: {2}, {3}. {4}")),
					 words, 4),
			.url = arena_printf(visit->arena, "/my/day?date=%.*s",
					    STR_ARG(date_text(visit->arena, date)))};
		return;
	}
}

static bool fill_coming(const struct week_visit *visit, uint32_t person, int32_t today,
			int32_t minute, struct week_comings *ret, struct err *err)
{
	const struct week_adder *adder = &visit->part->adder;

	next_team_time(visit, person, today, minute, ret);
	return adder->next == NULL ||
	       adder->next(adder->self, visit->request, visit->zone->people.at[person].code, today,
			   ret, err);
}

bool week_coming_of(const struct week_part *part, struct http_request *request,
		    const struct week_board *board, struct week_comings *ret, struct err *err)
{
	struct week_visit visit = {.request = request,
				   .part = part,
				   .board = board,
				   .zone = board->zone,
				   .lang = auth_user(request)->lang,
				   .arena = request->arena,
				   .school = ZONE_NONE};
	uint32_t person;
	int32_t minute, today = week_today(&visit, &minute);

	return find_me(&visit, &person, err) &&
	       (person == ZONE_NONE || visit.school == ZONE_NONE ||
		fill_coming(&visit, person, today, minute, ret, err));
}

bool week_day_of(const struct week_part *part, struct http_request *request,
		 const struct week_board *board, struct day_view *ret, bool *ret_found,
		 struct err *err)
{
	const struct auth_user *user = auth_user(request);
	struct week_visit visit = {.request = request,
				   .part = part,
				   .board = board,
				   .zone = board->zone,
				   .lang = user->lang,
				   .arena = request->arena,
				   .school = ZONE_NONE};
	uint32_t person;
	int32_t minute, date, today = week_today(&visit, &minute);

	if (!find_me(&visit, &person, err))
		return false;
	*ret_found = person != ZONE_NONE && visit.school != ZONE_NONE && board->plan.bookings.n > 0;
	if (!*ret_found)
		return true;
	date = school_day_from(&visit, today);
	return fill_my_day(&visit, person, date, date == today ? minute : -1, ret, err);
}

static struct page_link date_link(const struct week_visit *visit, const char *path,
				  const char *words, int32_t date)
{
	return (struct page_link){.text = week_say(visit, words),
				  .url = arena_printf(visit->arena, "%s?date=%.*s", path,
						      STR_ARG(date_text(visit->arena, date)))};
}

/* The date asked for, or the first day of school from today on; minutes is -1 unless it is
 * today. */
static int32_t asked_date(const struct week_visit *visit, int *ret_minute)
{
	struct str text = http_query_text(visit->request, "date", "");
	struct err ignored = {0};
	int32_t minute, today = week_today(visit, &minute), date;

	if (text.len == 0 || !date_parse(text, &date, &ignored))
		date = school_day_from(visit, today);
	*ret_minute = date == today ? minute : -1;
	return date;
}

static int32_t next_weekday(int32_t date, int step)
{
	do
		date += step;
	while (date_weekday(date) > FRIDAY);
	return date;
}

static struct str day_note(const struct week_visit *visit, int32_t date)
{
	struct day_asked day;

	if (!date_asked(visit, date, &day))
		return week_say(visit, WORD("No school on this day."));
	return week_say2(visit, WORD("Day {1} of the rotation. {2}"),
			 html_arg_i64(day.rotation_day),
			 html_arg_str(visit->zone->shapes.at[day.shape].name));
}

static bool fill_my_week(const struct week_visit *visit, uint32_t person, int32_t date,
			 struct week_view *ret, struct err *err)
{
	int32_t monday = date - ((int32_t)date_weekday(date) - MONDAY);
	int32_t today = week_today(visit, NULL);
	struct view_column *column = arena_array(visit->arena, struct view_column, 5);

	for (int i = 0; i < 5; i++) {
		if (!fill_mine(visit, person, monday + i, &column[i], err))
			return false;
		column[i].name = lang_text(visit->lang,
					   date_weekday_name((enum weekday)(MONDAY + i)));
		column[i].detail = say_text(visit->arena, visit->lang, STR("{1}"),
					    (struct html_arg[]){html_arg_date(monday + i)}, 1);
		column[i].current = monday + i == today;
	}
	*ret = (struct week_view){
		.caption = week_say(visit, WORD("My week")), .column = column, .n = 5};
	set_scale(ret);
	return true;
}

/* The body of the page: the week, or today and tomorrow. */
static bool fill_page(const struct week_visit *visit, uint32_t person, bool week,
		      struct day_page *page, struct err *err)
{
	const char *path = week ? "/my/week" : "/my/day";
	struct week_comings coming = {0};
	int minute, minute_now;
	int32_t date = asked_date(visit, &minute), today = week_today(visit, &minute_now);

	page->note = day_note(visit, date);
	if (week) {
		page->note = week_say2(
			visit, WORD("The week of {1}"),
			html_arg_longdate(date - ((int32_t)date_weekday(date) - MONDAY)),
			html_arg_i64(0));
		page->prior = date_link(visit, path, WORD("Week before"), date - 7);
		page->next = date_link(visit, path, WORD("Week after"), date + 7);
		return fill_my_week(visit, person, date, &page->week, err);
	}
	page->prior = date_link(visit, path, WORD("Day before"), next_weekday(date, -1));
	page->next = date_link(visit, path, WORD("Day after"), next_weekday(date, 1));
	if (!fill_coming(visit, person, today, minute_now, &coming, err))
		return false;
	page->coming = coming.at;
	page->n_coming = coming.n;
	return fill_my_day(visit, person, date, minute, &page->today, err) &&
	       fill_my_day(visit, person, next_weekday(date, 1), -1, &page->tomorrow, err);
}

static bool draw_mine(struct http_request *request, struct http_response *response, bool week,
		      struct err *err)
{
	struct day_page page = {0};
	struct week_visit visit;
	struct html html;
	uint32_t person;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = find_me(&visit, &person, err);
	page.page = auth_frame(visit.part->auth, request,
			       week_say(&visit, week ? WORD("My week") : WORD("My day")));
	page.page.width = week ? PAGE_WIDE : PAGE_TEXT;
	page.page.tabs = week_own_tabs(request, week ? "/my/week" : "/my/day");
	if (ok &&
	    (person == ZONE_NONE || visit.school == ZONE_NONE || visit.board->plan.bookings.n == 0))
		page.empty = nobody(&visit, person);
	else
		ok = ok && fill_page(&visit, person, week, &page, err);
	if (ok) {
		auth_html(request, response, &html);
		day_page(&html, &page);
		response->text = html.text;
	}
	week_end(&visit);
	return ok;
}

bool week_my_week_page(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	return draw_mine(request, response, true, err);
}

bool week_my_day_page(struct http_request *request, struct http_response *response, struct err *err)
{
	return draw_mine(request, response, false, err);
}
