/* Placing a booking within its day, giving it to somebody else, or into another room. */
#include "parts/week/week_wish.h"

#include "parts/school/zone_row.h"

static const struct str *codes_of(const struct week_visit *visit, const struct week_places *places,
				  enum zone_table table)
{
	struct str *code = arena_array(visit->arena, struct str, places->n);

	for (size_t i = 0; i < places->n; i++)
		code[i] = zone_code(visit->zone, table, places->at[i].resource);
	return code;
}

void week_fill_places(const struct week_visit *visit, const struct week_asked *asked,
		      struct week_page *page)
{
	const struct week_plan *plan = &visit->board->plan;
	const struct week_booking *b = &plan->bookings.at[asked->line];

	if (week_can_place(b)) {
		page->places = week_places_of(visit->arena, plan, asked->line, visit->lang);
		page->places_best = week_places_best(visit->arena, &page->places, b->start);
		page->places_barred = week_places_barred(visit->arena, &page->places);
	}
	page->stand_ins = week_stand_ins(visit->arena, plan, asked->line, visit->lang);
	page->rooms = week_rooms(visit->arena, plan, asked->line, visit->lang);
	page->stand_in_code = codes_of(visit, &page->stand_ins, ZONE_T_PEOPLE);
	page->room_code = codes_of(visit, &page->rooms, ZONE_T_ROOMS);
}

/* ---- Changing ---- */

/* The time in spite of what it breaks: the booking alone, and what is inseparable from it. */
static void place_alone(const struct week_visit *visit, uint32_t line, int32_t start,
			struct week_wished *wished)
{
	if (start == ZONE_UNSET || !wished->found)
		return;
	wished->place = week_place_alone(visit->arena, &visit->board->plan, line, start,
					 visit->lang);
	wished->legal = wished->place.n_moved > 0;
	wished->effect = wished->place.why;
}

static bool read_wish(const struct week_visit *visit, uint32_t line, bool overrule,
		      struct week_wished *ret, struct err *err)
{
	struct week_wish wish;

	*ret = (struct week_wished){0};
	if (week_wish_read(visit, &visit->board->plan.bookings.at[line], &wish) && wish.day == 0)
		*ret = week_wish_try(visit, line, &wish);
	if (overrule)
		place_alone(visit, line, wish.start, ret);
	if (!ret->found)
		return err_set(err, ERR_INVALID, "Say where it shall go: choose a time.");
	if (!ret->legal)
		return err_set(err, ERR_CONFLICT, "It cannot go there. %.*s", STR_ARG(ret->effect));
	return true;
}

static bool place(const struct week_visit *visit, const struct week_asked *asked,
		  bool *ret_overruled, struct err *err)
{
	bool overrule = str_eq(http_form_value(visit->request, "overrule"), STR("yes"));
	const struct week_booking *b;
	struct week_lock lock = {.who = auth_user(visit->request)->name,
				 .when_ms = clock_utc_ms(visit->part->clock)};
	struct week_wished wished;
	struct week_edit edit;

	if (!week_check_seen(visit, asked, err))
		return false;
	b = &visit->board->plan.bookings.at[asked->line];
	if (b->lock != NULL)
		return err_set(err, ERR_CONFLICT, "It is locked: unlock it first.");
	if ((overrule && !week_read_why(visit, &lock.why, err)) ||
	    !read_wish(visit, asked->line, overrule, &wished, err))
		return false;
	edit = week_wished_edit(visit, &wished, overrule ? &lock : NULL);
	edit.what = say_text(
		visit->arena, visit->lang,
		overrule ? STR(WORD("{1} put to {2} in spite of a rule: {3}"))
			 : STR(WORD("{1} moved to {2}.")),
		(struct html_arg[]){
			html_arg_str(week_line_name(visit->arena, visit->zone, b, visit->lang)),
			html_arg_str(wished.where), html_arg_str(lock.why)},
		3);
	*ret_overruled = overrule;
	return week_scenario_edit(visit->part->db, &edit, err);
}

bool week_place_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	struct week_asked asked;
	bool ok, overruled = false;

	if (!week_begin(request, &visit, err))
		return false;
	asked = week_asked_of(&visit);
	ok = week_was_made(&visit) || place(&visit, &asked, &overruled, err);
	if (ok)
		week_go_back(&visit, response, &asked, overruled ? "overruled" : "moved");
	week_end(&visit);
	return ok || week_refuse(request, response, err);
}
