#include "parts/cover/cover_source.h"

#include "base/date.h"
#include "parts/school/zone_store.h"
#include "parts/year/year_store.h"

static bool open_plan(struct command_call *call, struct cover_book *source, struct err *err)
{
	struct site *site = &source->site;
	const struct zone *zone;
	int64_t version;

	if (!zone_store_load(site->db, call->arena, site->zone_id, 0, &zone, err) ||
	    !year_problem_make(call->arena, zone, INT32_MAX, &source->problem, err) ||
	    !year_store_version(site->db, site->zone_id, &version, err))
		return false;
	source->plan = year_plan_make(call->arena, &source->problem);
	return version == 0 || year_store_load(site->db, call->arena, site->zone_id, version,
					       &source->problem, &source->plan, err);
}

bool cover_source_open(struct command_call *call, struct cover_book *ret, struct err *err)
{
	int32_t date;

	if (!date_parse(command_text(call, "date", ""), &date, err) ||
	    !command_site_open(call, &ret->site, err))
		return false;
	if (!open_plan(call, ret, err)) {
		db_close(ret->site.db);
		return false;
	}
	ret->view = (struct cover_view_of){.site = &ret->site,
					   .problem = &ret->problem,
					   .plan = &ret->plan,
					   .places = cover_all_places(ret->site.zone_id),
					   .date = date};
	ret->actor = (struct cover_actor){.address = STR("command"), .places = ret->view.places};
	return true;
}

void cover_source_close(struct cover_book *source)
{
	db_close(source->site.db);
}

bool cover_source_with(struct command_call *call,
		       bool (*work)(struct command_call *call, struct cover_book *source,
				    struct err *err),
		       struct err *err)
{
	struct cover_book *source = arena_new(call->arena, struct cover_book);
	bool ok;

	if (!cover_source_open(call, source, err))
		return false;
	ok = work(call, source, err);
	cover_source_close(source);
	return ok;
}

bool cover_source_who(const struct zone *zone, struct str code, struct cover_who *ret,
		      struct err *err)
{
	*ret = (struct cover_who){COVER_SUBSTITUTE, zone_find(zone, ZONE_T_SUBSTITUTES, code)};
	if (ret->row != ZONE_NONE)
		return true;
	*ret = (struct cover_who){COVER_STAFF, zone_find(zone, ZONE_T_PEOPLE, code)};
	return ret->row != ZONE_NONE ||
	       err_set(err, ERR_INVALID, "There is nobody with the code \"%.*s\".",
		       STR_ARG(str_utf8_cut(code, 60)));
}

bool cover_source_time(struct command_call *call, const char *option, int32_t otherwise,
		       int32_t *ret, struct err *err)
{
	struct str text = command_text(call, option, "");
	int minutes;

	*ret = otherwise;
	if (text.len == 0)
		return true;
	if (!minutes_parse(text, &minutes, err))
		return false;
	*ret = minutes;
	return true;
}
