/* The order of work: specials of all schools together, for they share specialists; then school
 * by school and shape by shape the day around them. */
#include "parts/week/week_internal.h"

#include "parts/week/week_audit.h"
#include "parts/week/week_check.h"
#include "parts/week/week_force.h"
#include "parts/week/week_keep.h"

static bool says(const struct week_maker *maker, double part, struct str what)
{
	const struct week_progress *progress = maker->options->progress;

	return progress == NULL || progress->says(progress->context, part, what);
}

/* The days of a shape at a school, and what is known of other schools and plans. */
static struct days find_days(struct week_maker *maker, uint32_t school, uint32_t shape)
{
	struct days days = day_find(maker->arena, maker->zone, school, shape, maker->visits);

	for (size_t d = 0; d < days.n; d++) {
		for (size_t i = 0; i < maker->busy.n; i++)
			if (maker->busy.at[i].school != school)
				*vec_push(maker->arena, &days.at[d].busy) = maker->busy.at[i];
		days.at[d].locks = (struct day_bookings){maker->locked.at, maker->locked.n};
		days.at[d].before = (struct day_bookings){maker->stays.at, maker->stays.n};
	}
	return days;
}

/* Days of a shape in turn, from one of them on. What should be at the same time on all of them is
 * at the times given, or follows the days before, where they are held. */
static bool lay_out(struct week_maker *maker, struct days *days, size_t from, bool held,
		    struct day_helds helds, enum week_verdict *ret, struct err *err)
{
	*ret = WEEK_FEASIBLE;
	for (size_t d = 0; d < days->n; d++) {
		struct day *day = &days->at[(from + d) % days->n];
		enum week_verdict one;

		day->held = helds;
		if (!day_solve(day, &maker->deadline, &maker->findings, &one, err))
			return false;
		if (one == WEEK_FEASIBLE && held)
			helds = day_hold(day);
		else if (one != WEEK_FEASIBLE && *ret != WEEK_INFEASIBLE)
			*ret = one;
	}
	return true;
}

static bool must_be_same_time(const struct week_maker *maker, uint32_t school, uint32_t shape)
{
	for (size_t r = 0; r < maker->zone->rules.n; r++) {
		const struct zone_rule *rule = &maker->zone->rules.at[r];

		if (rule->kind == ZONE_SAME_TIME_EACH_DAY && rule->strength == ZONE_MUST &&
		    zone_applies(rule->schools, school) && zone_applies(rule->shapes, shape))
			return true;
	}
	return false;
}

/* Without what people do at other schools, which might have been planned otherwise. */
static struct days of_school_alone(struct week_maker *maker, const struct days *days)
{
	struct day *at = arena_array(maker->arena, struct day, days->n);

	for (size_t d = 0; d < days->n; d++) {
		at[d] = days->at[d];
		at[d].busy.n = 0;
	}
	return (struct days){at, days->n};
}

/* All days at once: times for what must be at one time on all of them, around which each is then
 * laid out; or the proof that there are none. Unknown: neither was found. */
static bool lay_out_jointly(struct week_maker *maker, struct days *days, enum week_verdict *ret,
			    struct err *err)
{
	struct days alone = of_school_alone(maker, days);
	struct day_findings ignored = {0};
	struct day_helds helds = {0};

	if (!day_decide_jointly(days, &maker->deadline, &ignored, &helds, ret, err))
		return false;
	if (*ret == WEEK_FEASIBLE)
		return lay_out(maker, days, 0, false, helds, ret, err);
	if (*ret == WEEK_INFEASIBLE &&
	    !day_decide_jointly(&alone, &maker->deadline, &maker->findings, &helds, ret, err))
		return false;
	if (*ret == WEEK_FEASIBLE)
		*ret = WEEK_UNKNOWN;
	return true;
}

/* One shape at a school. A day that cannot follow the others is no proof: another may lead and,
 * where none of these can, all are decided at once. Where that takes too long they are laid out
 * each for itself, and the audit says what that breaks. */
static bool solve_shape(struct week_maker *maker, uint32_t school, uint32_t shape,
			enum week_verdict *verdict, struct err *err)
{
	enum { MAX_LEADERS = 3 };
	struct days days = find_days(maker, school, shape);
	size_t conflicts = maker->findings.conflicts.n, given_up = maker->findings.given_up.n;
	size_t leaders = days.n < MAX_LEADERS ? days.n : MAX_LEADERS;
	size_t tries = days.n > 1 && must_be_same_time(maker, school, shape) ? leaders + 1 : 1;
	const struct day_helds none = {0};
	enum week_verdict one = WEEK_UNKNOWN;

