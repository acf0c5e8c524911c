/* Every kind of rule that a zone can have is noticed where it does not hold.
 *
 * A plan of the solver, and a zone with one more rule: one that the plan cannot keep, or that the
 * plan is changed against. The table says who sees it. A kind that no row names fails. */
#include "base/text.h"
#include "parts/school/zone_folder.h"
#include "parts/school/zone_rule.h"
#include "parts/week/week_audit.h"
#include "parts/week/week_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	const struct zone *zone;
	struct week_plan plan;
	struct zone_list school; /* the plan's */
	struct zone_list two;    /* and another one */
};

static bool solve(struct arena *arena, const struct zone *zone, struct zone_list schools,
		  struct week_plan *ret_plan, struct week_report *ret_report)
{
	struct week_options options = {.clock = &clock_system, .seconds = 600, .schools = schools};
	struct err err = {0};

	return week_solve(arena, zone, &options, ret_plan, ret_report, &err);
}

static int setup(void **state)
{
	static struct fixture fixture;
	struct fixture *f = &fixture;
	struct week_report report;
	struct err err = {0};
	uint32_t *schools;

	f->arena = arena_create(1U << 20);
	schools = arena_array(f->arena, uint32_t, 2);
	assert_true(zone_read_folder(f->arena, ZONE_SAMPLES "/alder-sound", &f->zone, NULL, &err));
	schools[0] = zone_find(f->zone, ZONE_T_SCHOOLS, STR("HH"));
	schools[1] = zone_find(f->zone, ZONE_T_SCHOOLS, STR("MC"));
	f->school = (struct zone_list){schools, 1};
	f->two = (struct zone_list){schools, 2};
	assert_true(solve(f->arena, f->zone, f->school, &f->plan, &report));
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_destroy(f->arena);
	return 0;
}

/* The zone with one more rule, the last. */
static struct zone *with_rule(const struct fixture *f, const struct zone_rule *rule)
{
	struct zone *zone = arena_new(f->arena, struct zone);
	struct zone_rule *rules = arena_array(f->arena, struct zone_rule, f->zone->rules.n + 1);

	*zone = *f->zone;
	memcpy(rules, zone->rules.at, zone->rules.n * sizeof *rules);
	rules[zone->rules.n] = *rule;
	rules[zone->rules.n].code = STR("one-more");
	rules[zone->rules.n].commitment = ZONE_NONE;
	zone->rules.at = rules;
	zone->rules.n++;
	return zone;
}

/* ---- Plans that break what numbers alone do not ---- */

static struct week_booking *room_for_one_more(const struct fixture *f, struct week_plan *plan)
{
	struct week_booking *at = arena_array(f->arena, struct week_booking, plan->bookings.n + 1);

	memcpy(at, plan->bookings.at, plan->bookings.n * sizeof *at);
	plan->bookings.at = at;
	return at;
}

static size_t find(const struct week_plan *plan, enum week_kind kind, struct str subject)
{
	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->kind == kind && b->shape == 0 &&
		    (subject.len == 0 ||
		     (b->subject != ZONE_NONE &&
		      str_eq(plan->zone->subjects.at[b->subject].code, subject))))
			return i;
	}
	fail_msg("the plan has no such booking");
	return 0;
}

/* Literacy of a class is five minutes later on Mondays. */
static void later_on_mondays(const struct fixture *f, struct zone *zone, struct week_plan *plan)
{
	struct week_booking *at = room_for_one_more(f, plan);
	size_t i = find(plan, WEEK_CORE, STR("LT"));

	(void)zone;
	at[plan->bookings.n] = at[i];
	at[i].weekdays = 0x7cU; /* Tue to Sat */
	at[plan->bookings.n].weekdays = 0x02U;
	at[plan->bookings.n].start += 5;
	at[plan->bookings.n++].end += 5;
}

static void one_special_later(const struct fixture *f, struct zone *zone, struct week_plan *plan)
{
	struct week_booking *at = room_for_one_more(f, plan);
	size_t i = find(plan, WEEK_SPECIAL, STR(""));

	(void)zone;
	at[i].start += 5;
	at[i].end += 5;
}

/* A specialist gives the next visit of the morning at another school. */
static void to_another_school(const struct fixture *f, struct zone *zone, struct week_plan *plan)
{
	struct week_booking *at = room_for_one_more(f, plan);
	size_t i = find(plan, WEEK_SPECIAL, STR(""));
	struct week_booking *other = &at[plan->bookings.n];

	*other = at[i];
	other->school = zone_find(zone, ZONE_T_SCHOOLS, STR("MC"));
	other->start = at[i].end + 5;
	other->end = other->start + 20;
	for (uint32_t s = 0; s < zone->sections.n; s++)
		if (zone->sections.at[s].school == other->school)
			other->section = s;
	plan->bookings.n++;
}

