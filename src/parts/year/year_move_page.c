/* /year/labs/{plan}/{number}/move: where a lab may go, and why not elsewhere; its hosts; its lock.
 */
#include "parts/year/year_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/year/year_move.h"
#include "parts/year/year_edit.html.h"
#include "parts/year/year_store.h"

#include <stdlib.h>

enum { BEST_MAX = 8, WHY_MAX = 200 };

struct moving {
	const struct year_visit *visit;
	size_t lab;
	struct year_targets targets;
	int32_t now, today; /* dates; now ZONE_UNSET: nowhere yet */
};

static struct str date_words(const struct year_visit *visit, int32_t date)
{
	return year_say2(visit, STR("{1}").ptr, html_arg_longdate(date), html_arg_u64(0));
}

/* ---- The best dates ---- */

struct ranked {
	const struct year_target *target;
	int32_t far; /* days from where it is */
};

static int by_gain(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->target->n_reasons != y->target->n_reasons)
		return x->target->n_reasons < y->target->n_reasons ? -1 : 1;
	if (x->far != y->far)
		return x->far < y->far ? -1 : 1;
	return (x->target->date > y->target->date) - (x->target->date < y->target->date);
}

static struct str target_words(const struct moving *m, const struct year_target *target)
{
	int32_t cap = year_board_cap(m->visit->board, target->date);
	struct html_arg words[3] = {html_arg_i64(target->substitutes), html_arg_i64(cap),
				    html_arg_str(STR(""))};
	struct str text = say_text(m->visit->arena, m->visit->lang,
				   cap == ZONE_UNSET ? STR(WORD("{1} substitutes that day"))
						     : STR(WORD("{1} of {2} substitutes that day")),
				   words, 3);

	for (size_t i = 0; i < target->n_reasons; i++)
		text = arena_printf(m->visit->arena, "%.*s. %.*s", STR_ARG(text),
				    STR_ARG(target->reasons[i].sentence));
	return text;
}

static struct str iso(const struct moving *m, int32_t date)
{
	return date_text(m->visit->arena, date);
}

static void fill_best(const struct moving *m, struct year_move_page *page)
{
	struct ranked *ranked = arena_array(m->visit->arena, struct ranked, m->targets.n);
	struct year_move_date *best = arena_array(m->visit->arena, struct year_move_date, BEST_MAX);
	size_t n = 0;

	for (size_t i = 0; i < m->targets.n; i++) {
		const struct year_target *target = &m->targets.at[i];

		if (target->legal && !target->stands && target->date > m->today)
			ranked[n++] = (struct ranked){
				target, m->now == ZONE_UNSET ? 0 : abs(target->date - m->now)};
	}
	if (n > 0)
		qsort(ranked, n, sizeof *ranked, by_gain);
	for (size_t i = 0; i < n && i < BEST_MAX; i++)
		best[i] = (struct year_move_date){
			.date = iso(m, ranked[i].target->date),
			.name = year_say2(m->visit, STR("{1}").ptr,
					  html_arg_date(ranked[i].target->date), html_arg_u64(0)),
			.words = target_words(m, ranked[i].target)};
	page->best = best;
	page->n_best = n < BEST_MAX ? n : BEST_MAX;
	page->n_legal = n;
}

/* ---- Every date ---- */

static enum wall_day day_of(const void *self, int32_t date, struct str *ret_name)
{
	const struct moving *m = self;
	uint32_t school = m->visit->board->problem.labs[m->lab].school;
	struct zone_date at;

	*ret_name = STR("");
	at = zone_date_at(m->visit->zone, school == ZONE_NONE ? 0 : school, date, ZONE_AS_OF_END);
	if (!at.open)
		return WALL_OFF;
	return WALL_SCHOOL;
}

static void fill_all(struct moving *m, struct year_move_page *page)
{
	struct wall_calendar *wall = arena_new(m->visit->arena, struct wall_calendar);
	struct wall_entry *entry = arena_array(m->visit->arena, struct wall_entry, m->targets.n);
	size_t n = 0;

	for (size_t i = 0; i < m->targets.n; i++) {
		const struct year_target *target = &m->targets.at[i];
		struct str ignored;

		if (target->date <= m->today ||
		    (day_of(m, target->date, &ignored) == WALL_OFF && !target->stands))
			continue;
		entry[n++] = (struct wall_entry){
			.date = target->date,
			.kind = target->stands  ? KIND_LAB
				: target->legal ? KIND_RECESS
						: KIND_OTHER,
			.text = year_say(m->visit, target->stands  ? WORD("Is here")
						   : target->legal ? WORD("Free")
								   : WORD("No")),
			.detail = target->legal || target->n_reasons == 0
					  ? STR("")
					  : target->reasons[0].sentence,
			.url = arena_printf(m->visit->arena, "%.*s/move?date=%.*s#asked",
					    STR_ARG(year_lab_url(m->visit, m->lab)),
					    STR_ARG(iso(m, target->date)))};
	}
	*wall = (struct wall_calendar){.caption = year_say(m->visit, WORD("Every date")),
				       .first = m->today > m->visit->board->problem.first
							? m->today
							: m->visit->board->problem.first,
				       .last = m->visit->board->problem.last,
				       .today = m->today,
				       .entry = entry,
				       .n = n,
				       .day = day_of,
				       .self = m};
	page->wall = wall;
}

