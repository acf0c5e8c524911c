#include "kit/jobs/job_news.h"

#include "base/json.h"

#include <inttypes.h>

struct str job_news_text(struct arena *arena, const struct job *job)
{
	struct text text;
	struct json_writer json;

	text_init(&text, arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "id");
	json_put_str(&json, arena_printf(arena, "%" PRId64, job->key.id));
	json_key(&json, "state");
	json_put_str(&json, str_from(job_state_name(job->state)));
	json_key(&json, "permille");
	json_put_i64(&json, job->permille);
	json_key(&json, "message");
	json_put_str(&json, job->message);
	json_end(&json);
	return text_str(&text);
}

struct str job_news_channel(struct arena *arena, int64_t job_id)
{
	return arena_printf(arena, "job/%" PRId64, job_id);
}
