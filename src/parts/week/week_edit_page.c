/* The editor of the week: what is picked, moves, locks, undo; and the list of plans.
 *
 * A form carries the line of the booking as its reader saw it. When the line is another one by the
 * time it arrives, nothing is changed: the page comes again with the plan as it is now, what was
 * picked is still picked, and the flash says who changed it. */
#include "parts/week/week_wish.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_store.h"
#include "parts/school/zone_table.h"
#include "parts/week/week_file.h"
#include "parts/week/week_page.html.h"

enum { STEPS_SHOWN = 12, MAX_FACTS = 8, MAX_WHY = 200 };

/* ---- The panel ---- */

static void put_fact(struct week_page *page, struct picked_fact *fact, struct str name,
		     struct str text)
{
	if (text.len > 0 && page->n_facts < MAX_FACTS)
		fact[page->n_facts++] = (struct picked_fact){name, text};
}

/* Why it is there: the row that asks for it, and the commitment that the row serves. */
static struct str why_words(const struct week_visit *visit, const struct week_booking *b)
{
	if (b->why.commitment != ZONE_NONE)
		return visit->zone->commitments.at[b->why.commitment].text;
	if (b->why.row == ZONE_NONE)
		return week_say(visit, WORD("Put there by hand"));
	return week_say2(visit, STR("{1}: {2}").ptr,
			 html_arg_str(week_say(visit, zone_file(b->why.table)->title)),
			 html_arg_str(zone_code(visit->zone, b->why.table, b->why.row)));
}

/* "Regular day", and of those only some weekdays or days of the rotation. */
static struct str days_words(const struct week_visit *visit, const struct week_booking *b)
{
	struct text text;

	text_init(&text, visit->arena);
	text_put(&text, visit->zone->shapes.at[b->shape].name);
	for (int d = MONDAY; d <= FRIDAY && b->weekdays != 0; d++)
		if ((b->weekdays >> d & 1) != 0)
			text_printf(&text, ", %.*s",
				    STR_ARG(lang_text(visit->lang,
						      date_weekday_name((enum weekday)d))));
	for (size_t i = 0; i < b->days.n; i++)
		text_printf(&text, "%s%d", i == 0 ? ": " : ", ", b->days.at[i]);
	return text_str(&text);
}

static void fill_facts(const struct week_visit *visit, const struct week_booking *b,
		       struct week_page *page)
{
	struct picked_fact *fact = arena_array(visit->arena, struct picked_fact, MAX_FACTS);
	const struct zone *zone = visit->zone;

	put_fact(page, fact, week_say(visit, WORD("When")),
		 week_say2(visit, WORD("{1} to {2}"), html_arg_clock(b->start),
			   html_arg_clock(b->end)));
	put_fact(page, fact, week_say(visit, WORD("Days")), days_words(visit, b));
	if (b->people.n > 0)
		put_fact(page, fact, week_say(visit, WORD("With")),
			 zone->people.at[b->people.at[0]].name);
	if (b->room != ZONE_NONE)
		put_fact(page, fact, week_say(visit, WORD("Where")), zone->rooms.at[b->room].name);
	put_fact(page, fact, week_say(visit, WORD("Why")), why_words(visit, b));
	page->fact = fact;
}

static struct str when_words(const struct week_visit *visit, int64_t made_ms)
{
	int64_t minutes = (clock_utc_ms(visit->part->clock) - made_ms) / 60000;
	struct html_arg ago = html_arg_minutes(minutes < 1 ? 1 : minutes);

	if (minutes >= DAY_MINUTES)
		return date_text(visit->arena, (int32_t)(made_ms / 86400000));
	return say_text(visit->arena, visit->lang, STR(WORD("{1} ago")), &ago, 1);
}

static bool fill_history(const struct week_visit *visit, struct week_page *page, struct err *err)
{
	struct week_steps steps;
	struct str *when;

	if (!week_scenario_history(visit->part->db, visit->arena, visit->part->zone_id,
				   visit->board->scenario.id, STEPS_SHOWN, &steps, err))
		return false;
	when = arena_array(visit->arena, struct str, steps.n);
	for (size_t i = 0; i < steps.n; i++)
		when[i] = when_words(visit, steps.at[i].made_ms);
	page->step = steps.at;
	page->n_steps = steps.n;
	page->step_when = when;
	return true;
}

