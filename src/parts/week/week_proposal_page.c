/* /schools/{school}/week/proposals: what staff suggest, what it would mean in the plan as it is
 * now, what the leadership team says to it, and how it was decided.
 *
 * Whoever may plan the week decides; accepting makes the change in the plan, where it can be undone
 * like any other. What was changed since it was suggested cannot be accepted: the page says so.
 */
#include "parts/week/week_suggest.h"

#include "base/date.h"
#include "parts/week/week_proposal.h"
#include "parts/week/week_proposal.html.h"

enum { DECIDED_SHOWN = 20, MAX_WORDS = 300 };

/* ---- What it would mean now ---- */

struct now {
	bool possible;
	struct str effect;
	struct badge gain;
	struct str plan_name;
};

/* The suggestion in the plan that it is about; the visit's board is that plan's. */
static struct week_wished try_again(const struct week_visit *visit, const struct week_proposal *p,
				    struct str *ret_changed)
{
	const struct week_board *board = visit->board;
	struct week_wish wish;

	*ret_changed = STR("");
	if (board->scenario.id == p->scenario_id && p->line < board->plan.bookings.n &&
	    str_eq(board->line[p->line], p->before) && week_wish_parse(p->wish, &wish) &&
	    week_may_pick(visit, &board->plan.bookings.at[p->line]))
		return week_wish_try(visit, p->line, &wish);
	*ret_changed = week_say(visit,
				WORD("The plan was changed there since. Look at it again and "
				     "suggest it anew."));
	return (struct week_wished){0};
}

/* A visit of the plan that a suggestion is about. Ends with week_end() where it is true. */
static bool visit_plan(const struct week_visit *visit, int64_t scenario_id, struct week_visit *ret)
{
	struct err gone = {0};

	*ret = *visit;
	if (!week_boards_take(visit->part->boards, visit->part->db, scenario_id, &ret->board,
			      &gone))
		return false;
	ret->zone = ret->board->zone;
	ret->school = zone_find(ret->zone, ZONE_T_SCHOOLS,
				visit->zone->schools.at[visit->school].code);
	if (ret->school != ZONE_NONE)
		return true;
	week_end(ret);
	return false;
}

static struct now now_of(const struct week_visit *visit, const struct week_proposal *p)
{
	struct now now = {.effect = week_say(visit, WORD("The plan that it is about is gone."))};
	struct week_wished wished;
	struct week_visit plan;
	struct str changed;

	if (!visit_plan(visit, p->scenario_id, &plan))
		return now;
	wished = try_again(&plan, p, &changed);
	now.possible = wished.found && wished.legal;
	now.effect = arena_str(visit->arena, changed.len > 0 ? changed : wished.effect);
	now.gain = now.possible ? week_gain_badge(visit, &wished) : (struct badge){0};
	now.plan_name = arena_str(visit->arena, plan.board->scenario.name);
	week_end(&plan);
	return now;
}

/* ---- The list ---- */

static struct str on_date(const struct week_visit *visit, const char *english, struct str who,
			  int64_t ms)
{
	return week_say2(visit, english,
			 html_arg_str(who.len > 0 ? who : week_say(visit, WORD("Somebody"))),
			 html_arg_date((int32_t)(ms / DATE_MS_PER_DAY)));
}

static void fill_decision(const struct week_visit *visit, const struct week_proposal *p,
			  struct proposal_row *row)
{
	switch (p->state) {
	case WEEK_SUGGESTED:
		break;
	case WEEK_ACCEPTED:
		row->state = (struct badge){BADGE_GOOD, week_say(visit, WORD("Accepted"))};
		row->decided = on_date(visit, WORD("Accepted by {1} on {2}"), p->decider,
				       p->decided_ms);
		break;
	case WEEK_DECLINED:
		row->state = (struct badge){BADGE_PLAIN, week_say(visit, WORD("Declined"))};
		row->decided = on_date(visit, WORD("Declined by {1} on {2}"), p->decider,
				       p->decided_ms);
		break;
	case WEEK_TAKEN_BACK:
		row->state = (struct badge){BADGE_PLAIN, week_say(visit, WORD("Taken back"))};
		row->decided = on_date(visit, WORD("Taken back by {1} on {2}"), p->decider,
				       p->decided_ms);
		break;
	}
	row->answer = p->answer;
}

static void fill_open(const struct week_visit *visit, const struct week_proposal *p,
		      struct proposal_row *row)
{
	struct voice_row *voice = arena_array(visit->arena, struct voice_row, p->n_voices);
	struct now now = now_of(visit, p);

