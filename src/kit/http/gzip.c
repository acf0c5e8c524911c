#include "kit/http/gzip.h"

#include "kit/http/decode.h"

#include <assert.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <zlib.h>

enum {
	MAX_STATES = 64,
	LEVEL = 4,            /* most of the gain of 6 at half its time */
	GZIP_WINDOW = 15 + 16 /* 32 KiB, and the header and trailer of gzip */
};

struct gzip_pool {
	struct arena *arena;
	pthread_mutex_t mutex;
	z_stream *idle[MAX_STATES];
	size_t n_idle;
};

struct gzip_pool *gzip_pool_create(void)
{
	struct arena *arena = arena_create(sizeof(struct gzip_pool) + 64);
	struct gzip_pool *pool = arena_new(arena, struct gzip_pool);

	pool->arena = arena;
	(void)pthread_mutex_init(&pool->mutex, NULL);
	return pool;
}

static z_stream *take(struct gzip_pool *pool)
{
	z_stream *stream = NULL;

	(void)pthread_mutex_lock(&pool->mutex);
	if (pool->n_idle > 0)
		stream = pool->idle[--pool->n_idle];
	else
		stream = arena_new(pool->arena, z_stream);
	(void)pthread_mutex_unlock(&pool->mutex);
	if (stream->state == NULL &&
	    deflateInit2(stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		stream->state = NULL;
	return stream;
}

static void give_back(struct gzip_pool *pool, z_stream *stream)
{
	bool kept = false;

	(void)pthread_mutex_lock(&pool->mutex);
	if (pool->n_idle < MAX_STATES) {
		pool->idle[pool->n_idle++] = stream;
		kept = true;
	}
	(void)pthread_mutex_unlock(&pool->mutex);
	if (!kept && stream->state != NULL)
		(void)deflateEnd(stream);
}

void gzip_pool_destroy(struct gzip_pool *pool)
{
	if (pool == NULL)
		return;
	for (size_t i = 0; i < pool->n_idle; i++) {
		if (pool->idle[i]->state != NULL)
			(void)deflateEnd(pool->idle[i]);
	}
	(void)pthread_mutex_destroy(&pool->mutex);
	arena_destroy(pool->arena);
}

struct str gzip_pack(struct gzip_pool *pool, struct arena *arena, struct str text)
{
	z_stream *stream;
	struct str packed = {NULL, 0};
	char *out;

	if (text.len < GZIP_MIN || text.len > UINT_MAX)
		return packed;
	stream = take(pool);
	if (stream->state != NULL) {
		out = arena_alloc(arena, text.len, 1);
		stream->next_in = (z_const Bytef *)(uintptr_t)text.ptr;
		stream->avail_in = (uInt)text.len;
		stream->next_out = (Bytef *)out;
		stream->avail_out = (uInt)text.len;
		/* No room for all: it did not get smaller. */
		if (deflate(stream, Z_FINISH) == Z_STREAM_END)
			packed = (struct str){out, text.len - stream->avail_out};
		(void)deflateReset(stream);
	}
	give_back(pool, stream);
	return packed;
}

/* "q=0", "q=0.0" ... */
static bool refused(struct str item)
{
	const char *q = item.len == 0 ? NULL : memmem(item.ptr, item.len, "q=", 2);

	if (q == NULL)
		return false;
	for (q += 2; q < item.ptr + item.len; q++) {
		if (*q != '0' && *q != '.' && *q != ' ')
			return false;
	}
	return true;
}

bool gzip_accepted(struct str accept_encoding)
{
	struct str rest = accept_encoding;

	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.ptr);
		struct str item = str_trim(str_slice(rest, 0, len));
		const char *semicolon = item.len == 0 ? NULL : memchr(item.ptr, ';', item.len);
		struct str name = str_trim(str_slice(
			item, 0, semicolon == NULL ? item.len : (size_t)(semicolon - item.ptr)));

		if (http_same_name(name, STR("gzip")))
			return !refused(item);
		rest = str_slice(rest, comma == NULL ? len : len + 1, rest.len);
	}
	return false;
}

bool gzip_worth(struct str type)
{
	static const struct str others[] = {
		STR_INIT("application/json"),
		STR_INIT("application/javascript"),
		STR_INIT("application/xml"),
		STR_INIT("image/svg+xml"),
	};

	if (type.len >= 5 && memcmp(type.ptr, "text/", 5) == 0)
		return true;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (type.len >= others[i].len &&
		    memcmp(type.ptr, others[i].ptr, others[i].len) == 0)
			return true;
	}
	return false;
}