/* Where a special may go: days of the rotation. */
static void fill_targets(const struct week_visit *visit, const struct week_asked *asked,
			 struct week_page *page)
{
	page->all = week_targets(visit->arena, &visit->board->plan, asked->line, visit->lang);
	page->best.at = arena_array(visit->arena, struct week_target, page->all.n);
	page->best.n = page->all.n;
	for (size_t i = 0; i < page->all.n; i++)
		page->best.at[i] = page->all.at[i];
	week_targets_sort(&page->best);
}

/* What was typed into a form that could not be taken. */
static void fill_typed(const struct week_visit *visit, const struct week_asked *asked,
		       struct week_page *page)
{
	int64_t start;

	page->typed_why = str_utf8_cut(http_form_value(visit->request, "why"), MAX_WHY);
	page->typed_start = ZONE_UNSET;
	if (str_to_i64(http_form_value(visit->request, "start"), &start) && start >= 0 &&
	    start < DAY_MINUTES)
		page->typed_start = (int32_t)start;
	if (visit->request->method == HTTP_POST)
		page->typed_day = asked->day;
}

/* What does not hold where it is now. */
static void fill_broken(const struct week_visit *visit, uint32_t line, struct week_page *page)
{
	struct week_trial trial = week_trial_of(visit->arena, &visit->board->plan, line,
						visit->lang);
	struct week_faults faults = week_faults_of(visit->arena, &trial, line);
	struct str *broken = arena_array(visit->arena, struct str, faults.n);

	for (size_t i = 0; i < faults.n; i++)
		if (faults.at[i].strength == ZONE_MUST)
			broken[page->n_broken++] = faults.at[i].sentence;
	page->broken = broken;
	page->overruled = page->n_broken > 0 && page->picked_locked;
}

bool week_fill_editor(const struct week_visit *visit, const struct week_asked *asked,
		      struct week_page *page, struct err *err)
{
	const struct week_booking *b;

	if (!fill_history(visit, page, err))
		return false;
	if (asked->line == ZONE_NONE)
		return true;
	b = &visit->board->plan.bookings.at[asked->line];
	if (!week_may_pick(visit, b))
		return true;
	page->has_picked = true;
	page->picked_name = week_picked_words(visit, b);
	page->picked_line = arena_printf(visit->arena, "%u", asked->line);
	page->picked_seen = visit->board->line[asked->line];
	page->picked_locked = b->lock != NULL;
	if (b->lock != NULL)
		page->lock_words = week_say2(visit, WORD("Locked by {1}: {2}"),
					     html_arg_str(b->lock->who),
					     html_arg_str(b->lock->why));
	fill_facts(visit, b, page);
	fill_typed(visit, asked, page);
	fill_broken(visit, asked->line, page);
	if (week_can_pick(b))
		fill_targets(visit, asked, page);
	if (b->lock == NULL)
		week_fill_places(visit, asked, page);
	return true;
}

/* ---- Changing ---- */

/* The page again, with why nothing was changed; what was picked stays picked. */
static bool draw_refusal(const struct week_visit *visit, struct http_response *response,
			 const struct week_asked *asked, const struct err *why, struct err *err)
{
	struct flash flash = {
		.kind = FLASH_WARNING,
		.text = lang_text(visit->lang, arena_str(visit->arena, str_from(why->text)))};

	response->status = http_status_of(why->kind);
	return week_draw(visit, response, asked, &flash, err);
}

bool week_refuse(struct http_request *request, struct http_response *response, struct err *err)
{
	struct err why = *err;
	struct week_visit fresh;
	struct week_asked asked;
	bool ok;

	if (why.kind == ERR_SYSTEM || why.kind == ERR_BUSY || !week_begin(request, &fresh, err))
		return false;
	asked = week_asked_of(&fresh);
	ok = draw_refusal(&fresh, response, &asked, &why, err);
	week_end(&fresh);
	return ok;
}

