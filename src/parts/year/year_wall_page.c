/* /year: the wall calendar of the year. */
#include "parts/year/year_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/year/year_page.html.h"

#include <stdlib.h>

/* ---- What kind of day ---- */

struct wall_days {
	const struct year_visit *visit;
	struct zone_dates dates; /* of the school that is asked for, or the first */
	uint32_t school;
	bool all; /* schools */
};

/* A school that is closed while others are open: "HH: snow". */
static bool closed_somewhere(const struct wall_days *days, int32_t date, struct str *ret_name)
{
	const struct zone *zone = days->visit->zone;

	for (uint32_t i = 0; days->all && i < zone->schools.n; i++) {
		struct zone_date at;

		if (!days->visit->sees[i])
			continue;
		at = zone_date_at(zone, i, date, ZONE_AS_OF_END);
		if (at.closure == ZONE_NONE)
			continue;
		*ret_name = arena_printf(days->visit->arena, "%.*s: %.*s",
					 STR_ARG(zone->schools.at[i].code),
					 STR_ARG(zone->closures.at[at.closure].reason));
		return true;
	}
	return false;
}

/* The first day of dates without labs says so; the others stay quiet. */
static struct str blackout_name(const struct wall_days *days, int32_t date)
{
	const struct zone *zone = days->visit->zone;
	uint32_t row, before;

	if (!zone_is_blacked_out(zone, ZONE_LABS, days->school, ZONE_NONE, date, &row) ||
	    (zone_is_blacked_out(zone, ZONE_LABS, days->school, ZONE_NONE, date - 1, &before) &&
	     before == row))
		return STR("");
	return year_say2(days->visit, WORD("No labs until {1}"),
			 html_arg_date(zone->blackouts.at[row].to), html_arg_u64(0));
}

static enum wall_day day_of(const void *self, int32_t date, struct str *ret_name)
{
	const struct wall_days *days = self;
	const struct zone *zone = days->visit->zone;
	const struct zone_date *at = zone_dates_find(&days->dates, date);
	enum zone_shape_kind kind;

	*ret_name = STR("");
	if (at == NULL)
		return WALL_OUTSIDE;
	if (at->closure != ZONE_NONE)
		*ret_name = zone->closures.at[at->closure].reason;
	else if (!closed_somewhere(days, date, ret_name) && at->day != ZONE_NONE)
		*ret_name = zone->calendar.at[at->day].label;
	if (!at->open)
		return WALL_OFF;
	if (ret_name->len == 0)
		*ret_name = blackout_name(days, date);
	kind = zone->shapes.at[at->shape].kind;
	if (kind == ZONE_REGULAR)
		return WALL_SCHOOL;
	if (ret_name->len == 0 && kind == ZONE_EARLY_RELEASE)
		*ret_name = year_say(days->visit, WORD("Early"));
	else if (ret_name->len == 0)
		*ret_name = zone->shapes.at[at->shape].code;
	return WALL_SHORT;
}

/* ---- What stands on it ---- */

struct entries {
	struct wall_entry *at;
	size_t n, cap;
};

static struct str host_words(const struct year_visit *visit, size_t lab)
{
	const struct year_place *place = &visit->board->plan.at[lab];
	struct str words = STR("");

	for (int i = 0; i < YEAR_MAX_HOSTS; i++) {
		if (place->host[i] == ZONE_NONE)
			continue;
		words = words.len == 0
				? visit->zone->sections.at[place->host[i]].code
				: arena_printf(
					  visit->arena, "%.*s, %.*s", STR_ARG(words),
					  STR_ARG(visit->zone->sections.at[place->host[i]].code));
	}
	return words;
}

