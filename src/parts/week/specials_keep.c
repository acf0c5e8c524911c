#include "parts/week/specials_keep.h"

#include "base/vec.h"

const struct specials_booking *specials_before(const struct specials_options *options,
					       uint32_t section, int32_t day)
{
	for (size_t i = 0; i < options->previous.n; i++)
		if (options->previous.at[i].section == section &&
		    options->previous.at[i].day == day)
			return &options->previous.at[i];
	return NULL;
}

static bool is_locked(const struct specials *specials, const struct specials_booking *b)
{
	for (size_t i = 0; i < specials->task.locks.n; i++) {
		const struct specials_lock *lock = &specials->task.locks.at[i];

		if (lock->section == b->section && lock->row == b->row && lock->day == b->day)
			return true;
	}
	return false;
}

/* How many visits of the same row the class had before this one: ordered visits are alike in
 * their order. */
static int32_t number_of(const struct specials_options *options, const struct specials_booking *b)
{
	int32_t n = 0;

	for (size_t i = 0; i < options->previous.n; i++) {
		const struct specials_booking *other = &options->previous.at[i];

		n += other->section == b->section && other->row == b->row &&
		     (other->day < b->day || (other->day == b->day && other->start < b->start));
	}
	return n;
}

static uint32_t event_of(const struct specials *specials, const struct specials_options *options,
			 const struct specials_booking *b)
{
	for (uint32_t e = 0; e < specials->events.n; e++) {
		const struct specials_event *event = &specials->events.at[e];
		const struct specials_group *group = &specials->groups.at[event->group];

		if (event->row != b->row || !zone_applies(group->sections, b->section))
			continue;
		if (group->together ? event->number < 0 : event->number == number_of(options, b))
			return e;
	}
	return WEFT_NONE;
}

/* Where the class's block has moved, a visit that stays on its day moves with it. */
static uint32_t time_of(const struct specials *specials, uint32_t event,
			const struct specials_booking *b)
{
	const struct zone *zone = specials->zone;
	const struct specials_group *group = &specials->groups.at[specials->events.at[event].group];
	int32_t start = b->start, end;

	if (group->block != ZONE_NONE && b->day >= 1 && b->day <= specials->n_days)
		(void)zone_block_time(
			zone, zone_rotation_shape(zone, group->school, specials->rotation, b->day),
			group->block, &start, &end);
	return specials_time(specials, b->day, start);
}

static uint32_t resource_of(const struct specials *specials, uint32_t person)
{
	for (uint32_t r = 0; r < specials->instance->n_resources; r++)
		if (specials->person_of[r] == person && person != ZONE_NONE)
			return r;
	return WEFT_NONE;
}

struct weft_wishes specials_wishes(struct arena *arena, const struct specials *specials,
				   const struct specials_options *options)
{
	VEC(struct weft_wish) found = {0};

	for (size_t i = 0; i < options->previous.n; i++) {
		const struct specials_booking *b = &options->previous.at[i];
		uint32_t event = is_locked(specials, b) ? WEFT_NONE
							: event_of(specials, options, b);
		struct weft_wish wish = {.event = event, .resource = WEFT_NONE};

		if (event == WEFT_NONE)
			continue;
		wish.start = time_of(specials, event, b);
		wish.need = specials->instance->events[event].n_resources - 1;
		if (wish.start == WEFT_NONE)
			continue;
		*vec_push(arena, &found) = wish;
		wish.resource = resource_of(specials, b->person);
		if (wish.resource != WEFT_NONE)
			*vec_push(arena, &found) = wish;
	}
	return (struct weft_wishes){found.at, found.n};
}