	row->open = true;
	row->possible = now.possible;
	row->effect = now.effect;
	row->gain = now.gain;
	row->plan_name = now.plan_name;
	row->plan_url = arena_printf(visit->arena, "/schools/%.*s/week?plan=%lld&line=%u",
				     STR_ARG(visit->zone->schools.at[visit->school].code),
				     (long long)p->scenario_id, p->line);
	for (size_t i = 0; i < p->n_voices; i++)
		voice[i] = (struct voice_row){p->voice[i].who, p->voice[i].words,
					      p->voice[i].in_favor};
	row->voice = voice;
	row->n_voices = p->n_voices;
}

static struct proposal_row row_of(const struct week_visit *visit, const struct week_proposal *p)
{
	struct proposal_row row = {
		.id = arena_printf(visit->arena, "%lld", (long long)p->id),
		.title = p->what,
		.by = on_date(visit, WORD("Suggested by {1} on {2}"), p->who, p->made_ms),
		.why = p->why,
		.mine = p->account_id == auth_user(visit->request)->access.account_id,
	};

	if (p->state == WEEK_SUGGESTED)
		fill_open(visit, p, &row);
	else
		fill_decision(visit, p, &row);
	return row;
}

static const struct empty_state *nothing_yet(const struct week_visit *visit, struct str week_url)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = week_say(visit, WORD("Nobody has suggested a change yet")),
		.text = week_say(visit,
				 WORD("Whoever works here can pick a lesson in the week, see "
				      "where it could go and what that would mean, and "
				      "suggest it. The leadership team decides.")),
		.step = {.text = week_say(visit, WORD("Go to the week")), .url = week_url}};
	return empty;
}

/* After something was done: what, in words. */
static bool said(const struct week_visit *visit, struct flash *ret)
{
	static const struct week_done row[] = {
		{"sent", WORD("Sent. The leadership team sees it here and decides.")},
		{"voice", WORD("Your voice is noted.")},
		{"accepted", WORD("Accepted: the plan is changed. It is in force when the plan is "
				  "adopted again; Undo in the week takes it back.")},
		{"declined", WORD("Declined. Whoever suggested it reads your answer here.")},
		{"taken", WORD("Taken back.")}};

	return week_said(visit, row, sizeof row / sizeof *row, ret);
}

static bool draw(const struct week_visit *visit, struct http_response *response,
		 const struct flash *flash, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct str school = visit->zone->schools.at[visit->school].code;
	struct proposals_page page = {
		.page = week_frame(visit, week_say(visit, WORD("Suggestions")), "proposals"),
		.csrf = user->csrf,
		.action = arena_printf(visit->arena, "/schools/%.*s/week/proposals",
				       STR_ARG(school)),
		.may_decide = access_may_at(&user->access, ACCESS_WEEK_EDIT, user->school_id),
		.week_url = arena_printf(visit->arena, "/schools/%.*s/week", STR_ARG(school)),
	};
	struct week_proposals list;
	struct proposal_row *row;
	struct html html;

	if (!week_proposal_list(visit->part->db, visit->arena, visit->part->zone_id,
				user->school_id, DECIDED_SHOWN, &list, err))
		return false;
	row = arena_array(visit->arena, struct proposal_row, list.n);
	for (size_t i = 0; i < list.n; i++) {
		row[i] = row_of(visit, &list.at[i]);
		page.n_open += row[i].open;
	}
	page.row = row;
	page.n = list.n;
	if (list.n == 0)
		page.empty = nothing_yet(visit, page.week_url);
	if (flash != NULL) {
		page.page.flash = flash;
		page.page.n_flash = 1;
	}
	page.page.width = PAGE_TEXT;
	auth_html(visit->request, response, &html);
	proposals_page(&html, &page);
	response->text = html.text;
	return true;
}

bool week_proposals_page(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	struct week_visit visit;
	struct flash flash;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = draw(&visit, response, said(&visit, &flash) ? &flash : NULL, err);
	week_end(&visit);
	return ok;
}

/* ---- Deciding ---- */

static bool find(const struct week_visit *visit, struct week_proposal *ret, struct err *err)
{
	int64_t id;

	return http_path_id(visit->request, "proposal", &id, err) &&
	       week_proposal_find(visit->part->db, visit->arena, visit->part->zone_id,
				  auth_user(visit->request)->school_id, id, ret, err);
}

/* A text that may be left out. */
static struct str words_of(const struct week_visit *visit)
{
	struct err none = {0};
	struct str words = STR("");

	return http_form_text(visit->request, "words", MAX_WORDS, &words, &none) ? words : STR("");
}