static void add_lab(const struct year_visit *visit, const struct year_asked *asked, size_t lab,
		    struct entries *entries)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];
	bool by_school = asked->school == ZONE_NONE && asked->team == ZONE_NONE;
	struct str code = year_lab_code(visit, lab);
	struct html_arg words[3] = {
		html_arg_str(year_lab_name(visit->arena, &visit->board->problem, lab)),
		html_arg_str(host_words(visit, lab)), html_arg_i64(l->substitutes)};

	if (by_school && l->school != ZONE_NONE)
		code = arena_printf(visit->arena, "%.*s %.*s",
				    STR_ARG(visit->zone->schools.at[l->school].code),
				    STR_ARG(code));
	for (uint32_t day = 0; day < l->days; day++)
		*vec_push(visit->arena, entries) = (struct wall_entry){
			.date = year_day_of(&visit->board->problem, &visit->board->plan, lab, day),
			.kind = year_tone(visit, by_school, lab),
			.text = code,
			.detail = say_text(visit->arena, visit->lang,
					   STR(WORD("{1}; host {2}; {3} substitutes")), words, 3),
			.url = year_lab_url(visit, lab)};
}

static void add_booking(const struct year_visit *visit, const struct year_asked *asked,
			const struct year_booking *booking, struct entries *entries)
{
	bool mine = asked->coach != ZONE_NONE && booking->person == asked->coach;

	if (booking->kind != YEAR_LEARNING_DAY && !mine)
		return;
	if (booking->kind == YEAR_LEARNING_DAY &&
	    (booking->school == ZONE_NONE || !visit->sees[booking->school] ||
	     (asked->school != ZONE_NONE && asked->school != booking->school)))
		return;
	/* Schools that share a learning day say it once. */
	for (size_t i = 0; i < entries->n; i++)
		if (entries->at[i].date == booking->date &&
		    str_eq(entries->at[i].detail, booking->title))
			return;
	*vec_push(visit->arena, entries) = (struct wall_entry){
		.date = booking->date,
		.kind = KIND_OTHER,
		.text = booking->kind == YEAR_COACHING && booking->team != ZONE_NONE
				? year_say2(visit, WORD("Coach {1}"),
					    html_arg_str(year_team_code(visit, booking->team)),
					    html_arg_u64(0))
				: year_say(visit, booking->kind == YEAR_LEARNING_DAY
							  ? WORD("Staff learning")
							  : WORD("Meeting")),
		.detail = booking->title};
}

static int by_date(const void *a, const void *b)
{
	const struct wall_entry *x = a, *y = b;

	return (x->date > y->date) - (x->date < y->date);
}

const struct wall_calendar *year_wall_of(const struct year_visit *visit,
					 const struct year_asked *asked)
{
	struct wall_calendar *wall = arena_new(visit->arena, struct wall_calendar);
	struct wall_days *days = arena_new(visit->arena, struct wall_days);
	struct entries entries = {0};

	for (size_t i = 0; i < visit->board->n_placed; i++)
		if (year_is_asked(visit, asked, visit->board->by_date[i]))
			add_lab(visit, asked, visit->board->by_date[i], &entries);
	for (size_t i = 0; i < visit->board->bookings.n; i++)
		add_booking(visit, asked, &visit->board->bookings.at[i], &entries);
	if (entries.n > 0)
		qsort(entries.at, entries.n, sizeof *entries.at, by_date);
	days->visit = visit;
	days->school = asked->school;
	for (uint32_t i = 0; i < visit->zone->schools.n && days->school == ZONE_NONE; i++)
		if (visit->sees[i])
			days->school = i;
	days->all = asked->school == ZONE_NONE;
	if (days->school != ZONE_NONE)
		days->dates = zone_dates_of(visit->arena, visit->zone, days->school, ZONE_NONE,
					    ZONE_AS_OF_END);
	*wall = (struct wall_calendar){.caption = year_say(visit, WORD("The year")),
				       .first = visit->board->problem.first,
				       .last = visit->board->problem.last,
				       .today = year_today(visit),
				       .entry = entries.at,
				       .n = entries.n,
				       .day = day_of,
				       .self = days};
	return wall;
}

/* ---- The page ---- */

static bool legend_has(const struct year_wall_page *page, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(page->legend[i].code, code))
			return true;
	return false;
}

static void fill_legend(const struct year_visit *visit, const struct year_asked *asked,
			struct year_wall_page *page)
{
	const struct zone *zone = visit->zone;
	bool by_school = asked->school == ZONE_NONE && asked->team == ZONE_NONE;
	struct year_legend *legend = arena_array(visit->arena, struct year_legend,
						 zone->teams.n + zone->schools.n);
	size_t n = 0;

