/* Solving around the locks, as a job that the pages follow and can stop. */
#include "parts/week/week_page_internal.h"

#include "kit/jobs/job.h"
#include "parts/week/week_make.h"

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

bool week_solve_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct job_request job = {.kind = "week.solve", .only_one_of = STR("week.solve")};
	struct week_visit visit;
	struct str name;
	int64_t id;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	name = http_form_value(request, "name");
	job.zone_id = visit.part->zone_id;
	job.account_id = auth_user(request)->access.account_id;
	job.payload = arena_printf(
		request->arena, "%lld %.*s", (long long)visit.board->scenario.id,
		STR_ARG(str_utf8_cut(name.len > 0 ? name : STR("New plan"), 100)));
	ok = job_enqueue(visit.part->db, &job, &id, err);
	if (ok)
		http_redirect(response,
			      arena_printf(request->arena,
					   "/schools/%.*s/week?plan=%lld&done=solve",
					   STR_ARG(visit.zone->schools.at[visit.school].code),
					   (long long)visit.board->scenario.id));
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

bool week_job_stop(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	struct job job;

	if (!find_job(part, request, &job, err) || !job_cancel(part->db, job.key, err))
		return false;
	http_redirect(response, STR("/week/plans"));
	return true;
}
