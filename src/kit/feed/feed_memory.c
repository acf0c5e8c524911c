#include "kit/feed/feed_memory.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS = 9 };

/* Text as it can stand in the memory: one line without tabs. */
static struct str plain(struct arena *arena, struct str text)
{
	char *copy = NULL;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\t' && text.ptr[i] != '\n' && text.ptr[i] != '\r')
			continue;
		if (copy == NULL) {
			copy = arena_array(arena, char, text.len);
			memcpy(copy, text.ptr, text.len);
		}
		copy[i] = ' ';
	}
	return copy == NULL ? text : (struct str){copy, text.len};
}

static struct ical_event plain_event(struct arena *arena, const struct ical_event *event)
{
	struct ical_event copy = *event;

	copy.uid = plain(arena, event->uid);
	copy.summary = plain(arena, event->summary);
	copy.location = plain(arena, event->location);
	copy.description = plain(arena, event->description);
	return copy;
}

static bool read_line(struct str line, struct ical_event *ret)
{
	struct str field[FIELDS] = {0}, rest = line;
	int64_t sequence = 0, cancelled = 0;
	size_t n = 0;

	while (n < FIELDS && str_split(&rest, '\t', &field[n]))
		n++;
	if (n != FIELDS || rest.len > 0)
		return false;
	*ret = (struct ical_event){.uid = field[8],
				   .summary = field[5],
				   .location = field[6],
				   .description = field[7]};
	if (!str_to_i64(field[0], &ret->start_ms) || !str_to_i64(field[1], &ret->end_ms) ||
	    !str_to_i64(field[2], &sequence) || !str_to_i64(field[3], &ret->stamp_ms) ||
	    !str_to_i64(field[4], &cancelled) || sequence < 0 || sequence >= INT32_MAX)
		return false;
	ret->sequence = (int32_t)sequence;
	ret->cancelled = cancelled != 0;
	return true;
}

static bool read_memory(struct arena *arena, struct str memory, struct ical_events *ret,
			struct err *err)
{
	struct str rest = memory, line;

	while (rest.len > 0 && str_split(&rest, '\n', &line)) {
		struct ical_event event;

		if (line.len == 0)
			continue;
		if (!read_line(line, &event))
			return err_set(err, ERR_INVALID,
				       "What the calendar's readers were told cannot be read.");
		*vec_push(arena, ret) = event;
	}
	return true;
}

static struct str write_memory(struct arena *arena, const struct ical_events *events)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < events->n; i++) {
		const struct ical_event *e = &events->at[i];

		text_printf(&text, "%lld\t%lld\t%d\t%lld\t%d\t%.*s\t%.*s\t%.*s\t%.*s\n",
			    (long long)e->start_ms, (long long)e->end_ms, e->sequence,
			    (long long)e->stamp_ms, e->cancelled, STR_ARG(e->summary),
			    STR_ARG(e->location), STR_ARG(e->description), STR_ARG(e->uid));
	}
	return text_str(&text);
}

static bool same(const struct ical_event *a, const struct ical_event *b)
{
	return a->start_ms == b->start_ms && a->end_ms == b->end_ms &&
	       str_eq(a->summary, b->summary) && str_eq(a->location, b->location) &&
	       str_eq(a->description, b->description);
}

static struct ical_event next_of(const struct ical_event *before, const struct ical_event *now,
				 int64_t now_ms)
{
	struct ical_event event = *now;

	event.sequence = before->sequence;
	event.stamp_ms = before->stamp_ms;
	event.cancelled = false;
	if (before->cancelled || !same(before, now)) {
		event.sequence++;
		event.stamp_ms = now_ms;
	}
	return event;
}

static int compare(const void *left, const void *right)
{
	const struct ical_event *a = left, *b = right;

	if (a->start_ms != b->start_ms)
		return a->start_ms < b->start_ms ? -1 : 1;
	return str_cmp(a->uid, b->uid);
}

/* What was told before and is not so any more. */
static void keep_gone(struct arena *arena, const struct ical_event *before,
		      struct feed_moment moment, struct ical_events *ret)
{
	struct ical_event event = *before;

	if (!event.cancelled && event.end_ms > moment.now_ms) {
		event.cancelled = true;
		event.sequence++;
		event.stamp_ms = moment.now_ms;
	}
	*vec_push(arena, ret) = event;
}

/* What to tell of an event that is so now. */
static struct ical_event tell(const struct feed_telling *telling, const struct ical_events *before,
			      const struct map *by_uid, const struct ical_event *now)
{
	struct ical_event event = *now;
	const struct map_entry *entry = map_find(by_uid, event.uid);

	event.sequence = 0;
	event.cancelled = false;
	event.stamp_ms = telling->moment.now_ms;
	if (entry == NULL || before->at == NULL)
		return event;
	return next_of(&before->at[entry->value.number], &event, telling->moment.now_ms);
}

bool feed_remember(struct feed_telling *telling, struct err *err)
{
	struct arena *arena = telling->arena;
	struct ical_events before = {0}, out = {0};
	struct map by_uid, seen;

	if (!read_memory(arena, telling->memory, &before, err))
		return false;
	map_init(&by_uid, arena);
	map_init(&seen, arena);
	for (size_t i = 0; i < before.n; i++)
		map_add(&by_uid, before.at[i].uid, NULL)->value.number = (int64_t)i;
	for (size_t i = 0; i < telling->now->n; i++) {
		struct ical_event event = plain_event(arena, &telling->now->at[i]);

		/* The past is as it was told; a first reader is told what there is. */
		if (event.end_ms <= telling->moment.now_ms && before.n > 0)
			continue;
		(void)map_add(&seen, event.uid, NULL);
		*vec_push(arena, &out) = tell(telling, &before, &by_uid, &event);
	}
	for (size_t i = 0; i < before.n; i++)
		if (map_find(&seen, before.at[i].uid) == NULL &&
		    before.at[i].end_ms >= telling->moment.oldest_ms)
			keep_gone(arena, &before.at[i], telling->moment, &out);
	if (out.n > 0)
		qsort(out.at, out.n, sizeof *out.at, compare);
	telling->events = out;
	telling->next_memory = write_memory(arena, &out);
	telling->changed = !str_eq(telling->next_memory, telling->memory);
	return true;
}
