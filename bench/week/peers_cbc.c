/* The problem as an integer program: x_i_d_t is 1 when kind of visit i (a class and a subject) is
 * on day d with person t. */
#include "bench/week/peers.h"

#include "base/file.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>

/* A class and a subject, with how often. */
struct kind {
	const struct peer_visit *visit;
	int32_t n;
};

struct program {
	const struct peer_problem *p;
	struct text text;
	VEC(struct kind) kinds;
	size_t n_rows;
};

static void collect(struct program *lp)
{
	for (size_t i = 0; i < lp->p->visits.n; i++) {
		const struct peer_visit *v = &lp->p->visits.at[i];
		size_t k = 0;

		while (k < lp->kinds.n && (lp->kinds.at[k].visit->section != v->section ||
					   lp->kinds.at[k].visit->subject != v->subject))
			k++;
		if (k == lp->kinds.n)
			*vec_push(lp->p->arena, &lp->kinds) = (struct kind){v, 0};
		lp->kinds.at[k].n++;
	}
}

/* Which variables a sum takes; -1: all. */
struct sum {
	int64_t kind, section, day, person, block, room_kind;
};
static const struct sum everything = {-1, -1, -1, -1, -1, -1};

static bool takes(const struct program *lp, const struct sum *sum, size_t k)
{
	const struct peer_visit *v = lp->kinds.at[k].visit;
	int64_t room = lp->p->zone->subjects.at[v->subject].room_kind;

	return (sum->kind < 0 || (size_t)sum->kind == k) &&
	       (sum->section < 0 || sum->section == v->section) &&
	       (sum->block < 0 || sum->block == v->block) &&
	       (sum->room_kind < 0 || sum->room_kind == room);
}

/* "c7: x_0_1_12 + ... <= 1"; a sum of nothing is left out. */
static void put_row(struct program *lp, const struct sum *sum, const char *relation, int32_t right)
{
	size_t n = 0;

	for (size_t k = 0; k < lp->kinds.n; k++) {
		const struct zone_list *people = &lp->kinds.at[k].visit->people;

		if (!takes(lp, sum, k))
			continue;
		for (int32_t d = 0; d < lp->p->n_days; d++)
			for (size_t t = 0; t < people->n; t++) {
				if ((sum->day >= 0 && sum->day != d) ||
				    (sum->person >= 0 && sum->person != people->at[t]))
					continue;
				if (n == 0)
					text_printf(&lp->text, "c%zu:", lp->n_rows++);
				text_printf(&lp->text, "%s%s x_%zu_%d_%u", n > 0 ? " +" : "",
					    n % 8 == 7 ? "\n" : "", k, d, people->at[t]);
				n++;
			}
	}
	if (n > 0)
		text_printf(&lp->text, " %s %d\n", relation, right);
}

static bool gives(const struct program *lp, uint32_t person)
{
	for (size_t k = 0; k < lp->kinds.n; k++)
		for (size_t t = 0; t < lp->kinds.at[k].visit->people.n; t++)
			if (lp->kinds.at[k].visit->people.at[t] == person)
				return true;
	return false;
}

static void put_classes(struct program *lp)
{
	const struct peer_problem *p = lp->p;

	for (size_t k = 0; k < lp->kinds.n; k++) {
		struct sum sum = everything;

		sum.kind = (int64_t)k;
		put_row(lp, &sum, "=", lp->kinds.at[k].n);
	}
	for (uint32_t s = 0; s < p->zone->sections.n; s++)
		for (int32_t d = 0; d < p->n_days; d++) {
			struct sum sum = everything;

			sum.section = s;
			sum.day = d;
			put_row(lp, &sum, "<=", 1);
		}
}