/* All groups are taken out, not helped in the room. */
static void groups_go_out(const struct fixture *f, struct zone *zone, struct week_plan *plan)
{
	struct zone_service *services = arena_array(f->arena, struct zone_service,
						    zone->services.n);

	(void)plan;
	memcpy(services, zone->services.at, zone->services.n * sizeof *services);
	for (size_t i = 0; i < zone->services.n; i++)
		services[i].kind = ZONE_PULL_OUT;
	zone->services.at = services;
}

/* ---- The table ---- */

enum seen_by {
	NOBODY_YET,
	AUDIT, /* week_audit(), and so the solver: no plan that breaks it is called feasible */
	CHECK, /* week_check_zone(), which the solver asks first */
	YEAR,  /* parts/year: about labs and coaching */
	SHOWN, /* is never computed */
};

struct row {
	enum seen_by by;
	struct zone_rule rule; /* 0 stands for not given */
	const char *subject;
	void (*spoil)(const struct fixture *f, struct zone *zone, struct week_plan *plan);
};

static const struct row rows[ZONE_N_RULE_KINDS] = {
	[ZONE_PLANNING_MINUTES] = {CHECK, {.minimum = 5000, .per = ZONE_PER_WEEK}, NULL, NULL},
	[ZONE_DUTY_FREE_LUNCH] = {AUDIT, {.minutes = 300}, NULL, NULL},
	[ZONE_MEETINGS_IN_PLANNING] = {CHECK, {.maximum = -1, .per = ZONE_PER_WEEK}, NULL, NULL},
	[ZONE_VISITS_PER_DAY] = {AUDIT, {.maximum = 1}, NULL, NULL},
	[ZONE_VISITS_PER_WEEK] = {AUDIT, {.maximum = 1}, NULL, NULL},
	[ZONE_VISITS_IN_A_ROW] = {AUDIT, {.maximum = 1, .minutes = 300}, NULL, NULL},
	[ZONE_SUBJECT_MINUTES] = {CHECK, {.minimum = 5000, .per = ZONE_PER_WEEK}, "LT", NULL},
	[ZONE_LUNCH_WINDOW] = {AUDIT, {.start = 1, .end = 2}, NULL, NULL},
	[ZONE_EAT_TOGETHER] = {AUDIT, {0}, NULL, NULL},
	[ZONE_PLACE_CAPACITY] = {AUDIT, {.maximum = 1}, NULL, NULL},
	[ZONE_TRANSITION_MINUTES] = {AUDIT, {.minutes = 300}, NULL, NULL},
	[ZONE_TRAVEL_AT_MIDDAY] = {AUDIT, {.minutes = 300}, NULL, to_another_school},
	[ZONE_ONE_SCHOOL_PER_HALF] = {AUDIT, {0}, NULL, to_another_school},
	[ZONE_NO_PULL_OUT] = {AUDIT, {0}, NULL, groups_go_out},
	[ZONE_COMMON_PLANNING] = {AUDIT, {0}, NULL, one_special_later},
	[ZONE_TEAM_MINUTES] = {CHECK, {.minimum = 5000, .per = ZONE_PER_WEEK}, NULL, NULL},
	[ZONE_SAME_TIME_EACH_DAY] = {AUDIT, {0}, "LT", later_on_mondays},
	[ZONE_STAGGERED] = {AUDIT, {0}, "LT", NULL},
	[ZONE_SPECIALIST_BREAK] = {AUDIT, {.minutes = 30, .minimum = 10}, NULL, NULL},
	[ZONE_CLASS_SIZE] = {CHECK, {.maximum = 1}, NULL, NULL},
	[ZONE_SCHOOL_DAYS] = {CHECK, {.minimum = 300, .per = ZONE_PER_YEAR}, NULL, NULL},
	[ZONE_SCHOOL_HOURS] = {CHECK, {.minimum = 5000, .per = ZONE_PER_YEAR}, NULL, NULL},
	[ZONE_LAB_SUBSTITUTES] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_WEEKDAYS] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_PER_SCHOOL] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_APART] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_SPACING] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_HOST_SPACING] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_SHAPES] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_PARTNER] = {YEAR, {0}, NULL, NULL},
	[ZONE_LAB_GUESTS] = {YEAR, {0}, NULL, NULL},
	[ZONE_COACHING_CYCLE] = {YEAR, {0}, NULL, NULL},
	[ZONE_COACH_PRINCIPAL] = {YEAR, {0}, NULL, NULL},
	[ZONE_WISH] = {SHOWN, {0}, NULL, NULL},
};

static int32_t given(int32_t number)
{
	return number == 0 ? ZONE_UNSET : number < 0 ? 0 : number;
}

static struct zone_rule rule_of(const struct fixture *f, enum zone_rule_kind kind,
				enum zone_strength strength)
{
	const struct row *row = &rows[kind];
	struct zone_rule rule = row->rule;
	uint32_t *subject = arena_new(f->arena, uint32_t);

