/* Placing a booking within its day, giving it to somebody else, or into another room. */
#include "parts/week/week_page_internal.h"

#include "base/vec.h"
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

/* What a form asks for. */
struct wish {
	struct week_place place;
	bool overrule, found;
	struct str why, where; /* "10:25 am", a person, a room */
};

static struct week_place find_resource(const struct week_places *places, uint32_t resource,
				       bool *ret_found)
{
	for (size_t i = 0; i < places->n; i++)
		if (places->at[i].resource == resource) {
			*ret_found = true;
			return places->at[i];
		}
	return (struct week_place){0};
}

static void wish_resource(const struct week_visit *visit, uint32_t line, enum zone_table table,
			  struct str code, struct wish *wish)
{
	const struct week_plan *plan = &visit->board->plan;
	struct week_places places = table == ZONE_T_PEOPLE
					    ? week_stand_ins(visit->arena, plan, line, visit->lang)
					    : week_rooms(visit->arena, plan, line, visit->lang);

	wish->place = find_resource(&places, zone_find(visit->zone, table, code), &wish->found);
	wish->where = wish->place.name;
}

static void wish_start(const struct week_visit *visit, uint32_t line, int64_t start,
		       struct wish *wish)
{
	const struct week_plan *plan = &visit->board->plan;
	struct html_arg arg = html_arg_clock(start);

	if (start < 0 || start >= 24 * 60 || !week_can_place(&plan->bookings.at[line]))
		return;
	wish->found = true;
	wish->place = wish->overrule ? week_place_alone(visit->arena, plan, line, (int32_t)start,
							visit->lang)
				     : week_place_at(visit->arena, plan, line, (int32_t)start,
						     visit->lang);
	wish->where = say_text(visit->arena, visit->lang, STR("{1}"), &arg, 1);
}

static bool read_wish(const struct week_visit *visit, uint32_t line, struct wish *ret,
		      struct err *err)
{
	const struct http_request *request = visit->request;
	struct str person = http_form_value(request, "give"),
		   room = http_form_value(request, "put");
	int64_t start;

	*ret = (struct wish){.overrule = str_eq(http_form_value(request, "overrule"), STR("yes"))};
	if (ret->overrule && !week_read_why(visit, &ret->why, err))
		return false;
	if (person.len > 0)
		wish_resource(visit, line, ZONE_T_PEOPLE, person, ret);
	else if (room.len > 0)
		wish_resource(visit, line, ZONE_T_ROOMS, room, ret);
	else if (str_to_i64(http_form_value(request, "start"), &start))
		wish_start(visit, line, start, ret);
	if (!ret->found)
		return err_set(err, ERR_INVALID, "Say where it shall go: choose a time.");
	if (ret->place.n_moved == 0 || (!ret->overrule && !ret->place.legal))
		return err_set(err, ERR_CONFLICT, "It cannot go there. %.*s",
			       STR_ARG(ret->place.why));
	return true;
}

/* The lines of all that moves; a special is there once for each kind of day. */
static struct week_edit as_edit(const struct week_visit *visit, const struct wish *wish,
				const struct week_lock *lock)
{
	const struct week_plan *plan = &visit->board->plan;
	struct week_edit edit = week_edit_of(visit);
	VEC(struct week_change) changes = {0};

	for (size_t m = 0; m < wish->place.n_moved; m++) {
		const struct week_moved *moved = &wish->place.moved[m];

		for (uint32_t i = 0; i < plan->bookings.n; i++) {
			struct week_booking b = plan->bookings.at[i];

			if (i == moved->line)
				b = moved->now;
			else if (!week_same_visit(&b, &plan->bookings.at[moved->line]))
				continue;
			b.people = moved->now.people;
			b.room = moved->now.room;
			if (wish->overrule)
				b.lock = lock;
			*vec_push(visit->arena, &changes) = (struct week_change){
				i, visit->board->line[i], week_line_of(visit, &b)};
		}
	}
	edit.change = changes.at;
	edit.n = changes.n;
	return edit;
}

static bool place(const struct week_visit *visit, const struct week_asked *asked,
		  bool *ret_overruled, struct err *err)
{
	const struct week_booking *b;
	struct week_lock lock = {.who = auth_user(visit->request)->name,
				 .when_ms = clock_utc_ms(visit->part->clock)};
	struct week_edit edit;
	struct wish wish;

	if (!week_check_seen(visit, asked, err))
		return false;
	b = &visit->board->plan.bookings.at[asked->line];
	if (b->lock != NULL)
		return err_set(err, ERR_CONFLICT, "It is locked: unlock it first.");
	if (!read_wish(visit, asked->line, &wish, err))
		return false;
	lock.why = wish.why;
	edit = as_edit(visit, &wish, &lock);
	edit.what = say_text(
		visit->arena, visit->lang,
		wish.overrule ? STR(WORD("{1} put to {2} in spite of a rule: {3}"))
			      : STR(WORD("{1} moved to {2}.")),
		(struct html_arg[]){
			html_arg_str(week_line_name(visit->arena, visit->zone, b, visit->lang)),
			html_arg_str(wish.where), html_arg_str(wish.why)},
		3);
	*ret_overruled = wish.overrule;
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
