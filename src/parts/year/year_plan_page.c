/* /year/plan: does every rule hold, planning around the locks, what was changed, undo. */
#include "parts/year/year_page_internal.h"

#include "base/text.h"
#include "base/vec.h"
#include "kit/jobs/job.h"
#include "parts/year/year_make.h"
#include "parts/year/year_edit.html.h"
#include "parts/year/year_store.h"
#include "parts/year/year_undo.h"

enum { VERSIONS_SHOWN = 20, VERSIONS_MAX = 1000 };

/* ---- What is broken ---- */

static void fill_faults(const struct year_visit *visit, struct year_plan_page *page)
{
	const struct year_faults *faults = &visit->board->faults;
	struct year_fact *fault = arena_array(visit->arena, struct year_fact, faults->n);

	for (size_t i = 0; i < faults->n; i++) {
		if (faults->at[i].lab != SIZE_MAX && !year_sees_lab(visit, faults->at[i].lab))
			continue;
		fault[page->n_faults++] = (struct year_fact){
			.name = year_say(visit,
					 faults->at[i].must ? WORD("A rule") : WORD("A wish")),
			.text = faults->at[i].sentence,
			.url = faults->at[i].lab == SIZE_MAX
				       ? STR("")
				       : year_lab_url(visit, faults->at[i].lab)};
	}
	page->fault = fault;
	page->n_broken = (int64_t)faults->n_must;
}

/* ---- The job ---- */

static bool last_job(const struct year_visit *visit, bool unfinished, struct job_list *ret,
		     struct err *err)
{
	struct job_filter filter = {.zone_id = visit->part->zone_id,
				    .kind = YEAR_JOB,
				    .unfinished = unfinished,
				    .limit = 1};

	return job_find(visit->part->db, visit->arena, &filter, ret, err);
}

static bool fill_progress(const struct year_visit *visit, struct year_plan_page *page,
			  struct err *err)
{
	struct job_list list;
	long long id;

	if (!last_job(visit, true, &list, err))
		return false;
	if (list.n == 0)
		return true;
	id = (long long)list.at[0].key.id;
	page->news_url = arena_printf(visit->arena, "/year/jobs/%lld/news", id);
	page->progress = (struct progress){
		.label = year_say(visit, list.at[0].state == JOB_QUEUED
						 ? WORD("The year waits for its turn")
						 : WORD("The year is being planned")),
		.message = list.at[0].message,
		.permille = -1,
		.poll_url = STR("/year/plan"),
		.cancel_url = arena_printf(visit->arena, "/year/jobs/%lld/stop", id),
		.csrf = auth_user(visit->request)->csrf};
	return true;
}

static struct str verdict_words(const struct year_visit *visit, struct str word, int64_t changed)
{
	if (str_eq(word, STR("feasible")))
		return year_say2(visit,
				 WORD("One lab moved; every rule holds.|{1} labs moved; every "
				      "rule holds."),
				 html_arg_i64(changed), html_arg_i64(0));
	if (str_eq(word, STR("infeasible")))
		return year_say(visit, WORD("It cannot be done, and here is why. The plan stayed "
					    "as it was."));
	return year_say(visit, WORD("No plan was found in the time given, and no proof that there "
				    "is none. The plan stayed as it was."));
}

/* "feasible 3", then a sentence a line; those that begin with "* " are remedies. */
static void fill_report(const struct year_visit *visit, struct str result,
			struct year_plan_page *page)
{
	struct str line, word;
	int64_t changed = 0;
	VEC(struct year_fact) sentences = {0};

	if (!str_split(&result, '\n', &line) || !str_split(&line, ' ', &word))
		return;
	(void)str_to_i64(line, &changed);
	page->verdict = verdict_words(visit, word, changed);
	while (str_split(&result, '\n', &line)) {
		bool remedy = str_starts_with(line, STR("* "));

		*vec_push(visit->arena, &sentences) = (struct year_fact){
			.name = remedy ? year_say(visit, WORD("Would help")) : STR(""),
			.text = remedy ? str_slice(line, 2, line.len) : line};
	}
	page->sentence = sentences.at;
	page->n_sentences = sentences.n;
}

static bool fill_last(const struct year_visit *visit, struct year_plan_page *page, struct err *err)
{
	struct job_list list;
	struct job job;

	if (!last_job(visit, false, &list, err))
		return false;
	if (list.n == 0 || (list.at[0].state != JOB_DONE && list.at[0].state != JOB_FAILED))
		return true;
	if (list.at[0].state == JOB_FAILED) {
		page->verdict = list.at[0].message;
		return true;
	}
	if (!job_get(visit->part->db, visit->arena, list.at[0].key, &job, err))
		return false;
	fill_report(visit, job.result, page);
	return true;
}

/* ---- Versions ---- */

static bool fill_versions(const struct year_visit *visit, struct year_plan_page *page,
			  struct err *err)
{
	struct year_version *versions;
	struct year_undoable able;
	struct year_fact *row;
	size_t n;

