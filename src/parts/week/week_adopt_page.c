/* /week/plans/adopt: from when on, and where, a plan is in force; and taking one back. */
#include "parts/week/week_page_internal.h"

#include "base/date.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_plans.html.h"

enum { MAX_NOTE = 200 };

bool week_force_of(const struct week_visit *visit, struct week_force *ret, struct err *err)
{
	if (!week_store_adoptions(visit->part->db, visit->arena, visit->part->zone_id, &ret->all,
				  &ret->n, err))
		return false;
	ret->today = week_today(visit, NULL);
	ret->holding = week_holding_of(visit->arena, visit->zone, ret->all, ret->n, ret->today);
	return true;
}

struct badge week_state_badge(const struct week_visit *visit, const struct week_force *force,
			      int64_t scenario_id)
{
	switch (week_state_of(scenario_id, force->all, force->n, &force->holding, force->today)) {
	case WEEK_ADOPTED:
		return (struct badge){BADGE_GOOD, week_say(visit, WORD("The plan"))};
	case WEEK_COMING:
		return (struct badge){BADGE_INFO, week_say(visit, WORD("Will be the plan"))};
	case WEEK_PAST:
		return (struct badge){BADGE_PLAIN, week_say(visit, WORD("Was the plan"))};
	case WEEK_DRAFT:
		break;
	}
	return (struct badge){BADGE_INFO, week_say(visit, WORD("Draft"))};
}

/* ---- Where they may ---- */

/* Whether they may adopt at a school, ZONE_NONE: at all of them together. */
static bool may_adopt(const struct week_visit *visit, const int64_t *school_id, uint32_t school)
{
	const struct access_user *user = &auth_user(visit->request)->access;

	return school == ZONE_NONE ? access_may_zone(user, ACCESS_WEEK_ADOPT)
				   : access_may_at(user, ACCESS_WEEK_ADOPT, school_id[school]);
}

static bool school_ids(const struct week_visit *visit, const int64_t **ret, struct err *err)
{
	return zone_store_ids(visit->part->db, visit->arena, visit->part->zone_id, visit->zone,
			      ZONE_T_SCHOOLS, ret, err);
}

/* ---- The list ---- */

static struct badge force_badge(const struct week_visit *visit, const struct week_force *force,
				const struct week_adoption *a)
{
	if (a->withdrawn_ms != 0)
		return (struct badge){BADGE_WARN, week_say(visit, WORD("Taken back"))};
	if (a->from_date > force->today)
		return (struct badge){BADGE_INFO, week_say(visit, WORD("Comes"))};
	for (size_t s = 0; s < force->holding.n; s++)
		if (force->holding.at[s] == a)
			return (struct badge){BADGE_GOOD, week_say(visit, WORD("In force"))};
	return (struct badge){BADGE_PLAIN, week_say(visit, WORD("Over"))};
}

static struct force_row force_row(const struct week_visit *visit, const struct week_force *force,
				  const struct week_adoption *a)
{
	uint32_t school = a->school.len == 0 ? ZONE_NONE
					     : zone_find(visit->zone, ZONE_T_SCHOOLS, a->school);
	struct html_arg arg[3] = {html_arg_str(school == ZONE_NONE
						       ? week_say(visit, WORD("All schools"))
						       : visit->zone->schools.at[school].name),
				  html_arg_str(a->plan), html_arg_longdate(a->from_date)};

	return (struct force_row){
		.id = arena_printf(visit->arena, "%lld", (long long)a->id),
		.what = say_text(visit->arena, visit->lang, STR(WORD("{1}: {2}, from {3} on")), arg,
				 3),
		.who = week_say2(
			visit, WORD("Adopted by {1} on {2}"),
			html_arg_str(a->who.len > 0 ? a->who : week_say(visit, WORD("a command"))),
			html_arg_longdate((int32_t)(a->made_ms / DATE_MS_PER_DAY))),
		.note = a->note,
		.badge = force_badge(visit, force, a)};
}

