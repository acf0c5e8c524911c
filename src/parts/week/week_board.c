#include "parts/week/week_board.h"

#include "base/text.h"
#include "base/time_zone.h"
#include "base/vec.h"
#include "parts/week/week_file.h"
#include "parts/week/week_patch.h"

#include <pthread.h>
#include <string.h>

enum { KEPT = 8, BLOCK = 1 << 20 };

/* Shared while refs > 0; the last one who lets go of it frees it. */
struct week_held {
	struct week_board board;
	const struct zone_held *zone;
	struct arena *arena;
	struct str key;
	unsigned refs; /* one of them is the cache's */
};

struct week_boards {
	struct arena *arena;
	struct zone_cache *zones;
	int64_t zone_id;
	pthread_mutex_t mutex;
	struct week_held *kept[KEPT]; /* the last asked for first */
};

/* What a board is made from; two of the same key are the same board. */
struct wanted {
	struct arena *scratch;
	const struct zone_held *zone;
	struct week_scenario scenario;
	struct week_holding holding;
	struct str key;
};

struct week_boards *week_boards_create(int64_t zone_id, struct zone_cache *zones)
{
	struct arena *arena = arena_create(1U << 10);
	struct week_boards *boards = arena_new(arena, struct week_boards);

	boards->arena = arena;
	boards->zone_id = zone_id;
	boards->zones = zones;
	(void)pthread_mutex_init(&boards->mutex, NULL);
	return boards;
}

static void let_go(struct week_boards *boards, struct week_held *held)
{
	if (held == NULL || --held->refs > 0)
		return;
	zone_cache_release(boards->zones, held->zone);
	arena_destroy(held->arena);
}

void week_boards_destroy(struct week_boards *boards)
{
	if (boards == NULL)
		return;
	for (size_t i = 0; i < KEPT; i++)
		let_go(boards, boards->kept[i]);
	(void)pthread_mutex_destroy(&boards->mutex);
	arena_destroy(boards->arena);
}

void week_boards_release(struct week_boards *boards, const struct week_board *board)
{
	(void)pthread_mutex_lock(&boards->mutex);
	let_go(boards, board->held);
	(void)pthread_mutex_unlock(&boards->mutex);
}

int32_t week_zone_today(struct arena *arena, const struct zone *zone, const struct clock *clock)
{
	const struct time_zone *local = time_zone_utc();
	struct err ignored = {0};

	if (zone->info.n > 0)
		(void)time_zone_load(arena, zone->info.at[0].time_zone, &local, &ignored);
	return time_zone_local(local, clock_utc_ms(clock)).date;
}

/* ---- Reading ---- */

/* A plan that does not fit the zone any more is left out; the board says why. */
static bool parse(struct week_board *board, struct arena *arena, struct str text,
		  struct week_plan *ret)
{
	struct err why = {0};

	if (week_read_csv(arena, board->zone, text, ret, &why))
		return true;
	board->fault = arena_str(arena, str_from(why.text));
	return false;
}

static bool read_scenario(struct week_board *board, struct arena *arena, struct db *db,
			  int64_t zone_id, struct err *err)
{
	struct week_lines lines;

	if (!week_scenario_lines(db, arena, zone_id, board->scenario.id, &lines, err))
		return false;
	board->line = lines.at;
	if (!parse(board, arena, week_lines_text(arena, &lines), &board->plan))
		board->plan = (struct week_plan){.zone = board->zone};
	return true;
}

/* Each school's bookings from the adoption that holds there. */
static bool read_force(struct week_board *board, struct arena *arena, struct db *db,
		       int64_t zone_id, struct err *err)
{
	VEC(struct week_booking) all = {0};
	const struct week_holding *holding = &board->holding;

	for (size_t s = 0; s < holding->n; s++) {
		const struct week_adoption *from = holding->at[s];
		struct week_plan plan;
		struct str text;
		bool seen = from == NULL;

		for (size_t k = 0; k < s; k++)
			seen = seen || holding->at[k] == from;
		if (seen)
			continue;
		if (!week_store_bookings(db, arena, zone_id, from->id, &text, err))
			return false;
		if (!parse(board, arena, text, &plan))
			continue;
		for (size_t i = 0; i < plan.bookings.n; i++)
			if (holding->at[plan.bookings.at[i].school] == from)
				*vec_push(arena, &all) = plan.bookings.at[i];
	}
	board->plan.bookings.at = all.at;
	board->plan.bookings.n = all.n;
	return true;
}

/* Adoptions outlive the request that asked for them. */
static struct week_holding keep_holding(struct arena *arena, const struct week_holding *from)
{
	struct week_holding kept = {.n = from->n, .any = from->any};

	kept.at = arena_array(arena, const struct week_adoption *, from->n);
	for (size_t s = 0; s < from->n; s++) {
		struct week_adoption *copy;

		if (from->at[s] == NULL)
			continue;
		for (size_t k = 0; k < s && kept.at[s] == NULL; k++)
			if (from->at[k] == from->at[s])
				kept.at[s] = kept.at[k];
		if (kept.at[s] != NULL)
			continue;
		copy = arena_new(arena, struct week_adoption);
		*copy = *from->at[s];
		copy->school = arena_str(arena, copy->school);
		copy->note = arena_str(arena, copy->note);
		kept.at[s] = copy;
	}
	return kept;
}

/* Read a board from the database; it has one owner. The zone is released by the caller where
 * this fails. */
static bool read_board(const struct week_boards *boards, struct db *db, const struct wanted *wanted,
		       struct week_held **ret, struct err *err)
{
	struct arena *arena = arena_create(BLOCK);
	struct week_held *held = arena_new(arena, struct week_held);
	struct week_board *board = &held->board;
	bool ok = true;

