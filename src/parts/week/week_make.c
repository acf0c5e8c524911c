#include "parts/week/week_make.h"

#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_adopt.h"
#include "parts/week/week_board.h"
#include "parts/week/week_conflict.h"
#include "parts/week/week_file.h"
#include "parts/week/week_force.h"
#include "parts/week/week_patch.h"
#include "parts/week/week_report.h"

struct str week_make_summary(struct arena *arena, const struct zone *zone,
			     const struct week_report *report)
{
	enum { MOST_MOVED = 60 }; /* a report that is longer is not read */
	struct str dates = week_report_dates(arena, report);
	struct text text;
	size_t feasible = 0;

	text_init(&text, arena);
	for (size_t i = 0; i < report->schools.n; i++)
		feasible += report->schools.at[i].verdict == WEEK_FEASIBLE;
	text_printf(&text, "%zu of %zu schools planned in %.1f seconds.", feasible,
		    report->schools.n, report->seconds);
	if (dates.len > 0)
		text_printf(&text, "\n%.*s", STR_ARG(dates));
	for (size_t i = 0; i < report->conflicts.n; i++)
		text_printf(&text, "\n%.*s", STR_ARG(report->conflicts.at[i].sentence));
	for (size_t i = 0; i < report->given_up.n; i++) {
		const struct week_given_up *given = &report->given_up.at[i];
		struct str school = given->school == ZONE_NONE
					    ? STR("")
					    : zone->schools.at[given->school].code;

		text_printf(&text, "\n%.*s%s%.*s", STR_ARG(school), school.len > 0 ? ": " : "",
			    STR_ARG(given->sentence));
	}
	if (report->moved.n > 0)
		text_printf(&text, "\nAgainst the plan before, %zu things are otherwise:",
			    report->moved.n);
	for (size_t i = 0; i < report->moved.n && i < MOST_MOVED; i++)
		text_printf(&text, "\n%.*s", STR_ARG(report->moved.at[i].sentence));
	if (report->moved.n > MOST_MOVED)
		text_printf(&text, "\n... and %zu more.", report->moved.n - MOST_MOVED);
	return text_str(&text);
}

/* The plan whose locks hold, and of which as much stays as can be. Classes and people may be gone
 * since it was made. */
static bool read_plan(const struct week_making *making, const struct zone *zone,
		      struct week_plan *ret, struct err *err)
{
	struct week_lines lines;

	return week_scenario_lines(making->db, making->arena, making->zone_id, making->from_id,
				   &lines, err) &&
	       week_read_before(making->arena, zone, week_lines_text(making->arena, &lines), ret,
				err);
}

/* Specials of several days in one row become a row a day, so that each can be moved and locked. */
static struct week_plan one_a_day(struct arena *arena, const struct week_plan *plan)
{
	VEC(struct week_booking) all = {0};
	struct week_plan split = {.zone = plan->zone};

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->kind != WEEK_SPECIAL || b->rotation == ZONE_NONE || b->days.n < 2) {
			*vec_push(arena, &all) = *b;
			continue;
		}
		for (size_t d = 0; d < b->days.n; d++) {
			struct week_booking *one = vec_push(arena, &all);

			*one = *b;
			one->days = (struct zone_numbers){&b->days.at[d], 1};
		}
	}
	week_sort(all.at, all.n);
	split.bookings.at = all.at;
	split.bookings.n = all.n;
	return split;
}

/* The changed rows that the plan it begins from counts on, and those to try now. */
static bool find_patch(const struct week_making *making, struct str *ret, struct err *err)
{
	struct week_scenario from = {0};
	bool found;

	if (making->from_id != 0 && !week_scenario_find(making->db, making->arena, making->zone_id,
							making->from_id, &from, &found, err))
		return false;
	*ret = arena_printf(making->arena, "%.*s%.*s", STR_ARG(from.patch), STR_ARG(making->patch));
	return true;
}

/* From when the plan would be: today, or the beginning of the year where there was none before.
 * When the year is over, it is looked at as a whole. */
static bool find_date(const struct week_making *making, const struct zone *zone, int32_t *ret,
		      struct err *err)
{
	struct week_adoption *before;
	struct week_force force;
	size_t n;

	if (!week_store_adoptions(making->db, making->arena, making->zone_id, &before, &n, err))
		return false;
	*ret = n == 0 ? 0 : week_zone_today(making->arena, zone, making->clock);
	if (!week_force_on(making->arena, zone, *ret, &force))
		*ret = 0;
	return true;
}

/* What was made of some schools, to the scenario that waits for it. */
static bool append(const struct week_making *making, const struct zone *zone,
		   const struct week_scenario_new *made, int64_t *ret_id, struct err *err)
{
	struct week_more more = {.zone_id = making->zone_id,
				 .scenario_id = making->into_id,
				 .school = zone->schools.at[making->schools.at[0]].code,
				 .bookings = made->bookings,
				 .report = made->report};

	*ret_id = making->into_id;
	return week_scenario_append(making->db, &more, err);
}