	rule.kind = kind;
	rule.strength = strength;
	rule.minimum = given(rule.minimum);
	rule.maximum = given(rule.maximum);
	rule.minutes = given(rule.minutes);
	rule.start = given(rule.start);
	rule.end = given(rule.end);
	rule.share_percent = rule.from = rule.to = ZONE_UNSET;
	if (row->subject != NULL) {
		*subject = zone_find(f->zone, ZONE_T_SUBJECTS, str_from(row->subject));
		rule.subjects = (struct zone_list){subject, 1};
	}
	return rule;
}

static bool audit_sees(const struct fixture *f, struct week_plan *plan, struct zone_list schools,
		       struct str id, enum zone_strength strength)
{
	struct audit_faults faults = week_audit(f->arena, plan, schools);

	for (size_t i = 0; i < faults.n; i++)
		if (str_eq(faults.at[i].rule, id) && faults.at[i].strength == strength)
			return true;
	return false;
}

static bool check_sees(const struct fixture *f, const struct zone *zone, struct str id,
		       enum zone_strength strength)
{
	struct day_findings findings = {0};

	week_check_zone(f->arena, zone, f->school, &findings);
	for (size_t i = 0; strength != ZONE_MUST && i < findings.given_up.n; i++)
		if (str_eq(findings.given_up.at[i].rule, id))
			return true;
	for (size_t i = 0; strength == ZONE_MUST && i < findings.conflicts.n; i++)
		for (size_t k = 0; k < findings.conflicts.at[i].n_rules; k++)
			if (str_eq(findings.conflicts.at[i].rules[k], id))
				return true;
	return false;
}

static void look(const struct fixture *f, enum zone_rule_kind kind, enum zone_strength strength)
{
	struct zone_rule rule = rule_of(f, kind, strength);
	struct zone *zone = with_rule(f, &rule);
	struct week_plan plan = f->plan;
	bool audit;

	plan.zone = zone;
	if (rows[kind].spoil != NULL)
		rows[kind].spoil(f, zone, &plan);
	audit = rows[kind].by == AUDIT;
	if (!(audit ? audit_sees(f, &plan,
				 rows[kind].spoil == to_another_school ? f->two : f->school,
				 STR("rules/one-more"), strength)
		    : check_sees(f, zone, STR("rules/one-more"), strength)))
		fail_msg("%s does not see that a rule of kind %s, strength %d, is broken",
			 audit ? "the audit" : "the check", zone_rule_kind_info(kind)->word,
			 (int)strength);
}

static void a_rule_that_does_not_hold_is_noticed(void **state)
{
	const struct fixture *f = *state;

	for (int kind = 0; kind < ZONE_N_RULE_KINDS; kind++) {
		if (rows[kind].by == NOBODY_YET)
			fail_msg("no row says who sees rules of kind %s",
				 zone_rule_kind_info((enum zone_rule_kind)kind)->word);
		if (rows[kind].by != AUDIT && rows[kind].by != CHECK)
			continue;
		look(f, (enum zone_rule_kind)kind, ZONE_MUST);
		look(f, (enum zone_rule_kind)kind, ZONE_NICE);
	}
}

/* ---- The same time on days with other specials ---- */

static size_t count_times(const struct week_plan *plan, uint32_t subject)
{
	size_t n = 0;

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];
		bool known = b->kind != WEEK_CORE || b->subject != subject;

		for (size_t k = 0; k < i && !known; k++) {
			const struct week_booking *other = &plan->bookings.at[k];

			known = other->kind == WEEK_CORE && other->subject == subject &&
				other->section == b->section && other->start == b->start;
		}
		n += !known;
	}
	return n;
}

static bool says_rule(const struct week_report *report, struct str id)
{
	for (size_t i = 0; i < report->given_up.n; i++)
		if (str_eq(report->given_up.at[i].rule, id))
			return true;
	return false;
}

/* Pine Hollow has its specials at other times each day. With the rule literacy is at fewer times
 * than without, and what does not hold is said to be given up. */
static void literacy_is_at_one_time_where_it_can_be(void **state)
{
	struct fixture f = *(struct fixture *)*state;
	struct zone_rule rule;
	struct week_plan without, with;
	struct week_report report;
	struct zone *zone;
	struct err err = {0};
	uint32_t subject;

	assert_true(zone_read_folder(f.arena, ZONE_SAMPLES "/pine-hollow", &f.zone, NULL, &err));
	rule = rule_of(&f, ZONE_SAME_TIME_EACH_DAY, ZONE_NICE);
	zone = with_rule(&f, &rule);
	subject = rule.subjects.at[0];
	assert_true(solve(f.arena, f.zone, (struct zone_list){0}, &without, &report));
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	assert_true(solve(f.arena, zone, (struct zone_list){0}, &with, &report));
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	assert_true(count_times(&with, subject) < count_times(&without, subject));
	assert_int_equal(
		says_rule(&report, STR("rules/one-more")),
		audit_sees(&f, &with, (struct zone_list){0}, STR("rules/one-more"), ZONE_NICE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_that_does_not_hold_is_noticed),
		cmocka_unit_test(literacy_is_at_one_time_where_it_can_be),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
