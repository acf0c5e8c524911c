/* /jobs/{job}: one job, followed while it runs. For who asked for it, and for those who look after
 * all jobs of the zone. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/job_shared_page.h"

#include "kit/auth/admin_page.html.h"
#include "kit/auth/audit.h"
#include "kit/http/events.h"
#include "kit/jobs/job_news.h"

enum { REFRESH_SECONDS = 5 };

/* Somebody else's job is not there. */
static bool find(struct http_request *request, struct job *ret, struct err *err)
{
	struct auth *auth = request->part;
	const struct access_user *user = &auth_user(request)->access;
	struct job_key key = {.zone_id = auth->site.zone_id};

	if (!http_path_id(request, "job", &key.id, err) ||
	    !job_get(auth->site.db, request->arena, key, ret, err))
		return false;
	return ret->account_id == user->account_id || access_may_zone(user, ACCESS_JOB_MANAGE) ||
	       err_set(err, ERR_NOT_FOUND, "There is no such job.");
}

static struct progress progress_of(struct http_request *request, const struct job *job)
{
	struct auth *auth = request->part;
	long long id = (long long)job->key.id;
	struct progress progress = {
		.label = job->kind,
		.message = job->message,
		.permille = job->state == JOB_QUEUED ? -1 : job->permille,
		.status_url = arena_printf(request->arena, "/jobs/%lld/status", id),
		.poll_url = arena_printf(request->arena, "/jobs/%lld", id),
	};

	if (auth->options.events != NULL)
		progress.stream_url = arena_printf(request->arena, "/jobs/%lld/news", id);
	if (!job->cancel_requested) {
		progress.cancel_url = arena_printf(request->arena, "/jobs/%lld/stop", id);
		progress.csrf = auth_user(request)->csrf;
	}
	return progress;
}

bool job_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct page_link *crumb = arena_array(request->arena, struct page_link, 1);
	struct account_list accounts;
	struct job_view view;
	struct html html;
	struct job job;

	if (!find(request, &job, err) || !account_all(&auth->site, request->arena, &accounts, err))
		return false;
	view = (struct job_view){
		.page = auth_frame(auth, request, job.kind),
		.state = job_badge(request, job.state),
		.who = job_who(request, &accounts, job.account_id),
		.when = page_instant(request->arena, auth_time_zone(auth, request->arena),
				     job.created_ms),
		.message = job.message.len > 0 ? job.message : job.result,
		.unfinished = !job_state_is_final(job.state),
		.progress = progress_of(request, &job),
	};
	if (view.unfinished)
		view.page.refresh_seconds = REFRESH_SECONDS;
	if (access_may_zone(&auth_user(request)->access, ACCESS_JOB_MANAGE)) {
		crumb[0] = (struct page_link){.text = page_say(request, STR("Jobs")),
					      .url = STR("/admin/jobs")};
		view.page.crumbs = (struct page_links){crumb, 1};
	}
	auth_html(request, response, &html);
	job_view(&html, &view);
	page_write(response, &html);
	return true;
}

bool job_page_news(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct job job;

	if (!find(request, &job, err))
		return false;
	if (auth->options.events == NULL)
		return err_set(err, ERR_NOT_FOUND, "There are no news here: ask for the status.");
	return http_events_answer(auth->options.events,
				  job_news_channel(request->arena, job.key.id), response, err);
}

bool job_page_status(struct http_request *request, struct http_response *response, struct err *err)
{
	struct job job;

	if (!find(request, &job, err))
		return false;
	response->cache = HTTP_CACHE_NONE;
	http_body(response, STR("application/json"), job_news_text(request->arena, &job));
	return true;
}

bool job_page_stop(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct job job;

	if (!find(request, &job, err) || !job_cancel(auth->site.db, job.key, err) ||
	    !auth_audit(auth, request, "job.stopped",
			arena_printf(request->arena, "job %lld", (long long)job.key.id), STR(""),
			err))
		return false;
	http_redirect(response, arena_printf(request->arena, "/jobs/%lld", (long long)job.key.id));
	return true;
}