/* ---- The date asked for ---- */

static void fill_asked(const struct moving *m, int32_t date, struct year_move_page *page)
{
	const struct year_board *board = m->visit->board;
	struct year_target target = year_target_on(m->visit->arena, &board->problem, &board->plan,
						   m->lab, date);
	struct year_fact *reason = arena_array(m->visit->arena, struct year_fact, target.n_reasons);

	for (size_t i = 0; i < target.n_reasons; i++) {
		const struct year_reason *row = &target.reasons[i];

		reason[i].name = row->must ? year_say(m->visit, WORD("A rule"))
					   : year_say(m->visit, WORD("A wish"));
		reason[i].text = row->sentence;
		if (row->price_cents > 0)
			reason[i].text = year_say2(
				m->visit, WORD("{1} Giving the rule up costs {2} a year."),
				html_arg_str(row->sentence), html_arg_money(row->price_cents));
	}
	page->has_asked = true;
	page->asked_date = iso(m, date);
	page->asked_name = date_words(m->visit, date);
	page->asked_legal = target.legal;
	page->asked_stands = target.stands;
	page->asked_words = target_words(
		m, &(struct year_target){.date = date, .substitutes = target.substitutes});
	page->reason = reason;
	page->n_reasons = target.n_reasons;
}

/* ---- Hosts ---- */

static struct str host_words(const struct moving *m, const struct year_host_choice *choice)
{
	struct html_arg words[3] = {html_arg_clock(choice->start), html_arg_clock(choice->end),
				    html_arg_i64(choice->labs)};

	if (!choice->legal)
		return choice->why;
	if (choice->why.len > 0)
		words[2] = html_arg_str(choice->why);
	return say_text(m->visit->arena, m->visit->lang,
			choice->why.len > 0 ? STR(WORD("{1} to {2}; {3}"))
					    : STR(WORD("{1} to {2}; host {3} times this year")),
			words, 3);
}

static void fill_hosts(const struct moving *m, struct year_move_page *page)
{
	static const char *const ids[YEAR_MAX_HOSTS] = {"host_1", "host_2"};
	static const char *const labels[YEAR_MAX_HOSTS] = {WORD("First lesson in"),
							   WORD("Second lesson in")};
	const struct year_board *board = m->visit->board;
	struct year_host_choices choices = year_host_choices_of(m->visit->arena, &board->problem,
								&board->plan, m->lab);
	struct form_choice *host = arena_array(m->visit->arena, struct form_choice, YEAR_MAX_HOSTS);

	for (int number = 1; number <= YEAR_MAX_HOSTS; number++) {
		struct form_option *option = arena_array(m->visit->arena, struct form_option,
							 choices.n);
		size_t n = 0;

		for (size_t i = 0; i < choices.n; i++)
			if (choices.at[i].host_number == number)
				option[n++] = (struct form_option){
					.value = m->visit->zone->sections.at[choices.at[i].section]
							 .code,
					.text = m->visit->zone->sections.at[choices.at[i].section]
							.code,
					.hint = host_words(m, &choices.at[i]),
					.chosen = choices.at[i].stands,
					.disabled = !choices.at[i].legal};
		if (n > 0)
			host[page->n_hosts++] = (struct form_choice){
				.id = str_from(ids[number - 1]),
				.label = year_say(m->visit, labels[number - 1]),
				.option = option,
				.n = n};
	}
	page->host = host;
}

/* ---- The page ---- */

static bool is_past(const struct moving *m)
{
	return m->now != ZONE_UNSET && m->now < m->today;
}

static void fill(struct moving *m, struct year_move_page *page)
{
	const struct year_visit *visit = m->visit;
	const struct year_place *place = &visit->board->plan.at[m->lab];
	struct page_link *crumb = arena_array(visit->arena, struct page_link, 1);
	int32_t date;
	struct err ignored = {0};

	page->page = year_frame(visit, year_say(visit, WORD("Move or lock a lab")), "labs");
	crumb[0] = (struct page_link){
		.text = year_lab_name(visit->arena, &visit->board->problem, m->lab),
		.url = year_lab_url(visit, m->lab)};
	page->page.crumbs = (struct page_links){crumb, 1};
	page->name = crumb[0].text;
	page->csrf = auth_user(visit->request)->csrf;
	page->action = arena_printf(visit->arena, "%.*s/change", STR_ARG(crumb[0].url));
	page->self = arena_printf(visit->arena, "%.*s/move", STR_ARG(crumb[0].url));
	page->seen = arena_printf(visit->arena, "%lld", (long long)visit->board->version);
	page->when = m->now == ZONE_UNSET ? year_say(visit, WORD("It has no date yet."))
					  : year_say2(visit, WORD("It is on {1}."),
						      html_arg_longdate(m->now), html_arg_u64(0));
	page->past = is_past(m);
	page->locked = place->locked;
	page->lock_words = place->reason;
	if (page->past)
		return;
	m->targets = year_targets_of(visit->arena, &visit->board->problem, &visit->board->plan,
				     m->lab);
	fill_best(m, page);
	fill_all(m, page);
	fill_hosts(m, page);
	if (date_parse(http_query_text(visit->request, "date", ""), &date, &ignored))
		fill_asked(m, date, page);
}