	held->arena = arena;
	held->refs = 1;
	held->zone = wanted->zone;
	held->key = arena_str(arena, wanted->key);
	board->held = held;
	board->zone = wanted->zone->zone;
	board->zone_version = wanted->zone->version;
	board->scenario = wanted->scenario;
	board->scenario.name = arena_str(arena, wanted->scenario.name);
	board->scenario.report = arena_str(arena, wanted->scenario.report);
	board->scenario.patch = arena_str(arena, wanted->scenario.patch);
	if (board->scenario.patch.len > 0)
		ok = week_patch_apply(arena, board->zone, board->scenario.patch, &board->zone, err);
	board->holding = keep_holding(arena, &wanted->holding);
	board->plan.zone = board->zone;
	if (ok && board->scenario.id != 0)
		ok = read_scenario(board, arena, db, boards->zone_id, err);
	else if (ok && board->holding.any)
		ok = read_force(board, arena, db, boards->zone_id, err);
	if (ok)
		*ret = held;
	else
		arena_destroy(arena);
	return ok;
}

/* ---- Keeping ---- */

/* With the mutex held: two requests at once read a new version once. The zone wanted is owned by
 * the board that keeps it, or released. */
static bool take(struct week_boards *boards, struct db *db, const struct wanted *wanted,
		 struct week_held **ret, struct err *err)
{
	struct week_held *held = NULL;
	size_t at = 0;

	while (at < KEPT - 1 && boards->kept[at] != NULL &&
	       !str_eq(boards->kept[at]->key, wanted->key))
		at++;
	if (boards->kept[at] != NULL && str_eq(boards->kept[at]->key, wanted->key)) {
		held = boards->kept[at];
		zone_cache_release(boards->zones, wanted->zone);
	} else if (!read_board(boards, db, wanted, &held, err)) {
		zone_cache_release(boards->zones, wanted->zone);
		return false;
	} else {
		let_go(boards, boards->kept[at]);
	}
	memmove(&boards->kept[1], &boards->kept[0], at * sizeof boards->kept[0]);
	boards->kept[0] = held;
	held->refs++;
	*ret = held;
	return true;
}

static void make_key(struct wanted *wanted)
{
	struct text text;

	text_init(&text, wanted->scratch);
	text_printf(&text, "%lld", (long long)wanted->zone->version);
	if (wanted->scenario.id != 0)
		text_printf(&text, " %lld.%lld", (long long)wanted->scenario.id,
			    (long long)wanted->scenario.revision);
	for (size_t s = 0; wanted->scenario.id == 0 && s < wanted->holding.n; s++)
		text_printf(&text, " %lld",
			    wanted->holding.at[s] == NULL ? 0LL
							  : (long long)wanted->holding.at[s]->id);
	wanted->key = text_str(&text);
}

/* What holds on the date; the newest scenario where nothing was ever adopted. */
static bool find_force(const struct week_boards *boards, struct db *db, int32_t date,
		       struct wanted *wanted, struct err *err)
{
	const struct zone *zone = wanted->zone->zone;
	struct week_adoption *all;
	bool found;
	size_t n;

	if (!week_store_adoptions(db, wanted->scratch, boards->zone_id, &all, &n, err))
		return false;
	if (date == ZONE_UNSET)
		date = week_zone_today(wanted->scratch, zone, db_clock(db));
	wanted->holding = week_holding_of(wanted->scratch, zone, all, n, date);
	if (n > 0)
		return true;
	return week_scenario_find(db, wanted->scratch, boards->zone_id, 0, &wanted->scenario,
				  &found, err);
}

static bool find_scenario(const struct week_boards *boards, struct db *db, int64_t id,
			  struct wanted *wanted, struct err *err)
{
	bool found;

	if (!week_scenario_find(db, wanted->scratch, boards->zone_id, id, &wanted->scenario, &found,
				err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "There is no such plan of the week.");
}

static bool take_wanted(struct week_boards *boards, struct db *db, int64_t scenario_id,
			int32_t date, const struct week_board **ret, struct err *err)
{
	struct wanted wanted = {.scratch = arena_create(1U << 14)};
	struct week_held *held = NULL;
	struct err why = {0};
	bool ok = zone_cache_take(boards->zones, db, &wanted.zone, &why);

	if (!ok && why.kind == ERR_NOT_FOUND)
		(void)err_set(err, ERR_NOT_FOUND, "There is no zone yet: import one first.");
	else if (!ok)
		*err = why;
	if (ok && (scenario_id != 0 ? find_scenario(boards, db, scenario_id, &wanted, err)
				    : find_force(boards, db, date, &wanted, err))) {
		make_key(&wanted);
		(void)pthread_mutex_lock(&boards->mutex);
		ok = take(boards, db, &wanted, &held, err);
		(void)pthread_mutex_unlock(&boards->mutex);
	} else if (ok) {
		zone_cache_release(boards->zones, wanted.zone);
		ok = false;
	}
	arena_destroy(wanted.scratch);
	if (ok)
		*ret = &held->board;
	return ok;
}

bool week_boards_take(struct week_boards *boards, struct db *db, int64_t scenario_id,
		      const struct week_board **ret, struct err *err)
{
	return take_wanted(boards, db, scenario_id, ZONE_UNSET, ret, err);
}

bool week_boards_in_force(struct week_boards *boards, struct db *db, int32_t date,
			  const struct week_board **ret, struct err *err)
{
	return take_wanted(boards, db, 0, date, ret, err);
}