void week_go_back(const struct week_visit *visit, struct http_response *response,
		  const struct week_asked *asked, const char *done)
{
	struct str line = asked->line == ZONE_NONE
				  ? STR("")
				  : arena_printf(visit->arena, "&line=%u", asked->line);

	week_tell(visit);
	http_redirect(response,
		      arena_printf(visit->arena, "%.*s%.*s&done=%s",
				   STR_ARG(week_back_url(visit, asked)), STR_ARG(line), done));
}

struct week_edit week_edit_of(const struct week_visit *visit)
{
	return (struct week_edit){.zone_id = visit->part->zone_id,
				  .scenario_id = visit->board->scenario.id,
				  .account_id = auth_user(visit->request)->access.account_id,
				  .once = http_form_value(visit->request, "once")};
}

bool week_was_made(const struct week_visit *visit)
{
	struct week_edit edit = week_edit_of(visit);
	struct err ignored = {0};
	bool taken = false;

	return edit.once.len > 0 &&
	       week_scenario_was_taken(visit->part->db, visit->arena, &edit, &taken, &ignored) &&
	       taken;
}

struct str week_line_of(const struct week_visit *visit, const struct week_booking *b)
{
	struct str line = week_booking_line(visit->arena, visit->zone, b);

	return str_slice(line, 0, line.len - 1);
}

bool week_read_why(const struct week_visit *visit, struct str *ret, struct err *err)
{
	return http_form_text(visit->request, "why", MAX_WHY, ret, err) ||
	       err_set(err, ERR_INVALID, "Say why it must stay where it is.");
}

bool week_check_seen(const struct week_visit *visit, const struct week_asked *asked,
		     struct err *err)
{
	const struct week_plan *plan = &visit->board->plan;
	struct week_edit edit = week_edit_of(visit);

	if (asked->line == ZONE_NONE || !week_may_pick(visit, &plan->bookings.at[asked->line]))
		return err_set(err, ERR_NOT_FOUND, "This lesson is not in the plan any more.");
	/* What the browser sends twice is for the store to see. */
	if (str_eq(http_form_value(visit->request, "seen"), visit->board->line[asked->line]))
		return true;
	return week_scenario_too_late(visit->part->db, visit->arena, &edit, asked->line, err);
}

/* "Place it in spite of a rule": with a reason, and alone. */
static bool overrules(const struct week_visit *visit)
{
	return str_eq(http_form_value(visit->request, "overrule"), STR("yes"));
}

/* The visit alone, locked on the day with the reason. */
static bool overrule(const struct week_visit *visit, uint32_t line, int32_t day, struct err *err)
{
	struct week_lock held = {.who = auth_user(visit->request)->name,
				 .when_ms = clock_utc_ms(visit->part->clock)};
	const struct week_plan *plan = &visit->board->plan;
	struct week_edit edit = week_edit_of(visit);
	VEC(struct week_change) changes = {0};

	if (!week_read_why(visit, &held.why, err))
		return false;
	for (uint32_t i = 0; i < plan->bookings.n; i++) {
		struct week_booking b = plan->bookings.at[i];

		if (!week_same_visit(&b, &plan->bookings.at[line]))
			continue;
		b.days = (struct zone_numbers){&day, 1};
		b.lock = &held;
		*vec_push(visit->arena, &changes) = (struct week_change){i, visit->board->line[i],
									 week_line_of(visit, &b)};
	}
	edit.change = changes.at;
	edit.n = changes.n;
	edit.what = say_text(
		visit->arena, visit->lang, STR(WORD("{1} put on day {2} in spite of a rule: {3}")),
		(struct html_arg[]){
			html_arg_str(week_picked_words(visit, &plan->bookings.at[line])),
			html_arg_i64(day), html_arg_str(held.why)},
		3);
	return week_scenario_edit(visit->part->db, &edit, err);
}

