#include "parts/year/year_make.h"
#include "parts/year/year_money.h"

#include "base/text.h"
#include "base/time_zone.h"
#include "parts/school/zone_store.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_repair.h"
#include "parts/year/year_report.h"
#include "parts/year/year_store.h"

struct made {
	const struct year_making *making;
	struct year_problem problem;
	struct year_plan before; /* as it is stored; empty where there is none */
	int64_t version;         /* of it, 0: none */
};

static bool may_move(const struct made *made, size_t lab)
{
	uint32_t school = made->problem.labs[lab].school;
	struct str rest = made->making->schools, code;

	if (str_eq(rest, STR("*")))
		return true;
	while (school != ZONE_NONE && str_split(&rest, ';', &code))
		if (str_eq(code, made->problem.zone->schools.at[school].code))
			return true;
	return false;
}

/* The plan with everything locked that must stay. */
static struct year_plan held(const struct made *made)
{
	struct year_plan plan = year_plan_copy(made->making->arena, &made->before);

	for (size_t i = 0; i < plan.n; i++) {
		struct year_place *place = &plan.at[i];
		bool past = made->making->today != ZONE_UNSET && place->date < made->making->today;

		place->locked = place->date != ZONE_UNSET &&
				(place->locked || past || !may_move(made, i));
	}
	return plan;
}

/* Locks are what people said, not what this run held fast; hosts stay where the lab stays. */
static size_t settle(const struct made *made, struct year_plan *plan)
{
	size_t n_changed = 0;

	for (size_t i = 0; i < plan->n; i++) {
		struct year_place *now = &plan->at[i];
		const struct year_place *before = &made->before.at[i];

		now->locked = before->locked;
		now->reason = before->reason;
		if (now->date == before->date) {
			now->host[0] = before->host[0];
			now->host[1] = before->host[1];
			continue;
		}
		now->host[0] = now->host[1] = ZONE_NONE;
		n_changed++;
	}
	year_choose_hosts(made->making->arena, &made->problem, plan);
	return n_changed;
}

static bool mend(const struct made *made, const struct year_options *options,
		 struct year_plan *plan, enum weft_verdict *ret_verdict, struct text *report,
		 struct err *err)
{
	const struct year_making *making = made->making;
	struct year_repair repair;
	struct year_plan start = held(made);
	int32_t today = making->today == ZONE_UNSET ? made->problem.first : making->today;

	if (!year_repair(making->arena, &made->problem, today, options, &start, &repair, err))
		return false;
	*ret_verdict = repair.verdict;
	*plan = start;
	for (size_t i = 0; i < repair.n_changes; i++) {
		const struct year_change *change = &repair.changes[i];

		text_printf(report, "\n%.*s: %.*s",
			    STR_ARG(year_lab_name(making->arena, &made->problem, change->lab)),
			    STR_ARG(change->why));
	}
	return true;
}

static bool solve(const struct made *made, const struct year_options *options,
		  struct year_plan *plan, enum weft_verdict *ret_verdict, struct text *report,
		  struct err *err)
{
	struct year_plan locks = held(made);
	struct year_options around = *options;
	struct year_answer answer;

	if (made->version > 0)
		around.locks = &locks;
	if (!year_solve(made->making->arena, &made->problem, &around, &answer, err))
		return false;
	*ret_verdict = answer.verdict;
	*plan = answer.plan;
	for (size_t i = 0; i < answer.n_conflicts; i++) {
		const struct year_conflict *conflict = &answer.conflicts[i];

		text_printf(report, "\n%.*s", STR_ARG(conflict->sentence));
		for (size_t k = 0; k < conflict->n_remedies; k++) {
			const struct year_remedy *remedy = &conflict->remedies[k];

			text_printf(report, "\n* %.*s", STR_ARG(remedy->sentence));
			if (remedy->price_cents >= 0)
				text_printf(report, " (%.*s)",
					    STR_ARG(year_money(made->making->arena,
							       remedy->price_cents)));
		}
	}
	for (size_t i = 0; i < answer.n_given_up; i++)
		text_printf(report, "\n%.*s", STR_ARG(answer.given_up[i].sentence));
	return true;
}

