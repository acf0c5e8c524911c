/* What events use and need, and what resources may do, written down before the supply follows
 * the solution. */
#include "engine/search/supply_internal.h"

/* Of a unit of workload: exact where events are at most ten times long. */
enum { LOADS = 2520 };
static const int64_t most_load = UINT32_MAX / 2, most_work = 1 << 20;

static void make_demands(struct search_supply *sp)
{
	const struct search_structure *st = sp->st;
	uint32_t n = 0;

	for (uint32_t i = 0; i < st->n_needs; i++) {
		sp->first[i] = n;
		n += (uint32_t)st->instance->events[st->needs[i].event].duration;
	}
	sp->n_demands = n;
	sp->need_of = arena_array(sp->arena, uint32_t, n + 1);
	sp->meet_of = arena_array(sp->arena, uint32_t, n + 1);
	sp->mate = arena_array(sp->arena, uint32_t, n + 1);
	sp->left = arena_array(sp->arena, uint32_t, n + 1);
	sp->place = arena_array(sp->arena, uint32_t, n + 1);
	sp->pressure = arena_array(sp->arena, uint32_t, n + 1);
	for (uint32_t d = 0; d < n; d++)
		sp->pressure[d] = SUPPLY_UNIT;
	for (uint32_t i = 0; i < st->n_needs; i++) {
		const struct weft_event *e = &st->instance->events[st->needs[i].event];

		for (uint32_t k = 0; k < (uint32_t)e->duration; k++) {
			sp->need_of[sp->first[i] + k] = i;
			sp->meet_of[sp->first[i] + k] = e->first_meet + k;
			sp->mate[sp->first[i] + k] = WEFT_NONE;
		}
	}
}

/* By event resource: is leaving it open forbidden? */
static unsigned char *find_required(const struct search_supply *sp)
{
	const struct weft_instance *in = sp->st->instance;
	unsigned char *required = arena_array(sp->arena, unsigned char, in->n_event_resources + 1);

	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct weft_constraint *c = &in->constraints[in->points[p].constraint];

		if (c->kind == WEFT_ASSIGN_RESOURCE && c->required)
			required[in->points[p].subject] = 1;
	}
	return required;
}

/* The load of one time, in 1 / LOADS. */
static uint32_t work_of(const struct weft_instance *in, uint32_t event_resource)
{
	double work = (double)in->index->needs[event_resource].workload_per_time * LOADS /
		      (double)in->index->workload_scale;

	return (uint32_t)(work < (double)most_work ? work : (double)most_work);
}

/* What events use, as far as somebody may be looked for in the same place. */
static void make_uses(struct search_supply *sp)
{
	const struct weft_instance *in = sp->st->instance;
	const unsigned char *required = find_required(sp);
	uint64_t *sought = arena_array(sp->arena, uint64_t, BITS_WORDS(in->n_resources) + 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < sp->st->n_needs; i++)
		for (uint32_t c = 0; c < sp->st->needs[i].choice.n; c++) {
			uint32_t r = sp->st->needs[i].choice.at[c];

			bits_add(sought, r);
			sp->choices[(size_t)i * sp->n_words + r / 32] |= UINT32_C(1) << r % 32;
		}
	sp->uses = arena_array(sp->arena, struct use, in->n_event_resources + 1);
	sp->first_use = arena_array(sp->arena, uint32_t, in->n_events + 1);
	for (uint32_t e = 0; e < in->n_events; e++) {
		sp->first_use[e] = n;
		for (uint32_t i = 0; i < in->events[e].n_resources; i++) {
			uint32_t er = in->events[e].first_resource + i;
			uint32_t given = in->event_resources[er].resource;
			uint32_t need = required[er] ? sp->st->need_of[er] : WEFT_NONE;
			uint32_t work = work_of(in, er);

			if (need != WEFT_NONE) {
				sp->work[need] = work;
				sp->serves[need] = true;
			}
			if (need != WEFT_NONE || (given != WEFT_NONE && bits_has(sought, given)))
				sp->uses[n++] = (struct use){given, need, i, work};
		}
	}
	sp->first_use[in->n_events] = n;
}

static void limit_loads(struct search_supply *sp)
{
	const struct weft_instance *in = sp->st->instance;

	for (uint32_t r = 0; r < in->n_resources; r++)
		sp->most[r] = (uint32_t)most_load;
	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct weft_constraint *c = &in->constraints[in->points[p].constraint];
		int64_t most = (int64_t)c->limits.maximum * LOADS;
		uint32_t r = in->points[p].subject;

		if (c->kind == WEFT_LIMIT_WORKLOAD && c->required && most < sp->most[r])
			sp->most[r] = (uint32_t)most;
	}
}

static void make_cells(struct search_supply *sp)
{
	const size_t n = (size_t)sp->n_times * sp->n_resources;

	sp->free = arena_array(sp->arena, uint32_t, (size_t)sp->n_times * sp->n_words + 1);
	sp->owner = arena_array(sp->arena, uint32_t, n + 1);
	sp->given = arena_array(sp->arena, uint32_t, n + 1);
	sp->load = arena_array(sp->arena, uint32_t, sp->n_resources + 1);
	sp->most = arena_array(sp->arena, uint32_t, sp->n_resources + 1);
	for (uint32_t t = 0; t < sp->n_times; t++)
		for (uint32_t r = 0; r < sp->n_resources; r++) {
			sp->owner[supply_cell(sp, t, r)] = WEFT_NONE;
			if (!supply_is_away(sp, t, r))
				sp->free[(size_t)t * sp->n_words + r / 32] |= UINT32_C(1) << r % 32;
		}
	limit_loads(sp);
}

struct search_supply *search_supply_create(struct arena *arena, const struct search_structure *st,
					   const struct weft_solution *solution)
{
	const struct weft_instance *in = st->instance;
	struct search_supply *sp = arena_new(arena, struct search_supply);

	sp->arena = arena;
	sp->st = st;
	sp->solution = solution;
	sp->n_times = in->n_times;
	sp->n_resources = in->n_resources;
	sp->n_words = (in->n_resources + 31) / 32;
	sp->first = arena_array(arena, uint32_t, st->n_needs + 1);
	sp->usual = arena_array(arena, uint32_t, st->n_needs + 1);
	sp->work = arena_array(arena, uint32_t, st->n_needs + 1);
	sp->serves = arena_array(arena, bool, st->n_needs + 1);
	sp->choices = arena_array(arena, uint32_t, (size_t)st->n_needs * sp->n_words + 1);
	sp->dirty = arena_array(arena, uint64_t, in->n_time_words + 1);
	sp->stamps = arena_array(arena, uint32_t, in->n_events + 1);
	sp->meets = arena_array(arena, struct followed_meet, in->n_meets + 1);
	make_demands(sp);
	make_uses(sp);
	make_cells(sp);
	for (uint32_t i = 0; i < in->n_meets; i++)
		sp->meets[i].start = WEFT_NONE;
	supply_follow_all(sp);
	return sp;
}
