#include "parts/week/week_apart.h"

#include "base/text.h"
#include "base/vec.h"
#include "kit/jobs/job.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_file.h"
#include "parts/week/week_groups.h"

/* For the planning of a group; its job ends a little later whatever happens. */
enum { SECONDS = 240, SECONDS_OF_JOB = 300 };

/* ---- The plan and its jobs ---- */

struct apart {
	const struct week_making *making;
	const struct zone *zone;
	struct week_groups groups;
	int64_t id;
};

static struct str payload_of(const struct apart *self, const struct zone_list *schools)
{
	struct text text;

	text_init(&text, self->making->arena);
	text_printf(&text, "%lld", (long long)self->id);
	for (size_t i = 0; i < schools->n; i++)
		text_printf(&text, " %.*s", STR_ARG(self->zone->schools.at[schools->at[i]].code));
	return text_str(&text);
}

static bool enqueue_all(struct db *tx, void *arg, struct err *err)
{
	struct apart *self = arg;
	const struct week_making *making = self->making;
	struct week_scenario_new new = {.zone_id = making->zone_id,
					.account_id = making->account_id,
					.name = making->name,
					.bookings = week_head_line(making->arena)};

	if (!week_scenario_add(tx, &new, &self->id, err))
		return false;
	for (size_t g = 0; g < self->groups.n; g++) {
		struct job_request job = {.kind = week_group_job.name,
					  .zone_id = making->zone_id,
					  .account_id = making->account_id,
					  .payload = payload_of(self, &self->groups.at[g])};
		int64_t id;

		if (!job_enqueue(tx, &job, &id, err))
			return false;
	}
	return true;
}

bool week_make_apart(const struct week_making *making, int64_t *ret_id, size_t *ret_jobs,
		     struct err *err)
{
	struct apart self = {.making = making};

	if (!zone_store_load(making->db, making->arena, making->zone_id, 0, &self.zone, err))
		return false;
	self.groups = week_groups_of(making->arena, self.zone);
	if (!db_write(making->db, enqueue_all, &self, err))
		return false;
	*ret_id = self.id;
	*ret_jobs = self.groups.n;
	return true;
}

/* ---- The job ---- */

/* A school may be gone since the job was put into the queue. */
static bool read_schools(struct week_making *making, struct str codes, struct err *err)
{
	VEC(uint32_t) schools = {0};
	const struct zone *zone;
	struct str code;

	if (!zone_store_load(making->db, making->arena, making->zone_id, 0, &zone, err))
		return false;
	while (codes.len > 0) {
		uint32_t school;

		if (!str_split(&codes, ' ', &code)) {
			code = codes;
			codes = STR("");
		}
		school = zone_find(zone, ZONE_T_SCHOOLS, code);
		if (school == ZONE_NONE)
			return err_set(err, ERR_INVALID, "There is no school %.*s any more.",
				       STR_ARG(code));
		*vec_push(making->arena, &schools) = school;
	}
	making->schools = (struct zone_list){schools.at, schools.n};
	return schools.n > 0 || err_set(err, ERR_INVALID, "The job does not name its schools.");
}

static bool run(struct job_run *run, struct err *err)
{
	const struct job *job = job_self(run);
	struct week_progress progress = {.context = run, .says = week_job_says};
	struct week_making making = week_making_of(run, &progress);
	struct str rest = job->payload, id;
	struct week_report report = {0};
	int64_t made;

	making.seconds = SECONDS;
	if (!str_split(&rest, ' ', &id) || !str_to_i64(id, &making.into_id))
		return err_set(err, ERR_INVALID, "The job does not say for which plan it works.");
	if (!read_schools(&making, rest, err) || !week_make(&making, &made, &report, err))
		return false;
	if (job_should_stop(run))
		return job_stopped(run, err);
	job_set_result(run, str_from(week_verdict_name(report.verdict)));
	return true;
}

const struct job_kind week_group_job = {.name = "week.group",
					.run = run,
					.seconds = SECONDS_OF_JOB,
					.memory_mb = 2048,
					.max_attempts = 2};
