/* Streams hang in buckets by the hash of their channel's name; there is nothing
 * that has to be made or cleared away for a channel. One lock guards the hub: to
 * publish is to copy one pointer into each listener's queue and to wake it. A
 * message is counted, made once for all its listeners and freed by the last.
 */
#include "kit/http/events_internal.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "kit/http/etag.h"
#include "kit/http/http.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

enum { N_BUCKETS = 1024 };

struct message {
	struct arena *arena;
	size_t references;
	struct str text;
	bool last;
};

struct http_events_stream {
	struct arena *arena;
	struct http_events *hub;
	struct http_events_stream *next, **link; /* in its bucket */
	struct str channel;
	struct http_events_sleeper sleeper;
	struct message *queue[HTTP_EVENTS_QUEUE]; /* a ring */
	size_t head, n;
	size_t sent; /* bytes of the message at head */
	int64_t opened_ns;
	bool asleep, ended, greet, beat;
};

struct http_events {
	struct arena *arena;
	struct http_events_options options;
	pthread_mutex_t mutex;
	pthread_cond_t stop;
	pthread_t heart;
	bool has_heart;
	bool closed;
	size_t n_open;
	struct http_events_stream *bucket[N_BUCKETS];
};

static struct http_events_stream **bucket_of(struct http_events *events, struct str channel)
{
	return &events->bucket[etag_hash(channel) % N_BUCKETS];
}

static void lock(struct http_events *events)
{
	(void)pthread_mutex_lock(&events->mutex);
}

static void unlock(struct http_events *events)
{
	(void)pthread_mutex_unlock(&events->mutex);
}

static void wake(struct http_events_stream *stream)
{
	if (!stream->asleep)
		return;
	stream->asleep = false;
	stream->sleeper.wake(stream->sleeper.connection);
}

static void message_release(struct message *message)
{
	if (--message->references == 0)
		arena_destroy(message->arena);
}

static void beat(struct http_events *events)
{
	int64_t now = clock_monotonic_ns(&clock_system);
	int64_t life = (int64_t)events->options.max_seconds * 1000000000;

	for (size_t i = 0; i < N_BUCKETS; i++) {
		for (struct http_events_stream *s = events->bucket[i]; s != NULL; s = s->next) {
			s->beat = true;
			s->ended = s->ended || now - s->opened_ns > life;
			wake(s);
		}
	}
}

void http_events_beat(struct http_events *events)
{
	lock(events);
	beat(events);
	unlock(events);
}

static void *heart(void *self)
{
	struct http_events *events = self;
	struct timespec at;

	lock(events);
	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	while (!events->closed) {
		at.tv_sec += events->options.heartbeat_seconds;
		while (!events->closed &&
		       pthread_cond_timedwait(&events->stop, &events->mutex, &at) == 0)
			;
		if (!events->closed)
			beat(events);
	}
	unlock(events);
	return NULL;
}

struct http_events *http_events_create(const struct http_events_options *options)
{
	struct arena *arena = arena_create(sizeof(struct http_events) + 64);
	struct http_events *events = arena_new(arena, struct http_events);
	pthread_condattr_t monotonic;

	*events = (struct http_events){.arena = arena, .options = *options};
	if (events->options.max_streams == 0)
		events->options.max_streams = 2000;
	if (events->options.heartbeat_seconds == 0)
		events->options.heartbeat_seconds = 15;
	if (events->options.max_seconds == 0)
		events->options.max_seconds = 3600;
	(void)pthread_mutex_init(&events->mutex, NULL);
	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&events->stop, &monotonic);
	(void)pthread_condattr_destroy(&monotonic);
	events->has_heart = pthread_create(&events->heart, NULL, heart, events) == 0;
	return events;
}

static void end_all(struct http_events *events)
{
	for (size_t i = 0; i < N_BUCKETS; i++) {
		for (struct http_events_stream *s = events->bucket[i]; s != NULL; s = s->next) {
			s->ended = true;
			wake(s);
		}
	}
}

void http_events_break(struct http_events *events)
{
	lock(events);
	end_all(events);
	unlock(events);
}

void http_events_close(struct http_events *events)
{
	bool join;

	lock(events);
	join = events->has_heart;
	events->has_heart = false;
	events->closed = true;
	end_all(events);
	(void)pthread_cond_broadcast(&events->stop);
	unlock(events);
	if (join)
		(void)pthread_join(events->heart, NULL);
}

void http_events_destroy(struct http_events *events)
{
	if (events == NULL)
		return;
	http_events_close(events);
	assert(events->n_open == 0);
	(void)pthread_mutex_destroy(&events->mutex);
	(void)pthread_cond_destroy(&events->stop);
	arena_destroy(events->arena);
}

static struct http_events_stream *stream_create(struct http_events *events, struct str channel)
{
	struct arena *arena = arena_create(sizeof(struct http_events_stream) + channel.len + 64);
	struct http_events_stream *stream = arena_new(arena, struct http_events_stream);

	*stream = (struct http_events_stream){
		.arena = arena,
		.hub = events,
		.channel = arena_str(arena, channel),
		.opened_ns = clock_monotonic_ns(&clock_system),
		.greet = true,
	};
	return stream;
}

bool http_events_answer(struct http_events *events, struct str channel,
			struct http_response *response, struct err *err)
{
	struct http_events_stream *stream = NULL;