	for (size_t t = 0; t < tries && one != WEEK_FEASIBLE; t++) {
		maker->findings.conflicts.n = conflicts;
		maker->findings.given_up.n = given_up;
		if (t == leaders && !lay_out_jointly(maker, &days, &one, err))
			return false;
		if (t == leaders && one != WEEK_UNKNOWN)
			break;
		if (!lay_out(maker, &days, t, tries == 1 || t < leaders, none, &one, err))
			return false;
	}
	for (size_t d = 0; d < days.n && one == WEEK_FEASIBLE; d++)
		week_book_day(maker, &days.at[d]);
	if (one != WEEK_FEASIBLE && *verdict != WEEK_INFEASIBLE)
		*verdict = one;
	return true;
}

/* Whether the times of a school's specials are given, not chosen by the solver: then what
 * does not fit around them does not fit at all. */
static bool has_given_blocks(const struct zone *zone, uint32_t school)
{
	for (uint32_t s = 0; s < zone->sections.n; s++)
		if (zone->sections.at[s].school == school &&
		    zone_block_of(zone, s, ZONE_NONE, NULL) == ZONE_NONE)
			return false;
	return true;
}

static bool solve_school(struct week_maker *maker, uint32_t school,
			 struct week_school_report *report, struct err *err)
{
	struct zone_list shapes = day_shapes(maker->arena, maker->zone, school);
	int64_t began = clock_monotonic_ns(maker->options->clock);
	size_t first = maker->bookings.n, conflicts = maker->findings.conflicts.n;

	*report = (struct week_school_report){.school = school, .verdict = WEEK_FEASIBLE};
	week_book_specials(maker, school);
	for (size_t h = 0; h < shapes.n; h++)
		if (!solve_shape(maker, school, shapes.at[h], &report->verdict, err))
			return false;
	if (report->verdict == WEEK_FEASIBLE) {
		week_book_staff(maker, school);
		week_book_meetings(maker, school);
		week_put_locks(maker, school, first);
		if (maker->findings.conflicts.n > conflicts)
			report->verdict = WEEK_INFEASIBLE;
	}
	if (report->verdict == WEEK_INFEASIBLE && !has_given_blocks(maker->zone, school))
		report->verdict = WEEK_UNKNOWN;
	if (report->verdict != WEEK_FEASIBLE)
		maker->bookings.n = first;
	report->n_bookings = maker->bookings.n - first;
	report->seconds = (double)(clock_monotonic_ns(maker->options->clock) - began) / 1e9;
	return true;
}

/* ---- Days that cannot be ---- */

/* Adds the conflicts of the days of one school. Their locks are those of the plan. */
static bool refute_school(struct week_maker *maker, uint32_t school, enum week_verdict *verdict,
			  struct err *err)
{
	struct zone_list shapes = day_shapes(maker->arena, maker->zone, school);

	*verdict = WEEK_FEASIBLE;
	for (size_t h = 0; h < shapes.n; h++) {
		struct days days = day_find(maker->arena, maker->zone, school, shapes.at[h],
					    maker->visits);

		for (size_t d = 0; d < days.n; d++) {
			enum week_verdict one;

			days.at[d].locks = (struct day_bookings){maker->locked.at, maker->locked.n};
			if (!day_refute(&days.at[d], &maker->deadline, &maker->findings, &one, err))
				return false;
			if (one == WEEK_INFEASIBLE)
				*verdict = one;
		}
	}
	return true;
}

/* What a sentence says after the name of its school. */
static struct str after_school(const struct week_maker *maker, const struct week_conflict *conflict)
{
	size_t n = maker->zone->schools.at[conflict->school].name.len;

	return str_slice(conflict->sentence, n, conflict->sentence.len);
}

static void join_rules(struct week_maker *maker, struct week_conflict *to,
		       const struct week_conflict *from)
{
	struct str *rules = arena_array(maker->arena, struct str, to->n_rules + from->n_rules);
	size_t n = to->n_rules;

	for (size_t i = 0; i < n; i++)
		rules[i] = to->rules[i];
	for (size_t i = 0; i < from->n_rules; i++) {
		bool known = false;

		for (size_t k = 0; k < n; k++)
			known = known || str_eq(rules[k], from->rules[i]);
		if (!known)
			rules[n++] = from->rules[i];
	}
	to->rules = rules;
	to->n_rules = n;
}