bool week_fill_force(const struct week_visit *visit, const struct week_force *force,
		     struct plans_page *page, struct err *err)
{
	struct force_row *row = arena_array(visit->arena, struct force_row, force->n);
	const int64_t *id;

	if (!school_ids(visit, &id, err))
		return false;
	for (size_t i = 0; i < force->n; i++) {
		const struct week_adoption *a = &force->all[i];
		uint32_t school = a->school.len == 0
					  ? ZONE_NONE
					  : zone_find(visit->zone, ZONE_T_SCHOOLS, a->school);

		row[i] = force_row(visit, force, a);
		row[i].may_withdraw = a->withdrawn_ms == 0 && may_adopt(visit, id, school);
	}
	page->force = row;
	page->n_force = force->n;
	return true;
}

/* ---- The form ---- */

/* As it was typed. */
struct typed {
	struct str school, from_date, note;
	struct form_error error[4];
	size_t n_errors;
};

static void complain(struct typed *typed, const char *field, struct str text)
{
	typed->error[typed->n_errors++] = (struct form_error){str_from(field), text};
}

static struct str error_of(const struct typed *typed, const char *field)
{
	for (size_t i = 0; i < typed->n_errors; i++)
		if (str_eq(typed->error[i].field, str_from(field)))
			return typed->error[i].text;
	return STR("");
}

static struct form_choice school_choice(const struct week_visit *visit, const int64_t *id,
					const struct typed *typed)
{
	size_t n = visit->zone->schools.n;
	struct form_option *option = arena_array(visit->arena, struct form_option, n + 1);
	struct form_choice choice = {.id = STR("school"),
				     .label = week_say(visit, WORD("Where")),
				     .error = error_of(typed, "school"),
				     .option = option};

	if (may_adopt(visit, id, ZONE_NONE))
		option[choice.n++] = (struct form_option){
			.value = STR("all"), .text = week_say(visit, WORD("All schools"))};
	for (uint32_t s = 0; s < n; s++)
		if (may_adopt(visit, id, s))
			option[choice.n++] = (struct form_option){
				.value = visit->zone->schools.at[s].code,
				.text = visit->zone->schools.at[s].name};
	for (size_t i = 0; i < choice.n; i++)
		option[i].chosen = choice.n == 1 || str_eq(option[i].value, typed->school);
	return choice;
}

static bool draw_form(const struct week_visit *visit, struct http_response *response,
		      const struct typed *typed, struct err *err)
{
	struct adopt_page page = {
		.page = week_frame(visit,
				   week_say2(visit, WORD("Adopt “{1}”"),
					     html_arg_str(visit->board->scenario.name),
					     html_arg_i64(0)),
				   ""),
		.plan_id = arena_printf(visit->arena, "%lld", (long long)visit->board->scenario.id),
		.form = {.action = STR("/week/plans/adopt"),
			 .csrf = auth_user(visit->request)->csrf,
			 .error = typed->error,
			 .n_errors = typed->n_errors,
			 .submit = {.text = week_say(visit, WORD("Adopt"))},
			 .cancel_url = STR("/week/plans")},
		.from_date = {.type = FIELD_DATE,
			      .width = FIELD_MEDIUM,
			      .id = STR("from"),
			      .label = week_say(visit, WORD("From this date on")),
			      .value = typed->from_date,
			      .error = error_of(typed, "from"),
			      .required = true},
		.note = {.id = STR("note"),
			 .label = week_say(visit, WORD("Who agreed, or why")),
			 .hint = week_say(visit, WORD("Stands in the history, for example “staff "
						      "vote of May 12”.")),
			 .value = typed->note,
			 .max_length = MAX_NOTE,
			 .optional = true},
	};
	const int64_t *id;
	struct html html;

	if (!school_ids(visit, &id, err))
		return false;
	page.school = school_choice(visit, id, typed);
	page.page.width = PAGE_TEXT;
	page.page.has_errors = typed->n_errors > 0;
	auth_html(visit->request, response, &html);
	adopt_page(&html, &page);
	response->text = html.text;
	return true;
}