static bool read_plan(struct made *made, struct err *err)
{
	const struct year_making *making = made->making;
	const struct zone *zone;

	if (!zone_store_load(making->db, making->arena, making->zone_id, 0, &zone, err) ||
	    !year_problem_make(making->arena, zone, INT32_MAX, &made->problem, err) ||
	    !year_store_version(making->db, making->zone_id, &made->version, err))
		return false;
	made->before = year_plan_make(making->arena, &made->problem);
	return made->version == 0 ||
	       year_store_load(making->db, making->arena, making->zone_id, made->version,
			       &made->problem, &made->before, err);
}

bool year_make(const struct year_making *making, enum weft_verdict *ret_verdict,
	       size_t *ret_changed, struct str *ret_report, struct err *err)
{
	struct year_options options = {
		.clock = making->clock, .seconds = making->seconds, .seed = 1, .remedies = true};
	struct year_plan plan;
	struct year_save save = {
		.plan = &plan, .account_id = making->account_id, .note = making->note};
	struct made made = {.making = making};
	enum weft_verdict verdict = WEFT_UNKNOWN;
	struct text report;
	int64_t version;
	size_t n_changed = 0;

	text_init(&report, making->arena);
	if (!read_plan(&made, err) ||
	    !(making->anew || made.version == 0
		      ? solve(&made, &options, &plan, &verdict, &report, err)
		      : mend(&made, &options, &plan, &verdict, &report, err)))
		return false;
	if (verdict == WEFT_FEASIBLE) {
		n_changed = settle(&made, &plan);
		if (!year_store_save(making->db, making->arena, making->zone_id, &made.problem,
				     &save, &version, err))
			return false;
	}
	*ret_verdict = verdict;
	*ret_changed = n_changed;
	*ret_report = text_str(&report);
	return true;
}

/* ---- The job ---- */

static int32_t today_of(struct job_run *run, struct arena *arena, int64_t zone_id)
{
	const struct time_zone *time_zone = time_zone_utc();
	const struct zone *zone;
	struct err ignored = {0};

	if (!zone_store_load(job_db(run), arena, zone_id, 0, &zone, &ignored))
		return ZONE_UNSET;
	(void)time_zone_load(arena, zone->info.at[0].time_zone, &time_zone, &ignored);
	return time_zone_local(time_zone, clock_utc_ms(job_clock(run))).date;
}

static bool run(struct job_run *run, struct err *err)
{
	const struct job *job = job_self(run);
	struct year_making making = {.db = job_db(run),
				     .arena = job_arena(run),
				     .clock = job_clock(run),
				     .zone_id = job->key.zone_id,
				     .account_id = job->account_id,
				     .note = STR("Planned around the locks")};
	struct str rest = job->payload, word, report;
	enum weft_verdict verdict;
	size_t n_changed;

	if (!str_split(&rest, ' ', &word) || rest.len == 0)
		return err_set(err, ERR_INVALID, "The job does not say whose labs may move.");
	making.anew = str_eq(word, STR("anew"));
	making.schools = rest;
	making.today = today_of(run, making.arena, making.zone_id);
	if (!making.anew)
		making.note = STR("Mended: labs that broke a rule moved");
	job_progress(run, -1, STR("Looking for dates"));
	if (!year_make(&making, &verdict, &n_changed, &report, err))
		return false;
	if (job_should_stop(run))
		return job_stopped(run, err);
	job_set_result(run, arena_printf(making.arena, "%s %zu%.*s", year_verdict_name(verdict),
					 n_changed, STR_ARG(report)));
	return true;
}

const struct job_kind year_solve_job = {
	.name = YEAR_JOB, .run = run, .seconds = 300, .memory_mb = 2048, .max_attempts = 1};
