/* Meets are packed greedily, and where none of its choices is free a meet takes one from those
 * in its way, if they find another: an augmenting path of one step. Most moves are taken back,
 * so that each word that changes is written down with what it was. */
#include "engine/search/supply_internal.h"

#include "engine/search/pressure.h"

#include <string.h>

/* Resources looked for in following one move: longer searches find more, but in the same time
 * fewer moves are tried (docs/engine-search.md). */
enum { MOST_TRIES = 200, MOST_BLOCKERS = 4 };

/* --- what can be taken back ----------------------------------------------------- */

static void put(struct search_supply *sp, uint32_t *at, uint32_t value)
{
	if (sp->replaced.n == sp->replaced.cap)
		vec_reserve(sp->arena, (void **)&sp->replaced.at, &sp->replaced.cap,
			    sp->replaced.n + 1, sizeof *sp->replaced.at);
	sp->replaced.at[sp->replaced.n++] = (struct replaced){at, *at};
	*at = value;
}

static void roll_back(struct search_supply *sp, size_t until)
{
	while (sp->replaced.n > until) {
		const struct replaced *r = &sp->replaced.at[--sp->replaced.n];

		*r->at = r->old;
	}
}

/* --- who has what ---------------------------------------------------------------- */

static const struct followed_meet *meet_of(const struct search_supply *sp, uint32_t demand)
{
	return &sp->meets[sp->meet_of[demand]];
}

static uint32_t end_of(const struct followed_meet *m)
{
	return m->start + m->duration;
}

static bool is_free(const struct search_supply *sp, uint32_t time, uint32_t resource)
{
	return (sp->free[(size_t)time * sp->n_words + resource / 32] >> resource % 32 & 1) != 0;
}

static void set_free(struct search_supply *sp, uint32_t time, uint32_t resource, bool free)
{
	uint32_t *word = &sp->free[(size_t)time * sp->n_words + resource / 32];
	uint32_t bit = UINT32_C(1) << resource % 32;

	put(sp, word, free ? *word | bit : *word & ~bit);
	if (free)
		bits_add(sp->dirty, time);
}

static uint32_t load_of(const struct search_supply *sp, uint32_t demand)
{
	return meet_of(sp, demand)->duration * sp->work[sp->need_of[demand]];
}

static bool has_room(const struct search_supply *sp, uint32_t resource, uint32_t demand)
{
	return sp->load[resource] + load_of(sp, demand) <= sp->most[resource];
}

static void take(struct search_supply *sp, uint32_t demand, uint32_t resource)
{
	const struct followed_meet *m = meet_of(sp, demand);

	for (uint32_t t = m->start; t < end_of(m); t++) {
		put(sp, &sp->owner[supply_cell(sp, t, resource)], demand);
		set_free(sp, t, resource, false);
	}
	put(sp, &sp->mate[demand], resource);
	put(sp, &sp->load[resource], sp->load[resource] + load_of(sp, demand));
	/* A hint: it may stay when the rest is taken back. */
	sp->usual[sp->need_of[demand]] = resource;
}

static void give_up(struct search_supply *sp, uint32_t demand)
{
	const struct followed_meet *m = meet_of(sp, demand);
	uint32_t resource = sp->mate[demand];

	for (uint32_t t = m->start; t < end_of(m); t++) {
		put(sp, &sp->owner[supply_cell(sp, t, resource)], WEFT_NONE);
		set_free(sp, t, resource, true);
	}
	put(sp, &sp->mate[demand], WEFT_NONE);
	put(sp, &sp->load[resource], sp->load[resource] - load_of(sp, demand));
}

static void enlist(struct search_supply *sp, uint32_t demand)
{
	const struct followed_meet *m = meet_of(sp, demand);

	put(sp, &sp->left[sp->n_left], demand);
	put(sp, &sp->place[demand], sp->n_left);
	put(sp, &sp->n_left, sp->n_left + 1);
	put(sp, &sp->missing, sp->missing + m->duration);
	put(sp, &sp->pressed, sp->pressed + m->duration * sp->pressure[demand]);
	for (uint32_t t = m->start; t < end_of(m); t++)
		bits_add(sp->dirty, t);
}

