#include "parts/week/week_board.h"

#include "base/text.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_file.h"

#include <pthread.h>
#include <string.h>

enum { KEPT = 4, BLOCK = 1 << 20 };

/* Shared while refs > 0; the last one who lets go of it frees it. */
struct week_held {
	struct week_board board;
	struct arena *arena;
	unsigned refs; /* one of them is the cache's */
};

struct week_boards {
	struct arena *arena;
	int64_t zone_id;
	pthread_mutex_t mutex;
	struct week_held *kept[KEPT]; /* the newest first */
};

struct week_boards *week_boards_create(int64_t zone_id)
{
	struct arena *arena = arena_create(1U << 10);
	struct week_boards *boards = arena_new(arena, struct week_boards);

	boards->arena = arena;
	boards->zone_id = zone_id;
	(void)pthread_mutex_init(&boards->mutex, NULL);
	return boards;
}

static void let_go(struct week_held *held)
{
	if (held != NULL && --held->refs == 0)
		arena_destroy(held->arena);
}

void week_boards_destroy(struct week_boards *boards)
{
	if (boards == NULL)
		return;
	for (size_t i = 0; i < KEPT; i++)
		let_go(boards->kept[i]);
	(void)pthread_mutex_destroy(&boards->mutex);
	arena_destroy(boards->arena);
}

void week_boards_release(struct week_boards *boards, const struct week_board *board)
{
	(void)pthread_mutex_lock(&boards->mutex);
	let_go(board->held);
	(void)pthread_mutex_unlock(&boards->mutex);
}

static struct str join(struct arena *arena, const struct week_lines *lines)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, week_head_line(arena));
	for (size_t i = 0; i < lines->n; i++) {
		text_put(&text, lines->at[i]);
		text_put_char(&text, '\n');
	}
	return text_str(&text);
}

/* A plan that does not fit the zone any more leaves the board empty and says why. */
static bool read_plan(struct week_board *board, struct arena *arena, struct db *db, int64_t zone_id,
		      struct err *err)
{
	struct week_lines lines;
	struct err why = {0};

	board->plan.zone = board->zone;
	if (board->scenario.id == 0)
		return true;
	if (!week_scenario_lines(db, arena, zone_id, board->scenario.id, &lines, err))
		return false;
	board->line = lines.at;
	if (!week_read_csv(arena, board->zone, join(arena, &lines), &board->plan, &why)) {
		board->fault = arena_str(arena, str_from(why.text));
		board->plan = (struct week_plan){.zone = board->zone};
	}
	return true;
}

/* Read a board from the database; it has one owner. */
static bool read_board(struct week_boards *boards, struct db *db, int64_t version,
		       const struct week_scenario *scenario, struct week_held **ret,
		       struct err *err)
{
	struct arena *arena = arena_create(BLOCK);
	struct week_held *held = arena_new(arena, struct week_held);
	struct week_board *board = &held->board;

	held->arena = arena;
	held->refs = 1;
	board->held = held;
	board->zone_version = version;
	board->scenario = *scenario;
	board->scenario.name = arena_str(arena, scenario->name);
	board->scenario.report = arena_str(arena, scenario->report);
	if (!zone_store_load(db, arena, boards->zone_id, version, &board->zone, err) ||
	    !read_plan(board, arena, db, boards->zone_id, err)) {
		arena_destroy(arena);
		return false;
	}
	*ret = held;
	return true;
}

static struct week_held *find_kept(struct week_boards *boards, int64_t version,
				   const struct week_scenario *scenario)
{
	for (size_t i = 0; i < KEPT; i++) {
		struct week_held *held = boards->kept[i];

		if (held != NULL && held->board.zone_version == version &&
		    held->board.scenario.id == scenario->id &&
		    held->board.scenario.revision == scenario->revision &&
		    held->board.scenario.state == scenario->state)
			return held;
	}
	return NULL;
}

/* With the mutex held: two requests at once read a new version once. */
static bool take(struct week_boards *boards, struct db *db, int64_t version,
		 const struct week_scenario *scenario, struct week_held **ret, struct err *err)
{
	struct week_held *held = find_kept(boards, version, scenario);

	if (held == NULL) {
		if (!read_board(boards, db, version, scenario, &held, err))
			return false;
		let_go(boards->kept[KEPT - 1]);
		memmove(&boards->kept[1], &boards->kept[0], (KEPT - 1) * sizeof boards->kept[0]);
		boards->kept[0] = held;
	}
	held->refs++;
	*ret = held;
	return true;
}

bool week_boards_take(struct week_boards *boards, struct db *db, int64_t scenario_id,
		      const struct week_board **ret, struct err *err)
{
	struct arena *scratch = arena_create(1U << 14);
	struct week_scenario scenario = {0};
	struct week_held *held = NULL;
	int64_t version = 0;
	bool found = false, ok;

	ok = zone_store_version(db, boards->zone_id, &version, err) &&
	     week_scenario_find(db, scratch, boards->zone_id, scenario_id, &scenario, &found, err);
	if (ok && version == 0)
		ok = err_set(err, ERR_NOT_FOUND, "There is no zone yet: import one first.");
	if (ok && !found && scenario_id != 0)
		ok = err_set(err, ERR_NOT_FOUND, "There is no such plan of the week.");
	if (ok) {
		(void)pthread_mutex_lock(&boards->mutex);
		ok = take(boards, db, version, &scenario, &held, err);
		(void)pthread_mutex_unlock(&boards->mutex);
	}
	arena_destroy(scratch);
	if (ok)
		*ret = &held->board;
	return ok;
}
