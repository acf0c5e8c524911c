/* Which windows, and how large.
 *
 * A window is all that two or three resources do, or what starts in one or two days, or the
 * surroundings of a defect. How many parts it takes follows the answers: quick ones make the
 * next window larger, unanswered ones smaller. */
#include "engine/search/window.h"

enum { FIRST_SIZE = 16, LEAST_SIZE = 6 };

struct choice {
	uint32_t parts[WINDOW_MAX_PARTS];
	uint32_t n, most;
};

static void take(struct search_worker *w, struct choice *choice, uint32_t part)
{
	if (choice->n == choice->most || !worker_is_movable(w, part) ||
	    w->stamps[part] == w->stamp || w->solution->meets[part].start == WEFT_NONE)
		return;
	w->stamps[part] = w->stamp;
	choice->parts[choice->n++] = part;
}

/* All that the resource does, from a random time on. */
static void take_resource(struct search_worker *w, struct choice *choice, uint32_t resource)
{
	const struct weft_solution *s = w->solution;
	uint32_t n_times = s->instance->n_times, from = worker_draw(w, n_times);

	for (uint32_t i = 0; i < n_times; i++) {
		uint32_t t = from + i < n_times ? from + i : from + i - n_times;
		const struct cell *cell = &s->cells[(size_t)resource * n_times + t];

		if (cell->n == 1)
			take(w, choice, worker_part(w, cell->meets));
	}
}

/* The resources of a part, in random order, until the window is full. */
static void take_around(struct search_worker *w, struct choice *choice, uint32_t part)
{
	take(w, choice, part);
	for (unsigned i = 0; i < 8 && choice->n < choice->most && choice->n > 0; i++) {
		uint32_t of = choice->parts[worker_draw(w, choice->n)];
		uint32_t r = worker_draw_resource(w, of);

		if (r != WEFT_NONE)
			take_resource(w, choice, r);
	}
}

/* Parts that start in a stretch of times and share resources with one another. */
static void take_times(struct search_worker *w, struct choice *choice)
{
	const struct weft_solution *s = w->solution;
	uint32_t n_times = s->instance->n_times, length = n_times / 5 + 1;
	uint32_t a = worker_draw(w, n_times), b = worker_draw(w, n_times);

	for (unsigned i = 0; i < 6 * WINDOW_MAX_PARTS && w->st->n_movable > 0; i++) {
		uint32_t part = w->st->movable[worker_draw(w, w->st->n_movable)];
		uint32_t start = worker_is_movable(w, part) ? s->meets[part].start : WEFT_NONE;

		if (start != WEFT_NONE && (start - a < length || start - b < length))
			take(w, choice, part);
	}
}

static void choose(struct search_worker *w, struct choice *choice)
{
	uint32_t kind = worker_draw(w, 4), part;

	choice->n = 0;
	w->stamp++;
	if (kind == 0) {
		take_times(w, choice);
	} else if (kind == 1 && w->st->n_places > 0) {
		for (unsigned i = 0; i < 6; i++)
			take_resource(w, choice, w->st->places[worker_draw(w, w->st->n_places)]);
	} else if (w->n_defects > 0) {
		take_around(w, choice, w->defects[worker_draw(w, w->n_defects)]);
	} else if (worker_draw_part(w, &part)) {
		take_around(w, choice, part);
	}
}

void search_windows(struct search_worker *w, double until)
{
	const struct clock *clock = w->shared->options->clock;
	double size = FIRST_SIZE;
	struct choice choice;

	search_find_defects(w);
	for (unsigned i = 0; !w->stopped && w->fraction < until; i++) {
		struct deadline deadline = deadline_in(clock, 0.25);
		enum window_answer answer;
		struct weft_search_move *move = &w->moves[w->window_move];

		choice.most = (uint32_t)size;
		choose(w, &choice);
		worker_look(w);
		if (choice.n < 2)
			continue;
		answer = search_window(w, choice.parts, choice.n, &deadline);
		while (answer == WINDOW_BETTER && !deadline_passed(&deadline)) {
			move->improved++;
			worker_save(w);
			answer = search_window(w, choice.parts, choice.n, &deadline);
		}
		move->tried++;
		w->iterations++;
		move->accepted += answer != WINDOW_UNKNOWN;
		if (answer == WINDOW_BETTER) {
			move->improved++;
			worker_save(w);
			search_find_defects(w);
		}
		if (answer == WINDOW_UNKNOWN)
			size = size * 0.9 > LEAST_SIZE ? size * 0.9 : LEAST_SIZE;
		else if (deadline_left(&deadline) > 0.15 && size < WINDOW_MAX_PARTS)
			size *= 1.02;
		if (i % 16 == 15 && worker_adopt(w))
			search_find_defects(w);
	}
}