bool week_make(const struct week_making *making, int64_t *ret_id, struct week_report *ret_report,
	       struct err *err)
{
	struct week_options options = {.schools = making->schools,
				       .seconds = making->seconds,
				       .remedy_seconds = making->job_id != 0 ? 60 : 0,
				       .seed = 1,
				       .clock = making->clock,
				       .progress = making->progress};
	struct week_scenario_new new = {.zone_id = making->zone_id,
					.parent_id = making->from_id,
					.account_id = making->account_id,
					.name = making->name};
	struct week_plan from, plan = {0};
	const struct zone *zone;

	if (!zone_store_load(making->db, making->arena, making->zone_id, 0, &zone, err) ||
	    !find_patch(making, &new.patch, err) ||
	    (new.patch.len > 0 && !week_patch_apply(making->arena, zone, new.patch, &zone, err)))
		return false;
	if (!find_date(making, zone, &options.date, err))
		return false;
	if (making->from_id != 0) {
		if (!read_plan(making, zone, &from, err))
			return false;
		options.locked = options.previous = &from;
	}
	if (!week_solve(making->arena, zone, &options, &plan, ret_report, err) ||
	    (making->job_id != 0 &&
	     !week_conflict_store(making, ret_report->zone, ret_report, err)))
		return false;
	*ret_id = 0;
	new.report = week_make_summary(making->arena, zone, ret_report);
	new.bookings = week_head_line(making->arena);
	if (plan.bookings.n > 0) {
		plan = one_a_day(making->arena, &plan);
		new.bookings = week_write_csv(making->arena, &plan);
	} else if (making->into_id == 0) {
		return true;
	}
	if (making->into_id != 0)
		return append(making, zone, &new, ret_id, err);
	return week_scenario_add(making->db, &new, ret_id, err);
}

bool week_make_adopt(const struct week_making *making, int64_t id, struct err *err)
{
	struct week_adoption *before;
	size_t n_before;
	struct week_adopting adopting = {.zone_id = making->zone_id,
					 .scenario_id = id,
					 .account_id = making->account_id,
					 .school = ZONE_NONE};
	const struct zone *zone;
	int64_t adopted;

	if (!zone_store_version(making->db, making->zone_id, &adopting.zone_version, err) ||
	    !zone_store_load(making->db, making->arena, making->zone_id, 0, &zone, err) ||
	    !week_store_adoptions(making->db, making->arena, making->zone_id, &before, &n_before,
				  err))
		return false;
	adopting.from_date = week_zone_today(making->arena, zone, making->clock);
	/* Before the first plan there was none: it holds for the whole year. */
	if (n_before == 0 && zone->info.at[0].year_start < adopting.from_date)
		adopting.from_date = zone->info.at[0].year_start;
	return week_adopt(making->db, making->arena, zone, &adopting, &adopted, err);
}

/* ---- The job ---- */

bool week_job_says(void *context, double part, struct str what)
{
	struct job_run *run = context;

	job_progress(run, (int64_t)(part * 1000), what);
	return !job_should_stop(run);
}

struct week_making week_making_of(struct job_run *run, const struct week_progress *progress)
{
	const struct job *job = job_self(run);

	return (struct week_making){.db = job_db(run),
				    .arena = job_arena(run),
				    .clock = job_clock(run),
				    .zone_id = job->key.zone_id,
				    .account_id = job->account_id,
				    .job_id = job->key.id,
				    .progress = progress};
}

/* "ID NAME", and below it the rows to try: what the page wrote. */
static bool read_payload(const struct job *job, struct week_making *making, struct err *err)
{
	struct str rest = job->payload, id, name;

	if (!str_split(&rest, ' ', &id) || !str_to_i64(id, &making->from_id))
		return err_set(err, ERR_INVALID, "The job does not say from which plan to begin.");
	making->name = rest;
	if (str_split(&rest, '\n', &name)) {
		making->name = name;
		making->patch = rest;
	}
	return true;
}

/* Its result is the number of the plan, 0 where there is none: week_conflict then says why. */
static bool run(struct job_run *run, struct err *err)
{
	const struct job *job = job_self(run);
	struct week_progress progress = {.context = run, .says = week_job_says};
	struct week_making making = week_making_of(run, &progress);
	struct week_report report = {0};
	int64_t id;

	if (!read_payload(job, &making, err) || !week_make(&making, &id, &report, err))
		return false;
	if (job_should_stop(run))
		return job_stopped(run, err);
	if (id == 0 && report.conflicts.n == 0)
		return err_set(err, ERR_INVALID, "No plan was found in the time given.");
	job_set_result(run, arena_printf(making.arena, "%lld", (long long)id));
	return true;
}

const struct job_kind week_solve_job = {
	.name = "week.solve", .run = run, .seconds = 300, .memory_mb = 2048, .max_attempts = 1};
