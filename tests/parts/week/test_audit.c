/* The audit of plans: the solver's plans have no fault, and what is spoiled is seen. */
#include "base/rng.h"
#include "base/text.h"
#include "parts/school/zone_folder.h"
#include "parts/week/week_audit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	const struct zone *zone;
	struct week_plan plan;
	struct zone_list schools;
};

static struct week_plan solve(struct arena *arena, const struct zone *zone,
			      struct zone_list schools)
{
	struct week_options options = {.clock = &clock_system, .seconds = 600, .schools = schools};
	struct week_report report;
	struct week_plan plan;
	struct err err = {0};

	if (!week_solve(arena, zone, &options, &plan, &report, &err))
		fail_msg("%s", err.text);
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	return plan;
}

static int setup(void **state)
{
	static struct fixture fixture;
	struct fixture *f = &fixture;
	struct err err = {0};
	uint32_t *school;

	f->arena = arena_create(1U << 20);
	school = arena_new(f->arena, uint32_t);
	assert_true(zone_read_folder(f->arena, ZONE_SAMPLES "/alder-sound", &f->zone, NULL, &err));
	*school = zone_find(f->zone, ZONE_T_SCHOOLS, STR("OS"));
	f->schools = (struct zone_list){school, 1};
	f->plan = solve(f->arena, f->zone, f->schools);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_destroy(f->arena);
	return 0;
}

static size_t count_musts(const struct audit_faults *faults)
{
	size_t n = 0;

	for (size_t i = 0; i < faults->n; i++)
		n += faults->at[i].strength == ZONE_MUST;
	return n;
}

static void a_plan_of_the_solver_keeps_every_must(void **state)
{
	struct fixture *f = *state;
	struct audit_faults faults = week_audit(f->arena, &f->plan, f->schools);

	for (size_t i = 0; i < faults.n; i++)
		print_message("# %.*s (%.*s, %d dates)\n", STR_ARG(faults.at[i].sentence),
			      STR_ARG(faults.at[i].rule), faults.at[i].dates);
	assert_int_equal(count_musts(&faults), 0);
}

static void the_odd_school_keeps_every_must(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone;
	struct week_plan plan;
	struct audit_faults faults;
	struct err err = {0};

	assert_true(zone_read_folder(f->arena, ZONE_SAMPLES "/pine-hollow", &zone, NULL, &err));
	plan = solve(f->arena, zone, (struct zone_list){0});
	faults = week_audit(f->arena, &plan, (struct zone_list){0});
	for (size_t i = 0; i < faults.n; i++)
		print_message("# %.*s (%.*s, %d dates)\n", STR_ARG(faults.at[i].sentence),
			      STR_ARG(faults.at[i].rule), faults.at[i].dates);
	assert_int_equal(count_musts(&faults), 0);
}

/* ---- Spoiling ---- */

enum spoil { DROP, SHIFT, OTHER_DAY, OTHER_PERSON, SHORTEN, TWICE, N_SPOILS };

/* What must be there: of these kinds every booking stands for something that is asked. */
static bool is_asked_for(const struct week_booking *b, uint32_t regular)
{
	return b->shape == regular &&
	       (b->kind == WEEK_SPECIAL || b->kind == WEEK_LUNCH || b->kind == WEEK_WIN ||
		(b->kind == WEEK_CORE && b->weekdays == 0));
}

static void spoil(struct fixture *f, struct week_booking *b, enum spoil how, struct rng *rng)
{
	int32_t *day = arena_new(f->arena, int32_t);
	uint32_t *person = arena_new(f->arena, uint32_t);

	switch (how) {
	case SHIFT:
		b->start += 10 + 5 * (int32_t)rng_below(rng, 4);
		b->end = b->start + 30;
		break;
	case OTHER_DAY:
		*day = b->days.n == 0 ? 1 : b->days.at[0] % 10 + 1;
		b->days = (struct zone_numbers){day, 1};
		if (b->rotation == ZONE_NONE)
			b->rotation = 0;
		break;
	case OTHER_PERSON:
		*person = zone_find(f->zone, ZONE_T_PEOPLE, STR("HH-T01"));
		b->people = (struct zone_list){person, 1};
		break;
	case SHORTEN:
		b->end -= 10;
		break;
	case DROP:
	case TWICE:
	case N_SPOILS:
		break;
	}
}

/* A fault that the good plan has not. */
static bool has_more(const struct audit_faults *faults, const struct audit_faults *good)
{
	for (size_t i = 0; i < faults->n; i++) {
		bool known = false;

		for (size_t k = 0; k < good->n; k++)
			known = known || str_eq(faults->at[i].sentence, good->at[k].sentence);
		if (!known)
			return true;
	}
	return false;
}

/* One booking of a good plan is taken out, moved, given to another day or person, made shorter,
 * or booked again elsewhere: each such plan has a fault that the good one does not have. */
static void a_spoiled_booking_is_seen(void **state)
{
	struct fixture *f = *state;
	uint32_t regular = zone_find(f->zone, ZONE_T_SHAPES, STR("REG"));
	struct audit_faults good = week_audit(f->arena, &f->plan, f->schools);
	struct rng rng;

	rng_init(&rng, 8);
	for (int trial = 0; trial < 24; trial++) {
		struct week_plan plan = f->plan;
		struct week_booking *at = arena_array(f->arena, struct week_booking,
						      plan.bookings.n + 1);
		enum spoil how = (enum spoil)(trial % N_SPOILS);
		struct audit_faults faults;
		size_t pick;

		memcpy(at, plan.bookings.at, plan.bookings.n * sizeof *at);
		do {
			pick = rng_below(&rng, plan.bookings.n);
		} while (!is_asked_for(&at[pick], regular) ||
			 (how == OTHER_PERSON && at[pick].kind != WEEK_SPECIAL) ||
			 (how == SHIFT && at[pick].kind == WEEK_WIN));
		spoil(f, &at[pick], how, &rng);
		if (how == DROP)
			at[pick] = at[--plan.bookings.n];
		if (how == TWICE) {
			at[plan.bookings.n] = at[pick];
			at[plan.bookings.n++].start += 5;
		}
		plan.bookings.at = at;
		faults = week_audit(f->arena, &plan, f->schools);
		if (!has_more(&faults, &good))
			fail_msg("trial %d: %d of a %.*s at %d is not seen", trial, (int)how,
				 STR_ARG(week_kind_name(at[pick].kind)), at[pick].start);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_of_the_solver_keeps_every_must),
		cmocka_unit_test(the_odd_school_keeps_every_must),
		cmocka_unit_test(a_spoiled_booking_is_seen),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