static bool move(const struct week_visit *visit, const struct week_asked *asked, struct err *err)
{
	struct week_wish wish = {.start = ZONE_UNSET, .day = asked->day};
	const struct week_booking *b;
	struct week_wished wished;
	struct week_edit edit;

	if (!week_check_seen(visit, asked, err))
		return false;
	b = &visit->board->plan.bookings.at[asked->line];
	if (!week_can_pick(b))
		return err_set(err, ERR_INVALID, "Only specials go from day to day.");
	wished = week_wish_try(visit, asked->line, &wish);
	if (!wished.found)
		return err_set(err, ERR_INVALID, "There is no such day in the rotation.");
	if (b->lock != NULL)
		return err_set(err, ERR_CONFLICT, "It is locked: unlock it first.");
	if (overrules(visit))
		return overrule(visit, asked->line, asked->day, err);
	if (!wished.target->legal)
		return err_set(err, ERR_CONFLICT, "It cannot go there. %.*s",
			       STR_ARG(wished.effect));
	edit = week_wished_edit(visit, &wished, NULL);
	edit.what = week_say2(visit, WORD("{1} moved to day {2}."),
			      html_arg_str(week_picked_words(visit, b)), html_arg_i64(asked->day));
	return week_scenario_edit(visit->part->db, &edit, err);
}

bool week_move_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	struct week_asked asked;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	asked = week_asked_of(&visit);
	ok = week_was_made(&visit) || move(&visit, &asked, err);
	if (ok)
		week_go_back(&visit, response, &asked, overrules(&visit) ? "overruled" : "moved");
	week_end(&visit);
	return ok || week_refuse(request, response, err);
}

static bool lock(const struct week_visit *visit, const struct week_asked *asked, bool on,
		 struct err *err)
{
	struct week_lock held = {.who = auth_user(visit->request)->name,
				 .when_ms = clock_utc_ms(visit->part->clock)};
	const struct week_plan *plan = &visit->board->plan;
	struct week_edit edit = week_edit_of(visit);
	VEC(struct week_change) changes = {0};
	struct week_booking b;

	if (!week_check_seen(visit, asked, err))
		return false;
	if (on && !week_read_why(visit, &held.why, err))
		return false;
	for (uint32_t i = 0; i < plan->bookings.n; i++) {
		b = plan->bookings.at[i];
		if (i != asked->line && !week_same_visit(&b, &plan->bookings.at[asked->line]))
			continue;
		b.lock = on ? &held : NULL;
		*vec_push(visit->arena, &changes) = (struct week_change){i, visit->board->line[i],
									 week_line_of(visit, &b)};
	}
	b = plan->bookings.at[asked->line];
	edit.change = changes.at;
	edit.n = changes.n;
	edit.what = week_say2(visit, on ? WORD("{1} locked: {2}") : WORD("{1} unlocked."),
			      html_arg_str(week_picked_words(visit, &b)), html_arg_str(held.why));
	return week_scenario_edit(visit->part->db, &edit, err);
}

bool week_lock_send(struct http_request *request, struct http_response *response, struct err *err)
{
	bool on = str_eq(http_form_value(request, "lock"), STR("yes"));
	struct week_visit visit;
	struct week_asked asked;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	asked = week_asked_of(&visit);
	ok = week_was_made(&visit) || lock(&visit, &asked, on, err);
	if (ok)
		week_go_back(&visit, response, &asked, on ? "locked" : "unlocked");
	week_end(&visit);
	return ok || week_refuse(request, response, err);
}

bool week_undo_send(struct http_request *request, struct http_response *response, struct err *err)
{
	bool redo = str_eq(http_form_value(request, "what"), STR("redo"));
	struct week_visit visit;
	struct week_asked asked;
	struct week_edit edit;
	struct str what;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	asked = week_asked_of(&visit);
	edit = week_edit_of(&visit);
	ok = redo ? week_scenario_redo(visit.part->db, request->arena, &edit, &what, err)
		  : week_scenario_undo(visit.part->db, request->arena, &edit, &what, err);
	if (ok)
		week_go_back(&visit, response, &asked, redo ? "redo" : "undo");
	week_end(&visit);
	return ok || week_refuse(request, response, err);
}