static bool say(const struct week_visit *visit, struct err *err)
{
	struct week_proposal p;
	struct week_voice voice = {
		.account_id = auth_user(visit->request)->access.account_id,
		.in_favor = str_eq(http_form_value(visit->request, "voice"), STR("for")),
		.words = words_of(visit)};

	if (!find(visit, &p, err))
		return false;
	voice.proposal_id = p.id;
	return week_proposal_say(visit->part->db, visit->part->zone_id, &voice, err);
}

static struct week_decision decision_of(const struct week_visit *visit,
					const struct week_proposal *p,
					enum week_proposal_state state)
{
	return (struct week_decision){.zone_id = visit->part->zone_id,
				      .id = p->id,
				      .account_id = auth_user(visit->request)->access.account_id,
				      .state = state,
				      .answer = words_of(visit)};
}

/* In the plan that it is about. */
static bool accept_in(const struct week_visit *plan, const struct week_proposal *p, struct err *err)
{
	struct week_decision decision = decision_of(plan, p, WEEK_ACCEPTED);
	struct week_wished wished;
	struct week_edit edit;
	struct str changed;

	wished = try_again(plan, p, &changed);
	if (changed.len > 0)
		return err_set(err, ERR_CONFLICT, "%.*s", STR_ARG(changed));
	if (!wished.legal)
		return err_set(err, ERR_CONFLICT, "It cannot go there. %.*s",
			       STR_ARG(wished.effect));
	edit = week_wished_edit(plan, &wished, NULL);
	edit.what = week_say2(
		plan, WORD("{1}, as {2} suggested."), html_arg_str(p->what),
		html_arg_str(p->who.len > 0 ? p->who : week_say(plan, WORD("somebody"))));
	decision.edit = &edit;
	if (!week_proposal_decide(plan->part->db, &decision, err))
		return false;
	week_tell(plan);
	return true;
}

static bool accept(const struct week_visit *visit, const struct week_proposal *p, struct err *err)
{
	struct week_visit plan;
	bool ok;

	if (!visit_plan(visit, p->scenario_id, &plan))
		return err_set(err, ERR_CONFLICT, "The plan that it is about is gone.");
	ok = accept_in(&plan, p, err);
	week_end(&plan);
	return ok;
}

static bool decide(const struct week_visit *visit, bool yes, struct err *err)
{
	struct week_decision decision;
	struct week_proposal p;

	if (!find(visit, &p, err))
		return false;
	if (yes)
		return accept(visit, &p, err);
	decision = decision_of(visit, &p, WEEK_DECLINED);
	if (decision.answer.len == 0)
		return err_set(err, ERR_INVALID,
			       "Say why not: whoever suggested it reads your answer.");
	return week_proposal_decide(visit->part->db, &decision, err);
}

static bool take_back(const struct week_visit *visit, struct err *err)
{
	struct week_decision decision;
	struct week_proposal p;

	if (!find(visit, &p, err))
		return false;
	if (p.account_id != auth_user(visit->request)->access.account_id)
		return err_set(err, ERR_DENIED, "Only whoever suggested it can take it back.");
	decision = decision_of(visit, &p, WEEK_TAKEN_BACK);
	return week_proposal_decide(visit->part->db, &decision, err);
}

/* Back to the list; or the list again, with why nothing was done. */
static bool answer(const struct week_visit *visit, struct http_response *response, bool ok,
		   const char *done, struct err *err)
{
	struct flash flash = {.kind = FLASH_WARNING};
	struct err why = *err;

	if (ok) {
		http_redirect(response,
			      arena_printf(visit->arena, "/schools/%.*s/week/proposals?done=%s",
					   STR_ARG(visit->zone->schools.at[visit->school].code),
					   done));
		return true;
	}
	if (why.kind != ERR_CONFLICT && why.kind != ERR_INVALID)
		return false;
	flash.text = lang_text(visit->lang, arena_str(visit->arena, str_from(why.text)));
	response->status = http_status_of(why.kind);
	return draw(visit, response, &flash, err);
}

bool week_voice_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = say(&visit, err);
	ok = answer(&visit, response, ok, "voice", err);
	week_end(&visit);
	return ok;
}

bool week_decide_send(struct http_request *request, struct http_response *response, struct err *err)
{
	bool yes = str_eq(http_form_value(request, "decision"), STR("accept"));
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = decide(&visit, yes, err);
	ok = answer(&visit, response, ok, yes ? "accepted" : "declined", err);
	week_end(&visit);
	return ok;
}

bool week_take_back_send(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = take_back(&visit, err);
	ok = answer(&visit, response, ok, "taken", err);
	week_end(&visit);
	return ok;
}