static void draw(const struct year_visit *visit, size_t lab, const struct flash *flash,
		 struct http_response *response)
{
	struct moving m = {.visit = visit,
			   .lab = lab,
			   .now = visit->board->plan.at[lab].date,
			   .today = year_today(visit)};
	struct year_move_page page = {0};
	struct html html;

	fill(&m, &page);
	if (flash != NULL) {
		page.page.flash = flash;
		page.page.n_flash = 1;
	}
	auth_html(visit->request, response, &html);
	year_move_page(&html, &page);
	response->text = html.text;
}

static bool find(const struct year_visit *visit, size_t *ret, struct err *err)
{
	return year_lab_asked(visit, ret, err) &&
	       (year_edits_lab(visit, *ret) ||
		err_set(err, ERR_DENIED, "Labs of this school are planned by others."));
}

bool year_move_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_visit visit;
	size_t lab;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	ok = find(&visit, &lab, err);
	if (ok)
		draw(&visit, lab, NULL, response);
	year_end(&visit);
	return ok;
}

/* ---- Changing ---- */

static bool read_hosts(const struct year_visit *visit, struct year_wish *wish, struct err *err)
{
	static const char *const ids[YEAR_MAX_HOSTS] = {"host_1", "host_2"};

	wish->set_hosts = true;
	for (int i = 0; i < YEAR_MAX_HOSTS; i++) {
		struct str code = http_form_value(visit->request, ids[i]);

		wish->host[i] = code.len == 0 ? ZONE_NONE
					      : zone_find(visit->zone, ZONE_T_SECTIONS, code);
		if (code.len > 0 && wish->host[i] == ZONE_NONE)
			return err_set(err, ERR_INVALID, "There is no such class.");
	}
	return true;
}

static bool read_wish(const struct year_visit *visit, size_t lab, struct year_wish *ret,
		      struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct str what = http_form_value(visit->request, "do");
	struct year_wish wish = {.lab = year_key_of(&visit->board->problem, lab),
				 .date = ZONE_UNSET,
				 .host = {ZONE_NONE, ZONE_NONE},
				 .who = user->name,
				 .account_id = user->access.account_id};

	(void)str_to_i64(http_form_value(visit->request, "seen"), &wish.seen_version);
	if (!http_form_optional(visit->request, "why", WHY_MAX, &wish.why, err))
		return false;
	if (str_eq(what, STR("lock")))
		wish.lock = YEAR_LOCK_SET;
	else if (str_eq(what, STR("unlock")))
		wish.lock = YEAR_LOCK_OPEN;
	else if (str_eq(what, STR("hosts")))
		return read_hosts(visit, &wish, err) && (*ret = wish, true);
	else if (!date_parse(http_form_value(visit->request, "date"), &wish.date, err))
		return false;
	wish.overrule = str_eq(what, STR("overrule"));
	*ret = wish;
	return true;
}

/* What was done, as a word of the address that the next page says in full. */
static const char *done_word(const struct year_visit *visit)
{
	struct str what = http_form_value(visit->request, "do");

	return str_eq(what, STR("lock"))     ? "locked"
	       : str_eq(what, STR("unlock")) ? "unlocked"
	       : str_eq(what, STR("hosts"))  ? "hosts"
					     : "moved";
}

bool year_change_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_visit visit;
	struct year_wish wish;
	struct flash flash = {.kind = FLASH_ERROR};
	struct err why = {0};
	int64_t version;
	size_t lab;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	ok = find(&visit, &lab, err);
	if (ok && read_wish(&visit, lab, &wish, &why) &&
	    year_store_change(visit.part->db, visit.arena, visit.part->zone_id,
			      &visit.board->problem, &wish, &version, &why)) {
		http_redirect(response,
			      arena_printf(visit.arena, "%.*s?done=%s",
					   STR_ARG(year_lab_url(&visit, lab)), done_word(&visit)));
	} else if (ok && why.kind == ERR_SYSTEM) {
		*err = why;
		ok = false;
	} else if (ok) {
		flash.text = arena_str(visit.arena, str_from(why.text));
		response->status = http_status_of(why.kind);
		draw(&visit, lab, &flash, response);
	}
	year_end(&visit);
	return ok;
}
