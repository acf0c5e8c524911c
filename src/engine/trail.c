/* The way back: a list of what each change replaced, newest last. */
#include "engine/solution_internal.h"

#include <assert.h>
#include <string.h>

static void grow(struct weft_solution *s)
{
	size_t room = s->trail_room * 2;
	struct trail_entry *trail = arena_array(s->arena, struct trail_entry, room);

	memcpy(trail, s->trail, s->n_trail * sizeof *trail);
	s->trail = trail;
	s->trail_room = room;
}

void trail_push_slowly(struct weft_solution *s, struct trail_entry entry)
{
	grow(s);
	s->trail[s->n_trail++] = entry;
}

weft_mark weft_solution_mark(struct weft_solution *s)
{
	solution_settle(s);
	s->n_marks++;
	return (weft_mark)s->n_trail << MARK_DEPTH_BITS | s->n_marks;
}

static void put_back(struct weft_solution *s, const struct trail_entry *entry)
{
	int64_t before = s->weighted;

	solution_add_value(s, &s->index->monitors[entry->what >> TRAIL_WHAT_BITS], entry->a,
			   -(int64_t)((uint64_t)entry->c << 32 | entry->b));
	solution_own_cost(s, entry->a, s->weighted - before);
}

static void undo_entry(struct weft_solution *s, const struct trail_entry *entry)
{
	switch ((enum trail_what)(entry->what & TRAIL_WHAT_MASK)) {
	case TRAIL_TIME:
		change_time(s, entry->a, entry->b);
		break;
	case TRAIL_RESOURCE:
		change_resource(s, entry->a, entry->b, entry->c);
		break;
	case TRAIL_CUT:
		change_join(s, entry->a, entry->b);
		break;
	case TRAIL_JOIN:
		change_unjoin(s, entry->a, entry->b, (int32_t)entry->c);
		break;
	case TRAIL_VALUE:
		put_back(s, entry);
		break;
	}
}

/* What was put off since the last settling is undone too: forget it. */
static void forget_pending(struct weft_solution *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++)
		solution_row(s, s->touched_resources[i])->touched = 0;
	for (uint32_t i = 0; i < s->n_stale; i++)
		s->stale[s->stale_points[i]] = 0;
	s->n_touched = s->n_stale = 0;
}

void weft_solution_undo(struct weft_solution *s, weft_mark mark)
{
	size_t n = mark >> MARK_DEPTH_BITS;

	assert((mark & MARK_DEPTH_MASK) <= s->n_marks && n <= s->n_trail);
	s->undoing = true;
	while (s->n_trail > n)
		undo_entry(s, &s->trail[--s->n_trail]);
	s->undoing = false;
	forget_pending(s);
	s->n_marks = (uint32_t)(mark & MARK_DEPTH_MASK) - 1;
}

void weft_solution_keep(struct weft_solution *s, weft_mark mark)
{
	assert((mark & MARK_DEPTH_MASK) <= s->n_marks);
	s->n_marks = (uint32_t)(mark & MARK_DEPTH_MASK) - 1;
	if (s->n_marks == 0)
		s->n_trail = 0;
}
