/* /schools/{school}/week/propose: a trade that somebody of the staff is about to suggest. It says
 * what else would move and what it gains or costs before it is sent; it changes nothing. */
#include "parts/week/week_wish.h"

#include "parts/week/week_proposal.h"
#include "parts/week/week_proposal.html.h"
#include "parts/week/week_suggest.h"

enum { MAX_WHY = 300 };

struct badge week_gain_badge(const struct week_visit *visit, const struct week_wished *wished)
{
	struct html_arg minutes = html_arg_minutes(wished->gain < 0 ? -wished->gain : wished->gain);

	if (wished->gain == 0)
		return (struct badge){0};
	if (wished->gain_is_minutes)
		return (struct badge){wished->gain > 0 ? BADGE_GOOD : BADGE_WARN,
				      say_text(visit->arena, visit->lang,
					       wished->gain > 0 ? STR(WORD("{1} more together"))
								: STR(WORD("{1} less together")),
					       &minutes, 1)};
	return wished->gain > 0
		       ? (struct badge){BADGE_GOOD, week_say(visit, WORD("Keeps more wishes"))}
		       : (struct badge){BADGE_WARN, week_say(visit, WORD("Gives up a wish"))};
}

/* What is asked for, where it can be suggested. */
struct suggesting {
	struct week_asked asked;
	struct week_wish wish;
	struct week_wished wished;
	struct str title;
};

static bool read_trade(const struct week_visit *visit, struct suggesting *ret, struct err *err)
{
	const struct week_booking *b;

	ret->asked = week_asked_of(visit);
	if (visit->board->scenario.id == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such plan of the week.");
	if (ret->asked.line == ZONE_NONE)
		return err_set(err, ERR_NOT_FOUND, "This lesson is not in the plan any more.");
	b = &visit->board->plan.bookings.at[ret->asked.line];
	if (!week_may_pick(visit, b) || !week_wish_read(visit, b, &ret->wish))
		return err_set(err, ERR_INVALID, "Say where it shall go: choose a time.");
	ret->wished = week_wish_try(visit, ret->asked.line, &ret->wish);
	if (!ret->wished.found)
		return err_set(err, ERR_INVALID, "Say where it shall go: choose a time.");
	ret->title = week_say2(visit, WORD("{1}: to {2}"),
			       html_arg_str(week_picked_words(visit, b)),
			       html_arg_str(ret->wished.where));
	return true;
}

/* The wish as a hidden field. */
static void put_wish(const struct week_visit *visit, const struct week_wish *wish,
		     struct suggest_page *page)
{
	struct str text = week_wish_text(visit->arena, wish);

	(void)str_split(&text, '=', &page->wish_name);
	page->wish_value = text;
}

static void draw(const struct week_visit *visit, struct http_response *response,
		 const struct suggesting *trade, struct str error)
{
	struct form_error *errors = arena_new(visit->arena, struct form_error);
	struct suggest_page page = {
		.page = week_frame(visit, week_say(visit, WORD("Suggest a change")), "proposals"),
		.title = trade->title,
		.effect = trade->wished.effect,
		.gain = week_gain_badge(visit, &trade->wished),
		.line = arena_printf(visit->arena, "%u", trade->asked.line),
		.seen = visit->board->line[trade->asked.line],
		.plan_id = arena_printf(visit->arena, "%lld", (long long)visit->board->scenario.id),
		.form = {.action = visit->request->path,
			 .csrf = auth_user(visit->request)->csrf,
			 .error = errors,
			 .n_errors = error.len > 0,
			 .submit = {.text = week_say(visit, WORD("Send the suggestion"))},
			 .cancel_url = arena_printf(visit->arena, "%.*s&line=%u",
						    STR_ARG(week_back_url(visit, &trade->asked)),
						    trade->asked.line)},
		.why = {.id = STR("why"),
			.label = week_say(visit, WORD("Why it would be better")),
			.hint = week_say(visit,
					 WORD("For the leadership team, in your own words.")),
			.value = str_utf8_cut(http_form_value(visit->request, "why"), MAX_WHY),
			.error = error,
			.required = true,
			.rows = 3,
			.max_length = MAX_WHY},
	};
	struct html html;

	*errors = (struct form_error){STR("why"), error};
	put_wish(visit, &trade->wish, &page);
	page.page.width = PAGE_TEXT;
	page.page.has_errors = error.len > 0;
	auth_html(visit->request, response, &html);
	suggest_page(&html, &page);
	response->text = html.text;
}

bool week_suggest_page(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	struct suggesting trade;
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = read_trade(&visit, &trade, err);
	if (ok)
		draw(&visit, response, &trade, STR(""));
	week_end(&visit);
	return ok || week_refuse(request, response, err);
}

static bool suggest(const struct week_visit *visit, struct http_response *response, struct err *err)
{
	struct week_proposal proposal = {
		.school_id = auth_user(visit->request)->school_id,
		.scenario_id = visit->board->scenario.id,
		.account_id = auth_user(visit->request)->access.account_id,
	};
	struct suggesting trade;
	struct err why = {0};
	int64_t id;

	if (!read_trade(visit, &trade, err) || !week_check_seen(visit, &trade.asked, err))
		return false;
	if (!trade.wished.legal)
		return err_set(err, ERR_CONFLICT, "It cannot go there. %.*s",
			       STR_ARG(trade.wished.effect));
	if (!http_form_text(visit->request, "why", MAX_WHY, &proposal.why, &why) ||
	    proposal.why.len == 0) {
		response->status = 422;
		draw(visit, response, &trade,
		     week_say(visit, WORD("Say why it would be better: the leadership team decides "
					  "by it.")));
		return true;
	}
	proposal.line = trade.asked.line;
	proposal.before = visit->board->line[trade.asked.line];
	proposal.wish = week_wish_text(visit->arena, &trade.wish);
	proposal.what = trade.title;
	if (!week_proposal_add(visit->part->db, visit->part->zone_id, &proposal, &id, err))
		return false;
	http_redirect(response, arena_printf(visit->arena, "/schools/%.*s/week/proposals?done=sent",
					     STR_ARG(visit->zone->schools.at[visit->school].code)));
	return true;
}

bool week_suggest_send(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = suggest(&visit, response, err);
	week_end(&visit);
	return ok || week_refuse(request, response, err);
}
