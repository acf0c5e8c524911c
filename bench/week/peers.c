/* The specials of each school of a zone, planned by Weft, by FET and as an integer program by CBC,
 * side by side: seconds of processor, visits placed, and how evenly specialists are used.
 *
 *	bench_week_peers ZONE [SECONDS]
 *
 * Weft and CBC choose who teaches and when. FET cannot choose who: it gets that from our plan and
 * chooses when. Each school alone, so that no travel is left out. */
#include "bench/week/peers.h"

#include "base/clock.h"
#include "parts/school/zone_folder.h"
#include "parts/week/specials_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { SECONDS = 60, CLASSES_EACH = 1 };

static double processor_seconds(int who)
{
	struct rusage usage;

	(void)getrusage(who, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

bool peer_run(const char *program, const char *command, double *ret_seconds)
{
	char look[64];
	double before;

	(void)snprintf(look, sizeof look, "command -v %s >/dev/null", program);
	if (system(look) != 0)
		return false;
	before = processor_seconds(RUSAGE_CHILDREN);
	if (system(command) != 0)
		(void)fprintf(stderr, "%s ends with a fault\n", program);
	*ret_seconds = processor_seconds(RUSAGE_CHILDREN) - before;
	return true;
}

int32_t peer_cap(const struct peer_problem *problem, uint32_t person)
{
	int32_t cap = problem->week_cap, own = -1;

	for (size_t i = 0; i < problem->zone->assignments.n; i++) {
		const struct zone_assignment *a = &problem->zone->assignments.at[i];

		if (a->person == person && a->school == problem->school &&
		    a->visits_per_week_x100 != ZONE_UNSET)
			own = a->visits_per_week_x100 * problem->n_days / 500;
	}
	return own >= 0 && own < cap ? own : cap;
}

int32_t peer_places(const struct peer_problem *problem, uint32_t subject)
{
	int32_t kind = problem->zone->subjects.at[subject].room_kind, places = 0;

	if (problem->zone->subjects.at[subject].kind != ZONE_SPECIAL || kind == ZONE_UNSET)
		return INT32_MAX;
	for (size_t i = 0; i < problem->zone->rooms.n; i++) {
		const struct zone_room *room = &problem->zone->rooms.at[i];

		if (room->school == problem->school && (int32_t)room->kind == kind)
			places += room->classes == ZONE_UNSET ? CLASSES_EACH : room->classes;
	}
	return places == 0 ? INT32_MAX : places;
}

/* The most visits that a rule allows in a time; otherwise, where none does. */
static int32_t rule_cap(const struct zone *zone, enum zone_rule_kind kind, uint32_t school,
			int32_t otherwise)
{
	uint32_t rule = specials_must(zone, kind, school, ZONE_NONE);

	return rule == ZONE_NONE ? otherwise : zone->rules.at[rule].maximum;
}

static void add_visits(struct peer_problem *p, const struct specials_plan *plan)
{
	const struct zone *zone = p->zone;

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct specials_booking *b = &plan->bookings.at[i];
		uint32_t rotation = zone->visits.at[b->row].rotation;

		p->n_days = zone->rotations.at[rotation].days;
		*vec_push(p->arena, &p->visits) = (struct peer_visit){
			.section = b->section,
			.subject = zone->visits.at[b->row].subject,
			.block = zone_block_of(zone, b->section, rotation, NULL),
			.people = specials_teachers(p->arena, zone, b->row, p->school),
			.person = (int32_t)b->person,
			.day = b->day};
	}
	p->n_blocks = (uint32_t)zone->blocks.n;
	p->day_cap = rule_cap(zone, ZONE_VISITS_PER_DAY, p->school, (int32_t)p->n_blocks);
	p->week_cap = rule_cap(zone, ZONE_VISITS_PER_WEEK, p->school, 1000) * p->n_days / 5;
}

static struct peer_result our_result(const struct peer_problem *p, double seconds)
{
	struct peer_result result = {.ran = true, .placed = p->visits.n, .seconds = seconds};
	int32_t *visits = arena_array(p->arena, int32_t, p->zone->people.n);
	int32_t most = 0, fewest = INT32_MAX;

	for (size_t i = 0; i < p->visits.n; i++)
		visits[p->visits.at[i].person]++;
	for (size_t i = 0; i < p->zone->people.n; i++) {
		most = visits[i] > most ? visits[i] : most;
		fewest = visits[i] > 0 && visits[i] < fewest ? visits[i] : fewest;
	}
	result.spread = most - fewest;
	return result;
}

static void print_result(const char *name, const struct peer_result *result,
			 const struct peer_result *ours, size_t wanted)
{
	if (!result->ran) {
		(void)printf("  %-5s SKIPPED: not installed\n", name);
		return;
	}
	(void)printf("  %-5s %8.3f s  %4zu of %zu visits", name, result->seconds, result->placed,
		     wanted);
	if (result->spread >= 0)
		(void)printf("  spread %d", result->spread);
	if (result != ours)
		(void)printf("  (%.1f times ours)", result->seconds / ours->seconds);
	(void)printf("\n");
}

static bool run_school(struct arena *arena, const struct zone *zone, uint32_t school,
		       const char *dir, int seconds, struct err *err)
{
	struct peer_problem problem = {.arena = arena, .zone = zone, .school = school};
	struct specials_options options = {.clock = &clock_system, .seconds = seconds};
	struct peer_result ours, fet, cbc;
	struct specials_plan plan;
	double before = processor_seconds(RUSAGE_SELF);

	if (!specials_solve(arena, zone, (struct zone_list){&school, 1}, &options, &plan, err))
		return false;
	before = processor_seconds(RUSAGE_SELF) - before;
	(void)printf("%.*s\n", STR_ARG(zone->schools.at[school].name));
	if (plan.verdict != WEFT_FEASIBLE) {
		(void)printf("  no plan of ours: nothing to compare\n");
		return true;
	}
	add_visits(&problem, &plan);
	for (size_t i = 0; i < problem.visits.n; i++)
		if (problem.visits.at[i].block == ZONE_NONE) {
			(void)printf("  SKIPPED: the solver chooses the blocks here\n");
			return true;
		}
	ours = our_result(&problem, before > 1e-4 ? before : 1e-4);
	fet = peer_run_fet(&problem, dir, seconds);
	cbc = peer_run_cbc(&problem, dir, seconds);
	print_result("Weft", &ours, &ours, problem.visits.n);
	print_result("FET", &fet, &ours, problem.visits.n);
	print_result("CBC", &cbc, &ours, problem.visits.n);
	return true;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_create(1U << 20);
	char dir[] = "/tmp/weft-peers-XXXXXX", clean[64];
	const struct zone *zone;
	struct err err = {0};
	bool ok = argc > 1 && mkdtemp(dir) != NULL;

	ok = ok && zone_read_folder(arena, argv[1], &zone, NULL, &err);
	if (ok)
		(void)printf("Specials, each school alone. Seconds of processor. FET is told who "
			     "teaches, the others choose; FET and CBC read a file first.\nSpread: "
			     "most less fewest visits of a specialist.\n");
	for (uint32_t s = 0; ok && s < zone->schools.n; s++) {
		ok = run_school(arena, zone, s, dir, argc > 2 ? atoi(argv[2]) : SECONDS, &err);
		(void)fflush(stdout);
	}
	if (!ok)
		(void)fprintf(stderr, "%s\n",
			      err.text[0] != '\0' ? err.text : "Say a zone's folder.");
	(void)snprintf(clean, sizeof clean, "rm -rf %s", dir);
	if (system(clean) != 0)
		ok = false;
	arena_destroy(arena);
	return ok ? 0 : 1;
}