static void delist(struct search_supply *sp, uint32_t demand)
{
	uint32_t last = sp->left[sp->n_left - 1], at = sp->place[demand];
	uint32_t duration = meet_of(sp, demand)->duration;

	put(sp, &sp->left[at], last);
	put(sp, &sp->place[last], at);
	put(sp, &sp->n_left, sp->n_left - 1);
	put(sp, &sp->missing, sp->missing - duration);
	put(sp, &sp->pressed, sp->pressed - duration * sp->pressure[demand]);
}

/* --- looking for a resource --------------------------------------------------------- */

/* Take a choice that is free and has room: the usual one, or any. */
static bool take_free(struct search_supply *sp, uint32_t demand)
{
	const struct followed_meet *m = meet_of(sp, demand);
	uint32_t need = sp->need_of[demand], found = WEFT_NONE;
	const uint32_t *choice = &sp->choices[(size_t)need * sp->n_words];

	sp->tries++;
	for (uint32_t i = 0; i < sp->n_words && found != sp->usual[need]; i++) {
		uint32_t word = choice[i];

		for (uint32_t t = m->start; t < end_of(m); t++)
			word &= sp->free[(size_t)t * sp->n_words + i];
		for (; word != 0; word &= word - 1) {
			uint32_t r = i * 32 + (uint32_t)__builtin_ctz(word);

			if (!has_room(sp, r, demand))
				continue;
			if (found == WEFT_NONE || r == sp->usual[need] || sp->turn++ % 2 != 0)
				found = r;
			if (r == sp->usual[need])
				break;
		}
	}
	if (found != WEFT_NONE)
		take(sp, demand, found);
	return found != WEFT_NONE;
}

/* Who has the resource at the demand's times: how many, or more than MOST_BLOCKERS where it
 * cannot be had. */
static uint32_t find_blockers(const struct search_supply *sp, uint32_t demand, uint32_t resource,
			      uint32_t *ret)
{
	const struct followed_meet *m = meet_of(sp, demand);
	uint32_t n = 0;

	for (uint32_t t = m->start; t < end_of(m); t++) {
		uint32_t owner = sp->owner[supply_cell(sp, t, resource)];

		if (supply_is_away(sp, t, resource))
			return MOST_BLOCKERS + 1;
		if (owner == WEFT_NONE || (n > 0 && ret[n - 1] == owner))
			continue;
		if (n == MOST_BLOCKERS)
			return MOST_BLOCKERS + 1;
		ret[n++] = owner;
	}
	return n;
}

/* Take the resource from those who have it then, if all of them find another. */
static bool take_from(struct search_supply *sp, uint32_t demand, uint32_t resource)
{
	uint32_t blockers[MOST_BLOCKERS], n = find_blockers(sp, demand, resource, blockers);
	size_t mark = sp->replaced.n;
	bool all = n <= MOST_BLOCKERS;

	for (uint32_t i = 0; i < n && all; i++)
		give_up(sp, blockers[i]);
	if (all && has_room(sp, resource, demand)) {
		take(sp, demand, resource);
		for (uint32_t i = 0; i < n && all; i++)
			all = take_free(sp, blockers[i]);
		if (all)
			return true;
	}
	roll_back(sp, mark);
	return false;
}

/* It is free then, but has enough to do: let somebody else do something of that. */
static bool relieve(struct search_supply *sp, uint32_t demand, uint32_t resource)
{
	const struct followed_meet *m = meet_of(sp, demand);
	size_t mark = sp->replaced.n;

	for (uint32_t t = m->start; t < end_of(m); t++)
		if (!is_free(sp, t, resource))
			return false;
	for (uint32_t t = 0; t < sp->n_times && sp->tries < MOST_TRIES; t++) {
		uint32_t other = sp->owner[supply_cell(sp, t, resource)];

		if (other == WEFT_NONE || meet_of(sp, other)->start != t)
			continue;
		give_up(sp, other);
		if (has_room(sp, resource, demand)) {
			take(sp, demand, resource);
			if (take_free(sp, other))
				return true;
		}
		roll_back(sp, mark);
	}
	return false;
}

static bool find_resource(struct search_supply *sp, uint32_t demand)
{
	struct weft_list choice = sp->st->needs[sp->need_of[demand]].choice;

	if (take_free(sp, demand))
		return true;
	for (uint32_t i = 0; i < choice.n && sp->tries < MOST_TRIES; i++)
		if (take_from(sp, demand, choice.at[i]) || relieve(sp, demand, choice.at[i]))
			return true;
	return false;
}

