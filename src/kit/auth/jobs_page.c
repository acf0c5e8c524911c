/* /admin/jobs: the background work of the zone. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/job_shared_page.h"

#include "kit/auth/admin_page.html.h"

enum { ROWS = 50, COLUMNS = 5 };

struct badge job_badge(const struct http_request *request, enum job_state state)
{
	switch (state) {
	case JOB_QUEUED:
		return (struct badge){BADGE_PLAIN, page_say(request, STR("Waiting"))};
	case JOB_RUNNING:
		return (struct badge){BADGE_INFO, page_say(request, STR("Running"))};
	case JOB_DONE:
		return (struct badge){BADGE_GOOD, page_say(request, STR("Done"))};
	case JOB_FAILED:
		return (struct badge){BADGE_BAD, page_say(request, STR("Failed"))};
	case JOB_CANCELLED:
		return (struct badge){BADGE_WARN, page_say(request, STR("Stopped"))};
	}
	return (struct badge){0};
}

struct str job_who(struct http_request *request, const struct account_list *accounts, int64_t id)
{
	for (size_t i = 0; i < accounts->n; i++)
		if (accounts->at[i].id == id)
			return accounts->at[i].name;
	return page_say(request, STR("The program itself"));
}

static void fill_button(struct http_request *request, const struct job *job, struct job_row *row)
{
	bool again = job->state == JOB_FAILED || job->state == JOB_CANCELLED;

	if (job->state == JOB_DONE || job->cancel_requested ||
	    !access_may_zone(&auth_user(request)->access, ACCESS_JOB_MANAGE))
		return;
	row->button = (struct form){
		.action = arena_printf(request->arena, "/admin/jobs/%lld/%s",
				       (long long)job->key.id, again ? "again" : "stop"),
		.csrf = auth_user(request)->csrf,
		.submit = {.text = page_say(request, again ? STR("Try again") : STR("Stop")),
			   .kind = BUTTON_SECONDARY},
	};
}

static struct job_row row_of(struct http_request *request, const struct job *job,
			     const struct account_list *accounts, const struct time_zone *zone)
{
	struct job_row row = {
		.id = arena_printf(request->arena, "%lld", (long long)job->key.id),
		.kind = job->kind,
		.who = job_who(request, accounts, job->account_id),
		.when = page_instant(request->arena, zone, job->created_ms),
		.message = job->message,
		.state = job_badge(request, job->state),
		.running = job->state == JOB_RUNNING,
		.progress = {.label = job->kind,
			     .message = job->message,
			     .permille = job->permille,
			     .poll_url = STR("/admin/jobs")},
	};

	fill_button(request, job, &row);
	return row;
}

static struct table head(struct http_request *request)
{
	static const struct str heads[COLUMNS] = {STR_INIT("Job"), STR_INIT("State"),
						  STR_INIT("Asked for by"), STR_INIT("When"),
						  STR_INIT("Change")};
	struct table_column *column = arena_array(request->arena, struct table_column, COLUMNS);
	struct empty_state *empty = arena_array(request->arena, struct empty_state, 1);

	for (size_t i = 0; i < COLUMNS; i++)
		column[i].text = page_say(request, heads[i]);
	column[0].row_header = true;
	*empty = (struct empty_state){
		.title = page_say(request, STR("No job yet")),
		.text = page_say(request,
				 STR("Plans that are solved, imports and exports run in the "
				     "background and stand here."))};
	return (struct table){.caption = page_say(request, STR("Jobs, newest first")),
			      .column = column,
			      .n_columns = COLUMNS,
			      .empty = empty};
}

bool jobs_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct job_filter filter = {.zone_id = auth->site.zone_id, .limit = ROWS};
	struct http_range range = {0, INT64_MAX, 0};
	const struct time_zone *zone;
	struct account_list accounts;
	struct jobs_view view;
	struct job_list list;
	struct job_row *row;
	struct html html;

	if (!http_query_int(request, "before", range, &filter.before_id, err) ||
	    !job_find(auth->site.db, request->arena, &filter, &list, err) ||
	    !account_all(&auth->site, request->arena, &accounts, err))
		return false;
	zone = auth_time_zone(auth, request->arena);
	row = arena_array(request->arena, struct job_row, list.n);
	for (size_t i = 0; i < list.n; i++)
		row[i] = row_of(request, &list.at[i], &accounts, zone);
	view = (struct jobs_view){.page = admin_frame(request, STR("Jobs")),
				  .table = head(request),
				  .row = row,
				  .n = list.n};
	if (list.n == ROWS)
		view.pager.older_url = arena_printf(request->arena, "/admin/jobs?before=%lld",
						    (long long)list.at[list.n - 1].key.id);
	auth_html(request, response, &html);
	jobs_view(&html, &view);
	page_write(response, &html);
	return true;
}

static bool change(struct http_request *request, struct http_response *response, const char *action,
		   bool (*apply)(struct db *db, struct job_key key, struct err *err),
		   struct err *err)
{
	struct auth *auth = request->part;
	struct job_key key = {.zone_id = auth->site.zone_id};

	if (!http_path_id(request, "job", &key.id, err) || !apply(auth->site.db, key, err) ||
	    !auth_audit(auth, request, action,
			arena_printf(request->arena, "job %lld", (long long)key.id), STR(""), err))
		return false;
	http_redirect(response, STR("/admin/jobs"));
	return true;
}

bool job_stop(struct http_request *request, struct http_response *response, struct err *err)
{
	return change(request, response, "job.stopped", job_cancel, err);
}

bool job_again(struct http_request *request, struct http_response *response, struct err *err)
{
	return change(request, response, "job.retried", job_retry, err);
}
