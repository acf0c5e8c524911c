/* Solving around the locks, as a job that the pages follow and can stop. */
#include "parts/week/week_page_internal.h"

#include "kit/jobs/job.h"
#include "parts/week/week_job.html.h"
#include "parts/week/week_make.h"
#include "parts/week/week_patch.h"

enum { MAX_NAME = 100 };

bool week_find_job(const struct week_visit *visit, struct progress *ret, struct err *err)
{
	struct job_filter filter = {.zone_id = visit->part->zone_id,
				    .kind = "week.solve",
				    .unfinished = true,
				    .limit = 1};
	struct job_list list;
	long long id;

	if (!job_find(visit->part->db, visit->arena, &filter, &list, err))
		return false;
	if (list.n == 0)
		return true;
	id = (long long)list.at[0].key.id;
	*ret = (struct progress){
		.label = week_say(visit, list.at[0].state == JOB_QUEUED
						 ? WORD("A new plan waits for its turn")
						 : WORD("A new plan is being made")),
		.message = list.at[0].message,
		.permille = list.at[0].state == JOB_QUEUED ? -1 : list.at[0].permille,
		.poll_url = http_target(visit->request),
		.cancel_url = arena_printf(visit->arena, "/week/jobs/%lld/stop", id),
		.csrf = auth_user(visit->request)->csrf};
	return true;
}

bool week_job_news_url(const struct week_visit *visit, struct str *ret, struct err *err)
{
	struct job_filter filter = {.zone_id = visit->part->zone_id,
				    .kind = "week.solve",
				    .unfinished = true,
				    .limit = 1};
	struct job_list list;

	if (!job_find(visit->part->db, visit->arena, &filter, &list, err))
		return false;
	if (list.n > 0)
		*ret = arena_printf(visit->arena, "/week/jobs/%lld/news",
				    (long long)list.at[0].key.id);
	return true;
}

/* Plan anew from a scenario, with rows to try (or none); one at a time. */
static bool enqueue(const struct week_visit *visit, int64_t from, struct str name, struct str patch,
		    int64_t *ret, struct err *err)
{
	struct job_request job = {
		.kind = "week.solve",
		.only_one_of = STR("week.solve"),
		.zone_id = visit->part->zone_id,
		.account_id = auth_user(visit->request)->access.account_id,
		.payload = arena_printf(visit->arena, "%lld %.*s%s%.*s", (long long)from,
					STR_ARG(str_utf8_cut(name, MAX_NAME)),
					patch.len > 0 ? "\n" : "", STR_ARG(patch))};

	return job_enqueue(visit->part->db, &job, ret, err);
}

static void go_to_job(const struct week_visit *visit, struct http_response *response, int64_t job)
{
	http_redirect(response, arena_printf(visit->arena, "/week/jobs/%lld", (long long)job));
}

bool week_solve_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	struct str name;
	int64_t id;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	name = http_form_value(request, "name");
	ok = enqueue(&visit, visit.board->scenario.id,
		     name.len > 0 ? name : week_say(&visit, WORD("New plan")), STR(""), &id, err);
	if (ok)
		go_to_job(&visit, response, id);
	week_end(&visit);
	return ok;
}

/* A job of ours, by the path. */
static bool find_job(const struct week_part *part, struct http_request *request, struct job *ret,
		     struct err *err)
{
	struct job_key key = {.zone_id = part->zone_id};

	if (!http_path_id(request, "job", &key.id, err) ||
	    !job_get(part->db, request->arena, key, ret, err))
		return false;
	return str_eq(ret->kind, STR("week.solve")) ||
	       err_set(err, ERR_NOT_FOUND, "There is no such plan in the making.");
}

bool week_job_news(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	struct job job;

	return find_job(part, request, &job, err) &&
	       http_events_answer(part->events,
				  arena_printf(request->arena, "job/%lld", (long long)job.key.id),
				  response, err);
}

/* ---- The page of a job ---- */

/* From which plan it began, and the rows that were tried already. */
static int64_t begun_from(const struct job *job, struct str *ret_patch)
{
	struct str rest = job->payload, id, name;
	int64_t from = 0;

	*ret_patch = STR("");
	if (str_split(&rest, ' ', &id) && str_to_i64(id, &from) && str_split(&rest, '\n', &name))
		*ret_patch = rest;
	return from;
}

static struct str state_words(const struct week_visit *visit, const struct job *job, int64_t plan)
{
	switch (job->state) {
	case JOB_QUEUED:
		return week_say(visit, WORD("A new plan waits for its turn"));
	case JOB_RUNNING:
		return week_say(visit, WORD("A new plan is being made"));
	case JOB_DONE:
		return week_say(visit, plan != 0 ? WORD("The draft is ready")
						 : WORD("There is no such plan: this cannot be"));
	case JOB_FAILED:
		return week_say(visit, WORD("No plan was made"));
	case JOB_CANCELLED:
		break;
	}
	return week_say(visit, WORD("Stopped: nothing was changed"));
}