static bool is_dirty(const struct search_supply *sp, uint32_t demand)
{
	const struct followed_meet *m = meet_of(sp, demand);

	for (uint32_t t = m->start; t < end_of(m); t++)
		if (bits_has(sp->dirty, t))
			return true;
	return false;
}

/* Serve those left over, where something changed; each with tries of its own, or all together. */
static void serve(struct search_supply *sp, bool patient)
{
	sp->tries = 0;
	for (uint32_t i = sp->n_left; i-- > 0 && sp->tries < MOST_TRIES;) {
		uint32_t demand = sp->left[i];

		if (is_dirty(sp, demand) && find_resource(sp, demand))
			delist(sp, demand);
		if (patient)
			sp->tries = 0;
	}
	memset(sp->dirty, 0, sp->st->instance->n_time_words * sizeof *sp->dirty);
}

/* --- following the solution ------------------------------------------------------------ */

static void add_given(struct search_supply *sp, uint32_t resource, uint32_t time)
{
	size_t cell = supply_cell(sp, time, resource);
	uint32_t owner = sp->owner[cell];

	put(sp, &sp->given[cell], sp->given[cell] + 1);
	if (sp->given[cell] > 1)
		return;
	if (owner != WEFT_NONE) {
		give_up(sp, owner);
		enlist(sp, owner);
	}
	set_free(sp, time, resource, false);
}

static void remove_given(struct search_supply *sp, uint32_t resource, uint32_t time)
{
	size_t cell = supply_cell(sp, time, resource);

	put(sp, &sp->given[cell], sp->given[cell] - 1);
	if (!supply_is_away(sp, time, resource))
		set_free(sp, time, resource, true);
}

static void change_given(struct search_supply *sp, const struct use *use, uint32_t resource,
			 const struct followed_meet *m, bool add)
{
	uint32_t load = m->duration * use->work;

	for (uint32_t t = m->start; t < end_of(m); t++) {
		if (add)
			add_given(sp, resource, t);
		else
			remove_given(sp, resource, t);
	}
	put(sp, &sp->load[resource], sp->load[resource] + (add ? load : -load));
}

static void change_demand(struct search_supply *sp, uint32_t demand, bool add)
{
	uint32_t duration = meet_of(sp, demand)->duration;

	put(sp, &sp->needed, sp->needed + (add ? duration : -duration));
	if (add)
		enlist(sp, demand);
	else if (sp->mate[demand] == WEFT_NONE)
		delist(sp, demand);
	else
		give_up(sp, demand);
}

/* All that a meet uses, as it was followed. */
static void change(struct search_supply *sp, uint32_t event, uint32_t k, bool add)
{
	const struct weft_event *e = &sp->st->instance->events[event];
	const struct followed_meet *m = &sp->meets[e->first_meet + k];

	if (m->start == WEFT_NONE)
		return;
	for (uint32_t i = sp->first_use[event]; i < sp->first_use[event + 1]; i++) {
		const struct use *use = &sp->uses[i];
		uint32_t resource = use->resource;

		if (use->need != WEFT_NONE && sp->st->locked[e->first_meet + k])
			resource = solution_assigned(sp->solution,
						     e->first_meet + k)[use->position];
		if (resource != WEFT_NONE)
			change_given(sp, use, resource, m, add);
		else if (use->need != WEFT_NONE)
			change_demand(sp, sp->first[use->need] + k, add);
	}
}

static struct followed_meet meet_now(const struct search_supply *sp, uint32_t event, uint32_t k)
{
	const struct weft_solution *s = sp->solution;
	const struct weft_meet *m = &s->meets[s->instance->events[event].first_meet + k];

	return k < s->n_meets[event] ? (struct followed_meet){m->start, (uint32_t)m->duration}
				     : (struct followed_meet){WEFT_NONE, 0};
}

static void forget_changed_meets(struct search_supply *sp, uint32_t event)
{
	const struct weft_event *e = &sp->st->instance->events[event];

	for (uint32_t k = 0; k < (uint32_t)e->duration; k++) {
		struct followed_meet now = meet_now(sp, event, k);
		struct followed_meet *was = &sp->meets[e->first_meet + k];

		if (was->start == now.start && was->duration == now.duration)
			continue;
		change(sp, event, k, false);
		put(sp, &was->start, WEFT_NONE);
		put(sp, &was->duration, 0);
	}
}