	page->legend = legend;
	for (size_t i = 0; i < visit->board->problem.n_labs; i++) {
		const struct year_lab *lab = &visit->board->problem.labs[i];
		bool school = by_school && lab->school != ZONE_NONE;
		struct str code = school ? zone->schools.at[lab->school].code
					 : year_team_code(visit, lab->team);

		if (!year_is_asked(visit, asked, i) || legend_has(page, n, code))
			continue;
		legend[n++] = (struct year_legend){
			.kind = year_tone(visit, by_school, i),
			.code = code,
			.name = school ? zone->schools.at[lab->school].name
				       : zone->teams.at[lab->team].name,
			.url = arena_printf(
				visit->arena, "/year?%s=%.*s", school ? "school" : "team",
				STR_ARG(http_encode(visit->arena,
						    school ? zone->schools.at[lab->school].code
							   : zone->teams.at[lab->team].code)))};
	}
	page->n_legend = n;
}

static void fill_summary(const struct year_visit *visit, const struct year_asked *asked,
			 struct year_wall_page *page)
{
	struct html_arg words[3];
	int64_t labs = 0, placed = 0, days = 0;

	for (size_t i = 0; i < visit->board->problem.n_labs; i++) {
		const struct year_lab *lab = &visit->board->problem.labs[i];

		if (!year_is_asked(visit, asked, i))
			continue;
		labs++;
		placed += visit->board->plan.at[i].date != ZONE_UNSET;
		days += (int64_t)lab->substitutes * lab->days;
	}
	words[0] = html_arg_i64(placed);
	words[1] = html_arg_i64(labs);
	words[2] = html_arg_number(days);
	page->summary = say_text(visit->arena, visit->lang,
				 STR(WORD("{1} of {2} labs have a date; {3} days of substitutes.")),
				 words, 3);
	page->badge = visit->board->faults.n_must == 0
			      ? (struct badge){BADGE_GOOD,
					       year_say(visit, WORD("Every rule holds"))}
			      : (struct badge){BADGE_WARN,
					       year_say2(visit,
							 WORD("One rule is broken|{1} rules "
							      "are broken"),
							 html_arg_u64(visit->board->faults.n_must),
							 html_arg_u64(0))};
}

static const struct empty_state *nothing_yet(const struct year_visit *visit)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);
	bool no_labs = visit->board->problem.n_labs == 0;

	*empty = (struct empty_state){
		.title = year_say(visit, WORD("There is no plan of the year yet")),
		.text = year_say(visit,
				 no_labs ? WORD("Here you will see every learning lab on its day. "
						"Say first how many labs each team has this year: "
						"one line a team.")
					 : WORD("Here you will see every learning lab on its day, "
						"with its host rooms and substitutes. The labs "
						"are known; their dates are not.")),
	};
	if (access_may_zone(&auth_user(visit->request)->access, ACCESS_ZONE_EXPORT))
		empty->step = (struct page_link){.text = year_say(visit, WORD("Labs of the teams")),
						 .url = STR("/zone/files/lab_plans")};
	return empty;
}

bool year_wall_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_wall_page page = {0};
	struct year_visit visit;
	struct year_asked asked;
	struct html html;

	if (!year_begin(request, &visit, err))
		return false;
	asked = year_asked_of(&visit);
	page.page = year_frame(&visit, year_say(&visit, WORD("The year")), "calendar");
	page.filters = year_filters_of(&visit, &asked);
	if (visit.board->version == 0) {
		page.empty = nothing_yet(&visit);
	} else {
		page.wall = year_wall_of(&visit, &asked);
		fill_legend(&visit, &asked, &page);
		fill_summary(&visit, &asked, &page);
		page.pdf_url = arena_printf(visit.arena, "/year/calendar.pdf%.*s",
					    STR_ARG(year_asked_query(&visit, &asked)));
	}
	auth_html(request, response, &html);
	year_wall_page(&html, &page);
	response->text = html.text;
	year_end(&visit);
	return true;
}