	if (!year_store_versions(visit->part->db, visit->arena, visit->part->zone_id, VERSIONS_MAX,
				 &versions, &n, err))
		return false;
	able = year_undo_of(versions, n);
	page->may_undo = able.undo != 0;
	page->may_redo = able.redo != 0;
	row = arena_array(visit->arena, struct year_fact, VERSIONS_SHOWN);
	for (size_t i = 0; i < n && i < VERSIONS_SHOWN; i++)
		row[page->n_versions++] = (struct year_fact){
			.name = year_say2(visit, WORD("Change {1}, {2}"),
					  html_arg_i64(versions[i].version),
					  html_arg_date((int32_t)(versions[i].made_ms / 86400000))),
			.text = year_say2(visit, WORD("{2} (one lab)|{2} ({1} labs)"),
					  html_arg_i64(versions[i].n_changes),
					  html_arg_str(versions[i].note))};
	page->version = row;
	return true;
}

/* ---- The page ---- */

static const struct flash *said(const struct year_visit *visit)
{
	static const struct {
		const char *done, *text;
	} row[] = {{"undo", WORD("Undone. Redo brings it back.")},
		   {"redo", WORD("Done again.")},
		   {"solve", WORD("The year is being planned. What comes of it stands here; undo "
				  "takes it back.")}};
	struct str done = http_query_text(visit->request, "done", "");
	struct flash *flash = arena_new(visit->arena, struct flash);

	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (str_eq(done, str_from(row[i].done))) {
			*flash = (struct flash){.kind = FLASH_DONE,
						.text = year_say(visit, row[i].text)};
			return flash;
		}
	return NULL;
}

static bool draw(const struct year_visit *visit, const struct flash *flash,
		 struct http_response *response, struct err *err)
{
	struct year_plan_page page = {
		.page = year_frame(visit, year_say(visit, WORD("Plan the year")), "plan"),
		.csrf = auth_user(visit->request)->csrf,
		.has_plan = visit->board->version > 0,
		.has_labs = visit->board->problem.n_labs > 0};
	struct html html;

	if (!fill_progress(visit, &page, err) || !fill_last(visit, &page, err) ||
	    !fill_versions(visit, &page, err))
		return false;
	page.page.flash = flash;
	page.page.n_flash = flash != NULL;
	page.page.width = PAGE_TEXT;
	fill_faults(visit, &page);
	auth_html(visit->request, response, &html);
	year_plan_page(&html, &page);
	response->text = html.text;
	return true;
}

bool year_plan_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_visit visit;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	ok = draw(&visit, said(&visit), response, err);
	year_end(&visit);
	return ok;
}

/* ---- Sending ---- */

bool year_undo_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_undoing undoing = {.redo = str_eq(http_form_value(request, "do"), STR("redo"))};
	struct year_visit visit;
	struct err why = {0};
	struct flash flash = {.kind = FLASH_WARNING};
	bool ok = true;

	if (!year_begin(request, &visit, err))
		return false;
	undoing.edits = visit.edits;
	undoing.account_id = auth_user(request)->access.account_id;
	if (year_undo(visit.part->db, visit.arena, visit.part->zone_id, &visit.board->problem,
		      &undoing, &why)) {
		http_redirect(response, undoing.redo ? STR("/year/plan?done=redo")
						     : STR("/year/plan?done=undo"));
	} else if (why.kind == ERR_SYSTEM || why.kind == ERR_BUSY) {
		*err = why;
		ok = false;
	} else {
		flash.text = arena_str(visit.arena, str_from(why.text));
		response->status = http_status_of(why.kind);
		ok = draw(&visit, &flash, response, err);
	}
	year_end(&visit);
	return ok;
}

bool year_solve_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct job_request job = {.kind = YEAR_JOB, .only_one_of = STR(YEAR_JOB)};
	bool anew = str_eq(http_form_value(request, "do"), STR("anew")), all = true;
	struct year_visit visit;
	struct text payload;
	int64_t id;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	text_init(&payload, visit.arena);
	for (size_t i = 0; i < visit.zone->schools.n; i++) {
		all = all && visit.edits[i];
		if (visit.edits[i])
			text_printf(&payload, "%s%.*s", payload.len > 0 ? ";" : "",
				    STR_ARG(visit.zone->schools.at[i].code));
	}
	job.zone_id = visit.part->zone_id;
	job.account_id = auth_user(request)->access.account_id;
	job.payload = arena_printf(visit.arena, "%s %.*s", anew ? "anew" : "mend",
				   STR_ARG(all ? STR("*") : text_str(&payload)));
	ok = job_enqueue(visit.part->db, &job, &id, err);
	if (ok)
		http_redirect(response, STR("/year/plan?done=solve"));
	year_end(&visit);
	return ok;
}

static bool find_job(const struct year_pages *part, struct http_request *request, struct job *ret,
		     struct err *err)
{
	struct job_key key = {.zone_id = part->zone_id};

	if (!http_path_id(request, "job", &key.id, err) ||
	    !job_get(part->db, request->arena, key, ret, err))
		return false;
	return str_eq(ret->kind, STR(YEAR_JOB)) ||
	       err_set(err, ERR_NOT_FOUND, "There is no such plan in the making.");
}

bool year_job_news(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct year_pages *part = request->part;
	struct job job;

	return find_job(part, request, &job, err) &&
	       http_events_answer(part->events,
				  arena_printf(request->arena, "job/%lld", (long long)job.key.id),
				  response, err);
}

bool year_job_stop(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct year_pages *part = request->part;
	struct job job;

	if (!find_job(part, request, &job, err) || !job_cancel(part->db, job.key, err))
		return false;
	http_redirect(response, STR("/year/plan"));
	return true;
}