static bool fill_job(const struct week_visit *visit, const struct job *job, struct job_page *page,
		     struct err *err)
{
	struct str school = week_a_school(visit, err), patch;
	int64_t plan = 0, from = begun_from(job, &patch);

	(void)str_to_i64(job->result, &plan);
	page->csrf = auth_user(visit->request)->csrf;
	page->action = arena_printf(visit->arena, "/week/jobs/%lld", (long long)job->key.id);
	page->page.title = state_words(visit, job, plan);
	page->message = job->message;
	page->tried = week_patch_words(visit->arena, patch);
	page->back_url = arena_printf(visit->arena, "/schools/%.*s/week?plan=%lld", STR_ARG(school),
				      (long long)from);
	if (!job_state_is_final(job->state)) {
		page->news_url = arena_printf(visit->arena, "%.*s/news", STR_ARG(page->action));
		page->progress = (struct progress){
			.label = page->page.title,
			.message = job->message,
			.permille = job->state == JOB_QUEUED ? -1 : job->permille,
			.poll_url = page->action,
			.cancel_url = arena_printf(visit->arena, "%.*s/stop",
						   STR_ARG(page->action)),
			.csrf = page->csrf};
		return true;
	}
	if (plan != 0) {
		page->plan_url = arena_printf(visit->arena,
					      "/schools/%.*s/week?plan=%lld&done=made",
					      STR_ARG(school), (long long)plan);
		page->compare_url = arena_printf(visit->arena,
						 "/schools/%.*s/week/compare?a=%lld&b=%lld",
						 STR_ARG(school), (long long)from, (long long)plan);
	}
	return week_conflict_list(visit->part->db, visit->arena, visit->part->zone_id, job->key.id,
				  &page->conflict, &page->n_conflicts, err);
}

bool week_job_page(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	struct job_page page = {0};
	struct week_visit visit;
	struct html html;
	struct job job;
	bool ok;

	if (!find_job(part, request, &job, err) || !week_begin(request, &visit, err))
		return false;
	page.page = week_frame(&visit, STR(""), "");
	ok = fill_job(&visit, &job, &page, err);
	if (ok) {
		auth_html(request, response, &html);
		week_job(&html, &page);
		response->text = html.text;
	}
	week_end(&visit);
	return ok;
}

/* ---- A remedy ---- */

static const struct week_kept_remedy *find_remedy(const struct week_kept_conflict *conflict,
						  size_t n, int64_t place, int64_t remedy)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < conflict[i].n; k++)
			if (conflict[i].remedy[k].place == place &&
			    conflict[i].remedy[k].remedy == remedy &&
			    conflict[i].remedy[k].patch.len > 0)
				return &conflict[i].remedy[k];
	return NULL;
}

/* Plan anew from where the job began, with the remedy's rows on top of what it tried. */
static bool try_remedy(const struct week_visit *visit, const struct job *job, int64_t *ret,
		       struct err *err)
{
	const struct week_kept_remedy *found;
	struct week_kept_conflict *conflict;
	int64_t place = 0, remedy = 0, from;
	struct str patch, choice = http_form_value(visit->request, "remedy"), first;
	size_t n;

	if (!week_conflict_list(visit->part->db, visit->arena, visit->part->zone_id, job->key.id,
				&conflict, &n, err))
		return false;
	if (str_split(&choice, '.', &first)) {
		(void)str_to_i64(first, &place);
		(void)str_to_i64(choice, &remedy);
	}
	found = find_remedy(conflict, n, place, remedy);
	if (found == NULL)
		return err_set(err, ERR_NOT_FOUND, "There is no such remedy to try.");
	from = begun_from(job, &patch);
	patch = arena_printf(visit->arena, "%.*s%.*s", STR_ARG(patch), STR_ARG(found->patch));
	return enqueue(visit, from, found->sentence, patch, ret, err);
}

bool week_remedy_send(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	struct week_visit visit;
	struct job job;
	int64_t id;
	bool ok;

	if (!find_job(part, request, &job, err) || !week_begin(request, &visit, err))
		return false;
	ok = try_remedy(&visit, &job, &id, err);
	if (ok)
		go_to_job(&visit, response, id);
	week_end(&visit);
	return ok;
}

bool week_job_stop(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	struct job job;

	if (!find_job(part, request, &job, err) || !job_cancel(part->db, job.key, err))
		return false;
	http_redirect(response,
		      arena_printf(request->arena, "/week/jobs/%lld", (long long)job.key.id));
	return true;
}