	if (channel.len == 0 || channel.len > HTTP_EVENTS_MAX_CHANNEL)
		return err_set(err, ERR_INVALID, "There is no such channel.");
	lock(events);
	if (!events->closed && events->n_open < events->options.max_streams) {
		struct http_events_stream **link = bucket_of(events, channel);

		stream = stream_create(events, channel);
		stream->next = *link;
		stream->link = link;
		if (stream->next != NULL)
			stream->next->link = &stream->next;
		*link = stream;
		events->n_open++;
	}
	unlock(events);
	if (stream == NULL)
		return err_set(err, ERR_BUSY, "Too many pages follow the news; try again later.");
	response->events = stream;
	response->type = STR("text/event-stream");
	response->cache = HTTP_CACHE_NONE;
	return true;
}

void http_events_leave(struct http_events_stream *stream)
{
	struct http_events *events = stream->hub;

	lock(events);
	assert(!stream->asleep);
	*stream->link = stream->next;
	if (stream->next != NULL)
		stream->next->link = stream->link;
	for (size_t i = 0; i < stream->n; i++)
		message_release(stream->queue[(stream->head + i) % HTTP_EVENTS_QUEUE]);
	events->n_open--;
	unlock(events);
	arena_destroy(stream->arena);
}

void http_events_attach(struct http_events_stream *stream,
			const struct http_events_sleeper *sleeper)
{
	lock(stream->hub);
	stream->sleeper = *sleeper;
	unlock(stream->hub);
}

static ssize_t put(char *ret, size_t max, struct str text)
{
	size_t len = text.len < max ? text.len : max;

	memcpy(ret, text.ptr, len);
	return (ssize_t)len;
}

static ssize_t next_bytes(struct http_events_stream *stream, char *ret, size_t max)
{
	struct message *message;
	ssize_t len;

	if (stream->greet) {
		/* Something at once, so that the header lines leave. */
		static const struct str greeting = STR_INIT("retry: 3000\n\n");

		stream->greet = false;
		assert(max >= greeting.len);
		return put(ret, max, greeting);
	}
	if (stream->n > 0) {
		message = stream->queue[stream->head];
		len = put(ret, max, str_slice(message->text, stream->sent, message->text.len));
		stream->sent += (size_t)len;
		if (stream->sent == message->text.len) {
			stream->ended = stream->ended || message->last;
			stream->head = (stream->head + 1) % HTTP_EVENTS_QUEUE;
			stream->n--;
			stream->sent = 0;
			message_release(message);
		}
		stream->beat = false;
		return len;
	}
	if (stream->ended)
		return -1;
	if (stream->beat) {
		stream->beat = false;
		return put(ret, max, STR(":\n\n"));
	}
	stream->asleep = true;
	stream->sleeper.sleep(stream->sleeper.connection);
	return 0;
}

ssize_t http_events_read(struct http_events_stream *stream, char *ret, size_t max)
{
	struct http_events *events = stream->hub;
	ssize_t len;

	lock(events);
	len = next_bytes(stream, ret, max);
	unlock(events);
	return len;
}

/* One "data:" line for each line of the text; CR, LF and CR LF end a line. */
static void put_data(struct text *out, struct str data)
{
	size_t from = 0;

	for (size_t i = 0; i <= data.len; i++) {
		if (i < data.len && data.ptr[i] != '\n' && data.ptr[i] != '\r')
			continue;
		text_put(out, STR("data: "));
		text_put(out, str_slice(data, from, i));
		text_put_char(out, '\n');
		if (i + 1 < data.len && data.ptr[i] == '\r' && data.ptr[i + 1] == '\n')
			i++;
		from = i + 1;
	}
}

static struct message *message_create(const struct http_event *event)
{
	struct arena *arena = arena_create(event->data.len + event->name.len + 512);
	struct message *message = arena_new(arena, struct message);
	struct str data = event->data;
	struct text out;

	if (data.len > HTTP_EVENTS_MAX_DATA)
		data = str_slice(data, 0, HTTP_EVENTS_MAX_DATA);
	text_init(&out, arena);
	if (event->name.len > 0) {
		text_put(&out, STR("event: "));
		for (size_t i = 0; i < event->name.len; i++) {
			char c = event->name.ptr[i];

			text_put_char(&out, c == '\n' || c == '\r' ? ' ' : c);
		}
		text_put_char(&out, '\n');
	}
	put_data(&out, data);
	text_put_char(&out, '\n');
	*message = (struct message){arena, 1, text_str(&out), event->last};
	return message;
}

size_t http_events_publish(struct http_events *events, struct str channel,
			   const struct http_event *event)
{
	struct message *message = message_create(event);
	size_t n = 0;

	lock(events);
	for (struct http_events_stream *s = *bucket_of(events, channel); s != NULL; s = s->next) {
		if (!str_eq(s->channel, channel) || s->ended)
			continue;
		if (s->n == HTTP_EVENTS_QUEUE) {
			s->ended = true;
		} else {
			s->queue[(s->head + s->n++) % HTTP_EVENTS_QUEUE] = message;
			message->references++;
			n++;
		}
		wake(s);
	}
	message_release(message);
	unlock(events);
	return n;
}

bool http_events_wanted(struct http_events *events, struct str channel)
{
	bool wanted = false;

	lock(events);
	for (struct http_events_stream *s = *bucket_of(events, channel); s != NULL; s = s->next)
		wanted = wanted || (str_eq(s->channel, channel) && !s->ended);
	unlock(events);
	return wanted;
}

size_t http_events_open(struct http_events *events)
{
	size_t n;

	lock(events);
	n = events->n_open;
	unlock(events);
	return n;
}
