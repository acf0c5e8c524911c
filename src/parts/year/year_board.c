#include "parts/year/year_board.h"

#include "parts/school/zone_store.h"
#include "parts/year/year_store.h"

#include <pthread.h>
#include <stdlib.h>

enum { BLOCK = 1 << 20 };

/* Shared while refs > 0; the last one who lets go of it frees it. */
struct year_held {
	struct year_board board;
	struct arena *arena;
	unsigned refs; /* one of them is the cache's */
};

struct year_boards {
	struct arena *arena;
	int64_t zone_id;
	pthread_mutex_t mutex;
	struct year_held *kept; /* the newest; NULL: none yet */
};

struct year_boards *year_boards_create(int64_t zone_id)
{
	struct arena *arena = arena_create(1U << 10);
	struct year_boards *boards = arena_new(arena, struct year_boards);

	boards->arena = arena;
	boards->zone_id = zone_id;
	(void)pthread_mutex_init(&boards->mutex, NULL);
	return boards;
}

static void let_go(struct year_held *held)
{
	if (held != NULL && --held->refs == 0)
		arena_destroy(held->arena);
}

void year_boards_destroy(struct year_boards *boards)
{
	if (boards == NULL)
		return;
	let_go(boards->kept);
	(void)pthread_mutex_destroy(&boards->mutex);
	arena_destroy(boards->arena);
}

void year_boards_release(struct year_boards *boards, const struct year_board *board)
{
	(void)pthread_mutex_lock(&boards->mutex);
	let_go(board->held);
	(void)pthread_mutex_unlock(&boards->mutex);
}

struct dated {
	int32_t date;
	size_t lab;
};

static int by_date(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->lab > y->lab) - (x->lab < y->lab);
}

static void order_by_date(struct arena *arena, struct year_board *board)
{
	struct dated *dated = arena_array(arena, struct dated, board->plan.n);
	size_t *order = arena_array(arena, size_t, board->plan.n);
	size_t n = 0;

	for (size_t i = 0; i < board->plan.n; i++)
		if (board->plan.at[i].date != ZONE_UNSET)
			dated[n++] = (struct dated){board->plan.at[i].date, i};
	if (n > 0)
		qsort(dated, n, sizeof *dated, by_date);
	for (size_t i = 0; i < n; i++)
		order[i] = dated[i].lab;
	board->by_date = order;
	board->n_placed = n;
}

static void derive(struct arena *arena, struct year_board *board)
{
	year_choose_hosts(arena, &board->problem, &board->plan);
	board->phases = year_phases_of(arena, &board->problem, &board->plan);
	board->releases = year_releases_of(arena, &board->problem, &board->plan);
	board->bookings = year_bookings_of(arena, &board->problem, &board->plan);
	if (board->version > 0)
		board->faults = year_valid(arena, &board->problem, &board->plan);
	order_by_date(arena, board);
}

static bool read_board(struct year_boards *boards, struct db *db, int64_t zone_version,
		       int64_t version, struct year_held **ret, struct err *err)
{
	struct arena *arena = arena_create(BLOCK);
	struct year_held *held = arena_new(arena, struct year_held);
	struct year_board *board = &held->board;
	bool ok;

	held->arena = arena;
	held->refs = 1;
	*board = (struct year_board){
		.zone_version = zone_version, .version = version, .held = held};
	ok = zone_store_load(db, arena, boards->zone_id, zone_version, &board->zone, err) &&
	     year_problem_make(arena, board->zone, INT32_MAX, &board->problem, err);
	if (ok && version == 0)
		board->plan = year_plan_make(arena, &board->problem);
	else if (ok)
		ok = year_store_load(db, arena, boards->zone_id, version, &board->problem,
				     &board->plan, err);
	if (!ok) {
		arena_destroy(arena);
		return false;
	}
	derive(arena, board);
	*ret = held;
	return true;
}

bool year_boards_take(struct year_boards *boards, struct db *db, const struct year_board **ret,
		      struct err *err)
{
	int64_t zone_version = 0, version = 0;
	struct year_held *held = NULL;
	bool ok = zone_store_version(db, boards->zone_id, &zone_version, err) &&
		  year_store_version(db, boards->zone_id, &version, err);

	if (ok && zone_version == 0)
		ok = err_set(err, ERR_NOT_FOUND, "There is no zone yet: import one first.");
	if (!ok)
		return false;
	/* With the mutex held, so that two requests at once read a new version once. */
	(void)pthread_mutex_lock(&boards->mutex);
	held = boards->kept;
	if (held == NULL || held->board.zone_version != zone_version ||
	    held->board.version != version) {
		ok = read_board(boards, db, zone_version, version, &held, err);
		if (ok) {
			let_go(boards->kept);
			boards->kept = held;
		}
	}
	if (ok)
		held->refs++;
	(void)pthread_mutex_unlock(&boards->mutex);
	if (ok)
		*ret = &held->board;
	return ok;
}

int32_t year_board_substitutes(const struct year_board *board, int32_t date)
{
	int32_t n = 0;

	for (size_t i = 0; i < board->problem.n_labs; i++)
		for (uint32_t day = 0; day < board->problem.labs[i].days; day++)
			if (year_day_of(&board->problem, &board->plan, i, day) == date)
				n += board->problem.labs[i].substitutes;
	return n;
}

int32_t year_board_cap(const struct year_board *board, int32_t date)
{
	int32_t cap = ZONE_UNSET;

	for (size_t i = 0; i < board->zone->rules.n; i++) {
		const struct zone_rule *rule = &board->zone->rules.at[i];

		if (rule->kind == ZONE_LAB_SUBSTITUTES && rule->maximum != ZONE_UNSET &&
		    zone_is_on(rule->from, rule->to, date) &&
		    (cap == ZONE_UNSET || rule->maximum < cap))
			cap = rule->maximum;
	}
	return cap;
}
