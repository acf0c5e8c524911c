/* All days of a shape at once.
 *
 * Days that follow one another may fail where others would do: the first takes a time that the last
 * has not free. Then the musts of all days are one instance: a day of ticks for each way in which
 * the specials lie, and what must be at one time of day at the same tick of each. It is as many
 * times as large as there are such days, and is asked only when following fails. */
#include "parts/week/day_internal.h"

/* Of counted work, for one shape at one school. */
enum { SECONDS_OF_WORK = 60 };

/* Items of the days before stand first, so that the number of an item is that of its event. */
static void skip_items(struct day *day, uint32_t n)
{
	day->items.n = 0;
	day->rules.n = 0;
	for (uint32_t i = 0; i < n; i++)
		*vec_push(day->arena, &day->items) = (struct day_item){.kind = DAY_ELSEWHERE,
								       .unit = ZONE_NONE,
								       .row = ZONE_NONE,
								       .person = ZONE_NONE,
								       .start = ZONE_UNSET,
								       .inside = ZONE_NONE};
}

static bool build(const struct days *days, struct weft_instance **ret, struct err *err)
{
	struct day_maker maker = day_maker_of(&days->at[0], true);
	uint32_t n_items = 0;
	bool ok;

	maker.is_joint = true;
	for (size_t d = 0; d < days->n; d++) {
		struct day *day = &days->at[d];

		skip_items(day, n_items);
		maker.day = day;
		maker.number = d;
		day_make(&maker);
		n_items = (uint32_t)day->items.n;
		maker.first_tick += maker.ticks;
		maker.first_tag += (int64_t)day->rules.n;
	}
	ok = weft_builder_finish(maker.builder, ret, err);
	weft_builder_destroy(maker.builder);
	return ok;
}

/* When the blocks of classes are: what the layouts of the days then follow. */
static struct day_helds read_times(const struct days *days, const struct weft_instance *instance,
				   struct weft_proof *proof)
{
	struct weft_solution *solution = weft_solution_create(instance);
	const struct zone *zone = days->at[0].zone;
	const struct zone_shape *shape = &zone->shapes.at[days->at[0].shape];
	int32_t tick = zone->info.at[0].tick_minutes;
	int32_t ticks = (shape->student_end - shape->student_start) / tick;
	struct day_helds helds = {0};

	weft_proof_solution(proof, solution);
	for (size_t d = 0; d < days->n; d++) {
		struct day *day = &days->at[d];

		for (uint32_t i = 0; i < day->items.n; i++) {
			uint32_t time = weft_solution_meet(solution, instance->events[i].first_meet)
						->start;

			if (day->items.at[i].kind == DAY_NEED && time != WEFT_NONE)
				day->items.at[i].start = shape->student_start +
							 (int32_t)time % ticks * tick;
		}
		day->held = helds;
		helds = day_hold(day);
	}
	weft_solution_destroy(solution);
	return helds;
}

bool day_decide_jointly(const struct days *days, const struct deadline *deadline,
			struct day_findings *findings, struct day_helds *ret_helds,
			enum week_verdict *ret, struct err *err)
{
	struct weft_proof_options options = {.clauses_only = true, .facts_without_price = true};
	struct day_refuting r = {.days = days, .findings = findings};
	struct weft_instance *instance;
	enum weft_verdict verdict;
	struct clock_work work;
	struct deadline end;

	clock_work_init(&work, deadline);
	end = deadline_in(&work.clock, SECONDS_OF_WORK);
	r.deadline = &end;
	if (!build(days, &instance, err))
		return false;
	if (!weft_proof_create(&r.proof, instance, &options, err)) {
		weft_instance_destroy(instance);
		return false;
	}
	verdict = weft_proof_decide(r.proof, NULL, &end);
	*ret = verdict == WEFT_FEASIBLE     ? WEEK_FEASIBLE
	       : verdict == WEFT_INFEASIBLE ? WEEK_INFEASIBLE
					    : WEEK_UNKNOWN;
	if (verdict == WEFT_FEASIBLE) {
		*ret_helds = read_times(days, instance, r.proof);
	} else if (verdict == WEFT_INFEASIBLE) {
		r.conflicts = weft_proof_conflicts(r.proof, 1, &end, days->at[0].arena);
		day_tell_conflicts(&r);
	}
	weft_proof_destroy(r.proof);
	weft_instance_destroy(instance);
	return true;
}