/* The same of several schools is said once: "Harbor Hill, Maple Crossing: Regular day ...". */
static void join_schools(struct week_maker *maker, size_t first)
{
	struct week_conflict *at = maker->findings.conflicts.at;
	struct str *names = arena_array(maker->arena, struct str, maker->findings.conflicts.n);
	size_t n = first;

	for (size_t i = first; i < maker->findings.conflicts.n; i++) {
		size_t k = first;

		while (k < n && !str_eq(after_school(maker, &at[i]), at[k].sentence))
			k++;
		if (k == n) {
			at[n] = at[i];
			names[n] = maker->zone->schools.at[at[i].school].name;
			at[n++].sentence = after_school(maker, &at[i]);
			continue;
		}
		names[k] = arena_printf(maker->arena, "%.*s, %.*s", STR_ARG(names[k]),
					STR_ARG(maker->zone->schools.at[at[i].school].name));
		at[k].school = ZONE_NONE;
		join_rules(maker, &at[k], &at[i]);
	}
	for (size_t i = first; i < n; i++)
		at[i].sentence = arena_printf(maker->arena, "%.*s%.*s", STR_ARG(names[i]),
					      STR_ARG(at[i].sentence));
	maker->findings.conflicts.n = n;
}

/* Days that cannot be are known before any is laid out; the report then has no more to say. Where
 * the times of the specials were chosen, others might do. */
static bool refute_schools(struct week_maker *maker, struct week_report *report, struct err *err)
{
	VEC(struct week_school_report) schools = {0};
	size_t first = maker->findings.conflicts.n;

	for (uint32_t s = 0; s < maker->zone->schools.n; s++) {
		struct week_school_report *at;

		if (!zone_applies(maker->options->schools, s))
			continue;
		at = vec_push(maker->arena, &schools);
		*at = (struct week_school_report){.school = s};
		if (!refute_school(maker, s, &at->verdict, err))
			return false;
		if (at->verdict == WEEK_INFEASIBLE && !has_given_blocks(maker->zone, s))
			at->verdict = WEEK_UNKNOWN;
		if (at->verdict == WEEK_INFEASIBLE ||
		    (at->verdict == WEEK_UNKNOWN && report->verdict == WEEK_FEASIBLE))
			report->verdict = at->verdict;
	}
	join_schools(maker, first);
	report->schools.at = schools.at;
	report->schools.n = schools.n;
	for (size_t i = 0; i < schools.n && report->verdict != WEEK_FEASIBLE; i++)
		if (schools.at[i].verdict == WEEK_FEASIBLE)
			schools.at[i].verdict = WEEK_UNKNOWN; /* not laid out */
	return true;
}

static bool solve_schools(struct week_maker *maker, struct week_report *report, struct err *err)
{
	const struct zone *zone = maker->zone;
	VEC(struct week_school_report) schools = {0};

	for (uint32_t s = 0; s < zone->schools.n; s++) {
		struct week_school_report *at;

		if (!zone_applies(maker->options->schools, s))
			continue;
		if (!says(maker, 0.2 + 0.8 * (double)s / (double)zone->schools.n,
			  zone->schools.at[s].name)) {
			report->verdict = WEEK_UNKNOWN;
			break;
		}
		at = vec_push(maker->arena, &schools);
		if (!solve_school(maker, s, at, err))
			return false;
		if (at->verdict == WEEK_INFEASIBLE ||
		    (at->verdict == WEEK_UNKNOWN && report->verdict == WEEK_FEASIBLE))
			report->verdict = at->verdict;
	}
	if (report->verdict == WEEK_FEASIBLE) {
		size_t conflicts = maker->findings.conflicts.n;

		week_book_zone_meetings(maker);
		if (maker->findings.conflicts.n > conflicts)
			report->verdict = WEEK_INFEASIBLE;
	}
	week_invite_guests(maker);
	report->schools.at = schools.at;
	report->schools.n = schools.n;
	return true;
}

static void list_schools(struct week_maker *maker, struct week_report *report)
{
	VEC(struct week_school_report) schools = {0};

	for (uint32_t s = 0; s < maker->zone->schools.n; s++)
		if (zone_applies(maker->options->schools, s))
			*vec_push(maker->arena, &schools) = (struct week_school_report){
				.school = s, .verdict = report->verdict};
	report->schools.at = schools.at;
	report->schools.n = schools.n;
}

static void finish(struct week_maker *maker, struct week_plan *plan, struct week_report *report)
{
	week_sort(maker->bookings.at, maker->bookings.n);
	plan->zone = maker->whole;
	plan->bookings.at = maker->bookings.at;
	plan->bookings.n = maker->bookings.n;
	report->conflicts.at = maker->findings.conflicts.at;
	report->conflicts.n = maker->findings.conflicts.n;
	report->given_up.at = maker->findings.given_up.at;
	report->given_up.n = maker->findings.given_up.n;
	if (maker->options->previous != NULL && report->verdict == WEEK_FEASIBLE) {
		struct week_moves moves = week_differences(maker->arena, maker->options->previous,
							   plan, maker->options->schools);

		report->moved.at = moves.at;
		report->moved.n = moves.n;
		report->least = maker->least;
	}
}