static void put_people(struct program *lp)
{
	const struct peer_problem *p = lp->p;

	for (uint32_t person = 0; person < p->zone->people.n; person++) {
		struct sum sum = everything;

		if (!gives(lp, person))
			continue;
		sum.person = person;
		put_row(lp, &sum, "<=", peer_cap(p, person));
		for (int32_t d = 0; d < p->n_days; d++) {
			sum.day = d;
			sum.block = -1;
			put_row(lp, &sum, "<=", p->day_cap);
			for (uint32_t b = 0; b < p->n_blocks; b++) {
				sum.block = b;
				put_row(lp, &sum, "<=", 1);
			}
		}
	}
}

static void put_places(struct program *lp)
{
	const struct peer_problem *p = lp->p;

	for (uint32_t s = 0; s < p->zone->subjects.n; s++) {
		int32_t places = peer_places(p, s);

		if (places == INT32_MAX)
			continue;
		for (int32_t d = 0; d < p->n_days; d++)
			for (uint32_t b = 0; b < p->n_blocks; b++) {
				struct sum sum = everything;

				sum.day = d;
				sum.block = b;
				sum.room_kind = p->zone->subjects.at[s].room_kind;
				put_row(lp, &sum, "<=", places);
			}
	}
}

static void put_program(struct program *lp)
{
	text_put(&lp->text, STR("Minimize\n obj: 0 x_0_0_none\nSubject To\n"));
	put_classes(lp);
	put_people(lp);
	put_places(lp);
	text_put(&lp->text, STR("Bounds\n x_0_0_none = 0\nBinaries\n"));
	for (size_t k = 0; k < lp->kinds.n; k++)
		for (int32_t d = 0; d < lp->p->n_days; d++)
			for (size_t t = 0; t < lp->kinds.at[k].visit->people.n; t++)
				text_printf(&lp->text, " x_%zu_%d_%u\n", k, d,
					    lp->kinds.at[k].visit->people.at[t]);
	text_put(&lp->text, STR("End\n"));
}

/* Lines of the solution that are 1; how evenly people are used. */
static void read_solution(const struct peer_problem *p, struct str text, struct peer_result *ret)
{
	int32_t *visits = arena_array(p->arena, int32_t, p->zone->people.n);
	int32_t most = 0, fewest = INT32_MAX;
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		unsigned kind, day, person;
		double value;

		if (sscanf(arena_str(p->arena, line).ptr, " %*u x_%u_%u_%u %lf", &kind, &day,
			   &person, &value) != 4 ||
		    value < 0.5 || person >= p->zone->people.n)
			continue;
		ret->placed++;
		visits[person]++;
	}
	for (size_t i = 0; i < p->zone->people.n; i++) {
		most = visits[i] > most ? visits[i] : most;
		fewest = visits[i] > 0 && visits[i] < fewest ? visits[i] : fewest;
	}
	ret->spread = ret->placed == 0 ? -1 : most - fewest;
}

struct peer_result peer_run_cbc(const struct peer_problem *problem, const char *dir, int seconds)
{
	struct program lp = {.p = problem};
	struct peer_result result = {.spread = -1};
	struct err err = {0};
	struct str path, command, solution;

	text_init(&lp.text, problem->arena);
	collect(&lp);
	put_program(&lp);
	path = arena_printf(problem->arena, "%s/specials.lp", dir);
	command = arena_printf(problem->arena,
			       "cd %s && rm -f cbc.txt && cbc specials.lp sec %d solve solution "
			       "cbc.txt >cbc.log 2>&1",
			       dir, seconds);
	if (!file_write(path.ptr, text_str(&lp.text), &err)) {
		(void)fprintf(stderr, "%s\n", err.text);
		return result;
	}
	result.ran = peer_run("cbc", command.ptr, &result.seconds);
	path = arena_printf(problem->arena, "%s/cbc.txt", dir);
	if (result.ran && file_read(problem->arena, path.ptr, 1U << 26, &solution, &err) &&
	    !str_find(str_slice(solution, 0, solution.len < 40 ? solution.len : 40),
		      STR("nfeasible"), NULL))
		read_solution(problem, solution, &result);
	return result;
}