static void add_changed_meets(struct search_supply *sp, uint32_t event)
{
	const struct weft_event *e = &sp->st->instance->events[event];

	for (uint32_t k = 0; k < (uint32_t)e->duration; k++) {
		struct followed_meet now = meet_now(sp, event, k);
		struct followed_meet *was = &sp->meets[e->first_meet + k];

		if (was->duration == now.duration)
			continue;
		put(sp, &was->start, now.start);
		put(sp, &was->duration, now.duration);
		change(sp, event, k, true);
	}
}

/* What left makes room for what comes. */
static void catch_up(struct search_supply *sp)
{
	for (uint32_t i = 0; i < sp->changed.n; i++)
		forget_changed_meets(sp, sp->changed.at[i]);
	for (uint32_t i = 0; i < sp->changed.n; i++)
		add_changed_meets(sp, sp->changed.at[i]);
}

static void collect_changed(struct search_supply *sp, weft_mark mark)
{
	const struct weft_solution *s = sp->solution;

	sp->stamp++;
	sp->changed.n = 0;
	for (size_t i = mark >> MARK_DEPTH_BITS; i < s->n_trail; i++) {
		const struct trail_entry *entry = &s->trail[i];
		uint32_t what = entry->what & TRAIL_WHAT_MASK, event;

		if (what != TRAIL_TIME && what != TRAIL_CUT && what != TRAIL_JOIN)
			continue;
		event = s->meets[entry->a].event;
		if (sp->stamps[event] == sp->stamp)
			continue;
		sp->stamps[event] = sp->stamp;
		*vec_push(sp->arena, &sp->changed) = event;
	}
}

void supply_follow_all(struct search_supply *sp)
{
	for (uint32_t e = 0; e < sp->st->instance->n_events; e++)
		*vec_push(sp->arena, &sp->changed) = e;
	catch_up(sp);
	serve(sp, true);
	search_supply_keep(sp);
}

void search_supply_follow(struct search_supply *sp, weft_mark mark)
{
	collect_changed(sp, mark);
	catch_up(sp);
	serve(sp, false);
}

void search_supply_keep(struct search_supply *sp)
{
	sp->replaced.n = 0;
}

void search_supply_undo(struct search_supply *sp)
{
	roll_back(sp, 0);
}

uint32_t search_supply_missing(const struct search_supply *sp)
{
	return sp->missing;
}

uint32_t search_supply_pressed(const struct search_supply *sp)
{
	return sp->pressed;
}

static bool is_left(const struct search_supply *sp, uint32_t demand)
{
	return sp->place[demand] < sp->n_left && sp->left[sp->place[demand]] == demand;
}

void search_supply_press(struct search_supply *sp, double limit)
{
	sp->pressed = 0;
	for (uint32_t d = 0; d < sp->n_demands; d++) {
		double pressure = (double)sp->pressure[d] / SUPPLY_UNIT;
		bool left = is_left(sp, d);

		sp->pressure[d] = (uint32_t)(pressure_after(pressure, left, limit) * SUPPLY_UNIT);
		if (left)
			sp->pressed += meet_of(sp, d)->duration * sp->pressure[d];
	}
}

uint32_t search_supply_needed(const struct search_supply *sp)
{
	return sp->needed;
}

bool search_supply_serves(const struct search_supply *sp, uint32_t need)
{
	return sp->serves[need];
}

uint32_t search_supply_resource(const struct search_supply *sp, uint32_t need, uint32_t k)
{
	return sp->mate[sp->first[need] + k];
}

uint32_t search_supply_short(const struct search_supply *sp, uint32_t *ret, uint32_t max)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < sp->n_left && n < max; i++) {
		uint32_t demand = sp->left[i], start = meet_of(sp, demand)->start;
		struct weft_list choice = sp->st->needs[sp->need_of[demand]].choice;

		ret[n++] = sp->meet_of[demand];
		for (uint32_t c = 0; c < choice.n && n < max; c++) {
			uint32_t owner = sp->owner[supply_cell(sp, start, choice.at[c])];

			if (owner != WEFT_NONE)
				ret[n++] = sp->meet_of[owner];
		}
	}
	return n;
}