/* What counting finds needs no solver: contract minutes, subject minutes, time of teams, seats.
 * Where that is against a plan already, what visits want too much is said too. */
static bool judge(struct week_maker *maker, bool *ret, struct err *err)
{
	struct week_plan plan = {.zone = maker->zone};

	week_check_plan(maker->arena, &plan, maker->options->schools, &maker->findings);
	week_find_kept(maker);
	*ret = maker->findings.conflicts.n == 0;
	return *ret || week_count_visits(maker->arena, maker->zone, maker->options->schools,
					 maker->options, &maker->findings, err);
}

static bool is_given_up(const struct week_maker *maker, const struct audit_fault *fault)
{
	for (size_t i = 0; i < maker->findings.given_up.n; i++) {
		const struct week_given_up *at = &maker->findings.given_up.at[i];

		if (str_eq(at->rule, fault->rule) &&
		    (at->school == ZONE_NONE || at->school == fault->school))
			return true;
	}
	return false;
}

static void refuse(struct week_maker *maker, const struct audit_fault *fault)
{
	struct str *rule = arena_new(maker->arena, struct str);

	*rule = fault->rule;
	*vec_push(maker->arena, &maker->findings.conflicts) = (struct week_conflict){
		.school = fault->school,
		.rules = rule,
		.n_rules = 1,
		.sentence = arena_printf(maker->arena,
					 "%.*s This plan breaks a rule that must hold; whether "
					 "another would keep it is not known.",
					 STR_ARG(fault->sentence)),
	};
}

/* Nothing is called a plan that the audit refuses: what the models leave out shows here, and
 * nothing is known then but that this plan will not do. What is not a must and does not hold is
 * given up, once for each school: the models said of theirs what it is. */
static void audit(struct week_maker *maker, const struct week_plan *plan,
		  struct week_report *report)
{
	struct week_plan in_force = *plan;
	struct audit_faults faults;

	if (report->verdict != WEEK_FEASIBLE)
		return;
	in_force.zone = maker->zone;
	faults = week_audit_between(maker->arena, &in_force, maker->options->schools, maker->first,
				    maker->last);
	for (size_t i = 0; i < faults.n; i++) {
		const struct audit_fault *fault = &faults.at[i];

		if (fault->strength == ZONE_MUST) {
			report->verdict = WEEK_UNKNOWN;
			refuse(maker, fault);
		} else if (!is_given_up(maker, fault)) {
			*vec_push(maker->arena, &maker->findings.given_up) = (struct week_given_up){
				fault->school, fault->rule, fault->strength, fault->sentence};
		}
	}
	report->conflicts.at = maker->findings.conflicts.at;
	report->conflicts.n = maker->findings.conflicts.n;
	report->given_up.at = maker->findings.given_up.at;
	report->given_up.n = maker->findings.given_up.n;
}

/* The rows that are in force on the date asked for. */
static bool find_rows(struct week_maker *maker, struct week_report *report, struct err *err)
{
	struct week_force force;

	if (!week_force_on(maker->arena, maker->whole, maker->options->date, &force))
		return err_set(err, ERR_INVALID,
			       "The calendar has no school day on which a week could be planned.");
	maker->zone = force.zone;
	maker->first = force.from;
	maker->last = force.to;
	report->zone = force.zone;
	report->date = force.date;
	report->until = force.to;
	report->left_out.at = force.left_out.at;
	report->left_out.n = force.left_out.n;
	return true;
}

bool week_solve(struct arena *arena, const struct zone *zone, const struct week_options *options,
		struct week_plan *ret_plan, struct week_report *ret_report, struct err *err)
{
	struct week_maker maker = {
		.arena = arena,
		.whole = zone,
		.options = options,
		.deadline = deadline_in(options->clock,
					options->seconds > 0 ? options->seconds : 60)};
	struct week_report report = {.verdict = WEEK_UNKNOWN};
	int64_t began = clock_monotonic_ns(options->clock);
	bool may_be;

	if (!find_rows(&maker, &report, err))
		return false;
	(void)says(&maker, 0, STR("specials"));
	if (!judge(&maker, &may_be, err))
		return false;
	if (!may_be)
		report.verdict = WEEK_INFEASIBLE;
	else if (!week_find_visits(&maker, &report.verdict, &report.first_seconds, err))
		return false;
	if (report.verdict != WEEK_FEASIBLE)
		list_schools(&maker, &report);
	else if (!refute_schools(&maker, &report, err) ||
		 (report.verdict == WEEK_FEASIBLE && !solve_schools(&maker, &report, err)))
		return false;
	finish(&maker, ret_plan, &report);
	audit(&maker, ret_plan, &report);
	report.seconds = (double)(clock_monotonic_ns(options->clock) - began) / 1e9;
	*ret_report = report;
	return true;
}