bool week_adopt_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	struct typed typed = {0};
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	typed.from_date = date_text(request->arena, week_today(&visit, NULL));
	ok = visit.board->scenario.id != 0
		     ? draw_form(&visit, response, &typed, err)
		     : err_set(err, ERR_NOT_FOUND, "There is no such plan of the week.");
	week_end(&visit);
	return ok;
}

/* What was typed as an adoption; complaints are added to it. */
static bool read_form(const struct week_visit *visit, struct typed *typed,
		      struct week_adopting *adopting, struct err *err)
{
	struct err why = {0};
	const int64_t *id;

	if (!school_ids(visit, &id, err))
		return false;
	adopting->school = zone_find(visit->zone, ZONE_T_SCHOOLS, typed->school);
	if (!str_eq(typed->school, STR("all")) && adopting->school == ZONE_NONE)
		complain(typed, "school", week_say(visit, WORD("Choose where it shall hold.")));
	else if (!may_adopt(visit, id, adopting->school))
		return err_set(err, ERR_DENIED,
			       "You may not adopt a plan there: ask somebody who plans for that "
			       "school or for the whole zone.");
	if (!date_parse(typed->from_date, &adopting->from_date, &why))
		complain(typed, "from",
			 week_say(visit, WORD("Give the date as year, month and day, for example "
					      "2026-09-01.")));
	return true;
}

static bool adopt(const struct week_visit *visit, struct http_response *response, struct err *err)
{
	const struct http_request *request = visit->request;
	struct typed typed = {.school = http_form_value(request, "school"),
			      .from_date = http_form_value(request, "from"),
			      .note = str_utf8_cut(http_form_value(request, "note"), MAX_NOTE)};
	struct week_adopting adopting = {.zone_id = visit->part->zone_id,
					 .scenario_id = visit->board->scenario.id,
					 .account_id = auth_user(request)->access.account_id,
					 .zone_version = visit->board->zone_version,
					 .note = typed.note};
	struct err why = {0};
	int64_t id;

	if (!read_form(visit, &typed, &adopting, err))
		return false;
	if (typed.n_errors == 0 &&
	    week_adopt(visit->part->db, visit->arena, visit->zone, &adopting, &id, &why)) {
		week_go_to_plan(visit, response, adopting.scenario_id, "adopted");
		return true;
	}
	if (why.kind == ERR_SYSTEM || why.kind == ERR_BUSY) {
		*err = why;
		return false;
	}
	if (typed.n_errors == 0)
		complain(&typed, "",
			 lang_text(visit->lang, arena_str(visit->arena, str_from(why.text))));
	response->status = typed.n_errors > 0 && why.text[0] == '\0' ? 422
								     : http_status_of(why.kind);
	return draw_form(visit, response, &typed, err);
}

bool week_adopt_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = adopt(&visit, response, err);
	week_end(&visit);
	return ok;
}

/* ---- Taking back ---- */

static bool withdraw(const struct week_visit *visit, struct err *err)
{
	int64_t account = auth_user(visit->request)->access.account_id;
	const struct week_adoption *found = NULL;
	struct week_force force;
	const int64_t *school;
	uint32_t where;
	int64_t id;

	if (!http_form_id(visit->request, "adoption", &id, err) ||
	    !week_force_of(visit, &force, err) || !school_ids(visit, &school, err))
		return false;
	for (size_t i = 0; i < force.n; i++)
		if (force.all[i].id == id)
			found = &force.all[i];
	if (found == NULL)
		return err_set(err, ERR_NOT_FOUND, "There is no such plan in force.");
	where = found->school.len == 0 ? ZONE_NONE
				       : zone_find(visit->zone, ZONE_T_SCHOOLS, found->school);
	if (!may_adopt(visit, school, where))
		return err_set(err, ERR_DENIED, "You may not take this plan back.");
	return week_store_withdraw(visit->part->db, visit->part->zone_id, id, account, err);
}

bool week_withdraw_send(struct http_request *request, struct http_response *response,
			struct err *err)
{
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = withdraw(&visit, err);
	if (ok)
		http_redirect(response, STR("/week/plans"));
	week_end(&visit);
	return ok;
}
