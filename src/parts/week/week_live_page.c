/* What others change in the plan that one looks at, as it happens.
 *
 * Pages follow "week/PLAN" (server-sent events) and, where that is cut off or another process
 * made the change, ask /since with the revision they have seen. Both say the same: the revision,
 * and what was done by whom since. */
#include "parts/week/week_page_internal.h"

#include "base/json.h"

enum { TOLD = 5 };

static struct str channel(struct arena *arena, int64_t plan)
{
	return arena_printf(arena, "week/%lld", (long long)plan);
}

static void put_step(struct json_writer *json, const struct week_step *step)
{
	json_begin_object(json);
	json_pair_str(json, "what", step->what);
	json_pair_str(json, "who", step->who);
	json_key(json, "undone");
	json_put_bool(json, step->undone);
	json_end(json);
}

/* The revision of a plan, and its last steps that are younger than one. */
static bool news(const struct week_part *part, struct arena *arena, int64_t plan, int64_t since,
		 struct str *ret, struct err *err)
{
	struct week_scenario scenario = {0};
	struct json_writer json;
	struct week_steps steps;
	struct text text;
	bool found;

	if (!week_scenario_find(part->db, arena, part->zone_id, plan, &scenario, &found, err) ||
	    !week_scenario_history(part->db, arena, part->zone_id, plan, TOLD, &steps, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "There is no such plan of the week.");
	text_init(&text, arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "revision");
	json_put_i64(&json, scenario.revision);
	json_key(&json, "steps");
	json_begin_array(&json);
	for (size_t i = 0; i < steps.n; i++)
		if (steps.at[i].revision > since)
			put_step(&json, &steps.at[i]);
	json_end(&json);
	json_end(&json);
	*ret = text_str(&text);
	return true;
}

void week_tell(const struct week_visit *visit)
{
	struct arena *arena = visit->arena;
	const struct week_scenario *scenario = &visit->board->scenario;
	struct str name = channel(arena, scenario->id), data;
	struct err ignored = {0};

	if (visit->part->events != NULL && http_events_wanted(visit->part->events, name) &&
	    news(visit->part, arena, scenario->id, scenario->revision, &data, &ignored))
		(void)http_events_publish(visit->part->events, name,
					  &(struct http_event){.name = STR("plan"), .data = data});
}

bool week_news_page(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	int64_t plan;

	return http_path_id(request, "plan", &plan, err) &&
	       http_events_answer(part->events, channel(request->arena, plan), response, err);
}

bool week_since_page(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct week_part *part = request->part;
	int64_t plan, since = 0;
	struct str data;

	(void)str_to_i64(http_query_text(request, "revision", "0"), &since);
	if (!http_path_id(request, "plan", &plan, err) ||
	    !news(part, request->arena, plan, since, &data, err))
		return false;
	http_body(response, STR("application/json"), data);
	return true;
}
